"""The report as JSON, by ``report-1.0.schema.json``: the contract for other programs."""

import msgspec

from standfirst._version import __version__
from standfirst.finding import Finding, Report
from standfirst.report.escape import json_text
from standfirst.report.setting import PLAIN, Setting


def render(report: Report, setting: Setting = PLAIN) -> str:
    """The report as one JSON object, a finding a line. ASCII only, so that no stream can damage it."""
    head = {
        "standfirst_report": "1.0",
        "tool": {"name": "standfirst", "version": __version__},
        "profile": report.profile,
        "summary": {
            "files": report.files,
            "documents": report.documents,
            "skipped_files": report.skipped_files,
            "skipped_nodes": report.skipped_nodes,
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "notes": report.count("note"),
            "baselined": len(report.baselined),
        },
    }
    skipped = msgspec.to_builtins(report.skipped_rules)
    lines = [f"  {json_text(name)}: {json_text(value)}" for name, value in head.items()]
    lines.append(f'  "findings": {_list([f"    {one}" for one in map(finding_text, report.findings)])}')
    lines.append(f'  "skipped_rules": {_list([f"    {json_text(row)}" for row in skipped])}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def finding_text(finding: Finding) -> str:
    """A finding as a JSON object on one line."""
    return json_text(msgspec.to_builtins(finding))


def _list(lines: list[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
