"""TEI and JSON hold the same, both readers of TEI give the same answer, and what programs do to a file is survived or said."""

import io
import json
import random
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
import standfirst
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st
from lxml import etree
from standfirst.check import Diagnoser, Options, check_data
from standfirst.finding import Report
from standfirst.formats.json.write import write as write_json
from standfirst.formats.tei.markup import unword, word
from standfirst.formats.tei.read import read, read_strictly
from standfirst.formats.tei.write import write
from standfirst.model import LAYERS, Document, Zone
from standfirst.report.json import render as render_json
from standfirst.strategies import documents
from tei_respelling import damaged, respelt

BOTH = documents() | documents(unknown=True)
ROOT = Path(__file__).resolve().parents[2]


def report(data: bytes, *, fast: bool) -> str:
    checked = list(check_data(data, "a.tei.xml", Options(fast=fast)))
    findings = tuple(finding for document in checked for finding in document.findings)
    skipped = sum(document.reading.omissions.count for document in checked)
    return render_json(Report(findings=findings, files=1, documents=len(checked), skipped_nodes=skipped))


def both_reports(data: bytes) -> str:
    reports = {report(data, fast=True), report(data, fast=False)}
    assert len(reports) == 1
    return reports.pop()


@given(BOTH)
def test_json_to_tei_to_json_and_back_change_no_byte(document: Document) -> None:
    tei = standfirst.dumps(document, "tei")
    back = standfirst.loads(tei, "tei")
    assert back == document
    assert write_json(back) == write_json(document)
    assert standfirst.dumps(back, "tei") == tei


@given(BOTH)
def test_a_canonical_file_is_one_record_a_line_and_ascii_where_it_can_be(document: Document) -> None:
    data = write(document)
    assert b"\r" not in data
    stand_off = data.partition(b"<standOff>\n")[2]
    for line in stand_off.splitlines(keepends=True):
        assert line.startswith(b"<")
        assert line.endswith(b">\n")


@given(BOTH)
def test_both_readers_agree_on_canonical_files(document: Document) -> None:
    data = write(document)
    assert json.loads(both_reports(data))["summary"]["errors"] == 0
    quick, strict = read(data), read_strictly(data)
    assert quick.document == strict.document == document


def test_most_canonical_files_take_the_fast_path() -> None:
    taken: list[bool] = []

    @settings(max_examples=200, derandomize=True, database=None)
    @given(documents())
    def look(document: Document) -> None:
        taken.append(read(write(document)).fast)

    look()
    assert sum(taken) >= len(taken) * 0.4
    for path in (*(ROOT / "samples" / "valid").glob("*.tei.xml"), *(ROOT / "corpus").glob("*.tei.xml")):
        assert read(path.read_bytes()).fast, path


@given(BOTH, st.integers(0, 2**32))
def test_other_spellings_are_the_same_document_with_a_note(document: Document, seed: int) -> None:
    data = write(document)
    other = respelt(data.decode("utf-8"), random.Random(seed)).encode("utf-8")
    codes = {finding["code"] for finding in json.loads(both_reports(other))["findings"]}
    assert read(other).document == document
    assert ("DEC016" in codes) == (other != data)


@settings(max_examples=200)
@given(BOTH, st.integers(0, 2**32))
def test_both_readers_agree_on_damaged_files(document: Document, seed: int) -> None:
    data = damaged(write(document).decode("utf-8"), random.Random(seed)).encode("utf-8")
    both_reports(data)
    quick = read(data)
    if quick.fast and quick.document is not None:
        assert write(quick.document) == data


@settings(max_examples=25)
@given(st.lists(documents(), min_size=3, max_size=3), st.integers(0, 2**32))
def test_what_the_fast_reader_takes_is_canonical(generated: list[Document], seed: int) -> None:
    """Many small changes to files that it takes, most of which it must leave to the strict reader."""
    chance = random.Random(seed)
    committed = [path.read_bytes() for path in (ROOT / "samples" / "valid").glob("*.tei.xml")]
    files = [data.decode("utf-8") for data in (*committed, *map(write, generated)) if read(data).fast]
    for _ in range(40):
        data = damaged(chance.choice(files), chance).encode("utf-8")
        reading = read(data)
        if reading.fast and reading.document is not None:
            assert write(reading.document) == data
            assert read_strictly(data).document == reading.document


