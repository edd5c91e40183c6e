"""The TEI reader: the fast path for clean canonical files, the strict path for everything else.

Both give the same document and the same findings; the strict path alone words them.
"""

from typing import Any

import msgspec

from standfirst.finding import ERROR, NOTE, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.formats.proof import well_shaped
from standfirst.formats.shaped import reading_of
from standfirst.formats.tei import fast
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.interpret import interpret
from standfirst.formats.tei.parse import Node, Parsed, parse
from standfirst.formats.tei.write import write
from standfirst.model import FORMAT_VERSION, Document
from standfirst.model.columns import Columns
from standfirst.reading import NOTHING_OMITTED, Reading
from standfirst.shape import Engine, default_engine

_BOM = b"\xef\xbb\xbf"


def read(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in a TEI file. Never raises, whatever ``data`` is."""
    document = fast.decode(data)
    if document is not None:
        columns = Columns(document)
        if well_shaped(columns):
            return Reading(document=document, columns=columns, fast=True)
    return read_strictly(data, engine=engine)


def read_strictly(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in ``data`` by the strict path alone. Never raises."""
    engine = engine or default_engine()
    parsed = parsed_file(data)
    if parsed.root is None:
        return Reading(document=None, findings=parsed.findings)
    stranger = _stranger(parsed)
    if stranger is not None:
        return Reading(document=None, findings=(stranger,))
    context = Context(parsed.source)
    tree = interpret(context, parsed.root)
    findings = (*parsed.findings, *context.findings)
    document = _sound(tree, engine) if not findings else None
    reading = (
        Reading(document=document)
        if document is not None
        else reading_of(tree, findings, {*context.damaged, *(((),) if parsed.findings else ())} - {()}, engine)
    )
    if reading.document is None or reading.omissions != NOTHING_OMITTED or _has_errors(reading):
        return reading
    note = _not_canonical(data, reading.document, parsed)
    return msgspec.structs.replace(reading, findings=(*reading.findings, note)) if note is not None else reading


def parsed_file(data: bytes) -> Parsed:
    """The elements of a file, which may begin with a byte order mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed(None, parse(b"").source, (not_utf8(data, error),))
    parsed = parse(data.removeprefix(_BOM))
    if data.startswith(_BOM):
        return msgspec.structs.replace(parsed, liberties=parsed.liberties | {"a byte order mark"})
    return parsed


def _has_errors(reading: Reading) -> bool:
    return any(finding.level == ERROR for finding in reading.findings)


def _stranger(parsed: Parsed) -> Finding | None:
    """The finding on XML that is no document of this format: to list every element of it would explain nothing."""
    root = parsed.root
    if root is None or (root.name == "TEI" and any(map(_is_ours, _header_idnos(root)))):
        return None
    what = "TEI of another kind" if root.name == "TEI" else f"XML with the root element {root.name[:80]!r}"
    line, column = parsed.source.place(root.index)
    return Finding(
        code="DEC015",
        name="foreign-xml",
        level=ERROR,
        message=f"the file is {what}, not Standfirst TEI",
        line=line,
        column=column,
        xpath="/*",
        expected='<idno type="standfirst"> in the publicationStmt of a TEI element',
        help="Standfirst TEI says its version in its header; other annotated TEI has to be imported",
    )


def _header_idnos(root: Node) -> list[Node]:
    found = [root]
    for name in ("teiHeader", "fileDesc", "publicationStmt", "idno"):
        found = [child for node in found for child in node.nodes if child.name == name]
    return found


def _is_ours(node: Node) -> bool:
    return node.attributes.get("type") == "standfirst"


def _sound(tree: dict[str, Any], engine: Engine) -> Document | None:
    """The document, if nothing is to be said of it."""
    if "unknown" in tree:
        return None
    try:
        document = msgspec.convert(tree, Document)
    except (msgspec.ValidationError, RecursionError):
        return None
    return document if document.standfirst == FORMAT_VERSION and not engine(tree, "document") else None


def _not_canonical(data: bytes, document: Document, parsed: Parsed) -> Finding | None:
    """The note that the file says what it says in another spelling than the canonical one."""
    canonical = write(document)
    if canonical == data:
        return None
    lines, wanted = data.split(b"\n"), canonical.split(b"\n")
    differing = (number for number, (one, other) in enumerate(zip(lines, wanted, strict=False), 1) if one != other)
    first = next(differing, min(len(lines), len(wanted)))
    why = ", ".join(sorted(parsed.liberties)) or "white space, the order of attributes or the spelling of a value"
    return Finding(
        code="DEC016",
        name="not-canonical",
        level=NOTE,
        message=f"the file is not in canonical form ({why})",
        line=first,
        column=1,
        help="`standfirst fmt` rewrites it; the document stays the same",
    )
