"""Every sample shows what the list of samples says: by ``json``, ``unicodedata`` and the text alone."""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import standfirst
from standfirst.check import Options
from standfirst.data import load_profile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_long_sample import SAMPLE, SIZE, document

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "samples" / "valid"
NAMES = sorted(path.name for path in VALID.glob("*.json"))
ARGUED = {
    ("crlf-agency-nl", "TXT003", "warning"),
    ("mountain-school-vi", "TXT006", "warning"),
    ("results-table-en", "TXT008", "note"),
}
"""What remains in the profile ``gold``, argued in ``samples/README.md``."""


SCRIPTS = "LATIN CYRILLIC GREEK ARABIC HEBREW DEVANAGARI BENGALI THAI HANGUL CJK HIRAGANA"


def read(name: str) -> Any:
    return json.loads((VALID / f"{name}.json").read_bytes())


def spans(document: Any, *members: str) -> list[Any]:
    return [
        annotation[member]
        for layer in document.values()
        if isinstance(layer, list)
        for annotation in layer
        for member in members
        if member in annotation
    ]


def surface(quote: Any) -> str:
    return "".join(part["text"] for part in quote["content"])


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 20
    documents = [json.loads((VALID / name).read_bytes()) for name in NAMES]
    languages = {document["language"].partition("-")[0] for document in documents}
    assert len(languages - {"und"}) >= 20
    scripts = {unicodedata.name(c, "?").split()[0] for document in documents for c in document["text"]}
    assert scripts >= set(SCRIPTS.split())
    for name in NAMES:
        assert (VALID / name.replace(".json", ".tei.xml")).is_file()


def test_each_is_listed_with_what_it_shows_and_how_to_see_it() -> None:
    text = (ROOT / "samples" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w.-]+)` \| ([^|]+) \| ([^|]+) \| `([^`]+)` \|$", text, re.MULTILINE)
    assert sorted(name for name, *_ in rows) == NAMES
    assert all(command == f"standfirst validate samples/valid/{name}" for name, _, _, command in rows)


def test_all_are_clean_in_the_profile_gold_but_for_what_is_argued() -> None:
    report = standfirst.validate(VALID, Options(profile=load_profile("gold")))
    assert {(finding.document, finding.code, finding.level) for finding in report.findings} == ARGUED


def test_directions() -> None:
    assert set("\u2066\u2068\u2069\u200e\u200f") <= set(read("old-town-he")["text"])
    assert "\u200f" in read("library-reopening-ar")["text"]


def test_combining_marks_and_forms() -> None:
    text = read("mountain-school-vi")["text"]
    assert unicodedata.is_normalized("NFD", text)
    assert not unicodedata.is_normalized("NFC", text)
    names = unicodedata.normalize("NFC", read("combining-names-en")["text"])
    assert len(re.findall("[\u0300-\u036f]", names)) > 5


def test_line_ends() -> None:
    text = read("crlf-agency-nl")["text"]
    assert text.count("\r\n") == text.count("\n") == text.count("\r") > 0


def test_emoji_of_several_code_points() -> None:
    text = read("emoji-festival-pt")["text"]
    assert "\u200d" in text
    assert re.search("[\U0001f3fb-\U0001f3ff]", text)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("thunder-festival-de", "„“‚‘"), ("bakers-strike-fr", "«»“”"), ("harbour-ferry-ja", "「」『』"),
        ("tram-line-ru", "«»„“"), ("market-rain-zh", "“”‘’"), ("harbour-rescue-en", "“”‘’"), ("night-train-ko", "“”‘’"),
    ],
)  # fmt: skip
def test_marks_of_two_levels_with_two_speakers(name: str, marks: str) -> None:
    document = read(name)
    quotes = {quote["id"]: quote for quote in document["quotes"]}
    inner = [quote for quote in quotes.values() if surface(quote)[0] == marks[2]]
    assert any(surface(quote)[0] == marks[0] and surface(quote)[-1] == marks[1] for quote in quotes.values())
    assert any(
        "parent" in quote and quote["speaker"] != quotes[quote["parent"]]["speaker"] and surface(quote)[-1] == marks[3]
        for quote in inner
    )


def test_dashes_that_introduce_speech() -> None:
    for name in ("village-bridge-es", "tram-line-ru"):
        assert any(surface(quote).startswith("—") for quote in read(name)["quotes"]), name


def test_a_quote_of_several_paragraphs_opens_each_and_closes_the_last() -> None:
    document = read("harbour-rescue-en")
    long = next(quote for quote in document["quotes"] if len(quote["content"]) > 2)
    parts = [part["text"] for part in long["content"]]
    assert sum(part.startswith("“") for part in parts) >= 3
    assert parts[-1].endswith("”")
    assert sum(not part.endswith("”") for part in parts) >= 2


def test_free_indirect_speech_corrections_and_captions() -> None:
    assert any(quote["form"] == "free" for quote in read("free-speech-en")["quotes"])
    kinds = {
        kind for name in NAMES for kind in (zone["kind"] for zone in json.loads((VALID / name).read_bytes())["zones"])
    }
    assert kinds >= {
        "headline", "byline", "dateline", "paragraph", "caption", "correction", "list-item", "pull-quote", "related-link",
    }  # fmt: skip


def test_an_inverted_said_and_a_cue_before_its_source() -> None:
    quotes = [quote for name in ("two-quotes", "harbour-rescue-en") for quote in read(name)["quotes"]]
    said = [
        (quote["cue"][0]["end"], quote["source"][0]["start"]) for quote in quotes if {"cue", "source"} <= quote.keys()
    ]
    assert any(cue <= source for cue, source in said)


def test_overlapping_discontinuous_and_empty_spans() -> None:
    document = read("overlapping-spans-en")
    assert any(len(span) > 1 for span in spans(document, "span", "trigger"))
    places = sorted((part["start"], part["end"]) for span in spans(document, "span", "content") for part in span)
    assert any(first[0] < second[0] < first[1] < second[1] for first in places for second in places)
    empty = [span for span in spans(read("pier-reopens-it"), "span") if span[0]["start"] == span[0]["end"]]
    assert len(empty) == 4


def test_the_shortest_and_the_longest() -> None:
    assert len(read("one-character")["text"]) == 1
    assert len(read("council-night-en")["text"]) == SIZE == 200_000
    assert standfirst.dumps(document()) == SAMPLE.read_bytes()
