"""The strategies and assertions for other people's tests: they keep what they promise, and find what they should."""

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import standfirst
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from standfirst.data.schemes import read_scheme
from standfirst.errors import OffsetError
from standfirst.faults import OPERATORS
from standfirst.finding import ERROR
from standfirst.interchange import FOREIGN, Settings, codec
from standfirst.model import Document, Fragment
from standfirst.offsets import UNITS, Convention, unit_map
from standfirst.shape import complaints, default_engine
from standfirst.strategies import (
    Corpus,
    Encoded,
    Faulty,
    Outside,
    conventions,
    corpora,
    corrupt_bytes,
    documents,
    encoded,
    faulty,
    outside,
    schemes,
    spans,
    texts,
    units,
)
from standfirst.testing import assert_offsets_valid, assert_roundtrip, assert_same, offset_oracle, shown

FORMATS = ["json", "jsonl", "tei"]
LOSSY = [name for name, form in FOREIGN.items() if form.extra is None]


@given(texts(blank=True), units(), st.data())
def test_the_oracle_and_the_maps_agree(text: str, unit: Any, data: st.DataObject) -> None:
    offset = data.draw(st.integers(-1, len(text) + 1))
    try:
        expected = offset_oracle(text, offset, unit)
    except ValueError:
        with pytest.raises(OffsetError):
            unit_map(text, unit).from_codepoint(offset)
    else:
        assert unit_map(text, unit).from_codepoint(offset) == expected


@given(texts(), conventions(), st.data())
def test_a_convention_and_back_is_the_same_place(text: str, convention: Convention, data: st.DataObject) -> None:
    stretches = data.draw(spans(text, zero_width=True))
    try:
        pairs = convention.encode(text, stretches)
    except OffsetError:
        assert convention.unit == "grapheme"
        return
    assert tuple(convention.decode(text, pairs)) == stretches
    first, second = pairs[0]
    assert first == offset_oracle(text, stretches[0][0], convention.unit) + convention.base
    last = offset_oracle(text, stretches[0][1], convention.unit)
    said = {"exclusive": last + convention.base, "inclusive": last + convention.base - 1}
    assert second == said.get(convention.end, last - offset_oracle(text, stretches[0][0], convention.unit))


@given(encoded())
def test_encoded_offsets_are_the_spans_of_the_document(one: Encoded) -> None:
    assert one.convention.decode(one.text, one.offsets) == list(one.stretches)
    assert one.text == one.document.text


def test_every_unit_base_and_end_is_drawn() -> None:
    for unit in UNITS:
        for base in (0, 1):
            for end in ("exclusive", "inclusive", "length"):
                assert find(conventions(), lambda one: one == (unit, base, end)) == (unit, base, end)  # noqa: B023


@given(schemes())
def test_schemes_are_schemes(tree: dict[str, Any]) -> None:
    assert [one for one in complaints(tree, "scheme", default_engine()) if one.level == ERROR] == []
    assert read_scheme(tree).id == tree["id"]


@given(faulty())
def test_a_fault_is_found_where_it_was_made(one: Faulty) -> None:
    before = {(found.code, found.pointer) for found in standfirst.validate(json.dumps(one.clean).encode()).findings}
    found = [each for each in standfirst.validate(one.bytes()).findings if (each.code, each.pointer) not in before]
    assert one.data != one.clean
    assert {each.code for each in found} & {*one.rules, "OFF022"}


@pytest.mark.parametrize("operator", [one.name for one in OPERATORS])
def test_every_fault_can_be_had(operator: str) -> None:
    one = find(faulty(operator=operator), lambda found: found.operator.name == operator, settings=_quick)
    assert one.operator.name == operator


