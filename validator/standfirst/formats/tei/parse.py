"""XML into plain nodes, by expat: nothing is expanded, loaded or fetched, and every node knows where it stands.

expat rather than libxml2, because its positions are exact in files of any length and its handlers can refuse a document
type declaration before anything in it takes effect.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from xml.parsers import expat

from msgspec import Struct

from standfirst.finding import ERROR, Finding
from standfirst.formats.lines import Lines
from standfirst.formats.tei.table import NAMESPACE, XML_NAMESPACE

MAX_DEPTH = 64
"""How deep elements may be nested. A document needs ten levels."""

_SEPARATOR = " "
_PREFIXES = ((NAMESPACE + _SEPARATOR, ""), (XML_NAMESPACE + _SEPARATOR, "xml:"))


class Node(Struct, eq=False):  # parent and children form cycles, which nothing but the collector frees
    """An element: its name (``{namespace}name`` where it is not of TEI), attributes, children, and place in the file.

    ``index`` is the byte at which its start tag begins. ``children`` are nodes and strings in turn. ``number`` counts, from 1,
    its siblings of the same name, or all of them if the name is foreign.
    """

    name: str
    attributes: dict[str, str]
    index: int
    parent: "Node | None" = None
    children: list[Any] = []
    number: int = 1

    @property
    def nodes(self) -> Iterator["Node"]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Node))


class Parsed(Struct, frozen=True):
    """What a file's markup is. ``root`` is ``None`` where it is not well-formed, or is not read; findings say why.

    ``liberties`` names what is well-formed and not canonical; ``source`` tells places.
    """

    root: Node | None
    source: "Source"
    findings: tuple[Finding, ...] = ()
    liberties: frozenset[str] = frozenset()


class Source:
    """The bytes of a file, which are UTF-8, and the places in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._sampled: tuple[list[int], list[int]] | None = None
        self._tag: tuple[Node, dict[bytes, int]] | None = None  # the attributes of the element asked for last

    @cached_property
    def lines(self) -> Lines:
        """The lines of the file. :raises UnicodeDecodeError: where it is not UTF-8"""
        return Lines(self.data.decode("utf-8"))

    def place(self, index: int) -> tuple[int, int]:
        """The line and column, from 1, of the byte at ``index``; columns count code points."""
        return self.lines.place(self.position(index))

    def begin(self, node: Node, attribute: str | None) -> int:
        """The byte at which ``node`` begins, or an attribute of it."""
        return node.index if attribute is None else self.attribute(node, attribute)

    def attribute(self, node: Node, name: str) -> int:
        """The byte at which an attribute of ``node`` begins; that of the element if it has no such attribute."""
        if self._tag is None or self._tag[0] is not node:
            self._tag = node, dict(_attributes_from(self.data, node.index))
        return self._tag[1].get(name.rpartition("}")[2].rpartition(":")[2].encode("utf-8"), node.index)

    def position(self, index: int) -> int:
        """The code point at a byte, counted from the nearest of some that were counted before."""
        if self._sampled is None:
            step = 1 << 16
            marks, positions, position = [0], [0], 0
            for start in range(0, len(self.data) - step, step):
                position += _starts(self.data[start : start + step])
                marks.append(start + step)
                positions.append(position)
            self._sampled = marks, positions
        marks, positions = self._sampled
        nearest = bisect_right(marks, index) - 1
        return positions[nearest] + _starts(self.data[marks[nearest] : index])


