"""What several commands ask for in the same way."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from standfirst.errors import UsageError
from standfirst.limits import MAX_DOCUMENT_BYTES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

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


def expand(paths: Iterable[str]) -> list[str]:
    """``paths`` with every ``@LIST`` replaced by the paths in the file LIST, one a line.

    :raises UsageError: where a list cannot be read
    """
    expanded: list[str] = []
    for path in paths:
        if not path.startswith("@") or os.path.exists(path):
            expanded.append(path)
            continue
        try:
            with open(path[1:], encoding="utf-8") as file:
                expanded += [line for line in file.read().splitlines() if line]
        except UnicodeDecodeError as error:
            raise UsageError(f"the list {path[1:]!r} is not UTF-8") from error
        except OSError as error:
            raise UsageError(f"cannot read the list {path[1:]!r}: {error.strerror}") from error
    return expanded


def wants_colour(choice: str) -> bool:
    """Whether to colour: as asked, else by NO_COLOR, FORCE_COLOR and whether the output is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def emit(text: str) -> None:
    """Print ``text`` as it is. A reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
