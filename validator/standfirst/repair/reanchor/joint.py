"""Re-anchoring without the old text: all surfaces are placed together, by what they say and how their neighbours moved.

Every occurrence of a surface is a candidate. Spans that were neighbours mostly moved by the same amount, so the row of
candidates is sought that changes its shift seldom, keeps the order, and agrees with the contexts that are stored (Viterbi's
algorithm). A candidate is applied only if neighbours speak for it and for no other, or if its context decides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from standfirst.repair.reanchor.occurrences import find_all
from standfirst.repair.reanchor.records import Place, Placement

_MOST = 12
"""How many candidates of a place are looked at."""
_NEIGHBOURS = 4
"""How many places on either side may speak for a candidate."""
_REACH = 12
"""How far away a neighbour may be, in places."""
_SUPPORT = 1.5
_NEARLY = 4
_DECISIVE, _MARGIN = 24, 8
_NEAR = 4
_CHANGE, _INVERSION, _MISSING = 3.0, 6.0, 8.0
_POINT_CONTEXT = 8
_MANY, _CLOSE = 40, 8


class Candidate(NamedTuple):
    """A place in the new text: where it begins, how far that is from the old offset, how much of the context agrees."""

    start: int
    shift: int
    context: int


def place_without_old_text(new: str, places: Sequence[Place]) -> list[Placement]:
    """What becomes of each place, given the new text alone. The order is that of ``places``."""
    order = sorted(range(len(places)), key=lambda index: (places[index].start, places[index].end))
    row = [places[index] for index in order]
    starts = _starts(new, row)
    anchors = [
        (place.start, found[0] - place.start)
        for place, found in zip(row, starts, strict=True)
        if len(found) == 1 and len(place.surface) >= _NEAR
    ]
    nearest = [_candidates(new, place, found, anchors) for place, found in zip(row, starts, strict=True)]
    chosen = _best_row(row, nearest)
    in_order = _in_order(chosen)
    result: list[Placement | None] = [None] * len(places)
    for position, index in enumerate(order):
        placement = _judged(row, nearest, chosen, position)
        if placement.status == "applied" and position not in in_order:
            why = "it would stand before what it stood behind, or the other way about"
            placement = structs.replace(placement, status="proposed", how="moved", why=why)
        result[index] = placement
    return [placement for placement in result if placement is not None]


def _starts(text: str, row: Sequence[Place]) -> list[list[int]]:
    """Where each place could begin: wherever its surface stands, or, of a place without one, what is on both sides."""
    found = find_all(text, [place.surface or _sides(place) for place in row])
    return [
        found[place.surface] if place.surface else [start + len(place.prefix or "") for start in found[_sides(place)]]
        for place in row
    ]


def _sides(place: Place) -> str:
    return (place.prefix or "") + (place.suffix or "")


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


def _candidates(text: str, place: Place, starts: Sequence[int], anchors: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates of a place; of many, those with the most context, and those nearest to where anchors expect it."""
    if len(starts) > _MANY:
        at = bisect_left(anchors, (place.start, -(1 << 62)))
        shifts = {shift for _, shift in anchors[max(0, at - 2) : at + 2]} or {0}
        near = {start for shift in shifts for start in _around(starts, place.start + shift, _MOST // 2)}
        starts = sorted(near | set(_with_context(text, place, starts)))
    found = [Candidate(start, start - place.start, _agreement(text, place, start)) for start in starts]
    if len(found) <= _MOST:
        return found
    best = sorted(found, key=lambda one: -one.context)[: _MOST // 2]
    shift = _expected(place, anchors)
    near_ones = sorted(found, key=lambda one: abs(one.shift - shift))[: _MOST // 2]
    return sorted(set(best + near_ones))


def _around(starts: Sequence[int], expected: int, count: int) -> Sequence[int]:
    at = bisect_left(starts, expected)
    return starts[max(0, at - count) : at + count]


def _with_context(text: str, place: Place, starts: Sequence[int]) -> list[int]:
    """Those of many places beside which the nearest part of the context stands."""
    prefix, suffix = (place.prefix or "")[-_CLOSE:], (place.suffix or "")[:_CLOSE]
    if not prefix and not suffix:
        return []
    size = len(place.surface)
    return [
        start
        for start in starts
        if (prefix and text.startswith(prefix, max(0, start - len(prefix)), start))
        or (suffix and text.startswith(suffix, start + size))
    ]


def _expected(place: Place, anchors: Sequence[tuple[int, int]]) -> int:
    at = bisect_left(anchors, (place.start, -(1 << 62)))
    beside = anchors[max(0, at - 1) : at + 1]
    return min((abs(start - place.start), shift) for start, shift in beside)[1] if beside else 0


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
    own = _support(row, chosen, position, one.shift)
    rival_support = max((_support(row, chosen, position, other.shift) for other in rivals), default=0)
    rival_context = max((other.context for other in rivals), default=0)
    decided = one.context >= min(_DECISIVE, stored or 1) and one.context - rival_context >= _MARGIN
    supported = own >= _SUPPORT and rival_support < 1 and _agrees(place, one, stored)
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


def _support(row: Sequence[Place], chosen: Sequence[Candidate | None], position: int, shift: int) -> float:
    """How many other places beside this one moved by the same amount; those that moved nearly so count for half."""
    own = row[position]
    around = [*range(max(0, position - _REACH), position), *range(position + 1, min(len(row), position + 1 + _REACH))]
    around.sort(key=lambda other: abs(other - position))
    seen: set[tuple[int, int]] = {(own.start, own.end)}
    count = 0.0
    looked = 0
    for other in around:
        place, one = row[other], chosen[other]
        if (place.start, place.end) in seen or (place.start < own.end and own.start < place.end):
            continue  # what overlaps speaks for nothing but itself
        seen.add((place.start, place.end))
        looked += 1
        if one is not None and abs(one.shift - shift) <= _NEARLY:
            count += 1 if one.shift == shift else 0.5
        if looked == 2 * _NEIGHBOURS:
            break
    return count


def _in_order(chosen: Sequence[Candidate | None]) -> set[int]:
    """The positions of the longest row of choices that stand in the new text in the order in which they stood in the old."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for position, one in enumerate(chosen):
        if one is None:
            continue
        at = bisect_right(tails, one.start)
        before[position] = ends[at - 1] if at else -1
        tails[at : at + 1] = [one.start]
        ends[at : at + 1] = [position]
    kept: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
