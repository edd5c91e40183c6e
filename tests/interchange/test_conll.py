"""CoNLL: schemes and what becomes of tags that keep to none, columns, documents, the text, and what does not fit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers import codes
from standfirst.errors import UsageError
from standfirst.interchange import FOREIGN, Settings, Source, codec, recognise_foreign
from standfirst.interchange.conll.tags import SCHEMES, Tagged, scheme_of, spans_of, tags_of
from standfirst.model import Document, Entity, Mention
from standfirst.reading import Reading

CONLL = codec(FOREIGN["conll"])


def read_all(data: str, text: str | None = None, **settings: Any) -> list[Reading]:
    beside = {".txt": text.encode() if text is not None else None}
    return list(CONLL.read(Source(data.encode(), "a.conll", beside.get), Settings(**settings)))


def read(data: str, text: str | None = None, **settings: Any) -> Reading:
    (reading,) = read_all(data, text, **settings)
    return reading


def words(reading: Reading) -> list[str]:
    assert reading.document is not None, reading.findings
    types = {one.id: one.type for one in reading.document.layer("entities")}
    return [f"{types[one.entity]} {one.span[0].text}" for one in reading.document.layer("mentions")]


@st.composite
def tagged(draw: st.DrawFn) -> tuple[list[Tagged], int]:
    """Spans of a sentence, in order and apart, and its length."""
    spans, at = [], 0
    for gap, length, label in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from("XY")))):
        spans.append(Tagged(label, at + gap, at + gap + length))
        at += gap + length
    return spans, at + draw(st.integers(0, 2))


@pytest.mark.parametrize("scheme", SCHEMES)
@given(sentence=tagged())
def test_spans_in_every_scheme_are_read_again(scheme: str, sentence: tuple[list[Tagged], int]) -> None:
    spans, length = sentence
    assert spans_of(tags_of(spans, length, scheme)) == spans


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_told_by_what_only_it_has(scheme: str) -> None:
    spans = [Tagged("X", 0, 2), Tagged("X", 2, 3), Tagged("Y", 4, 7)]
    assert scheme_of([tags_of(spans, 8, scheme)])[0] == scheme


def test_a_leading_inner_tag_opens_a_span_and_is_recorded() -> None:
    reading = read("Ann I-PER\nmet O\nBo B-PER\nEk I-PER\n")
    assert words(reading) == ["PER Ann", "PER Bo Ek"]
    assert reading.document is not None
    assert "1 inner tags" in (reading.document.layer("agents")[0].comment or "")


def test_line_ends_of_two_characters_part_sentences_and_are_no_part_of_tags() -> None:
    reading = read("Ann\tB-PER\r\n\r\nBo\tB-PER\r\n")
    assert reading.document is not None
    assert reading.document.text == "Ann\nBo"
    assert words(reading) == ["PER Ann", "PER Bo"]


def test_a_no_break_space_parts_nothing() -> None:
    assert words(read("New\u00a0York NNP B-LOC\nis VBZ O\n")) == ["LOC New\u00a0York"]


@pytest.mark.parametrize("row", ["-DOCSTART- -X- O O", "-DOCSTART- -X- -X- O", "-DOCSTART- O", "-DOCSTART-"])
def test_every_form_of_docstart_begins_a_document(row: str) -> None:
    readings = read_all(f"{row}\n\nAnn NNP I-NP B-PER\n\n{row}\n\nBo NNP I-NP B-PER\n")
    assert [words(one) for one in readings] == [["PER Ann"], ["PER Bo"]]
    assert [one.document and one.document.id for one in readings] == ["a-1", "a-2"]


def test_a_given_text_is_aligned_to() -> None:
    text = "Ann  met\n\nBo."
    reading = read("Ann B-PER\nmet O\n\nBo B-PER\n. O\n", text)
    assert reading.document is not None
    assert reading.document.text == text
    assert [one.span[0].start for one in reading.document.layer("mentions")] == [0, 10]


@pytest.mark.parametrize("text", ["Ann saw Bo.", "Ann met Bo. And left.", "Ann met"])
def test_a_text_that_has_other_words_is_refused(text: str) -> None:
    reading = read("Ann B-PER\nmet O\nBo B-PER\n. O\n", text)
    assert reading.document is None
    assert codes(reading.findings) == {"IMP003": 1}


@pytest.mark.parametrize(
    ("data", "line"),
    [("", 1), ("Ann\nmet\n", 1), ("Ann B-PER\nmet X-Y\nBo O\n", 2), ("Ann B-PER\nmet\nBo O\n", 2), ("a b\nc d\n", 1)],
)
def test_what_is_wrong_is_said_with_its_line(data: str, line: int) -> None:
    reading = read(data)
    assert reading.document is None
    assert [(one.code, one.line) for one in reading.findings] == [("IMP001", line)]


def nested() -> Document:
    document = Document.create("The Bank of Norvik's head left.", id="a", language="und", license="NOASSERTION")
    places = [("ORG", 4, 18), ("LOC", 12, 18), ("X", 5, 8)]
    entities = [Entity(id=f"e{n}", type=one[0]) for n, one in enumerate(places)]
    mentions = [
        Mention(id=f"m{n}", entity=f"e{n}", span=document.span((start, end)))
        for n, (_, start, end) in enumerate(places)
    ]
    return document.add(*entities, *mentions)


@pytest.mark.parametrize(
    ("options", "lost", "kept"),
    [
        ({}, {"m1", "m2"}, ["ORG Bank of Norvik"]),
        ({"columns": "2"}, {"m2"}, ["ORG Bank of Norvik", "LOC Norvik"]),
        ({"columns": "2", "cut": "yes"}, set(), ["ORG B ank of Norvik", "X ank", "LOC Norvik"]),
    ],
)
def test_mentions_in_one_another_and_inside_tokens(options: dict[str, str], lost: set[str], kept: list[str]) -> None:
    settings = Settings(id="a", options=options)
    written = CONLL.write(nested(), settings)
    assert {one for loss in written.losses if loss.kind == "mentions" for one in loss.ids} == lost
    (reading,) = CONLL.read(Source(written.files[0][1], "a.conll"), settings)
    assert sorted(words(reading)) == sorted(kept)


@pytest.mark.parametrize("options", [{"scheme": "BIO2"}, {"columns": "0"}, {"columns": "x"}, {"cut": "maybe"}])
def test_an_option_that_cannot_be_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        CONLL.write(nested(), Settings(options=options))


def test_tokens_can_be_cut_at_blanks_alone_and_an_unknown_tokeniser_is_refused() -> None:
    written = CONLL.write(nested(), Settings(tokeniser="spaces", options={"scheme": "BILOU"}))
    assert "Norvik's\tO\n" in written.files[0][1].decode()
    with pytest.raises(UsageError):
        CONLL.write(nested(), Settings(tokeniser="best"))


@pytest.mark.parametrize("name", ["a.conll", "a.iob", "a.bio"])
def test_a_file_is_recognised_by_its_name_or_by_how_it_begins(name: str) -> None:
    found = [recognise_foreign(b"Ann O\n", name), recognise_foreign(b"-DOCSTART- O\n\nAnn O\n", None)]
    assert [form and form.name for form in found] == ["conll", "conll"]
    assert recognise_foreign(b"Ann O\n", None) is None
