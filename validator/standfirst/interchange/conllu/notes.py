"""What comments of ours say of a document."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from standfirst.finding import Finding
from standfirst.interchange.build import Builder
from standfirst.interchange.conllu.convention import MARK, SEPARATOR, restored
from standfirst.interchange.conllu.words import Sentence
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.model import LAYERS, Meta
from standfirst.model.values import Attributes

_NUMBER = re.compile(r"\d+$")


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the comment of a document holds.

    ``segments``: its tokens and sentences are segments of it; ``empty`` names the layers that are there and hold nothing.
    """

    segments: bool = False
    empty: tuple[str, ...] = ()
    language: str | None = None
    meta: Meta | None = None
    scheme: str | None = None
    attributes: Attributes | None = None


HELD_OF_DOCUMENT = ("language", "meta", "scheme", "attributes")


class Note(NamedTuple):
    """The members of an annotation that a comment holds, and the line of the sentence that it belongs to."""

    members: dict[str, Any]
    line: int


class Notes(NamedTuple):
    """What the comments of a document hold: of itself, and of annotations, by layer and id."""

    head: dict[str, Any]
    layers: dict[str, dict[str, Note]]


def notes_of(document: Sequence[Sentence], findings: list[Finding]) -> Notes | None:
    """What comments of ours say; ``None`` where the first sentence has none. Those that are none go to ``findings``."""
    first = document[0].comments.get(MARK)
    if first is None:
        return None
    head = _object(first, MARK, document[0].line, findings)
    layers: dict[str, dict[str, Note]] = {}
    for sentence in document:
        for key, value in sentence.comments.items():
            if not key.startswith(MARK + SEPARATOR):
                continue
            layer, _, name = key.removeprefix(MARK + SEPARATOR).partition(SEPARATOR)
            if layer not in LAYERS or not name:
                message = f"the comment {key[:80]!r} names no annotation of a layer"
                findings.append(problem(SYNTAX, message, line=sentence.line))
                continue
            members = _object(value or "", key, sentence.line, findings)
            layers.setdefault(layer, {})[name] = Note(members, sentence.line)
    return Notes(head, layers)


def _object(words: str, key: str, line: int, findings: list[Finding]) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(words)
    except (msgspec.DecodeError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    message = f"the comment {key[:80]!r} holds a JSON object, and this one does not"
    findings.append(problem(SYNTAX, message, line=line, found=words[:80]))
    return {}


def add_noted(builder: Builder, notes: Notes) -> None:
    """Add what the comments say, and put every layer in the order of its numbers."""
    for layer, noted in notes.layers.items():
        there = {one.id: one for one in builder.layer(layer)}
        for name, note in noted.items():
            known = there.get(name)
            try:
                if known is None:
                    made = restored(builder, layer, name, note.members)
                    if builder.ids.take(layer, name) != name:
                        raise ValueError(f"the id {name!r} is taken, or is none")
                    there[name] = made
                else:
                    there[name] = _completed(builder, layer, known, note.members)
            except ValueError as error:
                message = f"the comment on {name!r} of the layer {layer!r} does not fit: {error}"
                builder.findings.append(problem(SYNTAX, message, line=note.line, found=name[:80]))
        builder.replace(layer, there.values())
    for layer in LAYERS:
        if builder.layer(layer):
            builder.replace(layer, sorted(builder.layer(layer), key=_number))


def _completed(builder: Builder, layer: str, known: Any, members: dict[str, Any]) -> Any:
    """An annotation that brackets say, with what a comment adds."""
    base = {name: getattr(known, name) for name in ("type", "entity") if hasattr(known, name)}
    if layer == "mentions":
        base["span"] = known.span
    return restored(builder, layer, known.id, {**base, **members})


def _number(record: Any) -> tuple[int, str]:
    found = _NUMBER.search(record.id)
    return (int(found[0][-18:]) if found else 0), record.id
