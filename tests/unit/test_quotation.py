"""Quotation marks: CLDR's as CLDR has them, and what the press uses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_language_data import DATA, quotation_data, spelled
from standfirst.data import LANGUAGES, Marks, Quotation, quotation_marks
from standfirst.data.quotation import _PRESS, DASH_SPEECH


def quotation(tag: str) -> Quotation:
    found = quotation_marks(tag)
    assert found is not None, tag
    return found


def stored() -> Iterator[tuple[str, str]]:
    tree = json.loads((DATA / "quotation.json").read_text("utf-8"))
    yield from ((tag, marks) for marks, tags in tree["marks"].items() for tag in tags.split())


@pytest.fixture(scope="module")
def modules(oracles: Path) -> Path:
    folder = oracles / "node_modules"
    if not (folder / "cldr-misc-full").is_dir():
        pytest.skip("the oracles hold no node_modules with CLDR")
    return folder


def test_every_locale_of_cldr_has_the_marks_of_cldr(modules: Path) -> None:
    for path in (modules / "cldr-misc-full" / "main").glob("*/delimiters.json"):
        tree = json.loads(path.read_text("utf-8"))["main"][path.parent.name]["delimiters"]
        found = quotation(path.parent.name)
        assert (found.primary.opening, found.primary.closing) == (tree["quotationStart"], tree["quotationEnd"])
        second = (tree["alternateQuotationStart"], tree["alternateQuotationEnd"])
        assert (found.alternate.opening, found.alternate.closing) == second


def test_the_file_is_what_the_generator_writes(modules: Path) -> None:
    assert (DATA / "quotation.json").read_text("utf-8") == spelled(quotation_data(modules))


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("de", "„“‚‘"),
        ("de-CH", "„“‚‘"),
        ("en", "“”‘’"),
        ("en-GB-oxendict", "“”‘’"),
        ("fr", "«»«»"),
        ("fr-CH", "«»‹›"),
        ("FR-ch", "«»‹›"),
        ("pt", "“”‘’"),
        ("pt-PT", "«»“”"),
        ("sv", "””’’"),
        ("zh", "“”‘’"),
        ("zh-TW", "「」『』"),
        ("zh-Hant-HK", "「」『』"),
    ],
)
def test_known_languages(tag: str, marks: str) -> None:
    found = quotation(tag)
    assert found.primary.opening + found.primary.closing + found.alternate.opening + found.alternate.closing == marks


@pytest.mark.parametrize(
    ("tag", "opening", "closing", "level"),
    [
        ("de", "»", "«", 1),
        ("de", "«", "»", 1),
        ("en", '"', '"', 1),
        ("en", "'", "'", 2),
        ("en-GB", "‘", "’", 1),
        ("fr", "“", "”", 2),
        ("it", "«", "»", 1),
        ("nl", "„", "”", 1),
        ("pl", "»", "«", 2),
        ("sv", "»", "»", 1),
    ],
)
def test_the_press_has_marks_of_its_own(tag: str, opening: str, closing: str, level: int) -> None:
    assert Marks(opening, closing, level) in quotation(tag).marks


def test_no_tag_has_marks_twice() -> None:
    tags = [tag for tag, _ in stored()]
    assert len(tags) == len(set(tags)) > 300


def test_every_pair_is_two_single_marks_and_stands_once() -> None:
    for tag, _ in stored():
        marks = quotation(tag).marks
        assert len(set(marks)) == len(marks)
        for pair in marks:
            assert len(pair.opening) == len(pair.closing) == 1
            assert pair.level in (1, 2)
            assert not (pair.opening + pair.closing).isalnum()
    for pairs in _PRESS.values():
        assert all(len(pair) == 2 for level in pairs.split("|") for pair in level.split())


def test_a_dash_opens_speech_in_some_languages_only() -> None:
    assert all(quotation(code).dash_speech for code in ("fr-CA", "es", "pt-BR", "it", "ru", "pl", "sv"))
    assert not any(quotation(code).dash_speech for code in ("en", "de", "nl", "ja", "zh"))
    assert all(quotation_marks(code) for code in LANGUAGES)
    assert all(quotation_marks(code) for code in {*DASH_SPEECH, *_PRESS})


@given(tag=st.text())
def test_any_string_has_an_answer(tag: str) -> None:
    found = quotation_marks(tag)
    assert found is None or found == quotation_marks(tag.partition("-")[0]) or "-" in tag
