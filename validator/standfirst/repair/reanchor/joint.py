"""Re-anchoring without the old text: all surfaces are placed together, by what they say and how their neighbours moved.

Every occurrence of a surface is a candidate. Spans that were neighbours mostly moved by the same amount, so the row of
candidates is sought that changes its shift seldom, keeps the order, and agrees with the contexts that are stored (Viterbi's
algorithm). A candidate is applied only if neighbours speak for it and for no other, or if its context decides.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from standfirst.repair.reanchor.records import Place, Placement

_MOST = 12
"""How many candidates of a place are looked at."""
_NEIGHBOURS = 4
"""How many places on either side may speak for a candidate."""
_SUPPORT = 2
_DECISIVE, _MARGIN = 24, 8
_NEAR = 4
_CHANGE, _INVERSION, _MISSING = 3.0, 6.0, 8.0
_POINT_CONTEXT = 8


class Candidate(NamedTuple):
    """A place in the new text: where it begins, how far that is from the old offset, how much of the context agrees."""

    start: int
    shift: int
    context: int


def place_without_old_text(new: str, places: Sequence[Place]) -> list[Placement]:
    """What becomes of each place, given the new text alone. The order is that of ``places``."""
    order = sorted(range(len(places)), key=lambda index: (places[index].start, places[index].end))
    row = [places[index] for index in order]
    occurrences = _Occurrences(new)
    candidates = [occurrences.of(place) for place in row]
    anchors = _anchors(row, candidates)
    nearest = [_nearest(place, found, anchors) for place, found in zip(row, candidates, strict=True)]
    chosen = _best_row(row, nearest)
    result: list[Placement | None] = [None] * len(places)
    for position, index in enumerate(order):
        result[index] = _judged(new, row, nearest, chosen, position)
    return [placement for placement in result if placement is not None]


class _Occurrences:
    """Where surfaces stand in a text, each looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[str, list[int]] = {}

    def of(self, place: Place) -> list[Candidate]:
        """Every candidate of a place, in the order of the text."""
        return [
            Candidate(start, start - place.start, _agreement(self.text, place, start)) for start in self._starts(place)
        ]

    def _starts(self, place: Place) -> list[int]:
        if not place.surface:
            return [
                start + len(place.prefix or "") for start in self._find((place.prefix or "") + (place.suffix or ""))
            ]
        return self._find(place.surface)

    def _find(self, surface: str) -> list[int]:
        if len(surface) < 1:
            return []
        if surface not in self._known:
            found, position = [], self.text.find(surface)
            while position >= 0:
                found.append(position)
                position = self.text.find(surface, position + 1)
            self._known[surface] = found
        return self._known[surface]


def _agreement(text: str, place: Place, start: int) -> int:
    """How many code points of the stored context stand beside a candidate, counted outwards."""
    end = start + len(place.surface)
    prefix, suffix = place.prefix or "", place.suffix or ""
    before = 0
    while before < len(prefix) and before < start and prefix[-before - 1] == text[start - before - 1]:
        before += 1
    after = 0
    while after < len(suffix) and end + after < len(text) and suffix[after] == text[end + after]:
        after += 1
    return before + after


def _anchors(row: Sequence[Place], candidates: Sequence[list[Candidate]]) -> list[tuple[int, int]]:
    """Old offsets and shifts of places that stand once, for a first idea of how the text has moved."""
    return [
        (place.start, found[0].shift)
        for place, found in zip(row, candidates, strict=True)
        if len(found) == 1 and len(place.surface) >= _NEAR
    ]


