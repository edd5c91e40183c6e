"""The report as Markdown: the summary of a build's step."""

import re
from collections import Counter, defaultdict

from standfirst.finding import LEVELS, Report
from standfirst.report.escape import printable
from standfirst.report.paths import relative
from standfirst.report.setting import PLAIN, Setting
from standfirst.report.summary import summary

MOST = 500
"""How many findings are listed: GitHub refuses a summary of more than a mebibyte as a whole."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|&~@:-])")
_LONGEST = 300


def render(report: Report, setting: Setting = PLAIN) -> str:
    """The summary, a table of the rules that found something, and the first of the findings."""
    parts = [f"**Standfirst**: {_escaped(summary(report))}\n"]
    if report.findings:
        parts.append(_rules(report))
        rows = [
            f"| {finding.level} | {_escaped(_place(relative(finding.path, setting.base), finding.line, finding.column))} "
            f"| {finding.code} | {_escaped(finding.message)} |\n"
            for finding in report.findings[:MOST]
        ]
        parts.append("| | where | rule | what |\n|---|---|---|---|\n" + "".join(rows))
        if len(report.findings) > MOST:
            parts.append(f"And {len(report.findings) - MOST:,} more.\n")
    return "\n".join(parts)


def _rules(report: Report) -> str:
    counts = Counter((LEVELS.index(finding.level), finding.code, finding.name) for finding in report.findings)
    files: dict[str, set[str | None]] = defaultdict(set)
    for finding in report.findings:
        files[finding.code].add(finding.path)
    rows = [
        f"| {LEVELS[level]} | {code} {name} | {count:,} | {len(files[code]):,} |\n"
        for (level, code, name), count in sorted(counts.items())
    ]
    return "| | rule | findings | files |\n|---|---|--:|--:|\n" + "".join(rows)


def _place(path: str, line: int | None, column: int | None) -> str:
    return ":".join(str(part) for part in (path, line, column) if part is not None)


def _escaped(text: str) -> str:
    clipped = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _MARKUP.sub(r"\\\1", printable(clipped)).replace("<", "&lt;").replace(">", "&gt;")
