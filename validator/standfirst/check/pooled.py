"""Diagnoses of many documents: each for itself, and those with too little evidence of their own by what they share."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import structs

from standfirst.check.causes import SYMPTOMS, Case, Diagnoser, cause_finding, in_file
from standfirst.diagnosis import Diagnosis, Material, material_of, pool
from standfirst.finding import Finding
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


def pooled_findings(findings: list[Finding], cases: list[Case]) -> list[Finding]:
    """``findings`` of a run, with those put together that documents explain together which share a tool or a folder."""
    reads = [
        (number, Read(case.path, 1, case.reading.document))
        for number, case in enumerate(cases[:_MOST_KEPT])
        if case.reading.document is not None
    ]
    gone: set[int] = set()
    added: list[Finding] = []
    for number, diagnosis in _together(reads).items():
        case = cases[number]
        for cause in diagnosis.causes:
            told = {in_file(pointer, case.reading) for pointer in (*cause.corrections, *cause.proposals)}
            symptoms = [one for one in case.findings if one.code in SYMPTOMS and one.pointer in told]
            if cause.named and symptoms and case.reading.document is not None:
                gone.update(map(id, symptoms))
                added.append(_in_place(cause_finding(cause, case.reading), symptoms[0]))
    return [finding for finding in findings if id(finding) not in gone] + added


def _in_place(cause: Finding, symptom: Finding) -> Finding:
    """A finding on a cause where the first of its symptoms was found."""
    members = ("path", "line", "column", "document", "pointer", "xpath", "region")
    return structs.replace(cause, **{name: getattr(symptom, name) for name in members})
