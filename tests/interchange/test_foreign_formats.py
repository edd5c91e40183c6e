"""Every foreign format reads what it writes: the document minus exactly what the losses say."""

import importlib.util
import json
from pathlib import Path

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from round_trips import bare, read_back, source_of
from standfirst.finding import ERROR
from standfirst.interchange import FOREIGN, Foreign, Settings, Source, codec
from standfirst.model import Document
from standfirst.strategies import documents

FORMS = list(FOREIGN.values())


def missing(form: Foreign) -> str:
    """The library that a format needs and that is not installed; nothing where there is none."""
    module = {"cas": "cassis"}.get(form.extra or "", form.extra)
    return module if module is not None and importlib.util.find_spec(module) is None else ""


by_form = pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=pytest.mark.skipif(bool(missing(form)), reason=f"{missing(form)} is not installed"))
        for form in FORMS
    ],
    ids=[form.name for form in FORMS],
)


@by_form
@given(document=documents() | documents(unknown=True))
def test_what_is_kept_comes_back_and_nothing_else(form: Foreign, document: Document) -> None:
    settings = Settings(id=document.id)
    kept, losses = codec(form).keep(document, settings)
    reading = read_back(form, kept, settings)
    assert [finding for finding in reading.findings if finding.level == ERROR] == []
    assert reading.document is not None
    assert bare(reading.document, form) == kept
    assert bool(losses) == (kept != document)


@by_form
@given(document=documents())
def test_what_a_format_can_hold_loses_nothing(form: Foreign, document: Document) -> None:
    settings = Settings(id=document.id)
    kept, _ = codec(form).keep(document, settings)
    assert codec(form).keep(kept, settings) == (kept, ())
    assert codec(form).write(kept, settings).losses == ()


@by_form
def test_the_gold_article_goes_through_and_comes_back(form: Foreign, root: Path) -> None:
    document = standfirst.load(root / "corpus" / "chicago-open-letter.json")
    settings = Settings(id=document.id)
    kept, losses = codec(form).keep(document, settings)
    reading = read_back(form, kept, settings)
    assert reading.document is not None
    assert bare(reading.document, form) == kept
    assert standfirst.validate(kept).valid
    assert len({(loss.kind, loss.why) for loss in losses}) == len(losses)


damages = st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 3), st.binary(max_size=6)), min_size=1, max_size=4)
"""Where, how much is taken away, and what is put there."""


def damaged(data: bytes, damages: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, put in damages:
        at %= len(data) + 1
        data = data[:at] + put + data[at + gone :]
    return data


@by_form
@given(document=documents(), where=damages)
def test_a_damaged_file_is_read_or_refused_and_never_raises(
    form: Foreign, document: Document, where: list[tuple[int, int, bytes]]
) -> None:
    settings = Settings(id=document.id)
    kept, _ = codec(form).keep(document, settings)
    (suffix, data), *others = codec(form).encode(kept, settings)
    for reading in codec(form).read(source_of(((suffix, damaged(data, where)), *others)), settings):
        assert reading.document is not None or any(finding.level == ERROR for finding in reading.findings)
        if reading.document is not None:
            standfirst.validate(reading.document)


@by_form
@given(data=st.binary(max_size=300), text=st.none() | st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(form: Foreign, data: bytes, text: bytes | None) -> None:
    source = Source(data, f"d{form.suffixes[0]}", lambda name: text if name == ".txt" else None)
    for reading in codec(form).read(source, Settings()):
        assert reading.document is not None or any(finding.level == ERROR for finding in reading.findings)


@by_form
def test_a_format_is_said_to_hold_every_document_where_it_does(form: Foreign) -> None:
    assert form.whole == codec(form).capability.everything


def test_names_of_formats_are_apart() -> None:
    assert not FOREIGN.keys() & standfirst.formats.FORMATS.keys()
    assert json.dumps([form.name for form in FORMS])
