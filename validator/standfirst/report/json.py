"""The report as JSON, by ``report-1.0.schema.json``: the contract for other programs."""

import json

import msgspec

from standfirst._version import __version__
from standfirst.finding import Report


def render_json(report: Report) -> str:
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
        },
    }
    skipped = msgspec.to_builtins(report.skipped_rules)
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    findings = [f"    {json.dumps(msgspec.to_builtins(finding))}" for finding in report.findings]
    lines.append(f'  "findings": {_list(findings)}')
    lines.append(f'  "skipped_rules": {_list([f"    {json.dumps(row)}" for row in skipped])}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _list(lines: list[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
