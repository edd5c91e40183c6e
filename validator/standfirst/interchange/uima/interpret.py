"""Structures of types by others as annotations of a document: DKPro's by what they mean, others by their features."""

import re
from collections import Counter
from typing import Any

from msgspec import structs

from standfirst.interchange.build import Builder
from standfirst.interchange.labels import add_labelled
from standfirst.interchange.mapping import NONE
from standfirst.interchange.problems import LEFT_OUT, REFERENCE, UNKNOWN_TYPE, problem
from standfirst.interchange.uima import dkpro
from standfirst.interchange.uima.layout import OURS
from standfirst.interchange.uima.places import Places
from standfirst.interchange.uima.shapes import ENDS, OF_TOKENS, ORDER, Shape, Shapes, short
from standfirst.interchange.uima.structures import Cas, Structure, targets
from standfirst.interchange.uima.typesystem import TypeSystem
from standfirst.interchange.uima.values import Plain, value
from standfirst.model import Document
from standfirst.model.annotations import Arg, Link, Segment
from standfirst.model.names import is_id, is_tag
from standfirst.model.references import PLACE_MEMBERS
from standfirst.model.values import ArgKind

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")
_KINDS: dict[str, ArgKind] = {
    "mentions": "mention", "times": "time", "quantities": "quantity", "quotes": "quote", "event_mentions": "event",
}  # fmt: skip
"""The layers whose annotations can be arguments, and what they are called there. Others with a place are by their spans."""

_OF_LINKS = frozenset(("role", "target", "sofa"))
"""The features of links that have a place in an argument, or nothing to say."""


