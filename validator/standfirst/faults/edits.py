"""Texts edited with the annotations known: where every place is afterwards, by the pieces that an edit leaves alone.

Offsets are code points. An edit is a start, an end and what stands there instead; edits are in order and disjoint.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import to_builtins

from standfirst.model.derive import CONTEXT_LENGTH, fingerprint
from standfirst.model.plain_places import PlainPlace, bare_places, fragment_places

Data = dict[str, Any]
Edit = tuple[int, int, str]
Place = tuple[int, int]


def copied(data: Data) -> Data:
    """The data once more, so that the caller's is left alone."""
    return copy.deepcopy(data)


def all_places(data: Data) -> list[PlainPlace]:
    """Every place of a document whose offsets are integers: fragments, zones, ranges."""
    return [
        place
        for place in (*fragment_places(data), *bare_places(data))
        if type(place.value.get("start")) is int and type(place.value.get("end")) is int
    ]


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The edited text."""
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += (text[at:start], new)
        at = end
    return "".join((*parts, text[at:]))


def moved(start: int, end: int, edits: Sequence[Edit]) -> Place | None:
    """Where a place is after the edits; ``None`` where an end of it was inside what was replaced, or all of it is gone.

    What is put in at an end of a place does not become part of it.
    """
    first, last = _moved(start, edits, end=False), _moved(end, edits, end=True)
    if start == end:
        return None if first is None else (first, first)
    return None if first is None or last is None or first >= last else (first, last)


def ambiguous(start: int, end: int, text: str, edits: Sequence[Edit]) -> bool:
    """Whether another edit, of the same stretch a little to the side, makes the same text and has an end of a place on
    its other side: then nobody can tell where the place is afterwards."""
    for edit in edits:
        first, last = _slides(text, edit)
        if first < last and (first <= start < last or first < end <= last):
            return True
    return False


def _slides(text: str, edit: Edit) -> Place:
    """From where to where an insertion or a removal can be moved with the same outcome; an empty range is none."""
    start, stop, new = edit
    if bool(new) == (stop > start):
        return start, start
    stretch = new or text[start:stop]
    left, right = 0, 0
    while left < start and text[start - 1 - left] == stretch[-1 - left % len(stretch)]:
        left += 1
    while stop + right < len(text) and text[stop + right] == stretch[right % len(stretch)]:
        right += 1
    return (start - left, stop + right) if left or right else (start, start)


def taken_out(start: int, end: int, edits: Sequence[Edit]) -> bool:
    """Whether a whole place was taken out."""
    return any(first <= start and end <= last and not new for first, last, new in edits if first < last)


def _moved(offset: int, edits: Sequence[Edit], *, end: bool) -> int | None:
    shift = 0
    for start, stop, new in edits:
        if offset < start or (offset == start and (end or stop > start)):
            break
        if offset < stop:
            return None
        shift += len(new) - (stop - start)
    return offset + shift


def edited(data: Data, edits: Sequence[Edit]) -> Data:
    """The document on the edited text as somebody makes it who does it right; places that are gone stay near.

    Surfaces, contexts and the fingerprint are taken anew.
    """
    result = copied(data)
    text = result["text"] = applied(data["text"], edits)
    for place in all_places(result):
        start, end = place.value["start"], place.value["end"]
        first, last = _near(start, edits, end=False), _near(end, edits, end=True)
        place.value.update(start=min(first, last), end=last)
    retaken(result)
    result["fingerprint"] = to_builtins(fingerprint(text))
    return result


def _near(offset: int, edits: Sequence[Edit], *, end: bool) -> int:
    """Where an offset is after the edits; one inside a replaced stretch goes to the end of it that keeps most."""
    shift = 0
    for start, stop, new in edits:
        if offset < start or (offset == start and (end or stop > start)):
            break
        if offset < stop:
            return start + shift + (len(new) if end else 0)
        shift += len(new) - (stop - start)
    return offset + shift


def retaken(data: Data) -> None:
    """Take the surfaces and contexts of every fragment from the text, in place."""
    text = data["text"]
    for place in fragment_places(data):
        value = place.value
        start, end = value["start"], value["end"]
        value["text"] = surface = text[start:end]
        twice = text.find(surface, text.find(surface) + 1) >= 0
        for name, found in (
            ("prefix", text[max(0, start - CONTEXT_LENGTH) : start]),
            ("suffix", text[end : end + CONTEXT_LENGTH]),
        ):
            if found and (twice or name in value):
                value[name] = found
            else:
                value.pop(name, None)


def differs(data: Data) -> set[str]:
    """The pointers of the fragments whose surface or context is not what stands at their offsets."""
    text = data["text"]
    return {place.pointer for place in fragment_places(data) if not _stands(place.value, text)}


def _stands(value: dict[str, Any], text: str) -> bool:
    start, end, surface = value.get("start"), value.get("end"), value.get("text")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
        return False
    prefix, suffix = value.get("prefix") or "", value.get("suffix") or ""
    return text[start:end] == surface and text[:start].endswith(prefix) and text[end:].startswith(suffix)


def places_of(data: Data) -> dict[str, Place]:
    """Every place by its pointer."""
    return {place.pointer: (place.value["start"], place.value["end"]) for place in all_places(data)}


def names_of(data: Data, pointers: set[str]) -> tuple[str, ...]:
    """The ids of the annotations that places belong to, each once."""
    return tuple(dict.fromkeys(place.annotation for place in all_places(data) if place.pointer in pointers))


Find = Callable[[str], list[Edit]]
