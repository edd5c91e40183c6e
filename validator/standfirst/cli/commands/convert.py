"""``standfirst convert``: convert documents between formats."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import click

from standfirst.cli import inputs
from standfirst.conversion import Plan, convert
from standfirst.conversion.plan import Foreignness
from standfirst.conversion.schemes import convert_scheme, is_of_schemes
from standfirst.errors import UsageError
from standfirst.formats import Loss
from standfirst.interchange.problems import LEFT_OUT
from standfirst.report.full import render_findings

_NAMED = 4
"""How many kinds of losses are named."""

_UNITS = ("codepoint", "utf16", "utf8", "grapheme")


def _foreign(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say of files in foreign formats what these do not say themselves."""
    added: tuple[Callable[..., Any], ...] = (
        click.option("--language", metavar="TAG", help="The language of the text; by default und."),
        click.option("--license", metavar="ID", help="The licence of the text; by default NOASSERTION."),
        click.option("--unit", type=click.Choice(_UNITS), help="What the offsets of the file count."),
        click.option("--mapping", metavar="FILE", help="How types and roles are called on the other side, as TOML."),
        click.option("--text", metavar="FILE", help="The text that was annotated, where the format does not hold it."),
        click.option(
            "--tokeniser", metavar="NAME", help="How a text is cut into tokens that has none; by default words."
        ),
        click.option(
            "--typesystem",
            "typesystems",
            multiple=True,
            metavar="FILE",
            help="A type system of a UIMA CAS; repeatable.",
        ),
        click.option(
            "--option",
            "options",
            multiple=True,
            metavar="NAME=VALUE",
            help="An option of one format: see docs/formats.md.",
        ),
        click.option(
            "--accept-diagnosis",
            is_flag=True,
            help="Take the places that a diagnosis proves, where words are not at theirs.",
        ),
    )
    for option in reversed(added):
        command = option(command)
    return command


def _pairs(options: Sequence[str]) -> dict[str, str]:
    pairs = [option.partition("=") for option in options]
    for name, equals, _ in pairs:
        if not name or not equals:
            raise UsageError(f"--option takes NAME=VALUE, and not {name!r}")
    return {name: value for name, _, value in pairs}


@click.command(name="convert")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="DST")
@click.option("--from", "source_format", metavar="FORMAT", help="The format of SRC; by default it is recognised.")
@click.option("--to", "target_format", metavar="FORMAT", help="The format of DST; by default its name tells.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--keep-going", is_flag=True, help="Leave out documents with errors and convert the others.")
@click.option("--strict", is_flag=True, help="Write no document that would lose anything.")
@click.option("--loss-report", metavar="FILE", help="Write what was lost to FILE, as JSON.")
@_foreign
@inputs.max_document_bytes
@inputs.stdin_filename
def command(
    source: str,
    target: str,
    source_format: str | None,
    target_format: str | None,
    force: bool,
    keep_going: bool,
    strict: bool,
    loss_report: str | None,
    max_document_bytes: int,
    stdin_filename: str | None,
    **foreign: Any,
) -> int:
    """Convert documents between formats.

    SRC and DST are files or folders, or - for the standard input and output. A JSON Lines file takes all documents of a
    folder; a folder takes the documents of a JSON Lines file, one file each. Documents that break the format are not
    converted. Where DST lies in SRC, what is in DST already is left out. A scheme is converted to a file annotation.conf
    of brat's, and such a file to a scheme.
    """
    if is_of_schemes(source, target):
        convert_scheme(source, target, force=force)
        click.echo("1 scheme written.", err=True)
        return 0
    result = convert(
        source,
        target,
        Plan(
            source_format=source_format,
            target_format=target_format,
            force=force,
            keep_going=keep_going,
            strict=strict,
            max_document_bytes=max_document_bytes,
            stdin=inputs.stdin([source]),
            stdout=inputs.stdout() if target == "-" else None,
            stdin_name=stdin_filename,
            loss_report=loss_report,
            foreign=Foreignness(**{**foreign, "options": _pairs(foreign["options"])}),
        ),
    )
    if result.findings or result.notes:
        click.echo(render_findings((*result.findings, *result.notes)), err=True, nl=False)
    count = f"{result.written} document{'' if result.written == 1 else 's'} written"
    # What has no place in a document was lost in reading: no loss report of the writer knows it.
    unread = any(note.code == LEFT_OUT.code for note in result.notes)
    above = " What of the source has no place in a document is said above." if unread else ""
    if result.losses:
        click.echo(f"{count}. {_lost(result.losses, loss_report)}{above}", err=True)
    else:
        nothing = ", nothing lost in writing" if unread else ", nothing lost"
        click.echo(f"{count}{nothing if result.written else ''}.{above}", err=True)
    return 1 if result.findings or (strict and result.losses) else 0


def _lost(losses: Sequence[tuple[str, Loss]], report: str | None) -> str:
    """The losses in one line; what could not be written at all comes first."""
    counts: Counter[str] = Counter()
    for _, loss in losses:
        counts[loss.kind] += loss.count
    kinds = [f"{kind} ({count})" for kind, count in counts.items()]
    named = ", ".join(kinds[:_NAMED]) + (f" and {len(kinds) - _NAMED} kinds more" if len(kinds) > _NAMED else "")
    return f"Lost: {named}; {report if report is not None else '--loss-report FILE'} lists all with their ids."
