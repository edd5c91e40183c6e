"""Where a text was edited under its annotations: every surface is looked for, and they are placed together.

What no rewriting undoes (white space collapsed, a paragraph put in or taken out) leaves the order of the annotations and
most of the distances between them as they were. A place is certain only if its contexts stand there, or the places on
both sides agree with it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from standfirst.repair.diagnosis.hypotheses import NEAR, Case, Evidence, Place
from standfirst.repair.diagnosis.records import ShiftChange
from standfirst.repair.diagnosis.rewrites import Rewrite

_LOOSE = re.compile("(?:[\\s\u200b-\u200f\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069]+)")
_INVISIBLE = re.compile("[\u200b-\u200f\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069]+")
_MOST = 24
_BLANKS = 4
"""How many blanks a tokeniser puts between two annotations that stand close, at most."""
_PLACED = 0.6
"""The share of all evidence that must find its place."""


class Drift(NamedTuple):
    """Where the evidence is now: places that are certain and places that are likely; and the change points.

    ``names`` is the class of the cause: how the text was edited, as far as the change points tell.
    """

    certain: dict[Evidence, Place]
    likely: dict[Evidence, Place]
    profile: tuple[ShiftChange, ...]
    names: tuple[str, ...] = ("text-drift",)


class _Anchor(NamedTuple):
    """A surface that is found at one place only; ``sure`` if its contexts stand there whole."""

    evidence: Evidence
    place: Place
    sure: bool

    @property
    def torn(self) -> bool:
        """Whether contexts are stored, of which part is missing."""
        return not self.sure and len(self.evidence.prefix or "") + len(self.evidence.suffix or "") >= NEAR

    @property
    def shift(self) -> int:
        return self.place[0] - self.evidence.start


def drift(case: Case) -> Drift | None:
    """The places of the evidence in an edited text; ``None`` where too little of it can be placed."""
    if len(case.wrong) < LEAST_ANCHORS:
        return None
    found = _placed(case, _fold)
    if found is None or len(found.certain) < len(case.evidence):
        unspaced = _placed(case, _unspaced)
        if unspaced is not None and (found is None or len(unspaced.certain) > len(found.certain)):
            return unspaced._replace(names=_kinds(unspaced.profile)[::-1])
    return found if found is None else found._replace(names=_kinds(found.profile))


def _placed(case: Case, fold: Callable[[str], str]) -> Drift | None:
    finder = _Finder(case.material.text, fold)
    candidates = {one: finder.places(one) for one in case.evidence if one.surface}
    anchors = _supported(_rising([_Anchor(one, *found) for one, found in _singles(candidates)]))
    if len(anchors) < LEAST_ANCHORS:
        return None
    certain: dict[Evidence, Place] = {}
    likely: dict[Evidence, Place] = {}
    for index, anchor in enumerate(anchors):
        sure = anchor.sure or _between(anchors, index)
        (certain if sure else likely)[anchor.evidence] = anchor.place
    starts = [anchor.evidence.start for anchor in anchors]
    for one, places in candidates.items():
        if one not in certain and one not in likely:
            index = bisect_left(starts, one.start)
            if 0 < index < len(anchors):
                around = anchors[index - 1], anchors[index]
                _fill(one, [place for place, _ in places], around, certain, likely, case.material.text)
    moved = sum(one in certain or one in likely for one in case.wrong)
    if len(certain) + len(likely) < _PLACED * len(case.evidence) or 2 * moved < len(case.wrong):
        return None
    profile = _profile(certain)
    return Drift(certain, likely, profile) if profile else None


def _kinds(profile: tuple[ShiftChange, ...]) -> tuple[str, ...]:
    """The classes that the change points allow: tokenisers change one or two blanks at a time, and often."""
    if len(profile) == 1:
        return "text-drift", "offset-shift"
    steps = [change.inserted for change in profile]
    if len(steps) >= LEAST_ANCHORS and max(map(abs, steps)) <= _BLANKS and len({step > 0 for step in steps}) == 1:
        return "text-drift", "text-tokenised"
    return ("text-drift",)


LEAST_ANCHORS = 3


class _Finder:
    """A text in which surfaces are found although white space and invisible characters have changed."""

    def __init__(self, text: str, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._folded = Rewrite(text, [(m.start(), m.end(), fold(m.group())) for m in _LOOSE.finditer(text)])

    def places(self, one: Evidence) -> list[tuple[Place, bool]]:
        """Where a surface may be, each place with whether its contexts stand there whole; none if it is everywhere."""
        wanted, text = self._fold(one.surface), self._folded.text
        if not wanted:
            return []
        found: list[int] = []
        at = text.find(wanted)
        while at >= 0:
            if len(found) == _MOST and not (one.prefix or one.suffix):
                return []
            found.append(at)
            at = text.find(wanted, at + 1)
        rated = [(self._context(one, at, at + len(wanted)), at) for at in found]
        if one.prefix or one.suffix:
            rated = _best(rated, len(self._fold(one.prefix or "")) + len(self._fold(one.suffix or "")))
        whole = len(self._fold(one.prefix or "")) + len(self._fold(one.suffix or ""))
        places = []
        for value, at in rated:
            start, end = self._folded.back(at), self._folded.back(at + len(wanted), end=True)
            if start is not None and end is not None and start <= end:
                places.append(((start, end), value == whole >= NEAR))
        return places

    def _context(self, one: Evidence, start: int, end: int) -> int:
        """How many characters of the contexts stand beside a place of the folded text."""
        text, count = self._folded.text, 0
        for character in reversed(self._fold(one.prefix or "")):
            if start <= 0 or text[start - 1] != character:
                break
            start, count = start - 1, count + 1
        for character in self._fold(one.suffix or ""):
            if end >= len(text) or text[end] != character:
                break
            end, count = end + 1, count + 1
        return count


def _fold(text: str) -> str:
    """The text without invisible characters, and with one blank for any white space."""
    return _LOOSE.sub(lambda match: " " if _INVISIBLE.sub("", match.group()) else "", text)


def _unspaced(text: str) -> str:
    """The text without white space and invisible characters."""
    return _LOOSE.sub("", text)


def _best(rated: list[tuple[int, int]], whole: int) -> list[tuple[int, int]]:
    """The places whose contexts agree best, if they agree with enough of them."""
    top = max((value for value, _ in rated), default=0)
    if top < min(NEAR, whole):
        return []
    return [(value, at) for value, at in rated if value == top or (top < whole and value > top - NEAR)]


def _singles(candidates: dict[Evidence, list[tuple[Place, bool]]]) -> list[tuple[Evidence, tuple[Place, bool]]]:
    found = [(one, places[0]) for one, places in candidates.items() if len(places) == 1]
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _rising(anchors: list[_Anchor]) -> list[_Anchor]:
    """The longest run of anchors that stand in the text in the order in which they were."""
    tails: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, anchor in enumerate(anchors):
        at = bisect_left(tails, anchor.place[0] + 1)
        if at == len(tails):
            tails.append(anchor.place[0] + 1)
            heads.append(index)
        else:
            tails[at] = anchor.place[0] + 1
            heads[at] = index
        before.append(heads[at - 1] if at else -1)
    run = []
    index = heads[-1] if heads else -1
    while index >= 0:
        run.append(anchors[index])
        index = before[index]
    return run[::-1]


def _agree(one: _Anchor, other: _Anchor) -> bool:
    """Whether two anchors are as far apart as they were, or nearly."""
    gap = abs(one.evidence.start - other.evidence.start)
    return abs(one.shift - other.shift) <= gap // 5


def _supported(anchors: list[_Anchor]) -> list[_Anchor]:
    """The anchors that a neighbour speaks for."""
    return [
        anchor
        for index, anchor in enumerate(anchors)
        if any(
            _agree(anchor, other) for other in (*anchors[max(0, index - 2) : index], *anchors[index + 1 : index + 3])
        )
    ]


def _between(anchors: list[_Anchor], index: int) -> bool:
    """Whether the neighbours on both sides bear an anchor out, or two on the one side that there is."""
    anchor = anchors[index]
    left, right = anchors[max(0, index - 2) : index], anchors[index + 1 : index + 3]
    if left and right:
        shifts = {left[-1].shift, right[0].shift}
        if anchor.shift in shifts and not anchor.torn:
            return True
        near = _agree(anchor, left[-1]) and _agree(anchor, right[0])
        return near and not anchor.torn and min(shifts) <= anchor.shift <= max(shifts)
    side = left or right
    return len(side) == 2 and not anchor.torn and all(other.shift == anchor.shift for other in side)


def _fill(
    one: Evidence,
    places: list[Place],
    around: tuple[_Anchor, _Anchor],
    certain: dict[Evidence, Place],
    likely: dict[Evidence, Place],
    text: str,
) -> None:
    """Place what stands at several places by the anchors on both sides."""
    left, right = around
    low, high = sorted((left.shift, right.shift))
    if low == high:
        if text[one.start + low : one.end + low] == one.surface:
            certain[one] = (one.start + low, one.end + low)
        return
    fitting = [place for place in places if low <= place[0] - one.start <= high]
    if len(fitting) == 1 and left.place[0] <= fitting[0][0] <= right.place[0]:
        near = high - low <= (right.evidence.start - left.evidence.start) // 5
        (certain if near else likely)[one] = fitting[0]


def _profile(certain: dict[Evidence, Place]) -> tuple[ShiftChange, ...]:
    """The points at which the shift changes."""
    changes: list[ShiftChange] = []
    shift = 0
    for one, place in sorted(certain.items(), key=lambda item: (item[0].start, item[0].end)):
        now = place[0] - one.start
        if now != shift:
            changes.append(ShiftChange(place[0], now, now - shift))
            shift = now
    return tuple(changes)
