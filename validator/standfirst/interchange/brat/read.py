"""The reader of brat."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
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
    lines_of,
)
from standfirst.interchange.problems import NO_TEXT, REFERENCE, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.reading import Reading


class Held(NamedTuple):
    """The lines of a file by their kinds and ids; attributes, normalisations and notes by what they are of."""

    bound: dict[str, Bound]
    events: dict[str, Happening]
    relations: dict[str, Joining]
    same: list[Same]
    attributes: dict[str, list[Attribute]]
    links: dict[str, list[Normalisation]]
    notes: dict[str, list[Note]]
    said: dict[str, dict[str, Any]]


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The document of an ``.ann`` file, or of ``.a1`` and ``.a2``, and the ``.txt`` beside it."""
    findings: list[Finding] = []
    text = _text(source, settings, findings)
    lines = [line for data in _parts(source) for line in _decoded(data, findings)]
    findings += [line for line in lines if isinstance(line, Finding)]
    held = _held([line for line in lines if not isinstance(line, Finding)], findings)
    if text is None or any(finding.level == ERROR for finding in findings):
        yield Reading(document=None, findings=tuple(findings))
        return
    from standfirst.interchange.brat.interpret import document_of

    yield document_of(held, text, source, settings, tuple(findings))


def _parts(source: Source) -> Iterator[bytes]:
    """The annotations: of a pair of ``.a1`` and ``.a2`` both, whichever was named."""
    name = (source.name or "").lower()
    if name.endswith(".a2"):
        yield source.beside(".a1") or b""
    if not name.endswith(".txt"):
        yield source.data
    if name.endswith(".a1"):
        yield source.beside(".a2") or b""
    if name.endswith(".txt"):
        for suffix in (".ann", ".a1", ".a2"):
            yield source.beside(suffix) or b""


def _text(source: Source, settings: Settings, findings: list[Finding]) -> str | None:
    if settings.text is not None:
        return settings.text
    data = source.data if (source.name or "").lower().endswith(".txt") else source.beside(".txt")
    if data is None:
        message = "there is no .txt file beside the annotations"
        findings.append(problem(NO_TEXT, message, line=1, help="put it there, or name it with --text"))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(not_utf8(data, error))
        return None


def _decoded(data: bytes, findings: list[Finding]) -> Iterator[Line | Finding]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(not_utf8(data, error))
        return
    yield from lines_of(text)


def _held(lines: list[Line], findings: list[Finding]) -> Held:
    held = Held({}, {}, {}, [], {}, {}, {}, {})
    kinds: dict[type, Any] = {Bound: held.bound, Happening: held.events, Joining: held.relations}
    groups: dict[type, Any] = {Attribute: held.attributes, Normalisation: held.links, Note: held.notes}
    taken: set[str] = set()
    for line in lines:
        if isinstance(line, Same):
            held.same.append(line)
            continue
        if line.id in taken:
            message = f"the id {line.id!r} is taken: two lines cannot share one"
            findings.append(problem(SYNTAX, message, line=line.line, found=line.id))
        taken.add(line.id)
        if isinstance(line, Note) and line.name == NOTE:
            _take_note(line, held, findings)
        elif type(line) in kinds:
            kinds[type(line)].setdefault(line.id, line)
        else:
            groups[type(line)].setdefault(line.target, []).append(line)  # type: ignore[union-attr]
    _check_references(held, findings)
    return held


def _take_note(note: Note, held: Held, findings: list[Finding]) -> None:
    try:
        said = msgspec.json.decode(note.words)
    except (msgspec.DecodeError, RecursionError):
        said = None
    if isinstance(said, dict):
        held.said[note.target] = said
    else:
        message = f"a note of the type {NOTE!r} holds a JSON object, and this one does not"
        findings.append(problem(SYNTAX, message, line=note.line, found=note.words[:80]))


def _check_references(held: Held, findings: list[Finding]) -> None:
    """Every line that refers to something, and what it refers to, must be there."""
    known = held.bound.keys() | held.events.keys() | held.relations.keys()
    named: list[tuple[int, str, str]] = []
    for event in held.events.values():
        if event.trigger not in held.bound:
            named.append((event.line, event.id, event.trigger))
        named += [(event.line, event.id, target) for _, target in event.args]
    for relation in held.relations.values():
        named += [(relation.line, relation.id, target) for _, target in relation.args]
    for same in held.same:
        named += [(same.line, "*", target) for target in same.members]
    for group in (held.attributes, held.links, held.notes):
        named += [(line.line, line.id, target) for target, lines in group.items() for line in lines]
    for line, owner, target in named:
        if target not in known or (
            owner in held.events and target == held.events[owner].trigger and target not in held.bound
        ):
            message = f"{owner} refers to {target}, which is not in the file"
            findings.append(problem(REFERENCE, message, line=line, found=target))
