"""The one thing that pyproject.toml cannot say: every package below validator/, and the schemas beside them."""

from setuptools import find_packages, setup

setup(packages=[*find_packages("validator"), "standfirst.schemas"])
