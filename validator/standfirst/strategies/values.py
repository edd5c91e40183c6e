"""Values of members: strings, names, tags, numbers, dates, attributes. The simplest come first, for shrinking."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from standfirst.data import shipped_scheme
from standfirst.model.values import MAX_INTEGER, Attributes, Scalar
from standfirst.strategies.texts import texts

T = TypeVar("T")

NEWS = "news-1.0"


def _positive(number: float) -> float:
    return number + 0.0  # minus zero becomes zero; nothing else changes


_fixed_strings = (
    "a",
    "",
    " ",
    "a b",
    "é",
    "e\u0301",
    "😀",
    "a\r\nb",
    "\r",
    "\n",
    "\t",
    " a ",
    "<b>&amp;]]></b>",
    '"',
    "'",
    "\\",
    "\\b",
    "\\u0001",
    "-0.0",
    "null",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u200b",
    "1",
    "true",
    "12.0",
    "_dct",
    "m1",
    "https://example.org/?a=1&b=2#c",
    "urn:x:y",
    "Q42",
    "No one — “yet”",
    "x" * 300,
)
_rest = texts(max_atoms=4, blank=True)


@st.composite
def _table_or(draw: st.DrawFn, table: st.SearchStrategy[T | None], other: st.SearchStrategy[T]) -> T:
    """An element of ``table``, or what ``other`` draws where that is ``None``: most often a single draw."""
    found = draw(table)
    return draw(other) if found is None else found


def _mostly(fixed: Sequence[T], other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    return _table_or(st.sampled_from((*fixed, *[None] * max(1, len(fixed) // 6))), other)


strings = _mostly(_fixed_strings, _rest)
"""Strings of XML 1.0 characters, the empty one among them."""

filled = _mostly(tuple(filter(None, _fixed_strings)), _rest.map(lambda text: text or "a"))
"""Strings that are not empty."""

_fixed_tags = (
    "a",
    "PER",
    "x-y_z",
    "é",
    "e\u0301",
    "\u0301",
    "市",
    "😀",
    "𝒳",
    "<",
    "&amp;",
    "]]>",
    '"',
    "'",
    "\\",
    "\\b",
    "#a",
    "a/b~c",
    "1",
    "-0.0",
    "null",
    "_",
    ":",
    "\u0378",
    "\U0001fffe",
    "x" * 64,
    "𝒳" * 64,
)
_tag_characters = st.characters(
    exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"), exclude_characters="\u180e"
)
tags = _mostly(_fixed_tags[:3] * 4 + _fixed_tags, st.text(_tag_characters, min_size=1, max_size=64))
"""Every legal tag."""


@cache
def scheme_tags(scheme: str | None, name: str) -> st.SearchStrategy[str]:
    """The tags that a scheme has in one of its lists; every legal tag where it has no such list."""
    if scheme is None:
        return tags
    shipped = shipped_scheme(scheme)
    lists = shipped.tags if shipped is not None else {}
    return st.sampled_from(sorted(lists[name])) if name in lists else tags


def _shaped(*examples: str) -> st.SearchStrategy[str]:
    """Strings of a form that the format does not enforce: mostly right, sometimes anything."""
    return _mostly(examples * (6 // len(examples) + 1), filled)


dates = _shaped("2019-07-14", "2019-07-14T09:30:00Z", "2019-07-14T09:30:00.5+05:30", "1848-02-29T23:59:59-06:00")
_fixed_times = {
    "DATE": (
        "2019-07-14",
        "2019-W29",
        "XXXX-WXX-7",
        "PRESENT_REF",
        "2019-Q3",
        "2019-WI",
        "BC0044-03-15",
        "FY2019",
        "201",
    ),
    "TIME": ("2019-07-14TEV", "2019-07-14T09:30", "2019-07-14T09:30:15.5+05:30", "XXXX-XX-XXTNI", "2019-W28-7TXX:30"),
    "DURATION": ("P2D", "PT1H30M", "P2Y6M", "PXM", "P1.5Y", "P3DE", "P10000000Y"),
    "SET": ("P1D", "XXXX-WXX-7", "XXXX-XX-XXTMO", "XXXX-12-24", "PT1H"),
}
_days = st.dates().map(lambda day: day.isoformat())
_weeks = st.dates(min_value=date(2, 1, 1)).map(lambda day: "{:04}-W{:02}-{}".format(*day.isocalendar()))
_lengths = st.integers(0, 10**9)
_other_times = {
    "DATE": st.one_of(_days, _days.map(lambda day: day[:7]), _weeks),
    "TIME": st.tuples(_days, st.times(timezones=st.just(None))).map(lambda both: f"{both[0]}T{both[1].isoformat()}"),
    "DURATION": st.tuples(_lengths, st.sampled_from("YMWD")).map(lambda both: f"P{both[0]}{both[1]}"),
    "SET": st.tuples(_lengths, st.sampled_from("HMS")).map(lambda both: f"PT{both[0]}{both[1]}"),
}


@cache
def time_values(type_: str) -> st.SearchStrategy[str]:
    """Values of TIMEX3 for time expressions of a type."""
    return _mostly(_fixed_times[type_], _other_times[type_])


urls = _shaped("https://example.org/a", "https://example.org/?q=ü&r=%20#é")
licenses = _shaped("CC0-1.0", "CC-BY-4.0")
link_schemes = _mostly(("wikidata", "wikipedia", "geonames", "x", "y", "z"), tags)
link_ids = _shaped("Q1297", "Q30")
languages = st.sampled_from(
    ("en", "de", "en-US", "pt-BR", "zh-Hant-TW", "ar", "he", "hi", "sr-Latn", "und", "en-x-house")
)
schemas = st.sampled_from(("urn:standfirst:schema:document-1.0", "../schemas/document-1.0.schema.json"))

integers = _mostly(
    (0, 1, -1, MAX_INTEGER, -MAX_INTEGER, 2**31, 2**32, -(2**31) - 1),
    st.integers(-MAX_INTEGER, MAX_INTEGER),
)
floats = _mostly(
    (0.5, 0.0, 12.0, -1.0, 0.1, 1e16, 1e17, 1e300, 5e-324, 1e-7, 123456789.125, 2.0**53, 1e22, -1.5e-10),
    st.floats(allow_nan=False, allow_infinity=False).map(_positive),
)
counts = st.sampled_from((0, 1, 2, 700, MAX_INTEGER))
confidences = _mostly(
    (0.5, 0.0, 1.0, 0.1, 0.30000000000000004, 5e-324, 1e-5, 0.9999999999999999),
    st.floats(0, 1).map(_positive),
)

_attribute_name_characters = "ab_.-0Z"
_attribute_names = _mostly(
    ("a", "note", "b", "Z", "id", "text", "start", "x-y_z.1", "class", "constructor", "xml", "A" * 70),
    st.text(_attribute_name_characters, max_size=8).map("a".__add__),
)
_scalars: tuple[st.SearchStrategy[Scalar], ...] = (strings, st.booleans(), integers, floats)
_value_kinds = st.integers(0, len(_scalars))
_scalar_kinds = st.integers(0, len(_scalars) - 1)
_sizes = st.sampled_from((1, 0, 2, 1, 3))


@st.composite
def _attributes(draw: st.DrawFn) -> Attributes:
    made: Attributes = {}
    for _ in range(draw(_sizes)):
        name, kind = draw(_attribute_names), draw(_value_kinds)
        if kind < len(_scalars):
            made[name] = draw(_scalars[kind])
        else:
            made[name] = tuple(draw(_scalars[draw(_scalar_kinds)]) for _ in range(draw(_sizes)))
    return made


attributes = _attributes()
"""Attributes: names to strings, booleans, integers, floats and lists of them."""

_json_leaves = st.one_of(st.booleans(), integers, strings, floats, st.none())
json_values = st.recursive(
    _json_leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(strings, inner, max_size=3)),
    max_leaves=5,
)
"""Any JSON value with numbers that every implementation reads alike."""
