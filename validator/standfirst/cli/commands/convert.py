"""``standfirst convert``: convert documents between formats."""

import click

from standfirst.cli import inputs
from standfirst.conversion import convert
from standfirst.conversion.convert import Plan
from standfirst.finding import Report
from standfirst.report import render_text


@click.command(name="convert")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="DST")
@click.option("--from", "source_format", metavar="FORMAT", help="The format of SRC; by default it is recognised.")
@click.option("--to", "target_format", metavar="FORMAT", help="The format of DST; by default its name tells.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--keep-going", is_flag=True, help="Leave out documents with errors and convert the others.")
@click.option("--strict", is_flag=True, help="Write nothing that loses anything.")
@click.option("--loss-report", metavar="FILE", help="Write what was lost to FILE, as JSON.")
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
) -> int:
    """Convert documents between formats.

    SRC and DST are files or folders, or - for the standard input and output. A JSON Lines file takes all documents of a
    folder; a folder takes the documents of a JSON Lines file, one file each. Documents that break the format are not
    converted. Where DST lies in SRC, what is in DST already is left out.
    """
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
        ),
    )
    if result.findings:
        click.echo(render_text(Report(findings=result.findings)).rpartition("\n\n")[0], err=True)
    count = f"{result.written} document{'' if result.written == 1 else 's'} written"
    lost = f", {len(result.losses)} losses" if result.losses else ", nothing lost" if result.written else ""
    click.echo(f"{count}{lost}.", err=True)
    return 1 if result.findings or (strict and result.losses) else 0