_quick = settings(max_examples=200, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", FORMATS)
@given(data=st.data())
def test_damaged_bytes_are_read_or_refused(form: str, data: st.DataObject) -> None:
    damaged = data.draw(corrupt_bytes(format=form))
    report = standfirst.validate(damaged)
    assert report.documents or report.findings


@given(corpora())
def test_corpora_have_no_error(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for name, data in corpus.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    report = standfirst.validate(folder)
    assert [str(finding.message) for finding in report.errors] == []
    assert report.documents == len(corpus.documents)


@pytest.mark.parametrize("name", LOSSY)
@given(data=st.data())
def test_documents_of_a_format_are_held_by_it(name: str, data: st.DataObject) -> None:
    document = data.draw(documents(format=name))
    assert codec(FOREIGN[name]).keep(document, Settings(id=document.id)) == (document, ())
    assert_offsets_valid(document)


@pytest.mark.parametrize("name", [name for name in LOSSY if not name.startswith("uima")])
@given(data=st.data())
def test_documents_outside_of_a_format_lose_the_one_thing(name: str, data: st.DataObject) -> None:
    one: Outside = data.draw(outside(name))
    kept, losses = codec(FOREIGN[name]).keep(one.document, Settings(id=one.document.id))
    assert losses
    assert kept == one.held != one.document
    assert standfirst.validate(one.document).valid


def test_what_is_no_format_or_holds_everything_is_said() -> None:
    with pytest.raises(InvalidArgument, match="holds every document"):
        outside("json")
    with pytest.raises(InvalidArgument, match="holds every document"):
        outside("uima-xmi")
    with pytest.raises(InvalidArgument, match="no format that is read"):
        documents(format="docx")


@pytest.mark.parametrize("form", FORMATS)
@given(document=documents())
def test_our_formats_go_there_and_back(form: str, document: Document) -> None:
    assert_roundtrip(document, form)


def test_a_converter_that_loses_or_moves_something_fails_with_the_article() -> None:
    text = "🚢 Ann Lind met Bo Ek."
    document = Document.create(text, id="d", language="en", license="CC0-1.0")
    document = document.add(standfirst_time(document, 11, 14))

    def moving(one: Document) -> Document:
        (time,) = one.layer("times")
        return one.replace(times=(standfirst_time(one, time.span[0].start + 1, time.span[0].end),))

    with pytest.raises(AssertionError) as caught:
        assert_roundtrip(document, lambda one: one, moving)
    assert "span of 't1'" in str(caught.value)
    assert "^^^" in str(caught.value)
    with pytest.raises(AssertionError, match="number of times is None, and should be 1"):
        assert_roundtrip(document, lambda one: one, lambda one: one.replace(times=None))
    with pytest.raises(AssertionError, match="OFF002"):
        assert_roundtrip(document, lambda one: one, lambda one: wrong(one))
    with pytest.raises(AssertionError, match="is no document"):
        assert_roundtrip(document, lambda _: b"{}", standfirst.loads)
    assert_roundtrip(
        document, lambda one: one, lambda one: one.replace(times=None), lost=lambda one: one.replace(times=None)
    )
    with pytest.raises(TypeError, match="needs a reader"):
        assert_roundtrip(document, lambda one: one)


def standfirst_time(document: Document, start: int, end: int) -> Any:
    from standfirst.model import Time

    return Time(id="t1", type="DATE", span=document.span((start, end)))


def wrong(document: Document) -> Document:
    from msgspec.structs import replace
    from standfirst.model import Time

    return replace(document, times=(Time(id="t1", type="DATE", span=(Fragment(start=11, end=14, text="xyz"),)),))


@given(documents())
def test_any_document_can_be_shown_and_is_the_same_as_itself(document: Document) -> None:
    said = shown(document)
    assert said.startswith(f"document {document.id!r}: {len(document.text)} code points")
    assert all(unicodedata.category(one) not in ("Cc", "Zl", "Zp") for line in said.split("\n") for one in line)
    assert_same(document, document)


def test_from_type_makes_documents() -> None:
    drawn: Counter[int] = Counter()

    @settings(max_examples=20, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.from_type(Document), st.from_type(Convention))
    def draw(document: Document, convention: Convention) -> None:
        drawn[len(document.text)] += 1
        assert convention.unit in UNITS
        assert_offsets_valid(document)

    draw()
    assert len(drawn) > 3


PLUGIN = """
from hypothesis import given
from standfirst import Document
from standfirst.model import Time

TEXT = "🚢 Ann Lind met Bo Ek."

def made(start, end):
    document = Document.create(TEXT, id="d", language="en", license="CC0-1.0")
    return document.add(Time(id="t1", type="DATE", span=document.span((start, end))))

def test_same():
    assert made(11, 14) == made(11, 15)

def test_given():
    document = made(11, 14)
    raise ValueError("no")

def test_fine():
    assert made(11, 14) == made(11, 14)

def test_broken():
    from msgspec.structs import replace
    document = replace(made(11, 14), times=(Time(id="t1", type="DATE", span=(None,)),))
    raise ValueError("no")
"""


def test_the_plugin_shows_the_article(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "test_it.py").write_text(PLUGIN)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "3 failed, 1 passed" in done.stdout
    assert "cannot be shown: AttributeError" in done.stdout
    assert "span of 't1'" in done.stdout
    assert "standfirst: document" in done.stdout
    assert "Ann Lind met Bo Ek" in done.stdout
    assert done.stdout.count("^^^") >= 2
