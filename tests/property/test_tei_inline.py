"""TEI with inline markup: the text survives, the file is TEI, and every annotation is in it or named as lost."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from standfirst.formats.tei_inline import write
from standfirst.formats.tei_inline.kinds import items_of
from standfirst.formats.tei_inline.nest import MAX_CUTS
from standfirst.formats.tei_inline.w3c import is_duration, is_when
from standfirst.model import LAYERS, Document, Entity, Mention, Quote, Zone
from standfirst.strategies import documents

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("ref", "who", "toWhom", "corresp", "resp", "next", "prev", "active", "passive")


@pytest.fixture(scope="session")
def faults(tei_schema: Any) -> Callable[[bytes], str]:
    """What the schema of the Text Encoding Initiative has against a file; empty where that is nothing."""

    def found(data: bytes) -> str:
        return "" if tei_schema.validate(etree.fromstring(data)) else str(tei_schema.error_log)

    return found


def parsed(document: Document) -> Element:
    return ElementTree.fromstring(write(document)[0])


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def blocks(root: Element) -> list[Element]:
    return root.findall(f"{TEI}text/{TEI}body/{TEI}ab")


def parts_of(root: Element, annotation_id: str) -> list[Element]:
    """The parts of an annotation's element, found as a program finds them: by @next from the first."""
    by_id = {one.get(XML_ID, ""): one for one in root.iter()}
    found = [by_id[annotation_id]]
    while (following := found[-1].get("next")) is not None:
        assert by_id[following[1:]].get("prev") == f"#{found[-1].get(XML_ID)}"
        found.append(by_id[following[1:]])
    return found


@settings(max_examples=40)
@given(document=documents(unknown=True))
def test_generated_documents_are_valid_tei(faults: Callable[[bytes], str], document: Document) -> None:
    assert faults(write(document)[0]) == ""


@given(documents())
def test_the_blocks_hold_the_text(document: Document) -> None:
    root = parsed(document)
    assert "".join(map(text_of, blocks(root))) == document.text
    zones = {zone.id: document.text[zone.start : zone.end] for zone in document.layer("zones")}
    held = {block.get(XML_ID, ""): text_of(block) for block in blocks(root)}
    assert zones.items() <= held.items()


@given(documents())
def test_every_annotation_is_in_the_file_or_named_as_lost(document: Document) -> None:
    data, losses = write(document)
    there = {element.get(XML_ID) for element in ElementTree.fromstring(data).iter()}
    lost = {name for loss in losses for name in loss.ids}
    assert all(loss.count >= len(loss.ids) and loss.count and loss.why for loss in losses)
    for layer in LAYERS:
        for annotation in document.layer(layer):
            assert annotation.id in there or annotation.id in lost


@given(documents())
def test_the_parts_of_an_element_are_the_surface_of_its_annotation(document: Document) -> None:
    root = parsed(document)
    there = {element.get(XML_ID) for element in root.iter()}
    for item in items_of(document):
        if not item.kind.part and item.record.id in there:
            surface = "".join(document.text[start:end] for start, end in item.stretches)
            assert "".join(map(text_of, parts_of(root, item.record.id))) == surface


@given(documents())
def test_pointers_lead_to_elements_and_ids_are_unique(document: Document) -> None:
    root = parsed(document)
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID) is not None]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        for name in POINTERS:
            for pointer in (element.get(name) or "").split():
                assert pointer[0] == "#"
                assert pointer[1:] in ids


@given(documents())
def test_no_sentence_is_in_a_sentence(document: Document) -> None:
    assert not parsed(document).findall(f".//{TEI}s//{TEI}s")


@given(documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert write(document) == write(document)


TEXT = "abcdefghijklmnopqrst"
_spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair))), max_size=8
)


