"""Places in files: every one that is looked up is the one that a slow and simple way finds."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standfirst import strategies
from standfirst.finding import Finding, Region
from standfirst.formats.json import positions as json_positions
from standfirst.formats.json.locate import locate
from standfirst.formats.json.scan import scan
from standfirst.formats.json.write import write, write_line
from standfirst.formats.lines import Lines
from standfirst.formats.pointer import pointer
from standfirst.formats.tei import positions as tei_positions
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.interpret import interpret
from standfirst.formats.tei.parse import parse
from standfirst.formats.tei.write import write as write_tei
from standfirst.model import Document

LINE_END = re.compile("\r\n|\r|\n")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def finding(way: str, range: tuple[int, int] | None = None) -> Finding:
    return Finding(code="OFF002", name="n", level="error", message="m", pointer=way, range=range)


def cut(text: str, region: Region) -> str:
    """What a region holds, by lines and columns alone."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return text[starts[region.line - 1] + region.column - 1 : starts[region.end_line - 1] + region.end_column - 1]


def cut_bytes(data: bytes, region: Region) -> bytes:
    """The same, by bytes."""
    starts = [0, *(match.end() for match in re.finditer(b"\r\n|\r|\n", data))]
    begin = starts[region.line - 1] + region.byte_column - 1
    return data[begin : starts[region.end_line - 1] + region.end_byte_column - 1]


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_every_member_of_a_json_text_is_where_the_scanner_finds_it(
    tree: object, indent: int | None, plain: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=plain)
    every = {pointer(path): place for path, place in scan(text, limit=2**53).places.items()}
    found = locate(text, every)
    assert found == every
    for way, place in found.items():
        assert locate(text, [way])[way] == place


@given(st.text(alphabet=st.sampled_from("a\r\n\u00e9\U0001f600\u2028"), max_size=60), st.data())
def test_lines_columns_and_bytes_are_those_of_a_plain_count(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = Lines(text)
    region = lines.region(start, end)
    assert cut(text, region) == text[start:end]
    assert cut_bytes(text.encode("utf-8"), region) == text[start:end].encode("utf-8")
    assert lines.position(region.line, region.column) <= start  # between CR and LF the line is already at its end
    assert region.excerpt is not None
    if region.line == region.end_line:
        assert (region.excerpt.before + region.excerpt.marked + region.excerpt.after).strip("\r") in text


@given(strategies.documents(), st.data())
@settings(max_examples=60)
def test_ranges_are_found_in_the_string_of_a_json_file(document: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    tree = json.loads(write(document))
    for written in (
        write(document),
        write_line(document),
        json.dumps(tree).encode("ascii"),
        json.dumps(tree, indent=1).replace("\n", "\r\n").encode("ascii"),
    ):
        (one, other) = json_positions.place([finding("/text", (start, end)), finding("/id", (start, end))], written)
        text = written.decode("utf-8")
        for region in (one.region, other.words):
            assert region is not None
            assert json.loads(f'"{cut(text, region)}"') == document.text[start:end]
            assert cut_bytes(written, region).decode("utf-8") == cut(text, region)
        assert one.words is None
        assert other.region is not None
        assert json.loads(cut(text, other.region)) == document.id


@given(strategies.documents(), st.data())
@settings(max_examples=60)
def test_ranges_are_found_in_the_blocks_of_a_tei_file(document: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    plain = write_tei(document)
    for written in (plain, b"\xef\xbb\xbf" + plain, plain.replace(b"\n", b"\r\n")):
        (one,) = tei_positions.place([finding("/text", (start, end))], written)
        if not document.text:
            continue
        assert one.region is not None
        text = written.decode("utf-8").removeprefix("\ufeff")
        held = re.sub(r"</ab>\s*<ab[^>]*>", "", cut(text, one.region))
        assert html.unescape(LINE_END.sub("\n", held).replace("&#13;", "\r")) == document.text[start:end]


@given(strategies.documents())
@settings(max_examples=40)
def test_of_a_tei_file_only_what_is_asked_for_is_read_and_stands_where_it_did(document: Document) -> None:
    data = write_tei(document)
    parsed = parse(data)
    assert parsed.root is not None
    context = Context(parsed.source)
    interpret(context, parsed.root)
    for path, (node, attribute) in context.places.items():
        if len(path) > 1:
            places = tei_positions._places(parsed.source, {pointer(path)})
            found, its = places[pointer(path)]
            assert (found.index, its) == (node.index, attribute), path


@pytest.mark.parametrize("form", ["json", "tei"])
def test_places_are_exact_beyond_65535_lines(form: str) -> None:
    lines = "x\n" * 70_000
    document = Document.create(lines + "the end", id="a", language="en", license="CC0-1.0")
    at = (len(lines) + 4, len(lines) + 7)
    if form == "tei":
        data = write_tei(document)
        (found,) = tei_positions.place([finding("/text", at)], data)
    else:
        data = json.dumps(json.loads(write(document)), indent=0).encode().replace(b",", b"," + b"\n" * 70_000, 1)
        (found,) = json_positions.place([finding("/text", at)], data)
    assert found.region is not None
    assert found.region.line > 65_535
    assert cut(data.decode("utf-8"), found.region) == "end"


def test_a_key_a_value_and_what_is_missing_each_have_their_place(tmp_path: Path) -> None:
    from standfirst.check import validate

    document = Document.create("Yes.", id="a", language="en", license="CC0-1.0")
    tree = json.loads(write(document))
    tree["meta"] = {"licence": "CC0-1.0"}
    tree["language"] = 7
    data = json.dumps(tree, indent=2).encode()
    found = {one.code: one for one in validate(data).findings}
    text = data.decode()
    regions = {code: one.region for code, one in found.items()}
    unknown, wrong, missing = regions["SCH010"], regions["SCH002"], regions["SCH001"]
    assert unknown is not None
    assert wrong is not None
    assert missing is not None
    assert cut(text, unknown) == '"licence"'
    assert cut(text, wrong) == "7"
    assert json.loads(cut(text, missing)) == tree["meta"]
