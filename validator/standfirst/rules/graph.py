"""The annotations of a document by what joins them: ids, mentions of an entity, the quote around a trigger."""

from collections.abc import Sequence
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
    if layer not in known:
        known[layer] = {annotation.id: annotation for annotation in reversed(facts.document.layer(layer))}
    return known[layer]


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


def inside(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether every one of ``stretches`` lies in one of ``others``; both are few, in order and in code points."""
    return all(any(start >= first and end <= last for first, last in others) for start, end in stretches)


def overlap(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first stretch, in code points, that two spans share by a code point or more."""
    for start, end in stretches:
        for first, last in others:
            if start < last and first < end:
                return max(start, first), min(end, last)
    return None
