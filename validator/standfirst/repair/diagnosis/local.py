"""What is wrong with one place alone, and where it belongs.

A place is only certain if its surface stands there, and either stands nowhere else in the text or has its contexts there.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from standfirst.repair.diagnosis.hypotheses import NEAR, Place
from standfirst.repair.diagnosis.material import Malformed, Stretch
from standfirst.repair.diagnosis.records import Slip

SLIP = 3
"""How far an offset may have slipped, in code points, and still be the same place."""
SIMILAR = 0.75
_MOST = 1_000
_LONG = 400
_TELLING = 8
"""How long a surface is that does not stand in a place by chance."""
_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`", "'") | dict.fromkeys("–—―−‐‑", "-") | {"…": "..."}
)


class _Words(NamedTuple):
    name: str
    message: str
    place: Place | None = None
    certain: bool = False


def slips(text: str, stretches: list[Stretch], *, strict: bool = False, edited: bool = False) -> list[Slip]:
    """What is wrong with each of ``stretches``, none of which has its surface and contexts where it is.

    :param strict: whether nothing is certain but what has its contexts, for the document has a cause that explains others
    :param edited: whether the text is not the one that was annotated: then any place may be the twin of one that is gone
    """
    found = [(stretch, _judged(text, stretch)) for stretch in stretches[:_MOST]]
    if strict:
        found = [
            (one, words._replace(certain=words.certain and _in_full(text, words.place, one))) for one, words in found
        ]
    if edited:
        found = [(one, words._replace(certain=False)) for one, words in found]
    swapped = _swapped(text, [stretch for stretch, _ in found])
    result = []
    for stretch, words in found:
        if stretch.pointer in swapped:
            other = swapped[stretch.pointer]
            words = _Words("offset-swapped", f"the surface is that of {other}, and the other way round")
        result.append(
            Slip(
                pointer=stretch.pointer,
                annotation=stretch.annotation,
                name=words.name,
                message=words.message,
                correction=words.place,
                certain=words.certain,
            )
        )
    return result


def malformed_slips(text: str, places: tuple[Malformed, ...]) -> Iterator[Slip]:
    """What is wrong with places whose offsets are no integers; those that are written as something else are read."""
    for place in places:
        start, end = _integer(place.start), _integer(place.end)
        correction = None
        certain = False
        if start is not None and end is not None:
            if place.surface is None:
                correction = (start, end) if 0 <= start <= end <= len(text) else None
            elif 0 <= start <= end <= len(text) and text[start:end] == place.surface:
                correction, certain = (start, end), True
        yield Slip(
            pointer=place.pointer,
            annotation=place.annotation,
            name="offset-type",
            message=f"{place.start!r}–{place.end!r} are no two integers"
            + ("; read as integers they point at the surface" if certain else ""),
            correction=correction,
            certain=certain,
        )


def _integer(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and value.isascii() and len(value) < 20:
        return int(value)
    return None


def _judged(text: str, stretch: Stretch) -> _Words:
    surface = stretch.surface or ""
    start, end = stretch.start, stretch.end
    size = len(text)
    if 0 <= start <= end <= size and text[start:end] == surface:
        return _out_of_context(text, stretch)
    pinned = _pinned(text, stretch) if surface else None
    if pinned is not None:
        return pinned
    if surface and (near := _near(text, stretch)) is not None:
        return near
    if 0 <= start < end <= size:
        same = _same_place(text, stretch)
        if same is not None:
            return same
    return _elsewhere(text, stretch)


def _pinned(text: str, stretch: Stretch) -> _Words | None:
    """One end is right, for the surface stands there, or both are the wrong way round."""
    _, _, start, end, surface, *_ = stretch
    assert surface is not None
    width, size = len(surface), len(text)
    ends: list[tuple[Place, str, str]] = []
    if start > end >= 0 and text[end:start] == surface and end + width == start:
        ends.append(((end, start), "offset-order", "start and end were swapped"))
    if start >= 0 and text.startswith(surface, start):
        name = "offset-range" if end > size or end < 0 else "offset-order" if end < start else "offset-end"
        ends.append(((start, start + width), name, "the start is right and the end is not"))
    if width <= end <= size and text.startswith(surface, end - width):
        name = "offset-negative" if start < 0 else "offset-order" if end < start else "offset-start"
        ends.append(((end - width, end), name, "the end is right and the start is not"))
    if not ends:
        return None
    places = {place for place, _, _ in ends}
    place, name, words = ends[0]
    if name in ("offset-end", "offset-start") and abs(place[0] - start) <= SLIP and abs(place[1] - end) <= SLIP:
        name = "offset-off-by"
    if len(places) > 1:
        return _Words(name, f"{words}, or the other way round")
    return _Words(name, words, place, _identified(text, place, stretch))


def _near(text: str, stretch: Stretch) -> _Words | None:
    """The surface stands a few code points away."""
    surface = stretch.surface or ""
    places = [
        (at, at + len(surface))
        for at in range(max(0, stretch.start - SLIP), stretch.start + SLIP + 1)
        if text.startswith(surface, at) and abs(at + len(surface) - stretch.end) <= SLIP
    ]
    if not places:
        return None
    if len(places) > 1:
        fitting = [place for place in places if _whole_context(text, place, stretch) and _has_context(stretch)]
        if len(fitting) != 1:
            return _Words("offset-off-by", f"the surface stands at {len(places)} places nearby")
        places = fitting
    place = places[0]
    by = f"{place[0] - stretch.start:+d} and {place[1] - stretch.end:+d}"
    return _Words("offset-off-by", f"start and end are off by {by}", place, _identified(text, place, stretch))


def _same_place(text: str, stretch: Stretch) -> _Words | None:
    """The offsets are right, for the words there are nearly the surface, or its contexts are beside it."""
    found, surface = text[stretch.start : stretch.end], stretch.surface or ""
    place = (stretch.start, stretch.end)
    if folded(found) == folded(surface):
        sure = len(surface) >= _TELLING or (_has_context(stretch) and _whole_context(text, place, stretch))
        return _Words(
            "surface-folded", "the words are the same but for case, spaces or forms of characters", place, sure
        )
    if surface and len(found) < _LONG and len(surface) < _LONG and _similar(found, surface):
        return _Words("surface-stale", "the words there are nearly those of the surface", place)
    if _has_context(stretch) and _whole_context(text, place, stretch):
        return _Words(
            "surface-foreign", "what stands beside it is right, and the surface is made of other words", place
        )
    return None


def _similar(one: str, other: str) -> bool:
    from difflib import SequenceMatcher  # a rare need

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= SIMILAR and matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR


def folded(text: str) -> str:
    """The text without what people take for the same: case, forms of characters and punctuation, white space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold())


