"""Offsets that begin anew in every passage: in every line, paragraph, zone or segment."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from standfirst.diagnosis.hypotheses import Case, Evidence, Place, stands
from standfirst.diagnosis.material import Stretch
from standfirst.diagnosis.search import ACCEPTED, GAIN, LEAST

Passages = tuple[Place, ...]
_SAMPLE = 12
_LINE = re.compile(r"[^\r\n]+")
_PARAGRAPH = re.compile(r"\S.*?(?=\r?\n[ \t]*\r?\n|\Z)", re.DOTALL)


class Relative(NamedTuple):
    """How offsets read as relative to passages explain a document: places by pointer, and the counts."""

    kind: str
    places: Mapping[str, Place]
    explained: int
    wrong: int


def relative(case: Case, kinds: tuple[str, ...] = ()) -> Relative | None:
    """The passages that the offsets are relative to; ``None`` if none explain enough.

    :param kinds: which passages to try, all by default
    """
    if len(case.wrong) < LEAST:
        return None
    best: Relative | None = None
    for kind, passages in _divisions(case):
        if (kinds and kind not in kinds) or len(passages) < 2:
            continue
        found = _tried(case, kind, passages)
        if found is not None and (best is None or found.explained > best.explained):
            best = found
    return best


def _divisions(case: Case) -> Iterator[tuple[str, Passages]]:
    text = case.material.text
    for layer in ("zones", "segments"):
        places = sorted({(s.start, s.end) for s in case.material.stretches if s.layer == layer})
        if places and all(0 <= start <= end <= len(text) for start, end in places):
            yield layer, tuple(places)
    yield "lines", tuple(match.span() for match in _LINE.finditer(text))
    yield "paragraphs", tuple(match.span() for match in _PARAGRAPH.finditer(text))


def _tried(case: Case, kind: str, passages: Passages) -> Relative | None:
    text, longest = case.material.text, max(end - start for start, end in passages)
    sample = case.wrong[:_SAMPLE]
    if sum(any(_fits(one, passage, text) for passage in passages) for one in sample) < GAIN * len(sample):
        return None
    wrong = set(case.wrong)
    fits: dict[Evidence, list[int]] = {}
    for one in case.evidence:
        if 0 <= one.start <= one.end <= longest:
            fits[one] = [number for number, passage in enumerate(passages) if _fits(one, passage, text)]
    explained = [one for one, numbers in fits.items() if numbers]
    bad = sum(one in wrong for one in explained)
    if len(explained) < ACCEPTED * len(case.evidence) or bad < max(LEAST, GAIN * len(wrong)):
        return None
    places: dict[str, Place] = {}
    layers: dict[str, list[tuple[Stretch, list[int]]]] = {}
    for stretch in case.stretches:
        known = stretch.surface or stretch.prefix or stretch.suffix  # an empty span without contexts fits in anywhere
        if stretch.surface is not None and known:
            one = Evidence(stretch.start, stretch.end, stretch.surface, stretch.prefix, stretch.suffix)
            layers.setdefault(stretch.layer, []).append((stretch, fits.get(one, [])))
    for rows in layers.values():
        for stretch, number in _settled(rows):
            places[stretch.pointer] = (stretch.start + passages[number][0], stretch.end + passages[number][0])
    return Relative(kind, places, len(explained), bad)


def _fits(one: Evidence, passage: Place, text: str) -> bool:
    start, end = passage
    return start + one.start <= end and stands(text, (start + one.start, start + one.end), one)


def _settled(rows: list[tuple[Stretch, list[int]]]) -> Iterator[tuple[Stretch, int]]:
    """Each stretch with its passage, where there is one, or one between those of its neighbours in the layer."""
    sure = [(index, numbers[0]) for index, (_, numbers) in enumerate(rows) if len(numbers) == 1]
    ordered = all(first[1] <= second[1] for first, second in pairwise(sure))
    for index, (stretch, numbers) in enumerate(rows):
        if len(numbers) > 1 and ordered:
            low = max((number for at, number in sure if at < index), default=numbers[0])
            high = min((number for at, number in sure if at > index), default=numbers[-1])
            numbers = [number for number in numbers if low <= number <= high]
        if len(numbers) == 1:
            yield stretch, numbers[0]
