"""What the lines of a brat file mean: a document."""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import structs

from standfirst.finding import Finding
from standfirst.interchange.brat import convention
from standfirst.interchange.brat.conf import NAME, numbered_roles
from standfirst.interchange.brat.convention import ATTRIBUTES, COMMENT, PARENT, PARTS, PERSONS, QUOTE, SPAN
from standfirst.interchange.brat.held import Held
from standfirst.interchange.brat.lines import Bound, Happening
from standfirst.interchange.brat.places import Located, places_of
from standfirst.interchange.build import Builder
from standfirst.interchange.mapping import NONE
from standfirst.interchange.problems import LEFT_OUT, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.model import LAYERS, Arg, Entity, Fragment, Link
from standfirst.model.names import is_id, is_tag
from standfirst.model.references import REFERENCE_MEMBERS
from standfirst.model.values import ArgKind
from standfirst.reading import Reading

_NUMBER = re.compile("[0-9]+$")
_NO_PLACE = ("IMP002", "IMP004")


def document_of(held: Held, text: str, source: Source, settings: Settings, findings: tuple[Finding, ...]) -> Reading:
    """The document that the lines of a file make over ``text``."""
    builder = Builder(text, settings, source.name, "brat")
    builder.findings += findings
    places = places_of(text, held, settings, builder.decisions, builder.findings)
    if builder.failed and not settings.as_it_stands and any(one.code in _NO_PLACE for one in builder.findings):
        return Reading(document=None, findings=tuple(builder.findings))
    interpreter = _Interpreter(held, builder, places, source)
    try:
        interpreter.run()
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        message = f"a note of the type {convention.NOTE!r} says what cannot be: {error}"
        builder.findings.append(problem(SYNTAX, message, line=held.line(interpreter.current)))
        return Reading(document=None, findings=tuple(builder.findings))
    return builder.reading()


