"""Where findings stand in a TEI file, with XPaths: looked up afterwards, only in files with findings."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple
from xml.parsers import expat

import msgspec

from standfirst.finding import Finding, Region
from standfirst.formats.lines import Lines
from standfirst.formats.pointer import pointer, pointer_tokens
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.interpret import GROUPS, interpret
from standfirst.formats.tei.parse import Node, Source, parse, xpath
from standfirst.formats.tei.table import NAMESPACE, Record

_BOM = b"\xef\xbb\xbf"
_TEXT = "/text"
_ATTRIBUTE = r"[^\s=<>/\"']+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
_EXTENT = re.compile(rf"<[^\s<>/]+(?:\s+{_ATTRIBUTE})*\s*/?>(?:(?<!/>)[^<]*</[^<>]*>)?|{_ATTRIBUTE}")
"""A start tag, with the whole element where it holds nothing but text; or an attribute."""

Places = dict[str, tuple[Node, str | None]]


def place(findings: Iterable[Finding], data: bytes) -> tuple[Finding, ...]:
    """``findings`` with their regions, and XPaths, in ``data``: a TEI file wherever a finding has only a pointer.

    What a finding says of a range of the article is placed in the blocks of the text as well.
    """
    findings = tuple(findings)
    data = data.removeprefix(_BOM)
    source = Source(data)
    ways = {finding.pointer for finding in findings if finding.line is None and finding.pointer is not None}
    places = _places(source, ways) if ways else {}
    ranged = [finding.range for finding in findings if finding.range is not None]
    article = _article(source) if ranged else None
    try:
        lines = source.lines
    except UnicodeDecodeError:
        lines = Lines(data.decode("utf-8", "replace"))
    return tuple(_placed(finding, lines, source, places, article) for finding in findings)


def _places(source: Source, ways: Collection[str]) -> Places:
    """The elements and attributes in which members stand, for the members in question and all that is not in a record."""
    records = frozenset(filter(None, map(_record, ways)))
    parsed = parse(source.data, leave=_others(records))
    if parsed.root is None:
        return {}  # not XML: those findings have their places already
    context = Context(parsed.source, records)
    interpret(context, parsed.root)
    places: Places = {pointer(path): found for path, found in context.places.items()}
    places.setdefault("", (parsed.root, None))
    return places


def _record(way: str) -> tuple[str, int] | None:
    """The layer and the number of the record that a pointer leads to or into."""
    tokens = pointer_tokens(way)
    return (tokens[0], int(tokens[1])) if len(tokens) > 1 and tokens[1].isdecimal() else None


def _others(records: Collection[tuple[str, int]]) -> Callable[[Node], bool]:
    """Tells, of the elements of a file in their order, the records that are none of ``records``, and groups of only such."""
    counts: Counter[str] = Counter()
    layers = {layer for layer, _ in records}
    record: Record | None = None

    def is_other(node: Node) -> bool:
        nonlocal record
        above = node.parent
        if above is None or above.parent is None:
            return False
        if above.name == "standOff":
            record = GROUPS.get((node.name, node.attributes.get("type")))
            return record is not None and record.layer not in layers
        if record is None or above.parent.name != "standOff" or record.element != node.name:
            return False
        counts[record.layer] += 1
        return (record.layer, counts[record.layer] - 1) not in records

    return is_other


def _placed(finding: Finding, lines: Lines, source: Source, places: Places, article: "Article | None") -> Finding:
    words = None
    if finding.range is not None and article is not None:
        words = article.region(lines, *finding.range)
    if finding.line is not None:
        region = _region(lines, lines.position(finding.line, finding.column or 1))
    elif words is not None and finding.pointer == _TEXT:
        region, words = words, None
    elif finding.pointer is None or not places:
        return msgspec.structs.replace(finding, words=words)
    else:
        way = finding.pointer
        while way not in places:  # a member that is missing is shown where it should be
            way = way.rpartition("/")[0]
        node, attribute = places[way]
        region = _region(lines, source.position(source.begin(node, attribute)))
        finding = msgspec.structs.replace(finding, xpath=xpath(node, attribute))
    return msgspec.structs.replace(finding, line=region.line, column=region.column, region=region, words=words)


def _region(lines: Lines, start: int) -> Region:
    extent = _EXTENT.match(lines.text, start)
    return lines.region(start, extent.end() if extent else start)


class Article(NamedTuple):
    """Where the article's text stands in a file: the text's offsets at which pieces begin, and their positions there.

    Every code point of a piece stands as it is in the file, or the piece is one code point that is written as a reference
    or a line end. ``ends`` are the positions behind the pieces.
    """

    offsets: list[int]
    positions: list[int]
    ends: list[int]

    def region(self, lines: Lines, start: int, end: int) -> Region | None:
        """The stretch of the file for a range of the text, in code points. A border belongs to the block that it is of."""
        if not self.offsets:
            return None
        first = self._position(start, bisect_right(self.offsets, start) - 1)
        if start == end:
            return lines.region(first, first)
        last = bisect_left(self.offsets, end) - 1
        behind = self.offsets[last + 1] if last + 1 < len(self.offsets) else None
        return lines.region(first, self.ends[last] if end == behind else self._position(end, last))

    def _position(self, offset: int, piece: int) -> int:
        return min(self.positions[piece] + offset - self.offsets[piece], self.ends[piece])


def _article(source: Source) -> Article | None:
    """The pieces of the text, by the handlers of expat: each call is for characters that stand together in the file."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    body = f"{NAMESPACE} body"
    pieces: list[tuple[int, str]] = []

    def start(name: str, _attributes: object) -> None:
        if (
            name == body
        ):  # all characters in it are of the text: the blocks are all that it holds, and hold nothing else
            parser.CharacterDataHandler = text

    def end(name: str) -> None:
        if name == body:
            parser.CharacterDataHandler = parser.StartElementHandler = parser.EndElementHandler = None

    def text(characters: str) -> None:
        pieces.append((parser.CurrentByteIndex, characters))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(source.data, True)  # noqa: FBT003 - isfinal, which takes no name
    except expat.ExpatError:
        return None
    return _joined(source, pieces)


_REFERENCE = re.compile(rb"&[^;]*;|\r\n|")


def _joined(source: Source, pieces: list[tuple[int, str]]) -> Article:
    article = Article([], [], [])
    offset = 0
    for index, characters in pieces:
        position = source.position(index)
        reference = _REFERENCE.match(source.data, index)
        written = len(reference[0]) if reference is not None and len(characters) == 1 else 0
        article.offsets.append(offset)
        article.positions.append(position)
        article.ends.append(position + (written or len(characters)))
        offset += len(characters)
    return article
