"""Where the reports of a run go: one to the standard output, others to files, each in a form of its own."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import click

from standfirst.cli import inputs
from standfirst.errors import UsageError
from standfirst.files import check_target, write_file
from standfirst.finding import Report
from standfirst.report import MAX_REPEATS, RENDERERS, TEXTS, Setting, base_folder, number, render, statistics
from standfirst.suggest import Suggestions

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Target(NamedTuple):
    """A file for a report, and the form of that."""

    form: str
    path: str


def _targets(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[Target]:
    """:raises UsageError: where a form is none, a file cannot be written, or two reports would go into one file"""
    targets: list[Target] = []
    for value in values:
        form, _, path = value.partition("=")
        if form not in RENDERERS:
            near = Suggestions().nearest(form, RENDERERS)
            hint = f"did you mean {near}?" if near else f"the forms are {', '.join(RENDERERS)}"
            raise UsageError(f"--report {value!r}: there is no form {form!r}; {hint}")
        if not path:
            raise UsageError(f"--report {value!r} names no file; write --report {form}=FILE")
        check_target(path, force=True)
        if any(os.path.realpath(path) == os.path.realpath(other.path) for other in targets):
            raise UsageError(f"--report {value!r}: another report goes to that file already")
        targets.append(Target(form, path))
    return targets


def _repeats(_context: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value == "all":
        return None
    if not value.isdecimal() or int(value) < 1:
        raise click.BadParameter(f"{value!r} is neither a number from 1 on nor 'all'")
    return int(value)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how reports look and where they go."""
    added: tuple[Decorator, ...] = (
        click.option(
            "--format",
            "output",
            type=click.Choice(RENDERERS),
            default="full",
            show_default=True,
            help="The form of the report.",
        ),
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="FORMAT=FILE",
            callback=_targets,
            help="Write the report into FILE as well, in the form FORMAT; can be given several times. FILE is replaced.",
        ),
        click.option(
            "--repeats",
            default=str(MAX_REPEATS),
            show_default=True,
            metavar="N",
            callback=_repeats,
            help="Show N findings of one rule in a file, or all; in text only. Totals count all of them.",
        ),
        click.option(
            "--statistics", "counted", is_flag=True, help="Also count what each rule found, and the rules not asked."
        ),
        click.option(
            "--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Whether to colour."
        ),
    )
    for option in reversed(added):
        command = option(command)
    return command


def publish(
    report: Report, *, output: str, reports: Iterable[Target], repeats: int | None, counted: bool, color: str
) -> None:
    """Write ``report`` into the files, then to the standard output. :raises UsageError: where one cannot be written"""
    base = base_folder(os.environ, ".")
    for form, path in reports:
        text = render(report, form, Setting(base=base, repeats=repeats))
        write_file(path, text.encode("utf-8", "backslashreplace"), force=True)
    setting = Setting(colour=inputs.wants_colour(color), ascii=_is_narrow(), base=base, repeats=repeats)
    text = render(report, output, setting)
    if output in TEXTS:
        text += _mendable(report) + (statistics(report) if counted else "")
    inputs.emit(text)


def _mendable(report: Report) -> str:
    """How many of the findings need no person to mend them."""
    if not report.findings:
        return ""
    from standfirst.repair.fix import FIXES  # after the work: most runs need no repair, and would wait for it

    codes = Counter(finding.code for finding in report.findings)
    if not codes.keys() & FIXES.keys():
        return ""
    count = sum(codes[code] for code in FIXES)
    return f"`standfirst fix` may mend {number(count, 'finding')}.\n"


def _is_narrow() -> bool:
    """Whether the standard output can show nothing but ASCII, or not all that frames are made of."""
    try:
        "…⏎�א".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
