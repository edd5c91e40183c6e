"""Offset units and the exact maps between them.

Standfirst counts Unicode code points. Other tools count UTF-16 code units (UIMA, JavaScript, Java), UTF-8 bytes or
grapheme clusters (UAX 29). A map from another unit is partial: an offset inside a surrogate pair, a UTF-8 sequence or
a grapheme cluster is no place in the text and raises, naming the places on both sides. Nothing is ever rounded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import index
from typing import Literal, NoReturn, Protocol, get_args

from standfirst.errors import OffsetError
from standfirst.offsets.boundaries import grapheme_breaks

Unit = Literal["codepoint", "utf16", "utf8", "grapheme"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_INSIDE = {"utf16": "a surrogate pair", "utf8": "a UTF-8 sequence", "grapheme": "a grapheme cluster"}

# Runs of characters that need equally many units. Characters of one unit need no run of their own.
_UTF16_RUNS = re.compile("([\U00010000-\U0010ffff]+)")
_UTF8_RUNS = re.compile("([\x80-\u07ff]+)|([\u0800-\uffff]+)|([\U00010000-\U0010ffff]+)")
_UTF16_WIDTHS = (1, 2)
_UTF8_WIDTHS = (1, 2, 3, 4)


class UnitMap(Protocol):
    """The map between the code points of one text and another unit."""

    def from_codepoint(self, offset: int) -> int:
        """The offset in this unit of a code point offset. :raises OffsetError: where there is none"""
        ...

    def to_codepoint(self, offset: int) -> int:
        """The code point offset of an offset in this unit. :raises OffsetError: where there is none"""
        ...

    @property
    def length(self) -> int:
        """The length of the text in this unit."""
        ...


def length(text: str, unit: Unit) -> int:
    """The length of ``text`` in ``unit``. :raises OffsetError: where that is no unit"""
    if unit not in UNITS:
        raise _unknown(unit)
    if unit == "codepoint" or (unit != "grapheme" and text.isascii()):
        return len(text)
    if unit == "utf8":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return unit_map(text, unit).length


def unit_map(text: str, unit: Unit) -> UnitMap:
    """The map between the code points of ``text`` and ``unit``. Building it reads the text once."""
    if unit == "grapheme":
        return _ClusterMap(grapheme_breaks(text))
    if unit == "utf16":
        return _RunMap(text, unit, _UTF16_RUNS, _UTF16_WIDTHS)
    if unit == "utf8":
        return _RunMap(text, unit, _UTF8_RUNS, _UTF8_WIDTHS)
    if unit == "codepoint":
        return _RunMap("", unit, _UTF16_RUNS, _UTF16_WIDTHS, size=len(text))
    raise _unknown(unit)


def _unknown(unit: str) -> OffsetError:
    return OffsetError(f"{unit!r} is no offset unit; the units are {', '.join(UNITS)}", offset=0, unit=unit)


def convert_offsets(text: str, offsets: Iterable[int], source: Unit, target: Unit) -> list[int]:
    """``offsets`` of ``text`` counted in ``source``, counted in ``target``, in the order given.

    :raises OffsetError: for an offset outside the text or inside a character of either unit
    :raises TypeError: for an offset that is no integer: 3.0 is not rounded to 3
    """
    origin, goal = unit_map(text, source), unit_map(text, target)
    return [goal.from_codepoint(origin.to_codepoint(_integer(offset))) for offset in offsets]


def _integer(offset: int) -> int:
    try:
        return index(offset)
    except TypeError:
        raise TypeError(f"an offset is an integer, and {offset!r} is of type {type(offset).__name__}") from None


def _outside(offset: int, unit: str, size: int) -> NoReturn:
    nearest = 0 if offset < 0 else size
    raise OffsetError(
        f"offset {offset} is outside the text, which has places 0 to {size} in unit {unit}",
        offset=offset,
        unit=unit,
        floor=nearest if offset > size else None,
        ceiling=nearest if offset < 0 else None,
    )


def _inside(offset: int, unit: str, what: str, floor: int, ceiling: int) -> NoReturn:
    raise OffsetError(
        f"offset {offset} ({unit}) is inside {what}; the places beside it are {floor} and {ceiling}",
        offset=offset,
        unit=unit,
        floor=floor,
        ceiling=ceiling,
    )


class _RunMap:
    """A piecewise linear map: within a run every code point takes ``width`` units."""

    def __init__(
        self, text: str, unit: Unit, runs: re.Pattern[str], widths: tuple[int, ...], *, size: int | None = None
    ) -> None:
        self._unit = unit
        self._codepoints = [0]
        self._units = [0]
        self._widths = [1]
        if not text.isascii():
            for run in runs.finditer(text):
                self._begin(run.start(), widths[run.lastindex or 0])
                self._begin(run.end(), 1)
        self._size = len(text) if size is None else size
        self.length = self._units[-1] + (self._size - self._codepoints[-1]) * self._widths[-1]

    def _begin(self, codepoint: int, width: int) -> None:
        """Begin a run at ``codepoint``, whose characters take ``width`` units each."""
        self._units.append(self._units[-1] + (codepoint - self._codepoints[-1]) * self._widths[-1])
        self._codepoints.append(codepoint)
        self._widths.append(width)

    def from_codepoint(self, offset: int) -> int:
        if not 0 <= offset <= self._size:
            _outside(offset, "codepoint", self._size)
        run = bisect_right(self._codepoints, offset) - 1
        return self._units[run] + (offset - self._codepoints[run]) * self._widths[run]

    def to_codepoint(self, offset: int) -> int:
        if not 0 <= offset <= self.length:
            _outside(offset, self._unit, self.length)
        run = bisect_right(self._units, offset) - 1
        steps, rest = divmod(offset - self._units[run], self._widths[run])
        if rest:
            floor = offset - rest
            _inside(offset, self._unit, _INSIDE[self._unit], floor, floor + self._widths[run])
        return self._codepoints[run] + steps


class _ClusterMap:
    """A map to grapheme clusters, by the places between them."""

    def __init__(self, breaks: list[int]) -> None:
        self._breaks = breaks
        self.length = len(breaks) - 1

    def from_codepoint(self, offset: int) -> int:
        breaks = self._breaks
        if not 0 <= offset <= breaks[-1]:
            _outside(offset, "codepoint", breaks[-1])
        cluster = bisect_right(breaks, offset) - 1
        if breaks[cluster] != offset:
            _inside(offset, "codepoint", _INSIDE["grapheme"], breaks[cluster], breaks[cluster + 1])
        return cluster

    def to_codepoint(self, offset: int) -> int:
        if not 0 <= offset <= self.length:
            _outside(offset, "grapheme", self.length)
        return self._breaks[offset]