_NAME = re.compile(rb"<[^\s>/]+")
_ATTRIBUTE = re.compile(rb"\s+(?:[^\s=:]+:)?([^\s=]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def _attributes_from(data: bytes, index: int) -> Iterator[tuple[bytes, int]]:
    """The attributes of the start tag at ``index``, by their names without prefix, and by the byte at which each begins."""
    name = _NAME.match(data, index)
    position = name.end() if name else index
    while match := _ATTRIBUTE.match(data, position):
        yield match[1], position + len(match[0]) - len(match[0].lstrip())
        position = match.end()


_CONTINUATIONS = bytes(range(0x80, 0xC0))


def _starts(data: bytes) -> int:
    """How many code points begin in a piece of UTF-8."""
    return len(data.translate(None, _CONTINUATIONS))


class _StopError(Exception):
    """What has been found forbids reading on."""


def parse(data: bytes, *, leave: Callable[[Node], bool] = lambda _: False) -> Parsed:
    """The elements of an XML file in UTF-8. Never raises, whatever ``data`` is.

    What is in an element of which ``leave`` is true is passed over; it is asked of each when it begins.
    """
    builder = _Builder(Source(data), leave)
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 - isfinal, which takes no name
    except _StopError:
        return builder.parsed(None)
    except expat.ExpatError as error:
        builder.syntax(error)
        return builder.parsed(None)
    return builder.parsed(builder.root)


class _Builder:
    """The handlers of one parser, and the tree that they build."""

    def __init__(self, source: Source, leave: Callable[[Node], bool]) -> None:
        self.source = source
        self.leave = leave
        self.root: Node | None = None
        self.open: list[Node] = []
        self.counts: list[dict[str, int]] = [{}]
        self.findings: list[Finding] = []
        self.liberties: set[str] = set()
        self.parser = parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartCdataSectionHandler = self._cdata
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace

    def parsed(self, root: Node | None) -> Parsed:
        return Parsed(root, self.source, tuple(self.findings), frozenset(self.liberties))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._add("DEC008", "nesting-too-deep", f"elements are nested more than {MAX_DEPTH} deep")
            raise _StopError
        parent = self.open[-1] if self.open else None
        if any(_SEPARATOR in one for one in attributes):
            attributes = {_name(one): value for one, value in attributes.items()}
        name = _element_name(name)
        counts = self.counts[-1]
        counts[name] = counts.get(name, 0) + 1
        counts[""] = counts.get("", 0) + 1
        number = counts["" if name.startswith("{") else name]
        node = Node(name, attributes, self.parser.CurrentByteIndex, parent, [], number)
        if parent is None:
            self.root = node
        else:
            parent.children.append(node)
        self.open.append(node)
        self.counts.append({})
        if self.leave(node):
            self._pass_over()

    def _pass_over(self) -> None:
        """Build nothing until the element that has just begun ends."""
        parser = self.parser
        text = parser.CharacterDataHandler
        depth = 0

        def start(_name: str, _attributes: object) -> None:
            nonlocal depth
            depth += 1

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            if depth < 0:
                parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
                parser.CharacterDataHandler = text
                self._end(name)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = None

    def _end(self, _name: str) -> None:
        self.open.pop()
        self.counts.pop()

    def _text(self, text: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _comment(self, _text: str) -> None:
        self.liberties.add("comments")
        if self.open and self.open[-1].name == "ab":
            self._add(
                "SCH011",
                "unexpected-element",
                "a comment stands in the text of the article",
                help="move it out of the ab element: nothing but the text stands there",
            )

    def _instruction(self, target: str, _text: str) -> None:
        self.liberties.add("processing instructions")
        if self.open:
            self._add(
                "SCH011",
                "unexpected-element",
                f"the processing instruction {target!r} stands inside the document",
                help="processing instructions stand before the TEI element, or nowhere",
            )

    def _cdata(self) -> None:
        self.liberties.add("CDATA sections")

    def _namespace(self, prefix: str | None, _uri: str) -> None:
        if prefix is not None:
            self.liberties.add("namespace prefixes")

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0" or (encoding or "UTF-8").upper() not in ("UTF-8", "UTF8"):
            declared = f"XML {version}" if version != "1.0" else f"the encoding {encoding}"
            self._add(
                "DEC014",
                "xml-declaration",
                f"the file declares {declared}; the format is XML 1.0 in UTF-8",
                found=declared,
                help='begin the file with <?xml version="1.0" encoding="UTF-8"?>, and save it so',
            )
            raise _StopError

    def _doctype(self, name: str, *_ids: Any) -> None:
        self._add(
            "DEC013",
            "doctype",
            f"the file has a document type declaration (<!DOCTYPE {name[:40]}): entities could change the text",
            help="remove it; write characters as they are, or as &#…; references",
        )
        raise _StopError

    def syntax(self, error: expat.ExpatError) -> None:
        """The finding on what expat could not read."""
        message = expat.ErrorString(error.code) or "not well-formed"
        index = max(self.parser.ErrorByteIndex, 0)
        if not self.source.data.strip():
            message = "the file is empty"
        elif error.code == _CODES[expat.errors.XML_ERROR_TAG_MISMATCH] and self.open:
            line, column = self.source.place(self.open[-1].index)
            message = f"the end tag does not close <{self.open[-1].name}>, which was opened at {line}:{column}"
        elif error.code == _CODES[expat.errors.XML_ERROR_NO_ELEMENTS] and self.open:
            line, column = self.source.place(self.open[-1].index)
            message = f"the file ends before </{self.open[-1].name}>, which was opened at {line}:{column}"
        self._add(
            "DEC012",
            "xml-syntax",
            f"this is not well-formed XML: {message}",
            index=index,
            help="a file that was cut short or merged by hand often looks so; restore it from its source",
        )

    def _add(self, code: str, name: str, message: str, *, index: int | None = None, **members: Any) -> None:
        line, column = self.source.place(self.parser.CurrentByteIndex if index is None else index)
        self.findings.append(
            Finding(code=code, name=name, level=ERROR, message=message, line=line, column=column, **members)
        )


_CODES = expat.errors.codes


def _element_name(name: str) -> str:
    prefix = NAMESPACE + _SEPARATOR
    return name[len(prefix) :] if name.startswith(prefix) else _foreign(name)


def _name(name: str) -> str:
    for prefix, short in _PREFIXES:
        if name.startswith(prefix):
            # An attribute with the prefix of TEI is not the attribute of TEI without one.
            return short + name[len(prefix) :] if short else _foreign(name)
    return _foreign(name) if _SEPARATOR in name else name


def _foreign(name: str) -> str:
    namespace, separator, local = name.rpartition(_SEPARATOR)
    return f"{{{namespace}}}{local}" if separator else f"{{}}{name}"


def xpath(node: Node, attribute: str | None = None) -> str:
    """An XPath to ``node`` or an attribute of it, with the prefix ``tei`` for the namespace of TEI."""
    steps = []
    one: Node | None = node
    while one is not None:
        name = f"tei:{one.name}" if not one.name.startswith("{") else "*"
        steps.append(f"/{name}[{one.number}]" if one.parent is not None else f"/{name}")
        one = one.parent
    return "".join(reversed(steps)) + (f"/@{attribute}" if attribute and not attribute.startswith("{") else "")
