"""Planted defects of converters: people's ASCII tests pass them, and our strategies catch them."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from standfirst.model import Document
from standfirst.strategies import documents

sys.path.insert(0, str(Path(__file__).parent))
from converters import (
    DEFECTS,
    Converter,
    byte_order_mark_is_lost,
    quotes_are_straightened,
    sound,
    utf16_read_as_code_points,
)
from hunt import annotations_of, ascii_texts, is_wrong, ours, plain, smallest, spans_of

by_defect = pytest.mark.parametrize("convert", DEFECTS, ids=lambda one: one.__name__)
SEEDS = (1, 2)


def test_there_are_enough() -> None:
    assert len({convert.__name__ for convert in DEFECTS}) == len(DEFECTS) >= 25
    assert all(convert.__doc__ for convert in DEFECTS)


@by_defect
def test_a_hundred_texts_in_ascii_do_not_show_it(convert: Converter) -> None:
    assert [text for text, spans in ascii_texts() if is_wrong(convert, text, spans)] == []


def test_nearly_all_are_caught() -> None:
    found = [set(ours(DEFECTS, number, 200)) for number in SEEDS]
    missed = [convert.__name__ for convert in DEFECTS for caught in found if convert.__name__ not in caught]
    assert len(missed) <= 1, missed


@given(documents())
def test_a_sound_converter_is_never_accused(document: Document) -> None:
    assert not is_wrong(sound, document.text, spans_of(document))


def test_plain_texts_catch_fewer() -> None:
    assert len(plain(DEFECTS, 1, 200)) <= 3 * len(DEFECTS) // 4


@pytest.mark.parametrize(
    "convert",
    [utf16_read_as_code_points, byte_order_mark_is_lost, quotes_are_straightened],
    ids=lambda one: one.__name__,
)
def test_what_is_left_of_a_failure_is_small(convert: Converter) -> None:
    document = smallest(convert, 1)
    assert len(document.text) <= 40
    assert annotations_of(document) <= 3
