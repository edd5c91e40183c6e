"""The report as SARIF 2.1.0 (OASIS): what code scanning reads. Columns are code points, from 1, ends exclusive."""

from collections import Counter
from typing import Any

from standfirst._version import __version__
from standfirst.finding import Finding, Region, Report
from standfirst.fingerprint import fingerprint
from standfirst.report.escape import json_text, printable
from standfirst.report.paths import relative, uri
from standfirst.report.setting import PLAIN, Setting
from standfirst.rules import RULES
from standfirst.rules.documentation import page
from standfirst.rules.protocol import Rule

_ROOT = "SRCROOT"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, setting: Setting = PLAIN) -> str:
    """A log of one run, a result a line. What the baseline holds is in it as suppressed."""
    results = (*report.findings, *(known.finding for known in report.baselined))
    codes = {finding.code for finding in results}
    rules = [rule for rule in RULES if rule.code in codes]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    reasons = (*(None for _ in report.findings), *(known.reason for known in report.baselined))
    seen: Counter[tuple[str | None, str]] = Counter()
    lines = []
    for finding, reason in zip(results, reasons, strict=True):
        name = fingerprint(finding)
        seen[finding.path, name] += 1
        result = _result(finding, indexes[finding.code], f"{name}:{seen[finding.path, name]}", setting)
        if reason is not None:
            result["suppressions"] = [{"kind": "external", "justification": reason or "in the baseline"}]
        lines.append(f"        {json_text(result)}")
    return _log(report, [_rule(rule) for rule in rules], lines)


def _log(report: Report, rules: list[dict[str, Any]], results: list[str]) -> str:
    driver = {"name": "Standfirst", "semanticVersion": __version__, "rules": rules}
    root = {_ROOT: {"description": {"text": "The root of the checkout."}}}
    # The exit code is the run's, which `--exit-zero` can change for the shell alone.
    invocation = {"executionSuccessful": True, "exitCode": 0 if report.valid else 1}
    listed = "[\n" + ",\n".join(results) + "\n      ]" if results else "[]"
    return (
        f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
        f'      "tool": {json_text({"driver": driver})},\n'
        f'      "columnKind": "unicodeCodePoints",\n'
        f'      "originalUriBaseIds": {json_text(root)},\n'
        f'      "invocations": {json_text([invocation])},\n'
        f'      "results": {listed}\n    }}\n  ]\n}}\n'
    )


def _rule(rule: Rule) -> dict[str, Any]:
    about = page(rule)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": about.why},
        "help": {
            "text": f"{about.why}\n\n{about.repair}",
            "markdown": f"{about.why}\n\n{about.repair}\n\n`standfirst explain {rule.code}` shows examples.",
        },
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": [rule.phase], "problem.severity": rule.level.replace("note", "recommendation")},
    }


def _result(finding: Finding, index: int, name: str, setting: Setting) -> dict[str, Any]:
    who = f" [{finding.annotation}]" if finding.annotation else ""
    help_line = f"\n{finding.help}" if finding.help is not None else ""
    location: dict[str, Any] = {"physicalLocation": _physical(finding, finding.region, setting)}
    if finding.pointer is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer or "/", "kind": "member"}]
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": f"{printable(finding.message)}{who}{help_line}"},
        "locations": [location],
        "partialFingerprints": {"standfirst/v1": name},
    }
    if finding.words is not None:
        result["relatedLocations"] = [
            {
                "id": 1,
                "message": {"text": "the words in the article"},
                "physicalLocation": _physical(finding, finding.words, setting),
            }
        ]
    return result


def _physical(finding: Finding, region: Region | None, setting: Setting) -> dict[str, Any]:
    path = relative(finding.path, setting.base)
    address = uri(path)
    physical: dict[str, Any] = {"artifactLocation": {"uri": address}}
    if not address.startswith("file:"):
        physical["artifactLocation"]["uriBaseId"] = _ROOT
    if region is not None:
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
    elif finding.line is not None:
        physical["region"] = {"startLine": finding.line}
    return physical
