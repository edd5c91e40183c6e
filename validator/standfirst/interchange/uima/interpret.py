"""Structures of types by others as annotations of a document: DKPro's by what they mean, others by their features.

What is a named entity is a mention; a chain is an entity, its links are mentions; a span with slots is an event, one with
``Governor`` and ``Dependent`` a relation; units of text are segments. Other spans are as the mapping has them.
"""

import math
import re
from collections import Counter
from typing import Any

from msgspec import structs

from standfirst.interchange.build import Builder
from standfirst.interchange.labels import add_labelled
from standfirst.interchange.mapping import NONE
from standfirst.interchange.problems import LEFT_OUT, REFERENCE, UNKNOWN_TYPE, problem
from standfirst.interchange.tokens import SENTENCE, TOKEN
from standfirst.interchange.uima import dkpro
from standfirst.interchange.uima.layout import PACKAGE
from standfirst.interchange.uima.places import Places
from standfirst.interchange.uima.structures import ANNOTATION, DOCUMENT_ANNOTATION, SOFA, Cas, Structure, targets
from standfirst.interchange.uima.typesystem import TypeSystem
from standfirst.model import Document
from standfirst.model.annotations import Arg, Link
from standfirst.model.names import is_tag
from standfirst.model.values import MAX_INTEGER

