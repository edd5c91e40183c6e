"""What every test may use: Hypothesis profiles and the folder of oracles."""

import importlib
import os
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from lxml import etree

ROOT = Path(__file__).resolve().parents[1]

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("fast", max_examples=50, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True, suppress_health_check=_SLOW
)
settings.register_profile("nightly", max_examples=2000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def oracles() -> Path:
    """The folder of files that other projects made. Without it a test skips; where it is promised it must be there."""
    name = os.environ.get("STANDFIRST_ORACLES")
    if not name:
        pytest.skip("STANDFIRST_ORACLES is not set: the files of other projects are not at hand")
    folder = Path(name)
    if not folder.is_dir():
        pytest.fail(f"STANDFIRST_ORACLES names {name}, which is no folder")
    return folder


@pytest.fixture(scope="session")
def library() -> Callable[[str], Any]:
    """A library that is not needed but to judge what we write, by its name: imported, or a reason to skip.

    Where oracles are promised it must be there.
    """

    def found(name: str) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what others import is not ours to mend
                return importlib.import_module(name)
        except ImportError as error:
            if os.environ.get("STANDFIRST_ORACLES"):
                pytest.fail(f"{name} cannot be imported: {error}")
            pytest.skip(f"{name} is not installed: pip install --group descriptions --group clients")

    return found


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The program by the makers of SARIF that judges it. Where oracles are promised it must be there, if it can be had."""
    local = ROOT / ".oracles" / "node_modules" / ".bin" / "sarif-multitool"
    found = shutil.which("sarif-multitool") or (str(local) if local.exists() else None)
    promised = os.environ.get("STANDFIRST_ORACLES") and not os.environ.get("STANDFIRST_NO_MULTITOOL")
    if found is None and promised and shutil.which("npm"):
        pytest.fail("sarif-multitool is not installed: .ci/run does it")
    if found is None:
        pytest.skip("sarif-multitool is not installed: npm install --prefix .oracles @microsoft/sarif-multitool")
    return Path(found)


@pytest.fixture(scope="session")
def tei_all(oracles: Path) -> Path:
    """The schema of everything in TEI, in RELAX NG."""
    return oracles / "tei" / "tei_all.rng"


@pytest.fixture(scope="session")
def tei_schema(tei_all: Path) -> Any:
    """The same, loaded: it takes seconds, and so once."""
    return etree.RelaxNG(etree.parse(tei_all))
