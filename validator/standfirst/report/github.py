"""The report as workflow commands of GitHub Actions, which show findings beside the lines of a pull request.

The form of a command, and what its values escape, are in the runner's documentation; so are the limits: of each level ten
annotations for a step are shown. They go to findings of different rules and files first; all others are in the log.
"""

from collections import defaultdict

from standfirst.finding import Finding, Level, Report
from standfirst.report.concise import line
from standfirst.report.escape import printable, uncommanded
from standfirst.report.paths import relative
from standfirst.report.setting import PLAIN, Setting
from standfirst.report.summary import summary

MOST = 10
"""How many annotations of each level GitHub shows for a step."""

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, setting: Setting = PLAIN) -> str:
    """Commands for the findings that are shown beside the lines, then a log of the others, and the summary."""
    chosen = _chosen(report.findings)
    lines = [_command(finding, setting) for finding in report.findings if id(finding) in chosen]
    others = [finding for finding in report.findings if id(finding) not in chosen]
    if others:
        why = f"{len(others):,} more, which are not shown beside the lines (GitHub shows {MOST} of each level for a step):"
        lines.append(uncommanded("\n".join((why, *map(line, others)))))
    return "".join(f"{one}\n" for one in (*lines, summary(report)))


def _chosen(findings: tuple[Finding, ...]) -> set[int]:
    """The findings to show: of each level the first of every rule in every file, then as many others as there is room for."""
    firsts: dict[Level, list[int]] = defaultdict(list)
    others: dict[Level, list[int]] = defaultdict(list)
    seen: set[tuple[str, str | None]] = set()
    for finding in findings:
        is_first = (finding.code, finding.path) not in seen
        seen.add((finding.code, finding.path))
        (firsts if is_first else others)[finding.level].append(id(finding))
    return {one for level in _COMMANDS for one in (firsts[level] + others[level])[:MOST]}


def _command(finding: Finding, setting: Setting) -> str:
    path = relative(finding.path, setting.base)
    values = {"title": f"{finding.name} ({finding.code})", "file": path}
    region = finding.region
    if finding.line is not None:
        values["line"] = str(finding.line)
        if region is None:
            values["col"] = str(finding.column or 1)
        elif region.end_line == region.line:  # columns of a stretch of several lines make GitHub drop the whole
            values |= {"endLine": str(region.line), "col": str(region.column), "endColumn": str(region.end_column)}
        else:
            values["endLine"] = str(region.end_line)
    where = ":".join(str(part) for part in (path, finding.line, finding.column) if part is not None)
    who = f" [{finding.annotation}]" if finding.annotation else ""
    message = [f"{where}: {finding.code} {finding.message}{who}"]
    if finding.excerpt is not None:
        message.append(f"in the article: {finding.excerpt.before}[{finding.excerpt.marked}]{finding.excerpt.after}")
    if finding.help is not None:
        message.append(f"help: {finding.help}")
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{_COMMANDS[finding.level]} {properties}::{_data(chr(10).join(map(printable, message)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
