"""Our own feature structures as the annotations of a document."""

from collections import Counter
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from standfirst.interchange.build import Builder
from standfirst.interchange.problems import LEFT_OUT, REFERENCE, SURFACE, SYNTAX, problem
from standfirst.interchange.uima.layout import (
    HASH,
    HEADER,
    HEADER_JSON,
    HEADER_VALUES,
    LAYERS_THERE,
    OF_TYPES,
    Layout,
    Slot,
    feature_name,
)
from standfirst.interchange.uima.places import Places
from standfirst.interchange.uima.structures import Cas, Structure, targets
from standfirst.model import LAYERS, Agent, Document
from standfirst.model.annotations import Fragment, Quantity
from standfirst.model.document import Unknown
from standfirst.model.header import Coverage, Meta
from standfirst.model.values import Attributes

_OF_JSON: dict[str, Any] = {
    "meta": Meta, "coverage": Coverage, "attributes": Attributes, "unknown": tuple[Unknown, ...],
}  # fmt: skip


_ELSEWHERE = frozenset(("sofa", "begin", "end", "fragments", "prefix", "suffix", "annotationId", "number"))
"""The features that are no slots, and are read nevertheless."""

_NOTHING = ("", "0", 0)
"""What features of DKPro's hold that nobody set."""

_AS_THEY_ARE = ("value", "number")
"""The kinds of slots whose values stand in a record as they are."""


_MEMBERS = {layout.layer: layout.of_features() for layout in OF_TYPES.values()}


class _Sorted(NamedTuple):
    """The features of a structure by what is done with them: those whose values are those of members, those that have to
    be made into them, and those that are no members."""

    values: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str, Slot], ...]
    besides: tuple[str, ...]


def _sorted(layer: str, *names: str) -> _Sorted:
    """How structures with these features are read, which are the same for many."""
    known = _MEMBERS[layer]
    slots = [(name, *known[name]) for name in names if name in known]
    return _Sorted(
        tuple((name, member) for name, member, slot in slots if slot.kind in _AS_THEY_ARE),
        tuple(one for one in slots if one[2].kind not in _AS_THEY_ARE),
        tuple(name for name in names if name not in known and name not in _ELSEWHERE),
    )


class _AmissError(Exception):
    """What a structure holds is no annotation."""


