"""The findings as JSON Lines: the objects that the report as JSON has, one a line, for programs that read as they go."""

from standfirst.finding import Report
from standfirst.report.json import finding_text
from standfirst.report.setting import PLAIN, Setting


def render(report: Report, setting: Setting = PLAIN) -> str:
    """A line for each finding; nothing where nothing was found."""
    return "".join(f"{finding_text(finding)}\n" for finding in report.findings)
