"""The text of a file: rebuilt from its sentences, or the one that was given, to which its tokens are aligned.

The format has no text between sentences: INCEpTION fills the room that the offsets leave with a line feed and blanks, and
so it is read here, but for the line feed that INCEpTION adds at the end. Where the text is given, none of it is taken.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from standfirst.errors import OffsetError
from standfirst.finding import Finding
from standfirst.interchange.problems import OFFSET, SURFACE, problem
from standfirst.interchange.tokens import Stretch
from standfirst.interchange.webanno.sheet import Sentence, Sheet, Unit
from standfirst.offsets.units import Unit as OffsetUnit
from standfirst.offsets.units import length, unit_map

_USUAL: OffsetUnit = "utf16"
MOST_FILLED = 10_000_000
"""How many blanks may stand for what a file does not say of its text; offsets that need more are damaged."""

_OTHERS: tuple[OffsetUnit, ...] = ("codepoint", "utf8")


class Placed(NamedTuple):
    """The text, and where each unit and each sentence is in it, in code points; what was decided for it."""

    text: str
    units: dict[str, Stretch]
    sentences: list[Stretch]
    decisions: tuple[str, ...]


def filling(room: int, *, first: bool) -> str:
    """What stands before a sentence that leaves ``room`` code units behind the one before it."""
    if room <= 0:
        return ""
    return " " * room if first else "\n" + " " * (room - 1)


def placed(sheet: Sheet, text: str | None, unit: OffsetUnit | None) -> Placed | list[Finding]:
    """The text of a file with the places of its units, or the findings on what does not fit."""
    found = _rebuilt(sheet, unit or _USUAL)
    decisions = []
    if unit is not None:
        decisions.append(f"Offsets count {unit} units, as was said.")
    elif isinstance(found, list):
        fitting = [(other, made) for other in _OTHERS if not isinstance(made := _rebuilt(sheet, other), list)]
        if len({tuple(made.units.values()) for _, made in fitting}) != 1:
            return found
        (other, found), *_ = fitting
        decisions.append(f"Offsets count {other} units, not UTF-16: so alone all forms fit.")
    if isinstance(found, list):
        return found
    if text is None:
        decisions.append("The file has no text between sentences: a line feed and blanks stand for it.")
        return found._replace(decisions=tuple(decisions))
    aligned = _aligned(sheet, found, text)
    if isinstance(aligned, Finding):
        return [aligned]
    return aligned._replace(decisions=(*decisions, "The text was given."))


def _rebuilt(sheet: Sheet, unit: OffsetUnit) -> Placed | list[Finding]:
    pieces: list[str] = []
    size = filled = 0
    for number, sentence in enumerate(sheet.sentences):
        begin = sentence.units[0].start
        room = begin - size
        filled += max(room, 0)
        if room < 0:
            message = f"the sentence begins at {begin}, and the one before it ends at {size}"
            return [problem(OFFSET, message, line=sentence.line)]
        if filled > MOST_FILLED:
            message = f"the sentence begins at {begin}: more than {MOST_FILLED} blanks would stand between sentences"
            return [problem(OFFSET, message, line=sentence.line)]
        pieces += (filling(room, first=number == 0), sentence.text)
        size += room + length(sentence.text, unit)
    text = "".join(pieces)
    return _located(sheet, text, unit)


def _located(sheet: Sheet, text: str, unit: OffsetUnit) -> Placed | list[Finding]:
    """The units at their offsets, where their forms stand; the findings on those that do not."""
    to_codepoint = unit_map(text, unit).to_codepoint
    found: dict[str, Stretch] = {}
    findings: list[Finding] = []
    last = 0
    for one in _units(sheet):
        try:
            start, end = to_codepoint(one.start), to_codepoint(one.end)
        except OffsetError as error:
            findings.append(problem(OFFSET, str(error), line=one.line, found=f"{one.start}–{one.end}"))
            continue
        there = text[start:end]
        if start > end or there != one.form:
            message = f"the form of {one.name} is {one.form[:60]!r}, and the text there is {there[:60]!r}"
            findings.append(problem(SURFACE, message, line=one.line, expected=one.form[:60], found=there[:60]))
        elif one.name in found:
            findings.append(problem(SURFACE, f"there are two rows {one.name}", line=one.line, found=one.name))
        elif not one.is_part and start < last:
            findings.append(
                problem(OFFSET, f"the token {one.name} begins before the one before it ends", line=one.line)
            )
        found[one.name] = start, end
        last = last if one.is_part else end
    return findings or Placed(text, found, [_hull(sentence, found) for sentence in sheet.sentences], ())


def _units(sheet: Sheet) -> Iterator[Unit]:
    for sentence in sheet.sentences:
        yield from sentence.units


def _hull(sentence: Sentence, places: dict[str, Stretch]) -> Stretch:
    """From the first token of a sentence to its last."""
    tokens = [places[unit.name] for unit in sentence.units if not unit.is_part]
    return tokens[0][0], tokens[-1][1]


def _aligned(sheet: Sheet, rebuilt: Placed, text: str) -> Placed | Finding:
    """The same units in the text that was given; or the finding on the first token that does not follow there."""
    moved: dict[str, Stretch] = {}
    at = 0
    shift: Callable[[Stretch], Stretch] = lambda place: place  # noqa: E731
    for one in _units(sheet):
        start, end = rebuilt.units[one.name]
        if one.is_part:
            moved[one.name] = shift((start, end))
            continue
        found = text.find(one.form, at)
        if found < 0 or text[at:found].lstrip("\ufeff" if at == 0 else None).strip():
            there = text[at:].lstrip()[:20]
            message = f"the token {one.form[:80]!r} does not follow in the text that was given, where {there!r} stands"
            return problem(SURFACE, message, line=one.line, found=one.form[:80])
        shift = _by(found - start)
        moved[one.name] = shift((start, end))
        at = found + len(one.form)
    if text[at:].strip():
        message = f"the text that was given goes on behind the last token: {text[at:].strip()[:40]!r}"
        return problem(SURFACE, message, line=sheet.sentences[-1].units[-1].line)
    return Placed(text, moved, [_hull(sentence, moved) for sentence in sheet.sentences], ())


def _by(steps: int) -> Callable[[Stretch], Stretch]:
    return lambda place: (place[0] + steps, place[1] + steps)
