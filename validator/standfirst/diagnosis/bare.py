"""Where places without a surface belong, zones above all, when what stands around them has been placed."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from standfirst.diagnosis.hypotheses import Place

Placed = Mapping[Place, Place]
"""The stored offsets of what has a surface, each with its place in the text."""

_LINE_ENDS = "\n\r"
_FAR = 2_000
_ENOUGH = 2


class Surroundings:
    """The places around offsets, for moving what lies between them."""

    def __init__(self, text: str, placed: Placed) -> None:
        self._text = text
        rows = sorted((old, new) for old, new in placed.items() if old[0] < old[1])
        self._starts = [old[0] for old, _ in rows]
        self._shifts = [new[0] - old[0] for old, new in rows]
        ends = sorted((old[1], new[1] - old[1]) for old, new in rows)
        self._ends = [end for end, _ in ends]
        self._end_shifts = [shift for _, shift in ends]

    def start(self, start: int, end: int, *, lined: bool = False) -> int | None:
        """Where a stored start is now; ``None`` where what stands around it does not tell.

        :param lined: whether starts are known to be at the beginning of lines
        """
        before, behind = self._around(start)
        if before is not None and before == behind:
            return start + before
        if start == 0 and (before is None or before == 0):
            return 0
        at = bisect_left(self._starts, start)
        moved = start + self._shifts[at] if at < len(self._starts) and self._starts[at] < end else 0
        if moved > 0 and self._begins_line(moved):
            return moved
        return self._only(start, self._begins_line) if lined else None

    def end(self, start: int, end: int, *, lined: bool = False) -> int | None:
        """Where a stored end is now, in the same way."""
        before, behind = self._around(end)
        if before is not None and before == behind:
            return end + before
        at = bisect_right(self._ends, end) - 1
        if at >= 0 and self._ends[at] > start and self._ends_line(end + self._end_shifts[at]):
            return end + self._end_shifts[at]
        return self._only(end, self._ends_line) if lined else None

    def _only(self, offset: int, fits: Callable[[int], bool]) -> int | None:
        """The one place that fits between what stands before an offset and what stands behind it."""
        before, behind = bisect_right(self._ends, offset) - 1, bisect_left(self._starts, offset)
        if before < 0:
            return None
        first = self._ends[before] + self._end_shifts[before]
        last = self._starts[behind] + self._shifts[behind] if behind < len(self._starts) else len(self._text)
        found = [place for place in range(first, min(last, first + _FAR) + 1) if fits(place)]
        return found[0] if len(found) == 1 and last - first <= _FAR else None

    def agrees(self, old: int, new: int) -> bool:
        """Whether what stands on both sides of an offset was moved as far as it was."""
        before, behind = self._around(old)
        return old == new == 0 or before == behind == new - old

    def on_lines(self, places: Iterable[Place]) -> bool:
        """Whether nearly all places begin and end where lines do, and there are enough of them to say so."""
        ends = [(self._begins_line(start), self._ends_line(end)) for start, end in places]
        return len(ends) >= _ENOUGH and sum(map(all, ends)) >= 0.9 * len(ends)

    def _around(self, offset: int) -> tuple[int | None, int | None]:
        """The shifts of what ends before an offset, and of what begins behind it."""
        before, behind = bisect_right(self._ends, offset) - 1, bisect_left(self._starts, offset)
        return (
            self._end_shifts[before] if before >= 0 else None,
            self._shifts[behind] if behind < len(self._starts) else None,
        )

    def _begins_line(self, offset: int) -> bool:
        text = self._text
        return (
            0 <= offset < len(text)
            and (offset == 0 or text[offset - 1] in _LINE_ENDS)
            and text[offset] not in _LINE_ENDS
        )

    def _ends_line(self, offset: int) -> bool:
        text = self._text
        return (
            0 < offset <= len(text)
            and (offset == len(text) or text[offset] in _LINE_ENDS)
            and text[offset - 1] not in _LINE_ENDS
        )


class Moved(NamedTuple):
    """Places by pointer: those that both neighbours of both ends agree on, and those that ends of lines speak for."""

    certain: dict[str, Place]
    likely: dict[str, Place]


def between(text: str, placed: Placed, bare: Iterable[tuple[str, Place]]) -> Moved:
    """Places without a surface that what stands around them moves; those that stay are left out.

    Ends of lines are no proof, for an edit may have made them.
    """
    around, rows = Surroundings(text, placed), list(bare)
    plain = {pointer: (around.start(*place), around.end(*place)) for pointer, place in rows}
    lined = around.on_lines((first, last) for first, last in plain.values() if first is not None and last is not None)
    found = Moved({}, {})
    for pointer, place in rows:
        first, last = (around.start(*place, lined=True), around.end(*place, lined=True)) if lined else plain[pointer]
        if first is not None and last is not None and first < last and (first, last) != place:
            sure = around.agrees(place[0], first) and around.agrees(place[1], last)
            (found.certain if sure else found.likely)[pointer] = (first, last)
    return found
