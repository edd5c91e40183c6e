"""Two annotations where one was meant."""

from collections.abc import Iterable, Iterator
from typing import Any

from standfirst.finding import ERROR
from standfirst.model import LAYERS, Fragment
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_PLACES = {
    "segments": "span",
    "mentions": "span",
    "times": "span",
    "quantities": "span",
    "quotes": "content",
    "marks": "fragment",
    "event_mentions": "trigger",
}
"""The member that says where an annotation of a layer is."""


def _sharing_places(facts: Facts) -> Iterable[int]:
    """The annotations of the layers in which two spans begin and end alike."""
    columns = facts.columns
    layers = set()
    for layer, member in _PLACES.items():
        place = columns.places.get((layer, member))
        if place is None:
            continue
        size = place.spans.stop - place.spans.start
        if place.continuous:
            hulls = set(zip(columns.starts[place.fragments], columns.ends[place.fragments], strict=True))
        else:
            hulls = {(span[0].start, span[-1].end) for span in columns.spans[place.spans]}
        if len(hulls) != size:
            layers.add(layer)
    if not layers:
        return ()
    positions: list[int] = []
    first = 0
    for layer in LAYERS:
        size = len(facts.document.layer(layer))
        if layer in layers:
            positions += range(first, first + size)
        first += size
    return positions


@rule("OFF016", "duplicate-span", ERROR, "offsets", "annotation", screen=_sharing_places)
def duplicate_span(node: Node, facts: Facts) -> Iterator[Problem]:
    """No two annotations of a layer have the same type and the same places."""
    if node.layer not in _PLACES:
        return
    annotation = node.value
    first = facts.of(_firsts)[node.layer, _signature(facts, node.layer, annotation)]
    if first is not annotation:
        stretches = _stretches(node.layer, annotation)
        yield Problem(
            f"{annotation.id!r} has the same type and the same place as {first.id!r}",
            range=(stretches[0][0], stretches[-1][1]),
            found=first.id,
            help="remove one of them: an import that ran twice leaves such pairs",
        )


def _firsts(facts: Facts) -> dict[tuple[str, Any], Any]:
    """The first annotation of each layer with a signature."""
    firsts: dict[tuple[str, Any], Any] = {}
    for layer in _PLACES:
        for annotation in facts.document.layer(layer):
            firsts.setdefault((layer, _signature(facts, layer, annotation)), annotation)
    return firsts


def _signature(facts: Facts, layer: str, annotation: Any) -> tuple[Any, ...]:
    """What two annotations of a layer must not share: their type, where they have one, and all their places."""
    stretches = _stretches(layer, annotation)
    if layer == "mentions":
        return facts.of(_entity_types).get(annotation.entity, annotation.entity), stretches
    if layer == "segments":
        return annotation.kind, annotation.type, stretches
    return getattr(annotation, "type", None), stretches


def _stretches(layer: str, annotation: Any) -> tuple[tuple[int, int], ...]:
    value = getattr(annotation, _PLACES[layer])
    span: tuple[Fragment, ...] = (value,) if isinstance(value, Fragment) else value
    return tuple((fragment.start, fragment.end) for fragment in span)


def _entity_types(facts: Facts) -> dict[str, str]:
    return {entity.id: entity.type for entity in facts.document.entities or ()}


RULES = (duplicate_span,)
