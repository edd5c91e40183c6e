"""Two annotations where one was meant."""

from collections.abc import Iterable, Iterator
from typing import Any

from standfirst.finding import ERROR
from standfirst.model import LAYERS
from standfirst.model.references import PLACE_MEMBERS
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule
from standfirst.rules.stretches import stretches


def _sharing_places(facts: Facts) -> Iterable[int]:
    """The annotations of the layers in which two spans begin and end alike."""
    columns = facts.columns
    layers = set()
    for layer, member in PLACE_MEMBERS.items():
        place = columns.places.get((layer, member))
        if place is None:
            continue
        starts = columns.starts[place.fragments]
        if len(set(starts)) == len(starts):
            continue
        if place.continuous:
            hulls = list(zip(starts, columns.ends[place.fragments], strict=True))
        else:
            hulls = [(span[0].start, span[-1].end) for span in columns.spans[place.spans]]
        if len(set(hulls)) != len(hulls):
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
    if node.layer not in PLACE_MEMBERS:
        return
    annotation = node.value
    if all(start == end for start, end in stretches(node.layer, annotation)):
        return  # several dropped pronouns can stand at one place
    first = facts.of(_firsts)[node.layer, _signature(facts, node.layer, annotation)]
    if first is not annotation:
        places = stretches(node.layer, annotation)
        yield Problem(
            f"{annotation.id!r} has the same type and the same place as {first.id!r}",
            range=(places[0][0], places[-1][1]),
            found=first.id,
            help="remove one of them: an import that ran twice leaves such pairs",
        )


def _firsts(facts: Facts) -> dict[tuple[str, Any], Any]:
    """The annotation of each layer that keeps a signature: that with the first id, wherever it stands in the layer."""
    firsts: dict[tuple[str, Any], Any] = {}
    for layer in PLACE_MEMBERS:
        for annotation in sorted(
            facts.document.layer(layer), key=lambda annotation: (len(annotation.id), annotation.id)
        ):
            firsts.setdefault((layer, _signature(facts, layer, annotation)), annotation)
    return firsts


def _signature(facts: Facts, layer: str, annotation: Any) -> tuple[Any, ...]:
    """What two annotations of a layer must not share: their type, where they have one, and their places."""
    places = stretches(layer, annotation)
    if layer == "mentions":
        return facts.of(_entity_types).get(annotation.entity, annotation.entity), places
    if layer == "segments":
        return annotation.kind, annotation.type, places
    if layer == "quotes":  # one content can have two cues, and each makes a quote
        return annotation.cue, annotation.source, places
    return getattr(annotation, "type", None), places


def _entity_types(facts: Facts) -> dict[str, str]:
    return {entity.id: entity.type for entity in reversed(facts.document.entities or ())}


RULES = (duplicate_span,)
