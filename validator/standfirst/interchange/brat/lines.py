"""The lines of a brat file as data. Offsets are as they stand there; lines end with LF or CRLF, and with nothing else.

Kinds of lines by their first letter, as brat's documentation has them: T text-bound, E event, R relation, * equivalence,
A and M attribute, N normalisation, # note.
"""

import re

from msgspec import Struct

_ID = re.compile(r"(?:[A-Za-z]+|#[A-Za-z]*)[0-9]+\S*")
_STRETCH = re.compile(r"(-?[0-9]{1,18}) (-?[0-9]{1,18}) *")


class Bound(Struct, frozen=True, gc=False):
    """A text-bound annotation: ``T1<TAB>Type 0 3;7 12<TAB>words``."""

    id: str
    label: str
    stretches: tuple[tuple[int, int], ...]
    surface: str


class Happening(Struct, frozen=True, gc=False):
    """An event: ``E1<TAB>Type:T1 Role:T2 Role2:E2``."""

    id: str
    label: str
    trigger: str
    args: tuple[tuple[str, str], ...]


class Joining(Struct, frozen=True, gc=False):
    """A relation: ``R1<TAB>Type Arg1:T1 Arg2:T2``; both ends with their roles."""

    id: str
    label: str
    args: tuple[tuple[str, str], ...]


class Same(Struct, frozen=True, gc=False):
    """An equivalence: ``*<TAB>Equiv T1 T2 T3``. It has no id: ``line`` tells it from others."""

    line: int
    label: str
    members: tuple[str, ...]


class Attribute(Struct, frozen=True, gc=False):
    """An attribute: ``A1<TAB>Name T1 value``; ``None`` where there is no value."""

    id: str
    name: str
    target: str
    value: str | None


class Normalisation(Struct, frozen=True, gc=False):
    """A normalisation: ``N1<TAB>Reference T1 DB:ID<TAB>words``."""

    id: str
    name: str
    target: str
    database: str
    entry: str
    words: str


class Note(Struct, frozen=True, gc=False):
    """A note: ``#1<TAB>AnnotatorNotes T1<TAB>words``."""

    id: str
    name: str
    target: str
    words: str


Line = Bound | Happening | Joining | Same | Attribute | Normalisation | Note


def line_of(line: str, number: int) -> Line | None:
    """A line, which is number ``number`` of its file, as data; ``None`` for what is no line of brat's."""
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
    return parse(name, said, words) if parse is not None else None


def _bound(name: str, said: str, words: str) -> Bound | None:
    label, _, places = said.partition(" ")
    stretches = []
    for place in places.split(";"):
        found = _STRETCH.fullmatch(place)
        if found is None or not label:
            return None
        stretches.append((int(found[1]), int(found[2])))
    return Bound(name, label, tuple(stretches), words)


def _event(name: str, said: str, _words: str) -> Happening | None:
    head, *rest = said.split() or [""]
    pairs = [_pair(one) for one in (head, *rest)]
    if any(pair is None for pair in pairs):
        return None
    (label, trigger), *args = [pair for pair in pairs if pair is not None]
    return Happening(name, label, trigger, tuple(args))


def _relation(name: str, said: str, _words: str) -> Joining | None:
    label, *rest = said.split() or [""]
    args = [pair for one in rest if (pair := _pair(one)) is not None]
    if not label or len(args) != len(rest) or len(args) != 2:
        return None
    return Joining(name, label, tuple(args))


def _pair(said: str) -> tuple[str, str] | None:
    name, colon, target = said.partition(":")
    return (name, target) if colon and name and target and ":" not in target else None


def _attribute(name: str, said: str, _words: str) -> Attribute | None:
    label, _, rest = said.partition(" ")
    target, space, value = rest.partition(" ")
    return Attribute(name, label, target, value if space else None) if label and target else None


def _normalisation(name: str, said: str, words: str) -> Normalisation | None:
    label, _, rest = said.partition(" ")
    target, _, reference = rest.partition(" ")
    database, colon, entry = reference.partition(":")
    if not (label and target and colon and database and entry) or " " in entry:
        return None
    return Normalisation(name, label, target, database, entry, words)


def _note(name: str, said: str, words: str) -> Note | None:
    label, *targets = said.split() or [""]
    return Note(name, label, targets[0], words) if len(targets) == 1 else None


_KINDS = {
    "T": _bound,
    "E": _event,
    "R": _relation,
    "A": _attribute,
    "M": _attribute,
    "N": _normalisation,
    "#": _note,
}
