"""What a brat file holds: its lines by their kinds and ids, and the findings on those that are none of brat's.

Nearly all lines of nearly all files are plain: one match for each kind of line reads all of that kind at once. A file with a
line that is not plain is read line by line, with the same outcome; numbers of lines are looked up where something is wrong.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from standfirst.finding import Finding
from standfirst.interchange.brat.convention import NOTE
from standfirst.interchange.brat.lines import (
    Attribute,
    Bound,
    Happening,
    Joining,
    Line,
    Normalisation,
    Note,
    Same,
    line_of,
)
from standfirst.interchange.problems import REFERENCE, SYNTAX, problem


class Held(Struct, frozen=True, gc=False):
    """The lines of ``parts`` by their kinds and ids; attributes, normalisations and notes by what they are of.

    ``said`` is what notes of ours say of an annotation, as JSON has it; ``numbers`` are those of lines, once one was asked for.
    """

    parts: tuple[str, ...]
    bound: dict[str, Bound]
    events: dict[str, Happening]
    relations: dict[str, Joining]
    same: list[Same]
    attributes: dict[str, list[Attribute]]
    links: dict[str, list[Normalisation]]
    notes: dict[str, list[Note]]
    said: dict[str, dict[str, Any]]
    numbers: dict[str, int]

    def line(self, name: str) -> int:
        """The line, counted from 1 in its file, that has an id. All are looked up at once, when the first is asked for."""
        if not self.numbers:
            for part in reversed(self.parts):
                lines = part.split("\n")
                self.numbers.update((lines[at].partition("\t")[0], at + 1) for at in range(len(lines) - 1, -1, -1))
        return self.numbers.get(name, 1)


def held_of(parts: Iterable[str], findings: list[Finding]) -> Held:
    """What the files of a document hold, in their order; what is wrong with them goes into ``findings``."""
    texts = tuple(part.replace("\r\n", "\n").removesuffix("\r") for part in parts if part)
    held = _at_once(texts)
    if held is None:
        held = _empty(texts)
        taken: set[str] = set()
        for text in texts:
            _take_lines(text, held, taken, findings)
    _take_notes(held, findings)
    _check_references(held, findings)
    return held


def _empty(texts: tuple[str, ...]) -> Held:
    return Held(texts, {}, {}, {}, [], {}, {}, {}, {}, {})


# All lines at once.

_WORD = r"[^\s:]+"
_NUMBER = "[0-9]{1,18}"
_BOUNDS = re.compile(
    rf"^(T[0-9]+)\t([^\s]+) ({_NUMBER}) ({_NUMBER})((?:;{_NUMBER} {_NUMBER})*)\t([^\n]*)\n", re.MULTILINE
)
_EVENTS = re.compile(rf"^(E[0-9]+)\t({_WORD}):({_WORD})((?: {_WORD}:{_WORD})*) ?\n", re.MULTILINE)
_RELATIONS = re.compile(rf"^(R[0-9]+)\t([^\s]+) ({_WORD}):({_WORD}) ({_WORD}):({_WORD})\t?\n", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^([AM][0-9]+)\t([^\s]+) ([^\s]+)(?: ([^\t\n]+))?\n", re.MULTILINE)
_LINKS = re.compile(r"^(N[0-9]+)\t([^\s]+) ([^\s]+) ([^\s:]+):([^\s]+)\t([^\n]*)\n", re.MULTILINE)
_NOTES = re.compile(r"^(#[0-9]+)\t([^\s]+) ([^\s]+)\t([^\n]*)\n", re.MULTILINE)

_PLAIN = {"T": _BOUNDS, "E": _EVENTS, "R": _RELATIONS, "A": _ATTRIBUTES, "N": _LINKS, "#": _NOTES}

_Rows = dict[str, list[Any]]


def _at_once(texts: Sequence[str]) -> Held | None:
    """What plain files hold, ``None`` where a line is not plain, or an id stands twice."""
    rows = _rows_of(texts[0]) if len(texts) == 1 else None
    if rows is None:
        return None
    held = _empty(tuple(texts))
    for name, label, start, end, others, words in rows["T"]:
        first = int(start), int(end)
        held.bound[name] = Bound(name, label, (first, *_stretches(others)) if others else (first,), words)
    for name, label, trigger, args in rows["E"]:
        pairs = tuple([(role, target) for role, _, target in [arg.partition(":") for arg in args.split()]])
        held.events[name] = Happening(name, label, trigger, pairs)
    for name, label, one, first, other, second in rows["R"]:
        held.relations[name] = Joining(name, label, ((one, first), (other, second)))
    for name, label, target, value in rows["A"]:
        held.attributes.setdefault(target, []).append(Attribute(name, label, target, value or None))
    for name, label, target, database, entry, words in rows["N"]:
        held.links.setdefault(target, []).append(Normalisation(name, label, target, database, entry, words))
    for name, label, target, words in rows["#"]:
        held.notes.setdefault(target, []).append(Note(name, label, target, words))
    held.same.extend(rows["*"])
    return held


def _stretches(others: str) -> Iterator[tuple[int, int]]:
    """The stretches of an annotation behind its first, each with a semicolon before it."""
    for stretch in others[1:].split(";"):
        start, _, end = stretch.partition(" ")
        yield int(start), int(end)


def _rows_of(text: str) -> _Rows | None:
    """What the plain patterns find, by the first letter of a line; ``None`` unless every line is plain."""
    lines: dict[str, list[str]] = {kind: [] for kind in ("", "*", *_PLAIN)}
    lines["M"] = lines["A"]
    try:
        for line in text.split("\n"):
            lines[line[:1]].append(line)
    except KeyError:
        return None
    same = [line_of(line, 0) for line in lines.pop("*")]
    if same:
        same = [line_of(line, number) for number, line in enumerate(text.split("\n"), 1) if line[:1] == "*"]
    if None in same:
        return None
    rows: _Rows = {"*": same}
    for kind, pattern in _PLAIN.items():
        found = pattern.findall("\n".join((*lines[kind], ""))) if lines[kind] else []
        if len(found) != len(lines[kind]) or len({row[0] for row in found}) != len(found):
            return None
        rows[kind] = found
    return rows


# Line by line.


def _take_lines(text: str, held: Held, taken: set[str], findings: list[Finding]) -> None:
    for number, words in enumerate(text.split("\n"), 1):
        if not words or words.isspace():
            continue
        line = line_of(words, number)
        if line is None:
            findings.append(_refused(words, number))
        elif isinstance(line, Same):
            held.same.append(line)
        else:
            if line.id in taken:
                message = f"the id {line.id!r} is taken: two lines cannot share one"
                findings.append(problem(SYNTAX, message, line=number, found=line.id))
            taken.add(line.id)
            _take(line, held)


def _refused(line: str, number: int) -> Finding:
    shown = line if len(line) <= 80 else line[:79] + "…"
    return problem(
        SYNTAX,
        f"{shown!r} is no line of brat's",
        line=number,
        column=1,
        help="a line is an id, a tab, what it says, and for text and notes another tab and words",
    )


def _take(line: Line, held: Held) -> None:
    match line:
        case Bound():
            held.bound.setdefault(line.id, line)
        case Happening():
            held.events.setdefault(line.id, line)
        case Joining():
            held.relations.setdefault(line.id, line)
        case Attribute():
            held.attributes.setdefault(line.target, []).append(line)
        case Normalisation():
            held.links.setdefault(line.target, []).append(line)
        case Note():
            held.notes.setdefault(line.target, []).append(line)


# What lines say of others.


def _take_notes(held: Held, findings: list[Finding]) -> None:
    """Read the notes of ours, and take them out of the others."""
    for target, notes in list(held.notes.items()):
        if all(note.name != NOTE for note in notes):
            continue
        for note in notes:
            if note.name == NOTE:
                _take_note(note, held, findings)
        held.notes[target] = [note for note in notes if note.name != NOTE]
        if not held.notes[target]:
            del held.notes[target]


def _take_note(note: Note, held: Held, findings: list[Finding]) -> None:
    try:
        said = msgspec.json.decode(note.words)
    except (msgspec.DecodeError, RecursionError):
        said = None
    if isinstance(said, dict):
        held.said[note.target] = said
    else:
        message = f"a note of the type {NOTE!r} holds a JSON object, and this one does not"
        findings.append(problem(SYNTAX, message, line=held.line(note.id), found=note.words[:80]))


def _check_references(held: Held, findings: list[Finding]) -> None:
    """Every line that refers to something, and what it refers to, must be there."""
    known = held.bound.keys() | held.events.keys() | held.relations.keys()
    named: list[tuple[str | Same, str]] = []
    for event in held.events.values():
        if event.trigger not in held.bound:
            named.append((event.id, event.trigger))
        named += [(event.id, target) for _, target in event.args if target not in known]
    for relation in held.relations.values():
        named += [(relation.id, target) for _, target in relation.args if target not in known]
    for same in held.same:
        named += [(same, target) for target in same.members if target not in known]
    groups: tuple[dict[str, list[Any]], ...] = (held.attributes, held.links, held.notes)
    for group in groups:
        if not group.keys() <= known:
            named += [(line.id, target) for target, lines in group.items() if target not in known for line in lines]
    for owner, target in named:
        name, number = ("*", owner.line) if isinstance(owner, Same) else (owner, held.line(owner))
        message = f"{name} refers to {target}, which is not in the file"
        findings.append(problem(REFERENCE, message, line=number, found=target))