@given(_spans, st.sets(st.integers(1, 19), max_size=3))
def test_what_is_left_out_crosses_and_what_splits_is_kept(spans: list[tuple[int, int]], borders: set[int]) -> None:
    """Over names, sentences and quotes at the same places: a plain, quadratic look at what crosses what."""
    edges = [0, *sorted(borders), len(TEXT)]
    document = Document.create(TEXT, id="d", language="en", license="CC0-1.0")
    document = document.add(
        *[Zone(id=f"z{start}", kind="paragraph", start=start, end=end) for start, end in pairwise(edges)],
        Entity(id="e1", type="PER"),
        *[Mention(id=f"m{i}", entity="e1", span=document.span(span)) for i, span in enumerate(spans)],
        *[Quote(id=f"q{i}", content=document.span(span)) for i, span in enumerate(spans) if span[0] < span[1]],
    )
    data, losses = write(document)
    root = ElementTree.fromstring(data)
    lost = {name for loss in losses if loss.kind == "mention" for name in loss.ids}
    assert not [loss for loss in losses if loss.kind == "quote"]
    kept = [span for i, span in enumerate(spans) if f"m{i}" not in lost]
    pieces = [piece for span in kept for piece in cut(span, borders)]
    assert not any(crosses(one, other) for one in pieces for other in pieces)
    for i, span in enumerate(spans):
        if f"m{i}" in lost:
            assert any(crosses(one, other) for one in cut(span, borders) for other in pieces)
    assert len(root.findall(f".//{TEI}persName[@ref]")) == len(pieces)


def cut(span: tuple[int, int], borders: set[int]) -> list[tuple[int, int]]:
    places = [span[0], *sorted(one for one in borders if span[0] < one < span[1]), span[1]]
    return list(pairwise(places))


def crosses(one: tuple[int, int], other: tuple[int, int]) -> bool:
    (start, end), (begin, stop) = sorted((one, other))
    return start < begin < end < stop


VALUES = [
    ("2024", True, False),
    ("2024-02", True, False),
    ("2024-02-29", True, False),
    ("2023-02-29", False, False),
    ("1900-02-29", False, False),
    ("2023-04-31", False, False),
    ("0000-01-01", False, False),
    ("2024-02-29T10:00:00Z", True, False),
    ("2024-02-29T10:00", False, False),
    ("10:30:00+01:00", True, False),
    ("2024-W07", False, False),
    ("XXXX-WXX-5", False, False),
    ("２０２４", False, False),
    ("2024\n", False, False),
    ("P1Y2M3DT4H5M6.7S", False, True),
    ("PT36H", False, True),
    ("P2W", False, False),
    ("P", False, False),
    ("P1DT", False, False),
    ("PT1.5H", False, False),
    ("", False, False),
]
"""Values of times, whether they are dates or times of XML Schema, and whether durations."""


@pytest.mark.parametrize(("value", "when", "duration"), VALUES)
def test_dates_and_durations_are_those_of_xml_schema(value: str, when: bool, duration: bool) -> None:
    assert (is_when(value), is_duration(value)) == (when, duration)


@pytest.mark.parametrize(("name", "column"), [("when", 1), ("dur", 2)])
def test_what_is_taken_for_a_date_or_a_duration_is_one_to_the_schema(
    name: str, column: int, faults: Callable[[bytes], str]
) -> None:
    data = write(Document.create("here", id="d", language="en", license="CC0-1.0"))[0]
    for row in VALUES:
        if row[column]:
            assert faults(data.replace(b">here<", f'><date {name}="{row[0]}"/><'.encode())) == "", row


def test_the_file_does_not_grow_without_measure() -> None:
    """Quotes that cross hundreds of others: those in too many parts are left out, and the file stays in proportion."""
    chance, size = random.Random(7), 4_000
    blank = Document.create("word " * size, id="d", language="en", license="CC0-1.0")
    starts = [5 * chance.randrange(size) for _ in range(size)]
    ends = [min(start + 5 * chance.randrange(1, 400), 5 * size) - 1 for start in starts]
    spans = [blank.span(stretch) for stretch in zip(starts, ends, strict=True)]
    document = msgspec.structs.replace(
        blank, quotes=tuple(Quote(id=f"q{i}", content=one) for i, one in enumerate(spans))
    )
    data, losses = write(document)
    root = ElementTree.fromstring(data)
    assert "".join(map(text_of, blocks(root))) == document.text
    (left_out,) = [loss.ids for loss in losses if loss.kind == "quote"]
    parts = root.findall(f".//{TEI}said")
    assert size - len(left_out) <= len(parts) <= (MAX_CUTS + 1) * (size - len(left_out))
