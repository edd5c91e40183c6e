"""The table of properties names tests that are there, and that draw what they check."""

import ast
import re
from pathlib import Path

FOLDER = Path(__file__).parent
_ROW = re.compile(r"^\| (\d+) \| .* \| (.*) \|$", re.M)
_TEST = re.compile(r"`([\w./]+)::(\w+)`")
NOT_DRAWN = {"test_a_report_does_not_depend_on_where_it_is_made"}
"""What is no property of one value: two runs of the command are compared."""


def table() -> dict[int, list[tuple[str, str]]]:
    """The tests of every row, as file and name."""
    rows = _ROW.findall((FOLDER / "README.md").read_text("utf-8"))
    return {int(number): _TEST.findall(cell) for number, cell in rows}


def named_in(path: Path) -> dict[str, list[str]]:
    """Every test of a module, with its decorators."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name: [ast.unparse(decorator) for decorator in node.decorator_list]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_there_are_thirty_and_each_has_a_test() -> None:
    assert list(table()) == list(range(1, 31))
    assert all(table().values())


def test_every_test_is_there_and_is_a_property() -> None:
    for number, named in table().items():
        for file, name in named:
            found = named_in(FOLDER / file)
            assert name in found, f"{number}: {file} has no {name}"
            drawn = any(decorator.startswith("given(") for decorator in found[name])
            assert drawn or name in NOT_DRAWN, f"{number}: {name} draws nothing"
