"""Links of entities and events to knowledge bases."""

import re
from collections.abc import Iterator
from typing import Any

from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_QID = re.compile(r"Q[1-9][0-9]*")
_OPAQUE = ("wikidata", "geonames")
"""Knowledge bases whose ids say nothing to a reader."""


def _linked(facts: Facts) -> list[tuple[str, int, Any]]:
    """The entities and events that have links, each with its layer and its position there."""
    document = facts.document
    found: list[tuple[str, int, Any]] = [
        ("entities", number, entity) for number, entity in enumerate(document.entities or ()) if entity.links
    ]
    return [*found, *(("events", number, event) for number, event in enumerate(document.events or ()) if event.links)]


def _problem(facts: Facts, layer: str, position: int, holder: Any, message: str, **more: Any) -> Problem:
    below = facts.pointer(layer, position) + more.pop("member", "")
    return Problem(message, below=below, annotation=holder.id, **more)


@rule("ENT007", "qid-syntax", ERROR, "semantics", "document")
def qid_syntax(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A link to Wikidata is the id of an item: Q and a number."""
    for layer, position, holder in facts.of(_linked):
        for number, link in enumerate(holder.links):
            if link.scheme == "wikidata" and not _QID.fullmatch(link.id):
                digits = re.fullmatch(
                    r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?[Qq]0*([1-9][0-9]*)", link.id
                )
                yield _problem(
                    facts,
                    layer,
                    position,
                    holder,
                    f"{link.id!r} is no item of Wikidata",
                    member=f"/links/{number}/id",
                    expected=f"Q{digits[1]}" if digits else None,
                    found=link.id,
                    help=f"write Q{digits[1]}"
                    if digits
                    else "write Q and the number of the item, without zeros before it",
                )


@rule("ENT008", "link-two-entities", WARNING, "semantics", "document")
def link_two_entities(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Two entities of a document do not link to the same item."""
    holders: dict[tuple[str, str, str], list[tuple[int, Any, int]]] = {}
    for layer, position, holder in facts.of(_linked):
        for number, link in enumerate(holder.links):
            holders.setdefault((layer, link.scheme, link.id), []).append((position, holder, number))
    for (layer, scheme, name), found in holders.items():
        found.sort(key=lambda one: (len(one[1].id), one[1].id, one[2]))
        first = found[0][1]
        for position, holder, number in found[1:]:
            if holder is not first:
                yield _problem(
                    facts,
                    layer,
                    position,
                    holder,
                    f"{holder.id!r} links to {scheme} {name}, and so does {first.id!r}",
                    member=f"/links/{number}",
                    found=first.id,
                    help="make them one, or correct one of the links",
                )


@rule("ENT009", "link-without-label", NOTE, "semantics", "document")
def link_without_label(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A link whose id says nothing to a reader has a label."""
    for layer, position, holder in facts.of(_linked):
        for number, link in enumerate(holder.links):
            if link.label is None and link.scheme in _OPAQUE:
                yield _problem(
                    facts,
                    layer,
                    position,
                    holder,
                    f"the link of {holder.id!r} to {link.scheme} {link.id} has no label",
                    member=f"/links/{number}",
                    help="add the label that the item has there, so that a person can check the link",
                )


@rule("ENT010", "nil-and-link", ERROR, "semantics", "document")
def nil_and_link(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An entity that is said to be in no knowledge base has no link."""
    for layer, position, holder in facts.of(_linked):
        if layer == "entities" and holder.nil:
            yield _problem(
                facts,
                layer,
                position,
                holder,
                f"{holder.id!r} is nil, and has a link to {holder.links[0].scheme} {holder.links[0].id}",
                member="/nil",
                help="remove nil, or the link",
            )


@rule("ENT011", "generic-linked", WARNING, "semantics", "document")
def generic_linked(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A generic entity, which is a kind rather than a thing, has no link."""
    for layer, position, holder in facts.of(_linked):
        if layer == "entities" and holder.generic:
            yield _problem(
                facts,
                layer,
                position,
                holder,
                f"{holder.id!r} is generic, and has a link to {holder.links[0].scheme} {holder.links[0].id}",
                member="/links",
                help="remove the link, or generic",
            )


RULES = (qid_syntax, link_two_entities, link_without_label, nil_and_link, generic_linked)
