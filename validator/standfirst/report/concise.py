"""The report with one line for each finding, as editors and grep like it."""

from standfirst.finding import Finding, Report
from standfirst.report.escape import printable, uncommanded
from standfirst.report.full import place
from standfirst.report.repeats import collapsed
from standfirst.report.setting import PLAIN, Setting
from standfirst.report.summary import summary


def render(report: Report, setting: Setting = PLAIN) -> str:
    """The report as ``path:line:column: level CODE message [annotation]`` lines, and the summary."""
    lines = [*collapsed(report, setting, lambda finding: line(finding) + "\n"), summary(report) + "\n"]
    return uncommanded("".join(lines))


def line(finding: Finding) -> str:
    """A finding on one line."""
    where = place(finding)
    who = f" [{printable(finding.annotation)}]" if finding.annotation else ""
    return f"{f'{where}: ' if where else ''}{finding.level} {finding.code} {printable(finding.message)}{who}"
