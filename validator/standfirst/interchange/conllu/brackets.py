"""The brackets of entities in MISC: ``(e1-PER-1``, ``e1)``, ``(e2[1/2]-ORG-1)``, with the fields that a header names.

CorefUD has ``# global.Entity = eid-etype-head-other``, GUM ``# global.Entity = GRP-etype-infstat-…-identity``. What stands at
which place is told by the header alone; the last field takes what is left, hyphens included.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from standfirst.finding import Finding
from standfirst.interchange.problems import REFERENCE, SYNTAX, problem

HEADER = "global.Entity"
WRITTEN = "eid-etype-head-identity-other"
"""The header that is written."""
USUAL = ("eid", "etype", "head", "other")
"""The fields where no header names them, as CorefUD has them."""

_NAMES = {"GRP": "eid", "grp": "eid", "entity": "etype", "type": "etype"}
_BRACKET = re.compile(r"\(([^()]*)(\)?)|([^()]*)\)")
_PART = re.compile(r"([^\[\]]*)\[(\d{1,4})/(\d{1,4})\]")


class Bracketed(NamedTuple):
    """A mention: the group it belongs to, its fields, its parts as numbers of the first word and the last, its line."""

    group: str
    fields: dict[str, str]
    parts: tuple[tuple[int, int], ...]
    line: int


class _Open(NamedTuple):
    group: str
    part: tuple[int, int] | None
    fields: dict[str, str]
    first: int
    line: int


def fields_of(header: str) -> tuple[str, ...]:
    """The names of fields that a header gives, those of GUM under the names of CorefUD."""
    return tuple(_NAMES.get(name, name) for name in header.strip().split("-"))


class Brackets:
    """The brackets of a document, read word by word; words are numbered through all of it."""

    def __init__(self, fields: Sequence[str] = USUAL) -> None:
        self.fields = tuple(fields)
        self.found: list[Bracketed] = []
        self.findings: list[Finding] = []
        self._open: dict[tuple[str, tuple[int, int] | None], list[_Open]] = {}
        self._parts: list[tuple[_Open, list[tuple[int, int]], int]] = []

    def word(self, value: str, number: int, line: int) -> None:
        """Take the value of ``Entity`` at a word."""
        at = 0
        for bracket in _BRACKET.finditer(value):
            if bracket.start() != at:
                break
            at = bracket.end()
            if bracket[3] is not None:
                self._close(bracket[3], number, line)
                continue
            opened = self._opened(bracket[1], number, line)
            self._open.setdefault((opened.group, opened.part), []).append(opened)
            if bracket[2]:
                self._close_one(opened, number)
        if at != len(value):
            message = f"Entity={value[:80]} is no series of brackets: it cannot be read from {value[at : at + 20]!r} on"
            self.findings.append(problem(SYNTAX, message, line=line, found=value[:80]))

    def _opened(self, inside: str, number: int, line: int) -> _Open:
        values = inside.split("-", len(self.fields) - 1)
        fields = dict(zip(self.fields, values, strict=False))
        group, part = _grouped(fields.pop("eid", ""))
        return _Open(group, part, fields, number, line)

    def _close(self, inside: str, number: int, line: int) -> None:
        group, part = _grouped(inside.partition("-")[0])
        waiting = self._open.get((group, part))
        if not waiting:
            message = f"the bracket of {inside!r} is closed, and was not opened"
            self.findings.append(problem(REFERENCE, message, line=line, found=inside[:80]))
            return
        self._close_one(waiting[-1], number)

    def _close_one(self, opened: _Open, number: int) -> None:
        self._open[opened.group, opened.part].remove(opened)
        place = (opened.first, number)
        if opened.part is None:
            self.found.append(Bracketed(opened.group, opened.fields, (place,), opened.line))
            return
        which, count = opened.part
        if which == 1:
            self._parts.append((opened, [place], count))
        else:
            fitting = [
                one
                for one in self._parts
                if one[0].group == opened.group and one[2] == count and len(one[1]) == which - 1
            ]
            if not fitting:
                message = f"part {which} of {count} of {opened.group!r} comes without the part before it"
                self.findings.append(problem(REFERENCE, message, line=opened.line, found=opened.group))
                return
            fitting[-1][1].append(place)
        for one in [one for one in self._parts if len(one[1]) == one[2]]:
            self._parts.remove(one)
            self.found.append(Bracketed(one[0].group, one[0].fields, tuple(one[1]), one[0].line))

    def ended(self) -> Iterator[Finding]:
        """The findings on brackets so far, and on those that are still open or lack a part."""
        yield from self.findings
        for waiting in self._open.values():
            for opened in waiting:
                message = f"the bracket of {opened.group!r} is not closed"
                yield problem(REFERENCE, message, line=opened.line, found=opened.group)
        for opened, places, count in self._parts:
            message = f"of {opened.group!r} there are {len(places)} of {count} parts"
            yield problem(REFERENCE, message, line=opened.line, found=opened.group)


def _grouped(eid: str) -> tuple[str, tuple[int, int] | None]:
    """The group that a first field names, and which part of how many it is."""
    found = _PART.fullmatch(eid)
    return (eid, None) if found is None else (found[1], (int(found[2]), int(found[3])))
