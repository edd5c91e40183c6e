"""Pointers of TEI resolved as the Guidelines define them (chapter 16.2.4), with nothing of the library.

The text stream of an element is all text in it and behind it in document order. ``string-index(ID,OFFSET)`` is the point before
the OFFSETth character of the stream that begins in the element ID, ``string-range(ID,OFFSET,LENGTH)`` LENGTH characters
from there, ``range(POINT,POINT)`` what lies between two points. A stretch is the pair of its offsets in the whole text.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

ID = "{http://www.w3.org/XML/1998/namespace}id"
BODY = "{http://www.tei-c.org/ns/1.0}body"


def stream_starts(root: ElementTree.Element) -> tuple[str, dict[str, int]]:
    """The text stream of the body, and where in it the stream of each element with an id begins."""
    pieces: list[str] = []
    starts: dict[str, int] = {}

    def walk(element: ElementTree.Element) -> None:
        if ID in element.attrib:
            starts[element.attrib[ID]] = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")

    (body,) = root.iter(BODY)
    walk(body)
    return "".join(pieces), starts


def resolve(targets: str, starts: dict[str, int]) -> Iterator[tuple[int, int]]:
    """The stretches of a list of pointers."""
    for target in targets.split():
        scheme, inner = re.fullmatch(r"#([a-z-]+)\((.*)\)", target).groups()  # type: ignore[union-attr]
        points = [starts[name] + int(offset) for name, offset in re.findall(r"([\w.-]+),(\d+)", inner)]
        yield points[0], points[-1] if scheme != "string-range" else points[0] + int(inner.rpartition(",")[2])
