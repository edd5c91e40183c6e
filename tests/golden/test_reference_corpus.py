"""What the reference corpus says of itself is so: counts, agreement, quotation marks, status. Mostly by ``json`` alone."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import standfirst
from standfirst.check import Options
from standfirst.data import load_profile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_samples import ROOT, with_agreement

CORPUS = ROOT / "corpus"
ARTICLE = "chicago-open-letter.json"
FILES = (ARTICLE, "passes/first.json", "passes/second.json")
APOSTROPHES = "'’"


def read(name: str) -> Any:
    return json.loads((CORPUS / name).read_bytes())


@pytest.fixture(scope="module")
def text() -> str:
    return (CORPUS / "chicago-open-letter.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_quotation_mark_of_the_article_is_accounted_for(text: str, name: str) -> None:
    """Every double mark opens or closes one marked stretch; a stretch that is verbatim is one of its quote's."""
    document = read(name)
    quotes = {quote["id"]: quote for quote in document["quotes"]}
    edges: Counter[int] = Counter()
    for mark in document["marks"]:
        start, end = mark["fragment"]["start"], mark["fragment"]["end"]
        assert text[start] == text[end - 1] == '"'
        assert '"' not in text[start + 1 : end - 1]
        edges.update((start, end - 1))
        assert mark["function"] == "verbatim"
        verbatim = [(part["start"], part["end"]) for part in quotes[mark["quote"]]["verbatim"]]
        assert (start, end) in verbatim
    assert edges == Counter(place for place, character in enumerate(text) if character == '"')
    assert not set(text) & set("“”„«»‘‚‹›")


def test_every_single_mark_is_an_apostrophe(text: str) -> None:
    for place, character in enumerate(text):
        if character in APOSTROPHES:
            assert text[place - 1].isalpha()
            assert text[place + 1].isalpha()


@pytest.mark.parametrize("name", FILES)
def test_every_verbatim_part_of_a_quote_has_its_mark(name: str) -> None:
    document = read(name)
    marks = {(mark["fragment"]["start"], mark["fragment"]["end"]) for mark in document["marks"]}
    verbatim = {(part["start"], part["end"]) for quote in document["quotes"] for part in quote.get("verbatim", ())}
    assert verbatim == marks


def test_the_agreement_is_what_the_command_prints() -> None:
    guidelines = (CORPUS / "GUIDELINES.md").read_text("utf-8")
    assert with_agreement(guidelines) == guidelines
    assert re.search(r"^quotes +18 +21 +17", guidelines, re.MULTILINE)


def test_everything_is_adjudicated_and_the_passes_are_views_of_the_same_text(text: str) -> None:
    document, first, second = map(read, FILES)
    layers = [layer for layer, value in document.items() if isinstance(value, list) and layer != "agents"]
    assert all(annotation["status"] == "adjudicated" for layer in layers for annotation in document[layer])
    assert {one["meta"]["source_id"] for one in (document, first, second)} == {"chicago-open-letter"}
    assert {one["text"] for one in (document, first, second)} == {text}
    assert all(document["coverage"][layer]["extent"] == "full" for layer in layers)


def test_links_are_few_and_have_labels() -> None:
    links = [link for entity in read(ARTICLE)["entities"] for link in entity.get("links", ())]
    assert {link["id"] for link in links} == {"Q22686", "Q1297", "Q30", "Q166032"}
    assert all(link["label"] for link in links)


def test_days_of_the_week_have_no_date(text: str) -> None:
    for time in read(ARTICLE)["times"]:
        words = "".join(text[part["start"] : part["end"]] for part in time["span"])
        assert not re.match(r"\d{4}-\d\d-\d\d", time["value"])
        assert re.search("day|end", words)


def test_the_corpus_is_clean_in_the_profile_gold() -> None:
    report = standfirst.validate(CORPUS, Options(profile=load_profile("gold")))
    assert {(finding.code, finding.level) for finding in report.findings} == {("TXT012", "note")}


def test_the_readme_counts_rightly() -> None:
    document = read(ARTICLE)
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (.+?) \|$", (CORPUS / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {layer: int(count) for layer, count, _ in rows} == {
        layer: len(value) for layer, value in document.items() if isinstance(value, list) and layer != "agents"
    }
    said = {layer: words for layer, _, words in rows}
    for layer, member in (("entities", "type"), ("quotes", "form")):
        for value, count in Counter(annotation[member] for annotation in document[layer]).items():
            assert f"{count} {value}" in said[layer]
    levels = Counter(mention["level"] for mention in document["mentions"])
    assert f"{levels['NAM']} names, {levels['NOM']} nominals, {levels['PRO']} pronouns" in said["mentions"]
    args = sum(len(mention.get("args", ())) for mention in document["event_mentions"])
    reports = sum("reports" in mention for mention in document["event_mentions"])
    assert f"{args} arguments" in said["event_mentions"]
    assert f"{reports} report quotes" in said["event_mentions"]
    assert f"{sum('parent' in quote for quote in document['quotes'])} nested" in said["quotes"]


def test_every_hard_decision_is_said_on_its_annotation() -> None:
    document = read(ARTICLE)
    layers = [value for name, value in document.items() if isinstance(value, list) and name != "agents"]
    comments = [annotation["comment"] for layer in layers for annotation in layer if "comment" in annotation]
    assert len(comments) > 30
    assert all(re.match(r"[a-z-]+: ", comment) for comment in comments)
    assert not any("draft" in comment for comment in comments)
