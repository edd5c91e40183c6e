"""What several commands ask for in the same way."""

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import click

from standfirst.errors import UsageError
from standfirst.files import read_file
from standfirst.limits import MAX_DOCUMENT_BYTES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_NO_OUTPUT = "the standard output is closed; open it with > or a pipe to see what there is to say"

max_document_bytes: Decorator = click.option(
    "--max-document-bytes",
    type=click.IntRange(min=1),
    default=MAX_DOCUMENT_BYTES,
    show_default=True,
    metavar="N",
    help="Refuse documents of more than N bytes.",
)
stdin_filename: Decorator = click.option(
    "--stdin-filename", metavar="NAME", help="The name of what comes on the standard input; it tells the format."
)


def files(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which files to look at."""
    added: tuple[Decorator, ...] = (
        click.option(
            "--files-from",
            metavar="FILE",
            help="Take further paths from FILE, one a line or ended by null characters (git diff -z); - is the standard input.",
        ),
        click.option(
            "--exclude", multiple=True, metavar="PATTERN", help="Leave out files and folders in folders that fit."
        ),
        click.option("--force-exclude", is_flag=True, help="Leave them out even where they are named."),
        click.option("--documents-only", is_flag=True, help="Skip what is no document, even where it is named."),
        click.option(
            "--allow-empty", is_flag=True, help="Let it pass if there is nothing to check, which else is an error."
        ),
        click.option(
            "--config",
            metavar="FILE",
            help="The configuration; by default the nearest standfirst.toml or pyproject.toml.",
        ),
        click.option("--isolated", is_flag=True, help="Look for no configuration."),
    )
    for option in reversed(added):
        command = option(command)
    return command


def expand(paths: Iterable[str]) -> list[str]:
    """``paths`` with every ``@LIST`` replaced by the paths in the file LIST, one a line.

    :raises UsageError: where a list cannot be read
    """
    expanded: list[str] = []
    for path in paths:
        if not path.startswith("@") or os.path.exists(path):
            expanded.append(path)
            continue
        expanded += _listed(path[1:])
    return expanded


def named(paths: Iterable[str], files_from: str | None) -> list[str]:
    """All paths of a command line: those given, with lists opened, and those in the file ``files_from``."""
    return [*expand(paths), *(listed_in(files_from) if files_from is not None else ())]


def listed_in(path: str) -> list[str]:
    """The paths in a file, one a line, or each ended by a null character as ``git diff -z`` does it; ``-``: standard input.

    :raises UsageError: where the file cannot be read
    """
    if path != "-":
        return _listed(path)
    stream = stdin()
    return _names(stream.read() if stream is not None else b"", "-")


def _listed(path: str) -> list[str]:
    return _names(read_file(path), path)


def _names(data: bytes, path: str) -> list[str]:
    if b"\0" in data:
        return [os.fsdecode(name) for name in data.split(b"\0") if name]
    listed: list[str] = []
    # Only LF and CRLF end a line: a file's name may hold every other character that ends one elsewhere.
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        try:
            listed.append(line.removesuffix(b"\r").decode("utf-8"))
        except UnicodeDecodeError as error:
            raise UsageError(
                f"line {number} of the list {path!r} is not UTF-8; save the list as UTF-8, and name the folder of a file "
                "whose name is not"
            ) from error
    return [line for line in listed if line]


def stdin(paths: Iterable[str] = ("-",)) -> BinaryIO | None:
    """The standard input, if ``paths`` has a ``-``. :raises UsageError: where it is closed"""
    if "-" not in paths:
        return None
    if sys.stdin is None:
        raise UsageError("the standard input is closed, and - says to read it; name a file, or open it with <")
    return sys.stdin.buffer


def stdout() -> BinaryIO:
    """The standard output, for bytes. :raises UsageError: where it is closed"""
    if sys.stdout is None:
        raise UsageError(_NO_OUTPUT)
    return sys.stdout.buffer


def opened(path: str) -> BinaryIO:
    """A file, open for reading. :raises UsageError: where it cannot be"""
    try:
        return open(path, "rb")
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror or error}") from error


def wants_colour(choice: str) -> bool:
    """Whether to colour: as asked, else by NO_COLOR, FORCE_COLOR and whether the output is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def emit(text: str) -> None:
    """Print ``text`` as it is. A reader that has gone away is no error. :raises UsageError: where there is no output"""
    if sys.stdout is None:
        raise UsageError(_NO_OUTPUT)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