class _Interpreter:
    """The annotations of a document, made from lines. ``ids`` are ours, by brat's."""

    def __init__(self, held: Held, builder: Builder, located: Located, source: Source) -> None:
        self.held = held
        self.source = source
        self.builder = builder
        self.mapping = builder.settings.mapping
        self.located = located
        self.ids: dict[str, str] = {}
        self.layers: dict[str, str] = {}
        self.entity_of: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.event_of: dict[str, str] = {}
        self.current = ""
        self._groups = _groups(held)
        self._described = held.said.keys() | held.attributes.keys() | held.notes.keys()
        self._tags: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    def run(self) -> None:
        """Make everything: what has a place, then what refers to it."""
        self._decide_layers()
        if self.builder.ids.take_all(self.layers):
            self.ids = {name: name for name in self.layers}
        else:
            self.ids = {name: self.builder.ids.take(layer, name) for name, layer in self.layers.items()}
        # A text-bound annotation of the type of an event may be one that was not filled in yet.
        events = {**self.held.events}
        for name, bound in self.held.bound.items():
            layer = self.layers.get(name)
            if layer == "mentions":
                self._mention(name, bound)
            elif layer == "event_mentions":
                events[name] = Happening(name, bound.label, name, ())
            elif layer is not None:
                self._plain(name, bound, layer)
        for name, event in events.items():
            self._name_event(name, event)
        for name, event in events.items():
            if self.layers[name] == "quotes":
                self._quote(name, event)
            else:
                self._event(name, event)
        for name, relation in self.held.relations.items():
            self._relation(name, relation.label, relation.args)

    # Layers.

    def _decide_layers(self) -> None:
        said, bound, events, layers = self.held.said, self.held.bound, self.held.events, self.layers
        for name, event in events.items():
            layers[name] = (
                self._mapped(event.label)
                or (name in said and said[name].get("layer"))
                or ("quotes" if event.label == QUOTE else "event_mentions")
            )
        passed = {event.trigger for event in events.values()}
        for name, event in events.items():
            for role, target in event.args:
                one = bound.get(target)
                if one is not None and self._is_part(name, role, one.label) and "layer" not in said.get(target, ()):
                    passed.add(target)
        happening = {event.label for name, event in events.items() if layers[name] == "event_mentions"}
        usual: dict[str, str] = {}
        for name, one in bound.items():
            if name in passed:
                continue
            label = one.label
            layer = usual.get(label)
            if layer is None:
                layer = self._mapped(label) or ("event_mentions" if label in happening else _usual(label))
                usual[label] = layer
            if name in said:
                layer = said[name].get("layer") or layer
            if layer == NONE:
                self._left_out(name, f"the type {label!r} is mapped to none: {name} is left out")
            else:
                layers[name] = layer
        layers.update(dict.fromkeys(self.held.relations, "relations"))

    def _is_part(self, event: str, role: str, label: str) -> bool:
        if self.layers[event] == "quotes":
            return label in _PARTS and label == _plain_role(role)
        return label == SPAN

    def _mapped(self, label: str) -> str | None:
        target = self.mapping.types.get(label)
        return target.layer if target is not None else None

    def _tag(self, label: str, name: str) -> str:
        """The type of an annotation: what a note says, or the mapping, or its label."""
        said = self.held.said.get(name)
        if said is not None and isinstance(said.get("tag"), str):
            return str(said["tag"])
        tag = self._tags.get(label)
        if tag is None:
            target = self.mapping.types.get(label)
            mapped = target.tag if target is not None else None
            tag = self._tags[label] = mapped or self._as_tag(label, name)
        return tag

    def _as_tag(self, label: str, name: str) -> str:
        return label if is_tag(label) else self.builder.tag(label, self.held.line(name))

    # Annotations with a place.

    def _span(self, name: str) -> tuple[Fragment, ...]:
        places = self.located.places[name]
        if name in self.located.claimed:
            ((start, end),) = places
            return (Fragment(start=start, end=end, text=self.located.claimed[name]),)
        return self.builder.span(*places)

    def _mention(self, name: str, bound: Bound) -> None:
        self.current = name
        tag = self._tag(bound.label, name)
        group = self._groups.get(name, name)
        members = self._members(name, "mentions", leave=_OF_ENTITIES)
        if group not in self.entity_of:
            self.numbers[group] = len(self.builder.layer("entities"))
            entity = self.entity_of[group] = self.builder.ids.take("entities")
            self.builder.put("entities", Entity(id=entity, type=tag, **self._entity(name)))
        else:
            self._links_of_another(name, group)
            if self.builder.layer("entities")[self.numbers[group]].type != tag:
                members = {**members, "attributes": {**members.get("attributes", {}), "type": tag}}
        self._add("mentions", name, entity=self.entity_of[group], span=self._span(name), **members)

    def _links_of_another(self, name: str, group: str) -> None:
        """Normalisations may stand on any mention: they are the entity's."""
        links = self._links(name)
        if links:
            entities, number = self.builder.layer("entities"), self.numbers[group]
            held = entities[number].links or ()
            more = tuple(one for one in links if one not in held)
            entities[number] = structs.replace(entities[number], links=(*held, *more))

    def _entity(self, name: str) -> Mapping[str, Any]:
        """The members of an entity that stand on a mention of it."""
        links = self._links(name)
        if name not in self._described:
            return {"links": links} if links else _NOTHING
        members = self._converted("entities", self.held.said.get(name, _NOTHING).get("shared", _NOTHING))
        for attribute in self.held.attributes.get(name, ()):
            if attribute.name in _OF_ENTITIES:
                members[attribute.name] = attribute.value if attribute.value is not None else True
        return {**members, "links": links} if links else members

    def _links(self, name: str) -> tuple[Link, ...]:
        found = self.held.links.get(name)
        if found is None:
            return ()
        tag = self.builder.tag
        return tuple([Link(scheme=tag(one.database), id=one.entry, label=one.words or None) for one in found])

    def _plain(self, name: str, bound: Bound, layer: str) -> None:
        self.current = name
        members = dict(self._members(name, layer))
        span, tag = self._span(name), self._tag(bound.label, name)
        if layer == "marks":
            (members["fragment"],) = span
        elif layer == "segments":
            members |= {"span": span, "kind": tag}
        elif layer in ("times", "quantities"):
            members |= {"span": span, "type": tag}
        else:
            self._left_out(name, f"{name} cannot be one of {layer!r}, as the mapping has it: it is left out")
            return
        self._add(layer, name, **members)

    # Events, quotes, relations.

    def _name_event(self, name: str, event: Happening) -> None:
        if self.layers[name] == "quotes":
            return
        self.current = name
        group = self._groups.get(name, name)
        if group in self.event_of:
            return
        members: dict[str, Any] = {}
        if name in self.held.said:
            members = self._converted("events", self.held.said[name].get("shared", {}))
        links = self._links(name)
        if links:
            members["links"] = links
        members.setdefault("type", self._tag(event.label, name))
        self.event_of[group] = self.builder.add("events", None, **members)

    def _quote(self, name: str, event: Happening) -> None:
        self.current = name
        members = dict(self._members(name, "quotes"))
        spans: dict[str, list[Any]] = {}
        for said, target in event.args:
            role = _plain_role(said)
            if role in _PARTS and target in self.held.bound:
                spans.setdefault(_PARTS[role], []).extend(self._span(target))
            elif role in _PERSONS and self.layers.get(target) == "mentions":
                person = self.ids[target] if role == "Attribution" else self.entity_of[self._groups.get(target, target)]
                spans.setdefault(_PERSONS[role], []).append(person)
            elif role == PARENT and self.layers.get(target) == "quotes":
                members["parent"] = self.ids[target]
            else:
                self._no_place(event, said, target)
        for member, values in spans.items():
            members[member] = values[0] if member in ("source_mention", "via") else tuple(values)
        self._add("quotes", name, content=self._span(event.trigger), **members)

    def _event(self, name: str, event: Happening) -> None:
        self.current = name
        said = self.held.said.get(name, _NOTHING)
        members = dict(self._members(name, "event_mentions"))
        if event.args:
            roles = said.get("roles")
            args = [
                arg
                for number, (role, target) in enumerate(event.args)
                if (
                    arg := self._arg(
                        event, roles[number] if isinstance(roles, list) else self._role(role), role, target
                    )
                )
            ]
            if args:
                members["args"] = tuple(args)
        event_id = self.event_of[self._groups.get(name, name)]
        tag = self._tag(event.label, name)
        self._add("event_mentions", name, event=event_id, trigger=self._span(event.trigger), type=tag, **members)

    def _arg(self, event: Happening, tag: str, role: str, target: str) -> Arg | None:
        layer = self.layers.get(target)
        kind = _ARG_KINDS.get(layer) if layer is not None else None
        if not isinstance(tag, str):
            raise TypeError(f"a role is a string, and {tag!r} is none")
        if kind is not None:
            return Arg(role=tag, kind=kind, ref=self.ids[target])
        if layer is None and target in self.held.bound:
            return Arg(role=tag, kind="span", span=self._span(target))
        self._no_place(event, role, target)
        return None

    def _role(self, role: str) -> str:
        """The tag of a role: as the mapping has it, with its number or without."""
        tag = self._roles.get(role)
        if tag is None:
            plain = self._uncounted(role) if role[-1].isdigit() else role
            mapped = self.mapping.roles.get(role) or self.mapping.roles.get(plain, plain)
            tag = self._roles[role] = self._as_tag(mapped, self.current)
        return tag

    def _uncounted(self, role: str) -> str:
        """A role without the number that counts it. Digits that its name ends in stay, as ``annotation.conf`` tells."""
        for name in numbered_roles(self.source.beside(NAME) or b""):
            if role == name or (role.startswith(name) and role[len(name) :].isdecimal()):
                return name
        return _plain_role(role)

    def _no_place(self, event: Happening, role: str, target: str) -> None:
        self._left_out(event.id, f"{event.id} has {target} as {role}, which has no place in a document")

    def _left_out(self, name: str, message: str) -> None:
        self.builder.findings.append(problem(LEFT_OUT, message, line=self.held.line(name)))

    def _relation(self, name: str, label: str, args: tuple[tuple[str, str], ...]) -> None:
        self.current = name
        said = self.held.said.get(name, _NOTHING)
        members = dict(self._members(name, "relations"))
        kinds = said.get("ends", {})
        for member, (_, target) in zip(("from_", "to"), args, strict=True):
            group = self._groups.get(target, target)
            named = {"entity": self.entity_of, "event": self.event_of}.get(str(kinds.get(member)), {}).get(
                group, self.ids.get(target)
            )
            if named is None:
                message = f"{name} joins {target}, which has no place of its own in a document: it is left out"
                self._left_out(name, message)
                return
            members[member] = named
        self._add("relations", name, type=self._tag(label, name), **members)

    # Members.

    def _add(self, layer: str, name: str, **members: Any) -> None:
        ours = self.ids[name]
        if ours != name:
            members.setdefault("source_id", name)
        self.builder.put(layer, LAYERS[layer](id=ours, **members))

    def _members(self, name: str, layer: str, leave: Container[str] = ()) -> Mapping[str, Any]:
        """The members of an annotation that attributes and notes say, but for attributes to ``leave`` to others."""
        if name not in self._described:
            return _NOTHING
        members: dict[str, Any] = {}
        if name in self.held.said:
            held = _MEMBERS[layer]
            members = self._converted(layer, {key: value for key, value in self.held.said[name].items() if key in held})
        attributes: dict[str, Any] = dict(members.get("attributes") or {})
        for one in self.held.attributes.get(name, ()):
            member = "class_" if one.name == "class" else one.name
            value: Any = True if one.value is None else one.value
            if member in ATTRIBUTES[layer] and (made := _made(layer, member, value)) is not None:
                members[member] = made
            elif one.name not in leave:
                _gather(attributes, self._key(one.name), value)
        comments = []
        for note in self.held.notes.get(name, ()):
            if note.name == COMMENT:
                comments.append(note.words)
            else:
                _gather(attributes, self._key(note.name), note.words)
        if comments:
            members["comment"] = "\n".join(comments)
        if attributes:
            members["attributes"] = attributes
        return members

    def _key(self, name: str) -> str:
        """The name of an attribute that stands for a name of brat's."""
        key = self._keys.get(name)
        if key is None:
            key = name if is_id(name) else re.sub("[^A-Za-z0-9_.-]", "_", name)
            key = self._keys[name] = key if key[0].isalpha() else f"a{key}"
        return key

    def _converted(self, layer: str, said: dict[str, Any]) -> dict[str, Any]:
        """Members out of a note, as the types that they must have; references are ours again."""
        if not said:
            return {}
        references = _REFERENCES[layer]
        members: dict[str, Any] = {}
        plain: dict[str, Any] = {}
        for key, value in said.items():
            if key in references and isinstance(value, str):
                members[key] = self.ids.get(value, value)
            elif key == "head":
                start, end = value
                (members[key],) = self.builder.span((start, end))
            elif value is None:
                raise TypeError(f"{key} is null")
            else:
                plain[key] = value
        if plain:
            made = msgspec.convert(plain, _HELD[layer])
            members.update((key, getattr(made, key)) for key in plain)
        return members


