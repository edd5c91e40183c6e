"""What is to be checked and how: the command line over the configuration. What the command line says replaces the other."""

import datetime
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from msgspec.structs import replace

from standfirst.check import Diagnoser, Options, Run, select_rules, validate_paths
from standfirst.cli import choosing, inputs
from standfirst.cli.progress import Progress
from standfirst.configuration import Configuration, ignored_rules, levelled, unmatched
from standfirst.data import load_profile
from standfirst.data.schemes import load_scheme
from standfirst.errors import UsageError
from standfirst.files import write_file
from standfirst.finding import Report
from standfirst.report import number, printable

if TYPE_CHECKING:
    from standfirst.baseline import Applied  # loaded only where there is a baseline

_SHOWN = 5
"""How many stale entries of a baseline are named."""


class Work(NamedTuple):
    """A run: the paths, what to do with them, and what comes on the standard input."""

    paths: list[str]
    options: Options
    run: Run
    configuration: Configuration
    stdin_name: str | None


def configured(paths: list[str], given: Mapping[str, Any]) -> Configuration:
    """The configuration that holds for ``paths``, with what is ``given`` on the command line in its place."""
    found = choosing.configuration(paths, given)
    lists = {key: _split(given[key]) for key in ("select", "ignore") if given[key]}
    plain = {key: given[key] for key in ("profile", "scheme", "baseline", "max_document_bytes") if _was_given(key)}
    return replace(found, **lists, **plain)


def _was_given(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source is not None and source is not click.core.ParameterSource.DEFAULT


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for name in names for part in name.split(","))


def planned(paths: list[str], configuration: Configuration, given: Mapping[str, Any]) -> Work:
    """The run that the configuration and the rest of the command line ask for."""
    profile = levelled(load_profile(configuration.profile), configuration)
    rules = select_rules(configuration.select, configuration.ignore, profile)
    if given["no_corpus_rules"]:
        rules = tuple(rule for rule in rules if rule.phase != "corpus")
    options = Options(
        rules=rules,
        profile=profile,
        format=given["source_format"],
        scheme=load_scheme(configuration.scheme) if configuration.scheme is not None else None,
        max_document_bytes=configuration.max_document_bytes,
        diagnoser=None if given["no_diagnose"] else Diagnoser(),
    )
    run = Run(
        choice=choosing.choice(configuration, given),
        ignored=ignored_rules(configuration),
        may_be_empty=given["allow_empty"],
    )
    return Work(paths, options, run, configuration, given["stdin_filename"])


def checked(work: Work) -> Report:
    """The report, with the progress of the run on the standard error."""
    progress = Progress()
    try:
        return validate_paths(
            work.paths,
            work.options,
            run=work.run._replace(progress=progress),
            stdin=inputs.stdin(work.paths),
            stdin_name=work.stdin_name or "-",
        )
    finally:
        progress.done()


def without_known(report: Report, work: Work) -> Report:
    """The report without what the baseline lets pass. Entries that let nothing pass any more are said."""
    path = work.configuration.baseline
    if path is None:
        return report
    from standfirst.baseline import apply, read_baseline

    applied = apply(read_baseline(path), report.findings, report.checked, work.options.codes)
    _say_stale(path, applied)
    return replace(report, findings=applied.new, baselined=applied.known)


def _say_stale(path: str, applied: "Applied") -> None:
    if not applied.stale:
        return
    count = len(applied.stale)
    named = ", ".join(f"{entry.rule} in {entry.path}" for entry in applied.stale[:_SHOWN])
    more = f" and {count - _SHOWN:,} more" if count > _SHOWN else ""
    what = "1 entry counts findings that are" if count == 1 else f"{count:,} entries count findings that are"
    click.echo(
        f"standfirst: {printable(path)}: {what} no more ({printable(named)}{more}); --write-baseline {printable(path)} "
        "takes them out",
        err=True,
    )


def say_unmatched(report: Report, work: Work) -> None:
    """Say which patterns of the configuration fit nothing, where the run was over all that it speaks of."""
    folder = work.configuration.folder or "."
    if not any(os.path.isdir(path) and os.path.samefile(path, folder) for path in work.paths):
        return
    for pattern in unmatched(work.configuration, report.checked):
        click.echo(
            f"standfirst: {printable(work.configuration.path or '')}: the pattern {pattern!r} of per-file-ignores fits no "
            "file that was checked",
            err=True,
        )


def say_foreign(report: Report) -> None:
    """Say of files that cannot be read, and are called as those of another format, what reads them."""
    unread = sorted({finding.path for finding in report.errors if finding.path and finding.code.startswith("DEC")})
    if not unread:
        return
    from standfirst.conversion.forms import foreign_by_name

    for path in unread[:_SHOWN]:
        form = foreign_by_name(path)
        if form is not None:
            said = (
                f"standfirst: {printable(path)} is called as a file of {form.name} is: `standfirst convert` reads those"
            )
            click.echo(said, err=True)


def write_baseline(path: str, report: Report, work: Work) -> int:
    """Write the findings of the report down as known, and give how many there are that cannot be.

    :raises UsageError: in a build, where a baseline must not grow unseen, or where the file cannot be read or written
    """
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise UsageError(
            "--write-baseline is refused in a build (CI is set): a baseline that a build writes lets everything pass; write "
            "it at home, and commit it"
        )
    from standfirst.baseline import Baseline, read_baseline, write

    old = read_baseline(path) if os.path.exists(path) else Baseline(path=path)
    text = write(old, report.findings, report.checked, work.options.codes, _today())
    write_file(path, text.encode("utf-8"), force=True)
    left = [finding for finding in report.errors if finding.code.startswith("DEC")]
    count = number(len(report.findings) - len(left), "finding")
    click.echo(f"{count} written to {printable(path)}.", err=True)
    return len(left)


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
