"""Every rule: documented, with a good and a bad example that run, a sample, and the same findings with and without screens."""

import json
import re
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

import pytest
import standfirst
from hypothesis import given
from standfirst import cli
from standfirst.check import Diagnoser, Options, check_data, select_rules
from standfirst.errors import UsageError
from standfirst.finding import Finding
from standfirst.limits import MAX_DOCUMENT_BYTES
from standfirst.model import (
    Arg,
    Coverage,
    Document,
    Entity,
    Event,
    EventMention,
    Fragment,
    LayerCoverage,
    Mention,
    Quote,
    Range,
    Relation,
    Segment,
    Time,
    Zone,
)
from standfirst.model.columns import Columns
from standfirst.model.values import ArgKind
from standfirst.rules import RULES, Rule
from standfirst.rules.documentation import Page, edits, least_repair, page, render_page
from standfirst.rules.facts import Facts
from standfirst.rules.run import run
from standfirst.strategies import documents

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_samples import FAULTY, corpus_of, sample_name, samples, tei_forms

MAX_OTHERS = 2
ONE_SIDED = {"CRP003": "+", "DEC013": "-", "ENT003": "+", "ENT004": "+", "QUO025": "+"}
"""The examples whose least repair only adds a line, or only takes one away."""
DOCUMENT_RULES = [rule for rule in RULES if page(rule).file == "document"]
CORPUS_RULES = [rule for rule in RULES if page(rule).file != "document"]


def by_code(rules: list[Rule]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


def file_of(rule: Rule) -> str:
    return {"json": "a.json", "tei": "a.tei.xml"}[page(rule).form]


def findings(rule: Rule, data: bytes) -> list[Finding]:
    limit = page(rule).max_document_bytes or MAX_DOCUMENT_BYTES
    checked = check_data(data, file_of(rule), Options(max_document_bytes=limit, diagnoser=Diagnoser()))
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
    assert 2 <= len(re.findall(r"[.?!](?=\s|$)", entry.why)) <= 4
    assert re.fullmatch(r"[^\n]+\.", entry.repair)
    assert re.fullmatch(r"[0-9]+\.[0-9]+", entry.since)
    assert entry.good != entry.bad
    text = render_page(entry)
    leave_out = "cannot be left out" if rule.required else f"--ignore {rule.code}"
    for part in (rule.code, rule.name, entry.why, entry.repair, leave_out):
        assert part in text
    assert set(re.findall(r"^    ([-+])", text, re.MULTILINE)) == set(ONE_SIDED.get(rule.code, "-+"))


@by_code(list(RULES))
def test_what_cannot_be_read_is_never_clean(rule: Rule) -> None:
    entry = page(rule)
    limit = entry.max_document_bytes or MAX_DOCUMENT_BYTES
    if rule.required:
        for name in (rule.code, rule.name, rule.code[:3], rule.code.lower()):
            with pytest.raises(UsageError, match="cannot be left out"):
                select_rules(ignore=[name])
        if entry.file == "document":
            report = standfirst.validate(entry.bad, Options(rules=select_rules(["OFF001"]), max_document_bytes=limit))
            assert rule.code in {finding.code for finding in report.errors}
    else:
        assert rule not in select_rules(ignore=[rule.code])
        assert rule not in select_rules(["SCH001"])


@by_code(list(RULES))
def test_the_repair_shows_what_changes(rule: Rule) -> None:
    lines = [line.strip() for line in least_repair(page(rule)).splitlines()]
    assert all(line.isprintable() and len(line) <= 250 for line in lines)
    bad, good = ({line[1:] for line in lines if line[0] == mark} for mark in "-+")
    assert bad.isdisjoint(good)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("DEC002", ["\\ufeff{"]),
        ("TXT007", ["An\\u200bn left."]),
        ("TXT008", ["Mr.\\u00a0Lind"]),
        ("TXT004", ["\\u0096"]),
        ("OFF005", ['"end":50', '"end":52']),
        ("OFF020", ["boat", "dock"]),
    ],
)
def test_the_repair_shows_what_cannot_be_seen_and_what_is_far_off(code: str, parts: list[str]) -> None:
    repair = least_repair(page_of(code))
    for part in parts:
        assert part in repair


