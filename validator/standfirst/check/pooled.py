"""Diagnoses of many documents: each for itself, and those with too little evidence of their own by what they share."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from standfirst.check.causes import Diagnoser
from standfirst.diagnosis import Diagnosis, Material, material_of, pool
from standfirst.model import Document

_SHARED = ("tool", "annotator", "folder")
_MOST_KEPT = 2_000
"""How many documents without a cause of their own are kept to be looked at together."""


class Diagnosed(NamedTuple):
    """The diagnosis of a document in a file; ``line`` is where it begins there."""

    path: str
    line: int
    document: str
    diagnosis: Diagnosis


class Read(NamedTuple):
    """A document as it was read from a file."""

    path: str
    line: int
    document: Document


def diagnose_all(documents: Iterable[Read]) -> Iterator[Diagnosed]:
    """The diagnosis of each document in which something is wrong, in their order."""
    diagnoser = Diagnoser()
    found: list[Diagnosed] = []
    open_cases: list[tuple[int, Read]] = []
    for one in documents:
        diagnosis = diagnoser(one.document)
        if diagnosis.clean:
            continue
        if not any(cause.named for cause in diagnosis.causes) and diagnosis.wrong and len(open_cases) < _MOST_KEPT:
            open_cases.append((len(found), one))
        found.append(Diagnosed(one.path, one.line, one.document.id, diagnosis))
    for number, diagnosis in _together(open_cases).items():
        found[number] = found[number]._replace(diagnosis=diagnosis)
    yield from found


def _together(cases: list[tuple[int, Read]]) -> dict[int, Diagnosis]:
    """New diagnoses of documents that share something, where five wrong spans of all of them speak for one cause."""
    better: dict[int, Diagnosis] = {}
    for by in _SHARED:
        rest = [(number, one) for number, one in cases if number not in better]
        if len(rest) < 2:
            break
        materials = [material_of(one.document, folder=os.path.dirname(os.path.abspath(one.path))) for _, one in rest]
        for number, diagnosis in _by_number(rest, materials, by):
            if any(cause.named for cause in diagnosis.causes):
                better[number] = diagnosis
    return better


def _by_number(rest: list[tuple[int, Read]], materials: list[Material], by: str) -> Iterator[tuple[int, Diagnosis]]:
    """The diagnoses of one way to pool, each with the number of its document."""
    keys: dict[str, list[int]] = {}
    for (number, _), material in zip(rest, materials, strict=True):
        if by == "annotator":
            names = {stretch.annotator for stretch in material.stretches if stretch.annotator is not None}
        else:
            names = {getattr(material, by)} - {None}
        for name in names:
            keys.setdefault(name, []).append(number)
    for name, diagnoses in pool(materials, by).items():
        yield from zip(keys[name], diagnoses, strict=True)
