"""The report as GitLab's code quality report: a list of issues, each with a fingerprint of its own."""

import hashlib
from collections import Counter
from typing import Any

from standfirst.finding import Finding, Level, Report
from standfirst.fingerprint import fingerprint
from standfirst.report.escape import json_text, printable
from standfirst.report.paths import relative
from standfirst.report.setting import PLAIN, Setting

_SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, setting: Setting = PLAIN) -> str:
    """A JSON list, an issue a line. GitLab shows issues with equal fingerprints once, so that those alike are counted."""
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for finding in report.findings:
        path = relative(finding.path, setting.base)
        key = path, fingerprint(finding)
        seen[key] += 1
        lines.append(f"  {json_text(_issue(finding, path, f'{key[1]}-{seen[key]}'))}")
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _issue(finding: Finding, path: str, name: str) -> dict[str, Any]:
    region = finding.region
    begin = {"line": finding.line or 1, "column": finding.column or 1}
    end = {"line": region.end_line, "column": region.end_column} if region is not None else begin
    return {
        "description": f"{finding.code} {finding.name}: {printable(finding.message)}",
        "check_name": finding.code,
        "fingerprint": hashlib.sha256(f"{path}\0{name}".encode("utf-8", "surrogateescape")).hexdigest()[:32],
        "severity": _SEVERITIES[finding.level],
        "location": {"path": path, "positions": {"begin": begin, "end": end}},
    }
