"""What ``fmt`` and ``fix`` share: going through documents, and putting each in the place of the old one, or showing it."""

import difflib
import io
from collections.abc import Callable, Iterator
from typing import TypeVar

import click

from standfirst.cli import inputs
from standfirst.corpus import EVERYTHING, Choice, discover
from standfirst.errors import UsageError
from standfirst.files import read_file, write_file
from standfirst.finding import Finding
from standfirst.repair.canonical import Rewritten
from standfirst.report import printable
from standfirst.report.full import render_findings

R = TypeVar("R", bound=Rewritten)


def rewritten(
    paths: list[str], rewrite: Callable[[bytes, str | None], R], stdin_name: str | None, choice: Choice = EVERYTHING
) -> Iterator[tuple[str, R]]:
    """Every document file behind ``paths``, as it was named, and what ``rewrite`` makes of it; ``-`` is first."""
    stream = inputs.stdin(paths)
    if stream is not None:
        yield "-", rewrite(stream.read(), stdin_name)
    for source in discover([path for path in paths if path != "-"], choice):
        if source.kind == "document":
            yield source.path, rewrite(read_file(source.path), source.path)
        elif source.named and source.kind == "corpus":
            click.echo(
                f"{printable(source.path)} describes a corpus and is no document; it is left as it is.", err=True
            )


def nothing(verb: str, paths: list[str]) -> str:
    """What to say where no document was found behind ``paths``."""
    if not paths:
        return f"nothing to {verb}: no path was given"
    return f"nothing to {verb} in {', '.join(map(repr, paths))}: no file there is a document, or all are excluded"


def put(path: str, result: Rewritten) -> None:
    """Write what was made of a file in its place, or, for ``-``, onto the standard output, changed or not.

    :raises UsageError: where the file cannot be written, or is no longer the one that was read
    """
    if path == "-":
        inputs.stdout().write(result.data or b"")
    elif result.changed:
        if read_file(path) != result.original:
            raise UsageError(f"{path!r} was changed by somebody else meanwhile; it is left as it is, so start again")
        write_file(path, result.data or b"", force=True)


def show(findings: tuple[Finding, ...]) -> None:
    """Say on the standard error why a file is left as it is."""
    click.echo(render_findings(findings), err=True, nl=False)


def diff(path: str, result: Rewritten, name: str) -> str:
    """What would change in a file, as a unified diff; ``name`` is what the file would be."""
    # Only LF ends a line here: the file's text may hold other characters that do elsewhere.
    old, new = (
        list(io.StringIO(data.decode("utf-8", "replace"), newline="\n"))
        for data in (result.original, result.data or b"")
    )
    lines = difflib.unified_diff(old, new, f"{path} (as it is)", f"{path} ({name})", n=1)
    return "".join(
        printable(line.removesuffix("\n")) + ("\n" if line.endswith("\n") else "\n\\ no line end\n") for line in lines
    )
