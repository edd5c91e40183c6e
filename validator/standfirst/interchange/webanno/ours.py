"""The layers of ours in a file as the annotations of a document; see :mod:`.convention`."""

from typing import Any

import msgspec
from msgspec import structs

from standfirst.interchange.build import Builder
from standfirst.interchange.problems import REFERENCE, SYNTAX, problem
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
    OF_TYPES,
    ORDER,
    PART,
    PARTS,
    RELATION,
    SHARED,
    VALUE,
    Kind,
    is_ours,
)
from standfirst.interchange.webanno.gather import Gathered, Slot
from standfirst.interchange.webanno.links import links_of
from standfirst.model import LAYERS, Arg, Fragment
from standfirst.model.references import SPAN_MEMBERS

_SHARED = {"mentions": ("entities", ENTITY, VALUE), "event_mentions": ("events", EVENT, LABEL)}
"""For mentions, the layer of what they mention, the column that names that, and the column of its type."""

_SHAPES = {(row.layer, row.member): row.shape for row in SPAN_MEMBERS}
_ARG_KINDS = {
    "mentions": "mention", "times": "time", "quantities": "quantity", "quotes": "quote", "event_mentions": "event",
}  # fmt: skip


class _AmissError(Exception):
    """What a row says is no annotation of ours."""