PIECES: list[tuple[bytes, bytes]] = [
    (b"</spanGrp>\n", b"<x/></spanGrp>\n"),
    (b"<standOff>\n", b""),
    (b"<standOff>\n", b"<standOff>\n\n"),
    (b"</standOff>\n", b"</standOff>\n\n"),
    (b"</standOff>\n</TEI>\n", b"</TEI>\n"),
    (b"</ab></body>", b"</ab>\n</body>"),
    (b"<title>", b"<title >"),
    (b'"/>', b'"></f>'),
    (b'" type="', b'"  type="'),
    (b">said<", b">said &#x26;<"),
    (b">said<", b">sa>id<"),
    (b">said<", b">said&quot;<"),
    (b'value="1"', b'value="01"'),
    (b'"level"><numeric value="1"', b'"level"><numeric value="1.0"'),
    (b",0,", b",00,"),
]
"""What a canonical file may have, and what it may not have in its place."""


@pytest.mark.parametrize(("there", "instead"), PIECES)
def test_what_is_nearly_canonical_is_left_to_the_strict_reader(there: bytes, instead: bytes) -> None:
    tried = 0
    for path in (*(ROOT / "samples" / "valid").glob("*.tei.xml"), *(ROOT / "corpus").glob("*.tei.xml")):
        data = path.read_bytes()
        if there in data:
            tried += 1
            reading = read(data.replace(there, instead, 1))
            assert not reading.fast
            assert reading.findings
    assert tried


@pytest.mark.parametrize("literal", ["9007199254740992", "-9007199254740992", "1e400", "-0.0", "-0", "1" * 500])
def test_numbers_that_programs_read_differently_are_refused(literal: str) -> None:
    document = Document.create("a", id="d", language="en", license="CC0-1.0", attributes={"n": 7})
    data = write(document).replace(b'value="7"', f'value="{literal}"'.encode())
    assert "SCH015" in both_reports(data)


@given(documents(), st.integers(0, 2**32), st.integers(1, 4))
def test_both_readers_agree_on_damaged_bytes(document: Document, seed: int, times: int) -> None:
    chance = random.Random(seed)
    data = bytearray(write(document))
    for _ in range(times):
        at = chance.randrange(len(data))
        data[at : at + chance.choice([0, 1, 1, 5])] = chance.choice(
            [b"", b"<", b"\xff", b"\0", b"&", b" ", b"\x01", b"9"]
        )
    both_reports(bytes(data))


