"""Faults of the text: it was changed under its annotations, whose offsets, surfaces and fingerprint stayed."""

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Literal

from standfirst.faults.counting import effective
from standfirst.faults.edits import Data, Edit, Find, ambiguous, applied, copied, moved, places_of, taken_out
from standfirst.faults.records import Fault, Operator
from standfirst.model.plain_places import bare_places

_DRIFTED = ("OFF001", "OFF002", "OFF020")
_Form = Literal["NFC", "NFD"]


def changed(find: Find) -> Callable[[Data, Random], Fault | None]:
    """The operator that makes the edits which ``find`` gives for a text."""
    return lambda data, _random: under_edits(data, find(data["text"]))


def under_edits(data: Data, edits: list[Edit]) -> Fault | None:
    """The document whose text was edited, and nothing else."""
    broken = copied(data)
    broken["text"] = applied(data["text"], edits)
    if not broken["text"].strip():
        return None
    places = places_of(data)
    truth = {pointer: moved(start, end, edits) for pointer, (start, end) in places.items()}
    lost = {pointer for pointer, place in truth.items() if place is None}
    unsure = {pointer for pointer, place in places.items() if ambiguous(*place, data["text"], edits)}
    unknown = frozenset(unsure | {pointer for pointer in lost if not taken_out(*places[pointer], edits)})
    fault = effective(broken, truth)
    return fault and fault._replace(unknown=unknown)


