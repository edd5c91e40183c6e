"""Where the text-bound annotations of a brat file are: their offsets in code points, proved by the words of the file."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from standfirst.finding import Finding
from standfirst.interchange.brat.held import Held
from standfirst.interchange.brat.keep import merged_places
from standfirst.interchange.brat.lines import Bound
from standfirst.interchange.problems import DECISION, SURFACE, problem
from standfirst.interchange.protocol import Settings
from standfirst.interchange.units import Counted, Covered, counted, stretches

_Places = dict[str, list[tuple[int, int]]]


class Located(NamedTuple):
    """The stretches of every annotation, by its id, and the words that the file claims where they are not to be proved."""

    places: Mapping[str, Sequence[tuple[int, int]]]
    claimed: Mapping[str, str] = {}


_BLANK = re.compile(r"\s")
_LOOSE = re.compile(r"\s+|\.\.\.|\[\.\.\.\]|…")


def places_of(text: str, held: Held, settings: Settings, decisions: list[str], findings: list[Finding]) -> Located:
    """The stretches of every annotation; what was decided and what is wrong goes into the two lists."""
    listed = list(held.bound.values())
    if settings.unit is None and _stand(text, listed):
        places = {one.id: list(one.stretches) for one in listed}
        return Located(_checked(text, held, places, settings, decisions, findings))
    covered = [place for one in listed for place in _covered(one, held.line(one.id))]
    found = counted(text, covered, said=settings.unit, usual="codepoint", same=_same)
    squeezed = text.replace("\r\n", "\n")
    if found.finding is not None and squeezed != text:
        other = counted(squeezed, covered, said=None, usual="codepoint", same=_same)
        if other.finding is None:
            _decide("Offsets count a line end of CR and LF as one character.", decisions, findings)
            places = _unsqueezed(text, _located(squeezed, held, other, findings))
            return Located(_checked(text, held, places, settings, decisions, findings))
    if found.decision is not None:
        _decide(found.decision, decisions, findings)
    if found.finding is not None:
        findings.append(found.finding)
        if settings.as_it_stands:
            claimed = {one.id: one.surface for one in listed if len(one.stretches) == 1}
            return Located({one.id: one.stretches for one in listed}, claimed)
    return Located(_checked(text, held, _located(text, held, found, findings), settings, decisions, findings))


def _stand(text: str, listed: list[Bound]) -> bool:
    """Whether the words of every annotation that is one stretch stand there, in code points, to the character."""
    size = len(text)
    for one in listed:
        for start, end in one.stretches:
            if not 0 <= start <= end <= size:
                return False
        if len(one.stretches) == 1:
            ((start, end),) = one.stretches
            if text[start:end] != one.surface:
                return False
    return True


def _decide(decision: str, decisions: list[str], findings: list[Finding]) -> None:
    decisions.append(decision)
    findings.append(problem(DECISION, decision[0].lower() + decision[1:].removesuffix("."), line=1))


def _covered(one: Bound, line: int) -> list[Covered]:
    """The places of an annotation with their words, as far as it can be told which words are whose."""
    if len(one.stretches) == 1:
        return [Covered(*one.stretches[0], one.surface, line)]
    return [Covered(start, end, None, line) for start, end in one.stretches]


def _located(text: str, held: Held, found: Counted, findings: list[Finding]) -> _Places:
    listed = list(held.bound.values())
    places: _Places = {one.id: [] for one in listed}
    owners = [one.id for one in listed for _ in one.stretches]
    covered = [Covered(start, end, None, held.line(one.id)) for one in listed for start, end in one.stretches]
    for owner, place in zip(owners, stretches(text, covered, found.unit), strict=True):
        if isinstance(place, Finding):
            findings.append(place)
        else:
            places[owner].append(place)
    return places


def _unsqueezed(text: str, places: _Places) -> _Places:
    """Places in a text whose CRLF are one character, as places in the text itself."""
    ends = [match.start() for match in re.finditer("\r\n", text)]
    squeezed = [at - number for number, at in enumerate(ends)]

    def back(position: int) -> int:
        return position + bisect_left(squeezed, position)

    return {name: [(back(start), back(end)) for start, end in found] for name, found in places.items()}


def _checked(
    text: str, held: Held, places: _Places, settings: Settings, decisions: list[str], findings: list[Finding]
) -> _Places:
    """The places in order, fragments merged that brat cut at a line break; words that do not fit are found."""
    merge = settings.options.get("merge", "newline") != "never"
    merged = 0
    for one in held.bound.values():
        if len(one.stretches) == 1 == len(places[one.id]):
            ((start, end),) = places[one.id]
            if text[start:end] == one.surface:
                continue
        found = sorted(places[one.id])
        stored = one.surface
        words = " ".join(text[start:end] for start, end in found)
        if len(found) == len(one.stretches) and not _same(words, stored) and not _alike(words, stored):
            message = f"{one.id} says {_cut(stored)!r}, and the text there is {_cut(words)!r}"
            findings.append(problem(SURFACE, message, line=held.line(one.id), expected=_cut(stored), found=_cut(words)))
        places[one.id] = merged_places(text, found) if merge else found
        merged += len(places[one.id]) < len(found)
    if merged:
        what = "annotation was" if merged == 1 else "annotations were"
        decisions.append(f"Fragments that only a line break was between were made one: {merged} {what} so.")
    return places


def _same(found: str, stored: str) -> bool:
    """The same but for the kind of white space: a line cannot hold a line break."""
    return found == stored or _BLANK.sub(" ", found) == _BLANK.sub(" ", stored)


def _alike(found: str, stored: str) -> bool:
    """The same but for how words of several fragments are joined, which tools do in four ways."""
    return _LOOSE.sub("", found) == _LOOSE.sub("", stored)


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
