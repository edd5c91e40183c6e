"""What follows from the text alone: surfaces, contexts and the fingerprint. Offsets are code points."""

import hashlib
import unicodedata

from standfirst.errors import OffsetError
from standfirst.model.annotations import Fragment
from standfirst.model.header import Fingerprint, Lengths
from standfirst.model.values import Newline
from standfirst.offsets.units import length

CONTEXT_LENGTH = 32
"""How many code points of context a fragment stores on either side, at most."""


def fragment(text: str, start: int, end: int, *, context: bool | None = None) -> Fragment:
    """The fragment of ``text`` from ``start`` to ``end``, in code points, with its surface.

    ``context`` says whether to store prefix and suffix; by default they are stored exactly where the surface occurs more
    than once in the text, so that each fragment can be told from its twins.

    :raises OffsetError: unless ``0 <= start <= end <= len(text)``
    """
    if not 0 <= start <= end <= len(text):
        raise OffsetError(f"{start}–{end} is no stretch of a text of length {len(text)}, in code points", offset=start)
    surface = text[start:end]
    if context is None:
        first = text.find(surface)
        context = text.find(surface, first + 1) >= 0
    if not context:
        return Fragment(start=start, end=end, text=surface)
    prefix = text[max(0, start - CONTEXT_LENGTH) : start] or None
    suffix = text[end : end + CONTEXT_LENGTH] or None
    return Fragment(start=start, end=end, text=surface, prefix=prefix, suffix=suffix)


def span(text: str, *stretches: tuple[int, int]) -> tuple[Fragment, ...]:
    """The span of ``text`` made of the given ``(start, end)`` stretches, in code points.

    :raises OffsetError: where a stretch lies outside the text
    """
    return tuple(fragment(text, start, end) for start, end in stretches)


def newline_kind(text: str) -> Newline:
    """Which line ends the text has: ``none``, ``lf``, ``crlf``, ``cr`` or ``mixed``."""
    if "\r" not in text:
        return "lf" if "\n" in text else "none"
    crlf = text.count("\r\n")
    cr = text.count("\r") - crlf
    lf = text.count("\n") - crlf
    if crlf and not cr and not lf:
        return "crlf"
    return "cr" if cr and not lf and not crlf else "mixed"


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of ``text``: SHA-256 of its UTF-8, its lengths in three units, its line ends, whether it is NFC."""
    data = text.encode("utf-8", "surrogatepass")
    return Fingerprint(
        sha256=hashlib.sha256(data).hexdigest(),
        lengths=Lengths(codepoint=len(text), utf16=length(text, "utf16"), utf8=len(data)),
        newline=newline_kind(text),
        nfc=unicodedata.is_normalized("NFC", text),
    )
