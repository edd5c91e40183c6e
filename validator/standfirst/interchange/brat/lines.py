"""The lines of a brat file as data. Offsets are as they stand there; lines end with LF or CRLF, and with nothing else.

Kinds of lines by their first letter, as brat's documentation has them: T text-bound, E event, R relation, * equivalence,
A and M attribute, N normalisation, # note.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem

_ID = re.compile(r"(?:[A-Za-z]+|#[A-Za-z]*)[0-9]+\S*")
# The three kinds of lines that nearly all lines are of, each by one match; everything else goes the long way.
_BOUND = re.compile(r"(T[0-9]+)\t([^\s]+) ([0-9]{1,18}) ([0-9]{1,18})\t(.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([AM][0-9]+)\t([^ \t]+) ([^ \t]+)(?: ([^\t]*))?", re.DOTALL)
_NOTE = re.compile(r"(#[0-9]+)\t([^\s]+) ([^\s]+)\t(.*)", re.DOTALL)
_STRETCH = re.compile(r"(-?[0-9]{1,18}) (-?[0-9]{1,18}) *")


class Bound(NamedTuple):
    """A text-bound annotation: ``T1<TAB>Type 0 3;7 12<TAB>words``."""

    line: int
    id: str
    label: str
    stretches: tuple[tuple[int, int], ...]
    surface: str


class Happening(NamedTuple):
    """An event: ``E1<TAB>Type:T1 Role:T2 Role2:E2``."""

    line: int
    id: str
    label: str
    trigger: str
    args: tuple[tuple[str, str], ...]


class Joining(NamedTuple):
    """A relation: ``R1<TAB>Type Arg1:T1 Arg2:T2``."""

    line: int
    id: str
    label: str
    args: tuple[tuple[str, str], ...]


class Same(NamedTuple):
    """An equivalence: ``*<TAB>Equiv T1 T2 T3``."""

    line: int
    label: str
    members: tuple[str, ...]


class Attribute(NamedTuple):
    """An attribute: ``A1<TAB>Name T1 value``; ``None`` where there is no value."""

    line: int
    id: str
    name: str
    target: str
    value: str | None


class Normalisation(NamedTuple):
    """A normalisation: ``N1<TAB>Reference T1 DB:ID<TAB>words``."""

    line: int
    id: str
    name: str
    target: str
    database: str
    entry: str
    words: str


class Note(NamedTuple):
    """A note: ``#1<TAB>AnnotatorNotes T1<TAB>words``."""

    line: int
    id: str
    name: str
    target: str
    words: str


Line = Bound | Happening | Joining | Same | Attribute | Normalisation | Note


def lines_of(text: str) -> Iterator[Line | Finding]:
    """Every line that is not blank, or the finding on one that is none of brat's."""
    for number, line in enumerate(text.split("\n"), 1):
        if line[-1:] == "\r":
            line = line[:-1]
        first = line[:1]
        if first == "T" and (found := _BOUND.fullmatch(line)) is not None:
            name, label, start, end, words = found.groups()
            yield Bound(number, name, label, ((int(start), int(end)),), words)
        elif first == "A" and (found := _ATTRIBUTE.fullmatch(line)) is not None:
            name, label, target, value = found.groups()
            yield Attribute(number, name, label, target, value)
        elif first == "#" and (found := _NOTE.fullmatch(line)) is not None:
            name, label, target, words = found.groups()
            yield Note(number, name, label, target, words)
        elif line and not line.isspace():
            yield _line(line, number) or _refused(line, number)


def _refused(line: str, number: int) -> Finding:
    shown = line if len(line) <= 80 else line[:79] + "…"
    return problem(
        SYNTAX,
        f"{shown!r} is no line of brat's",
        line=number,
        column=1,
        help="a line is an id, a tab, what it says, and for text and notes another tab and words",
    )


def _line(line: str, number: int) -> Line | None:
    name, tab, rest = line.partition("\t")
    if not tab:
        return None
    said, _, words = rest.partition("\t")
    if name == "*":
        label, *members = said.split() or [""]
        return Same(number, label, tuple(members)) if label and len(members) > 1 else None
    if _ID.fullmatch(name) is None:
        return None
    parse = _KINDS.get(name[0])
    return parse(number, name, said, words) if parse is not None else None


def _bound(number: int, name: str, said: str, words: str) -> Bound | None:
    label, _, places = said.partition(" ")
    stretches = []
    for place in places.split(";"):
        found = _STRETCH.fullmatch(place)
        if found is None or not label:
            return None
        stretches.append((int(found[1]), int(found[2])))
    return Bound(number, name, label, tuple(stretches), words)


def _event(number: int, name: str, said: str, _words: str) -> Happening | None:
    head, *rest = said.split() or [""]
    pairs = [_pair(one) for one in (head, *rest)]
    if any(pair is None for pair in pairs):
        return None
    (label, trigger), *args = [pair for pair in pairs if pair is not None]
    return Happening(number, name, label, trigger, tuple(args))


def _relation(number: int, name: str, said: str, _words: str) -> Joining | None:
    label, *rest = said.split() or [""]
    args = [pair for one in rest if (pair := _pair(one)) is not None]
    if not label or len(args) != len(rest) or len(args) != 2:
        return None
    return Joining(number, name, label, tuple(args))


def _pair(said: str) -> tuple[str, str] | None:
    name, colon, target = said.partition(":")
    return (name, target) if colon and name and target and ":" not in target else None


def _attribute(number: int, name: str, said: str, _words: str) -> Attribute | None:
    label, _, rest = said.partition(" ")
    target, space, value = rest.partition(" ")
    return Attribute(number, name, label, target, value if space else None) if label and target else None


def _normalisation(number: int, name: str, said: str, words: str) -> Normalisation | None:
    label, _, rest = said.partition(" ")
    target, _, reference = rest.partition(" ")
    database, colon, entry = reference.partition(":")
    if not (label and target and colon and database and entry) or " " in entry:
        return None
    return Normalisation(number, name, label, target, database, entry, words)


def _note(number: int, name: str, said: str, words: str) -> Note | None:
    label, *targets = said.split() or [""]
    return Note(number, name, label, targets[0], words) if len(targets) == 1 else None


_KINDS = {
    "T": _bound,
    "E": _event,
    "R": _relation,
    "A": _attribute,
    "M": _attribute,
    "N": _normalisation,
    "#": _note,
}
