"""The header as a tree of elements, built from the table once."""

import re
from functools import cache
from typing import NamedTuple

from standfirst.formats.tei.table import FIXED, HEADER, Heading

_STEP = re.compile(r"(?P<name>[A-Za-z]+)(?:\[@(?P<attribute>[a-z]+)='(?P<value>[^']*)'\])?")
_OPTIONAL = frozenset(("publisher",))


class Branch(NamedTuple):
    """An element of the header: what marks it out among its siblings, and what it holds.

    ``mark`` is the attribute that tells it from siblings of the same name; ``attribute`` and ``content`` are the members
    that it holds itself, ``children`` the elements below it in order; ``fixed`` is what stands in it in every file.
    ``always`` says that the element is written even if it holds nothing.
    """

    path: str
    name: str
    mark: tuple[str, str] | None
    attribute: tuple[str, Heading] | None
    content: Heading | None
    children: tuple["Branch", ...]
    fixed: tuple[str, str] | None
    always: bool


@cache
def header_tree() -> Branch:
    """The ``teiHeader`` and everything in it."""
    rows = tuple(row for row in HEADER if row.path.startswith("teiHeader/"))
    return _branch("teiHeader", "teiHeader", rows)


def _branch(path: str, step: str, rows: tuple[Heading, ...]) -> Branch:
    match = _STEP.fullmatch(step)
    if match is None:
        raise ValueError(f"{step!r} is no step of a path")
    attribute: tuple[str, Heading] | None = None
    content: Heading | None = None
    below: dict[str, list[Heading]] = {}
    for row in rows:
        rest = row.path.removeprefix(path)
        if not rest:
            content = row
        elif rest.startswith("/@"):
            attribute = (rest[2:], row)
        else:
            below.setdefault(rest[1:].partition("/")[0], []).append(row)
    children = tuple(_branch(f"{path}/{name}", name, tuple(held)) for name, held in below.items())
    mark = (match["attribute"], match["value"]) if match["attribute"] else None
    always = bool(children) and match["name"] not in _OPTIONAL
    return Branch(path, match["name"], mark, attribute, content, children, FIXED.get(path), always)
