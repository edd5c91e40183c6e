"""Where a text was edited under its annotations: every surface is looked for, and they are placed together.

What no rewriting undoes (white space collapsed, a paragraph put in or taken out) leaves the order of the annotations and
most of the distances between them as they were. A place is certain only if its contexts stand there, or the places on
both sides agree with it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Literal, NamedTuple
from unicodedata import is_normalized, normalize

from standfirst.repair.diagnosis.hypotheses import NEAR, Case, Evidence, Place
from standfirst.repair.diagnosis.records import ShiftChange
from standfirst.repair.diagnosis.rewrites import Rewrite

_LOOSE = re.compile("(?:[\\s\u200b-\u200f\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069]+)")
_INVISIBLE = re.compile("[\u200b-\u200f\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069]+")
_MOST = 24
_Form = Literal["NFC", "NFD"]
_BLANKS = 4
"""How many blanks a tokeniser puts between two annotations that stand close, at most."""
_WHOLE, _ENOUGH = 2, 12
_PLACED = 0.5
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
    """A surface that is found at one place only, and how much of its contexts stands there."""

    evidence: Evidence
    place: Place
    grade: int

    @property
    def partial(self) -> bool:
        """Whether one side of its contexts is there whole, and the other is not."""
        return self.grade == 1

    @property
    def torn(self) -> bool:
        """Whether contexts are stored, of which neither side is there whole."""
        return not self.grade and len(self.evidence.prefix or "") + len(self.evidence.suffix or "") >= NEAR

    @property
    def shift(self) -> int:
        return self.place[0] - self.evidence.start


def drift(case: Case) -> Drift | None:
    """The places of the evidence in an edited text; ``None`` where too little of it can be placed."""
    if len(case.wrong) < LEAST_ANCHORS:
        return None
    form = _normal_form(case.material.text)
    renamed = form is not None and any(not is_normalized(form, one.surface) for one in case.evidence)
    found = _placed(case, _fold, form)
    if found is None or len(found.certain) < len(case.evidence):
        unspaced = _placed(case, _unspaced, form)
        if unspaced is not None and (found is None or len(unspaced.certain) > len(found.certain)):
            return unspaced._replace(names=_kinds(unspaced.profile)[::-1])
    if found is None:
        return None
    return found._replace(names=("text-normalisation",) * renamed + _kinds(found.profile))


def _normal_form(text: str) -> _Form | None:
    """The normal form that a text is in, if it has characters that could be in another."""
    if text.isascii():
        return None
    forms: tuple[_Form, ...] = ("NFC", "NFD")
    return next((form for form in forms if is_normalized(form, text)), None)


def _placed(case: Case, fold: Callable[[str], str], form: _Form | None) -> Drift | None:
    finder = _Finder(case.material.text, fold, form)
    candidates = {one: finder.places(one) for one in case.evidence if one.surface}
    anchors = _supported(_rising([_Anchor(one, *found) for one, found in _singles(candidates)]))
    if len(anchors) < LEAST_ANCHORS:
        return None
    certain: dict[Evidence, Place] = {}
    likely: dict[Evidence, Place] = {}
    for index, anchor in enumerate(anchors):
        sure = anchor.grade == _WHOLE or _between(anchors, index, case.material.text)
        (certain if sure else likely)[anchor.evidence] = anchor.place
    starts = [anchor.evidence.start for anchor in anchors]
    for one, places in candidates.items():
        if one not in certain and one not in likely:
            index = bisect_left(starts, one.start)
            if 0 < index < len(anchors):
                around = anchors[index - 1], anchors[index]
                _fill(one, [place for place, _ in places], around, certain, likely, case.material.text)
    for one in _bumps(certain):
        likely[one] = certain.pop(one)
    # Where the hash says that the text was edited, most of what is wrong may be gone.
    least = LEAST_ANCHORS if case.material.sha256 is not None else len(case.wrong) // 3
    moved = sum(one in certain or one in likely for one in case.wrong)
    if len(certain) + len(likely) < _PLACED * len(case.evidence) or moved < least:
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

    def __init__(self, text: str, fold: Callable[[str], str], form: _Form | None) -> None:
        self._text = text
        self._fold = fold if form is None else lambda wanted: fold(normalize(form, wanted))
        self._folded = Rewrite(text, [(m.start(), m.end(), fold(m.group())) for m in _LOOSE.finditer(text)])

    def places(self, one: Evidence) -> list[tuple[Place, int]]:
        """Where a surface may be, each place with how much of the contexts stands there; none if it is everywhere."""
        wanted, text = self._fold(one.surface), self._folded.text
        before, behind = self._fold(one.prefix or ""), self._fold(one.suffix or "")
        if not wanted:
            return []
        found: list[tuple[int, int, int]] = []
        at = text.find(wanted)
        while at >= 0:
            if len(found) == _MOST and not (before or behind):
                return []
            found.append((at, _last_alike(text, at, before), _first_alike(text, at + len(wanted), behind)))
            at = text.find(wanted, at + 1)
        places = []
        for at, left, right in _best(found, len(before) + len(behind)):
            start, end = self._folded.back(at), self._folded.back(at + len(wanted), end=True)
            if start is not None and end is not None and start <= end and self._has_edges(one.surface, start, end):
                places.append(((start, end), _grade(left, len(before), right, len(behind))))
        return places

    def _has_edges(self, surface: str, start: int, end: int) -> bool:
        """Whether a place ends as the surface does: what is folded away at its ends could belong to it or not."""
        if self._text[start:end] == surface:
            return True
        return not (_LOOSE.match(surface) or _LOOSE.match(surface[-1]))


def _grade(left: int, before: int, right: int, behind: int) -> int:
    """How much of the contexts stands at a place: all of it, one side that is long enough, or less."""
    if left + right == before + behind >= NEAR:
        return _WHOLE
    return int((left == before >= _ENOUGH) or (right == behind >= _ENOUGH))


def _last_alike(text: str, end: int, wanted: str) -> int:
    """How many of the last characters of ``wanted`` stand before ``end``."""
    count = 0
    while count < len(wanted) and end > count and text[end - count - 1] == wanted[-count - 1]:
        count += 1
    return count


def _first_alike(text: str, start: int, wanted: str) -> int:
    """How many of the first characters of ``wanted`` stand behind ``start``."""
    count = 0
    while count < len(wanted) and start + count < len(text) and text[start + count] == wanted[count]:
        count += 1
    return count


def _fold(text: str) -> str:
    """The text without invisible characters, and with one blank for any white space."""
    return _LOOSE.sub(lambda match: " " if _INVISIBLE.sub("", match.group()) else "", text)


def _unspaced(text: str) -> str:
    """The text without white space and invisible characters."""
    return _LOOSE.sub("", text)


def _best(found: list[tuple[int, int, int]], whole: int) -> list[tuple[int, int, int]]:
    """The places whose contexts agree best, if they agree with enough of them."""
    top = max((left + right for _, left, right in found), default=0)
    if top < min(NEAR, whole):
        return []
    least = top if top == whole else top - NEAR + 1
    return [row for row in found if row[1] + row[2] >= least]


def _singles(candidates: dict[Evidence, list[tuple[Place, int]]]) -> list[tuple[Evidence, tuple[Place, int]]]:
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


def _between(anchors: list[_Anchor], index: int, text: str) -> bool:
    """Whether the neighbours on both sides bear an anchor out, or two on the one side that there is.

    Beside a deletion, an anchor of which a context is missing may be the twin of one that was deleted. At a change point,
    what fits on both sides of it could have slid.
    """
    anchor = anchors[index]
    left, right = anchors[max(0, index - 2) : index], anchors[index + 1 : index + 3]
    if anchor.torn or not (left or right):
        return False
    before = left[-1].shift if left else 0
    behind = right[0].shift if right else anchor.shift
    if not anchor.grade and _slides(anchor, before, behind, text):
        return False
    if not (left and right):
        side = left or right
        return len(side) == 2 and not anchor.partial and all(other.shift == anchor.shift for other in side)
    if anchor.partial:  # what came in between hides one side; nothing else does, where both neighbours moved alike
        return before < behind and anchor.shift in (before, behind)
    if anchor.shift in (before, behind):
        return True
    return min(before, behind) <= anchor.shift <= max(before, behind) and all(
        _agree(anchor, other) for other in (left[-1], right[0])
    )


def _bumps(certain: dict[Evidence, Place]) -> list[Evidence]:
    """The evidence of short runs that are shifted otherwise than both of their neighbours: a twin of what was deleted."""
    runs: list[list[Evidence]] = []
    shifts: list[int] = []
    for one, place in sorted(certain.items(), key=lambda item: (item[0].start, item[0].end)):
        shift = place[0] - one.start
        if not shifts or shift != shifts[-1]:
            runs.append([])
            shifts.append(shift)
        runs[-1].append(one)
    around = [0, *shifts, shifts[-1] if shifts else 0]
    found: list[Evidence] = []
    for number, (run, shift) in enumerate(zip(runs, shifts, strict=True)):
        before, behind = around[number], around[number + 2]
        last = number == len(runs) - 1
        between = abs(shift - before) <= _BLANKS if last else min(before, behind) <= shift <= max(before, behind)
        if not between and _apart(run) < LEAST_ANCHORS:
            found += run
    return found


def _apart(run: list[Evidence]) -> int:
    """How many pieces of evidence of a run do not overlap."""
    count, end = 0, -1
    for one in run:
        if one.start >= end:
            count, end = count + 1, one.end
    return count


def _slides(anchor: _Anchor, before: int, behind: int, text: str) -> bool:
    """Whether an end of a surface without contexts would stand as well where the neighbour's shift puts it."""
    surface, (start, end) = anchor.evidence.surface, (anchor.evidence.start, anchor.evidence.end)
    if anchor.shift != before and text[max(0, start + before) :][:1] == surface[0]:
        return True
    return anchor.shift != behind and text[max(0, end + behind - 1) :][:1] == surface[-1]


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
