"""A clean document has no cause, a cause that is known is found again, and nothing is ever written to a wrong place."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from standfirst.diagnosis import Hypothesis, diagnose, material_of
from standfirst.diagnosis.hypotheses import Case, corrected, explains, name_of
from standfirst.diagnosis.search import search
from standfirst.errors import OffsetError
from standfirst.faults import OPERATORS, Operator
from standfirst.faults.edits import places_of
from standfirst.formats.json.write import write
from standfirst.model import Document, Entity, Mention
from standfirst.model.plain_places import bare_places, fragment_places
from standfirst.offsets import UNITS, Unit, unit_map
from standfirst.strategies import documents, spans, texts

Place = tuple[int, int]
WRITTEN: dict[str, Callable[[int, int], Place]] = {
    "": lambda start, end: (start, end),
    "offset-base-1": lambda start, end: (start + 1, end + 1),
    "offset-end-inclusive": lambda start, end: (start, end - 1),
    "offset-1-inclusive": lambda start, end: (start + 1, end),
    "offset-length": lambda start, end: (start, end - start),
    "offset-1-length": lambda start, end: (start + 1, end - start),
}
"""How each way of counting writes a half-open place from 0: the inverse of how it is read."""


CUTTING = (
    "paragraph-deleted",
    "leading-text-trimmed",
    "white-space-collapsed",
    "invisible-stripped",
    "paragraph-inserted",
)
REPEATED = 12
"""Where so many characters stand twice in a text, two different edits of it can give the same text."""


def repeats(text: str) -> bool:
    windows = [text[at : at + REPEATED] for at in range(len(text) - REPEATED + 1)]
    return len(set(windows)) < len(windows)


def plain(document: Document) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(write(document))
    return tree


@st.composite
def crowded(draw: st.DrawFn) -> Document:
    """Documents with a dozen mentions, for a cause that needs evidence."""
    text = draw(texts(min_size=60, max_atoms=70))
    found = {draw(spans(text, max_fragments=1))[0] for _ in range(16)}
    assume(len(found) >= 12)
    document = Document.create(text, id="d", language="en", license="x").add(Entity(id="e", type="PER"))
    return document.add(
        *(Mention(id=f"m{n}", entity="e", span=document.span(place)) for n, place in enumerate(sorted(found)))
    )


def written(tree: dict[str, Any], unit: Unit, mode: str) -> bool:
    """Write the offsets of a document in a unit and a way of counting, in place; whether all of them can be."""
    units = unit_map(tree["text"], unit)
    for place in (*fragment_places(tree), *bare_places(tree)):
        try:
            start, end = units.from_codepoint(place.value["start"]), units.from_codepoint(place.value["end"])
        except OffsetError:
            return False
        place.value["start"], place.value["end"] = WRITTEN[mode](start, end)
    return True


@given(documents())
def test_a_valid_document_has_no_cause(document: Document) -> None:
    diagnosis = diagnose(document)
    assert diagnosis.clean, diagnosis
    assert diagnose(plain(document)) == diagnosis


@given(documents(), st.integers(0, 2**32))
def test_there_is_no_cause_where_every_surface_is(document: Document, seed: int) -> None:
    tree = plain(document)
    for place in bare_places(tree):
        place.value["start"] += Random(seed).randint(0, 3)
    assert not diagnose(tree).causes


@given(crowded(), st.sampled_from(UNITS), st.sampled_from(list(WRITTEN)))
def test_what_was_counted_otherwise_is_named_and_put_back(document: Document, unit: Unit, mode: str) -> None:
    tree, truth = plain(document), places_of(plain(document))
    assume(written(tree, unit, mode))
    case = Case(material_of(tree))
    assume(len(case.wrong) >= 8)
    diagnosis = diagnose(tree)
    for pointer, place in diagnosis.corrections.items():
        assert place == truth[pointer]
    (cause,) = diagnosis.causes
    hypothesis = Hypothesis(unit=unit, mode=mode)
    assert all(explains(hypothesis, case.view(hypothesis), one) for one in case.evidence)
    if not cause.ambiguous:
        assert {
            pointer for pointer in truth if cause.corrections.get(pointer, places_of(tree)[pointer]) != truth[pointer]
        } <= set()
    if cause.hypothesis is not None and cause.hypothesis.parts == hypothesis.parts:
        assert name_of(hypothesis) in cause.cause_class


@given(crowded(), st.sampled_from(UNITS), st.sampled_from(list(WRITTEN)))
def test_the_members_of_a_class_agree_or_nothing_is_written(document: Document, unit: Unit, mode: str) -> None:
    tree = plain(document)
    assume(written(tree, unit, mode))
    case = Case(material_of(tree))
    found = search([case])
    assume(found is not None and len(case.wrong) >= 8)
    assert found is not None
    diagnosis = diagnose(tree)
    for cause in diagnosis.causes:
        assert not (cause.ambiguous and cause.certain)
        if cause.certain and cause.hypothesis in found.members:
            members = [member for member in found.members if not member.variants] or found.members
            for stretch in case.stretches:
                places = {corrected(member, case.view(member), stretch.start, stretch.end) for member in members}
                assert stretch.pointer not in cause.corrections or places == {cause.corrections[stretch.pointer]}


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
@settings(max_examples=10)
@given(document=st.one_of(documents(), crowded()), seed=st.integers(0, 2**32))
def test_no_fault_is_mended_wrongly(operator: Operator, document: Document, seed: int) -> None:
    tree = plain(document)
    before = json.dumps(tree)
    fault = operator.break_document(tree, Random(seed))
    assert json.dumps(tree) == before
    if fault is None or (operator.name in CUTTING and (repeats(document.text) or repeats(fault.data["text"]))):
        return
    truth = {**places_of(tree), **fault.truth}
    corrections = diagnose(fault.data).corrections
    judged = {pointer: place for pointer, place in corrections.items() if pointer not in fault.unknown}
    assert {pointer: (place, truth[pointer]) for pointer, place in judged.items() if place != truth[pointer]} == {}
