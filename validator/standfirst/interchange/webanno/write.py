"""The writer of WebAnno TSV 3.3. What it is given, the format can hold; see :mod:`.convention`."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from standfirst.interchange.protocol import Settings
from standfirst.interchange.tokens import Stretch
from standfirst.interchange.uima.structures import ANNOTATION
from standfirst.interchange.webanno.convention import (
    ARGS,
    COUNTS,
    ENTITY,
    EVENT,
    ID,
    IDENTIFIER,
    KINDS,
    LABEL,
    MEMBERS,
    ORDER,
    PART,
    PARTS,
    RELATION,
    SHARED,
    VALUE,
    Kind,
    layer_of,
    members_of,
)
from standfirst.interchange.webanno.escapes import escaped_text, escaped_value
from standfirst.interchange.webanno.gather import NO_COLUMN, NO_VALUE
from standfirst.interchange.webanno.header import Column, Layer, header_lines
from standfirst.interchange.webanno.links import identifier_of
from standfirst.interchange.webanno.rows import Rows, rows_of
from standfirst.model import Document
from standfirst.model.annotations import Fragment
from standfirst.model.references import SPAN_MEMBERS
from standfirst.offsets.units import unit_map


class Said(Struct, gc=False):
    """An annotation of a file: its number there, its place in code points, its values, and its slots by their feature.

    Slots are pairs of a role and of the number that is led to. ``base`` is what a relation comes from.
    """

    number: int
    type: str
    start: int
    end: int
    values: dict[str, str]
    slots: dict[str, list[tuple[str, int]]]
    base: int | None = None
    target: int | None = None


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The file of a document."""
    rows = rows_of(document, settings)
    said = _Writer(document).all()
    return ((".tsv", "".join(f"{line}\n" for line in _Table(document.text, rows, said).lines()).encode("utf-8")),)