def _out_of_context(text: str, stretch: Stretch) -> _Words:
    here = (stretch.start, stretch.end)
    before, behind = (stretch.prefix or "")[-NEAR:], (stretch.suffix or "")[:NEAR]
    if (
        text.endswith(before, 0, stretch.start)
        and text.startswith(behind, stretch.end)
        and not _in_context(text, stretch)
    ):
        words = "surface and nearest context are right, and what is further away has changed"
        return _Words("context-stale", words, here)
    places = _in_context(text, stretch)
    if len(places) == 1:
        words = "it was moved to another occurrence of the same words: its contexts stand elsewhere"
        return _Words("offset-other-occurrence", words, places[0], certain=True)
    return _Words("context-stale", "the surface is right, and its contexts stand nowhere in the text")


def _in_context(text: str, stretch: Stretch) -> list[Place]:
    """The places where the surface stands with its contexts whole, at most two; none where too little is stored."""
    surface, prefix, suffix = stretch.surface or "", stretch.prefix or "", stretch.suffix or ""
    whole = prefix + surface + suffix
    if len(prefix) + len(suffix) < NEAR:
        return []
    places: list[Place] = []
    at = text.find(whole)
    while at >= 0 and len(places) < 2:
        places.append((at + len(prefix), at + len(prefix) + len(surface)))
        at = text.find(whole, at + 1)
    return places


def _elsewhere(text: str, stretch: Stretch) -> _Words:
    surface = stretch.surface or ""
    if not surface:
        places = _in_context(text, stretch)
        if len(places) == 1:
            return _Words("offset-elsewhere", "its contexts stand elsewhere", places[0], certain=True)
        return _Words("surface-empty", "the surface is empty, and the offsets are not")
    first = text.find(surface)
    if first < 0:
        return _Words("surface-foreign", "the surface stands nowhere in the text")
    if text.find(surface, first + 1) < 0:
        place = (first, first + len(surface))
        sure = _has_context(stretch) and _in_context(text, stretch) == [place]
        return _Words("offset-elsewhere", "the surface stands elsewhere, once", place, sure)
    places = _in_context(text, stretch)
    if len(places) == 1:
        return _Words("offset-elsewhere", "the surface stands elsewhere with its contexts", places[0], certain=True)
    return _Words("offset-ambiguous", f"the surface stands at {text.count(surface)} other places")


def _identified(text: str, place: Place, stretch: Stretch) -> bool:
    """Whether nothing else in the text can be meant: the surface stands once, or once with its contexts."""
    surface = stretch.surface or ""
    first = text.find(surface)
    if _has_context(stretch):
        return _in_context(text, stretch) == [place]
    return first == place[0] and text.find(surface, first + 1) < 0


def _in_full(text: str, place: Place | None, stretch: Stretch) -> bool:
    return place is not None and _has_context(stretch) and _in_context(text, stretch) == [place]


def _has_context(stretch: Stretch) -> bool:
    return len(stretch.prefix or "") + len(stretch.suffix or "") >= NEAR


def _whole_context(text: str, place: Place, stretch: Stretch) -> bool:
    return text.endswith(stretch.prefix or "", 0, place[0]) and text.startswith(stretch.suffix or "", place[1])


def _swapped(text: str, stretches: list[Stretch]) -> dict[str, str]:
    """The stretches of two annotations that each have the surface of the other's place, with the other's id."""
    by_surface: dict[str, list[Stretch]] = {}
    for stretch in stretches:
        by_surface.setdefault(stretch.surface or "", []).append(stretch)
    found = {}
    for stretch in stretches:
        here = text[max(0, stretch.start) : max(0, stretch.end)]
        for other in by_surface.get(here, []):
            if (
                here
                and other.surface != stretch.surface
                and text[max(0, other.start) : max(0, other.end)] == stretch.surface
            ):
                found[stretch.pointer] = other.annotation
                break
    return found
