"""Offset units: the maps against a naive oracle that shares no code with them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.errors import OffsetError
from standfirst.model.derive import fragment
from standfirst.offsets import UNITS, Unit, convert_offsets, grapheme_breaks, length, unit_map
from standfirst.offsets.boundaries import before_combining, complex_positions, inside_graphemes, inside_words
from standfirst.strategies import texts
from wcwidth import iter_graphemes

TEXTS = texts(blank=True)
CODES: dict[Unit, str] = {"utf16": "utf-16-le", "utf8": "utf-8"}
WIDTHS: dict[Unit, int] = {"utf16": 2, "utf8": 1}


def naive_length(text: str, unit: Unit) -> int:
    if unit == "codepoint":
        return sum(1 for _ in text)
    if unit == "grapheme":
        return sum(1 for _ in iter_graphemes(text))
    return len(text.encode(CODES[unit])) // WIDTHS[unit]


def naive_places(text: str, unit: Unit) -> dict[int, int]:
    """Every code point offset that is a place in ``unit``, with its offset there."""
    if unit == "grapheme":
        ends, position = {0: 0}, 0
        for number, cluster in enumerate(iter_graphemes(text), 1):
            position += len(cluster)
            ends[position] = number
        return ends
    return {offset: naive_length(text[:offset], unit) for offset in range(len(text) + 1)}


@given(TEXTS, st.sampled_from(UNITS))
def test_a_map_and_its_inverse_agree_with_the_oracle(text: str, unit: Unit) -> None:
    mapped = unit_map(text, unit)
    places = naive_places(text, unit)
    assert mapped.length == length(text, unit) == naive_length(text, unit)
    for offset, expected in places.items():
        assert mapped.from_codepoint(offset) == expected
        assert mapped.to_codepoint(expected) == offset


@given(TEXTS, st.sampled_from(UNITS))
def test_an_offset_inside_a_character_raises_and_names_both_neighbours(text: str, unit: Unit) -> None:
    mapped = unit_map(text, unit)
    image = sorted(naive_places(text, unit).values())
    for offset in set(range(mapped.length + 1)).difference(image):
        with pytest.raises(OffsetError) as caught:
            mapped.to_codepoint(offset)
        below = max(place for place in image if place < offset)
        above = min(place for place in image if place > offset)
        assert (caught.value.floor, caught.value.ceiling) == (below, above)
        assert str(below) in str(caught.value)
        assert str(above) in str(caught.value)


@given(TEXTS)
def test_a_code_point_inside_a_cluster_raises_and_names_both_neighbours(text: str) -> None:
    places = sorted(naive_places(text, "grapheme"))
    mapped = unit_map(text, "grapheme")
    for offset in set(range(len(text) + 1)).difference(places):
        with pytest.raises(OffsetError) as caught:
            mapped.from_codepoint(offset)
        assert caught.value.floor == max(place for place in places if place < offset)
        assert caught.value.ceiling == min(place for place in places if place > offset)


@given(TEXTS, st.sampled_from(UNITS), st.integers(1, 5))
def test_an_offset_outside_the_text_raises(text: str, unit: Unit, beyond: int) -> None:
    mapped = unit_map(text, unit)
    for wrong in (-beyond, mapped.length + beyond):
        with pytest.raises(OffsetError):
            mapped.to_codepoint(wrong)
    for wrong in (-beyond, len(text) + beyond):
        with pytest.raises(OffsetError):
            mapped.from_codepoint(wrong)


@given(TEXTS, st.sampled_from(["utf16", "utf8"]), st.data())
def test_a_stretch_is_the_same_in_every_unit(text: str, unit: Unit, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = convert_offsets(text, [start, end], "codepoint", unit)
    encoded = text.encode(CODES[unit])[low * WIDTHS[unit] : high * WIDTHS[unit]]
    assert encoded.decode(CODES[unit]) == text[start:end]
    assert convert_offsets(text, [high, low], unit, "codepoint") == [end, start]


@given(TEXTS)
def test_grapheme_breaks_are_those_of_the_library(text: str) -> None:
    breaks = grapheme_breaks(text)
    clusters = [text[start:end] for start, end in pairwise(breaks)]
    assert clusters == list(iter_graphemes(text))


@given(TEXTS)
def test_boundaries_at_every_offset_agree_with_the_slow_way(text: str) -> None:
    offsets = range(len(text) + 1)
    breaks = set(naive_places(text, "grapheme"))
    assert inside_graphemes(text, offsets) == set(offsets).difference(breaks)
    words = {i for i in offsets if 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()}
    assert inside_words(text, offsets) <= words
    assert inside_words(text, offsets) >= {i for i in words if max(text[i - 1 : i + 1]) < "\u0e00"}
    assert before_combining(text, offsets) <= set(complex_positions(text))


def test_plain_characters_never_join() -> None:
    """Every character that the quick look passes over begins a cluster of its own beside every other such character."""
    plain = [
        chr(code) for code in range(0x110000) if not complex_positions(chr(code) + "é") and not 0xD800 <= code < 0xE000
    ]
    text = "".join(plain)
    assert len(plain) > 25_000
    assert list(iter_graphemes(text)) == plain
    for partner in ("a", "\n", "é", "漢", "“"):
        assert list(iter_graphemes(partner.join(plain))) == list(partner.join(plain))


@pytest.mark.parametrize(
    ("text", "unit", "offset", "message"),
    [
        ("a😀b", "utf16", 2, "offset 2 (utf16) is inside a surrogate pair; the places beside it are 1 and 3"),
        ("aéb", "utf8", 2, "offset 2 (utf8) is inside a UTF-8 sequence; the places beside it are 1 and 3"),
    ],
)
def test_the_message_of_an_offset_inside_a_character(text: str, unit: Unit, offset: int, message: str) -> None:
    with pytest.raises(OffsetError) as caught:
        unit_map(text, unit).to_codepoint(offset)
    assert str(caught.value) == message


@given(TEXTS, st.data())
def test_a_fragment_stores_context_exactly_where_its_surface_is_not_unique(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = fragment(text, start, end)
    starts = [i for i in range(len(text) + 1) if text.startswith(text[start:end], i)]
    assert made.text == text[start:end]
    if len(starts) == 1:
        assert made.prefix is made.suffix is None
    else:
        assert (made.prefix or "") == text[max(0, start - 32) : start]
        assert (made.suffix or "") == text[end : end + 32]