@given(st.binary(max_size=120))
@example(b"")
@example(b"<")
@example(b"<TEI/>")
@example(b"\xef\xbb\xbf<a/>")
@example(b'<?xml version="1.0" encoding="UTF-16"?><TEI/>')
@example(b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>")
def test_any_bytes_give_a_finding_and_no_exception(data: bytes) -> None:
    assert json.loads(both_reports(data))["summary"]["errors"] >= 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("_x0041_")
@example("_x005F_x0041_")
@example("\u0378🫠人物")
def test_tags_survive_as_words(tag: str) -> None:
    escaped = word(tag)
    assert unword(escaped) == tag
    assert word(unword(escaped)) == escaped


# Faults: what JSON says of them, TEI says too.

SPANS = [("mentions", "span"), ("mentions", "head"), ("times", "span"), ("quotes", "content"), ("quotes", "cue")]
SPANS += [("quotes", "source"), ("marks", "fragment"), ("event_mentions", "trigger"), ("segments", "span")]


def with_faults(tree: dict[str, Any], chance: random.Random) -> int:
    """Move offsets of some fragments, reverse or double fragments, change surfaces and contexts; how many were changed."""
    count = 0
    for layer, member in SPANS:
        for record in tree.get(layer, ()):
            place = record.get(member)
            if place is None or chance.random() < 0.4:
                continue
            fragments = place if isinstance(place, list) else [place]
            one = chance.choice(fragments)
            change = chance.randrange(6)
            if change == 0:
                one["start"] = max(0, one["start"] + chance.choice([-3, -1, 1, 2, 500]))
            elif change == 1:
                one["end"] = max(0, one["end"] + chance.choice([-3, -1, 1, 2, 500]))
            elif change == 2:
                one["text"] = one["text"][::-1] + "x"
            elif change == 3:
                one["prefix"] = "somewhere else "
            elif change == 4 and isinstance(place, list):
                place.append(dict(one))
            else:
                one["start"], one["end"] = one["end"], one["start"]
            count += 1
    return count


def said(data: bytes, name: str) -> list[tuple[Any, ...]]:
    """What is found, without the place in the file, which differs, and the note that another spelling would be canonical."""
    return sorted(
        (
            one.code,
            one.annotation or "",
            one.pointer or "",
            one.message,
            one.range or (),
            one.expected or "",
            one.found or "",
        )
        for checked in check_data(data, name, Options(diagnoser=Diagnoser()))
        for one in checked.findings
    )


@given(documents(), st.integers(0, 2**32))
def test_faults_of_offsets_are_found_in_tei_as_in_json(document: Document, seed: int) -> None:
    tree = json.loads(write_json(document))
    with_faults(tree, random.Random(seed))
    data = json.dumps(tree).encode()
    (checked,) = check_data(data, "a.json")
    if checked.reading.document is None or checked.reading.omissions.count:
        return
    tei = write(checked.reading.document)
    assert said(tei, "a.tei.xml") == said(data, "a.json")


PLACED = [
    path for path in sorted((ROOT / "samples" / "invalid").glob("*.json")) if path.name[:3] not in ("DEC", "SCH", "CRP")
]


@pytest.mark.parametrize("path", PLACED, ids=lambda path: path.name[:6])
def test_the_sample_of_each_rule_yields_it_in_tei_too(path: Path) -> None:
    data = path.read_bytes()
    (checked,) = check_data(data, path.name)
    document = checked.reading.document
    if path.name.startswith(("TXT005", "TXT013")):
        pytest.skip("XML has no such character, and the blocks of a text can neither overlap nor hold nothing")
    assert document is not None
    found = said(write(document), "a.tei.xml")
    assert found == said(data, path.name)
    assert path.name[:6] in {code for code, *_ in found}


def test_findings_have_a_line_a_column_and_an_xpath_that_leads_to_the_place() -> None:
    document = standfirst.load(ROOT / "corpus" / "chicago-open-letter.tei.xml")
    text = write(document).decode("utf-8")
    faulty = text.replace("#string-range(z3,0,219)", "#string-range(z3,0,218)")
    root = etree.fromstring(faulty.encode())
    lines = faulty.split("\n")
    findings = standfirst.validate(faulty.encode()).errors
    assert len(findings) == 3
    for finding in findings:
        assert finding.line is not None
        assert finding.column is not None
        assert finding.xpath is not None
        nodes: Any = root.xpath(finding.xpath, namespaces={"tei": "http://www.tei-c.org/ns/1.0"})
        (found,) = nodes
        assert found.sourceline == finding.line
        assert lines[finding.line - 1][finding.column - 1 :].startswith("<span")


def test_positions_are_exact_far_down_a_long_file() -> None:
    text = "".join(f"Ann left {number}.\n" for number in range(70_000))
    zones = tuple(
        Zone(id=f"z{number}", kind="paragraph", start=start, end=start + len(line))
        for number, (start, line) in enumerate(_starts(text))
    )
    document = Document.create(text, id="long", language="en", license="CC0-1.0", zones=zones)
    data = write(document) + b"<!-- \xf0\x9f\x98\x80 --><x/>\n"
    (finding,) = standfirst.validate(data).errors
    assert finding.code == "DEC012"
    assert (finding.line, finding.column) == (data.count(b"\n"), 11)
    bad = data[: data.rindex(b"<!--")].replace(b'xml:id="z69999" type', b'xml:id="z69999" kind')
    line = bad[: bad.index(b"kind")].count(b"\n") + 1
    assert line > 65_535
    unexpected = [finding for finding in standfirst.validate(bad).errors if finding.code == "SCH012"]
    assert [(finding.line, finding.column) for finding in unexpected] == [(line, len('</ab><ab xml:id="z69999" ') + 1)]


def _starts(text: str) -> list[tuple[int, str]]:
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        found.append((position, line.rstrip("\n")))
        position += len(line)
    return found


# What other programs do to a file.


def _xmllint(data: bytes) -> bytes:
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint is not installed")
    return subprocess.run(["xmllint", "--format", "-"], input=data, stdout=subprocess.PIPE, check=True).stdout


def _lxml_pretty(data: bytes) -> bytes:
    tree = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return bytes(etree.tostring(tree, pretty_print=True, encoding="UTF-8", xml_declaration=True))


def _lxml_indented(data: bytes) -> bytes:
    tree = etree.fromstring(data)
    etree.indent(tree)
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))


def _element_tree(data: bytes) -> bytes:
    tree = ET.ElementTree(ET.fromstring(data))
    ET.indent(tree)
    written = io.BytesIO()
    tree.write(written, encoding="utf-8", xml_declaration=True)
    return written.getvalue()


