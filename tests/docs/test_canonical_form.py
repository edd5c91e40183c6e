"""The canonical form that docs/format.md describes is the one that is written: an implementation of the page says so."""

import json
import random
from pathlib import Path
from typing import Any

import plain_canonical
import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.model import Document
from standfirst.strategies import documents

ROOT = Path(__file__).resolve().parents[2]
TABLES = plain_canonical.tables(ROOT / "docs" / "format.md")
FILES = [
    path
    for folder in ("corpus", "samples/valid", "samples/articles")
    for path in sorted((ROOT / folder).rglob("*.json"))
    if b'"standfirst":' in path.read_bytes()
]


def shuffled(value: Any, chance: random.Random) -> Any:
    """``value`` with the members of every object in another order."""
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: shuffled(value[name], chance) for name in names}
    if isinstance(value, list):
        return [shuffled(one, chance) for one in value]
    return value


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_of_the_repository_is_as_the_page_says(path: Path) -> None:
    data = path.read_bytes()
    tree = shuffled(plain_canonical.read(data), random.Random(0))
    assert plain_canonical.canonical(tree, TABLES) == data
    assert standfirst.dumps(standfirst.loads(json.dumps(tree).encode("ascii"))) == data


@given(document=documents(unknown=True), chance=st.randoms(use_true_random=False))
def test_a_generated_document_is_as_the_page_says(document: Document, chance: random.Random) -> None:
    data = standfirst.dumps(document)
    tree = shuffled(plain_canonical.read(data), chance)
    assert plain_canonical.canonical(tree, TABLES) == data
    assert plain_canonical.record(tree, TABLES) == standfirst.dumps(document, "jsonl")
    # What is written in any other way is read as the same document.
    assert standfirst.dumps(standfirst.loads(json.dumps(tree, indent=chance.choice((None, 1))).encode("ascii"))) == data


@given(value=st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: value != 0 or str(value) == "0.0"))
def test_floats_are_as_the_page_says(value: float) -> None:
    document = Document.create("a", id="d", language="en", license="CC0-1.0", attributes={"x": value})
    written = plain_canonical.real(value)
    assert f'{{"x":{written}}}'.encode("ascii") in standfirst.dumps(document)
    assert float(written) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0.0"),
        (1e16, "1e16"),
        (1.25e-6, "1.25e-6"),
        (1e-5, "0.00001"),
        (1234567890123456.0, "1234567890123456.0"),
        (-2.5, "-2.5"),
    ],
)
def test_floats_at_the_bounds(value: float, written: str) -> None:
    assert plain_canonical.real(value) == written


def test_strings_are_as_the_page_says() -> None:
    text = "".join(map(chr, (9, 10, 13, 32, 34, 47, 92, 127, 0x85, 0x2028, 0xFEFF, 0xFFFD, 0x1F389)))
    document = Document.create(text, id="d", language="en", license="CC0-1.0")
    assert f'"text": {plain_canonical.string(text)},'.encode() in standfirst.dumps(document)


def test_the_page_has_the_order_of_every_object() -> None:
    assert list(TABLES["mention"])[:3] == ["id", "confidence", "uncertain"]
    assert list(TABLES["mention"])[-5:] == ["entity", "span", "head", "level", "reading"]
    assert sum(map(len, TABLES.values())) > 200


def test_unknown_members_and_numbers_of_another_type_are_as_the_page_says() -> None:
    tree = plain_canonical.read((ROOT / "samples/valid/minimal.json").read_bytes())
    tree |= {
        name: {"b": [1e300, 1, None], "a": 1e-9} for name in ("b", "a", "a~", "a/", "a!", "ab", "~", "/", "é", "A")
    }
    tree["mentions"][0] |= {"confidence": 1, "~": 1, "/": 2, "z": 3}
    tree["mentions"][0]["span"][0]["note"] = "\u00e4"
    tree["attributes"] = {"b": 1, "a": 1.0, "B": [True, -1, 1e20]}
    document = standfirst.loads(json.dumps(tree).encode("ascii"))
    assert plain_canonical.canonical(tree, TABLES) == standfirst.dumps(document)
    assert plain_canonical.record(tree, TABLES) == standfirst.dumps(document, "jsonl")
    assert standfirst.loads(standfirst.dumps(document, "tei"), "tei") == document
