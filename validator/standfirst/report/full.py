"""The report for people: where, what, the line of the file and the article with carets, and what to do."""

from standfirst.finding import Finding, Level, Report
from standfirst.report.escape import printable, uncommanded
from standfirst.report.frames import frames
from standfirst.report.repeats import collapsed
from standfirst.report.setting import PLAIN, Setting
from standfirst.report.summary import summary

_COLOURS: dict[Level, str] = {"error": "31", "warning": "33", "note": "36"}


def render(report: Report, setting: Setting = PLAIN) -> str:
    """The report as text."""
    parts = [*collapsed(report, setting, lambda finding: _finding(finding, setting)), summary(report) + "\n"]
    return uncommanded("\n".join(parts))


def render_findings(findings: tuple[Finding, ...]) -> str:
    """Findings alone, as text."""
    return uncommanded("\n".join(_finding(finding, PLAIN) for finding in findings))


def place(finding: Finding) -> str:
    """The path, line and column of a finding, as far as there are such."""
    return printable(":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None))


def _finding(finding: Finding, setting: Setting) -> str:
    where = place(finding)
    head = f"{finding.level} {finding.code} {finding.name}"
    if setting.colour:
        head = f"\x1b[1;{_COLOURS[finding.level]}m{head}\x1b[0m"
    who = f" [{printable(finding.annotation)}]" if finding.annotation else ""
    lines = [f"{where}: {head}{who}" if where else head + who, f"  {printable(finding.message)}"]
    lines += frames(finding, ascii=setting.ascii)
    if finding.help is not None:
        lines.append(f"  help: {printable(finding.help)}")
    return "\n".join(lines) + "\n"