@by_code([rule for rule in RULES if edits(rule)])
def test_the_edit_read_backwards_is_the_repair(rule: Rule) -> None:
    repaired = page(rule).bad
    for find, put in reversed(edits(rule)):
        assert repaired.count(put) == 1
        repaired = repaired.replace(put, find)
    assert repaired == page(rule).good


def test_few_examples_are_made_of_a_text() -> None:
    assert {rule.code for rule in RULES if not edits(rule) and rule.code[:3] != "TXT"} == {"CRP009", "QUO017"}


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
        assert finding.path == file_of(rule)
        assert finding.line is not None


def test_no_two_bad_examples_say_the_same() -> None:
    said = {rule.code: frozenset(finding.code for finding in findings(rule, page(rule).bad)) for rule in DOCUMENT_RULES}
    same = [(a, b) for a in said for b in said if a < b and said[a] == said[b]]
    assert same == []


@by_code(CORPUS_RULES)
def test_a_corpus_example(rule: Rule, tmp_path: Path) -> None:
    for name, content in corpus_of(rule).items():
        (tmp_path / name).write_bytes(content)
    assert standfirst.validate(tmp_path).findings == ()
    (tmp_path / FAULTY[page(rule).file]).write_bytes(page(rule).bad)
    codes = {finding.code for finding in standfirst.validate(tmp_path).findings}
    assert rule.code in codes
    assert len(codes) <= 1 + MAX_OTHERS


def test_the_invalid_samples_are_the_examples(root: Path) -> None:
    folder = root / "samples" / "invalid"
    wanted = dict(samples())
    there = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert there == wanted


def test_every_document_is_there_in_both_forms_and_both_are_the_same(root: Path) -> None:
    forms = dict(tei_forms())
    assert {path: path.read_bytes() for path in forms} == forms
    for folder in (root / "corpus", root / "samples" / "articles", root / "samples" / "valid"):
        assert set(folder.glob("*.xml")) == {path for path in forms if path.parent == folder} != set()
    for path, content in forms.items():
        document = standfirst.loads(content)
        assert document == standfirst.load(path.with_name(path.name.replace(".tei.xml", ".json")))
        assert standfirst.dumps(document) == path.with_name(path.name.replace(".tei.xml", ".json")).read_bytes()


