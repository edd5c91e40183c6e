"""Which part of the text a layer says it covers. Offsets are code points."""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from standfirst.rules.facts import Facts
from standfirst.rules.stretches import merged

Stretches = Sequence[tuple[int, int]]
"""Stretches of the text as ``(start, end)``, in order and apart."""


def limited(facts: Facts) -> dict[str, Stretches]:
    """The stretches of each layer that is declared to cover a part of the text, and says which, or nothing."""
    coverage = facts.document.coverage
    covered: dict[str, Stretches] = {}
    if coverage is None:
        return covered
    zones = {zone.id: (zone.start, zone.end) for zone in facts.document.zones or ()}
    for layer in coverage.__struct_fields__:
        declared = getattr(coverage, layer)
        if declared is not None and declared.extent != "full":
            stretches = [(stretch.start, stretch.end) for stretch in declared.ranges or ()]
            stretches += [zones[name] for name in declared.zones or () if name in zones]
            if stretches or declared.extent == "none":
                covered[layer] = merged(stretches)
    return covered


def complete(facts: Facts, layer: str) -> Stretches:
    """The stretches of the text in which everything that belongs into ``layer`` is annotated, as the document declares.

    Where the layer is absent, has no declared coverage, or had annotations left out by the reader, there are none.
    """
    return facts.of(_complete).get(layer, ())


def _complete(facts: Facts) -> dict[str, Stretches]:
    document, coverage = facts.document, facts.document.coverage
    if coverage is None:
        return {}
    partial = facts.of(limited)
    whole: Stretches = [(0, len(facts.text))]
    return {
        layer: partial.get(layer, ()) if declared.extent != "full" else whole
        for layer in coverage.__struct_fields__
        if (declared := getattr(coverage, layer)) is not None
        and getattr(document, layer) is not None
        and layer not in facts.omissions.origins
    }


def holds(stretches: Stretches, start: int, end: int) -> bool:
    """Whether ``start`` to ``end`` lies in one of ``stretches``."""
    before = bisect_right(stretches, (start, inf)) - 1  # the last one that begins no later
    return before >= 0 and end <= stretches[before][1]
