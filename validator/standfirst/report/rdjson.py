"""The report in the Reviewdog Diagnostic Format: columns are bytes of UTF-8, from 1, ends exclusive."""

from typing import Any

from standfirst.finding import Finding, Level, Region, Report
from standfirst.report.escape import json_text, printable
from standfirst.report.paths import relative
from standfirst.report.setting import PLAIN, Setting

_SEVERITIES: dict[Level, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, setting: Setting = PLAIN) -> str:
    """A JSON object, a diagnostic a line."""
    lines = [f"    {json_text(_diagnostic(finding, setting))}" for finding in report.findings]
    diagnostics = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "source": {{"name": "standfirst"}},\n  "diagnostics": {diagnostics}\n}}\n'


def _diagnostic(finding: Finding, setting: Setting) -> dict[str, Any]:
    path = relative(finding.path, setting.base)
    who = f" [{finding.annotation}]" if finding.annotation else ""
    help_line = f"\nhelp: {printable(finding.help)}" if finding.help is not None else ""
    location: dict[str, Any] = {"path": path}
    if finding.region is not None:
        location["range"] = _range(finding.region)
    elif finding.line is not None:
        location["range"] = {"start": {"line": finding.line}}
    diagnostic: dict[str, Any] = {
        "message": f"{printable(finding.message)}{who}{help_line}",
        "location": location,
        "severity": _SEVERITIES[finding.level],
        "code": {"value": finding.code},
    }
    if finding.words is not None:
        words = {"path": path, "range": _range(finding.words)}
        diagnostic["relatedLocations"] = [{"message": "the words in the article", "location": words}]
    return diagnostic


def _range(region: Region) -> dict[str, Any]:
    return {
        "start": {"line": region.line, "column": region.byte_column},
        "end": {"line": region.end_line, "column": region.end_byte_column},
    }