def _minidom(data: bytes) -> bytes:
    return minidom.parseString(data).toprettyxml(encoding="utf-8")


def _canonical_xml(data: bytes) -> bytes:
    written = io.BytesIO()
    etree.ElementTree(etree.fromstring(data)).write_c14n(written)
    return written.getvalue()


def _crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _saxon(data: bytes) -> bytes:
    saxonche = pytest.importorskip("saxonche", reason="SaxonC is not installed")
    sheet = (
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:output indent="yes"/><xsl:mode on-no-match="shallow-copy"/></xsl:stylesheet>'
    )
    with saxonche.PySaxonProcessor(license=False) as processor:
        compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
        node = processor.parse_xml(xml_text=data.decode("utf-8"))
        return str(compiled.transform_to_string(xdm_node=node)).encode("utf-8")


PROGRAMS: list[Callable[[bytes], bytes]] = [
    _xmllint, _lxml_pretty, _lxml_indented, _element_tree, _minidom, _canonical_xml, _crlf, _saxon,
]  # fmt: skip
KEEPS_ALL = {_xmllint, _lxml_pretty, _canonical_xml, _crlf}
LOSES_CR = {_element_tree, _minidom}
"""Those that write a CR as it is, so that the next parser makes LF of it, in every string; the text has its fingerprint."""


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__.strip("_"))
@settings(max_examples=20)
@given(document=BOTH)
def test_what_programs_make_of_a_file_is_the_same_document_or_is_found(
    program: Callable[[bytes], bytes], document: Document
) -> None:
    changed = program(write(document))
    read_again = read(changed).document
    (checked,) = check_data(changed, "a.tei.xml")
    errors = [finding for finding in checked.findings if finding.level == "error"]
    if program in KEEPS_ALL:
        assert read_again == document
    if program not in LOSES_CR:
        # White space alone beside an element is what indenting takes for its own: a context may become shorter by it.
        assert read_again == document or errors or without_contexts(read_again) == without_contexts(document)
    if read_again is not None and read_again.text != document.text:
        assert any(finding.code in ("TXT001", "SCH011", "SCH013", "SCH014") for finding in errors)


def without_contexts(document: Document | None) -> Any:
    """The document as plain JSON, without what stands beside its fragments."""
    return _bare(json.loads(write_json(document))) if document is not None else None


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        beside = ("prefix", "suffix") if {"start", "end", "text"} <= value.keys() else ()
        return {name: _bare(member) for name, member in value.items() if name not in beside}
    return [_bare(element) for element in value] if isinstance(value, list) else value


# The strategies reach what is special in TEI.


def test_documents_have_what_is_hard_for_tei() -> None:
    seen = dict.fromkeys(
        ("crossing", "gap first", "gap between", "gap last", "no gap", "runs", "deep", "attributes"), 0
    )
    total = 0

    def look(document: Document) -> None:
        nonlocal total
        total += 1
        for name in _special(document):
            seen[name] += 1

    # After ten examples Hypothesis begins to vary earlier ones, so many short runs say more than a long one.
    for number in range(40):
        seed(number)(settings(max_examples=10, database=None)(given(documents())(look)))()
    assert min(seen.values()) >= 0.01 * total, seen


def _special(document: Document) -> set[str]:
    found: set[str] = set()
    zones = document.zones or ()
    borders = {zone.start for zone in zones} | {zone.end for zone in zones}
    fragments = [fragment for mention in document.mentions or () for fragment in mention.span]
    if any(fragment.start < border < fragment.end for fragment in fragments for border in borders):
        found.add("crossing")
    edges = [0, *(edge for zone in zones for edge in (zone.start, zone.end)), len(document.text)]
    gaps = [edges[number] < edges[number + 1] for number in range(0, len(edges), 2)]
    if zones:
        found |= {name for name, there in (("gap first", gaps[0]), ("gap last", gaps[-1])) if there}
        found |= {"gap between"} if any(gaps[1:-1]) else set()
        found |= set() if any(gaps) else {"no gap"}
    types = [entity.type for entity in document.entities or ()]
    if len(types) > 2 and len(set(types)) > 1:
        found.add("runs")
    parents = {quote.id: quote.parent for quote in document.quotes or ()}
    if any(parents.get(parent or "") for parent in parents.values()):
        found.add("deep")
    if any(annotation.attributes for layer in LAYERS for annotation in document.layer(layer)):
        found.add("attributes")
    return found
