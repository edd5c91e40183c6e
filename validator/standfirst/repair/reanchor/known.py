"""Re-anchoring with the old text: through the blocks that both texts share, with a proof for every place that is applied.

What is guaranteed of an applied place, and tested: its words are the old ones, or are under the fold that is named; what is
around them is shared as well; and the stretch of words with what is around it stands as often in the new text as in the old
one, so that it cannot have slid to a twin. What cannot be: of two captions that are alike one is deleted, and nobody can tell
which.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from standfirst.offsets.boundaries import inside_words
from standfirst.repair.reanchor.align import Block, equal_blocks
from standfirst.repair.reanchor.folds import fold_between
from standfirst.repair.reanchor.occurrences import find_all
from standfirst.repair.reanchor.records import Place, Placement

CONTEXT = 3
"""How many code points on each side of a place both texts must share, where its own words are fewer than :data:`LONG`; in
sum on one side or both, more than twice as many do."""
LONG = 24
_WINDOW = 16
_LONGEST = 64
_SEPARATOR = "\0"
"""Stands in no text, so that nothing is found across it."""
_MOVED_CONTEXT, _MARGIN = 12, 8
_SIMILAR = 0.6
_HULL_CONTEXT = 3
_MOST_CANDIDATES = 20


class Aligned:
    """Two versions of a text and what they share."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.blocks = equal_blocks(old, new)
        self._starts = [block.old for block in self.blocks]
        self._news = [block.new for block in self.blocks]
        self._loose = _loose(old, new, self.blocks)
        reach = 2 * _WINDOW + _LONGEST
        self._old_rest = _around_changes(old, [(block.old, block.length) for block in self.blocks], reach)
        self._new_rest = _around_changes(new, [(block.new, block.length) for block in self.blocks], reach)

    def block_at(self, offset: int) -> Block | None:
        """The block in which the old code point at ``offset`` is, or ``None``."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        block = self.blocks[at]
        return block if offset < block.old + block.length else None

    def hull(self, start: int, end: int) -> tuple[int, int] | None:
        """The new stretch between the nearest blocks around an old one; ``None`` where the two cross."""
        first = self.block_at(start)
        if first is not None:
            left = first.new + start - first.old
        else:
            at = bisect_right(self._starts, start) - 1
            left = self.blocks[at].new + self.blocks[at].length if at >= 0 else 0
        last = self.block_at(end - 1) if end > start else first
        if last is not None:
            right = last.new + end - last.old
        else:
            at = bisect_right(self._starts, end - 1)
            right = self.blocks[at].new if at < len(self.blocks) else len(self.new)
        return (left, right) if left <= right else None

    def is_loose(self, start: int, end: int) -> bool:
        """Whether the first or the last character of an old stretch could as well be on the other side of a change."""
        return any(
            first <= edge < last
            for edge in (start, end - 1)
            for at in (bisect_right(self._loose, (edge, len(self.old) + 1)),)
            for first, last in self._loose[max(0, at - 2) : at]
        )

    def claimed(self, start: int, end: int, least: int) -> bool:
        """Whether a new stretch lies in a block of at least so many code points: its words have a place of their own."""
        at = bisect_right(self._news, start) - 1
        if at < 0:
            return False
        block = self.blocks[at]
        return block.length >= least and end <= block.new + block.length

    def as_often(self, windows: Iterable[str]) -> dict[str, bool]:
        """Whether each of ``windows`` stands in the new text as often as in the old one.

        What is in a shared block stands in both; only what touches a change is counted.
        """
        wanted = set(windows)
        old, new = find_all(self._old_rest, wanted), find_all(self._new_rest, wanted)
        return {window: len(old[window]) == len(new[window]) for window in wanted}


def _loose(old: str, new: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The stretches of the old text beside changes that a diff could as well have put on the other side of them.

    What was inserted may begin as what follows it begins, or end as what comes before it ends; so may what was deleted. Then
    nobody can tell which of the two is the old one.
    """
    loose: list[tuple[int, int]] = []
    for left, right in pairwise(blocks):
        old_end, new_end = left.old + left.length, left.new + left.length
        tails, heads = [0], [0]
        if right.new > new_end:
            tails.append(_same_tail(old, old_end, new, right.new, left.length))
            heads.append(_same_head(old, right.old, new, new_end, right.length))
        if right.old > old_end:
            tails.append(_same_tail(old, old_end, old, right.old, left.length))
            heads.append(_same_head(old, right.old, old, old_end, right.length))
        if max(tails):
            loose.append((old_end - max(tails), old_end))
        if max(heads):
            loose.append((right.old, right.old + max(heads)))
    return sorted(loose)


