"""Reports as other programs read them: golden files, the formats' own libraries, and columns counted in another way."""

import io
import json
import re
import subprocess
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree
from make_reports import FOLDER, generated, report_of
from msgspec.structs import replace
from reported import TEXT, files, words
from standfirst.check import validate
from standfirst.finding import Baselined, Finding, Report
from standfirst.report import RENDERERS, Setting, render
from standfirst.shape import default_engine

FILES = files()
REPORTS = {name: report_of(name, data) for name, data in FILES.items()}
HOSTILE = (
    "##[add-mask]x",
    "##vso[task.setvariable variable=a]b",
    "::error::x",
    "\x1b[31mred\x9b0m",
    "a\n::stop-commands::x\r\n::warning::y",
    "]]><boom a='\"'>&amp;\x00\x07\ufffe",
    "|`*_<script>[x](y)\u202e\u2066",
    "100% , : done",
)


@pytest.mark.parametrize("path", sorted({path.name for path, _ in generated()}))
def test_every_form_is_as_it_was(path: str) -> None:
    made = {one.name: text for one, text in generated()}
    assert (FOLDER / path).read_bytes().decode("utf-8") == made[path], (
        "if the change is meant: python tests/make_reports.py"
    )


def faults(report: Report) -> list[Finding]:
    found = [finding for finding in report.findings if finding.code == "OFF002"]
    assert len(found) == len(words())
    return found


@pytest.mark.parametrize("name", FILES)
def test_columns_are_those_that_a_plain_count_gives(name: str) -> None:
    data = FILES[name]
    lines = data.decode("utf-8").split("\n")
    for finding, (kind, start, end) in zip(faults(REPORTS[name]), words(), strict=True):
        assert finding.range == (start, end), kind
        for region in (finding.region, finding.words):
            assert region is not None
            assert region.excerpt is not None
            assert region.line == region.end_line
            line = lines[region.line - 1]
            assert line[region.column - 1 : region.end_column - 1] == region.excerpt.marked
            raw = data.split(b"\n")[region.line - 1]
            assert raw[region.byte_column - 1 : region.end_byte_column - 1].decode("utf-8") == region.excerpt.marked
        assert finding.words is not None
        assert finding.words.excerpt is not None
        assert finding.words.excerpt.marked == TEXT[start:end]


def test_carets_stand_under_the_words() -> None:
    from wcwidth import wcswidth

    lines = [line for line in render(REPORTS["columns.json"]).splitlines() if " | " in line]
    frames = [(one, two) for one, two in pairwise(lines) if two.strip("| ").startswith("^")]
    shown = [(one, two) for one, two in frames if one.lstrip().startswith("text")]
    marked = set()
    for line, carets in shown:
        plain = re.sub("[\u2068\u2069]", "", line)
        # Of the places in the line at a column, the last is behind what takes no column of its own.
        places = {wcswidth(plain[:length]): length for length in range(len(plain) + 1)}
        marked.add(plain[places[carets.index("^")] : places[len(carets)]])
    assert marked >= {TEXT[start:end] for _, start, end in words()}


# What other programs are promised.


def rows(form: str, name: str) -> Any:
    return json.loads(render(REPORTS[name], form))


@pytest.mark.parametrize("name", FILES)
def test_json_fits_its_schema_and_jsonl_is_the_same(name: str) -> None:
    tree = rows("json", name)
    assert default_engine()(tree, "report") == []
    assert [json.loads(line) for line in render(REPORTS[name], "jsonl").splitlines()] == tree["findings"]


@pytest.mark.parametrize("name", FILES)
def test_rdjson_counts_bytes(name: str) -> None:
    raw = FILES[name].split(b"\n")
    found = [one for one in rows("rdjson", name)["diagnostics"] if one["code"]["value"] == "OFF002"]
    for diagnostic, (_, start, end) in zip(found, words(), strict=True):
        assert set(diagnostic) <= {"message", "location", "severity", "code", "relatedLocations"}
        area = diagnostic["relatedLocations"][0]["location"]["range"]
        assert area["start"]["line"] == area["end"]["line"]
        line = raw[area["start"]["line"] - 1]
        assert line[area["start"]["column"] - 1 : area["end"]["column"] - 1].decode("utf-8") == TEXT[start:end]


