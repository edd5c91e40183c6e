"""What a run checked and found, in numbers: a line, and a table."""

from collections import Counter

from standfirst.finding import LEVELS, Report
from standfirst.report.escape import printable


def summary(report: Report) -> str:
    """One line that says what was checked and what was found."""
    found = [number(report.count(level), level) for level in LEVELS if report.count(level)]
    checked = f"{number(report.documents, 'document')} in {number(report.files, 'file')}"
    skipped = f", {number(report.skipped_files, 'other file')} skipped" if report.skipped_files else ""
    nodes = f"; {number(report.skipped_nodes, 'faulty node')} not checked further" if report.skipped_nodes else ""
    known = f"; {number(len(report.baselined), 'known finding')} in the baseline" if report.baselined else ""
    return f"{', '.join(found) or 'No findings'} ({checked}{skipped}{nodes}{known})."


def statistics(report: Report) -> str:
    """What each rule found, and which rules could not be asked, with their reasons: a table of two parts."""
    found = Counter((finding.code, finding.name, finding.level) for finding in report.findings)
    lines = [f"{count:6}  {code} {name} ({level})\n" for (code, name, level), count in sorted(found.items())]
    skipped: dict[str, list[str]] = {}
    for row in report.skipped_rules:
        skipped.setdefault(f"{number(row.documents, 'document')}: {printable(row.reason)}", []).append(row.code)
    lines += [f"Not asked about {reason}: {', '.join(codes)}\n" for reason, codes in sorted(skipped.items())]
    return "".join(lines)


def number(count: int, what: str) -> str:
    """A number of things."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
