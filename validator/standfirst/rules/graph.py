"""The annotations of a document by what joins them: ids, mentions of an entity, the quote around a trigger."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from standfirst.model import EventMention, Mention
from standfirst.rules.facts import Facts


def find(facts: Facts, layer: str, name: str | None) -> Any:
    """The annotation of ``layer`` with an id, or ``None``. Of several with one id it is the first."""
    if name is None:
        return None
    return by_id(facts, layer).get(name)


def by_id(facts: Facts, layer: str) -> dict[Any, Any]:
    """The annotations of ``layer`` by their ids. Of several with one id it is the first."""
    known = facts.of(_by_id)
    found = known.get(layer)
    if found is None:
        found = known[layer] = {annotation.id: annotation for annotation in reversed(facts.document.layer(layer))}
    return found


def _by_id(_facts: Facts) -> dict[str, dict[str, Any]]:
    return {}


def mentions_of(facts: Facts) -> dict[str, list[Mention]]:
    """The mentions of every entity, by its id, in the order of the layer; those with a wrong offset are left out."""
    mentions: dict[str, list[Mention]] = {}
    for mention in facts.document.mentions or ():
        if facts.is_sound(mention):
            mentions.setdefault(mention.entity, []).append(mention)
    return mentions


def event_mentions_of(facts: Facts) -> dict[str, list[EventMention]]:
    """The mentions of every event, by its id, in the order of the layer; those with a wrong offset are left out."""
    mentions: dict[str, list[EventMention]] = {}
    for mention in facts.document.event_mentions or ():
        if facts.is_sound(mention):
            mentions.setdefault(mention.event, []).append(mention)
    return mentions


def positions(facts: Facts, layer: str) -> dict[int, int]:
    """The position of every annotation of ``layer`` by what tells one object from another: ids may stand twice."""
    return {id(annotation): position for position, annotation in enumerate(facts.document.layer(layer))}


_FEW = 8
"""Up to how many stretches it costs less to look at each than to put them in order."""


def inside(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether every one of ``stretches`` lies in one of ``others``; both in code points, in any order."""
    return all(each_inside(stretches, others))


def each_inside(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[bool]:
    """For each of ``stretches`` whether it lies in one of ``others``; both in code points, in any order."""
    if len(stretches) <= _FEW or len(others) <= _FEW:
        return [any(start >= first and end <= last for first, last in others) for start, end in stretches]
    firsts, furthest = _reach(others)
    return [furthest[bisect_right(firsts, start)] >= end for start, end in stretches]


def _reach(stretches: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where stretches begin, in order, and how far the first n of them reach, for each n from 0 (which reach nowhere)."""
    ordered = sorted(stretches)
    return [start for start, _ in ordered], list(accumulate((end for _, end in ordered), max, initial=-1))


def overlap(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first stretch, in code points, that two spans share by a code point or more."""
    few = len(stretches) <= _FEW or len(others) <= _FEW
    firsts, furthest = ([], []) if few else _reach(others)
    for start, end in stretches:
        if not few and furthest[bisect_left(firsts, end)] <= start:
            continue
        for first, last in others:
            if start < last and first < end:
                return max(start, first), min(end, last)
    return None
