"""XMI as feature structures, by libxml2: no document type declaration is read, and nothing is expanded or fetched."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.uima.structures import Cas, Structure

_XMI = "{http://www.omg.org/XMI}"
_ID = f"{_XMI}id"
_NULL = "uima.cas.NULL"
_VIEW = "uima.cas.View"
_NO_PACKAGE = "uima.noNamespace."
_LARGE = 9_000_000
"""From this size on the parser's own limits, which keep names and values below ten million characters, are lifted."""

_TEXT = re.compile(rb"""\ssofaString\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LINE_ENDS = re.compile(rb"\r\n|\r|\n|\t")


def read_xmi(data: bytes) -> Cas | Finding:
    """The structures of an XMI file, or why there are none."""
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data else data):
        message = "the file has a document type declaration: entities could change the text"
        return problem(SYNTAX, message, line=1, help="remove it; write characters as they are, or as &#…; references")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        huge_tree=len(data) > _LARGE and _is_utf8(data),
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 1
        return problem(SYNTAX, f"this is not well-formed XML: {error}", line=line)
    if root.tag != f"{_XMI}XMI":
        return problem(SYNTAX, f"the file holds <{root.tag}>, and not an XMI document", line=1, found=str(root.tag))
    structures: dict[str, Structure] = {}
    for structure in _structures(root):
        if structure.id in structures:
            message = f"the id {structure.id!r} is taken: two structures cannot share one"
            return problem(SYNTAX, message, line=structure.line, found=structure.id)
        structures[structure.id] = structure
    return Cas(structures, {}, tuple(_normalised(data)))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"<?xml" not in data[:8] or b"encoding" not in data[:100] or b'utf-8"' in data[:100].lower()


def _structures(root: Any) -> Iterator[Structure]:
    names: dict[str, str] = {}
    number = 0
    for element in root:
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = _type_name(str(tag))
        if name in (_NULL, _VIEW):
            continue
        features = dict(element.attrib)
        number += 1
        name_of = features.pop(_ID, None) or f"#{number}"
        if len(element):
            for child in element:  # arrays of strings
                features.setdefault(child.tag, [])
                if isinstance(features[child.tag], list):
                    features[child.tag].append(child.text or "")
        yield Structure(name_of, name, features, element.sourceline or 1)


def _type_name(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    package = namespace.removeprefix("{").removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{local}".removeprefix(_NO_PACKAGE) if package else local


def _normalised(data: bytes) -> Iterator[str]:
    """What a parser made of line ends that stand in the text as they are."""
    for match in _TEXT.finditer(data):
        found = len(_LINE_ENDS.findall(match[1] or match[2] or b""))
        if found:
            yield (
                f"The text has {found} line ends or tabs that are no character references: XML reads each as a blank, and "
                "so are they read."
            )