_KINDS = {dkpro.TOKEN: TOKEN, dkpro.SENTENCE: SENTENCE, dkpro.PARAGRAPH: "paragraph", ANNOTATION: "annotation"}
_OWN = frozenset(("begin", "end", "sofa"))
_OF_TOKENS = {"lemma": "value", "stem": "value", "morph": "value", "form": "value", "pos": "PosValue"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")
_NUMBERS = {"Integer": int, "Long": int, "Short": int, "Byte": int, "Float": float, "Double": float}
_ENDS = ("Governor", "Dependent")


class Interpretation:
    """Puts the structures of ``cas`` that are none of ours into ``builder``."""

    def __init__(self, cas: Cas, sofa: Structure, types: TypeSystem, places: Places, builder: Builder) -> None:
        self.cas = cas
        self.sofa = sofa.id
        self.types = types
        self.places = places
        self.builder = builder
        self.made: dict[str, tuple[str, str, int]] = {}
        self.used: set[str] = set()
        self.left: Counter[str] = Counter()
        self.said: dict[str, Any] = {}

    def run(self) -> None:
        """Put all of them into the document that is being made."""
        found = [one for one in self.cas.structures.values() if not self._passed(one)]
        self._unknown(found)
        if not found:
            return
        relations, hosts, chains = [], [], []
        for one in found:
            if self._has(one, *_ENDS):
                relations.append(one)
            elif self._has(one, "first"):
                chains.append(one)
            elif self._slots(one) and "begin" in one.features:
                hosts.append(one)
                self.used |= {link.id for _, link in self._links(one)}
        waiting = {one.id for one in (*relations, *hosts, *chains)}
        for chain in chains:
            self._add_chain(chain)
        self._take_parts_of_tokens(found)
        for one in found:
            if one.id not in waiting and one.id not in self.used:
                self._add(one)
        self._add_hosts(hosts)
        for one in relations:
            self._add_relation(one)
        for what, count in self.left.items():
            times = f" ({count} times)" if count > 1 else ""
            self.builder.findings.append(problem(LEFT_OUT, f"there is no place for {what}{times}", line=1))

    def finished(self, document: Document) -> Document:
        """``document`` with what the file says of it itself."""
        said = dict(self.said)
        if document.language != "und":
            said.pop("language", None)
        if document.attributes is not None:
            said.pop("attributes", None)
        return structs.replace(document, **said) if said else document

    def _passed(self, one: Structure) -> bool:
        """Whether a structure is ours, of another view, or a mere part of others; what the document says is taken."""
        if one.type.startswith(PACKAGE) or one.type == SOFA or one.features.get("sofa", self.sofa) != self.sofa:
            return True
        if (one.type.startswith("uima.cas.") and one.type != "uima.cas.AnnotationBase") or one.type.endswith("[]"):
            return True
        kinds = self.types.kinds(one.type)
        if DOCUMENT_ANNOTATION in kinds:
            self._take_header(one)
            return True
        return one.type in dkpro.TAGSETS

    def _take_header(self, one: Structure) -> None:
        language = str(one.features.get("language") or "")
        if _LANGUAGE.fullmatch(language) and not language.startswith("x-"):
            self.said["language"] = language
        others = {
            name: value
            for name, value in self._attributes(one).items()
            if name not in ("language", "isLastSegment") and value != ""
        }
        if others:
            self.said["attributes"] = {**self.said.get("attributes", {}), **others}

    def _unknown(self, found: list[Structure]) -> None:
        counted = Counter(one.type for one in found if not self.types.knows(one.type))
        lines = {one.type: one.line for one in reversed(found)}
        for name, count in counted.items():
            if name.startswith(dkpro.POS_PACKAGE):
                continue
            message = f"the type {name} is declared nowhere: {count} of it are read as they stand, by their features"
            remedy = "give the type system with --typesystem, or put it beside the file as TypeSystem.xml"
            self.builder.findings.append(problem(UNKNOWN_TYPE, message, line=lines[name], help=remedy))

    def _has(self, one: Structure, *names: str) -> bool:
        """Whether a structure has features, or its type says that it may."""
        known = self.types.features(one.type)
        return all(name in one.features or name in known for name in names) and any(
            name in one.features for name in names
        )

    def _slots(self, one: Structure) -> list[str]:
        """The features of a structure that hold links: structures with a ``target``."""
        known = self.types.features(one.type)
        found = [name for name, feature in known.items() if "target" in self.types.features(feature.element or "")]
        if self.types.knows(one.type):
            return found
        return [
            name
            for name, value in one.features.items()
            if name not in _OWN
            and isinstance(value, str)
            and value
            and all(map(self._is_link, targets(self.cas, value)))
        ]

    def _is_link(self, id: str) -> bool:
        link = self.cas.structures.get(id)
        return link is not None and "target" in link.features and "begin" not in link.features

    def _links(self, host: Structure) -> list[tuple[str, Structure]]:
        found = []
        for name in self._slots(host):
            for target in targets(self.cas, host.features.get(name, "")):
                link = self.cas.structures.get(target)
                if link is None:
                    self._dangling(host, target)
                else:
                    found.append((name, link))
        return found

    def _dangling(self, owner: Structure, id: Any) -> None:
        message = f"{_short(owner.type)} {owner.id} refers to {str(id)[:40]!r}, which is not an annotation of the file"
        self.builder.findings.append(problem(REFERENCE, message, line=owner.line))

    def _add_chain(self, chain: Structure) -> None:
        label = _short(chain.type)
        target = self._target(chain.type)
        if target is not None and target.layer == NONE:
            self.left[f"the type {label}, as the mapping has it"] += 1
            return
        tag = (target.tag if target is not None else None) or self.builder.tag(label.removesuffix("Chain") or label)
        entity = self.builder.add("entities", chain.id, type=tag, attributes=self._attributes(chain, "first") or None)
        following = chain.features.get("first")
        while following is not None and following not in self.used:
            link = self.cas.structures.get(str(following))
            if link is None:
                self._dangling(chain, following)
                return
            self.used.add(link.id)
            stretch = self.places.stretch(link)
            if stretch is not None:
                attributes = self._attributes(link, "next") or None
                span = self.builder.span(stretch)
                self._made(
                    link,
                    "mentions",
                    self.builder.add("mentions", link.id, entity=entity, span=span, attributes=attributes),
                )
            following = link.features.get("next")

    def _take_parts_of_tokens(self, found: list[Structure]) -> None:
        """What is referred to by tokens, their lemmas and the like, is not a segment besides."""
        for one in found:
            if dkpro.TOKEN in self.types.kinds(one.type):
                self.used |= {str(one.features[name]) for name in _OF_TOKENS if name in one.features}

    def _add(self, one: Structure) -> None:
        kinds = self.types.kinds(one.type)
        if "begin" not in one.features and "end" not in one.features:
            self.left[f"the type {one.type}, which has no place in the text"] += 1
            return
        stretch = self.places.stretch(one)
        if stretch is None:
            return
        span = self.builder.span(stretch)
        mapped = self._target(one.type)
        if dkpro.NAMED_ENTITY in kinds:
            self._add_named(one, span)
        elif (
            mapped is None
            and (one.type == ANNOTATION or one.type.startswith(dkpro.DKPRO))
            and "semantics" not in one.type
        ):
            self._add_segment(one, span, kinds)
        else:
            self._labelled(one, span, self._label(one.type), self._attributes(one))

    def _add_named(self, one: Structure, span: Any) -> None:
        links = None
        identifier = one.features.get("identifier")
        if isinstance(identifier, str) and identifier:
            item = _WIKIDATA.fullmatch(identifier)
            links = (Link(scheme="wikidata", id=item[1]) if item else Link(scheme="iri", id=identifier),)
        label = one.features.get("value")
        label = label if isinstance(label, str) and label else _short(one.type)
        self._labelled(one, span, label, self._attributes(one, "value", "identifier"), links)

    def _labelled(self, one: Structure, span: Any, label: str, attributes: Any, links: Any = None) -> None:
        before = {
            layer: len(self.builder.layer(layer))
            for layer in ("mentions", "times", "quantities", "segments", "event_mentions")
        }
        name = add_labelled(self.builder, label, span, wanted=one.id, links=links, line=one.line)
        for layer, count in before.items():
            records = self.builder.layer(layer)
            if name is not None and len(records) > count:
                if attributes:
                    records[-1] = structs.replace(records[-1], attributes=attributes)
                self._made(one, layer, name)

    def _add_segment(self, one: Structure, span: Any, kinds: tuple[str, ...]) -> None:
        kind = next((_KINDS[name] for name in kinds[:-1] or kinds if name in _KINDS), None)
        kind = kind or (_KINDS[ANNOTATION] if one.type == ANNOTATION else self.builder.tag(_short(one.type)))
        attributes = self._attributes(one, *_OF_TOKENS) if kind == TOKEN else self._attributes(one)
        type_ = None
        for name, value in _OF_TOKENS.items() if kind == TOKEN else ():
            part = self.cas.structures.get(str(one.features.get(name)))
            said = part.features.get(value) if part is not None else None
            if isinstance(said, str) and name == "pos" and is_tag(said):
                type_ = said
            elif isinstance(said, str):
                attributes[name] = said
        segment = self.builder.add("segments", one.id, kind=kind, span=span, type=type_, attributes=attributes or None)
        self._made(one, "segments", segment)

    def _add_hosts(self, hosts: list[Structure]) -> None:
        """Spans with slots: events, each of which may be in a slot of another."""
        placed = []
        for host in hosts:
            stretch = self.places.stretch(host)
            if stretch is None:
                continue
            target = self._target(host.type)
            if target is not None and target.layer != "event_mentions":
                self._labelled(
                    host, self.builder.span(stretch), self._label(host.type), self._attributes(host, *self._slots(host))
                )
                continue
            category = host.features.get("category") if host.type.startswith(dkpro.DKPRO) else None
            tag = (target.tag if target is not None else None) or self.builder.tag(
                str(category or _short(host.type)), host.line
            )
            event = self.builder.add("events", type=tag)
            attributes = self._attributes(host, "category" if category else "", *self._slots(host)) or None
            span = self.builder.span(stretch)
            name = self.builder.add(
                "event_mentions", host.id, event=event, trigger=span, type=tag, attributes=attributes
            )
            self._made(host, "event_mentions", name)
            placed.append((host, len(self.builder.layer("event_mentions")) - 1))
        for host, position in placed:
            args = [arg for name, link in self._links(host) if (arg := self._arg(host, name, link)) is not None]
            if args:
                records = self.builder.layer("event_mentions")
                records[position] = structs.replace(records[position], args=tuple(args))

    def _arg(self, host: Structure, slot: str, link: Structure) -> Arg | None:
        if "target" not in link.features:
            self.left[f"a link of {_short(host.type)} without a target"] += 1
            return None
        made = self.made.get(str(link.features["target"]))
        if made is None:
            self._dangling(host, link.features["target"])
            return None
        said = link.features.get("role")
        said = said if isinstance(said, str) and said else slot
        role = self.builder.settings.mapping.roles.get(said) or self.builder.tag(said, link.line)
        layer, name, position = made
        kinds = {"mentions": "mention", "times": "time", "quantities": "quantity", "event_mentions": "event"}
        if layer in kinds:
            return Arg(role=role, kind=kinds[layer], ref=name)  # type: ignore[arg-type]
        return Arg(role=role, kind="span", span=self.builder.layer(layer)[position].span)

    def _add_relation(self, one: Structure) -> None:
        ends = [self.made.get(str(one.features.get(name))) for name in _ENDS]
        label = one.features.get("DependencyType") if one.type.startswith(dkpro.DEPENDENCY_PACKAGE) else None
        target = self._target(one.type)
        if target is not None and target.layer == NONE:
            self.left[f"the type {_short(one.type)}, as the mapping has it"] += 1
            return
        for name, end in zip(_ENDS, ends, strict=True):
            if end is None:
                self._dangling(one, one.features.get(name))
        if ends[0] is None or ends[1] is None:
            return
        tag = (target.tag if target is not None else None) or self.builder.tag(str(label or _short(one.type)), one.line)
        attributes = self._attributes(one, *_ENDS, "DependencyType" if label else "") or None
        members = {"type": tag, "from_": ends[0][1], "to": ends[1][1], "attributes": attributes}
        self._made(one, "relations", self.builder.add("relations", one.id, **members))

    def _made(self, one: Structure, layer: str, name: str) -> None:
        self.made[one.id] = layer, name, len(self.builder.layer(layer)) - 1

    def _target(self, type_: str) -> Any:
        types = self.builder.settings.mapping.types
        return types.get(type_) or types.get(_short(type_))

    def _label(self, type_: str) -> str:
        return type_ if type_ in self.builder.settings.mapping.types else _short(type_)

    def _attributes(self, one: Structure, *without: str) -> dict[str, Any]:
        """The features of a structure that hold plain values, as attributes."""
        known = self.types.features(one.type)
        found: dict[str, Any] = {}
        for name, value in one.features.items():
            if name in _OWN or name in without or value is None:
                continue
            feature = known.get(name)
            plain = feature is None or (
                feature.range.startswith("uima.cas.") and not feature.range.endswith(("FSArray", "FSList", "TOP"))
            )
            if (one.references is not None and name in one.references) or not plain:
                self.left[f"the reference {name!r} of {_short(one.type)}"] += 1
            else:
                found[name] = _value(
                    value, feature.range.removeprefix("uima.cas.") if feature is not None else "String"
                )
        return found


def _short(type_: str) -> str:
    return type_.rpartition(".")[2]


def _value(value: Any, range_: str) -> Any:
    """A value as an attribute can hold it: of the type that its feature says."""
    if isinstance(value, list):
        return tuple(_value(one, range_.removesuffix("Array")) for one in value)
    if isinstance(value, dict):
        return str(value)
    if isinstance(value, str) and range_ == "Boolean" and value in ("true", "false", "1", "0"):
        return value in ("true", "1")
    if isinstance(value, str) and range_ in _NUMBERS:
        try:
            value = _NUMBERS[range_](value[:400])
        except ValueError:
            return value
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        return str(value)
    return value
