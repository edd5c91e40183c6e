"""What is installed is what stands in the tree: the wheel's files, and a smoke test from outside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution in a clean folder, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source")
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True
    )
    for name in tracked.stdout.splitlines():
        if (root / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((root / name).read_bytes())
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_module_and_data_file(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = root / "validator" / "standfirst"
    wanted = {f"standfirst/{path.relative_to(package)}" for path in package.rglob("*") if _ships(path)}
    wanted |= {f"standfirst/schemas/{path.name}" for path in (root / "schemas").iterdir() if _ships(path)}
    assert held == wanted


def _ships(path: Path) -> bool:
    return path.suffix in (".py", ".json", ".toml", ".typed", ".rng", ".rnc", ".odd") or path.name == "py.typed"


def test_the_installed_wheel_works(wheel: Path, root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import standfirst; "
        "assert standfirst.__file__.startswith(sys.argv[1]); "
        "from standfirst.cli import run; "
        "sys.exit(run(['validate', sys.argv[2]]) or run(['schema', 'document']) or run(['explain', 'OFF002']))"
    )
    command = [sys.executable, "-c", script, str(tmp_path), str(root / "corpus")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "surface-mismatch" in done.stdout


HOOKED = """
import sys
import hypothesis
from hypothesis import strategies as st

heavy = {"msgspec", "lxml", "standfirst.model", "standfirst.strategies"} & set(sys.modules)
assert not heavy, heavy
FIRST
document = hypothesis.find(st.from_type(Document), lambda one: True)
assert document.text == "a" and document.standfirst == "1.0"
"""
"""What a project has that uses Hypothesis where Standfirst is installed."""


@pytest.mark.parametrize(
    "first",
    [
        "from standfirst import Document",
        "from standfirst.model import Document",
        "import standfirst.offsets; from standfirst import Document",
    ],
)
def test_hypothesis_knows_documents_and_is_not_slowed_down(wheel: Path, tmp_path: Path, first: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    done = _run_there(tmp_path, "-c", HOOKED.replace("FIRST", first))
    assert done.returncode == 0, done.stderr
    before = HOOKED.replace("FIRST", first).replace("import hypothesis\n", f"{first}\nimport hypothesis\n", 1)
    before = before.replace("assert not heavy, heavy\n", "")
    assert _run_there(tmp_path, "-c", before).returncode == 0


FAILING = """
from hypothesis import given, settings
from standfirst.strategies import documents

@settings(database=None)
@given(documents())
def test_no_ships(document):
    assert "\U0001f600" not in document.text

def test_nothing_of_ours():
    assert 1 == 2
"""


def test_pytest_shows_the_article_of_a_failing_document(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "test_it.py").write_text(FAILING, "utf-8")
    done = _run_there(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py")
    assert "2 failed" in done.stdout
    assert done.stdout.count("standfirst: document") == 1
    assert "text | \U0001f600" in done.stdout


def _run_there(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HYPOTHESIS", "PYTEST"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
