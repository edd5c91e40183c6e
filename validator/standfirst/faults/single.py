"""Faults of single places: one or two fragments are wrong, and the rest of the document is right."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from standfirst.faults.counting import effective
from standfirst.faults.edits import Data, Place, copied, differs, names_of, places_of
from standfirst.faults.records import Fault, Operator
from standfirst.model.plain_places import PlainPlace, fragment_places
from standfirst.offsets.boundaries import grapheme_breaks

_ENOUGH = 12
"""How much context tells a fragment from every other place of a text, in code points."""

Change = Callable[[dict[str, Any], str, Random], bool]
"""Breaks one fragment in place; says whether it could."""


def fragments(data: Data) -> list[PlainPlace]:
    """The fragments that have a surface, each place once."""
    seen: dict[Place, PlainPlace] = {}
    for place in fragment_places(data):
        if place.value["start"] < place.value["end"]:
            seen.setdefault((place.value["start"], place.value["end"]), place)
    return list(seen.values())


def identifiable(data: Data) -> list[PlainPlace]:
    """The fragments of which the document says beyond doubt where they belong: by a unique surface, or by contexts."""
    text = data["text"]
    found = []
    for place in fragments(data):
        surface = place.value["text"]
        context = len(place.value.get("prefix", "")) + len(place.value.get("suffix", ""))
        if context >= _ENOUGH or (not context and text.find(surface, text.find(surface) + 1) < 0):
            found.append(place)
    return found


def some(count: int, change: Change) -> Callable[[Data, Random], Fault | None]:
    """The operator that breaks ``count`` fragments by a change, or as many as there are."""

    def operator(data: Data, random: Random) -> Fault | None:
        broken, truth = copied(data), places_of(data)
        places = identifiable(broken)
        random.shuffle(places)
        done: set[str] = set()
        for place in places:
            if len(done) < count and change(place.value, data["text"], random):
                done.add(place.pointer)
        if not done or not done <= differs(broken):
            return None
        return Fault(broken, names_of(data, done), {pointer: truth[pointer] for pointer in done})

    return operator


def _jittered(value: dict[str, Any], text: str, random: Random) -> bool:
    start = value["start"] + random.choice((-2, -1, 1, 2))
    end = value["end"] + random.choice((-2, -1, 1, 2))
    if not 0 <= start < end <= len(text):
        return False
    value.update(start=start, end=end)
    return True


def _with_blank(value: dict[str, Any], text: str, _random: Random) -> bool:
    if not text.startswith(" ", value["end"]):
        return False
    value["end"] += 1
    return True


def _turned(value: dict[str, Any], _text: str, _random: Random) -> bool:
    value.update(start=value["end"], end=value["start"])
    return True


def _beyond(value: dict[str, Any], text: str, random: Random) -> bool:
    value["end"] = len(text) + random.randint(1, 50)
    return True


def _negative(value: dict[str, Any], _text: str, random: Random) -> bool:
    value["start"] = -random.randint(1, 50)
    return True


def _as_string(value: dict[str, Any], _text: str, _random: Random) -> bool:
    value.update(start=str(value["start"]), end=str(value["end"]))
    return True


def _foreign(value: dict[str, Any], text: str, _random: Random) -> bool:
    value["text"] = "Quorra Vantongeren"
    return value["text"] not in text


def _stale(value: dict[str, Any], _text: str, random: Random) -> bool:
    letters = [match.start() for match in re.finditer("[a-z]", value["text"])]
    if len(value["text"]) < 8 or not letters:
        return False
    at = random.choice(letters)
    value["text"] = value["text"][:at] + ("x" if value["text"][at] != "x" else "y") + value["text"][at + 1 :]
    return True


def _other_occurrence(value: dict[str, Any], text: str, random: Random) -> bool:
    if not ("prefix" in value or "suffix" in value):
        return False
    others = [at for at in _occurrences(text, value["text"]) if at != value["start"]]
    if not others:
        return False
    start = random.choice(others)
    value.update(start=start, end=start + len(value["text"]))
    return True


def _occurrences(text: str, surface: str) -> Iterator[int]:
    at = text.find(surface)
    while at >= 0:
        yield at
        at = text.find(surface, at + 1)


def _swapped(data: Data, random: Random) -> Fault | None:
    broken, truth = copied(data), places_of(data)
    places = fragments(broken)
    if len(places) < 2:
        return None
    first, second = random.sample(places, 2)
    if first.annotation == second.annotation or first.value["text"] == second.value["text"]:
        return None
    here, there = ({"start": place.value["start"], "end": place.value["end"]} for place in (first, second))
    first.value.update(there)
    second.value.update(here)
    return effective(broken, {pointer: truth[pointer] for pointer in (first.pointer, second.pointer)})


def _half_pair(data: Data, random: Random) -> Fault | None:
    """A surface cut as JavaScript cuts it: the first half of a character is left at its end."""
    broken, truth = copied(data), places_of(data)
    places = [place for place in fragments(broken) if any(character > "\uffff" for character in place.value["text"])]
    if not places:
        return None
    place = random.choice(places)
    surface = place.value["text"]
    at = next(index for index, character in enumerate(surface) if character > "\uffff")
    place.value["text"] = surface[:at] + chr(0xD800 + ((ord(surface[at]) - 0x10000) >> 10))
    return Fault(broken, (place.annotation,), {place.pointer: truth[place.pointer]})


def _half_cluster(data: Data, random: Random) -> Fault | None:
    """An end moved into a grapheme cluster, surface and contexts taken there: the slice is right, and the span is not."""
    text = data["text"]
    broken, truth = copied(data), places_of(data)
    breaks = set(grapheme_breaks(text))
    places = [
        place
        for place in fragments(broken)
        if breaks.issuperset((place.value["start"], place.value["end"]))
        and place.value["end"] - place.value["start"] > 1
        and place.value["end"] - 1 not in breaks
    ]
    if not places:
        return None
    place = random.choice(places)
    value = place.value
    value["end"] -= 1
    value["text"] = value["text"][:-1]
    if "suffix" in value:
        value["suffix"] = text[value["end"] : value["end"] + 32]
    return Fault(broken, (place.annotation,), {place.pointer: truth[place.pointer]})


_PLACED = ("OFF001", "OFF002", "OFF020")

SINGLE = (
    Operator(
        "jittered",
        "F23",
        "Two spans are off by one or two.",
        _PLACED,
        "offset-off-by",
        repairable=True,
        break_document=some(2, _jittered),
    ),
    Operator(
        "start-behind-end",
        "F24",
        "Start and end of a span are the wrong way round.",
        _PLACED,
        "offset-order",
        repairable=True,
        break_document=some(1, _turned),
    ),
    Operator(
        "end-behind-text",
        "F25",
        "A span ends behind the text.",
        _PLACED,
        "offset-range",
        repairable=True,
        break_document=some(1, _beyond),
    ),
    Operator(
        "negative-start",
        "F26",
        "A span begins before the text.",
        ("SCH006",),
        "offset-negative",
        repairable=True,
        break_document=some(1, _negative),
    ),
    Operator(
        "foreign-surface",
        "F27",
        "A surface is that of another document.",
        _PLACED,
        "surface-foreign",
        repairable=False,
        break_document=some(1, _foreign),
    ),
    Operator(
        "swapped",
        "F28",
        "Two annotations have each other's offsets.",
        _PLACED,
        "offset-swapped",
        repairable=False,
        break_document=_swapped,
    ),
    Operator(
        "stale-surface",
        "F29",
        "A surface has another letter than the text.",
        _PLACED,
        "surface-stale",
        repairable=False,
        break_document=some(1, _stale),
    ),
    Operator(
        "blank-included",
        "F30",
        "Spans end behind the next blank.",
        _PLACED,
        "offset-off-by",
        repairable=True,
        break_document=some(2, _with_blank),
    ),
    Operator(
        "offsets-as-strings",
        "F31",
        "The offsets of a span are strings.",
        ("SCH002",),
        "offset-type",
        repairable=True,
        break_document=some(1, _as_string),
    ),
    Operator(
        "other-occurrence",
        "F32",
        "A span was moved to another occurrence of the same words.",
        ("OFF020",),
        "offset-other-occurrence",
        repairable=True,
        break_document=some(1, _other_occurrence),
    ),
    Operator(
        "half-surrogate-pair",
        "F35",
        "A surface ends with half a surrogate pair.",
        ("DEC006",),
        None,
        repairable=False,
        break_document=_half_pair,
    ),
    Operator(
        "half-cluster",
        "F36",
        "A span ends inside a grapheme cluster.",
        ("OFF005", "OFF006"),
        None,
        repairable=False,
        break_document=_half_cluster,
    ),
)
"""The operators of this kind."""