def replacing(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Find:
    """A function that gives the edits which put ``new`` for every match."""
    compiled = re.compile(pattern)

    def find(text: str) -> list[Edit]:
        edits = []
        for match in compiled.finditer(text):
            put = new if isinstance(new, str) else new(match)
            if put != match.group():
                edits.append((match.start(), match.end(), put))
        return edits

    return find


def by_map(table: dict[str, str]) -> Find:
    """A function that gives the edits which replace strings by others, the longest first."""
    names = sorted(table, key=len, reverse=True)
    return replacing("|".join(map(re.escape, names)), lambda match: table[match.group()])


def normalising(form: _Form) -> Find:
    """A function that gives the edits which bring a text into a normal form, sequence by sequence."""

    def find(text: str) -> list[Edit]:
        edits, start = [], 0
        for at in range(1, len(text) + 1):
            if at < len(text) and not _apart(text[start:at], text[at], form):
                continue
            piece = text[start:at]
            put = unicodedata.normalize(form, piece)
            if put != piece:
                edits.append((start, at, put))
            start = at
        return edits

    return find


def _apart(piece: str, character: str, form: _Form) -> bool:
    if character.isascii():
        return True
    if unicodedata.combining(character):
        return False
    joined = unicodedata.normalize(form, piece + character)
    return joined == unicodedata.normalize(form, piece) + unicodedata.normalize(form, character)


_DETOKENISED = replacing(r" (?=[.,;:!?)\]%”»]|'s\b|’s\b|n't\b)|(?<=[(\[$€£“«]) ", "")


def _detokenised(data: Data, _random: Random) -> Fault | None:
    """A text that was tokenised: a blank or two that stand oddly do not make one."""
    edits = _DETOKENISED(data["text"])
    return under_edits(data, edits) if len(edits) >= 5 else None


def _trimmed(data: Data, random: Random) -> Fault | None:
    """The first characters are gone, up to a word's end."""
    text = data["text"]
    places = [match.end() for match in re.finditer(r"\S\s+", text[: len(text) // 4 + 1])]
    return under_edits(data, [(0, random.choice(places[:12]), "")]) if places else None


def _line_starts(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\n+", text) if match.end() < len(text)]


def _inserted(data: Data, random: Random) -> Fault | None:
    starts = _line_starts(data["text"])
    if not starts:
        return None
    at = random.choice(starts)
    words = "Readers wrote in about an earlier version of this report, which has since been put right."
    fault = under_edits(data, [(at, at, words + "\n")])
    inside = {place.pointer for place in bare_places(data) if place.value["start"] < at < place.value["end"]}
    return fault and fault._replace(unknown=fault.unknown | inside)  # a zone may have grown, or been cut in two


def _deleted(data: Data, random: Random) -> Fault | None:
    text = data["text"]
    lines = [match.span() for match in re.finditer(r"[^\n]+\n", text) if match.end() - match.start() > 20]
    if len(lines) < 2:
        return None
    start, end = random.choice(lines)
    return under_edits(data, [(start, end, "")])


ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ASCII = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "—": "--", "–": "-", "…": "..."}
_INVISIBLE = "[\u200b\u200c\u200d\u00ad\u2060]"


def _byte_by_byte(match: re.Match[str]) -> str:
    return match.group().encode("utf-8").decode("latin-1")


TEXTS = (
    Operator(
        "crlf-to-lf",
        "F10",
        "CRLF became LF.",
        _DRIFTED,
        "text-newline",
        repairable=True,
        break_document=changed(replacing("\r\n", "\n")),
    ),
    Operator(
        "lf-to-crlf",
        "F11",
        "LF became CRLF.",
        _DRIFTED,
        "text-newline",
        repairable=True,
        break_document=changed(replacing("(?<!\r)\n", "\r\n")),
    ),
    Operator(
        "byte-order-mark",
        "F12",
        "A byte order mark came to stand in front of the text.",
        _DRIFTED,
        "text-bom",
        repairable=True,
        break_document=changed(lambda _: [(0, 0, "\ufeff")]),
    ),
    Operator(
        "decomposed",
        "F13",
        "The text was brought into NFD.",
        _DRIFTED,
        "text-normalisation",
        repairable=True,
        break_document=changed(normalising("NFD")),
    ),
    Operator(
        "composed",
        "F14",
        "The text was brought into NFC.",
        _DRIFTED,
        "text-normalisation",
        repairable=True,
        break_document=changed(normalising("NFC")),
    ),
    Operator(
        "entities-resolved",
        "F15",
        "Entities of HTML were replaced by what they stand for.",
        _DRIFTED,
        "text-entities",
        repairable=True,
        break_document=changed(by_map({new: old for old, new in ENTITIES.items()})),
    ),
    Operator(
        "entities-escaped",
        "F16",
        "Characters of markup were written as entities.",
        _DRIFTED,
        "text-entities",
        repairable=True,
        break_document=changed(by_map(ENTITIES)),
    ),
    Operator(
        "white-space-collapsed",
        "F17",
        "Runs of white space became one blank.",
        _DRIFTED,
        "text-drift",
        repairable=True,
        break_document=changed(replacing(r"\s{2,}", " ")),
    ),
    Operator(
        "leading-text-trimmed",
        "F18",
        "The beginning of the text was cut off.",
        _DRIFTED,
        "offset-shift",
        repairable=True,
        break_document=_trimmed,
    ),
    Operator(
        "invisible-stripped",
        "F19",
        "Invisible characters were taken out.",
        _DRIFTED,
        "text-drift",
        repairable=True,
        break_document=changed(replacing(_INVISIBLE, "")),
    ),
    Operator(
        "tabs-expanded",
        "F20",
        "Tabs became four blanks.",
        _DRIFTED,
        "text-tab",
        repairable=True,
        break_document=changed(replacing("\t", "    ")),
    ),
    Operator(
        "punctuation-to-ascii",
        "F21",
        "Typographic punctuation became ASCII.",
        _DRIFTED,
        "text-punctuation",
        repairable=True,
        break_document=changed(by_map(_ASCII)),
    ),
    Operator(
        "detokenised",
        "F22",
        "Blanks before punctuation were taken out.",
        _DRIFTED,
        "text-tokenised",
        repairable=True,
        break_document=_detokenised,
    ),
    Operator(
        "paragraph-inserted",
        "F33",
        "A paragraph came in.",
        _DRIFTED,
        "text-drift",
        repairable=True,
        break_document=_inserted,
    ),
    Operator(
        "paragraph-deleted",
        "F34",
        "A paragraph was taken out.",
        _DRIFTED,
        "text-drift",
        repairable=True,
        break_document=_deleted,
    ),
    Operator(
        "misread-latin1",
        "F38",
        "The text's UTF-8 was read as Latin-1.",
        _DRIFTED,
        "text-mojibake",
        repairable=True,
        break_document=changed(replacing("[^\0-\x7f]", _byte_by_byte)),
    ),
    Operator(
        "csv-quotes-doubled",
        "F39",
        "Quotation marks were doubled, as in CSV.",
        _DRIFTED,
        "text-csv-quotes",
        repairable=True,
        break_document=changed(replacing('"', '""')),
    ),
)
"""The operators of this kind."""