class Ours:
    """Puts the annotations of ours among ``annotations`` into ``builder``."""

    def __init__(self, annotations: list[Gathered], builder: Builder) -> None:
        self.annotations = annotations
        self.builder = builder
        self.ids: dict[int, tuple[str, str]] = {}
        self.shared: set[str | None] = set()
        self.relations: list[tuple[int, Any]] = []

    def run(self) -> None:
        """Put all of them into the document that is being made, in the order of their numbers."""
        ours = sorted(
            ((one.number, at, one) for at, one in enumerate(self.annotations) if is_ours(one.layer)),
            key=lambda row: row[:2],
        )
        placed = [(at, one, OF_TYPES[one.layer.type]) for _, at, one in ours if one.layer.type in OF_TYPES]
        relations = [(at, one) for _, at, one in ours if one.layer.type == RELATION]
        for at, one, kind in placed:
            self._guarded(one, self._take_id, at, kind.layer)
        for at, one in relations:
            self._guarded(one, self._take_id, at, "relations")
        for _, one, kind in placed:
            self._guarded(one, self._take_shared, kind)
        for at, one, kind in placed:
            if at in self.ids:
                self._guarded(one, self._take, at, kind)
        for at, one in relations:
            if at in self.ids:
                self._guarded(one, self._take_relation, at)
        self.builder.replace("relations", [relation for _, relation in sorted(self.relations, key=lambda row: row[0])])

    def made(self) -> dict[int, tuple[str, str, int]]:
        """The layer, the id and the position there of every annotation that was made, by its place in the list."""
        positions = {
            record.id: at for layer in (*KINDS, "relations") for at, record in enumerate(self.builder.layer(layer))
        }
        return {at: (layer, name, positions[name]) for at, (layer, name) in self.ids.items() if name in positions}

    def _guarded(self, one: Gathered, take: Any, *more: Any) -> None:
        try:
            take(one, *more)
        except (_AmissError, msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
            self._refuse(one, str(error))

    def _refuse(self, one: Gathered, why: str) -> None:
        message = f"an annotation of the layer {one.layer.type} is none: {why}"
        self.builder.findings.append(problem(SYNTAX, message, line=one.line))

    def _take_id(self, one: Gathered, at: int, layer: str) -> None:
        wanted = one.values.get(ID)
        name = self.builder.ids.take(layer, wanted)
        if name != wanted:
            raise _AmissError(f"its id {str(wanted)[:40]!r} is none, or is taken")
        self.ids[at] = layer, name

    def _take_shared(self, one: Gathered, kind: Kind) -> None:
        """What the first mention of an entity or an event says of that."""
        if kind.layer not in _SHARED:
            return
        layer, feature, label = _SHARED[kind.layer]
        name = one.values.get(feature)
        if name in self.shared:
            return
        self.shared.add(name)
        if name is None or self.builder.ids.take(layer, name) != name:
            raise _AmissError(f"the id {str(name)[:40]!r} of what it mentions is none, or is taken")
        said = self._said(one).get(SHARED)
        members = {"type": one.values.get(label), **(said if isinstance(said, dict) else {}), "id": name}
        made = msgspec.convert(members, LAYERS[layer])
        links = links_of(one.values.get(IDENTIFIER), getattr(made, "links", None) or ())
        self.builder.put(layer, structs.replace(made, links=links) if links else made)

    def _said(self, one: Gathered) -> dict[str, Any]:
        found = msgspec.json.decode(one.values.get(MEMBERS, "{}"))
        if not isinstance(found, dict):
            raise _AmissError("its members are no JSON object")
        return found

    def _take(self, one: Gathered, at: int, kind: Kind) -> None:
        members = {key: value for key, value in self._said(one).items() if key != SHARED}
        if kind.label is not None and LABEL in one.values:
            members[kind.label] = one.values[LABEL]
        for feature in (ENTITY, EVENT):
            if feature in kind.columns:
                members[feature] = one.values.get(feature)
        members[kind.place] = (self.builder.fragment(one.start, one.end_),)
        for slot in one.slots.get(PARTS, ()):
            members.setdefault(str(slot.role), ())
            members[str(slot.role)] = (*members[str(slot.role)], self._part(slot))
        for member, value in members.items():
            if _SHAPES.get((kind.layer, member)) == "fragment" and isinstance(value, tuple):
                if len(value) != 1:
                    raise _AmissError(f"{member} is one fragment")
                members[member] = value[0]
        counts = members.pop(COUNTS, None)
        if one.slots.get(ARGS):
            members["args"] = tuple(self._args(one.slots[ARGS], counts))
        members["id"] = self.ids[at][1]
        self.builder.put(kind.layer, msgspec.convert(members, LAYERS[kind.layer]))

    def _part(self, slot: Slot) -> Fragment:
        part = self.annotations[slot.target] if slot.target is not None else None
        if part is None or part.layer.type != PART:
            raise _AmissError(f"its part {str(slot.role)[:40]!r} leads to no part")
        return self.builder.fragment(part.start, part.end_)

    def _args(self, slots: list[Slot], counts: Any) -> list[Arg]:
        """The arguments; ``counts`` says how many slots each takes, where one has a span of several fragments."""
        if counts is None:
            counts = [1] * len(slots)
        if (
            not isinstance(counts, list)
            or not all(type(one) is int and one > 0 for one in counts)
            or sum(counts) != len(slots)
        ):
            raise _AmissError("the counts of its arguments are not those of its slots")
        found, at = [], 0
        for count in counts:
            group = slots[at : at + count]
            at += count
            target = group[0].target
            role = group[0].role
            if role is None or target is None:
                raise _AmissError("an argument has no role or no target")
            if self.annotations[target].layer.type == PART:
                found.append(Arg(role=role, kind="span", span=tuple(map(self._part, group))))
                continue
            layer, name = self.ids.get(target, ("", ""))
            if layer not in _ARG_KINDS:
                self.builder.findings.append(
                    problem(REFERENCE, "an argument is no annotation of ours", line=self.annotations[target].line)
                )
                raise _AmissError("an argument leads to what can be none")
            found.append(Arg(role=role, kind=_ARG_KINDS[layer], ref=name))  # type: ignore[arg-type]
        return found

    def _take_relation(self, one: Gathered, at: int) -> None:
        members = self._said(one)
        order = members.pop(ORDER, 0)
        for member, end in (("from", one.base), ("to", one.end)):
            found = self.ids.get(end) if end is not None else None
            if member not in members:
                if found is None:
                    raise _AmissError("an end of it is no annotation of ours")
                members[member] = found[1]
        members |= {"id": self.ids[at][1], "type": one.values.get(LABEL)}
        made = msgspec.convert(members, LAYERS["relations"])
        self.relations.append((order if type(order) is int else 0, made))
