"""The diagnosis of one document, and of many together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from standfirst.diagnosis.boundaries import best_reading, surfaceless
from standfirst.diagnosis.causes import Counts, added, cause_of, combined, counts_of, drift_cause, relative_cause
from standfirst.diagnosis.drift import drift
from standfirst.diagnosis.hypotheses import Case, Hypothesis, corrected, explains, name_of
from standfirst.diagnosis.local import malformed_slips, slips
from standfirst.diagnosis.material import Material, Stretch, material_of
from standfirst.diagnosis.probe import probed, unchanged
from standfirst.diagnosis.records import MIN_EVIDENCE, Cause, Diagnosis, Slip
from standfirst.diagnosis.search import Found, confirmed, search
from standfirst.diagnosis.segments import relative
from standfirst.model import Document


def diagnose(source: Document | Mapping[str, Any] | Material, *, known: Sequence[Hypothesis] = ()) -> Diagnosis:
    """What is wrong with the offsets of a document, and why.

    :param source: a document, the plain data that ``json.loads`` makes of one, or material
    :param known: hypotheses of causes that were accepted before, for other documents of the run; they are tried first
        and taken, without a search, if they explain everything
    """
    material = source if isinstance(source, Material) else material_of(source)
    wrong = len(material.wrong)
    spans = len(material.known)
    causes: list[Cause] = []
    if wrong and not _scattered(material):
        causes = _causes(material, known)
    elif not wrong and material.sha256 is not None and not unchanged(material):
        causes = _by_hash(material)
    elif not wrong and surfaceless(material.stretches):
        causes = _by_boundaries(material)
    told = {pointer for cause in causes if cause.certain for pointer in cause.corrections}
    rest = [stretch for stretch in material.wrong if stretch.pointer not in told] if wrong else []
    found = [*_single(material, rest, causes), *malformed_slips(material.text, material.malformed)]
    return Diagnosis(spans=spans, wrong=wrong, causes=tuple(causes), slips=tuple(found))


def _scattered(material: Material) -> bool:
    """Whether the wrong places are too few among right ones for any cause, so that none need be looked for.

    Of a text that is the annotated one, what makes offsets wrong makes nearly all wrong from some place on: in the document,
    or in all that one annotator made, or in one layer.
    """
    if not unchanged(material):
        return False
    wrong = set(material.wrong)
    groups: dict[tuple[str, str | None], list[Stretch]] = {("document", None): material.known}
    for stretch in material.known:
        groups.setdefault(("annotator", stretch.annotator), []).append(stretch)
        groups.setdefault(("layer", stretch.layer), []).append(stretch)
    return not any(
        _dense(rows, wrong, least=1 if key == "document" else MIN_EVIDENCE) for (key, _), rows in groups.items()
    )


def _dense(rows: list[Stretch], wrong: set[Stretch], *, least: int) -> bool:
    """Whether, from the first wrong place of a group on, every other place is wrong."""
    found = [stretch for stretch in rows if stretch in wrong]
    if len(found) < least:
        return False
    first = min(stretch.start for stretch in found)
    behind = sum(stretch.start >= first for stretch in rows)
    return 2 * len(found) >= behind


def _single(material: Material, rest: list[Stretch], causes: Sequence[Cause]) -> list[Slip]:
    """What is wrong with what no cause explains."""
    edited = bool(rest) and material.sha256 is not None and not unchanged(material)
    return slips(material.text, rest, strict=bool(causes), edited=edited)


def _causes(material: Material, known: Sequence[Hypothesis]) -> list[Cause]:
    case = Case(material)
    for hypothesis in known:
        if (accepted := _known(hypothesis, case)) is not None:
            return [accepted]
    same_text = unchanged(material)
    hashed = material.sha256 is not None
    base = probed(case) if hashed and not same_text else None
    refuted = hashed and not same_text and base is None
    for depth in (1, 2):
        found = _searched(case, base, same_text=same_text, refuted=refuted, depth=depth)
        if found is not None and (depth == 2 or found.explained == len(case.evidence)):
            kept = _by_text(found, same_text=same_text, base=base)
            cause = cause_of(kept, case, proved=bool(base), edited=not same_text)
            edited = None if same_text or base or found.explained == len(case.evidence) else drift(case)
            return [cause if edited is None else combined(cause, edited, case)]
        if depth == 1 and (passages := relative(case)) is not None:
            return [relative_cause(passages, case)]
    if not same_text and (edited := drift(case)) is not None:
        return [drift_cause(edited, case)]
    return _by_part(material, same_text=same_text) if len(case.wrong) >= MIN_EVIDENCE else []


def _searched(case: Case, base: tuple[str, ...] | None, *, same_text: bool, refuted: bool, depth: int) -> Found | None:
    """The best hypotheses; where the text is the one that was annotated, first those that leave it alone."""
    if same_text:
        found = search([case], rewriting=False, depth=depth)
        if len(case.wrong) < MIN_EVIDENCE or (found is not None and found.explained == len(case.evidence)):
            return found
    return search([case], base or (), refuted=refuted, depth=depth)


def _known(hypothesis: Hypothesis, case: Case) -> Cause | None:
    """The cause of a hypothesis that was accepted before, if it explains all of this document too."""
    if hypothesis.segments:
        passages = relative(case, (hypothesis.segments,))
        if passages is None or passages.explained < len(case.evidence):
            return None
        return replace(relative_cause(passages, case), named=True, certain=True)
    found = confirmed(hypothesis, [case])
    return None if found is None else cause_of(found, case, proved=True)


def _by_text(found: Found, *, same_text: bool, base: tuple[str, ...] | None) -> Found:
    """The class without members that the hash of the text speaks against."""
    members = found.members
    if same_text:
        members = tuple(member for member in members if not member.variants) or members
    elif base:
        members = tuple(member for member in members if member.variants == base) or members
    return found._replace(members=members)


def _by_part(material: Material, *, same_text: bool) -> list[Cause]:
    """A cause for each annotator, or else each layer, of a document of which no cause explains the whole."""
    for key, where in (("annotator", "of the annotator"), ("layer", "of the layer")):
        values = sorted({str(getattr(s, key)) for s in material.wrong if getattr(s, key)})
        if len({getattr(s, key) for s in material.known}) < 2:
            continue
        causes = []
        for value in values:
            case = Case(material, _with(key, value))
            found = search([case])
            if found is not None:
                cause = cause_of(_by_text(found, same_text=same_text, base=None), case)
                causes.append(replace(cause, scope=key, where=value, message=f"{cause.message} ({where} {value})"))
        if causes:
            return causes
    return []


def _with(key: str, value: str) -> Callable[[Stretch], bool]:
    return lambda stretch: getattr(stretch, key) == value


def _by_hash(material: Material) -> list[Cause]:
    """The cause of a hash that is not the text's, where every surface is: an edit behind them, which may move zones."""
    case = Case(material)
    base = probed(case)
    if base is None:
        return []
    return [cause_of(Found((Hypothesis(base),), 0, 0), case, proved=True)]