class Assembly:
    """Puts our structures of ``cas`` into ``builder``."""

    def __init__(self, cas: Cas, places: Places, builder: Builder) -> None:
        self.cas = cas
        self.places = places
        self.builder = builder
        self.names: dict[str, str] = {}
        self.header: dict[str, Any] = {}
        self.left: Counter[str] = Counter()
        self.sorted: dict[tuple[str, ...], _Sorted] = {}

    def run(self) -> None:
        """Put all of them into the document that is being made."""
        ours = [(one, layout) for one in self.cas.structures.values() if (layout := OF_TYPES.get(one.type))]
        for one, layout in ours:
            wanted = one.features.get("annotationId")
            self.names[one.id] = self.builder.ids.take(layout.layer, wanted if isinstance(wanted, str) else None)
        for one in self.cas.structures.values():
            if one.type == HEADER:
                if self.header:
                    self.left["another header: the first one holds"] += 1
                else:
                    self._guarded(one, self._take_header)
        for one, layout in ours:
            self._guarded(one, self._take, layout)
        for what, count in self.left.items():
            times = f" ({count} times)" if count > 1 else ""
            self.builder.findings.append(problem(LEFT_OUT, f"there is no place for {what}{times}", line=1))
        zones = self.builder.layer("zones")
        if zones:
            self.builder.replace("zones", sorted(zones, key=lambda zone: zone.start))

    def made(self) -> dict[str, tuple[str, str, int]]:
        """For the structures that became annotations the layer of each, its id, and its place in the layer."""
        structures = {name: one for one, name in self.names.items()}
        return {
            structures[record.id]: (layer, record.id, place)
            for layer in LAYERS
            for place, record in enumerate(self.builder.layer(layer))
        }

    def _guarded(self, structure: Structure, take: Any, *more: Any) -> None:
        try:
            take(structure, *more)
        except (_AmissError, msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
            name = structure.type.rpartition(".")[2]
            message = f"{name} {structure.id} is none: {error}"
            self.builder.findings.append(problem(SYNTAX, message, line=structure.line))

    def _take_header(self, structure: Structure) -> None:
        features = structure.features
        found: dict[str, Any] = {}
        for name in HEADER_VALUES:
            value = features.get(feature_name(f"document_{name}"))
            if value is not None:
                found[name] = msgspec.convert(value, str)
        for name in HEADER_JSON:
            value = features.get(feature_name(f"document_{name}"))
            if value is not None:
                found[name] = msgspec.json.decode(msgspec.convert(value, str), type=_OF_JSON[name])
        found[LAYERS_THERE] = msgspec.convert(features.get(LAYERS_THERE, ""), str).split()
        found[HASH] = features.get(HASH)
        self.header = found

    def finished(self, document: Document) -> Document:
        """``document`` with what the header says."""
        said = dict(self.header)
        if not said:
            return document
        there, digest = said.pop(LAYERS_THERE), said.pop(HASH)
        if digest not in (None, document.fingerprint.sha256):
            message = "the text is not the one that was written: its fingerprint is another"
            remedy = (
                "line ends that became blanks, or a text edited under its annotations; take the file from its source"
            )
            self.builder.findings.append(problem(SURFACE, message, line=1, help=remedy))
        if self.builder.settings.id is not None:
            said.pop("id", None)
        empty = {layer: () for layer in there if layer in LAYERS and getattr(document, layer) is None}
        return structs.replace(document, **said, **empty)

    def _take(self, structure: Structure, layout: Layout) -> None:
        members: dict[str, Any] = {"id": self.names[structure.id]}
        if layout.layer == "zones":
            members["start"], members["end"] = self._stretch(structure)
        elif layout.place is not None:
            span = self._span(structure)
            if layout.layer == "marks" and len(span) != 1:
                raise _AmissError("a mark is one fragment")
            members[layout.place] = span[0] if layout.layer == "marks" else span
        features = structure.features
        names = (layout.layer, *features)
        how = self.sorted.get(names)
        if how is None:
            how = self.sorted[names] = _sorted(*names)
        for name, member in how.values:
            members[member] = features[name]
        for name, member, slot in how.others:
            members[member] = self._value(slot, features[name], structure)
        for name in how.besides:
            self._besides(structure, name, features[name])
        if layout.layer == "quantities" and "number" in structure.features:
            members["value"] = msgspec.json.decode(msgspec.convert(structure.features["number"], str))
        if layout.layer == "agents":
            self.builder.put("agents", msgspec.convert(members, Agent, strict=False))
        else:
            self.builder.put(layout.layer, self._record(members, layout))

    def _besides(self, structure: Structure, name: str, value: Any) -> None:
        """Say that a feature is not read, which other tools can set: those that a supertype of DKPro's has."""
        kind = structure.type.rpartition(".")[2]
        if kind == "Mention" and name == "value":
            entity = self.cas.structures.get(str(structure.features.get("entity")))
            type_ = entity.features.get("typeName") if entity is not None else value
            if value != type_:
                message = (
                    f"{kind} {structure.id} says {str(value)[:40]!r}, and its entity {str(type_)[:40]!r}, which holds"
                )
                remedy = "change the typeName of the entity; the value of a mention repeats it for other tools"
                self.builder.findings.append(problem(LEFT_OUT, message, line=structure.line, help=remedy))
        elif value is not None and value not in _NOTHING:
            self.left[f"the feature {name!r} of {kind}"] += 1

    def _record(self, members: dict[str, Any], layout: Layout) -> Any:
        if layout.layer != "quantities":
            return msgspec.convert(members, LAYERS[layout.layer], strict=False)
        # A value that looks like a number is a string all the same.
        value = members.pop("value", None)
        made = msgspec.convert(members, Quantity, strict=False)
        plain = msgspec.convert({"id": "n", "type": "n", "span": made.span, "value": value}, Quantity)
        return structs.replace(made, value=plain.value) if value is not None else made

    def _value(self, slot: Slot, value: Any, owner: Structure) -> Any:
        match slot.kind:
            case "json":
                return msgspec.json.decode(msgspec.convert(value, str), type=Attributes)
            case "ref":
                return self._name(value, owner)
            case "refs":
                return tuple([self._name(one, owner) for one in targets(self.cas, value)])
            case "fragment":
                return self._span(self._structure(value, owner))[0]
            case "fragments":
                return self._fragments(value, owner)
        parts = [self._structure(one, owner) for one in targets(self.cas, value)]
        if slot.kind == "links":
            return [self._link(one) for one in parts]
        return [self._arg(one) for one in parts]

    def _link(self, structure: Structure) -> dict[str, Any]:
        found = {name: structure.features.get(feature) for name, feature in _LINK.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _arg(self, structure: Structure) -> dict[str, Any]:
        features = structure.features
        found: dict[str, Any] = {name: features[name] for name in ("role", "kind") if name in features}
        if "target" in features:
            found["ref"] = self._name(features["target"], structure)
        if "fragments" in features:
            found["span"] = self._fragments(features["fragments"], structure)
        return found

    def _structure(self, id: Any, owner: Structure) -> Structure:
        structure = self.cas.structures.get(str(id))
        if structure is None:
            raise _AmissError(f"it refers to {str(id)[:40]!r}, which is not in the file")
        return structure

    def _name(self, id: Any, owner: Structure) -> str:
        name = self.names.get(str(id))
        if name is None:
            message = (
                f"{owner.type.rpartition('.')[2]} {owner.id} refers to {str(id)[:40]!r}, which is no annotation of ours"
            )
            self.builder.findings.append(problem(REFERENCE, message, line=owner.line))
            raise _AmissError("a reference leads nowhere")
        return name

    def _stretch(self, structure: Structure) -> tuple[int, int]:
        found = self.places.stretch(structure)
        if found is None:
            raise _AmissError("its offsets are no place in the text")
        return found

    def _fragments(self, value: Any, owner: Structure) -> tuple[Fragment, ...]:
        return tuple([self._fragment(self._structure(one, owner)) for one in targets(self.cas, value)])

    def _span(self, structure: Structure) -> tuple[Fragment, ...]:
        held = structure.features.get("fragments")
        if held is None:
            return (self._fragment(structure),)
        found = self._fragments(held, structure)
        if not found:
            raise _AmissError("its list of fragments is empty")
        return found

    def _fragment(self, structure: Structure) -> Fragment:
        start, end = self._stretch(structure)
        surface = self.builder.text[start:end]
        features = structure.features
        if "prefix" not in features and "suffix" not in features:
            return Fragment(start=start, end=end, text=surface)
        prefix, suffix = features.get("prefix"), features.get("suffix")
        found = {"start": start, "end": end, "text": surface, "prefix": prefix, "suffix": suffix}
        return msgspec.convert(found, Fragment)


_LINK = {"scheme": "scheme", "id": "linkId", "label": "label"}
