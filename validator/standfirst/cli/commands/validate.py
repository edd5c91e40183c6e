"""``standfirst validate``: check documents and corpora."""

import click

from standfirst.check import Options, select_rules, validate_paths
from standfirst.cli import inputs
from standfirst.data import DEFAULT_PROFILE, PROFILES, load_profile
from standfirst.data.schemes import load_scheme
from standfirst.finding import Report
from standfirst.report import RENDERERS, render_text, statistics


@click.command(name="validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "output", type=click.Choice(tuple(RENDERERS)), default="text", help="The form of the report.")
@click.option("--from", "source_format", metavar="FORMAT", help="The format of the files; by default it is recognised.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Check only these rules: a code, its beginning, or a name. Whether documents can be read is always checked.",
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out; DEC and SCH errors cannot be.")
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=DEFAULT_PROFILE.name,
    show_default=True,
    help="How strict to be: gold for a corpus that others will trust, silver for a program's annotation, import for what "
    "comes from another format.",
)
@click.option("--statistics", "counted", is_flag=True, help="Also count what each rule found, and the rules not asked.")
@click.option("--scheme", metavar="FILE", help="The scheme of the documents, where it is not one that ships.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Whether to colour.")
@click.option("-q", "--quiet", is_flag=True, help="Show errors only.")
@inputs.max_document_bytes
@inputs.stdin_filename
def command(
    paths: tuple[str, ...],
    output: str,
    source_format: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: str,
    counted: bool,
    scheme: str | None,
    color: str,
    quiet: bool,
    max_document_bytes: int,
    stdin_filename: str | None,
) -> int:
    """Check documents and corpora.

    PATH is a file, a folder, - for the standard input, or @LIST for a file of paths. In a folder, documents, corpus.json
    and manifest-sha256.txt are checked and other files counted.
    """
    chosen = load_profile(profile)
    options = Options(
        rules=select_rules(_split(select), _split(ignore), chosen),
        profile=chosen,
        format=source_format,
        scheme=load_scheme(scheme) if scheme is not None else None,
        max_document_bytes=max_document_bytes,
    )
    named = inputs.expand(paths)
    report = validate_paths(named, options, stdin=inputs.stdin(named), stdin_name=stdin_filename or "-")
    shown = _errors_only(report) if quiet else report
    if output == "text":
        inputs.emit(render_text(shown, colour=inputs.wants_colour(color)) + (statistics(report) if counted else ""))
    else:
        inputs.emit(RENDERERS[output](shown))
    return 0 if report.valid else 1


def _split(names: tuple[str, ...]) -> list[str]:
    return [part.strip() for name in names for part in name.split(",")]


def _errors_only(report: Report) -> Report:
    from msgspec.structs import replace

    return replace(report, findings=report.errors)