def _nearest(place: Place, found: list[Candidate], anchors: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates with the most context, and those that are nearest to where the anchors around expect the place."""
    if len(found) <= _MOST:
        return found
    at = bisect_left(anchors, (place.start, -(1 << 62)))
    shifts = [shift for _, shift in anchors[max(0, at - 2) : at + 2]] or [0]
    near = sorted(found, key=lambda one: min(abs(one.shift - shift) for shift in shifts))[: _MOST // 2]
    agreeing = sorted(found, key=lambda one: -one.context)[: _MOST // 2]
    return sorted(set(near + agreeing))


def _best_row(row: Sequence[Place], candidates: Sequence[list[Candidate]]) -> list[Candidate | None]:
    """One candidate of each place, or none, such that the whole costs least."""
    costs: list[list[float]] = []
    before: list[list[int]] = []
    previous: list[Candidate] = []
    previous_costs: list[float] = []
    links: list[int] = []
    last = -1
    for index, found in enumerate(candidates):
        if not found:
            costs.append([])
            before.append([])
            links.append(last)
            continue
        here, back = [], []
        for one in found:
            cost, source = _cheapest(one, previous, previous_costs)
            here.append(cost + _context_cost(row[index], one))
            back.append(source)
        costs.append(here)
        before.append(back)
        links.append(last)
        previous, previous_costs, last = found, here, index
    chosen: list[Candidate | None] = [None] * len(row)
    at = min(range(len(previous)), key=previous_costs.__getitem__) if previous else -1
    while last >= 0:
        chosen[last] = candidates[last][at]
        at, last = before[last][at], links[last]
    return chosen


def _cheapest(one: Candidate, previous: Sequence[Candidate], costs: Sequence[float]) -> tuple[float, int]:
    best, source = 0.0, -1
    for index, (other, cost) in enumerate(zip(previous, costs, strict=True)):
        step = cost
        if one.shift != other.shift:
            step += _CHANGE + min(abs(one.shift - other.shift), 2_000) / 1_000
        if one.start < other.start:
            step += _INVERSION
        if source < 0 or step < best:
            best, source = step, index
    return best, source


def _context_cost(place: Place, one: Candidate) -> float:
    stored = len(place.prefix or "") + len(place.suffix or "")
    return _MISSING * (1 - one.context / stored) if stored else 0.0


def _judged(
    new: str,
    row: Sequence[Place],
    candidates: Sequence[list[Candidate]],
    chosen: Sequence[Candidate | None],
    position: int,
) -> Placement:
    place, found, one = row[position], candidates[position], chosen[position]
    if one is None:
        return Placement(place, "lost", why="the words are not in the text")
    end = one.start + len(place.surface)
    rivals = [other for other in found if other.start != one.start]
    stored = len(place.prefix or "") + len(place.suffix or "")
    own = _support(chosen, position, one.shift)
    rival_support = max((_support(chosen, position, other.shift) for other in rivals), default=0)
    rival_context = max((other.context for other in rivals), default=0)
    decided = one.context >= min(_DECISIVE, stored or 1) and one.context - rival_context >= _MARGIN
    supported = own >= _SUPPORT and not rival_support and _agrees(place, one, stored)
    if not place.surface and one.context < _POINT_CONTEXT:
        supported = decided = False
    if supported and one.context >= rival_context:
        return Placement(place, "applied", "placed", one.start, end)
    if decided and stored and (own or one.context == stored):
        return Placement(place, "applied", "placed", one.start, end)
    if rivals:
        places = tuple((other.start, other.start + len(place.surface)) for other in found)
        return Placement(place, "ambiguous", candidates=places, why="neither neighbours nor context tell which it is")
    why = "the words stand here, but neither neighbours nor context speak for it"
    return Placement(place, "proposed", "placed", one.start, end, why=why)


def _agrees(place: Place, one: Candidate, stored: int) -> bool:
    """Whether nothing in the context speaks against a candidate: a third of what is stored agrees."""
    return not stored or one.context * 3 >= stored


def _support(chosen: Sequence[Candidate | None], position: int, shift: int) -> int:
    """How many neighbours moved by the same amount."""
    around = [
        *chosen[max(0, position - _NEIGHBOURS) : position],
        *chosen[position + 1 : position + 1 + _NEIGHBOURS],
    ]
    return sum(other is not None and other.shift == shift for other in around)
