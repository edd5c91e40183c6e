"""Every rule: documented, with a good and a bad example that run, a sample, and the same findings with and without screens."""

import re
import sys
from pathlib import Path

import pytest
import standfirst
from hypothesis import given
from standfirst.check import Options, check_data
from standfirst.finding import Finding
from standfirst.limits import MAX_DOCUMENT_BYTES
from standfirst.model.columns import Columns
from standfirst.rules import RULES, Rule
from standfirst.rules.documentation import page, render_page
from standfirst.rules.facts import Facts
from standfirst.rules.run import run
from standfirst.strategies import documents

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_samples import corpus_of, sample_name, samples

MAX_OTHERS = 2
DOCUMENT_RULES = [rule for rule in RULES if page(rule).file == "document"]
CORPUS_RULES = [rule for rule in RULES if page(rule).file != "document"]


def by_code(rules: list[Rule]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


def findings(rule: Rule, data: bytes) -> list[Finding]:
    limit = page(rule).max_document_bytes or MAX_DOCUMENT_BYTES
    checked = check_data(data, "a.json", Options(max_document_bytes=limit))
    return [finding for document in checked for finding in document.findings]


def test_codes_and_names_have_their_form_and_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) > 60
    for rule in RULES:
        assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert rule.summary.endswith(".")


@by_code(list(RULES))
def test_a_rule_is_documented(rule: Rule) -> None:
    entry = page(rule)
    assert len(entry.why) > 60
    assert entry.repair.endswith(".")
    assert entry.since
    assert entry.good != entry.bad
    text = render_page(entry)
    for part in (rule.code, rule.name, entry.why, entry.repair, f"--ignore {rule.code}"):
        assert part in text
    assert re.search(r"^    [-+]", text, re.MULTILINE)


@by_code(DOCUMENT_RULES)
def test_the_good_example_keeps_the_rule(rule: Rule) -> None:
    found = findings(rule, page(rule).good)
    assert [finding for finding in found if finding.level == "error" or finding.code == rule.code] == []


@by_code(DOCUMENT_RULES)
def test_the_bad_example_breaks_the_rule_and_little_else(rule: Rule) -> None:
    found = findings(rule, page(rule).bad)
    codes = {finding.code for finding in found}
    assert rule.code in codes
    assert len(codes) <= 1 + MAX_OTHERS, codes
    for finding in found:
        known = next(known for known in RULES if known.code == finding.code)
        assert (finding.name, finding.level) == (known.name, known.level)
        assert finding.path == "a.json"
        assert finding.line is not None


def test_no_bad_example_says_all_that_another_says_and_more() -> None:
    said = {rule.code: frozenset(finding.code for finding in findings(rule, page(rule).bad)) for rule in DOCUMENT_RULES}
    same = [(a, b) for a in said for b in said if a < b and said[a] == said[b]]
    assert same == []


@by_code(CORPUS_RULES)
def test_a_corpus_example(rule: Rule, tmp_path: Path) -> None:
    for name, content in corpus_of(rule).items():
        (tmp_path / name).write_bytes(content)
    assert standfirst.validate(tmp_path).findings == ()
    bad = "corpus.json" if page(rule).file == "corpus" else "manifest-sha256.txt"
    (tmp_path / bad).write_bytes(page(rule).bad)
    codes = {finding.code for finding in standfirst.validate(tmp_path).findings}
    assert rule.code in codes
    assert len(codes) <= 1 + MAX_OTHERS


def test_the_invalid_samples_are_the_examples(root: Path) -> None:
    folder = root / "samples" / "invalid"
    wanted = dict(samples())
    there = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert there == wanted


@by_code(list(RULES))
def test_each_sample_yields_its_rule(rule: Rule, root: Path) -> None:
    path = root / "samples" / "invalid" / sample_name(rule)
    limit = page(rule).max_document_bytes or MAX_DOCUMENT_BYTES
    report = standfirst.validate(path, Options(max_document_bytes=limit))
    codes = {finding.code for finding in report.findings}
    assert rule.code in codes
    assert len(codes) <= 1 + MAX_OTHERS


@by_code(DOCUMENT_RULES)
def test_screens_miss_nothing_in_the_examples(rule: Rule) -> None:
    for data in (page(rule).good, page(rule).bad):
        for checked in check_data(data):
            if checked.reading.document is not None:
                assert_screens_miss_nothing(Columns(checked.reading.document))


@given(documents())
def test_screens_miss_nothing_in_valid_documents(document: standfirst.Document) -> None:
    assert_screens_miss_nothing(Columns(document))


def assert_screens_miss_nothing(columns: Columns) -> None:
    quick, slow = (sorted(map(repr, run(RULES, Facts(columns), screened=screened))) for screened in (True, False))
    assert quick == slow
