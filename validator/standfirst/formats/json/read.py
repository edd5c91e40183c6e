"""The JSON reader: the fast path for clean canonical files, the strict path for everything else.

Both give the same document and the same findings; the strict path alone words them.
"""

from collections.abc import Callable

import msgspec

from standfirst.formats.json import fast
from standfirst.formats.json.decode import Decoded, decode, nesting_finding
from standfirst.formats.proof import well_shaped
from standfirst.formats.salvage import may_be_illegal
from standfirst.formats.shaped import reading_of
from standfirst.model import FORMAT_VERSION, Document
from standfirst.model.columns import Columns
from standfirst.reading import Reading
from standfirst.shape import Engine, default_engine


def read(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in a JSON file. Never raises, whatever ``data`` is."""
    return _read(data, fast.decode, engine)


def read_line(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in one line of JSON Lines, its LF included. Never raises."""
    return _read(data, fast.decode_line, engine)


def read_strictly(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in ``data`` by the strict path alone. Never raises."""
    engine = engine or default_engine()
    decoded = decode(data)
    if not decoded.is_json:
        return Reading(document=None, findings=decoded.findings)
    if not decoded.findings:
        document = _sound(decoded, engine)
        if document is not None:
            return Reading(document=document)
    nesting = nesting_finding(decoded.tree)
    if nesting is not None:
        return Reading(document=None, findings=(*decoded.findings, nesting))
    return reading_of(decoded.tree, decoded.findings, decoded.damaged, engine)


def _sound(decoded: Decoded, engine: Engine) -> Document | None:
    """The document, if nothing is to be said of it: most that are not canonical are merely spelt in another way.

    The types refuse unknown members and floats for integers, which no schema does; the schema refuses everything else.
    """
    tree = decoded.tree
    if may_be_illegal(decoded.text) or not isinstance(tree, dict) or "unknown" in tree:
        return None
    try:
        document = msgspec.convert(tree, Document)
    except (msgspec.ValidationError, RecursionError):
        return None
    return document if document.standfirst == FORMAT_VERSION and not engine(tree, "document") else None


def _read(data: bytes, decode_fast: Callable[[bytes], Document | None], engine: Engine | None) -> Reading:
    document = decode_fast(data)
    if document is not None:
        columns = Columns(document)
        if well_shaped(columns):
            return Reading(document=document, columns=columns, fast=True)
    return read_strictly(data, engine=engine)