@by_code(list(RULES))
def test_each_sample_yields_its_rule(rule: Rule, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "samples" / "invalid"
    name = sample_name(rule)
    (row,) = [line for line in (folder / "README.md").read_text("utf-8").splitlines() if f"({name})" in line]
    options = re.findall(r"`(--[^`]+)`", row)  # what a reader is told to say
    command = [
        "validate",
        "--format",
        "json",
        str(folder / name),
        *(part for option in options for part in option.split()),
    ]
    assert cli.run(command) == (1 if rule.level == "error" else 0)
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert rule.code in codes
    assert len(codes) <= 1 + MAX_OTHERS


def test_an_unknown_tag_gets_the_nearest_of_the_scheme() -> None:
    entry = page_of("REF005")
    (finding,) = findings(entry.rule, entry.bad)
    assert finding.help == "did you mean 'PER'?"


def page_of(code: str) -> Page:
    return page(next(rule for rule in RULES if rule.code == code))


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


PIECES = (
    "Lind's", "Ed’", "Ann ", "(DU) ", "“Yes” ", "„So“ ", "»Ja« ", "the ", "X. ", ", ", "\n", "é", "e\u0301",
    "👨\u200d👩\u200d👧", "日本", " ", "a", "7", "[", ")",
)  # fmt: skip
IDS = ("e1", "e2", "m0", "m1", "q1", "t1", "v1", "w1", "z0", "gone")
SEEDS = range(600)


class Faulty:
    """A document whose annotations may be anywhere, overlap, and refer to anything, over a text of awkward pieces."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        pieces = ["Ann ", *self.chance.choices(PIECES, k=self.chance.randint(2, 40))]
        self.text = "".join(pieces)
        self.borders = [0, *accumulate(map(len, pieces))]

    def offset(self) -> int:
        return self.chance.choice(
            (*self.borders, *self.borders, self.chance.randint(0, len(self.text)), len(self.text) + 1)
        )

    def fragment(self) -> Fragment:
        start, end = sorted((self.offset(), self.offset()))
        surface = self.text[start:end]
        fault = self.chance.randint(0, 15)
        if fault == 0:
            start, end = end, start
        elif fault == 1:
            surface = "Bob"
        prefix = self.text[max(0, start - 2) : start] or None
        return Fragment(start=start, end=end, text=surface, prefix=self.chance.choice((None, prefix, prefix, "Z")))

    def span(self) -> tuple[Fragment, ...]:
        return tuple(self.fragment() for _ in range(self.chance.choice((1, 1, 1, 2, 3))))

    def zones(self) -> tuple[Zone, ...]:
        cuts = sorted(self.offset() for _ in range(self.chance.randint(0, 6)))
        kinds = (*["paragraph"] * 5, "boilerplate", "Other")
        zones = [
            Zone(id=f"z{number}", kind=self.chance.choice(kinds), start=start, end=end)
            for number, (start, end) in enumerate(pairwise(cuts))
        ]
        if self.chance.random() < 0.3:
            self.chance.shuffle(zones)
        return tuple(zones)

    def mentions(self) -> tuple[Mention, ...]:
        places = [self.span() for _ in range(4)]
        return tuple(
            Mention(id=f"m{number}", entity=self.id(), span=place, head=self.chance.choice((None, place[-1], place[0])))
            for number, place in enumerate(self.chance.choices(places, k=self.chance.randint(0, 4)))
        )

    def times(self) -> tuple[Time, ...]:
        values = (
            None,
            "",
            "P",
            "2019-02-30",
            "2019-07-14",
            "XXXX-WXX-7",
            "2019-W53-1",
            "0000",
            "P1DT",
            "9999-12-31TEV",
        )
        return tuple(
            Time(
                id=name,
                span=self.span(),
                type=self.chance.choice(("DATE", "SET", "TIME")),
                value=self.chance.choice(values),
                anchor=self.chance.choice((None, "_dct", "t1", "t2")),
            )
            for name in ("t1", "t2")
        )

    def id(self) -> str:
        return self.chance.choice(IDS)

    def coverage(self) -> LayerCoverage:
        starts = [self.offset() for _ in range(self.chance.randint(0, 2))]
        return LayerCoverage(
            extent=self.chance.choice(("full", "partial", "none")),
            zones=(self.id(),) if self.chance.random() < 0.3 else None,
            ranges=tuple(Range(start=start, end=start + 9) for start in starts) or None,
        )

    def document(self) -> Document:
        kinds: tuple[ArgKind, ...] = ("mention", "mention", "time", "event", "quote")
        arg = Arg(role=self.chance.choice(("agent", "time", "Actor")), kind=self.chance.choice(kinds), ref=self.id())
        return Document.create(
            self.text,
            id="d",
            language="en",
            license="CC0-1.0",
            scheme=self.chance.choice((None, "news-1.0", "news-1.0", "other")),
            coverage=Coverage(zones=self.coverage(), mentions=self.coverage()),
            zones=self.zones(),
            segments=(Segment(id="s1", kind="sentence", span=self.span()),),
            entities=(Entity(id="e1", type="PER"), Entity(id=self.id(), type="ORG")),
            mentions=self.mentions(),
            quotes=(
                Quote(
                    id="q1",
                    content=self.span(),
                    cue=self.span(),
                    verbatim=self.chance.choice((None, (), self.span())),
                    parent=self.id(),
                    speaker=(self.id(),),
                ),
                Quote(id="q2", content=self.span(), verbatim=self.span()),
            ),
            events=(Event(id="v1", type="contact.meet"),),
            event_mentions=(
                EventMention(id="w1", event=self.id(), trigger=self.span(), type="contact.meet", args=(arg,)),
                EventMention(
                    id="w2",
                    event=self.id(),
                    trigger=self.span(),
                    type="communication.statement",
                    args=(arg, arg),
                    realis="actual",
                    reports=self.id(),
                    attributed_to=self.id(),
                ),
            ),
            times=self.times(),
            relations=(
                Relation(id="r1", type=self.chance.choice(("member_of", "repeats")), from_=self.id(), to=self.id()),
            ),
        )


def test_screens_miss_nothing_in_faulty_documents() -> None:
    broken: set[str] = set()
    for seed in SEEDS:
        columns = Columns(Faulty(seed).document())
        assert_screens_miss_nothing(columns)
        broken.update(finding.code for finding in run(RULES, Facts(columns)))
    assert {rule.code for rule in RULES if rule.screen is not None} <= broken
