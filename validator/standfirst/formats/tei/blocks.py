"""The blocks of a text, and pointers into them. Offsets are code points of the whole text, half-open.

A block is a zone, or a stretch between zones. An offset on a border belongs to the block that begins there if it is a
start or a point, and to the block that ends there if it is an end: so every stretch has exactly one canonical pointer.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from standfirst.model import Document, Zone

_NUMBER = r"(0|[1-9][0-9]{0,15})"
_NAME = r"([A-Za-z_][A-Za-z0-9_.-]*)"
_POINT = rf"string-index\({_NAME},{_NUMBER}\)"
_POINTER = re.compile(rf"#(?:string-range\({_NAME},{_NUMBER},{_NUMBER}\)|{_POINT}|range\({_POINT},{_POINT}\))")


class Block(NamedTuple):
    """A stretch of the text under the name that pointers use. ``zone`` is ``None`` between zones."""

    name: str
    start: int
    end: int
    zone: Zone | None


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The blocks of a document, in order; together they are its text. Zones must be in order and disjoint."""
    blocks: list[Block] = []
    position = gaps = 0
    for zone in document.zones or ():
        if zone.start > position:
            gaps += 1
            blocks.append(Block(f"_g{gaps}", position, zone.start, None))
        blocks.append(Block(zone.id, zone.start, zone.end, zone))
        position = zone.end
    if position < len(document.text) or not blocks:
        blocks.append(Block(f"_g{gaps + 1}", position, len(document.text), None))
    return tuple(blocks)


class Pointers:
    """Writes pointers into the blocks of one text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._starts = [block.start for block in blocks]
        self._ends = [*self._starts[1:], sys.maxsize]  # the last block goes on, for offsets that lie behind the text
        self._names = [block.name for block in blocks]
        self._ranges = [f"#string-range({block.name}," for block in blocks]

    def to(self, start: int, end: int) -> str:
        """The pointer to the stretch from ``start`` to ``end``.

        It is defined for every pair of numbers: offsets that lie behind the text are counted on in the last block.
        """
        starts = self._starts
        first = bisect_right(starts, start) - 1
        if start < end <= self._ends[first]:
            return f"{self._ranges[first]}{start - starts[first]},{end - start})"
        if start == end:
            return f"#string-index({self._names[first]},{start - starts[first]})"
        last = max(bisect_left(starts, end) - 1, 0)
        return (
            f"#range(string-index({self._names[first]},{start - starts[first]}),"
            f"string-index({self._names[last]},{end - starts[last]}))"
        )


class BadPointer(NamedTuple):
    """Why a pointer names no stretch: ``block`` is the name of a block that does not exist, or ``None`` for bad syntax."""

    pointer: str
    block: str | None


def resolve(pointer: str, starts: dict[str, int]) -> tuple[int, int] | BadPointer:
    """The stretch that ``pointer`` means, given where each block starts. It may lie behind the text's end, or be reversed.

    The forms are those of the Guidelines (16.2.4.5–7) with numbers of JSON and the name of a block.
    """
    match = _POINTER.fullmatch(pointer)
    if match is None:
        return BadPointer(pointer, None)
    name, start, length, point, offset, first, first_offset, last, last_offset = match.groups()
    for block in (name, point, first, last):
        if block is not None and block not in starts:
            return BadPointer(pointer, block)
    if name is not None:
        if length == "0":  # the Guidelines want a positive length; a point is a string-index
            return BadPointer(pointer, None)
        begin = starts[name] + int(start)
        return begin, begin + int(length)
    if point is not None:
        begin = starts[point] + int(offset)
        return begin, begin
    return starts[first] + int(first_offset), starts[last] + int(last_offset)


def starts_of(blocks: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Where each block starts, given names and contents in order. Of blocks of one name the first counts."""
    starts: dict[str, int] = {}
    position = 0
    for name, text in blocks:
        starts.setdefault(name, position)
        position += len(text)
    return starts
