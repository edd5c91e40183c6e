"""The writer of brat: a text and an ``.ann`` file. What it is given, brat can hold; see :mod:`.convention`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from standfirst.interchange.brat.convention import (
    ATTRIBUTES,
    COMMENT,
    MARK,
    NOTE,
    PARENT,
    PARTS,
    PERSONS,
    QUANTITIES,
    QUOTE,
    REFERENCE,
    RESERVED,
    SPAN,
    TIMES,
    is_plain,
    is_role,
    label_of,
    note_of,
    role_of,
)
from standfirst.interchange.protocol import Settings
from standfirst.model import Document
from standfirst.model.annotations import Fragment
from standfirst.model.references import REFERENCE_MEMBERS

LINE_BREAK = re.compile(r"\s*\n\s*")
"""White space with a line break in it: brat's client cuts a selection there."""

_TEXT_BOUND = ("mentions", "times", "quantities", "marks")


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The annotations and the text, as two files."""
    lines = "".join(f"{line}\n" for line in _Writer(document, settings).lines())
    return (".ann", lines.encode("utf-8")), (".txt", document.text.encode("utf-8"))


class _Writer:
    """The lines of one document, and the numbers that were given so far."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self.document = document
        self.mapping = settings.mapping
        self.names: dict[str, str] = {}
        self.first: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._bound: list[str] = []
        self._events: list[str] = []
        self._rest: list[str] = []
        self.entities = {entity.id: entity for entity in document.layer("entities")}
        self.events = {event.id: event for event in document.layer("events")}
        self.happening = {
            self.mapping.label("event_mentions", label_of(one.type)) for one in document.layer("event_mentions")
        }
        self._name_all()

    def _name_all(self) -> None:
        """Give brat's ids to everything, first of all: lines refer to what stands behind them."""
        for layer in _TEXT_BOUND:
            for record in self.document.layer(layer):
                self.names[record.id] = self._next("T")
        for layer in ("quotes", "event_mentions"):
            for record in self.document.layer(layer):
                self.names[record.id] = self._next("E")
        for record in self.document.layer("relations"):
            self.names[record.id] = self._next("R")
        for layer, member in (("mentions", "entity"), ("event_mentions", "event")):
            for record in self.document.layer(layer):
                self.names.setdefault(getattr(record, member), self.names[record.id])
                self.first.setdefault(getattr(record, member), record.id)

    def _next(self, letter: str) -> str:
        self._numbers[letter] = self._numbers.get(letter, 0) + 1
        return f"{letter}{self._numbers[letter]}"

    def lines(self) -> Iterator[str]:
        """All lines: text-bound ones, events, relations, equivalences, attributes, normalisations, notes."""
        for mention in self.document.layer("mentions"):
            self._mention(mention)
        for layer in ("times", "quantities"):
            for record in self.document.layer(layer):
                self._tagged(layer, record)
        for mark in self.document.layer("marks"):
            self._place(self.names[mark.id], MARK, (mark.fragment,))
            extra = {"layer": "marks"} if MARK in self.happening else {}
            self._members("marks", mark, {"fragment"}, extra)
        for quote in self.document.layer("quotes"):
            self._quote(quote)
        for mention in self.document.layer("event_mentions"):
            self._event(mention)
        for relation in self.document.layer("relations"):
            self._relation(relation)
        self._equivalences("mentions", "entity")
        self._equivalences("event_mentions", "event")
        yield from self._bound
        yield from self._events
        yield from self._rest

    def _place(self, name: str, label: str, fragments: Sequence[Fragment]) -> None:
        pieces = [piece for fragment in fragments for piece in pieces_of(fragment)]
        places = ";".join(f"{start} {end}" for start, end, _ in pieces)
        words = " ".join(_one_line(surface) for _, _, surface in pieces)
        self._bound.append(f"{name}\t{label} {places}\t{words}")

    def _label(self, layer: str, tag: str, extra: dict[str, Any], *, reserved: bool = False) -> str:
        """The label of a tag; what it does not tell is put into ``extra``."""
        label = self.mapping.label(layer, tag)
        if label == tag:
            label = label_of(tag)
            target = self.mapping.types.get(label)
            if label != tag or (target is not None and target.tag not in (None, tag)):
                extra["tag"] = tag
            if reserved or (target is not None and target.layer != layer):
                extra["layer"] = layer
        return label

    def _mention(self, mention: Any) -> None:
        entity = self.entities[mention.entity]
        extra: dict[str, Any] = {}
        label = self._label("mentions", entity.type, extra, reserved=label_of(entity.type) in RESERVED | self.happening)
        name = self.names[mention.id]
        self._place(name, label, mention.span)
        if self.first[entity.id] == mention.id:
            held = self._held("entities", entity, {"type"}, name)
            if held:
                extra["shared"] = held
        self._members("mentions", mention, {"span", "entity"}, extra)

    def _tagged(self, layer: str, record: Any) -> None:
        extra: dict[str, Any] = {}
        reserved = record.type in self.happening or not _is_usual(layer, record.type)
        label = self._label(layer, record.type, extra, reserved=reserved)
        self._place(self.names[record.id], label, record.span)
        self._members(layer, record, {"span", "type"}, extra)

    def _quote(self, quote: Any) -> None:
        name, trigger = self.names[quote.id], self._next("T")
        self._place(trigger, QUOTE, quote.content)
        args: list[tuple[str, str]] = []
        for member, role in PARTS.items():
            value = getattr(quote, member)
            if value is None:
                continue
            for span in [(one,) for one in value] if member == "verbatim" else [value]:
                part = self._next("T")
                self._place(part, role, span)
                args.append((role, part))
        for member, role in PERSONS.items():
            value = getattr(quote, member)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:
                    args.append((role, self.names[one]))
        if quote.parent is not None:
            args.append((PARENT, self.names[quote.parent]))
        self._events.append(f"{name}\t{QUOTE}:{trigger}{_said(args)}")
        self._members("quotes", quote, {"content", *PARTS, *PERSONS, "parent"})

    def _event(self, mention: Any) -> None:
        name, trigger = self.names[mention.id], self._next("T")
        event = self.events[mention.event]
        extra: dict[str, Any] = {}
        label = self._label("event_mentions", mention.type, extra, reserved=label_of(mention.type) == QUOTE)
        self._place(trigger, label, mention.trigger)
        args: list[tuple[str, str]] = []
        for arg in mention.args or ():
            target = self._next("T") if arg.span is not None else self.names[arg.ref]
            if arg.span is not None:
                self._place(target, SPAN, arg.span)
            args.append((role_of(self.mapping.role(arg.role)), target))
        if not all(is_role(self.mapping.role(arg.role)) for arg in mention.args or ()):
            extra["roles"] = [arg.role for arg in mention.args or ()]
        if self.first[event.id] == mention.id:
            held = self._held("events", event, {"type"} if event.type == mention.type else set(), name)
            if held:
                extra["shared"] = held
        self._events.append(f"{name}\t{label}:{trigger}{_said(args)}")
        self._members("event_mentions", mention, {"trigger", "type", "event", "args"}, extra)

    def _relation(self, relation: Any) -> None:
        extra: dict[str, Any] = {}
        label = self._label("relations", relation.type, extra)
        for member in ("from_", "to"):
            end = getattr(relation, member)
            if end in self.entities or end in self.events:
                extra.setdefault("ends", {})[member] = "entity" if end in self.entities else "event"
        ends = f"Arg1:{self.names[relation.from_]} Arg2:{self.names[relation.to]}"
        self._rest.append(f"{self.names[relation.id]}\t{label} {ends}\t")
        self._members("relations", relation, {"type", "from_", "to"}, extra)

    def _equivalences(self, layer: str, member: str) -> None:
        groups: dict[str, list[str]] = {}
        for record in self.document.layer(layer):
            groups.setdefault(getattr(record, member), []).append(self.names[record.id])
        self._rest += [f"*\tEquiv {' '.join(names)}" for names in groups.values() if len(names) > 1]

    def _members(self, layer: str, record: Any, native: set[str], extra: dict[str, Any] | None = None) -> None:
        """The lines on what a record says beside its place, and the note on what is left."""
        name = self.names[record.id]
        left = {**self._held(layer, record, native, name), **(extra or {})}
        if left:
            self._rest.append(f"{self._next('#')}\t{NOTE} {name}\t{note_of(left)}")

    def _held(self, layer: str, record: Any, native: Iterable[str], name: str) -> dict[str, Any]:
        """Write what can be lines of their own, and return the members that are left, as plain data."""
        left: dict[str, Any] = {}
        for member in record.__struct_fields__:
            value = getattr(record, member)
            if value is None or member == "id" or member in native:
                continue
            if member in ATTRIBUTES.get(layer, ()) and _is_attribute(member, value):
                self._attribute(member.rstrip("_"), name, value)
            elif member == "comment" and layer not in ("entities", "events") and is_plain(value):
                self._rest.append(f"{self._next('#')}\t{COMMENT} {name}\t{value}")
            elif member == "attributes" and layer not in ("entities", "events"):
                self._attributes(layer, name, value, left)
            elif member == "links" and all(map(_is_reference, value)):
                for link in value:
                    said = f"{REFERENCE} {name} {link.scheme}:{link.id}\t{link.label or ''}"
                    self._rest.append(f"{self._next('N')}\t{said}")
            else:
                left[member] = self._plain(layer, member, value)
        return left

    def _attributes(self, layer: str, name: str, values: dict[str, Any], left: dict[str, Any]) -> None:
        kept = {}
        taken = {*ATTRIBUTES.get(layer, ()), *(ATTRIBUTES["entities"] if layer == "mentions" else ()), "class"}
        for key, value in values.items():
            if key not in taken and (value is True or is_plain(value)):
                self._attribute(key, name, value)
            else:
                kept[key] = value
        if kept:
            left["attributes"] = kept

    def _attribute(self, key: str, name: str, value: Any) -> None:
        said = "" if value is True else f" {value!r}" if isinstance(value, float) else f" {value}"
        self._rest.append(f"{self._next('A')}\t{key} {name}{said}")

    def _plain(self, layer: str, member: str, value: Any) -> Any:
        """A member as plain data, references by brat's ids, fragments by their offsets."""
        if isinstance(value, Fragment):
            return [value.start, value.end]
        for row in REFERENCE_MEMBERS:
            if (row.layer, row.member) == (layer, member):
                return self.names.get(value, value)
        return msgspec.to_builtins(value)


