"""What exporters do in the wild: faults thought of apart from the diagnosis, to see what it makes of the unforeseen.

They are counted in a row of their own, and the diagnosis is not fitted to them.
"""

import re
from collections.abc import Callable
from itertools import accumulate
from random import Random

from standfirst.errors import OffsetError
from standfirst.faults.counting import effective, recounted
from standfirst.faults.edits import Data, Edit, copied, places_of
from standfirst.faults.records import Fault, Operator
from standfirst.faults.texts import by_map, changed, replacing, under_edits
from standfirst.model.plain_places import fragment_places
from standfirst.offsets.units import unit_map

_DRIFTED = ("OFF001", "OFF002", "OFF020", "SCH006")
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
_TABLE = {
    '"': "”",
    "'": "’",
    " - ": " – ",
    "...": "…",
}


def _off_by_line(data: Data, _random: Random) -> Fault | None:
    """Every line before a span adds one: line ends were counted as two characters."""
    lines = list(accumulate((character == "\n" for character in data["text"]), initial=0))
    return recounted(data, lambda start, end: (start + lines[start], end + lines[end]))


def _half_in_bytes(data: Data, _random: Random) -> Fault | None:
    """The second half of the annotations was exported by another program, which counts bytes."""
    units = unit_map(data["text"], "utf8")
    broken = copied(data)
    places = sorted(fragment_places(broken), key=lambda place: place.value["start"])
    for place in places[len(places) // 2 :]:
        for name in ("start", "end"):
            place.value[name] = units.from_codepoint(place.value[name])
    return effective(broken, places_of(data))


def _token_numbers(data: Data, _random: Random) -> Fault | None:
    """Numbers of tokens stand in the place of offsets."""
    tokens = [match.span() for match in re.finditer(r"\w+|[^\w\s]", data["text"])]
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number + 1 for number, (_, end) in enumerate(tokens)}
    broken = copied(data)
    for place in fragment_places(broken):
        start, end = place.value["start"], place.value["end"]
        if start not in starts or end not in ends:
            return None
        place.value.update(start=starts[start], end=ends[end])
    return effective(broken, places_of(data))


def _marked_bytes(data: Data, _random: Random) -> Fault | None:
    """Bytes are counted in a file that begins with a byte order mark."""
    units = unit_map(data["text"], "utf8")
    return recounted(data, lambda start, end: (units.from_codepoint(start) + 3, units.from_codepoint(end) + 3))


def _hyphenated(data: Data, random: Random) -> Fault | None:
    """Words are broken at the ends of lines, as in a text that was taken out of a PDF."""
    inside = [match.start() + 3 for match in re.finditer(r"[a-z]{7,}", data["text"])]
    chosen = sorted(random.sample(inside, min(len(inside), max(2, len(inside) // 6))))
    return under_edits(data, [(place, place, "-\n") for place in chosen]) if inside else None


def _wrapped(text: str) -> list[Edit]:
    """Lines of about seventy characters: blanks become line ends, and the new lines are indented."""
    edits, last = list[Edit](), 0
    for match in re.finditer(" ", text):
        if match.start() - last >= 70:
            edits.append((match.start(), match.end(), "\n  "))
            last = match.end()
    return edits


def _segmenter(data: Data, _random: Random) -> Fault | None:
    """Emoji count as one and everything else in UTF-16 units: a program in JavaScript that means well."""
    text = data["text"]
    if all(character <= "\uffff" for character in text):
        return None
    clusters, units = unit_map(text, "grapheme"), unit_map(text, "utf16")
    combining = [place for place, character in enumerate(text) if character == "\u0301"]

    def count(offset: int) -> int:
        return clusters.from_codepoint(offset) + sum(place < offset for place in combining)

    try:
        return recounted(data, lambda start, end: (count(start), count(end))) if units.length else None
    except OffsetError:
        return None


def _soft_hyphens(data: Data, random: Random) -> Fault | None:
    """Soft hyphens came into long words."""
    inside = [match.start() + 4 for match in re.finditer(r"[A-Za-z]{9,}", data["text"])]
    return under_edits(data, [(place, place, "\u00ad") for place in inside]) if inside else None


def _lost_bytes(match: re.Match[str]) -> str:
    """What a reader of ASCII makes of the bytes of a character."""
    return "\ufffd" * len(match.group().encode("utf-8"))


def _operator(
    number: str, name: str, words: str, cause: str | None, change: Callable[[Data, Random], Fault | None]
) -> Operator:
    return Operator(name, number, words, _DRIFTED, cause, repairable=True, break_document=change)


UNSEEN: tuple[Operator, ...] = (
    _operator(
        "U01",
        "word-processor-quotes",
        "A word processor made punctuation typographic.",
        "text-punctuation",
        changed(by_map(_TABLE)),
    ),
    _operator(
        "U02",
        "tabs-to-one-blank",
        "White space of any kind became one blank each time.",
        "text-drift",
        changed(replacing(r"[\t\n ]+", " ")),
    ),
    _operator("U03", "pdf-hyphenation", "Words were broken at the ends of lines.", "text-drift", _hyphenated),
    _operator("U04", "ligatures", "Letters became ligatures.", "text-normalisation", changed(by_map(_LIGATURES))),
    _operator("U05", "soft-hyphens", "Soft hyphens came into long words.", "text-invisible", _soft_hyphens),
    _operator("U06", "half-in-bytes", "Half of the document counts bytes.", "offset-unit-utf8", _half_in_bytes),
    _operator("U07", "one-more-each-line", "Offsets grow by one with each line.", "text-newline", _off_by_line),
    _operator(
        "U08",
        "ascii-with-replacements",
        "A reader of ASCII put replacement characters for bytes.",
        "offset-unit-utf8",
        changed(replacing("[^\0-\x7f]", _lost_bytes)),
    ),
    _operator(
        "U09", "emoji-as-one", "Emoji count as one, and combining marks count.", "offset-unit-grapheme", _segmenter
    ),
    _operator(
        "U10",
        "bytes-with-mark",
        "Offsets count bytes of a file with a byte order mark.",
        "offset-unit-utf8+offset-shift",
        _marked_bytes,
    ),
    _operator("U11", "token-numbers", "Numbers of tokens stand for offsets.", None, _token_numbers),
    _operator(
        "U12",
        "lines-trimmed",
        "Blanks at both ends of lines were cut off, and blank lines left out.",
        "text-drift",
        changed(replacing(r"[ \t]*\n\s*", "\n")),
    ),
    _operator("U13", "rewrapped", "Lines were wrapped and indented.", "text-drift", changed(_wrapped)),
    _operator(
        "U14",
        "line-ends-for-markup",
        "Line ends became a tag of HTML.",
        "text-markup",
        changed(replacing("\n", "<br/>")),
    ),
)
"""Fourteen operators, by number."""
