"""What WebAnno TSV files in the wild are like: escapes, stacks, parts of tokens, chains, slots, and what is wrong with them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers import codes
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.mapping import Target, TypeMapping
from standfirst.interchange.webanno.escapes import escaped_text, escaped_value, parts_of, text_of, value_of
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.strategies import documents

NE = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value"
TEXT = "🚢 Ann met Bo."


def tsv(*rows: str, layers: tuple[str, ...] = (NE,), text: str = TEXT, version: str = "3.3") -> str:
    """A file of one sentence: rows with blanks where tabs belong."""
    head = "\n".join((f"#FORMAT=WebAnno TSV {version}", *layers))
    lines = "\n".join(row.replace(" ", "\t") + "\t" for row in rows)
    return f"{head}\n\n\n#Text={text}\n{lines}\n"


def read(content: str, **settings: Any) -> Reading:
    (reading,) = codec(FOREIGN["webanno-tsv"]).read(Source(content.encode(), "a.tsv"), Settings(**settings))
    return reading


def document_of(content: str, **settings: Any) -> Document:
    reading = read(content, **settings)
    assert reading.document is not None, reading.findings
    return reading.document


NAMES = tsv(
    "1-1 0-2 🚢 _ _",
    "1-2 3-6 Ann * PER",
    "1-3 7-10 met _ _",
    "1-4 11-13 Bo http://www.wikidata.org/entity/Q1 LOC",
    "1-5 13-14 . _ _",
)


def test_offsets_count_utf16_code_units() -> None:
    document = document_of(NAMES)
    assert [(one.span[0].start, one.span[0].text) for one in document.layer("mentions")] == [(2, "Ann"), (10, "Bo")]
    assert [(one.type, one.links and one.links[0].id) for one in document.layer("entities")] == [
        ("PER", None),
        ("LOC", "Q1"),
    ]
    assert document.text == TEXT


def test_another_unit_is_proved_by_the_forms_and_recorded() -> None:
    content = tsv("1-1 0-1 🚢 _ _", "1-2 2-5 Ann * PER", text="🚢 Ann")
    reading = read(content)
    assert reading.document is not None
    assert codes(reading.findings) == {"IMP008": 2}
    assert "codepoint" in str((reading.document.agents or ())[-1].comment)
    assert codes(read(content, unit="utf16").findings) == {"IMP002": 1, "IMP003": 1}


def test_an_offset_inside_a_character_is_an_error() -> None:
    reading = read(tsv("1-1 0-2 🚢 _ _", "1-1.1 0-1 ? * PER", text="🚢"), unit="utf16")
    assert reading.document is None
    assert [(one.code, one.line) for one in reading.findings] == [("IMP002", 7)]


def test_a_text_that_is_given_is_aligned_to_and_nothing_else_taken_for_it() -> None:
    given_text = "\ufeff🚢\r\nAnn   met Bo.\r\n"
    document = document_of(NAMES, text=given_text)
    assert document.text == given_text
    assert [(one.span[0].start, one.span[0].text) for one in document.layer("mentions")] == [(4, "Ann"), (14, "Bo")]


@pytest.mark.parametrize("text", ["🚢 Ann saw Bo.", "🚢 Ann met Bo. And", "Ann met Bo."])
def test_a_text_that_is_another_is_refused(text: str) -> None:
    reading = read(NAMES, text=text)
    assert reading.document is None
    assert codes(reading.findings) == {"IMP003": 1}


def test_spans_over_tokens_parts_and_stacks() -> None:
    content = tsv(
        "1-1 0-6 aaaaaa *[1]|*[2] A[1]|B[2]", "1-1.1 3-6 aaa *[3] C[3]", "1-2 7-9 bb *[1]|*[3] A[1]|C[3]", "1-2.1 8-8  * D",
        text="aaaaaa bb",
    )  # fmt: skip
    document = document_of(content)
    types = {one.id: one.type for one in document.layer("entities")}
    found = {(types[one.entity], one.span[0].start, one.span[0].end) for one in document.layer("mentions")}
    assert found == {("A", 0, 9), ("B", 0, 6), ("C", 3, 9), ("D", 8, 8)}


def test_slots_are_arguments_and_chains_entities() -> None:
    layers = (
        "#T_SP=c.Span|",
        "#T_SP=c.Meet|ROLE_c.Meet:who_c.Link|c.Span",
        "#T_CH=c.CorefLink|referenceRelation|referenceType",
        "#T_RL=c.Near|kind|BT_c.Span",
    )
    content = tsv(
        "1-1 0-3 Ann * _ _ *->1-1 name[1] _ _", "1-2 4-7 met _ a\\;b;* 1-1;1-3[9] _ _ _ _",
        "1-3 8-10 Bo *[9] _ _ x->1-2 *[1] by 1-1[0_9]", layers=layers, text="Ann met Bo",
    )  # fmt: skip
    document = document_of(content)
    (event,) = document.layer("event_mentions")
    assert [(arg.role, arg.kind) for arg in event.args or ()] == [("a;b", "mention"), ("who", "mention")]
    (relation,) = document.layer("relations")
    surfaces = {one.id: one.span[0].text for one in document.layer("mentions")}
    assert (relation.type, surfaces[relation.from_], surfaces[relation.to]) == ("Near", "Ann", "Bo")
    assert relation.attributes == {"kind": "by"}
    chained = [one for one in document.layer("mentions") if one.attributes]
    assert [one.attributes for one in chained] == [{"referenceType": "name"}, {"referenceRelation": "x"}]
    assert len({one.entity for one in chained}) == 1


def test_java_escapes_of_older_files() -> None:
    content = tsv("1-1 0-3 a\\b", layers=(), text=r"a\\b \u00e4\t\ud83d\ude00", version="3.1").replace(
        "0-3\ta\\b", "0-3\ta\\b"
    )
    assert document_of(content).text == "a\\b ä\t😀"
    assert document_of(content.replace("3.1", "3.3").replace(r"\u00e4\t\ud83d\ude00", r"\u")).text == "a\\b \\u"


def test_text_between_sentences_is_a_line_feed_and_blanks() -> None:
    content = (
        "#FORMAT=WebAnno TSV 3.2\n\n\n#Text=One.\n1-1\t2-6\tOne.\t\n\n"
        "#Text=Two\n#Text=lines.\n2-1\t9-12\tTwo\t\n2-2\t13-19\tlines.\t\n"
    )
    reading = read(content.replace("\n", "\r\n"))
    assert reading.document is not None
    assert reading.document.text == "  One.\n  Two\nlines."
    assert codes(reading.findings) == {"IMP008": 1}


def test_a_form_with_a_tab_breaks_no_row() -> None:
    content = tsv("1-1 0-3 a~b * X", text="a\\tb").replace("~", "\t")
    assert [one.span[0].text for one in document_of(content).layer("mentions")] == ["a\tb"]


def test_a_mapping_puts_a_layer_in_its_place() -> None:
    content = tsv("1-1 0-3 met *", layers=("#T_SP=webanno.custom.Meet|kind",), text="met")
    mapped = TypeMapping({"Meet": Target("event_mentions", "meet")})
    assert [one.type for one in document_of(content, mapping=mapped).layer("event_mentions")] == ["meet"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", {"IMP001": 1}),
        ("#FORMAT=WebAnno TSV 2.0\n", {"IMP001": 1}),
        ("#FORMAT=WebAnno TSV 3.3\n\n\n", {"IMP001": 1}),
        ("#FORMAT=WebAnno TSV 3.3\n#T_RL=c.Near|kind\n", {"IMP001": 1}),
        ("#FORMAT=WebAnno TSV 3.3\n#T_CH=c.Link|other\n", {"IMP001": 1}),
        (tsv("1-1 0-3 Ann", text="Ann"), {"IMP001": 1}),
        (tsv("1-1 0-x Ann _ _", text="Ann"), {"IMP001": 1}),
        (tsv("1-1.1 0-1 A _ _", text="Ann"), {"IMP001": 1}),
        (tsv("1-1 0-3 Ann a|b c", text="Ann"), {"IMP001": 1}),
        (tsv("1-1 0-3 Bob _ _", text="Ann"), {"IMP003": 1}),
        (tsv("1-1 0-9 Ann _ _", text="Ann"), {"IMP002": 1}),
        (tsv("1-1 999999999-1000000002 Ann _ _", text="Ann"), {"IMP002": 1}),
        (tsv("1-1 0-3 Ann _ _", text="Ann") + "\n#Text=Bo\n2-1\t2-4\tBo\t_\t_\t\n", {"IMP002": 1}),
        (tsv("1-1 0-3 Ann _ _", "1-1 3-3  _ _", text="Ann"), {"IMP003": 1}),
        (tsv("1-1 0-3 Ann _ _", "1-2 1-3 nn _ _", text="Ann"), {"IMP002": 1}),
        (tsv("1-1 0-3 Ann *", layers=("#T_CH=c.Link|referenceRelation",), text="Ann"), {"IMP001": 1}),
        (tsv("1-1 0-3 Ann a;b 1-1", layers=("#T_SP=c.A|ROLE_c.A:s_c.L|c.A",), text="Ann"), {"IMP001": 1}),
        (tsv("1-1 0-3 Ann a 1-7", layers=("#T_SP=c.A|ROLE_c.A:s_c.L|c.A",), text="Ann"), {"IMP007": 1}),
        (tsv("1-1 0-3 Ann a 1-1[4]", layers=("#T_SP=c.A|ROLE_c.A:s_c.L|c.A",), text="Ann"), {"IMP007": 1}),
        (tsv("1-1 0-3 Ann * 1-2[0_0]", layers=("#T_RL=c.N|k|BT_c.A",), text="Ann"), {"IMP007": 2}),
        (tsv("1-1 0-3 Ann *[1] *[1] *[1]", layers=(NE, "#T_SP=c.A|"), text="Ann"), {"IMP001": 1}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(content: str, found: dict[str, int]) -> None:
    reading = read(content)
    assert reading.document is None
    assert codes(reading.findings) == found
    assert all(one.line for one in reading.findings)


def test_layers_of_others_may_refer_to_ours() -> None:
    """A file of ours that somebody annotated further."""
    form = codec(FOREIGN["webanno-tsv"])
    document = document_of(NAMES)
    ((_, data),) = form.encode(form.keep(document, Settings())[0], Settings())
    head, _, body = data.decode().partition("\n\n")
    rows = [f"{row}_\t_\t" if row[:1].isdigit() else row for row in body.split("\n")]
    rows = [row[: -len("_\t_\t")] + "*\t1-2[1_2]\t" if row.startswith("1-4\t") else row for row in rows]
    named = NE.removeprefix("#T_SP=").partition("|")[0]
    again = document_of(f"{head}\n#T_RL=webanno.custom.Knows|how|BT_{named}\n\n" + "\n".join(rows))
    (relation,) = again.layer("relations")
    surfaces = {one.id: one.span[0].text for one in again.layer("mentions")}
    assert (relation.type, surfaces[relation.from_], surfaces[relation.to]) == ("Knows", "Ann", "Bo")


def test_slots_of_others_may_lead_to_quotes_and_marks_of_ours() -> None:
    layers = (
        "#T_SP=standfirst.tsv.Quote|id|label|members",
        "#T_SP=standfirst.tsv.Mark|id|label|members",
        "#T_SP=c.Meet|ROLE_c.Meet:who_c.Link|uima.tcas.Annotation",
    )
    members = '{"medium":"speech"}'
    content = tsv(
        f"1-1 0-3 Ann q1[1] direct[1] {members}[1] k1[2] scare[2] *[2] a;b 1-1[1];1-1[2]", layers=layers, text="Ann"
    )
    (event,) = document_of(content).layer("event_mentions")
    assert [(arg.role, arg.kind, arg.ref) for arg in event.args or ()] == [("a", "quote", "q1"), ("b", "span", None)]


@given(st.text(), st.sampled_from("|;"))
def test_escapes_are_undone(value: str, separator: str) -> None:
    assert value_of(escaped_value(value)) == value
    assert text_of(escaped_text(value), (3, 3)) == value
    assert (
        parts_of(separator.join((escaped_value(value), escaped_value(value))), separator) == [escaped_value(value)] * 2
    )


def plain_cells(data: str) -> tuple[list[str], list[list[str]]]:
    """The forms, and the cells of all rows, by nothing but tabs and line feeds."""
    rows = [line.split("\t") for line in data.split("\n") if line[:1].isdigit()]
    return [row[2] for row in rows], [row[3:-1] for row in rows]


@given(document=documents(format="webanno-tsv"))
def test_what_is_written_is_a_table(document: Document) -> None:
    """Every row has a cell for each column of the header, its offsets are those of its form, and every stack is as deep."""
    form = codec(FOREIGN["webanno-tsv"])
    ((_, data),) = form.encode(form.keep(document, Settings())[0], Settings())
    lines = data.decode().split("\n")
    width = sum(max(1, line.count("|")) for line in lines if line.startswith("#T_"))
    text = document_of(data.decode()).text.encode("utf-16-le")
    for line in lines:
        if not line[:1].isdigit():
            continue
        _, place, words, *cells, last = line.split("\t")
        start, end = map(int, place.split("-"))
        assert text[2 * start : 2 * end].decode("utf-16-le") == words
        assert (len(cells), last) == (width, "")
    assert plain_cells(data.decode())[0]