def _said(args: Iterable[tuple[str, str]]) -> str:
    """Roles and targets; a role that stands more than once is counted, from the second on."""
    counts: dict[str, int] = {}
    said = []
    for role, target in args:
        counts[role] = counts.get(role, 0) + 1
        said.append(f" {role}{counts[role] if counts[role] > 1 else ''}:{target}")
    return "".join(said)


def pieces_of(fragment: Fragment) -> list[tuple[int, int, str]]:
    """A fragment cut at its line breaks, as brat's client does it: offsets in code points, and the words."""
    pieces, start = [], 0
    for found in LINE_BREAK.finditer(fragment.text):
        pieces.append((start, found.start()))
        start = found.end()
    pieces.append((start, len(fragment.text)))
    return [(fragment.start + one, fragment.start + two, fragment.text[one:two]) for one, two in pieces]


def _one_line(words: str) -> str:
    return words.replace("\r", " ")


def _is_usual(layer: str, tag: str) -> bool:
    return tag in (TIMES if layer == "times" else QUANTITIES)


def _is_attribute(member: str, value: Any) -> bool:
    if member == "confidence":
        return isinstance(value, float)
    return value is True or is_plain(value)


def _is_reference(link: Any) -> bool:
    plain = is_plain(link.id) and not any(one.isspace() for one in link.id)
    return plain and ":" not in link.scheme and (link.label is None or is_plain(link.label))