def _same_tail(one: str, end: int, other: str, other_end: int, most: int) -> int:
    count = 0
    while count < min(most, end, other_end, _LONGEST) and one[end - count - 1] == other[other_end - count - 1]:
        count += 1
    return count


def _same_head(one: str, start: int, other: str, other_start: int, most: int) -> int:
    count = 0
    while (
        count < min(most, len(one) - start, len(other) - other_start, _LONGEST)
        and one[start + count] == other[other_start + count]
    ):
        count += 1
    return count


def _around_changes(text: str, kept: Sequence[tuple[int, int]], reach: int) -> str:
    """What is not in the blocks, with ``reach`` code points around, in pieces; a piece ends in the middle of a block."""
    pieces: list[tuple[int, int]] = []
    position = 0
    for start, length in [*kept, (len(text), 0)]:
        if start >= position:
            left, right = max(0, position - reach), min(len(text), start + reach)
            if pieces and left <= pieces[-1][1]:
                pieces[-1] = pieces[-1][0], max(right, pieces[-1][1])
            else:
                pieces.append((left, right))
        position = start + length
    return _SEPARATOR.join(text[left:right] for left, right in pieces)


def place_with_old_text(old: str, new: str, places: Sequence[Place]) -> Iterator[Placement]:
    """What becomes of each place, given both texts."""
    aligned = Aligned(old, new)
    drafts = [_placed(aligned, place) for place in places]
    as_often = aligned.as_often(draft.window for draft in drafts if isinstance(draft, _Draft))
    for draft in drafts:
        if not isinstance(draft, _Draft):
            yield draft
        elif as_often[draft.window]:
            yield draft.placement
        else:
            yield _twins(aligned, draft.placement.place)


class _Draft(NamedTuple):
    """A placement that holds if ``window``, the words with what is shared around them, stands as often as it did."""

    placement: Placement
    window: str


def _placed(aligned: Aligned, place: Place) -> "Placement | _Draft":
    if place.start == place.end:
        return _point(aligned, place)
    hull = aligned.hull(place.start, place.end)
    first, last = aligned.block_at(place.start), aligned.block_at(place.end - 1)
    if hull is not None and first is not None and last is not None:
        found = aligned.new[hull[0] : hull[1]]
        if found == place.surface:
            return _exact(aligned, place, hull)
    if hull is not None and (folded := _folded(aligned, place, hull)) is not None:
        return folded
    return (
        _moved(aligned, place)
        or _edited(aligned, place, hull)
        or Placement(
            place, "lost", why="the words are not in the new text where their neighbours are, nor once elsewhere"
        )
    )


def _shared(aligned: Aligned, place: Place, left: int, right: int, most: int = _WINDOW) -> tuple[int, int]:
    """How many code points before an old place and a new one are the same, and how many behind."""
    before = 0
    while (
        before < min(most, place.start, left)
        and aligned.old[place.start - before - 1] == aligned.new[left - before - 1]
    ):
        before += 1
    after = 0
    while (
        after < min(most, len(aligned.old) - place.end, len(aligned.new) - right)
        and aligned.old[place.end + after] == aligned.new[right + after]
    ):
        after += 1
    return before, after


def _has_context(aligned: Aligned, place: Place, before: int, after: int) -> bool:
    """Whether enough is shared around a place; where the texts end, there is nothing that could be."""
    if min(before, after) >= CONTEXT or before + after >= 2 * CONTEXT + 2 or place.end - place.start >= LONG:
        return True
    return before == place.start and after == len(aligned.old) - place.end


def _exact(aligned: Aligned, place: Place, hull: tuple[int, int]) -> "Placement | _Draft":
    start, end = hull
    before, after = _shared(aligned, place, start, end)
    if not _has_context(aligned, place, before, after):
        return Placement(place, "proposed", "edited", start, end, why="the words are there, but nothing around them is")
    if not _cut_alike(aligned, place, start, end):
        return Placement(place, "proposed", "edited", start, end, why="the words are part of longer ones now")
    if aligned.is_loose(place.start, place.end):
        return Placement(place, "proposed", "exact", start, end, why="what was changed beside it begins or ends alike")
    left, right = aligned.new[start - before : start], aligned.new[end : end + after]
    window = left + place.surface[: _LONGEST - 1] + (right if len(place.surface) < _LONGEST else "")
    return _Draft(Placement(place, "applied", "exact", start, end), window)


