"""XMI as feature structures, by expat: no document type declaration is read, and nothing is expanded or fetched."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.uima.structures import Cas, Structure

_SEPARATOR = "}"
_XMI = "http://www.omg.org/XMI" + _SEPARATOR
_ID = _XMI + "id"
_NULL = "uima.cas.NULL"
_VIEW = "uima.cas.View"
_NO_PACKAGE = "uima.noNamespace."
_DEEPEST = 3
"""How deep elements are nested: structures in the root, and elements of arrays of strings in them."""

_TEXT_NAME = b"sofaString"
_TEXT = re.compile(rb"""sofaString\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VERSION = re.compile(rb"""<\?xml\s+version\s*=\s*["']1\.1["']""")
_LATER_XML = "the file is XML 1.1, which has characters that a document cannot hold; export it as XML 1.0"
_LINE_ENDS = re.compile(rb"\r\n|\r|\n|\t")


class _RefusedError(Exception):
    """What has been found forbids reading on."""


def read_xmi(data: bytes) -> Cas | Finding:
    """The structures of an XMI file, or why there are none."""
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data else data):
        message = "the file has a document type declaration: entities could change the text"
        return problem(SYNTAX, message, line=1, help="remove it; write characters as they are, or as &#…; references")
    handlers = _Handlers()
    try:
        handlers.parser.Parse(data, True)  # noqa: FBT003 - isfinal, which takes no name
    except _RefusedError as refused:
        return problem(SYNTAX, str(refused), line=handlers.parser.CurrentLineNumber)
    except expat.ExpatError as error:
        message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
        remedy = _LATER_XML if _VERSION.search(_as_utf8(data)[:100]) else None
        return problem(SYNTAX, message, line=error.lineno, column=error.offset + 1, help=remedy)
    except (ValueError, LookupError) as error:
        return problem(SYNTAX, f"this is not well-formed XML: {error}", line=1)
    finally:
        del handlers.parser  # which refers to its handlers
    return Cas(handlers.structures, {}, tuple(_normalised(data)), tuple(handlers.views))


class _Handlers:
    """What the parser calls: a structure for each element in the root."""

    def __init__(self) -> None:
        self.structures: dict[str, Structure] = {}
        self.views: list[tuple[str, frozenset[str]]] = []
        self.open = 0
        self.text: list[str] = []
        self.last: Structure | None = None
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._root
        self.parser.EndElementHandler = self._end

    def _root(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag != _XMI + "XMI":
            raise _RefusedError(f"the file holds <{tag.rpartition(_SEPARATOR)[2]}>, and not an XMI document")
        self.open = 1
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, features: dict[str, Any]) -> None:
        self.open += 1
        if self.open > 2:
            self._start_inside(tag)
            return
        name = self.names.get(tag)
        if name is None:
            name = self.names[tag] = _type_name(tag)
        number = features.pop(_ID, None) or f"#{len(self.structures) + 1}"
        self.last = one = Structure(number, name, features, self.parser.CurrentLineNumber)
        if name in (_NULL, _VIEW):
            if name == _VIEW:
                self.views.append((features.get("sofa", ""), frozenset(features.get("members", "").split())))
            return
        if number in self.structures:
            raise _RefusedError(f"the id {number!r} is taken: two structures cannot share one")
        self.structures[number] = one

    def _start_inside(self, tag: str) -> None:
        """An element of an array of strings begins."""
        if self.open > _DEEPEST or self.last is None:
            raise _RefusedError(f"<{tag.rpartition(_SEPARATOR)[2]}> stands where XMI has no element")
        self.text = []
        self.parser.CharacterDataHandler = self.text.append

    def _end(self, tag: str) -> None:
        if self.open > 2 and self.last is not None:
            self.parser.CharacterDataHandler = None
            held = self.last.features.setdefault(tag, [])
            if isinstance(held, list):
                held.append("".join(self.text))
        self.open -= 1


def _type_name(tag: str) -> str:
    namespace, _, local = tag.rpartition(_SEPARATOR)
    package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{local}".removeprefix(_NO_PACKAGE) if package else local


def _normalised(data: bytes) -> Iterator[str]:
    """What a parser made of line ends that stand in the text as they are."""
    data = _as_utf8(data)
    at = data.find(_TEXT_NAME)
    while at >= 0:
        match = _TEXT.match(data, at)
        found = len(_LINE_ENDS.findall(match[1] or match[2] or b"")) if match is not None else 0
        if found:
            what = (
                "1 line end or tab that is no reference"
                if found == 1
                else f"{found} line ends or tabs that are no references"
            )
            yield f"The text has {what}: XML reads each as a blank, and so are they read."
        at = data.find(_TEXT_NAME, at + 1)


def _as_utf8(data: bytes) -> bytes:
    """A file that was read before, in UTF-8 if it is in UTF-16."""
    return data.decode("utf-16", "replace").encode() if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) else data
