"""What the offsets of a foreign file count: as said, as its format has it, or as the words that it stores prove."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from standfirst.errors import OffsetError
from standfirst.finding import Finding
from standfirst.interchange.problems import OFFSET, UNIT, problem
from standfirst.offsets.units import UNITS, Unit, UnitMap, unit_map

_SPOKEN = {
    "codepoint": "code points",
    "utf16": "UTF-16 code units",
    "utf8": "UTF-8 bytes",
    "grapheme": "grapheme clusters",
}


class Covered(NamedTuple):
    """A stretch as a file has it: raw offsets, the words it gives for it (``None``: none), and the line."""

    start: int
    end: int
    surface: str | None
    line: int = 1


class Counted(NamedTuple):
    """The unit of a file's offsets, how it was decided (for the record, ``None`` where the format says it), a finding."""

    unit: Unit
    decision: str | None = None
    finding: Finding | None = None


Same = Callable[[str, str], bool]
"""Whether words of the text and those of a file are the same, by the rules of its format."""


def equal(found: str, stored: str) -> bool:
    """The same to the character."""
    return found == stored


def counted(
    text: str, places: Iterable[Covered], *, said: Unit | None, usual: Unit | None, same: Same = equal
) -> Counted:
    """What the offsets of ``places`` count.

    What was ``said`` holds. Otherwise the unit that is ``usual`` for the format holds if it explains every place; or else
    the one other that does. Where places have no words, and units would differ, a format without a unit of its own has
    to be said.
    """
    if said is not None:
        return Counted(said, f"Offsets count {_SPOKEN[said]}, as was said.")
    listed = list(places)
    if text.isascii() and "\r" not in text:
        return Counted(usual or "codepoint")
    known = [place for place in listed if place.surface is not None]
    if usual is not None and _explains(text, known, usual, same):
        return Counted(usual)
    fitting = [unit for unit in UNITS if _explains(text, known, unit, same)] if known else list(UNITS)
    answers = {_places(text, listed, unit): unit for unit in reversed(fitting)}
    if len(answers) == 1:
        (unit,) = answers.values()
        if usual is None or not known:
            return Counted(usual or unit)
        decision = (
            f"Offsets count {_SPOKEN[unit]}, not {_SPOKEN[usual]}: so alone all {len(known)} words that are stored fit."
        )
        return Counted(unit, decision)
    return Counted(usual or "codepoint", None, _undecided(known, fitting))


def _undecided(known: list[Covered], fitting: list[Unit]) -> Finding:
    if known and not fitting:
        message = f"no unit explains the offsets: of {len(known)} places with words, some fit none"
        return problem(
            UNIT, message, help="`--accept-diagnosis` takes the places that a diagnosis proves; `--unit` says the unit"
        )
    names = ", ".join(_SPOKEN[unit] for unit in fitting)
    return problem(UNIT, f"it cannot be told what the offsets count: {names} would all do", help="say it with --unit")


def _explains(text: str, known: list[Covered], unit: Unit, same: Same) -> bool:
    units = unit_map(text, unit)
    size = len(text)
    for place in known:
        inside = unit == "codepoint" and 0 <= place.start <= size and 0 <= place.end <= size
        stretch = (place.start, place.end) if inside else _stretch(units, place)
        if stretch is None or not same(text[slice(*stretch)], place.surface or ""):
            return False
    return True


def _places(text: str, listed: list[Covered], unit: Unit) -> tuple[tuple[int, int] | None, ...]:
    units = unit_map(text, unit)
    return tuple(_stretch(units, place) for place in listed)


def _stretch(units: UnitMap, place: Covered) -> tuple[int, int] | None:
    try:
        return units.to_codepoint(place.start), units.to_codepoint(place.end)
    except OffsetError:
        return None


def stretches(text: str, places: Iterable[Covered], unit: Unit) -> Iterator[tuple[int, int] | Finding]:
    """For each place its stretch in code points, or the finding on an offset that is no place in the text."""
    units = unit_map(text, unit)
    size = len(text)
    for place in places:
        if unit == "codepoint" and 0 <= place.start <= place.end <= size:
            yield place.start, place.end
            continue
        try:
            start, end = units.to_codepoint(place.start), units.to_codepoint(place.end)
        except OffsetError as error:
            yield problem(OFFSET, str(error), line=place.line, found=f"{place.start}–{place.end}")
            continue
        if start > end:
            message = f"the stretch {place.start}–{place.end} ends before it begins"
            yield problem(OFFSET, message, line=place.line, found=f"{place.start}–{place.end}")
        else:
            yield start, end
