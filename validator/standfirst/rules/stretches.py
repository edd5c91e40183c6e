"""Where an annotation is, as plain pairs of offsets in code points."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

from standfirst.model import Fragment
from standfirst.model.references import PLACE_MEMBERS


def stretches(layer: str, annotation: Any) -> tuple[tuple[int, int], ...]:
    """The ``(start, end)`` of every fragment of the member that says where an annotation of ``layer`` is."""
    value = getattr(annotation, PLACE_MEMBERS[layer])
    span: tuple[Fragment, ...] = (value,) if isinstance(value, Fragment) else value
    return tuple([(fragment.start, fragment.end) for fragment in span])


def merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in the order of the text, with those that touch or overlap made into one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def holds(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether ``start`` to ``end`` lies in one of ``places``, which are in order and apart."""
    before = bisect_right(places, (start, inf)) - 1  # the last one that begins no later
    return before >= 0 and end <= places[before][1]
