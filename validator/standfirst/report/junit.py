"""The report as JUnit's XML: a test case for each file, so that those without fault are seen as well."""

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from standfirst.finding import ERROR, Finding, Report
from standfirst.report.concise import line
from standfirst.report.escape import printable, uncommanded, xml_text
from standfirst.report.paths import relative
from standfirst.report.setting import PLAIN, Setting
from standfirst.report.summary import number, summary


def render(report: Report, setting: Setting = PLAIN) -> str:
    """One suite. A file with findings at error level has failed; where it could not be read, that is an error.

    What else was found is in the output of the case.
    """
    by_path: dict[str | None, list[Finding]] = defaultdict(list)
    for path in report.checked:
        by_path[path] = []
    for finding in report.findings:
        by_path[finding.path].append(finding)
    cases = [_case(relative(path, setting.base), findings) for path, findings in by_path.items()]
    errors = sum("<error" in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{sum("<failure" in case for case in cases)}" errors="{errors}"'
    out = f"    <system-out>{_body(summary(report))}</system-out>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="standfirst" {counts}>\n  <testsuite name="standfirst" {counts}>\n'
        f"{''.join(cases)}{out}  </testsuite>\n</testsuites>\n"
    )


def _case(path: str, findings: list[Finding]) -> str:
    start = f"    <testcase name={_attribute(path)} classname={_attribute(path)} file={_attribute(path)}"
    if not findings:
        return f"{start}/>\n"
    errors = [finding for finding in findings if finding.level == ERROR]
    others = [finding for finding in findings if finding.level != ERROR]
    parts = []
    if errors:
        kind = "error" if any(finding.code.startswith("DEC") for finding in errors) else "failure"
        first = errors[0]
        message = f"{number(len(errors), 'error')}; the first: {first.code} {first.message}"
        body = _body("\n".join(map(line, errors)))
        parts.append(f"      <{kind} type={_attribute(first.code)} message={_attribute(message)}>{body}</{kind}>\n")
    if others:
        parts.append(f"      <system-out>{_body(chr(10).join(map(line, others)))}</system-out>\n")
    return f"{start}>\n{''.join(parts)}    </testcase>\n"


def _body(text: str) -> str:
    return escape(xml_text(uncommanded(text)), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(xml_text(uncommanded(printable(text))))
