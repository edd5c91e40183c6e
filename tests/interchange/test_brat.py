"""What brat files in the wild are like: units, line ends, pairs of files, roles, mappings, and what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest
import standfirst
from hypothesis import given
from peers import codes
from plain_brat import GrammarError, check
from standfirst.conversion.foreign import read_foreign
from standfirst.errors import UsageError
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.mapping import read_mapping
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.strategies import documents

TEXT = "🚢 Ann Lind met Bo Ek.\nAnn left Norvik, said Bo.\n"


def read(ann: str, text: str | None = TEXT, name: str = "a.ann", **settings: Any) -> Reading:
    beside = {".txt": text.encode() if text is not None else None}
    (reading,) = codec(FOREIGN["brat"]).read(Source(ann.encode(), name, beside.get), Settings(**settings))
    return reading


def bound(unit: str = "codepoint", text: str = TEXT) -> str:
    """The names in the text, with offsets in a unit."""
    lines = []
    for number, words in enumerate(("Ann Lind", "Bo Ek", "Norvik"), 1):
        at = text.index(words)
        start = (
            len(text[:at].encode("utf-16-le")) // 2
            if unit == "utf16"
            else len(text[:at].encode())
            if unit == "utf8"
            else at
        )
        lines.append(f"T{number}\tPerson {start} {start + len(words)}\t{words}\n")
    return "".join(lines)


@pytest.mark.parametrize(("unit", "spoken"), [("utf16", "UTF-16 code units"), ("utf8", "UTF-8 bytes")])
def test_the_unit_is_proved_by_the_words_and_recorded(unit: str, spoken: str) -> None:
    reading = read(bound(unit))
    assert reading.document is not None
    assert [one.span[0].text for one in reading.document.layer("mentions")] == ["Ann Lind", "Bo Ek", "Norvik"]
    assert codes(reading.findings) == {"IMP008": 1}
    (agent,) = reading.document.layer("agents")
    assert spoken in (agent.comment or "")


def test_what_was_said_is_not_doubted_and_words_that_do_not_fit_are_found() -> None:
    reading = read(bound("utf16"), unit="codepoint")
    assert codes(reading.findings) == {"IMP008": 1, "IMP003": 3}


def test_an_offset_inside_a_character_is_refused_and_not_rounded() -> None:
    reading = read("T1\tShip 1 3\t?\n", unit="utf16")
    assert reading.document is None
    (finding,) = [one for one in reading.findings if one.code == "IMP002"]
    assert "inside a surrogate pair" in finding.message
    assert finding.line == 1


@pytest.mark.parametrize("one", [True, False])
def test_a_line_end_of_two_characters_counts_as_one_or_two(one: bool) -> None:
    text = TEXT.replace("\n", "\r\n")
    reading = read(bound(text=TEXT if one else text), text)
    assert reading.document is not None
    assert [each.span[0].text for each in reading.document.layer("mentions")] == ["Ann Lind", "Bo Ek", "Norvik"]
    assert codes(reading.findings) == ({"IMP008": 1} if one else {})


@pytest.mark.parametrize("accept", [False, True])
def test_a_diagnosis_is_accepted_only_when_asked(accept: bool, tmp_path: Path) -> None:
    words = ["Ann Lind", "Bo Ek", "Ann left", "Norvik", "said", "Bo."]
    at = [TEXT.index(one) + 5 for one in words]
    lines = "".join(f"T{n}\tX {a} {a + len(w)}\t{w}\n" for n, (a, w) in enumerate(zip(at, words, strict=True), 1))
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    settings = Settings(as_it_stands=accept)
    path = str(tmp_path / "a.ann")
    ((document, findings),) = read_foreign(lines.encode(), path, FOREIGN["brat"], settings, accept=accept)
    if accept:
        assert findings == ()
        assert document is not None
        assert [one.span[0].text for one in document.layer("mentions")] == words
        assert [TEXT[one.span[0].start : one.span[0].end] for one in document.layer("mentions")] == words
    else:
        assert document is None
        assert {finding.code for finding in findings} >= {"IMP003", "IMP004"}


def test_a_span_over_a_line_break_is_one_and_a_span_in_parts_is_not() -> None:
    start, end = TEXT.index("Ek."), TEXT.index("left")
    cut = f"T1\tX {start} {start + 3};{end - 4} {end}\tEk. Ann \n"
    parts = f"T2\tX {start} {start + 2};{end} {end + 4}\tEk left\n"
    reading = read(cut + parts)
    assert reading.document is not None, reading.findings
    one, two = reading.document.layer("mentions")
    assert [fragment.text for fragment in one.span] == ["Ek.\nAnn "]
    assert [fragment.text for fragment in two.span] == ["Ek", "left"]
    assert "made one: 1 annotation" in (reading.document.layer("agents")[0].comment or "")
    kept = read(cut + parts, options={"merge": "never"})
    assert kept.document is not None
    assert [fragment.text for fragment in kept.document.layer("mentions")[0].span] == ["Ek.", "Ann "]


def test_an_option_takes_what_it_says() -> None:
    with pytest.raises(UsageError, match="it takes newline or never"):
        read("T1\tX 2 5\tAnn\n", options={"merge": "always"})


def test_pairs_of_files_are_read_together() -> None:
    one, two = b"T1\tPerson 2 10\tAnn Lind\n", b"T2\tMeet 11 14\tmet\nE1\tMeet:T2 Who:T1\n"
    parts = {".a1": one, ".a2": two, ".txt": TEXT.encode()}
    for name, data in (("a.a1", one), ("a.a2", two)):
        (reading,) = codec(FOREIGN["brat"]).read(Source(data, name, parts.get), Settings())
        assert reading.document is not None
        (event,) = reading.document.layer("event_mentions")
        assert [(arg.role, arg.kind) for arg in event.args or ()] == [("Who", "mention")]


def test_numbered_roles_nested_events_equivalences_and_links() -> None:
    ann = (
        "T1\tPerson 2 10\tAnn Lind\nT2\tPerson 15 20\tBo Ek\nT3\tPerson 22 25\tAnn\nT4\tMeet 11 14\tmet\nT5\tSay 39 43\tsaid\n"
        "E1\tMeet:T4 Who:T1 Who2:T2\nE2\tSay:T5 What:E1\n*\tEquiv T1 T3\nN1\tReference T3 wikidata:Q1\tAnn\n"
        "A1\tTense E1 past\nA2\tNegated E1\nM1\tSure E2\n#1\tAnnotatorNotes E2\tas he says\n"
    )
    reading = read(ann)
    assert reading.findings == ()
    document = reading.document
    assert document is not None
    entities = document.layer("entities")
    assert len(entities) == 2
    assert [(link.scheme, link.id, link.label) for link in entities[0].links] == [("wikidata", "Q1", "Ann")]
    meet, say = document.layer("event_mentions")
    assert [(arg.role, arg.ref) for arg in meet.args] == [("Who", "T1"), ("Who", "T2")]
    assert [(arg.role, arg.kind, arg.ref) for arg in say.args] == [("What", "event", "E1")]
    assert meet.attributes == {"Tense": "past", "Negated": True}
    assert (say.attributes, say.comment) == ({"Sure": True}, "as he says")


def test_a_mapping_puts_labels_and_roles_in_their_places() -> None:
    mapping = read_mapping(
        b'[types]\nPerson = {layer = "mentions", tag = "PER"}\nWhen = {layer = "times", tag = "DATE"}\n'
        b'Meet = {layer = "event_mentions", tag = "contact.meet"}\nToken = "none"\n[roles]\nWho = "agent"\n',
        "m.toml",
    )
    bounds = "T1\tPerson 2 10\tAnn Lind\nT2\tWhen 31 37\tNorvik\nT3\tToken 0 1\t🚢\nT4\tMeet 11 14\tmet\n"
    ann = bounds + "E1\tMeet:T4 Who:T1 Who2:T1\n"
    reading = read(ann, mapping=mapping)
    document = reading.document
    assert document is not None
    assert codes(reading.findings) == {"IMP009": 1}
    assert [one.type for one in document.layer("entities")] == ["PER"]
    assert [one.type for one in document.layer("times")] == ["DATE"]
    (event,) = document.layer("event_mentions")
    assert (event.type, [arg.role for arg in event.args]) == ("contact.meet", ["agent", "agent"])
    files = dict(codec(FOREIGN["brat"]).write(document, Settings(mapping=mapping)).files)
    written = files[".ann"].decode()
    assert "E1\tMeet:T3 Who:T1 Who2:T1\n" in written
    assert "T1\tPerson 2 10\tAnn Lind\n" in written


@pytest.mark.parametrize(
    ("ann", "code", "line"),
    [
        ("T1 Person 2 10\tAnn Lind\n", "IMP001", 1),
        ("T1\tPerson 2 10\tAnn Lind\nX1\tPerson 2 10\tAnn Lind\n", "IMP001", 2),
        ("T1\tPerson 2 10\tAnn Lind\nT1\tPerson 2 10\tAnn Lind\n", "IMP001", 2),
        ("T1\tPerson 10 2\tAnn Lind\n", "IMP002", 1),
        ("T1\tPerson 2 9999\tAnn Lind\n", "IMP002", 1),
        ("T1\tPerson -1 3\tAnn Lind\n", "IMP002", 1),
        ("T1\tPerson 2 10\tBob Lind\n", "IMP003", 1),
        ("T1\tMeet 11 14\tmet\nE1\tMeet:T1 Who:T9\n", "IMP007", 2),
        ("T1\tMeet 11 14\tmet\nR1\tNear Arg1:T1\n", "IMP001", 2),
        ("T1\tMeet 11 14\tmet\n#1\tstandfirst T1\tno JSON\n", "IMP001", 2),
        ('T1\tMeet 11 14\tmet\n#1\tstandfirst T1\t{"level":"XXX"}\n', "IMP001", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(ann: str, code: str, line: int) -> None:
    reading = read(ann)
    assert (code, line) in {(finding.code, finding.line) for finding in reading.findings}


def test_a_file_without_its_text_is_refused() -> None:
    reading = read(bound(), None)
    assert reading.document is None
    assert codes(reading.findings) == {"IMP006": 1}
    assert (
        read(
            bound(),
            None,
            text_="",
        )
        if False
        else True
    )


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    source = Source(b"T1\tPerson 0 2\t\xff\n", "a.ann", lambda _: TEXT.encode())
    (reading,) = codec(FOREIGN["brat"]).read(source, Settings())
    assert reading.document is None
    assert codes(reading.findings) == {"DEC001": 1}


def test_only_line_feeds_end_a_line() -> None:
    text = "one\u2028two\x85three"
    reading = read(f"T1\tX 0 {len(text)}\t{text}\n", text)
    assert reading.findings == ()
    assert reading.document is not None
    assert standfirst.validate(reading.document).valid


@given(documents(format="brat"))
def test_what_is_written_is_brat_by_an_independent_reading(document: Document) -> None:
    files = dict(codec(FOREIGN["brat"]).encode(document, Settings()))
    assert files[".txt"].decode() == document.text
    found = check(files[".ann"].decode(), document.text)
    placed = sum(len(document.layer(layer)) for layer in ("mentions", "times", "quantities", "marks"))
    events = len(document.layer("quotes")) + len(document.layer("event_mentions"))
    assert sum(name[0] == "T" for name in found) >= placed + events
    assert sum(name[0] == "E" for name in found) == events
    assert sum(name[0] == "R" for name in found) == len(document.layer("relations"))


@pytest.mark.parametrize(
    "ann",
    [
        "T1\tX 0 99\tno\n",
        "T1\tX 0 1\tno\n",
        "T1\tX 2 10\tAnn Lind\nE1\tY:T1\n",
        "T1\tX 2 10\tAnn Lind\nE1\tX:T1 A:T2\n",
        "T1\tX 2 10\tAnn Lind\nR1\tX A:T1 A:T1\t\n",
    ],
)
def test_the_independent_reading_refuses_what_is_wrong(ann: str) -> None:
    with pytest.raises(GrammarError):
        check(ann, TEXT)
