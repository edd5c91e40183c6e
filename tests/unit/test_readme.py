"""The README is the contract: its Python runs, its console output is what the commands print, its commands exist."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from standfirst.cli import run


def blocks(root: Path, language: str) -> list[str]:
    """The blocks of code in a language; ``""`` is that of blocks that name none."""
    text = (root / "README.md").read_text("utf-8")
    # Every block is taken with both its fences: the end of one is not the beginning of another.
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


def test_the_python_runs(root: Path) -> None:
    found = blocks(root, "python")
    assert len(found) == 2
    for block in found:
        exec(compile(block, "README.md", "exec"), {"__name__": "readme"})


def test_the_console_shows_what_is_printed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    found = blocks(root, "console")
    assert found
    for block in found:
        command, _, expected = block.partition("\n")
        run(shlex.split(command.removeprefix("$ standfirst ")))
        assert capsys.readouterr().out.strip() == expected.strip()


def test_the_commands_work_in_their_order(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("Harbour workers end strike.\n", "utf-8")
    shutil.copytree(root / "corpus", tmp_path / "corpus")
    commands = [line for block in blocks(root, "") for line in block.splitlines() if line.startswith("standfirst ")]
    assert commands
    for line in commands:
        assert run(shlex.split(line.partition("#")[0])[1:]) == 0, line
