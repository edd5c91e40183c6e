"""The fast reader: typed decoding, accepted only with a proof that the strict reader would say the same.

Writing the decoded document again gives the input's bytes, so the input is canonical: no duplicate key, no other number
form, no unknown member. The types bound every number and every closed list. What types cannot say (names, the two forms
of an argument, negative zero) is for :func:`standfirst.formats.proof.well_shaped`.
"""

import re
from collections.abc import Callable

import msgspec

from standfirst.formats.json.write import write, write_line
from standfirst.model import Document

_DECODER = msgspec.json.Decoder(Document)

# Control characters are always escaped in JSON, and the canonical writer escapes them in exactly these ways.
# What the quick pattern finds may still be an escaped backslash before a letter: the exact one tells.
_ODD_ESCAPE = re.compile(rb'\\[^nrt"\\]')
_ESCAPED_CONTROL = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:[bf]|u00)")


def decode(data: bytes) -> Document | None:
    """The document in ``data`` if that is a canonical JSON file in the text domain; otherwise ``None``."""
    return _canonical(data, write)


def decode_line(data: bytes) -> Document | None:
    """The document in a canonical line of JSON Lines, LF included, in the text domain; otherwise ``None``."""
    return _canonical(data, write_line)


def _canonical(data: bytes, writer: Callable[[Document], bytes]) -> Document | None:
    try:
        document = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return None
    if document.unknown or writer(document) != data or not _in_text_domain(data):
        return None
    return document


def _in_text_domain(data: bytes) -> bool:
    """Whether no string holds a character outside XML 1.0; ``data`` is canonical JSON."""
    if b"\xef" in data and (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data):
        return False
    return _ODD_ESCAPE.search(data) is None or _ESCAPED_CONTROL.search(data) is None
