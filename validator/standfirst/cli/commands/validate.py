"""``standfirst validate``: check documents and corpora."""

from typing import Any

import click
from msgspec.structs import replace

from standfirst.cli import checking, inputs, reports
from standfirst.configuration import shown
from standfirst.data import PROFILES
from standfirst.errors import UsageError


@click.command(name="validate")
@click.argument("paths", nargs=-1, metavar="PATH...")
@reports.options
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
    help="How strict to be: gold for a corpus that others will trust, silver for a program's annotation, import for what "
    "comes from another format; otherwise default.",
)
@click.option("--scheme", metavar="FILE", help="The scheme of the documents, where it is not one that ships.")
@click.option("--no-corpus-rules", is_flag=True, help="Leave out the rules that compare documents with one another.")
@click.option("--no-diagnose", is_flag=True, help="Name no causes: let every wrong place be a finding of its own.")
@inputs.files
@inputs.max_document_bytes
@inputs.stdin_filename
@click.option("--baseline", metavar="FILE", help="Let the known findings in FILE pass.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found into FILE as known; never in a build.")
@click.option("--show-config", is_flag=True, help="Print the configuration that holds, and check nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Show errors only.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where there are errors.")
def command(paths: tuple[str, ...], *, quiet: bool, exit_zero: bool, show_config: bool, **given: Any) -> int:
    """Check documents and corpora.

    PATH is a file, a folder, - for the standard input, or @LIST for a file of paths. In a folder, documents, corpus.json
    and manifest-sha256.txt are checked and other files counted.
    """
    named = inputs.named(paths, given["files_from"])
    configuration = checking.configured(named, given)
    if show_config:
        inputs.emit(shown(configuration))
        return 0
    if not named and not given["allow_empty"]:
        raise UsageError("nothing to check: no path was given")
    work = checking.planned(named, configuration, given)
    report = checking.checked(work)
    if given["write_baseline"] is not None:
        return 1 if checking.write_baseline(given["write_baseline"], report, work) else 0
    report = checking.without_known(report, work)
    checking.say_unmatched(report, work)
    checking.say_foreign(report)
    published = replace(report, findings=report.errors) if quiet else report
    reports.publish(published, **{name: given[name] for name in ("output", "reports", "repeats", "counted", "color")})
    return 0 if report.valid or exit_zero else 1
