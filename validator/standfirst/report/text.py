"""The report for people: where, what, the article with carets under the words, and what to do."""

import re
from collections import Counter

from standfirst.finding import Excerpt, Finding, Level, Report

MAX_REPEATS = 10
"""How many findings of one rule are shown for a file; the rest is counted. Totals are always full."""

_COLOURS: dict[Level, str] = {"error": "31", "warning": "33", "note": "36"}
# Whatever could move the cursor, change colours or reorder the line; corpus text is not trusted.
_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
_SHOWN = {"\n": "⏎", "\r": "␍", "\t": "→"}


def render_text(report: Report, *, colour: bool = False) -> str:
    """The report as text; ``colour`` adds terminal colours."""
    parts: list[str] = []
    seen: Counter[tuple[str | None, str]] = Counter()
    for finding in report.findings:
        seen[finding.path, finding.code] += 1
        if seen[finding.path, finding.code] <= MAX_REPEATS:
            parts.append(_finding(finding, colour=colour))
    for (path, code), count in seen.items():
        if count > MAX_REPEATS:
            parts.append(f"{printable(path or 'the document')}: and {count - MAX_REPEATS} more of {code}\n")
    parts.append(summary(report) + "\n")
    return "\n".join(parts)


def statistics(report: Report) -> str:
    """What each rule found, and which rules could not be asked, with their reasons: a table of two parts."""
    found = Counter((finding.code, finding.name, finding.level) for finding in report.findings)
    lines = [f"{count:6}  {code} {name} ({level})\n" for (code, name, level), count in sorted(found.items())]
    skipped: dict[str, list[str]] = {}
    for row in report.skipped_rules:
        skipped.setdefault(f"{_number(row.documents, 'document')}: {printable(row.reason)}", []).append(row.code)
    lines += [f"Not asked about {reason}: {', '.join(codes)}\n" for reason, codes in sorted(skipped.items())]
    return "".join(lines)


def summary(report: Report) -> str:
    """One line that says what was checked and what was found."""
    found = [_number(report.count(level), level) for level in ("error", "warning", "note") if report.count(level)]
    checked = f"{_number(report.documents, 'document')} in {_number(report.files, 'file')}"
    skipped = f", {_number(report.skipped_files, 'other file')} skipped" if report.skipped_files else ""
    nodes = f"; {_number(report.skipped_nodes, 'faulty node')} not checked further" if report.skipped_nodes else ""
    return f"{', '.join(found) or 'No findings'} ({checked}{skipped}{nodes})."


def _finding(finding: Finding, *, colour: bool) -> str:
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    head = f"{finding.level} {finding.code} {finding.name}"
    if colour:
        head = f"\x1b[1;{_COLOURS[finding.level]}m{head}\x1b[0m"
    who = f" [{printable(finding.annotation)}]" if finding.annotation else ""
    lines = [f"{printable(place)}: {head}{who}" if place else head + who, f"  {printable(finding.message)}"]
    if finding.excerpt is not None:
        lines += _frame(finding.excerpt)
    if finding.help is not None:
        lines.append(f"  help: {printable(finding.help)}")
    return "\n".join(lines) + "\n"


def _frame(excerpt: Excerpt) -> list[str]:
    """The article's line, and carets under what is meant: one for each column, at least one."""
    before, marked, after = map(_visible, (excerpt.before, excerpt.marked, excerpt.after))
    carets = " " * _width(before) + "^" * max(1, _width(marked))
    return [f"    | {before}{marked}{after}", f"    | {carets}"]


def _visible(text: str) -> str:
    return _UNSAFE.sub(lambda match: _SHOWN.get(match[0], "�"), text)


def printable(text: str) -> str:
    """``text`` on one line, with everything escaped that a terminal would obey instead of show."""
    return _UNSAFE.sub(lambda match: _SHOWN.get(match[0], f"\\u{ord(match[0]):04x}"), text)


def _width(text: str) -> int:
    """The columns that ``text`` takes on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
