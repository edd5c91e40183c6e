"""docs/found.md says what the tests of libraries by others find: each row has its test, and each version is the pinned one."""

import ast
import re
import tomllib
from pathlib import Path

SOUND = re.compile(r"keep|nothing_fails")
"""What the names of tests say that find nothing: what they show stands below a table."""


def finds(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def sections(root: Path) -> dict[str, str]:
    page = (root / "docs" / "found.md").read_text("utf-8")
    return dict(re.findall(r"^## (.+)\n([^#]*(?:#(?!# )[^#]*)*)", page, re.MULTILINE))


def test_every_row_has_its_test_and_every_find_its_row(root: Path) -> None:
    found = {heading.partition(" ")[0].lower(): body for heading, body in sections(root).items()}
    files = {path.stem.removeprefix("test_peer_"): path for path in (root / "tests" / "peers").glob("test_peer_*.py")}
    assert {name.removeprefix("dkpro-") for name in found} == set(files)
    for name, body in found.items():
        named = re.findall(r"\| `(test_\w+)` \|$", body, re.MULTILINE)
        there = finds(files[name.removeprefix("dkpro-")])
        assert set(named) == {test for test in there if not SOUND.search(test)}
        rows = [line for line in body.splitlines() if line.startswith("|")][2:]
        assert len(rows) == len(named)


def test_the_versions_are_those_that_are_pinned(root: Path) -> None:
    group = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["peers"]
    pinned = {" ".join(entry.lower().split("==")) for entry in group if "==" in entry}
    assert {heading.lower() for heading in sections(root)} == pinned
    top = (root / "docs" / "found.md").read_text("utf-8").partition("\n## ")[0].lower()
    assert all(pin in top for pin in pinned)
