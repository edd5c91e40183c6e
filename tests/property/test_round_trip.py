"""Reading what was written gives the same document, and writing what was read the same bytes."""

import json
import random

import msgspec
import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from spelling import respelt
from standfirst.errors import InvalidDocumentError
from standfirst.formats.json.write import write
from standfirst.model import Document, Unknown
from standfirst.repair.canonical import canonical
from standfirst.strategies import documents

FORMATS = ["json", "jsonl", "tei"]


@pytest.mark.parametrize("form", FORMATS)
@given(document=documents() | documents(unknown=True))
def test_a_document_survives_and_so_do_its_bytes(form: str, document: Document) -> None:
    data = standfirst.dumps(document, form)
    read = standfirst.loads(data, form)
    assert read == document
    assert standfirst.dumps(read, form) == data


@given(documents(unknown=True))
def test_the_two_formats_hold_the_same(document: Document) -> None:
    assert json.loads(standfirst.dumps(document, "json")) == json.loads(standfirst.dumps(document, "jsonl"))


@given(documents(), st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_depend_on_the_spelling(document: Document, chance: random.Random) -> None:
    data = write(document)
    other = respelt(json.loads(data), chance).encode()
    assert canonical(other).data == data
    assert canonical(data).changed is False


def test_unknown_members_stand_behind_the_known_ones() -> None:
    document = Document.create("a", id="d", language="en", license="CC0-1.0")
    document = msgspec.structs.replace(
        document, unknown=(Unknown("", "/later", '{"a":null,"b":1}'), Unknown("", "/meta/colour", '"red"'))
    )
    tree = json.loads(standfirst.dumps(document))
    assert list(tree)[-1] == "later"
    assert tree["meta"] == {"license": "CC0-1.0", "colour": "red"}
    assert standfirst.loads(standfirst.dumps(document)).unknown == document.unknown


def test_a_whole_number_in_python_is_written_as_the_float_that_it_is() -> None:
    from standfirst.model import Entity

    document = Document.create("a", id="d", language="en", license="CC0-1.0").add(
        Entity(id="e1", type="PER", confidence=1)
    )
    assert b'"confidence":1.0' in standfirst.dumps(document)


@pytest.mark.parametrize(
    ("member", "value"),
    [("id", "1"), ("language", "en_US"), ("text", ""), ("text", "\x00"), ("text", "\ud800"), ("scheme", "a b")],
)
def test_what_breaks_the_format_is_not_written(member: str, value: str) -> None:
    document = Document.create("a", id="d", language="en", license="CC0-1.0")
    broken = msgspec.structs.replace(document, **{member: value})
    with pytest.raises(InvalidDocumentError):
        standfirst.dumps(broken)
