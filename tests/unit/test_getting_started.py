"""docs/getting-started.md, from its first line to its last: files written, Python and commands run, output as shown."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

_BLOCK = re.compile(r"(?:<!-- (\w+)(?:: (\S+))? -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block of code: what the comment before it says, and what it holds."""

    marker: str | None
    name: str | None
    language: str
    body: str


def blocks(root: Path) -> list[Block]:
    text = (root / "docs" / "getting-started.md").read_text("utf-8")
    found = [Block(*match.groups()) for match in _BLOCK.finditer(text)]
    assert 2 * len(found) == len(re.findall("^```", text, re.MULTILINE))
    return found


def commands(body: str) -> Iterator[tuple[list[str], str]]:
    """Each command of a console block, and what the page says that it prints."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield shlex.split(line), output


def test_everything_on_the_page_runs_and_prints_what_it_shows(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "page"}
    printed = ""
    ran = 0
    for block in blocks(root):
        if block.marker == "file":
            assert block.name is not None
            Path(block.name).write_text(block.body, "utf-8")
        elif block.marker == "prints":
            assert printed == block.body
        elif block.language == "python":
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(block.body, "getting-started.md", "exec"), names)
            printed = said.getvalue()
        else:
            assert block.language == "console", block
            for (program, *arguments), output in commands(block.body):
                assert program == "standfirst"
                done = subprocess.run([sys.executable, "-m", program, *arguments], capture_output=True)
                assert done.stdout.decode("utf-8") == output, arguments
                assert done.returncode == (1 if " error " in output else 0), arguments
        ran += 1
    assert ran >= 20


def test_its_links_lead_somewhere(root: Path) -> None:
    text = (root / "docs" / "getting-started.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert all((root / "docs" / link).is_file() for link in links)
