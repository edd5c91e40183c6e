"""What the ends of places tell where no surface is stored: annotation seldom begins or ends inside a word."""

from collections.abc import Iterable, Sequence
from math import log

from standfirst.offsets.boundaries import is_unspaced
from standfirst.offsets.units import UNITS
from standfirst.repair.diagnosis.hypotheses import MODES, Case, Hypothesis, corrected
from standfirst.repair.diagnosis.material import Stretch
from standfirst.repair.diagnosis.records import MIN_EVIDENCE

MARGIN = 3.0
"""How many nats better than the next a reading must be."""

_GOOD = log(0.96 / 0.12)
_BAD = log(0.04 / 0.88)


def best_reading(cases: Sequence[Case]) -> tuple[Hypothesis, ...]:
    """The readings of offsets without surfaces under which their ends stand best; empty where nothing is clear.

    The plain reading is the answer where it is as good. Readings that give the same places are given together.
    """
    bare = [
        (case, [s for s in case.stretches if s.surface is None and s.layer not in ("zones", "coverage")])
        for case in cases
    ]
    bare = [(case, stretches) for case, stretches in bare if stretches and _spaced(case.material.text)]
    if sum(len({(s.start, s.end) for s in stretches}) for _, stretches in bare) < MIN_EVIDENCE:
        return ()
    rated: dict[tuple[object, ...], tuple[float, list[Hypothesis]]] = {}
    for hypothesis in (Hypothesis(unit=unit, mode=mode) for unit in UNITS for mode in MODES):
        places = [
            corrected(hypothesis, case.view(hypothesis), s.start, s.end) for case, stretches in bare for s in stretches
        ]
        texts = [case.material.text for case, stretches in bare for _ in stretches]
        value = sum(
            _GOOD if place and ends_well(text, place) else _BAD for text, place in zip(texts, places, strict=True)
        )
        rated.setdefault(tuple(places), (value, []))[1].append(hypothesis)
    ranked = sorted(rated.values(), key=lambda pair: -pair[0])
    if ranked[0][0] <= 0 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return ()
    return tuple(sorted(ranked[0][1], key=lambda hypothesis: hypothesis.parts))


def ends_well(text: str, place: tuple[int, int]) -> bool:
    """Whether a place begins and ends neither inside a word nor with white space."""
    start, end = place
    if not 0 <= start < end <= len(text) or text[start].isspace() or text[end - 1].isspace():
        return False
    return not (start and text[start - 1 : start + 1].isalnum()) and not (
        end < len(text) and text[end - 1 : end + 1].isalnum()
    )


def at_borders(text: str, stretches: Iterable[tuple[int, int] | None]) -> int:
    """How many ends stand at the border of a line: where zones begin and end. ``None`` counts as no such end."""
    count = 0
    for place in stretches:
        if place is None or not 0 <= place[0] < place[1] <= len(text):
            continue
        start, end = place
        count += (start == 0 or text[start - 1] in "\r\n") and text[start] not in "\r\n"
        count += (end == len(text) or text[end] in "\r\n") and text[end - 1] not in "\r\n"
    return count


def _spaced(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(is_unspaced, letters)) * 4 < len(letters)


def surfaceless(stretches: Iterable[Stretch]) -> bool:
    """Whether no place of a document has a surface."""
    return all(stretch.surface is None for stretch in stretches)
