"""Where places without a surface belong, zones above all, when what stands around them has been placed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from standfirst.repair.diagnosis.hypotheses import Place

Placed = Mapping[Place, Place]
"""The stored offsets of what has a surface, each with its place in the text."""

_LINE_ENDS = "\n\r"


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

    def place(self, start: int, end: int) -> Place | None:
        """Where a stored place is now; ``None`` where what stands around it does not tell."""
        first, last = self._start(start, end), self._end(start, end)
        return (first, last) if first is not None and last is not None and first < last else None

    def _start(self, start: int, end: int) -> int | None:
        before, behind = self._around(start)
        if before is not None and before == behind:
            return start + before
        at = bisect_left(self._starts, start)
        if at < len(self._starts) and self._starts[at] < end and self._begins_line(start + self._shifts[at]):
            return start + self._shifts[at]
        if start == 0 and (before is None or before == 0):
            return 0
        return None

    def _end(self, start: int, end: int) -> int | None:
        before, behind = self._around(end)
        if before is not None and before == behind:
            return end + before
        at = bisect_right(self._ends, end) - 1
        if at >= 0 and self._ends[at] > start and self._ends_line(end + self._end_shifts[at]):
            return end + self._end_shifts[at]
        return None

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


def between(text: str, placed: Placed, bare: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    """Places without a surface, by pointer, that what stands around them moves; those that stay are left out."""
    surroundings = Surroundings(text, placed)
    found = {}
    for pointer, (start, end) in bare:
        place = surroundings.place(start, end)
        if place is not None and place != (start, end):
            found[pointer] = place
    return found