def _cut_alike(aligned: Aligned, place: Place, start: int, end: int) -> bool:
    """Whether a new place begins and ends inside a word only where the old one did."""
    before, after = inside_words(aligned.old, (place.start, place.end)), inside_words(aligned.new, (start, end))
    return (start not in after or place.start in before) and (end not in after or place.end in before)


def _twins(aligned: Aligned, place: Place) -> Placement:
    found = tuple(_occurrences(aligned.new, place.surface)) if place.surface else ()
    return Placement(
        place, "ambiguous", candidates=found, why="words and context stand more often, or less often, than they did"
    )


def _occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    position = text.find(surface)
    for _ in range(_MOST_CANDIDATES):
        if position < 0:
            return
        yield position, position + len(surface)
        position = text.find(surface, position + 1)


def _folded(aligned: Aligned, place: Place, hull: tuple[int, int]) -> Placement | None:
    """The place as it is spelt now, if only its spelling has changed, and its neighbours are there."""
    start, end = hull
    found = aligned.new[start:end]
    if found == place.surface or not found.strip() or len(found) > 2 * len(place.surface) + 8:
        return None
    name = fold_between(place.surface, found)
    if name is None:
        return None
    before, after = _shared(aligned, place, start, end)
    if not _has_context(aligned, place, before, after) or not _cut_alike(aligned, place, start, end):
        return None
    if aligned.is_loose(place.start, place.end):
        return Placement(
            place, "proposed", "folded", start, end, fold=name, why="beside it something begins or ends alike"
        )
    left, right = aligned.new[start - before : start], aligned.new[end : end + after]
    if before and after and len(place.surface) <= _LONGEST and not _once_folded(aligned, left, found, right):
        return Placement(place, "ambiguous", candidates=(hull,), why=f"other words are the same but for {name}")
    return Placement(place, "applied", "folded", start, end, fold=name)


def _once_folded(aligned: Aligned, left: str, found: str, right: str) -> bool:
    window = left + found + right
    first = aligned.new.find(window)
    return first >= 0 and aligned.new.find(window, first + 1) < 0


def _moved(aligned: Aligned, place: Place) -> Placement | None:
    """The one place where the words now stand with most of what was around them, if no others have a right to it."""
    scored = []
    for start, end in _occurrences(aligned.new, place.surface):
        if not aligned.claimed(start, end, _WINDOW) or aligned.block_at(place.start) is None:
            before, after = _shared(aligned, place, start, end, 2 * _WINDOW)
            scored.append((before + after, start, end))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < _MOVED_CONTEXT:
        return None
    rival = scored[1][0] if len(scored) > 1 else 0
    if scored[0][0] - rival < _MARGIN:
        return Placement(place, "ambiguous", candidates=tuple((start, end) for _, start, end in scored))
    _, start, end = scored[0]
    return Placement(place, "proposed", "moved", start, end, why="the words stand elsewhere, with what was around them")


def _edited(aligned: Aligned, place: Place, hull: tuple[int, int] | None) -> Placement | None:
    """Words that were changed between neighbours that were not."""
    if hull is None or hull[0] == hull[1]:
        return None
    from rapidfuzz.distance import Indel

    start, end = hull
    before, after = _shared(aligned, place, start, end)
    found = aligned.new[start:end]
    similar = Indel.normalized_similarity(place.surface, found)
    if min(before, after) < _HULL_CONTEXT or similar < _SIMILAR:
        return None
    return Placement(place, "proposed", "edited", start, end, why=f"the words were changed to {found[:60]!r}")


def _point(aligned: Aligned, place: Place) -> "Placement | _Draft":
    """A place without words: what is on both sides must still be there, side by side."""
    old = aligned.old
    left, right = aligned.block_at(place.start - 1) if place.start else None, aligned.block_at(place.start)
    at_left = left.new + place.start - left.old if left is not None else None
    at_right = right.new + place.start - right.old if right is not None else None
    if place.start == 0 and at_right == 0:
        at_left = 0
    if place.start == len(old) and at_left == len(aligned.new):
        at_right = at_left
    if at_left is None or at_left != at_right:
        return Placement(place, "lost", why="what was on both sides of the place is not side by side any more")
    before, after = _shared(aligned, place, at_left, at_left)
    window = aligned.new[at_left - before : at_left + after]
    if not _has_context(aligned, place, before, after):
        return Placement(place, "ambiguous", candidates=((at_left, at_left),))
    return _Draft(Placement(place, "applied", "exact", at_left, at_left), window)