class Interpretation:
    """Puts the structures of ``cas`` that are none of ours into ``builder``."""

    def __init__(self, cas: Cas, types: TypeSystem, places: Places, builder: Builder) -> None:
        self.cas = cas
        self.types = types
        self.places = places
        self.builder = builder
        self.shapes = Shapes(cas, types, builder.settings.mapping.types)
        self.made: dict[str, tuple[str, str, int]] = {}
        self.used: set[str] = set()
        self.dropped: set[str] = set()
        self.left: Counter[str] = Counter()
        self.said: dict[str, Any] = {}

    def run(self) -> None:
        """Put all of them into the document that is being made."""
        found = self._by_role()
        self._unknown([one for structures in found.values() for one, _ in structures])
        for one, shape in found["header"]:
            self._take_header(one, shape)
        for host, shape in found["event"]:
            self.used |= {link.id for _, link in self._links(host, shape)}
        for chain, shape in found["chain"]:
            self._add_chain(chain, shape)
        # What tokens refer to, their lemmas and the like, is not a segment besides.
        self.used |= {str(one.features[name]) for one, shape in found["span"] for name in shape.parts}
        for one, shape in found["span"]:
            if one.id not in self.used:
                self._add(one, shape)
        self._add_hosts(found["event"])
        for one, shape in found["relation"]:
            self._add_relation(one, shape)
        for what, count in self.left.items():
            times = f" ({count} times)" if count > 1 else ""
            self.builder.findings.append(problem(LEFT_OUT, f"there is no place for {what}{times}", line=1))

    def _by_role(self) -> dict[str, list[tuple[Structure, Shape]]]:
        """The structures by what they are, in the order of the file; spans and what has no place together."""
        found: dict[str, list[tuple[Structure, Shape]]] = {
            "header": [], "relation": [], "event": [], "chain": [], "span": [],
        }  # fmt: skip
        spans = found["span"]
        for one in self.cas.structures.values():
            if one.type in OURS:
                continue
            shape = self.shapes.of(one)
            if shape.role != "passed":
                found.get(shape.role, spans).append((one, shape))
        return found

    def finished(self, document: Document) -> Document:
        """``document`` with what the file says of it itself."""
        said = dict(self.said)
        if document.language != "und":
            said.pop("language", None)
        if document.attributes is not None:
            said.pop("attributes", None)
        return structs.replace(document, **said) if said else document

    def _take_header(self, one: Structure, shape: Shape) -> None:
        language = str(one.features.get("language") or "")
        if _LANGUAGE.fullmatch(language) and not language.startswith("x-"):
            self.said["language"] = language
        others = {
            name: value
            for name, value in self._attributes(one, shape).items()
            if name not in ("language", "isLastSegment") and value != ""
        }
        if others:
            self.said["attributes"] = {**self.said.get("attributes", {}), **others}

    def _unknown(self, found: list[Structure]) -> None:
        lines = {one.type: one.line for one in reversed(found)}
        unknown = {type_: missing for type_ in lines if (missing := self.types.unknown(type_)) is not None}
        counted = Counter(one.type for one in found if one.type in unknown) if unknown else {}
        imports = (
            f"; what it imports is not read by itself: {', '.join(self.types.imports)}" if self.types.imports else ""
        )
        remedy = f"give the type system with --typesystem, or put it beside the file as TypeSystem.xml{imports}"
        for name, count in counted.items():
            if name.startswith(dkpro.POS_PACKAGE):
                continue
            which = "" if unknown[name] == name else f"{unknown[name]}, which {name} is a kind of, "
            how = f"{count} of it are read as they stand, by their features"
            message = f"the type {which or name + ' '}is declared nowhere: {how}"
            self.builder.findings.append(problem(UNKNOWN_TYPE, message, line=lines[name], help=remedy))

    def _links(self, host: Structure, shape: Shape) -> list[tuple[str, Structure]]:
        found = []
        for name in shape.slots:
            for target in targets(self.cas, host.features.get(name, "")):
                link = self.cas.structures.get(target)
                if link is None:
                    self._dangling(host, target)
                else:
                    found.append((name, link))
        return found

    def _dangling(self, owner: Structure, id: Any) -> None:
        """Say that a reference leads to no annotation: by a mapping that leaves it out, or an error of the file."""
        if str(id) in self.dropped:
            self.left[f"a reference of {short(owner.type)} to what the mapping leaves out"] += 1
            return
        if id is None:
            message = f"{short(owner.type)} {owner.id} lacks an end"
            self.builder.findings.append(problem(REFERENCE, message, line=owner.line))
            return
        message = f"{short(owner.type)} {owner.id} refers to {str(id)[:40]!r}, which is not an annotation of the file"
        self.builder.findings.append(problem(REFERENCE, message, line=owner.line))

    def _add_chain(self, chain: Structure, shape: Shape) -> None:
        target = self.shapes.target(chain.type)
        if target is not None and target.layer == NONE:
            self.left[f"the type {shape.label}, as the mapping has it"] += 1
            self.dropped |= {link.id for link in self._links_of(chain)}
            return
        label = shape.label.removesuffix("Chain") or shape.label
        tag = (target.tag if target is not None else None) or self.builder.tag(label)
        attributes = self._attributes(chain, shape) or None
        entity = self.builder.add("entities", _own(chain), type=tag, attributes=attributes)
        for link in self._links_of(chain):
            stretch = self.places.stretch(link)
            if stretch is not None:
                attributes = self._attributes(link, self.shapes.of(link), "next") or None
                span = self.builder.span(stretch)
                name = self.builder.add("mentions", _own(link), entity=entity, span=span, attributes=attributes)
                self._made(link, "mentions", name)

    def _links_of(self, chain: Structure) -> list[Structure]:
        """The links of a chain, in their order, which are not used otherwise then."""
        found: dict[str, Structure] = {}
        following = _reference(chain, "first")
        while following is not None and following not in found:
            if following in self.used:
                self.left[f"the rest of a {short(chain.type)} from a link on that another one has"] += 1
                break
            link = self.cas.structures.get(following)
            if link is None:
                self._dangling(chain, following)
                break
            found[link.id] = link
            following = _reference(link, "next")
        self.used |= found.keys()
        return list(found.values())

    def _add(self, one: Structure, shape: Shape) -> None:
        if shape.role == "placeless":
            self.left[f"the type {one.type}, which has no place in the text"] += 1
            return
        stretch = self.places.stretch(one)
        if stretch is None:
            return
        span = (self.builder.fragment(*stretch),)
        if shape.role == "segment":
            self._add_segment(one, shape, span)
        elif shape.role == "named":
            self._add_named(one, shape, span)
        else:
            self._labelled(one, shape, span, self._label(one.type))

    def _add_named(self, one: Structure, shape: Shape, span: Any) -> None:
        links = None
        identifier = one.features.get("identifier")
        if identifier not in (None, ""):
            identifier = str(identifier)
            item = _WIKIDATA.fullmatch(identifier)
            links = (Link(scheme="wikidata", id=item[1]) if item else Link(scheme="iri", id=identifier),)
        label = one.features.get("value")
        self._labelled(one, shape, span, str(label) if label not in (None, "") else shape.label, links)

    def _labelled(self, one: Structure, shape: Shape, span: Any, label: str, links: Any = None) -> None:
        attributes = self._attributes(one, shape)
        made = add_labelled(
            self.builder, label, span, wanted=_own(one), links=links, attributes=attributes, line=one.line
        )
        if made is not None:
            self._made(one, *made)
        else:
            self.dropped.add(one.id)

    def _add_segment(self, one: Structure, shape: Shape, span: Any) -> None:
        attributes = self._attributes(one, shape)
        type_ = None
        for name in shape.parts:
            part = self.cas.structures.get(str(one.features[name]))
            if part is None:
                self._dangling(one, one.features[name])
                continue
            said = part.features.get(OF_TOKENS[name])
            others = self._attributes(part, self.shapes.of(part), OF_TOKENS[name])
            attributes |= {name + other[:1].upper() + other[1:]: held for other, held in others.items()}
            if isinstance(said, str) and name == "pos" and is_tag(said):
                type_ = said
            elif isinstance(said, str):
                attributes[name] = said
        if one.features.get(ORDER, "0") not in ("0", 0):
            attributes[ORDER] = value(self.cas, one.features[ORDER], Plain(ORDER, "Integer"))
        own = _own(one)
        name = self.builder.ids.take("segments", own)
        segment = Segment(
            id=name,
            kind=shape.kind or self.builder.tag(shape.label),
            span=span,
            type=type_,
            source_id=own if name != own else None,
            attributes=attributes or None,
        )
        self.builder.put("segments", segment)
        self._made(one, "segments", name)

    def _add_hosts(self, hosts: list[tuple[Structure, Shape]]) -> None:
        """Spans with slots: events, each of which may be in a slot of another."""
        placed = []
        for host, shape in hosts:
            stretch = self.places.stretch(host)
            if stretch is None:
                continue
            span = self.builder.span(stretch)
            target = self.shapes.target(host.type)
            if target is not None and target.layer != "event_mentions":
                if target.layer != NONE and self._links(host, shape):
                    self.left[f"the slots of {shape.label}, which the mapping puts into {target.layer!r}"] += 1
                self._labelled(host, shape, span, self._label(host.type))
                continue
            category = host.features.get("category") if host.type.startswith(dkpro.DKPRO) else None
            tag = (target.tag if target is not None else None) or self.builder.tag(
                str(category or shape.label), host.line
            )
            event = self.builder.add("events", type=tag)
            attributes = self._attributes(host, shape, "category" if category else "") or None
            name = self.builder.add(
                "event_mentions", _own(host), event=event, trigger=span, type=tag, attributes=attributes
            )
            self._made(host, "event_mentions", name)
            placed.append((host, shape, len(self.builder.layer("event_mentions")) - 1))
        for host, shape, position in placed:
            args = [arg for name, link in self._links(host, shape) if (arg := self._arg(host, name, link)) is not None]
            if args:
                records = self.builder.layer("event_mentions")
                records[position] = structs.replace(records[position], args=tuple(args))

    def _arg(self, host: Structure, slot: str, link: Structure) -> Arg | None:
        if "target" not in link.features:
            self.left[f"a link of {short(host.type)} without a target"] += 1
            return None
        made = self.made.get(str(link.features["target"]))
        if made is None:
            self._dangling(host, link.features["target"])
            return None
        for name in link.features.keys() - _OF_LINKS:
            self.left[f"the feature {name!r} of {short(link.type)}, a link of {short(host.type)}"] += 1
        said = link.features.get("role")
        said = said if isinstance(said, str) and said else slot
        role = self.builder.settings.mapping.roles.get(said) or self.builder.tag(said, link.line)
        layer, name, position = made
        kind = _KINDS.get(layer)
        if kind is not None:
            return Arg(role=role, kind=kind, ref=name)
        place = PLACE_MEMBERS.get(layer)
        if place is None:
            self.left[f"a link of {short(host.type)} to one of the {layer}"] += 1
            return None
        span = getattr(self.builder.layer(layer)[position], place)
        return Arg(role=role, kind="span", span=span if isinstance(span, tuple) else (span,))

    def _add_relation(self, one: Structure, shape: Shape) -> None:
        ends = [self.made.get(str(one.features.get(name))) for name in ENDS]
        label = one.features.get("DependencyType") if one.type.startswith(dkpro.DEPENDENCY_PACKAGE) else None
        target = self.shapes.target(one.type)
        if target is not None and target.layer == NONE:
            self.left[f"the type {shape.label}, as the mapping has it"] += 1
            return
        for name, end in zip(ENDS, ends, strict=True):
            if end is None:
                self._dangling(one, one.features.get(name))
        if ends[0] is None or ends[1] is None:
            return
        tag = (target.tag if target is not None else None) or self.builder.tag(str(label or shape.label), one.line)
        attributes = self._attributes(one, shape, "DependencyType" if label else "") or None
        members = {"type": tag, "from_": ends[0][1], "to": ends[1][1], "attributes": attributes}
        self._made(one, "relations", self.builder.add("relations", _own(one), **members))

    def _made(self, one: Structure, layer: str, name: str) -> None:
        self.made[one.id] = layer, name, len(self.builder.layer(layer)) - 1

    def _label(self, type_: str) -> str:
        return type_ if type_ in self.builder.settings.mapping.types else short(type_)

    def _attributes(self, one: Structure, shape: Shape, without: str = "") -> dict[str, Any]:
        """The features of a structure that hold plain values, as attributes."""
        features = one.features
        if not shape.plain and not shape.left:
            return {}
        for name in shape.left:
            if name != without:
                kind = "reference" if is_id(name) else "feature"
                self.left[f"the {kind} {name!r} of {shape.label}"] += 1
        found = {}
        for plain in shape.plain:
            if plain.name != without:
                try:
                    found[plain.name] = value(self.cas, features[plain.name], plain)
                except LookupError:
                    self._dangling(one, features[plain.name])
        return found


def _reference(one: Structure, feature: str) -> str | None:
    """What a feature refers to. In JSON it may be anything at all."""
    found = one.features.get(feature)
    return None if found is None else str(found)


def _own(one: Structure) -> str | None:
    """The id that the file gives to a structure: those that it has none for begin with ``#``."""
    return None if one.id.startswith("#") else one.id