_MEMBERS: dict[str, dict[str, Any]] = {
    layer: {field.name: field.type for field in structs.fields(kind)} for layer, kind in LAYERS.items()
}
_HELD = {
    layer: msgspec.defstruct(
        "Held",
        [(name, Any if name == "id" else kind | None, None) for name, kind in members.items()],
        forbid_unknown_fields=True,
    )
    for layer, members in _MEMBERS.items()
}
"""Structs of optional members only, by layer: types that notes are converted to at once."""
_REFERENCES = {layer: {row.member for row in REFERENCE_MEMBERS if row.layer == layer} for layer in LAYERS}
_NOTHING: Mapping[str, Any] = {}
_OF_ENTITIES = ATTRIBUTES["entities"]
_PARTS = {role: member for member, role in PARTS.items()}
_PERSONS = {role: member for member, role in PERSONS.items()}
_ARG_KINDS: dict[str, ArgKind] = {
    "mentions": "mention",
    "times": "time",
    "quantities": "quantity",
    "quotes": "quote",
    "event_mentions": "event",
}


def _groups(held: Held) -> dict[str, str]:
    """For everything that stands in an equivalence, what stands for all that are the same: a union of the lines."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for same in held.same:
        first, *others = same.members
        for other in others:
            parents[root(other)] = root(first)
    return {name: root(name) for name in parents}


def _usual(label: str) -> str:
    if label in convention.TIMES:
        return "times"
    if label in convention.QUANTITIES:
        return "quantities"
    return "marks" if label == convention.MARK else "mentions"


def _plain_role(role: str) -> str:
    return _NUMBER.sub("", role) or role


@lru_cache(4096)
def _made(layer: str, member: str, value: Any) -> Any:
    """A value as the type of a member, ``None`` where it is none of that type."""
    if member == "confidence":
        try:
            value = float(value)
        except (TypeError, ValueError):
            return None
    try:
        return getattr(msgspec.convert({member: value}, _HELD[layer]), member)
    except msgspec.ValidationError:
        return None


def _gather(attributes: dict[str, Any], key: str, value: Any) -> None:
    """Add a value to attributes; what stands twice becomes a list."""
    if key in attributes and attributes[key] != value:
        held = attributes[key]
        attributes[key] = (*(held if isinstance(held, tuple) else (held,)), value)
    else:
        attributes[key] = value
