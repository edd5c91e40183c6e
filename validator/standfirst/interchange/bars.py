"""What formats cannot hold that know entities and events by their mentions alone."""

from collections.abc import Callable
from typing import Any

from standfirst.interchange.capability import Bar
from standfirst.model import Document

Test = Callable[[Document], Callable[[Any], bool]]


def _unmentioned(layer: str, member: str) -> Test:
    def test(document: Document) -> Callable[[Any], bool]:
        mentioned = {getattr(one, member) for one in document.layer(layer)}
        return lambda record: record.id not in mentioned

    return test


def _joining_relations(document: Document) -> Callable[[Any], bool]:
    relations = {one.id for one in document.layer("relations")}
    return lambda record: record.from_ in relations or record.to in relations


UNMENTIONED = (
    Bar("entities", "entities", "the format has no entity without a mention", _unmentioned("mentions", "entity")),
    Bar("events", "events", "the format has no event without a mention", _unmentioned("event_mentions", "event")),
)
"""Entities and events without a mention."""

RELATIONS_OF_RELATIONS = Bar("relations", "relations", "the format has no relations of relations", _joining_relations)
"""Relations that join relations."""
