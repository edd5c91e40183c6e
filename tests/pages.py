"""Runs what a page of documentation shows: its files, its documents, its commands and its Python, in their order.

A page is Markdown. Its blocks are fenced by three backquotes. What to do with one is told by its info string and by HTML
comments, one a line, directly before it:

``json``, ``xml``
    A document, a scheme or a description of a corpus, which must have no findings; ``<!-- findings: OFF002 REF007 -->``
    names those that it must have, and no others. ``<!-- part: fragment -->`` says that the block is no document but what a
    definition of the document's schema describes; ``<!-- lines of: a.tei.xml -->`` that every line of it is one of a file.
``console``
    Commands behind ``$``, each with the output that follows it. ``...`` on a line of its own stands for any lines.
    ``<!-- exit: 1 -->`` is the exit code of the last command; that of all others, and the default, is 0.
``sh``, or no info string
    Commands. Those of ``make`` are not run; their target must be in the Makefile.
``python``
    A program. All programs of a page share their names; the working folder is that of the page.

``<!-- file: NAME -->`` puts the block into a file first, for the blocks that follow; one of ``py`` is run by them alone.
``<!-- output -->``, with any info string, is what the block before it prints. ``<!-- run: NAME -->`` calls a function of the
test before the block is run. ``<!-- needs: NAME -->`` names a module or a program, without which the block is passed over.
``<!-- checked by: PATH -->`` leaves a block to another test. A block that nothing of this applies to is an error.
"""

import contextlib
import importlib.util
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import standfirst
from standfirst.data.schemes import load_scheme
from standfirst.shape import complaints, default_engine, load_schema