def _by_boundaries(material: Material) -> list[Cause]:
    """The cause of offsets that have no surfaces: what their ends say. It is never certain."""
    case = Case(material)
    members = best_reading([case])
    if not members or not members[0].parts:
        return []
    names = tuple(dict.fromkeys(map(name_of, members)))
    view = case.view(members[0])
    moves = {s.pointer: corrected(members[0], view, s.start, s.end) for s in material.stretches}
    stored = {s.pointer: (s.start, s.end) for s in material.stretches}
    return [
        Cause(
            name=names[0],
            cause_class=names,
            message=f"consistent with {' or '.join(names)}: read so, annotations begin and end at the borders of words",
            explained=0,
            of=0,
            wrong=0,
            spans=len(material.stretches),
            evidence="ends at the borders of words; no surface is stored",
            proposals={pointer: place for pointer, place in moves.items() if place and place != stored[pointer]},
            hypothesis=members[0],
        )
    ]


def pool(
    sources: Iterable[Document | Mapping[str, Any] | Material], by: str = "tool"
) -> dict[str, tuple[Diagnosis, ...]]:
    """Diagnoses of several documents whose evidence is counted together, by the value they share, in the order given.

    A cause that the documents of one ``tool``, ``folder`` or ``annotator`` have in common is named if five wrong spans
    of all of them speak for it. Documents and annotations that do not say theirs are left out.

    :raises ValueError: where ``by`` is none of the three
    """
    if by not in ("tool", "folder", "annotator"):
        raise ValueError(f"evidence is pooled by tool, folder or annotator, not by {by!r}")
    groups: dict[str, list[Case]] = {}
    for source in sources:
        material = source if isinstance(source, Material) else material_of(source)
        if by == "annotator":
            for name in sorted({s.annotator for s in material.stretches if s.annotator is not None}):
                groups.setdefault(name, []).append(Case(material, _with("annotator", name)))
        elif (value := getattr(material, by)) is not None:
            groups.setdefault(value, []).append(Case(material))
    return {name: _pooled(cases, by, name) for name, cases in groups.items()}


def _pooled(cases: list[Case], by: str, name: str) -> tuple[Diagnosis, ...]:
    ailing = [case for case in cases if case.wrong]
    found = search(ailing) if ailing else None
    if found is None:
        return tuple(diagnose(case.material) for case in cases)
    first = found.members[0]
    total = added(_case_counts(first, case) for case in ailing)
    result = []
    for case in cases:
        causes: tuple[Cause, ...] = ()
        if case.wrong:
            kept = _by_text(found, same_text=unchanged(case.material), base=None)
            causes = (replace(cause_of(kept, case, pooled=total), scope=by, where=name),)
        told = {pointer for cause in causes if cause.certain for pointer in cause.corrections}
        rest = [s for s in case.material.wrong if s.pointer not in told and s in set(case.stretches)]
        result.append(
            Diagnosis(
                spans=len(case.material.known),
                wrong=len(case.material.wrong),
                causes=causes,
                slips=(
                    *_single(case.material, rest, causes),
                    *malformed_slips(case.material.text, case.material.malformed),
                ),
            )
        )
    return tuple(result)


def _case_counts(hypothesis: Hypothesis, case: Case) -> Counts:
    view = case.view(hypothesis)
    explained = {one for one in case.evidence if explains(hypothesis, view, one)}
    return counts_of(case, lambda one: one in explained)
