"""Making stretches nest: what crosses is split around what is there, or left out. Offsets are code points.

Every question is answered in logarithmic time, from trees over the places where stretches begin and end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from standfirst.formats.tei_inline.kinds import Item, Stretch

MAX_CUTS = 32
"""A stretch that would have to be cut at more places, to fit what is there, is left out: its shreds would serve nobody."""

MAX_PARTS = 1000
"""An annotation in more parts, over the borders of so many blocks, is left out: a text could grow without measure."""

CROSSES = "it crosses elements that are there already"
SHREDDED = f"it would fall into more than {MAX_CUTS} parts around what is there, or {MAX_PARTS} in all"
BEREFT = "the element of its annotation is left out"


class Placed(NamedTuple):
    """An item that has found its place, and the stretches of its parts, in order of the text."""

    item: Item
    parts: tuple[Stretch, ...]


class Nesting(NamedTuple):
    """What was placed, and what was not, with the reason."""

    placed: list[Placed]
    left_out: list[tuple[Item, str]]


def nest(items: Sequence[Item], borders: Sequence[int]) -> Nesting:
    """Place ``items`` one after the other, so that all parts of all of them nest.

    :param borders: where the blocks of the text begin, in order; no part lies in two blocks
    """
    there = _Family(_places(items, borders))
    placed: list[Placed] = []
    left_out: list[tuple[Item, str]] = []
    gone: set[str] = set()
    for item in items:
        parts = _parts(item, borders, there)
        if item.kind.part and item.record.id in gone:
            left_out.append((item, BEREFT))
        elif isinstance(parts, str):
            left_out.append((item, parts))
            if not item.kind.part:
                gone.add(item.record.id)
        else:
            for start, end in parts:
                there.add(start, end)
            placed.append(Placed(item, parts))
    return Nesting(placed, left_out)


def _places(items: Iterable[Item], borders: Iterable[int]) -> list[int]:
    """Every place where a stretch or a block can begin or end, in order."""
    found = set(borders)
    for item in items:
        for stretch in item.stretches:
            found.update(stretch)
    return sorted(found)


def _parts(item: Item, borders: Sequence[int], there: "_Family") -> tuple[Stretch, ...] | str:
    """The parts of an item that nest with what is there, or why there are none."""
    parts: list[Stretch] = []
    for start, end in item.stretches:
        first, last = bisect_right(borders, start), bisect_left(borders, end)
        if len(parts) + last - first >= MAX_PARTS:
            return SHREDDED
        for piece in _cut(start, end, borders[first:last]):
            cuts = there.crossed(*piece, MAX_CUTS)
            if cuts and not item.kind.splits:
                return CROSSES
            if len(cuts) > MAX_CUTS:
                return SHREDDED
            parts += _cut(*piece, cuts)
    return tuple(parts)


def _cut(start: int, end: int, places: Sequence[int]) -> list[Stretch]:
    """The stretch, cut at ``places``, which lie inside it and are in order."""
    if not places:
        return [(start, end)]
    return list(zip([start, *places], [*places, end], strict=True))


class _Family:
    """Stretches that nest. ``places`` are all the offsets that they can begin or end at."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._index = {place: index for index, place in enumerate(places)}
        self._ends = _Highest(len(places))  # at each place, the farthest end of a stretch that begins there
        self._starts = _Highest(len(places))  # and the farthest start, negated, of one that ends there

    def add(self, start: int, end: int) -> None:
        """Add a stretch that crosses none; one without width stands in nobody's way."""
        if start < end:
            self._ends.raise_to(self._index[start], end)
            self._starts.raise_to(self._index[end], -start)

    def crossed(self, start: int, end: int, most: int) -> list[int]:
        """The places inside the stretch at which stretches that cross it begin or end; not many more than ``most``."""
        if end - start < 2:
            return []
        low, high = self._index[start] + 1, self._index[end]
        cuts = self._ends.above(end, low, high, most) | self._starts.above(-start, low, high, most)
        return sorted(self._places[index] for index in cuts)


class _Highest:
    """A list of numbers that only rise, and a tree over it which finds those above a limit."""

    def __init__(self, size: int) -> None:
        self._leaves = 1 << max(0, size - 1).bit_length()
        lowest = float("-inf")
        self._tree: list[float] = [lowest] * (2 * self._leaves)

    def raise_to(self, index: int, value: int) -> None:
        """Raise the number at ``index`` to ``value``, unless it is higher already."""
        node = index + self._leaves
        while node and self._tree[node] < value:
            self._tree[node] = value
            node >>= 1

    def above(self, limit: int, low: int, high: int, most: int) -> set[int]:
        """The indices from ``low`` to before ``high`` whose number is above ``limit``: the first ``most`` and one more."""
        found: set[int] = set()
        index = self._first(limit, low, high)
        while index < high and len(found) <= most:
            found.add(index)
            index = self._first(limit, index + 1, high)
        return found

    def _first(self, limit: int, low: int, high: int) -> int:
        """The first index from ``low`` on whose number is above ``limit``; ``high`` or more if none is before that."""
        if low >= high:
            return high
        tree, node = self._tree, low + self._leaves
        while tree[node] <= limit:
            while node & 1:  # a right child: what comes next is beside one of those above it
                node >>= 1
            if not node:
                return high
            node += 1
        while node < self._leaves:
            node *= 2
            if tree[node] <= limit:
                node += 1
        return node - self._leaves
