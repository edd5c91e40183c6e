"""Faults of counting: units, bases, ends, shifts. The text is right and every offset is not."""

from collections.abc import Callable
from random import Random

from standfirst.errors import OffsetError
from standfirst.faults.edits import Data, Place, all_places, copied, differs, names_of, places_of
from standfirst.faults.records import Fault, Operator
from standfirst.model.plain_places import fragment_places
from standfirst.offsets.units import Unit, unit_map

Count = Callable[[int, int], Place]
_UNPLACED = ("OFF001", "OFF002", "OFF020", "SCH006")


def recounted(data: Data, count: Count) -> Fault | None:
    """The document with every offset counted anew, by a function of the true start and end."""
    broken = copied(data)
    for place in all_places(broken):
        start, end = count(place.value["start"], place.value["end"])
        place.value.update(start=start, end=end)
    return effective(broken, places_of(data))


def effective(broken: Data, truth: dict[str, Place] | dict[str, Place | None]) -> Fault | None:
    """The fault, unless every surface and context still stands where it is stored."""
    wrong = differs(broken)
    return Fault(broken, names_of(broken, wrong), truth) if wrong else None


def _in_unit(unit: Unit, base: int = 0) -> Callable[[Data, Random], Fault | None]:
    def operator(data: Data, _random: Random) -> Fault | None:
        units = unit_map(data["text"], unit)
        last = max((place.value["end"] for place in fragment_places(data)), default=0)
        try:
            if units.from_codepoint(last) == last:
                return None  # nothing before the last span that the unit counts otherwise
            return recounted(
                data, lambda start, end: (units.from_codepoint(start) + base, units.from_codepoint(end) + base)
            )
        except OffsetError:
            return None  # an end inside a cluster, which the unit has no number for

    return operator


def _counted(count: Count) -> Callable[[Data, Random], Fault | None]:
    return lambda data, _random: recounted(data, count)


def _relative(data: Data, _random: Random) -> Fault | None:
    """Offsets from the beginning of the zone, or the line where there are no zones."""
    text = data["text"]
    zones = sorted(
        (zone["start"], zone["end"])
        for zone in data.get("zones") or ()
        if type(zone.get("start")) is int and type(zone.get("end")) is int
    )
    if len(zones) < 2:
        zones, at = [], 0
        for line in text.split("\n"):
            zones.append((at, at + len(line)))
            at += len(line) + 1
    broken = copied(data)
    truth = places_of(data)
    moved: dict[str, int] = {}
    solid: set[int] = set()
    for place in fragment_places(broken):
        start, end = place.value["start"], place.value["end"]
        base = next((first for first, last in zones if first <= start and end <= last), None)
        if base is None:
            return None
        moved[place.pointer] = base
        if start < end:
            solid.add(base)
        place.value.update(start=start - base, end=end - base)
    fault = effective(broken, truth)
    if fault is None or len(solid) > 1:
        return fault
    # All words stand in one passage: then nothing tells this from a shift of everything, what was not moved included.
    return fault._replace(unknown=frozenset(pointer for pointer in truth if moved.get(pointer) not in solid))


COUNTING = (
    Operator(
        "utf16-offsets",
        "F01",
        "Offsets count UTF-16 code units.",
        _UNPLACED,
        "offset-unit-utf16",
        repairable=True,
        break_document=_in_unit("utf16"),
    ),
    Operator(
        "utf8-offsets",
        "F02",
        "Offsets count bytes of UTF-8.",
        _UNPLACED,
        "offset-unit-utf8",
        repairable=True,
        break_document=_in_unit("utf8"),
    ),
    Operator(
        "grapheme-offsets",
        "F03",
        "Offsets count grapheme clusters.",
        _UNPLACED,
        "offset-unit-grapheme",
        repairable=True,
        break_document=_in_unit("grapheme"),
    ),
    Operator(
        "from-one",
        "F04",
        "Offsets begin at 1.",
        _UNPLACED,
        "offset-base-1",
        repairable=True,
        break_document=_counted(lambda start, end: (start + 1, end + 1)),
    ),
    Operator(
        "inclusive-end",
        "F05",
        "Ends are inclusive.",
        _UNPLACED,
        "offset-end-inclusive",
        repairable=True,
        break_document=_counted(lambda start, end: (start, end - 1)),
    ),
    Operator(
        "from-one-inclusive",
        "F06",
        "Offsets begin at 1 and ends are inclusive.",
        _UNPLACED,
        "offset-1-inclusive",
        repairable=True,
        break_document=_counted(lambda start, end: (start + 1, end)),
    ),
    Operator(
        "length-for-end",
        "F07",
        "Lengths stand in the place of ends.",
        _UNPLACED,
        "offset-length",
        repairable=True,
        break_document=_counted(lambda start, end: (start, end - start)),
    ),
    Operator(
        "constant-shift",
        "F08",
        "Every offset is 37 too large.",
        _UNPLACED,
        "offset-shift",
        repairable=True,
        break_document=_counted(lambda start, end: (start + 37, end + 37)),
    ),
    Operator(
        "utf16-from-one",
        "F09",
        "Offsets count UTF-16 code units and begin at 1.",
        _UNPLACED,
        "offset-unit-utf16+offset-base-1",
        repairable=True,
        break_document=_in_unit("utf16", 1),
    ),
    Operator(
        "passage-relative",
        "F37",
        "Offsets begin anew in every zone, or in every line.",
        _UNPLACED,
        "offset-segment",
        repairable=True,
        break_document=_relative,
    ),
)
"""The operators of this kind."""
