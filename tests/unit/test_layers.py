"""Imports go downwards only, heavy ones are lazy, and modules keep to their size."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LEVELS = [
    {"errors", "limits", "suggest", "_version", "registration"},
    {"finding", "files", "fingerprint", "offsets"},
    {"model", "data", "shape"},
    {"reading"},
    {"formats", "rules", "agreement", "diagnosis"},
    {"corpus"},
    {"check"},
    {"repair"},
    {"storage", "report", "strategies", "configuration", "baseline", "faults", "interchange"},
    {"conversion", "description", "benchmark", "testing"},
    {"cli", "hooks"},
]
"""The rooms of the package from the ground up. A room imports from its own level and those below."""


def rooms(root: Path) -> Iterator[tuple[str, Path]]:
    package = root / "validator" / "standfirst"
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if room not in ("__init__", "__main__"):
            yield room, path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("standfirst."):
            yield (node.module or "").split(".")[1]


def test_imports_go_downwards(root: Path) -> None:
    level = {room: number for number, names in enumerate(LEVELS) for room in names}
    wrong = [
        f"{path.relative_to(root)} imports {other}"
        for room, path in rooms(root)
        for other in imported(path)
        if level[other] > level[room]
    ]
    assert wrong == []


def test_modules_and_functions_keep_to_their_size(root: Path) -> None:
    for folder in ("validator", "tests", "benchmarks"):
        for path in (root / folder).rglob("*.py"):
            text = path.read_text("utf-8")
            assert text.count("\n") <= 500, path
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"


def test_starting_imports_nothing_heavy() -> None:
    heavy = {
        "jsonschema",
        "jsonschema_rs",
        "lxml",
        "hypothesis",
        "wcwidth",
        "msgspec",
        "tomllib",
        "unittest",
        "asyncio",
    }
    script = "import sys; from standfirst.cli import run; run(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert heavy.isdisjoint(name.partition(".")[0] for name in done.stdout.split())


def test_validating_a_clean_file_imports_no_schema_engine(root: Path) -> None:
    heavy = {"jsonschema", "jsonschema_rs", "lxml", "hypothesis", "unittest", "asyncio"}
    path = root / "samples" / "valid" / "minimal.json"
    script = f"import sys; from standfirst.cli import run; run(['validate', {str(path)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert heavy.isdisjoint(name.partition(".")[0] for name in done.stdout.split())
