"""Which formats there are, what each can hold, and how a file's format is recognised."""

import os
import re
from codecs import BOM_UTF8
from typing import NamedTuple

from msgspec import Struct

from standfirst.errors import UsageError


class Format(NamedTuple):
    """A format as data.

    ``many`` says that one file holds several documents; ``lossless`` that every document survives unchanged;
    ``readable`` that it is read, not only written.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    many: bool
    lossless: bool
    readable: bool = True


class Loss(Struct, frozen=True, gc=False):
    """What a writer could not hold: the kind of thing, how many, which ids, and why."""

    kind: str
    count: int
    ids: tuple[str, ...]
    why: str


FORMATS: dict[str, Format] = {
    "json": Format("json", "Standfirst JSON, one document", (".json",), "application/json", many=False, lossless=True),
    "jsonl": Format(
        "jsonl",
        "Standfirst JSON Lines, one document a line",
        (".jsonl",),
        "application/jsonl",
        many=True,
        lossless=True,
    ),
    "tei": Format(
        "tei",
        "Standfirst TEI, one document",
        (".tei.xml", ".xml", ".tei"),
        "application/tei+xml",
        many=False,
        lossless=True,
    ),
    "tei-inline": Format(
        "tei-inline",
        "TEI with the annotations as markup in the text, one document",
        (".inline.xml",),
        "application/tei+xml",
        many=False,
        lossless=False,
        readable=False,
    ),
}
"""Every format by its name."""

VERSION_MEMBER = re.compile(rb'"standfirst"\s*:')
"""The member that a document begins with, wherever it stands: the mere word may be anything."""


def named_format(name: str) -> Format:
    """The format of that name. :raises UsageError: where there is none"""
    if name not in FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(name, FORMATS, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no format {name!r}{hint} The formats are {', '.join(FORMATS)}.")
    return FORMATS[name]


def format_of(path: str | os.PathLike[str]) -> Format | None:
    """The format that a file's name speaks of, or ``None``. Of several endings the longest counts."""
    return _by_suffix(os.fspath(path))[0]


def stem_of(path: str | os.PathLike[str]) -> str:
    """A path without the ending that tells its format."""
    name = os.fspath(path)
    form, suffix = _by_suffix(name)
    return name[: -len(suffix)] if form is not None else os.path.splitext(name)[0]


def _by_suffix(path: str) -> tuple[Format | None, str]:
    name = os.path.basename(path).lower()
    found = [
        (suffix, known)
        for known in FORMATS.values()
        for suffix in known.suffixes
        if name.endswith(suffix) and name != suffix
    ]
    suffix, known = max(found, key=lambda pair: len(pair[0]), default=("", None))
    return known, suffix


def recognise(data: bytes, name: str | None = None) -> Format:
    """The format of a file by its name, else by its beginning. What nothing speaks for is taken for JSON.

    The beginning must reach into the second line that is not blank, however long the first one is.
    """
    by_name = format_of(name) if name is not None else None
    if by_name is not None:
        return by_name
    data = data.removeprefix(BOM_UTF8).lstrip()
    if data.startswith(b"<"):
        return FORMATS["tei"]
    first, _, rest = data.partition(b"\n")
    if first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"):
        return FORMATS["jsonl"]
    return FORMATS["json"]


_VERSION_ELEMENT = re.compile(rb"""<(?:[^\s<>:]+:)?idno\s[^<>]*type\s*=\s*["']standfirst["']""")


def is_standfirst_tei(data: bytes) -> bool:
    """Whether XML data has the element that says the version of Standfirst TEI: other TEI is no document."""
    return _VERSION_ELEMENT.search(data) is not None


def looks_like_document(data: bytes) -> bool:
    """Whether JSON data speaks of being a Standfirst document; what is not JSON at all is for the reader to say."""
    if VERSION_MEMBER.search(data):
        return True
    import json

    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return True
    return isinstance(tree, dict) and "standfirst" in tree