@pytest.mark.parametrize("name", FILES)
def test_sarif_counts_code_points_and_is_read_by_others(
    name: str, library: Callable[[str], Any], tmp_path: Path
) -> None:
    text = render(REPORTS[name], "sarif")
    run = json.loads(text)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    lines = FILES[name].decode("utf-8").split("\n")
    found = [result for result in run["results"] if result["ruleId"] == "OFF002"]
    for result, (_, start, end) in zip(found, words(), strict=True):
        area = result["relatedLocations"][0]["physicalLocation"]["region"]
        assert lines[area["startLine"] - 1][area["startColumn"] - 1 : area["endColumn"] - 1] == TEXT[start:end]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "OFF002"
    prints = [tuple(result["partialFingerprints"].items()) for result in run["results"]]
    assert len(set(prints)) == len(prints)
    model = library("sarif_pydantic").Sarif.model_validate_json(text)
    assert [str(result.rule_id) for result in model.runs[0].results] == [result["ruleId"] for result in run["results"]]
    path = tmp_path / "report.sarif"
    path.write_text(text, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loader = library("sarif.loader")
        records = loader.load_sarif_file(str(path)).get_records()
    assert {record["Location"] for record in records} == {f"news/{name}"}
    assert len(records) == len(REPORTS[name].findings)


@pytest.mark.parametrize("name", FILES)
def test_sarif_is_valid_to_the_makers_of_the_format(name: str, multitool: Path, tmp_path: Path) -> None:
    known = Baselined(REPORTS[name].findings[0], "agreed")
    (tmp_path / "report.sarif").write_text(render(replace(REPORTS[name], baselined=(known,)), "sarif"), "utf-8")
    (tmp_path / "empty.sarif").write_text(render(Report(), "sarif"), "utf-8")
    for file in ("report.sarif", "empty.sarif"):
        done = subprocess.run([multitool, "validate", file], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
        assert not re.findall(r"\berror \w+", done.stdout), done.stdout


@pytest.mark.parametrize("name", FILES)
def test_junit_is_read_by_its_parser(name: str, library: Callable[[str], Any]) -> None:
    suites = library("junitparser").JUnitXml.fromstring(render(REPORTS[name], "junit").encode("utf-8"))
    (suite,) = suites
    assert (suite.tests, suite.failures, suite.errors) == (2, 1, 0)
    faulty, clean = suite
    assert (faulty.name, clean.name, clean.result) == (f"news/{name}", "news/clean.json", [])
    assert faulty.result[0].type == "OFF002"
    assert len(faulty.result[0].text.splitlines()) == len(words())


@pytest.mark.parametrize("name", FILES)
def test_gitlab_tells_every_issue_apart(name: str) -> None:
    issues = rows("gitlab", name)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(REPORTS[name].findings)
    twice = json.loads(render(replace(REPORTS[name], findings=REPORTS[name].findings * 2), "gitlab"))
    assert len({issue["fingerprint"] for issue in twice}) == len(twice)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["positions"]["begin"]["line"] >= 1


# GitHub's commands, undone as the runner's documentation says.


def command_of(line: str) -> tuple[str, dict[str, str], str]:
    head, _, message = line.removeprefix("::").partition("::")
    kind, _, listed = head.partition(" ")
    values = dict(entry.split("=", 1) for entry in listed.split(","))
    return kind, {key: undone(value, "%3A:%2C,") for key, value in values.items()}, undone(message)


def undone(text: str, more: str = "") -> str:
    for code, character in (
        *((more[at : at + 3], more[at + 3]) for at in range(0, len(more), 4)),
        ("%0A", "\n"),
        ("%0D", "\r"),
    ):
        text = text.replace(code, character)
    return text.replace("%25", "%")


@pytest.mark.parametrize("name", FILES)
def test_github_commands_say_what_was_found(name: str) -> None:
    lines = [line for line in render(REPORTS[name], "github").splitlines() if line.startswith("::")]
    read = [command_of(line) for line in lines]
    assert len(read) == len(REPORTS[name].findings)
    for (kind, values, message), finding in zip(read, REPORTS[name].findings, strict=True):
        assert kind == {"error": "error", "warning": "warning", "note": "notice"}[finding.level]
        assert values["file"] == f"news/{name}"
        assert (values["line"], values["col"]) == (str(finding.line), str(finding.column))
        assert values["endLine"] == values["line"]
        assert message.startswith(f"news/{name}:{finding.line}:{finding.column}: {finding.code} ")


def test_github_shows_ten_of_a_level_and_logs_the_rest() -> None:
    one = faults(REPORTS["columns.json"])[0]
    many = [replace(one, annotation=f"m{number}") for number in range(40)]
    last = replace(one, code="OFF999", level="error", path="other.json")
    text = render(Report(findings=(*many, last), files=1, documents=1), "github")
    shown = [command_of(line) for line in text.splitlines() if line.startswith("::")]
    assert len(shown) == 10
    assert any(values["file"] == "other.json" for _, values, _ in shown), "a rule of its own in a file goes first"
    assert "31 more, which are not shown" in text
    assert all(f"[m{number}]" in text for number in range(40))


# Text that is not trusted.


def hostile_report(text: str) -> Report:
    finding = faults(REPORTS["columns.json"])[0]
    assert finding.region is not None
    assert finding.region.excerpt is not None
    excerpt = replace(finding.region.excerpt, before=text, marked=text, after=text)
    region = replace(finding.region, excerpt=excerpt)
    bad = replace(
        finding, message=text, annotation=text, path=text.replace("\0", ""), help=text, found=text, expected=text,
        excerpt=excerpt, region=region, words=region,
    )  # fmt: skip
    return Report(findings=(bad,), files=1, documents=1, checked=(text.replace("\0", ""),))


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_corpus_is_a_command(form: str, text: str) -> None:
    shown = render(hostile_report(text), form)
    commands = [line for line in re.split("[\n\r\v\f\x85\u2028\u2029]", shown) if line.strip().startswith("::")]
    assert len(commands) == (form == "github")
    if form != "github":
        assert not re.search(r"##\w*\[", shown)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2028\u2029]", shown.replace("\r\n", "\n")
    )
    if form in ("json", "gitlab", "sarif", "rdjson"):
        assert json.loads(shown)
    if form == "junit":
        assert etree.parse(io.BytesIO(shown.encode("utf-8"))).getroot().tag == "testsuites"
    if form == "markdown":
        assert "<script" not in shown


