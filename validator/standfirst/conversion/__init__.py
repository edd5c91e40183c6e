"""Conversion: the verb that the library and the command line share."""

from standfirst.conversion.convert import convert
from standfirst.conversion.plan import Conversion, Plan

__all__ = ["Conversion", "Plan", "convert"]
