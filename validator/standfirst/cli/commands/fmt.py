"""``standfirst fmt``: rewrite documents in canonical form."""

from typing import Any

import click

from standfirst.cli import choosing, inputs, rewriting
from standfirst.errors import UsageError
from standfirst.repair.canonical import Rewritten, canonical
from standfirst.report import printable


@click.command(name="fmt")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not in canonical form.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change; exit 1 if anything would.")
@inputs.files
@inputs.max_document_bytes
@inputs.stdin_filename
def command(paths: tuple[str, ...], *, check: bool, diff: bool, max_document_bytes: int, **given: Any) -> int:
    """Rewrite documents in canonical form, in place.

    PATH is a file, a folder, or @LIST; - formats the standard input onto the standard output. Only the form changes,
    never a value. A document that breaks the format is left as it is.
    """

    def rewrite(data: bytes, path: str | None) -> Rewritten:
        return canonical(data, path, max_document_bytes)

    changed = failed = files = 0
    named, choice = choosing.named(paths, given)
    for path, result in rewriting.rewritten(named, rewrite, given["stdin_filename"], choice):
        files += 1
        if result.findings:
            failed += 1
            rewriting.show(result.findings)
            continue
        changed += result.changed
        if not (check or diff):
            rewriting.put(path, result)
        elif diff and result.changed:
            inputs.emit(rewriting.diff(path, result, "canonical"))
        elif result.changed:
            inputs.emit(f"{printable(path)} is not in canonical form\n")
    if not files and not given["allow_empty"]:
        raise UsageError(rewriting.nothing("format", named))
    verb = "would be rewritten" if check or diff else "rewritten"
    click.echo(f"{changed} of {files} file{'' if files == 1 else 's'} {verb}.", err=True)
    return 1 if failed or (changed and (check or diff)) else 0