def test_a_command_carries_its_text_unchanged() -> None:
    finding = faults(REPORTS["columns.json"])[0]
    path = "a,b:c%2C/100%.json"
    (line, _) = render(Report(findings=(replace(finding, path=path, message="50% of a,b::c"),)), "github").splitlines()
    _, values, message = command_of(line)
    assert values["file"] == path
    assert "50% of a,b::c" in message


# Paths.


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.json", "a.json"),
        ("./a.json", "a.json"),
        ("sub/../a b%.json", "a b%.json"),
        ("/elsewhere/a.json", "/elsewhere/a.json"),
    ],
)
def test_other_programs_get_paths_from_the_root(
    path: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    finding = replace(faults(REPORTS["columns.json"])[0], path=path)
    report = Report(findings=(finding,), checked=(path,))
    setting = Setting(base=str(tmp_path))
    (gitlab,) = json.loads(render(report, "gitlab", setting))
    assert gitlab["location"]["path"] == shown
    (result,) = json.loads(render(report, "sarif", setting))["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert " " not in artifact["uri"]
    assert unquote(artifact["uri"]).removeprefix("file://") == shown
    assert ("uriBaseId" in artifact) == (not shown.startswith("/"))


def test_what_the_baseline_holds_is_suppressed_in_sarif() -> None:
    report = REPORTS["columns.json"]
    known = replace(report, findings=report.findings[1:], baselined=(Baselined(report.findings[0], "agreed"),))
    results = json.loads(render(known, "sarif"))["runs"][0]["results"]
    assert [result.get("suppressions") for result in results].count(None) == len(report.findings) - 1
    assert results[-1]["suppressions"] == [{"kind": "external", "justification": "agreed"}]
    assert "1 known finding in the baseline" in render(known)


def test_repeats_are_counted_in_text_and_shown_elsewhere() -> None:
    one = faults(REPORTS["columns.json"])[0]
    report = Report(findings=(one,) * 617, files=1, documents=1)
    for form in ("full", "concise"):
        text = render(report, form)
        assert "and 607 more of OFF002" in text
        assert "617 errors" in text
        assert "more of" not in render(report, form, Setting(repeats=None))
    assert len(json.loads(render(report, "json"))["findings"]) == 617


def test_a_file_that_cannot_be_read_is_an_error_to_junit() -> None:
    report = validate(b"{")
    assert 'errors="1"' in render(report, "junit")
    assert render(Report(), "gitlab") == "[]\n"
    assert json.loads(render(Report(), "sarif"))["runs"][0]["results"] == []