class _Writer:
    """The annotations of one document, and the numbers that were given so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.entities = {entity.id: entity for entity in document.layer("entities")}
        self.events = {event.id: event for event in document.layer("events")}
        self.said: list[Said] = []
        self.numbers: dict[str, int] = {}
        self.first: dict[str, str] = {}
        self.places: dict[int, Stretch] = {}
        self.last = 0
        for kind in KINDS.values():
            for record in document.layer(kind.layer):
                self.numbers[record.id] = len(self.numbers) + 1
        for layer, member in (("mentions", "entity"), ("event_mentions", "event")):
            for record in document.layer(layer):
                self.first.setdefault(getattr(record, member), record.id)

    def all(self) -> list[Said]:
        """All annotations, in the order of their numbers; parts and relations behind those with numbers of their own."""
        self.last = len(self.numbers)
        for kind in KINDS.values():
            for record in self.document.layer(kind.layer):
                self._say(record, kind)
        for order, relation in enumerate(self.document.layer("relations")):
            self._relation(relation, order)
        return self.said

    def _say(self, record: Any, kind: Kind) -> None:
        left = {name: value for name in record.__struct_fields__ if (value := getattr(record, name)) is not None}
        del left["id"]
        values = {ID: record.id}
        place = left.pop(kind.place)
        first, *others = (place,) if isinstance(place, Fragment) else place
        slots: dict[str, list[tuple[str, int]]] = {}
        parts = [(kind.place, self._part(one)) for one in others]
        for row in SPAN_MEMBERS:
            if row.layer == kind.layer and row.member in left:
                held = left.pop(row.member)
                parts += [(row.member, self._part(one)) for one in ((held,) if isinstance(held, Fragment) else held)]
        if parts:
            slots[PARTS] = parts
        extra: dict[str, Any] = {}
        if "args" in left:
            slots[ARGS], counts = self._args(left.pop("args"))
            if counts:
                extra[COUNTS] = counts
        if kind.layer == "mentions":
            self._mentioned(left.pop("entity"), record, values, extra)
        elif kind.layer == "event_mentions":
            event = self.events[left.pop("event")]
            values[EVENT] = event.id
            self._share(event, record, {"type"} if event.type == record.type else set(), extra)
        if kind.label is not None and left.get(kind.label) is not None:
            values[LABEL] = left.pop(kind.label)
        left = {name.rstrip("_"): msgspec.to_builtins(value) for name, value in left.items()} | extra
        if left:
            values[MEMBERS] = members_of(left)
        number = self.numbers[record.id]
        self.places[number] = first.start, first.end
        self.said.append(Said(number, kind.type, first.start, first.end, values, slots))

    def _mentioned(self, name: str, mention: Any, values: dict[str, str], extra: dict[str, Any]) -> None:
        entity = self.entities[name]
        values |= {ENTITY: name, VALUE: entity.type}
        identifier = identifier_of(entity.links[0]) if entity.links else None
        if identifier is not None:
            values[IDENTIFIER] = identifier
        told = identifier is not None and len(entity.links) == 1 and entity.links[0].label is None
        self._share(entity, mention, {"type", "links"} if told else {"type"}, extra)

    def _share(self, owner: Any, mention: Any, told: Iterable[str], extra: dict[str, Any]) -> None:
        """What the first mention says of what it mentions."""
        if self.first[owner.id] != mention.id:
            return
        held = {
            name.rstrip("_"): msgspec.to_builtins(value)
            for name in owner.__struct_fields__
            if name not in ("id", *told) and (value := getattr(owner, name)) is not None
        }
        if held:
            extra[SHARED] = held

    def _part(self, fragment: Fragment) -> int:
        self.last += 1
        self.said.append(Said(self.last, PART, fragment.start, fragment.end, {}, {}))
        return self.last

    def _args(self, args: Any) -> tuple[list[tuple[str, int]], list[int]]:
        """The slots of arguments, and how many each takes, where one takes more than one."""
        slots, counts = [], []
        for arg in args:
            targets = [self.numbers[arg.ref]] if arg.ref is not None else [self._part(one) for one in arg.span]
            slots += [(arg.role, target) for target in targets]
            counts.append(len(targets))
        return slots, counts if max(counts, default=1) > 1 else []

    def _relation(self, relation: Any, order: int) -> None:
        left = {name: value for name in relation.__struct_fields__ if (value := getattr(relation, name)) is not None}
        values = {ID: left.pop("id"), LABEL: left.pop("type")}
        ends = []
        for member, name in (("from_", "from"), ("to", "to")):
            end = left.pop(member)
            if end in self.first:
                left[name] = end
            ends.append(self.numbers[self.first.get(end, end)])
        members = {name.rstrip("_"): msgspec.to_builtins(value) for name, value in left.items()}
        values[MEMBERS] = members_of({**members, ORDER: order} if order else members) if members or order else ""
        values = {name: value for name, value in values.items() if value}
        self.said.append(Said(0, RELATION, *self.places[ends[1]], values, {}, *ends))


class _Table:
    """The lines of a file: its units, and what stands in each of their cells."""

    def __init__(self, text: str, rows: Rows, said: list[Said]) -> None:
        self.text = text
        self.rows = rows
        self.said = said
        self.to_unit = unit_map(text, "utf16").from_codepoint
        self.layers = _layers(said)
        self.units: dict[Stretch, dict[Stretch, dict[str, list[Said]]]] = {
            token: {} for tokens in rows.sentences for token in tokens
        }
        self.first: dict[int, tuple[Stretch, Stretch]] = {}
        for one in said:
            self._put(one)
        self.names = dict(self._named())

    def _put(self, one: Said) -> None:
        """Put an annotation into every unit that it has a part of."""
        for token in self._tokens(one.start, one.end):
            start, end = max(one.start, token[0]), min(one.end, token[1])
            unit = start, end
            self.first.setdefault(one.number, (token, unit))
            self.units[token].setdefault(unit, {}).setdefault(one.type, []).append(one)
            if one.base is not None:
                return

    def _tokens(self, start: int, end: int) -> Iterator[Stretch]:
        token = self.rows.token(start)
        if token is None:
            return
        if start == end:
            yield token
            return
        at = self.rows.position(start)
        for each in self.rows.tokens[at:]:
            if each[0] >= end:
                return
            if each[1] > start:
                yield each

    def _named(self) -> Iterator[tuple[tuple[Stretch, Stretch], str]]:
        for number, tokens in enumerate(self.rows.sentences, 1):
            for at, token in enumerate(tokens, 1):
                yield (token, token), f"{number}-{at}"
                for part, unit in enumerate(self._parts(token), 1):
                    yield (token, unit), f"{number}-{at}.{part}"

    def _parts(self, token: Stretch) -> list[Stretch]:
        return sorted((unit for unit in self.units[token] if unit != token), key=lambda unit: (unit[0], -unit[1]))

    def lines(self) -> Iterator[str]:
        """All lines of the file."""
        yield from header_lines(self.layers)
        yield ""
        for tokens in self.rows.sentences:
            yield ""
            for line in self.text[tokens[0][0] : tokens[-1][1]].split("\n"):
                yield f"#Text={escaped_text(line)}"
            for token in tokens:
                for unit in (token, *self._parts(token)):
                    yield self._row(token, unit)

    def _row(self, token: Stretch, unit: Stretch) -> str:
        start, end = unit
        held = self.units[token].get(unit, {})
        cells = [
            "|".join(self._cell(column, one, (token, unit)) for one in held.get(layer.type, ())) or NO_COLUMN
            for layer in self.layers
            for column in layer.columns
        ]
        place = f"{self.to_unit(start)}-{self.to_unit(end)}"
        return "\t".join((self.names[token, unit], place, self.text[start:end], *cells, ""))

    def _cell(self, column: Column, one: Said, unit: tuple[Stretch, Stretch]) -> str:
        """What stands for an annotation in a column; what is long is said in its first unit alone."""
        number = f"[{one.number}]" if one.number else ""
        match column.role:
            case "placeholder":
                return NO_VALUE + number
            case "slot":
                roles = ";".join(escaped_value(role) for role, _ in one.slots.get(column.feature, ()))
                return (roles or NO_COLUMN) + number
            case "target":
                targets = one.slots.get(column.feature, ())
                return ";".join(f"{self.names[self.first[target]]}[{target}]" for _, target in targets) or NO_VALUE
            case "base":
                return f"{self.names[self.first[one.base or 0]]}[{one.base}_{one.target}]"
        value = one.values.get(column.feature)
        if column.feature == MEMBERS and one.number and self.first[one.number] != unit:
            value = None
        return (escaped_value(value) if value is not None else NO_VALUE) + number


def _layers(said: list[Said]) -> tuple[Layer, ...]:
    """The layers of a file: those that have annotations."""
    types = {one.type for one in said}
    layers: list[Layer] = []
    width = 0
    for kind in KINDS.values():
        if kind.type in types:
            slots = {slot for one in said if one.type == kind.type for slot in one.slots}
            layers.append(layer_of(kind, width, slots))
            width += len(layers[-1].columns)
    if PART in types:
        layers.append(Layer("span", PART, (Column("placeholder"),), width))
        width += 1
    if RELATION in types:
        columns = (*(Column("value", name) for name in (ID, LABEL, MEMBERS)), Column("base", "Governor", ANNOTATION))
        layers.append(Layer("relation", RELATION, columns, width))
    return tuple(layers)
