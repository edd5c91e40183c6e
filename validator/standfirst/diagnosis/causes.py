"""Causes made of what was found: what they explain, the places they give, and the sentence that says so."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from standfirst.diagnosis.bare import between
from standfirst.diagnosis.boundaries import at_borders
from standfirst.diagnosis.drift import Drift
from standfirst.diagnosis.hypotheses import (
    MODES,
    UNIT_WORDS,
    Case,
    Evidence,
    Hypothesis,
    Place,
    corrected,
    explains,
    name_of,
)
from standfirst.diagnosis.material import Stretch
from standfirst.diagnosis.records import MIN_EVIDENCE, Cause, ShiftChange
from standfirst.diagnosis.search import Found
from standfirst.diagnosis.segments import Relative
from standfirst.diagnosis.variants import APPROXIMATE, BY_NAME

_MOST_MEMBERS = 16
_MANY = 10
"""How many places that are certain speak for an edit by themselves."""


class Counts(NamedTuple):
    """How many places with a surface a cause explains, of how many, and how many are wrong; and of different ones."""

    explained: int
    of: int
    wrong: int
    spans: int


class Moves(NamedTuple):
    """Where the members of a class put the places of one document."""

    corrections: dict[str, Place]
    proposals: dict[str, Place]
    ambiguous: bool


def cause_of(
    found: Found, case: Case, *, pooled: Counts | None = None, proved: bool = False, edited: bool = False
) -> Cause:
    """The cause that a class of hypotheses is, for one document.

    :param pooled: the evidence of all documents, where others speak for the cause too
    :param proved: whether the hash of the text proves it
    :param edited: whether the text may have been edited: before the first span, that shifts all
    """
    members = found.members[:_MOST_MEMBERS]
    first = members[0]
    counts = _counts(first, case)
    evidence = pooled or counts
    leftover = counts.explained < counts.of
    approximate = not proved and any(BY_NAME[name].cause in APPROXIMATE for name in first.variants)
    guessed = leftover or approximate or (edited and not first.variants)
    moves = _moves(members, case, leftover=leftover, guessed=guessed)
    named = proved or evidence.spans >= MIN_EVIDENCE
    names = tuple(dict.fromkeys(name_of(member) for member in members))
    if edited and "offset-shift" in names:
        names = (*names, "text-drift")
    words = _words(first, case)
    return Cause(
        name=names[0],
        cause_class=names,
        message=_message(names, evidence, _reading(first), words, named=named, ambiguous=moves.ambiguous),
        explained=evidence.explained,
        of=evidence.of,
        wrong=evidence.wrong,
        spans=evidence.spans,
        evidence=words,
        named=named,
        certain=named and not moves.ambiguous,
        ambiguous=moves.ambiguous,
        surfaces_change=bool(first.variants),
        corrections=moves.corrections,
        proposals=moves.proposals,
        hypothesis=first,
    )


def _counts(hypothesis: Hypothesis, case: Case) -> Counts:
    explained = {one for one in case.evidence if explains(hypothesis, case.view(hypothesis), one)}
    return counts_of(case, lambda one: one in explained)


def counts_of(case: Case, explained: Callable[[Evidence], bool]) -> Counts:
    """The counts of one document."""
    wrong = case.off
    rows = [one for stretch in case.stretches if (one := evidence_of(stretch)) is not None]
    return Counts(
        explained=sum(map(explained, rows)),
        of=len(rows),
        wrong=sum(one in wrong for one in rows),
        spans=sum(map(explained, case.wrong)),
    )


def added(counts: Iterable[Counts]) -> Counts:
    """The sum of the counts of several documents."""
    return Counts(*map(sum, zip(*counts, strict=True)))


def evidence_of(stretch: Stretch) -> Evidence | None:
    """A stretch as evidence; ``None`` where it has no surface."""
    if stretch.surface is None:
        return None
    return Evidence(stretch.start, stretch.end, stretch.surface, stretch.prefix, stretch.suffix)


def _moves(members: tuple[Hypothesis, ...], case: Case, *, leftover: bool, guessed: bool) -> Moves:
    """The places that all members give. What is right as it is stays there, where the cause does not explain all."""
    wrong = case.off
    corrections: dict[str, Place] = {}
    proposals: dict[str, Place] = {}
    ambiguous = False
    bare: dict[str, tuple[Stretch, Place | None]] = {}
    for stretch in case.stretches:
        one = evidence_of(stretch)
        if one is not None and not explains(members[0], case.view(members[0]), one):
            continue
        places = {corrected(member, case.view(member), stretch.start, stretch.end) for member in members}
        place = places.pop() if len(places) == 1 else None
        if one is None:
            bare[stretch.pointer] = stretch, place
        elif place is None:
            ambiguous = ambiguous or bool(places)
        elif one in wrong:
            corrections[stretch.pointer] = place
        elif place != (stretch.start, stretch.end):
            (proposals if leftover else corrections)[stretch.pointer] = place
    if guessed:  # zones go where the spans around them went
        around = {
            (one.start, one.end): corrections.get(stretch.pointer, (one.start, one.end))
            for stretch in case.stretches
            if (one := evidence_of(stretch)) is not None and (stretch.pointer in corrections or one not in wrong)
        }
        stored = [(pointer, (stretch.start, stretch.end)) for pointer, (stretch, _) in bare.items()]
        moved = between(case.material.text, around, stored)
        corrections.update(moved.certain)
        proposals.update(moved.likely)
    else:
        corrections.update(moved_zones(case.material.text, bare))
    return Moves(corrections, proposals, ambiguous)


def moved_zones(text: str, bare: Mapping[str, tuple[Stretch, Place | None]]) -> dict[str, Place]:
    """Places without surface moved with a cause, if zones stand better at the borders of lines then."""
    moves = {
        pointer: place
        for pointer, (stretch, place) in bare.items()
        if place is not None and place != (stretch.start, stretch.end)
    }
    zones = [pointer for pointer in moves if pointer.startswith("/zones")]
    now = at_borders(text, [(bare[pointer][0].start, bare[pointer][0].end) for pointer in zones])
    then = at_borders(text, [moves[pointer] for pointer in zones])
    return moves if then > now + 1 or not zones else {}


def relative_cause(found: Relative, case: Case) -> Cause:
    """The cause that offsets begin anew in every passage."""
    wrong = case.off
    corrections = {
        stretch.pointer: found.places[stretch.pointer]
        for stretch in case.stretches
        if stretch.pointer in found.places and evidence_of(stretch) in wrong
    }
    counts = _relative_counts(found, case)
    named = counts.spans >= MIN_EVIDENCE
    words = f"offsets begin anew in each of the {found.kind}"
    name = "offset-segment"
    return Cause(
        name=name,
        cause_class=(name,),
        message=_message((name,), counts, f"counted from the beginning of the passage ({found.kind})", "", named=named),
        explained=counts.explained,
        of=counts.of,
        wrong=counts.wrong,
        spans=counts.spans,
        evidence=words,
        named=named,
        certain=named,
        corrections=corrections,
        hypothesis=Hypothesis(segments=found.kind),
    )


def _relative_counts(found: Relative, case: Case) -> Counts:
    plain = counts_of(case, lambda _: True)
    return plain._replace(explained=min(found.explained, plain.of), spans=found.wrong)


def drift_cause(found: Drift, case: Case, *, proved: bool = True) -> Cause:
    """The cause that the text was edited; ``proved`` if nothing says that it was not."""
    placed = {**found.likely, **found.certain}
    counts = counts_of(case, lambda one: one in placed)
    corrections, proposals = _placed(found, case)
    words = _edited(found.profile)
    named = counts.spans >= MIN_EVIDENCE
    proved = proved and (len(found.certain) >= _MANY or _lengths_agree(found, case))
    return Cause(
        name=found.names[0],
        cause_class=found.names,
        message=_message(found.names, counts, "moved with a text that was edited", words, named=named),
        explained=counts.explained,
        of=counts.of,
        wrong=counts.wrong,
        spans=counts.spans,
        evidence=words,
        named=named,
        certain=named and proved,
        surfaces_change=True,
        corrections=corrections,
        proposals=proposals,
        profile=found.profile,
    )


def _lengths_agree(found: Drift, case: Case) -> bool:
    """Whether the text has grown or shrunk by as much as what stands behind all edits was shifted."""
    before = case.material.codepoints
    return before is None or len(case.material.text) - before == found.profile[-1].shift


def _placed(found: Drift, case: Case) -> tuple[dict[str, Place], dict[str, Place]]:
    """The places that are certain and those that are likely, by pointer, zones with them."""
    corrections: dict[str, Place] = {}
    proposals: dict[str, Place] = {}
    bare = []
    for stretch in case.stretches:
        one = evidence_of(stretch)
        if one is None:
            bare.append((stretch.pointer, (stretch.start, stretch.end)))
        elif one in found.certain:
            if one in case.off or found.certain[one] != (one.start, one.end):
                corrections[stretch.pointer] = found.certain[one]
        elif one in found.likely and one in case.off:
            proposals[stretch.pointer] = found.likely[one]
    around = {(one.start, one.end): place for one, place in found.certain.items()}
    moved = between(case.material.text, around, bare)
    corrections.update(moved.certain)
    proposals.update(moved.likely)
    return corrections, proposals


def _edited(profile: tuple[ShiftChange, ...]) -> str:
    inserted = sum(change.inserted for change in profile if change.inserted > 0)
    removed = -sum(change.inserted for change in profile if change.inserted < 0)
    parts = [f"{inserted} code points came in"] * bool(inserted) + [f"{removed} went out"] * bool(removed)
    points = len(profile)
    return f"{' and '.join(parts)}, at {points} place{'s' if points != 1 else ''}"


def combined(cause: Cause, found: Drift, case: Case) -> Cause:
    """A cause that leaves something over, with the places that an edit of the text gives for it.

    Where the two speak of one span and differ, or neither knows, nothing is corrected. Where they differ often, the one
    is the cause that places more.
    """
    placed, likely = _placed(found, case)
    surfaces = {s.pointer for s in case.stretches if s.surface is not None}
    both = surfaces & cause.corrections.keys() & placed.keys()
    differing = {pointer for pointer in both if cause.corrections[pointer] != placed[pointer]}
    if len(differing) * 10 > len(both):
        return cause if cause.explained > len(found.certain) + len(found.likely) else drift_cause(found, case)
    zones = {pointer: place for pointer, place in placed.items() if pointer not in surfaces}
    spans = {**placed, **cause.corrections}
    kept = {pointer: place for pointer, place in spans.items() if pointer in surfaces and pointer not in differing}
    more = len(found.certain) > sum(explains_first(cause, case, one) for one in case.evidence)
    return replace(
        cause,
        cause_class=tuple(dict.fromkeys((*cause.cause_class, *(found.names if more else ())))),
        corrections={**kept, **zones},
        proposals={**likely, **cause.proposals},
        profile=found.profile,
        surfaces_change=True,
    )


def explains_first(cause: Cause, case: Case, one: Evidence) -> bool:
    """Whether the hypothesis of a cause explains a piece of evidence."""
    hypothesis = cause.hypothesis
    return hypothesis is not None and explains(hypothesis, case.view(hypothesis), one)


def _reading(hypothesis: Hypothesis) -> str:
    """How offsets are to be read if a hypothesis is true."""
    parts = []
    if hypothesis.unit != "codepoint":
        parts.append(f"as {UNIT_WORDS[hypothesis.unit]}")
    if hypothesis.mode:
        parts.append(MODES[hypothesis.mode].words)
    if hypothesis.shift:
        parts.append(f"{abs(hypothesis.shift)} {'further on' if hypothesis.shift > 0 else 'earlier'}")
    if hypothesis.variants:
        parts.append(
            "on the text as it was before " + " and ".join(BY_NAME[name].words for name in hypothesis.variants)
        )
    return ", ".join(parts)


def _words(hypothesis: Hypothesis, case: Case) -> str:
    """What of the text speaks for it."""
    text = case.view(hypothesis).chain.text
    if hypothesis.unit == "utf16":
        count = sum(character > "\uffff" for character in text)
        return f"{count} character{'s' if count != 1 else ''} beyond U+FFFF in the text"
    if hypothesis.unit == "utf8":
        return f"{sum(character > chr(0x7F) for character in text)} characters beyond ASCII in the text"
    if hypothesis.unit == "grapheme":
        joined = sum(bool(unicodedata.combining(character)) for character in text)
        return f"{joined} combining marks in the text" if joined else "clusters of several characters in the text"
    if hypothesis.variants:
        change = len(text) - len(case.material.text)
        return f"the text was {abs(change)} code points {'longer' if change >= 0 else 'shorter'}"
    return ""


def _message(
    names: tuple[str, ...], counts: Counts, reading: str, words: str, *, named: bool, ambiguous: bool = False
) -> str:
    """The sentence: cause, evidence, count."""
    right = f"all {counts.of}" if counts.explained == counts.of else f"{counts.explained}"
    head = " or ".join(names) if named else f"consistent with {' or '.join(names)}"
    tail = f" ({words})" if words else ""
    end = "; the explanations differ in the places they give, so nothing is corrected" if ambiguous else ""
    few = "" if named else f"; {counts.spans} spans are too few to be sure"
    return (
        f"{head}: {counts.wrong} of {counts.of} spans are wrong as code points; {right} are right if offsets are read "
        f"{reading}{tail}{end}{few}"
    )
