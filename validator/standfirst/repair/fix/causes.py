"""Offsets that are wrong for a reason: moved to where the diagnosis has proved that they belong."""

from collections.abc import Iterator, Mapping
from typing import Any

from standfirst.diagnosis import Diagnosis, diagnose
from standfirst.model.plain_places import bare_places, fragment_places
from standfirst.repair.fix.edits import Edit, Tree
from standfirst.repair.fix.places import remade
from standfirst.rules.facts import Facts

_CAUSE, _SLIP = "OFF022", "OFF002"


def offset_cause(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """The places that every explanation of a certain cause gives."""
    for cause in _diagnosis(facts).causes:
        if cause.certain:
            yield from _moved(tree, facts.text, cause.corrections, _CAUSE, cause.message)


def offset_slip(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Single places that are off by up to three, where their words stand once."""
    for slip in _diagnosis(facts).slips:
        if slip.certain and slip.correction is not None:
            yield from _moved(tree, facts.text, {slip.pointer: slip.correction}, _SLIP, slip.message)


def offset_proposal(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Places that are likely, for a person to decide on."""
    found = _diagnosis(facts)
    told: set[str] = set()
    for cause in found.causes:
        places = {**cause.proposals, **({} if cause.certain else cause.corrections)}
        told |= places.keys()
        yield from _moved(tree, facts.text, places, _CAUSE, f"likely, not proved: {cause.message}")
    for slip in found.slips:
        if not slip.certain and slip.correction is not None and slip.pointer not in told:
            why = f"likely, not proved: {slip.message}"
            yield from _moved(tree, facts.text, {slip.pointer: slip.correction}, _SLIP, why)


def _diagnosis(facts: Facts) -> Diagnosis:
    return facts.of(_diagnosed)


def _diagnosed(facts: Facts) -> Diagnosis:
    return diagnose(facts.document)


def _moved(tree: Tree, text: str, places: Mapping[str, tuple[int, int]], rule: str, why: str) -> Iterator[Edit]:
    if not places:
        return
    for one in (*fragment_places(tree), *bare_places(tree)):
        place = places.get(one.pointer)
        if place is None or not 0 <= place[0] <= place[1] <= len(text):
            continue
        after = _at(one.value, text, place)
        if after != one.value:
            yield Edit(one.pointer, one.value, after, rule, one.annotation or None, why)


def _at(value: dict[str, Any], text: str, place: tuple[int, int]) -> dict[str, Any]:
    if "text" in value:
        return remade(value, text, *place)
    return {**value, "start": place[0], "end": place[1]}
