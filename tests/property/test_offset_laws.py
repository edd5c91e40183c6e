"""What is true of offsets in every unit and convention, on any text, and on those where programs have been wrong."""

from itertools import accumulate, pairwise

import pytest
from historical import HISTORICAL, on_historical_texts
from hypothesis import given
from hypothesis import strategies as st
from standfirst.errors import OffsetError
from standfirst.offsets import ENDS, UNITS, Convention, Unit, convert_offsets, grapheme_breaks, length, unit_map
from standfirst.strategies import Encoded, conventions, encoded, spans, texts, units
from standfirst.testing import offset_oracle

TEXTS = texts(blank=True)
CODED: tuple[Unit, ...] = ("codepoint", "utf16", "utf8")
Pair = tuple[int, int]


def places(text: str, unit: Unit) -> list[int]:
    """The code points that are places in ``unit``."""
    return grapheme_breaks(text) if unit == "grapheme" else list(range(len(text) + 1))


@on_historical_texts
@given(text=TEXTS)
def test_there_and_back_is_the_same_place(text: str) -> None:
    for unit in UNITS:
        found = places(text, unit)
        there = convert_offsets(text, found, "codepoint", unit)
        assert there == [offset_oracle(text, place, unit) for place in found]
        assert convert_offsets(text, there, unit, "codepoint") == found


@on_historical_texts
@given(text=TEXTS)
def test_a_map_increases_from_zero_to_the_length(text: str) -> None:
    for unit in UNITS:
        there = [unit_map(text, unit).from_codepoint(place) for place in places(text, unit)]
        assert there[0] == 0
        assert there[-1] == length(text, unit) == offset_oracle(text, len(text), unit)
        assert all(one < other for one, other in pairwise(there))


@on_historical_texts
@given(text=TEXTS)
def test_what_is_no_place_is_named_with_its_neighbours(text: str) -> None:
    for unit in UNITS:
        image = [offset_oracle(text, place, unit) for place in places(text, unit)]
        for offset in sorted(set(range(image[-1] + 1)) - set(image)):
            with pytest.raises(OffsetError) as caught:
                unit_map(text, unit).to_codepoint(offset)
            assert caught.value.floor == max(place for place in image if place < offset)
            assert caught.value.ceiling == min(place for place in image if place > offset)


@given(TEXTS, units(), st.data())
def test_order_and_repetition_of_offsets_tell_nothing(text: str, unit: Unit, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.sampled_from(places(text, unit)), max_size=20))
    assert convert_offsets(text, offsets, "codepoint", unit) == [offset_oracle(text, one, unit) for one in offsets]


@given(
    st.text(st.characters(max_codepoint=0x7F)), st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]))
)
def test_what_is_plain_counts_alike(plain: str, without_pairs: str) -> None:
    for place in range(len(plain) + 1):
        assert unit_map(plain, "utf8").from_codepoint(place) == unit_map(plain, "utf16").from_codepoint(place) == place
    for place in range(len(without_pairs) + 1):
        assert unit_map(without_pairs, "utf16").from_codepoint(place) == place


@on_historical_texts
@given(text=TEXTS)
def test_by_way_of_another_unit_is_the_same(text: str) -> None:
    found = places(text, "grapheme")  # what is a place in clusters is one in every unit
    for source in UNITS:
        given_ = [offset_oracle(text, place, source) for place in found]
        for middle in UNITS:
            between = convert_offsets(text, given_, source, middle)
            for target in UNITS:
                assert convert_offsets(text, between, middle, target) == convert_offsets(text, given_, source, target)


@given(TEXTS, TEXTS)
def test_what_stands_before_is_only_added(before: str, text: str) -> None:
    whole = before + text
    for unit in CODED:
        for place in range(len(text) + 1):
            there = unit_map(whole, unit).from_codepoint(len(before) + place)
            assert there == length(before, unit) + unit_map(text, unit).from_codepoint(place)
    if len(before) in grapheme_breaks(whole):
        for place in grapheme_breaks(text):
            there = unit_map(whole, "grapheme").from_codepoint(len(before) + place)
            assert there == length(before, "grapheme") + unit_map(text, "grapheme").from_codepoint(place)


def signs(one: Pair, other: Pair) -> tuple[int, ...]:
    """How two stretches lie: which of their ends comes first. Emptiness and containment follow from it."""
    ends = [(one[0], other[0]), (one[0], other[1]), (one[1], other[0]), (one[1], other[1]), one, other]
    return tuple((first > second) - (first < second) for first, second in ends)


@given(texts(), conventions(), st.data())
def test_how_spans_lie_is_the_same_in_every_convention(text: str, convention: Convention, data: st.DataObject) -> None:
    both = [data.draw(spans(text, zero_width=True, max_fragments=1))[0] for _ in range(2)]
    if not set(places(text, convention.unit)).issuperset(point for pair in both for point in pair):
        return  # clusters are counted, and an end is inside of one
    one, other = (half_open(pair, convention.end) for pair in convention.encode(text, both))
    assert signs(one, other) == signs(*both)


def half_open(pair: Pair, end: str) -> Pair:
    """Two numbers of a convention as a start and an exclusive end, in its unit and from its base."""
    first, second = pair
    return first, {"exclusive": second, "inclusive": second + 1, "length": first + second}[end]


@given(encoded())
def test_raw_numbers_say_where_and_how_long(one: Encoded) -> None:
    convention, text = one.convention, one.text
    assert convention.end in ENDS
    for (start, end), (first, second) in zip(one.stretches, one.offsets, strict=True):
        begin, stop = offset_oracle(text, start, convention.unit), offset_oracle(text, end, convention.unit)
        assert first - begin == convention.base
        assert {"exclusive": second - stop, "inclusive": second + 1 - stop}.get(convention.end, convention.base) == (
            convention.base
        )
        assert convention.end != "length" or second == stop - begin


@pytest.mark.parametrize("text", HISTORICAL.values(), ids=HISTORICAL)
def test_the_naive_oracle_is_the_sum_of_characters(text: str) -> None:
    widths = {"codepoint": 1, "utf16": 2, "utf8": 1}
    codes = {"codepoint": "utf-32-le", "utf16": "utf-16-le", "utf8": "utf-8"}
    for unit in CODED:
        size = widths[unit] if unit != "codepoint" else 4
        sums = accumulate((len(one.encode(codes[unit])) // size for one in text), initial=0)
        assert [offset_oracle(text, place, unit) for place in range(len(text) + 1)] == list(sums)
