"""``standfirst fmt``: rewrite documents in canonical form."""

import difflib
import io
from collections.abc import Iterator

import click

from standfirst.cli import inputs
from standfirst.conversion.canonical import Canonical, canonical
from standfirst.corpus import discover
from standfirst.errors import UsageError
from standfirst.files import read_file, write_file
from standfirst.report import printable
from standfirst.report.full import render_findings


@click.command(name="fmt")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not in canonical form.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change; exit 1 if anything would.")
@inputs.max_document_bytes
@inputs.stdin_filename
def command(
    paths: tuple[str, ...], check: bool, diff: bool, max_document_bytes: int, stdin_filename: str | None
) -> int:
    """Rewrite documents in canonical form, in place.

    PATH is a file, a folder, or @LIST; - formats the standard input onto the standard output. Only the form changes,
    never a value. A document that breaks the format is left as it is.
    """
    changed = failed = files = 0
    for path, result in _formatted(inputs.expand(paths), max_document_bytes, stdin_filename):
        files += 1
        if result.findings:
            failed += 1
            click.echo(render_findings(result.findings), err=True, nl=False)
            continue
        if path == "-" and not (check or diff):
            inputs.stdout().write(result.data or b"")
            continue
        if not result.changed:
            continue
        changed += 1
        if diff:
            inputs.emit(_diff(path, result))
        elif check:
            inputs.emit(f"{printable(path)} is not in canonical form\n")
        else:
            write_file(path, result.data or b"", force=True)
    if not files:
        raise UsageError(f"nothing to format in {', '.join(map(repr, paths))}: no file there is a document")
    verb = "would be rewritten" if check or diff else "rewritten"
    click.echo(f"{changed} of {files} file{'' if files == 1 else 's'} {verb}.", err=True)
    return 1 if failed or (changed and (check or diff)) else 0


def _formatted(paths: list[str], limit: int, stdin_name: str | None) -> Iterator[tuple[str, Canonical]]:
    stream = inputs.stdin(paths)
    if stream is not None:
        yield "-", canonical(stream.read(), stdin_name, limit)
    for source in discover([path for path in paths if path != "-"]):
        if source.kind == "document":
            yield source.path, canonical(read_file(source.path), source.path, limit)
        elif source.named:
            click.echo(
                f"{printable(source.path)} describes a corpus and is no document; it is left as it is.", err=True
            )


def _diff(path: str, result: Canonical) -> str:
    # Only LF ends a line here: the file's text may hold other characters that do elsewhere.
    old, new = (
        list(io.StringIO(data.decode("utf-8", "replace"), newline="\n"))
        for data in (result.original, result.data or b"")
    )
    lines = difflib.unified_diff(old, new, f"{path} (as it is)", f"{path} (canonical)", n=1)
    return "".join(
        printable(line.removesuffix("\n")) + ("\n" if line.endswith("\n") else "\n\\ no line end\n") for line in lines
    )
