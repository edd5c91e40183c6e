"""``standfirst diagnose``: why offsets are wrong."""

import json
from collections.abc import Iterator
from typing import Any

import click

from standfirst.check import Options, check_stream
from standfirst.check.pooled import Diagnosed, Read, diagnose_all
from standfirst.cli import choosing, inputs
from standfirst.cli.rewriting import nothing
from standfirst.corpus import Choice, discover
from standfirst.diagnosis import Cause
from standfirst.errors import UsageError
from standfirst.report import number, printable

_MOST_SLIPS = 20


@click.command(name="diagnose")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the answer.")
@inputs.files
@inputs.max_document_bytes
@inputs.stdin_filename
def command(paths: tuple[str, ...], *, output: str, max_document_bytes: int, **given: Any) -> int:
    """Say why offsets are wrong, and where they belong.

    PATH is a file, a folder, - for the standard input, or @LIST. Nothing is written. Exit code 1 says that a cause was
    named. A cause is named from five wrong places on, of one document or of several that one program, one annotator or one
    folder has in common.
    """
    named, choice = choosing.named(paths, given)
    options = Options(rules=(), max_document_bytes=max_document_bytes)
    counted: list[int] = []
    found = list(diagnose_all(_documents(named, choice, options, given["stdin_filename"], counted)))
    if not counted and not given["allow_empty"]:
        raise UsageError(nothing("diagnose", named))
    if output == "json":
        inputs.emit(json.dumps([_object(one) for one in found], indent=1) + "\n")
    else:
        inputs.emit("".join(_text(one) for one in found) + _summary(found, sum(counted)))
    return 1 if any(cause.named for one in found for cause in one.diagnosis.causes) else 0


def _documents(
    paths: list[str], choice: Choice, options: Options, stdin_name: str | None, counted: list[int]
) -> Iterator[Read]:
    """Every document that can be read; ``counted`` gets a 1 for each, so that it is known that there were some."""
    stream = inputs.stdin(paths)
    if stream is not None:
        yield from _read(check_stream(stream, stdin_name, options), stdin_name or "-", counted)
    for source in discover([path for path in paths if path != "-"], choice):
        if source.kind == "document":
            with inputs.opened(source.path) as file:
                yield from _read(check_stream(file, source.path, options), source.path, counted)


def _read(documents: Iterator[Any], path: str, counted: list[int]) -> Iterator[Read]:
    for checked in documents:
        counted.append(1)
        if checked.reading.document is not None:
            yield Read(path, checked.line, checked.reading.document)
        else:
            click.echo(f"{printable(path)}:{checked.line}: cannot be read; `standfirst validate` says why", err=True)


def _object(one: Diagnosed) -> dict[str, Any]:
    return {
        "path": one.path,
        "line": one.line,
        "document": one.document,
        "spans": one.diagnosis.spans,
        "wrong": one.diagnosis.wrong,
        "causes": [
            {
                "name": cause.name,
                "class": list(cause.cause_class),
                "explained": cause.explained,
                "of": cause.of,
                "message": cause.message,
                "named": cause.named,
                "certain": cause.certain,
                "scope": cause.scope,
                "command": _command(one, cause),
                "corrections": {pointer: list(place) for pointer, place in cause.corrections.items()},
                "proposals": {pointer: list(place) for pointer, place in cause.proposals.items()},
            }
            for cause in one.diagnosis.causes
        ],
        "slips": [
            {
                "pointer": slip.pointer,
                "annotation": slip.annotation,
                "name": slip.name,
                "message": slip.message,
                "correction": list(slip.correction) if slip.correction is not None else None,
                "certain": slip.certain,
            }
            for slip in one.diagnosis.slips
        ],
    }


def _command(one: Diagnosed, cause: Cause) -> str:
    return f"standfirst fix {one.path}" if cause.certain else f"standfirst fix --edits edits.json {one.path}"


def _text(one: Diagnosed) -> str:
    where = printable(one.path if one.line == 1 else f"{one.path}:{one.line}")
    lines = [f"{where}: {number(one.diagnosis.wrong, 'place')} of {one.diagnosis.spans:,} wrong"]
    for cause in one.diagnosis.causes:
        lines.append(f"  {'' if cause.named else 'consistent with: '}{printable(cause.message)}")
        if cause.evidence:
            lines.append(f"    evidence: {printable(cause.evidence)}")
        lines.append(f"    {'mend' if cause.certain else 'look at the places'}: {printable(_command(one, cause))}")
    slips = one.diagnosis.slips
    lines += [f"  {printable(slip.annotation)}: {printable(slip.message)}" for slip in slips[:_MOST_SLIPS]]
    if len(slips) > _MOST_SLIPS:
        lines.append(f"  and {len(slips) - _MOST_SLIPS:,} more single places")
    return "\n".join(lines) + "\n\n"


def _summary(found: list[Diagnosed], documents: int) -> str:
    named = sum(any(cause.named for cause in one.diagnosis.causes) for one in found)
    if not found:
        return f"No wrong offsets ({number(documents, 'document')}).\n"
    return f"{number(len(found), 'document')} of {documents:,} with wrong offsets; the cause of {named:,} is named.\n"
