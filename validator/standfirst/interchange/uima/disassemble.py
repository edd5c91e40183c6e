"""A document as feature structures."""

from collections.abc import Iterable
from typing import Any

import msgspec

from standfirst.interchange.uima.layout import (
    AGENTS,
    ARG,
    FRAGMENT,
    HASH,
    HEADER,
    HEADER_JSON,
    HEADER_VALUES,
    LAYERS_THERE,
    LAYOUTS,
    LINK,
    SEGMENT_TYPES,
    Layout,
    feature_name,
)
from standfirst.interchange.uima.structures import DOCUMENT_ANNOTATION, Out, Ref, Refs
from standfirst.model import LAYERS, Document
from standfirst.model.annotations import Fragment
from standfirst.offsets.units import unit_map

SOFA_ID = 1


def structures_of(document: Document) -> list[Out]:
    """The feature structures of a document, all but the sofa, which is number 1; every one is a member of the view."""
    return _Disassembly(document).all()


def as_json(value: Any) -> str:
    """A value as JSON, with what XML would not keep in an attribute escaped."""
    return msgspec.json.encode(value, order="sorted").decode("utf-8")


class _Disassembly:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.units = None if _narrow(document.text) else unit_map(document.text, "utf16")
        self.last = SOFA_ID + 2
        self.out: list[Out] = []
        records = [*(document.agents or ()), *(one for layer in LAYERS for one in document.layer(layer))]
        self.numbers = {one.id: number for number, one in enumerate(records, self.last + 1)}
        self.last += len(records)
        self.types = {one.id: one.type for one in document.layer("entities")}

    def all(self) -> list[Out]:
        document = self.document
        whole = {"sofa": Ref(SOFA_ID), "begin": 0, "end": self.offset(len(document.text))}
        self.out.append(Out(SOFA_ID + 1, DOCUMENT_ANNOTATION, {**whole, "language": document.language}))
        self.out.append(Out(SOFA_ID + 2, HEADER, self.header()))
        for agent in document.agents or ():
            self.out.append(Out(self.numbers[agent.id], AGENTS.type, self.features(agent, AGENTS)))
        for layer, layout in LAYOUTS.items():
            for record in document.layer(layer):
                kind = SEGMENT_TYPES.get(record.kind, layout.type) if layer == "segments" else layout.type
                self.out.append(Out(self.numbers[record.id], kind, self.features(record, layout)))
        return self.out

    def offset(self, offset: int) -> int:
        return offset if self.units is None else self.units.from_codepoint(offset)

    def header(self) -> dict[str, Any]:
        document = self.document
        found: dict[str, Any] = {}
        for name in HEADER_VALUES:
            found[feature_name(f"document_{name}")] = getattr(document, name)
        for name in HEADER_JSON:
            value = getattr(document, name)
            if value is not None and (name, value) != ("unknown", ()):
                found[feature_name(f"document_{name}")] = as_json(value)
        found[LAYERS_THERE] = " ".join(layer for layer in LAYERS if getattr(document, layer) is not None)
        found[HASH] = document.fingerprint.sha256
        return {name: value for name, value in found.items() if value is not None}

    def features(self, record: Any, layout: Layout) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if layout.layer == "zones":
            found = self.stretch(record.start, record.end)
        elif layout.place is not None:
            place = getattr(record, layout.place)
            found = self.place((place,) if isinstance(place, Fragment) else place)
        if layout.layer == "mentions":
            found["value"] = self.types.get(record.entity)
        for slot in layout.slots:
            value = getattr(record, slot.member)
            if value is None:
                continue
            if slot.kind == "value":
                found[slot.name] = value if isinstance(value, str) else as_json(value)
            elif slot.kind == "number":
                found |= {"value": value} if isinstance(value, str) else {"number": as_json(value)}
            else:
                found[slot.name] = self.value(slot.kind, value)
        return {name: value for name, value in found.items() if value is not None}

    def value(self, kind: str, value: Any) -> Any:
        match kind:
            case "json":
                return as_json(value)
            case "ref":
                return self.ref(value)
            case "refs":
                return Refs(tuple(self.numbers[one] for one in value if one in self.numbers))
            case "fragment":
                return Ref(self.add(FRAGMENT, self.place((value,))))
            case "fragments":
                return self.fragments(value)
            case "links":
                parts = [{"scheme": one.scheme, "linkId": one.id, "label": one.label} for one in value]
                return self.added(LINK, parts)
        return self.added(ARG, [self.arg(one) for one in value])

    def arg(self, arg: Any) -> dict[str, Any]:
        members: dict[str, Any] = {"role": arg.role, "kind": arg.kind}
        if arg.ref is not None:
            members["target"] = self.ref(arg.ref)
        if arg.span is not None:
            members["fragments"] = self.fragments(arg.span)
        return members

    def ref(self, name: str) -> Ref | None:
        return Ref(self.numbers[name]) if name in self.numbers else None

    def stretch(self, start: int, end: int) -> dict[str, Any]:
        return {"sofa": Ref(SOFA_ID), "begin": self.offset(start), "end": self.offset(end)}

    def place(self, span: tuple[Fragment, ...]) -> dict[str, Any]:
        found = self.stretch(span[0].start, span[-1].end)
        if len(span) > 1:
            return {**found, "fragments": self.fragments(span)}
        return {**found, "prefix": span[0].prefix, "suffix": span[0].suffix}

    def fragments(self, span: Iterable[Fragment]) -> Refs:
        return self.added(FRAGMENT, [self.place((one,)) for one in span])

    def added(self, kind: str, parts: list[dict[str, Any]]) -> Refs:
        return Refs(tuple([self.add(kind, part) for part in parts]))

    def add(self, kind: str, features: dict[str, Any]) -> int:
        self.last += 1
        self.out.append(Out(self.last, kind, {name: value for name, value in features.items() if value is not None}))
        return self.last


def _narrow(text: str) -> bool:
    return text.isascii() or max(text) <= "\uffff"
