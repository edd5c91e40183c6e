"""WebAnno TSV by others: every file is read, and says what the XMI of the same document says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from peers import codes, counts, elements, expected, readings
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.model import Document
from standfirst.reading import Reading

TYPES = "webanno-tsv/webannoTestTypes.xml"
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"

MOVED = {
    "testAnnotationWithLeadingWhitespace": ((4, 8), (5, 8)),
    "testAnnotationWithTrailingWhitespace": ((0, 4), (0, 3)),
    "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken": ((1, 1), (2, 2)),
    "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken": ((8, 8), (7, 7)),
}
"""Files whose writer moved a span, for the format has no place in white space: where it is as XMI, and where it is here."""

LABELS = {"testTokenBoundedSpanWithFeatureValue": 5, "testTokenBoundedSpanWithSpecialSymbolsValue": 1}
"""Files with types that are no tags: how many."""


def folders(oracles: Path) -> list[Path]:
    return sorted(path for path in (oracles / "peers" / "webanno-tsv").iterdir() if path.is_dir())


def read(folder: Path, oracles: Path, **settings: Any) -> Reading:
    """The TSV of a pair. Some of them name a layer otherwise than their XMI, and a feature otherwise than the types."""
    data = (folder / "reference.tsv").read_bytes()
    if b"custom:Span " not in (folder / "reference.xmi").read_bytes():
        data = data.replace(b"webanno.custom.Span", NAMED.encode())
    data = data.replace(b"|integerValue|", b"|intValue|")
    types = (oracles / "peers" / TYPES).read_bytes()
    (reading,) = codec(FOREIGN["webanno-tsv"]).read(
        Source(data, "reference.tsv"), Settings(typesystems=(types,), **settings)
    )
    return reading


def twin(folder: Path, oracles: Path) -> Document:
    (reading,) = readings(folder / "reference.xmi", "uima-xmi", typesystems=((oracles / "peers" / TYPES).read_bytes(),))
    assert reading.document is not None
    return reading.document


def said(document: Document) -> Counter[Any]:
    """Everything that a document says, without ids and order."""
    entities = {one.id: one for one in document.layer("entities")}
    spans = {one.id: one.span for layer in ("mentions", "segments") for one in document.layer(layer)}
    spans |= {one.id: one.trigger for one in document.layer("event_mentions")}
    found: Counter[Any] = Counter()
    groups: dict[str, list[Any]] = {}
    for one in document.layer("segments"):
        found["segment", one.kind, one.span, one.type, str(one.attributes)] += 1
    for one in document.layer("mentions"):
        about = entities[one.entity]
        found["mention", about.type, about.links, one.span, str(one.attributes)] += 1
        groups.setdefault(one.entity, []).append(one.span)
    for group in groups.values():
        found["entity", tuple(sorted(group, key=str))] += 1
    for one in document.layer("event_mentions"):
        args = tuple((arg.role, arg.kind, arg.span or spans[arg.ref]) for arg in one.args or ())
        found["event", one.type, one.trigger, str(one.attributes), args] += 1
    for one in document.layer("relations"):
        attributes = sorted((one.attributes or {}).items())
        found["relation", one.type, spans[one.from_], spans[one.to], str(attributes)] += 1
    return found


def test_the_tables_have_every_file(oracles: Path) -> None:
    names = {path.name for path in folders(oracles)}
    assert len(names) == 37
    assert MOVED.keys() | LABELS.keys() <= names


def test_every_file_is_read_whole(oracles: Path) -> None:
    for folder in folders(oracles):
        reading = read(folder, oracles)
        assert codes(reading.findings) == {"IMP008": 1} | (
            {"IMP010": LABELS[folder.name]} if folder.name in LABELS else {}
        ), folder.name
        rows = (folder / "reference.tsv").read_text("utf-8").split("\n")
        names = [row.split("\t")[0] for row in rows if row[:1].isdigit()]
        tokens = [name for name in names if "." not in name]
        sentences = {name.split("-")[0] for name in tokens}
        found = counts(reading.document)
        assert found["segments"] == len(tokens) + len(sentences), folder.name
        assert found == expected(elements(folder / "reference.xmi")), folder.name


@pytest.mark.parametrize("given", [False, True], ids=["rebuilt", "aligned"])
def test_a_file_and_its_xmi_say_the_same(oracles: Path, given: bool) -> None:
    for folder in folders(oracles):
        other = twin(folder, oracles)
        document = read(folder, oracles, text=other.text if given else None).document
        assert document is not None
        assert document.text == (other.text if given else other.text.rstrip()), folder.name
        mine, theirs = said(document), said(other)
        if folder.name not in MOVED:
            assert mine == theirs, folder.name
            continue
        was, now = MOVED[folder.name]
        assert {(one.span[0].start, one.span[0].end) for one in other.layer("mentions")} == {was}
        assert {(one.span[0].start, one.span[0].end) for one in document.layer("mentions")} == {now}
        assert {row for row in mine if row[0] == "segment"} == {row for row in theirs if row[0] == "segment"}


def test_the_writer_gives_a_file_that_says_the_same(oracles: Path) -> None:
    """What others annotated, written by us and read again."""
    made = codec(FOREIGN["webanno-tsv"])
    for folder in folders(oracles):
        document = read(folder, oracles).document
        assert document is not None
        kept, losses = made.keep(document, Settings())
        ((suffix, data),) = made.encode(kept, Settings())
        (reading,) = made.read(Source(data, "a" + suffix), Settings())
        assert reading.document is not None
        lost = {loss.kind for loss in losses}
        rows = {row for row in said(kept) if row[0] not in {"relation"} or "relations" not in lost}
        assert rows <= set(said(reading.document)), folder.name
