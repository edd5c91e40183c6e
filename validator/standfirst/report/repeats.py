"""Showing some of many findings alike, and counting the rest."""

from collections import Counter
from collections.abc import Callable, Iterator

from standfirst.finding import Finding, Report
from standfirst.report.escape import printable
from standfirst.report.setting import Setting


def collapsed(report: Report, setting: Setting, shown: Callable[[Finding], str]) -> Iterator[str]:
    """The findings as ``shown``, of each rule in a file no more than are asked for, and then how many there were more."""
    most = setting.repeats
    if most is None:
        yield from map(shown, report.findings)
        return
    seen: Counter[tuple[str | None, str]] = Counter()
    for finding in report.findings:
        seen[finding.path, finding.code] += 1
        if seen[finding.path, finding.code] <= most:
            yield shown(finding)
    for (path, code), count in seen.items():
        if count > most:
            yield f"{printable(path or 'the document')}: and {count - most:,} more of {code} (--repeats all shows them)\n"