_BLOCK = re.compile(r"(?P<marks>(?:^<!-- [^\n]* -->\n)*)^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.M)
_MARK = re.compile(
    r"^<!-- (?P<name>file|findings|part|lines of|exit|output|run|needs|checked by)(?:: (?P<value>.*))? -->$", re.M
)
_ANY_LINES = "..."
_OF_A_BUILD = ("CI", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # a reader is at home
_SHOWN_OUTPUT = 2000


class Block(NamedTuple):
    """A fenced block: the line of the page that it begins in, its info string, what is said before it, and its content."""

    line: int
    info: str
    marks: dict[str, str]
    body: str


class PageError(AssertionError):
    """What a page shows is not so. The message names the page and the line."""


Hook = Callable[[Path], None]


def blocks(text: str) -> list[Block]:
    """Every fenced block of a page, in order. :raises PageError: where a fence has no partner, or is indented"""
    found = [_block(text, match) for match in _BLOCK.finditer(text)]
    if 2 * len(found) != len(_FENCE.findall(text)):
        raise PageError("a fence has no partner, or does not stand at the beginning of its line")
    return found


def _block(text: str, match: re.Match[str]) -> Block:
    line = text.count("\n", 0, match.start("info")) + 1
    marks = {mark["name"]: mark["value"] or "" for mark in _MARK.finditer(match["marks"])}
    return Block(line, match["info"].strip(), marks, match["body"])


def run_page(page: Path, folder: Path, root: Path, hooks: Mapping[str, Hook] | None = None) -> int:
    """Run every block of ``page`` in ``folder``; how many there were.

    :param root: the root of the repository
    :param hooks: the functions that ``<!-- run: NAME -->`` may name
    :raises PageError: at the first block that is not as the page says
    """
    runner = _Runner(folder, root, hooks or {})
    found = blocks(page.read_text("utf-8"))
    for block in found:
        try:
            with contextlib.chdir(folder):
                runner.run(block)
        except Exception as error:
            raise PageError(f"{page.name}:{block.line}: {error or type(error).__name__}") from error
    return len(found)


class _Runner:
    """What the blocks of one page share: the folder, the names of the programs, and what was printed last."""

    def __init__(self, folder: Path, root: Path, hooks: Mapping[str, Hook]) -> None:
        self.folder = folder
        self.root = root
        self.hooks = hooks
        self.names: dict[str, Any] = {"__name__": "page"}
        self.printed: str | None = None
        self.environment = _environment(folder.parent / f"{folder.name}-bin", root)

    def run(self, block: Block) -> None:
        marks = block.marks
        if "checked by" in marks:
            assert (self.root / marks["checked by"]).is_file(), f"there is no {marks['checked by']}"
            return
        if "output" in marks:
            assert self.printed is not None, "nothing was printed before"
            _compare(block.body, self.printed)
            return
        if "needs" in marks and not _is_here(marks["needs"]):
            return
        if marks.get("run"):
            self.hooks[marks["run"]](self.folder)
        if "file" in marks:
            (self.folder / marks["file"]).write_bytes(block.body.encode("utf-8"))
        self._do(block)

    def _do(self, block: Block) -> None:
        if "lines of" in block.marks:
            lines = (self.folder / block.marks["lines of"]).read_text("utf-8").splitlines()
            strangers = [line for line in block.body.splitlines() if line not in lines]
            assert not strangers, f"{block.marks['lines of']} has no line {strangers[0]!r}"
        elif block.info in ("json", "xml"):
            self._data(block)
        elif block.info == "console":
            self._console(block)
        elif block.info in ("sh", ""):
            self._commands(block)
        elif block.info == "python":
            self._program(block)
        else:
            assert "file" in block.marks, f"nobody knows how to run a block of {block.info!r}"

    def _data(self, block: Block) -> None:
        tree = json.loads(block.body) if block.info == "json" else {}
        if "part" in block.marks:
            found = _complaints_of_part(tree, block.marks["part"])
        elif "standfirst_scheme" in tree:
            found = [complaint.message for complaint in complaints(tree, "scheme", default_engine())]
            load_scheme(str(self.folder / block.marks["file"]))
        elif "standfirst_corpus" in tree:
            found = [complaint.message for complaint in complaints(tree, "corpus", default_engine())]
        else:
            found = self._findings(block, tree)
        expected = block.marks.get("findings", "").split()
        assert sorted(found) == sorted(expected), f"the findings are {found}, and the page says {expected}"

    def _findings(self, block: Block, tree: Any) -> list[str]:
        """The codes of the findings on a document; a scheme of the page's is known by its file."""
        scheme = self.folder / f"{tree.get('scheme')}.json" if tree else None
        options = standfirst.Options(scheme=load_scheme(str(scheme))) if scheme and scheme.is_file() else None
        data = block.body.encode("utf-8")
        report = standfirst.validate(data, options) if options else standfirst.validate(data)
        return [finding.code for finding in report.findings]

    def _console(self, block: Block) -> None:
        steps = re.split(r"^\$ ", block.body, flags=re.M)
        assert not steps[0], "a block of console begins with '$ ' and a command"
        self.printed = ""
        for number, step in enumerate(steps[1:], 2):
            command, _, expected = step.partition("\n")
            while command.endswith("\\"):
                more, _, expected = expected.partition("\n")
                command = f"{command}\n{more}"
            code = int(block.marks.get("exit", "0")) if number == len(steps) else 0
            printed = self._shell(command, code)
            _compare(expected, printed)
            self.printed += printed

    def _commands(self, block: Block) -> None:
        made = [line.split()[1] for line in block.body.splitlines() if line.startswith("make ")]
        targets = (self.root / "Makefile").read_text("utf-8")
        for target in made:
            assert re.search(rf"^{re.escape(target)}:", targets, re.M), f"the Makefile has no {target}"
        commands = "".join(line for line in block.body.splitlines(keepends=True) if not line.startswith("make "))
        self.printed = self._shell(f"set -e\n{commands}", int(block.marks.get("exit", "0")))

    def _shell(self, command: str, code: int) -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = done.stdout.decode("utf-8")
        assert done.returncode == code, (
            f"{command}\nexits with {done.returncode}, and not {code}:\n{printed[-_SHOWN_OUTPUT:]}"
        )
        return printed

    def _program(self, block: Block) -> None:
        # The lines before it keep the numbers of the lines those of the page.
        program = compile("\n" * block.line + block.body, "page", "exec")
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(program, self.names)
        self.printed = printed.getvalue()


def _complaints_of_part(tree: Any, definition: str) -> list[str]:
    """What the document's schema says against ``tree``, which is to be what one of its definitions describes."""
    import jsonschema

    schema = load_schema("document")
    assert definition in schema["$defs"], f"the schema does not define {definition}"
    part = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
    found = [error.message for error in jsonschema.Draft202012Validator(part).iter_errors(tree)]
    known = set(schema["$defs"][definition].get("properties", ()))
    return [*found, *(f"{name!r} is unknown" for name in tree if known and name not in known)]


def _is_here(name: str) -> bool:
    """Whether there is a module or a program of that name."""
    return importlib.util.find_spec(name) is not None or shutil.which(name) is not None


def _environment(commands: Path, root: Path) -> dict[str, str]:
    """An environment in which ``standfirst`` is the command of this tree, and ``python`` the interpreter of this test."""
    commands.mkdir()
    for name, words in (("standfirst", '-m standfirst "$@"'), ("python", '"$@"')):
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words}\n', "utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {
        **{name: value for name, value in os.environ.items() if name not in _OF_A_BUILD},
        "PATH": os.pathsep.join((str(commands), os.environ.get("PATH", ""))),
        "PYTHONPATH": str(root / "validator"),
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "COLUMNS": "120",
    }


def _compare(shown: str, printed: str) -> None:
    """:raises AssertionError: unless the page shows what was printed, but for lines that it leaves out"""
    wanted = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line == _ANY_LINES else re.escape(line) + "\n" for line in wanted)
    lines = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
    assert re.fullmatch(pattern, lines), f"the page shows\n{shown}\nand what is printed is\n{printed}"
