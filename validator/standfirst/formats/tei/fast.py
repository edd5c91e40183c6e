"""The fast reader: canonical TEI by regular expressions made from the table, accepted only with a proof.

The proof is that the canonical writer would write the same bytes of the document that was read. The header, the text and
what stands apart are written again and compared. The lines of records are not: their expressions fix the order and form of
everything in them, every pointer is checked against the blocks, and what is escaped is proved on a whole group at once. A
test compares all of it with writing everything again, on canonical files and on files that nearly are.
"""

import re
from itertools import pairwise

import msgspec

from standfirst.formats.tei import fast_header, table, write
from standfirst.formats.tei.blocks import Pointers, blocks_of
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.expressions import (
    NotCanonical,
    unescaped,
)
from standfirst.formats.tei.fast_records import File, Group, Text, Tree, read_records, read_text
from standfirst.formats.tei.interpret import empty_layers, read_stand_off
from standfirst.formats.tei.parse import parse
from standfirst.model import Document

# Control characters that XML does not have, and the two noncharacters that it excludes: expat takes some of these.
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_TEXT = f'<text xml:id="{table.TEXT_ID}" xml:lang="'
_OPENED = re.compile(r'<(\w+)(?: type="([\w-]*)")?>\n')


def decode(data: bytes) -> Document | None:
    """The document in ``data`` if that is a canonical TEI file in the text domain; otherwise ``None``."""
    if (
        len(data.translate(None, _CONTROLS)) != len(data)
        or b"\r" in data
        or (b"\xef" in data and _has_noncharacters(data))
    ):
        return None
    try:
        file = _pieces(data.decode("utf-8"))
        return _document(file) if file is not None else None
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError, ValueError, LookupError):
        return None


def _has_noncharacters(data: bytes) -> bool:
    return b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data


_RECORDS = {
    (record.group, record.group_type): record
    for record in (*table.RECORDS.values(), *table.ENTITIES.values())
    if record.layer in table.LAYER_ORDER
}
_BODY_END = "</body>\n</text>\n"
_STAND_OFF = "<standOff>\n"
_END = "</standOff>\n</TEI>\n"


def _pieces(content: str) -> File | None:
    """The pieces of a file; ``None`` where they are not all there."""
    text = content.find(_TEXT)
    stand_off = content.find(_BODY_END, text) + len(_BODY_END)
    if text < 0 or stand_off < text:
        return None
    if not content.startswith(_STAND_OFF, stand_off):
        return File(content, text, stand_off, (), stand_off, stand_off) if content[stand_off:] == "</TEI>\n" else None
    groups: list[Group] = []
    position = first = stand_off + len(_STAND_OFF)
    while match := _OPENED.match(content, position):
        name, kind = match.groups()
        record = _RECORDS.get((name, kind))
        if record is None and groups:
            break
        end = content.index(f"</{name}>\n", match.end())
        position = end + len(name) + 4
        if record is None:
            first = position
        else:
            groups.append(Group(record, match.end(), end))
    return File(content, text, stand_off, tuple(groups), first, position) if content.endswith(_END) else None


def _document(file: File) -> Document | None:
    """The document in the pieces, if writing it again would give them."""
    content = file.content
    start = file.stand_off + len(_STAND_OFF)
    before, after = content[start : file.first], content[file.last : len(content) - len(_END)]
    if not _ordered(file.groups):
        return None
    tree, layers = fast_header.read(content, file.text)
    language = file.text + len(_TEXT)
    tree["language"] = content[language : content.index('"', language)]
    text = read_text(file, tree)
    read_records(file, tree, text)
    if not _read_coverage(before, tree) or after:
        _read_rare(before, after, tree, text)
    empty_layers(tree, layers)
    document = msgspec.convert(tree, Document)
    return document if _is_written_so(file, document, before, after) else None


_COVERAGE = f'<spanGrp type="{table.COVERAGE}">\n'
_DECLARED = re.compile(r'<span type="([^"]*)" subtype="([^"]*)"(?:/>|><note>([^<]*)</note></span>)\n')


def _read_coverage(group: str, tree: Tree) -> bool:
    """Read a coverage that names no zones and no ranges, or none at all; whether it was one."""
    if not group:
        return True
    found = _DECLARED.findall(group)
    if not found or group.count("\n") != len(found) + 2 or not group.startswith(_COVERAGE):
        return False
    tree["coverage"] = {
        layer: {"extent": extent, "policy": unescaped(policy)} if policy else {"extent": extent}
        for layer, extent, policy in found
    }
    return True


def _read_rare(before: str, after: str, tree: Tree, text: Text) -> None:
    """What is rare is read as the strict reader reads it, from a small file without the rest."""
    tree.pop("coverage", None)
    parsed = parse(f'<standOff xmlns="{table.NAMESPACE}">{before}{after}</standOff>'.encode())
    context = Context(parsed.source)
    context.starts = text.starts
    if parsed.root is None:
        raise NotCanonical(after)
    read_stand_off(context, parsed.root, tree)
    if context.findings or parsed.findings:
        raise NotCanonical(after)


def _is_written_so(file: File, document: Document, before: str, after: str) -> bool:
    """Whether the canonical writer writes the pieces of ``document`` that are not lists of records in this way."""
    blocks = blocks_of(document)
    head = "".join(write.head(document, blocks))
    coverage, apart = write.coverage(document, Pointers(blocks)), write.apart(document)
    has_stand_off = file.content.startswith(_STAND_OFF, file.stand_off)
    return (
        file.stand_off == len(head)
        and file.content.startswith(head)
        and has_stand_off == bool(coverage or apart or file.groups)
        and (not has_stand_off or (before == coverage and after == apart))
    )


def _ordered(groups: tuple[Group, ...]) -> bool:
    """Whether the lists of records stand in the order of the writer, and in no more pieces than it would make."""
    ranks = [table.LAYER_ORDER.index(group.record.layer) for group in groups]
    for (rank, one), (other_rank, other) in pairwise(zip(ranks, groups, strict=True)):
        if rank > other_rank or one.record is other.record or (rank == other_rank and one.record.layer != "entities"):
            return False
    return True
