"""What the lines of a brat file mean: a document."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import structs

from standfirst.finding import Finding
from standfirst.interchange.brat import convention
from standfirst.interchange.brat.convention import ATTRIBUTES, COMMENT, PARENT, PARTS, PERSONS, QUOTE, SPAN
from standfirst.interchange.brat.lines import Happening
from standfirst.interchange.brat.places import Located, places_of
from standfirst.interchange.brat.read import Held
from standfirst.interchange.build import Builder
from standfirst.interchange.mapping import NONE
from standfirst.interchange.problems import LEFT_OUT, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.model import LAYERS, Arg, Fragment, Link
from standfirst.model.names import is_id
from standfirst.model.references import REFERENCE_MEMBERS
from standfirst.reading import Reading

_NUMBER = re.compile("[0-9]+$")
_NO_PLACE = ("IMP002", "IMP004")


def document_of(held: Held, text: str, source: Source, settings: Settings, findings: tuple[Finding, ...]) -> Reading:
    """The document that the lines of a file make over ``text``."""
    builder = Builder(text, settings, source.name, "brat")
    builder.findings += findings
    places = places_of(text, held.bound.values(), settings, builder.decisions, builder.findings)
    if builder.failed and not settings.as_it_stands and any(one.code in _NO_PLACE for one in builder.findings):
        return Reading(document=None, findings=tuple(builder.findings))
    interpreter = _Interpreter(held, builder, places)
    try:
        interpreter.run()
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        message = f"a note of the type {convention.NOTE!r} says what cannot be: {error}"
        builder.findings.append(problem(SYNTAX, message, line=interpreter.line))
        return Reading(document=None, findings=tuple(builder.findings))
    return builder.reading()


class _Interpreter:
    """The annotations of a document, made from lines. ``ids`` are ours, by brat's."""

    def __init__(self, held: Held, builder: Builder, located: Located) -> None:
        self.held = held
        self.builder = builder
        self.mapping = builder.settings.mapping
        self.located = located
        self.ids: dict[str, str] = {}
        self.layers: dict[str, str] = {}
        self.entity_of: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.event_of: dict[str, str] = {}
        self.line = 1
        self._groups = _groups(held)

    def run(self) -> None:
        """Make everything: what has a place, then what refers to it."""
        self._decide_layers()
        for name, layer in self.layers.items():
            self.ids[name] = self.builder.ids.take(layer, name)
        for name, bound in self.held.bound.items():
            self.line = bound.line
            if self.layers.get(name) == "mentions":
                self._mention(name)
            elif self.layers.get(name) in ("times", "quantities", "marks"):
                self._plain(name, self.layers[name])
        # A text-bound annotation of the type of an event may be one that was not filled in yet.
        events = {**self.held.events}
        for name, bound in self.held.bound.items():
            if self.layers.get(name) == "event_mentions":
                events[name] = Happening(bound.line, name, bound.label, name, ())
        for name, event in events.items():
            self._name_event(name, event)
        for name, event in events.items():
            self.line = event.line
            if self.layers[name] == "quotes":
                self._quote(name, event)
            else:
                self._event(name, event)
        for name, relation in self.held.relations.items():
            self.line = relation.line
            self._relation(name, relation.label, dict(relation.args))

    # Layers.

    def _decide_layers(self) -> None:
        said, bound, events = self.held.said, self.held.bound, self.held.events
        for name, event in events.items():
            self.layers[name] = (
                self._mapped(event.label)
                or said.get(name, {}).get("layer")
                or ("quotes" if event.label == QUOTE else "event_mentions")
            )
        parts = {
            target
            for name, event in events.items()
            for role, target in event.args
            if target in bound and self._is_part(name, _plain_role(role), bound[target].label)
        }
        triggers = {event.trigger for event in events.values()}
        happening = {event.label for name, event in events.items() if self.layers[name] == "event_mentions"}
        for name, one in bound.items():
            if name in triggers or (name in parts and "layer" not in said.get(name, {})):
                continue
            layer = said.get(name, {}).get("layer") or self._mapped(one.label)
            layer = layer or ("event_mentions" if one.label in happening else _usual(one.label))
            if layer == NONE:
                message = f"the type {one.label!r} is mapped to none: {name} is left out"
                self.builder.findings.append(problem(LEFT_OUT, message, line=one.line))
            else:
                self.layers[name] = layer
        for name in self.held.relations:
            self.layers[name] = "relations"

    def _is_part(self, event: str, role: str, label: str) -> bool:
        if self.layers[event] == "quotes":
            return role in PARTS.values() and label == role
        return label == SPAN

    def _mapped(self, label: str) -> str | None:
        target = self.mapping.types.get(label)
        return target.layer if target is not None else None

    def _tag(self, label: str, name: str) -> str:
        tag = self.held.said.get(name, {}).get("tag")
        if isinstance(tag, str):
            return tag
        target = self.mapping.types.get(label)
        if target is not None and target.tag is not None:
            return target.tag
        return self.builder.tag(label, self.line)

    # Annotations with a place.

    def _span(self, name: str) -> Any:
        places = self.located.places[name]
        if name in self.located.claimed:
            ((start, end),) = places
            return (Fragment(start=start, end=end, text=self.located.claimed[name]),)
        return self.builder.span(*places)

    def _mention(self, name: str) -> None:
        bound = self.held.bound[name]
        said = {**self.held.said.get(name, {})}
        group = self._groups.get(name, name)
        tag = self._tag(bound.label, name)
        members = self._members(name, "mentions", said, leave=("entities",))
        if group not in self.entity_of:
            entity = self._entity(name, said.get("shared", {}))
            self.numbers[group] = len(self.builder.layer("entities"))
            self.entity_of[group] = self.builder.add("entities", None, type=tag, **entity)
        else:
            self._links_of_another(name, group)
            if self.builder.layer("entities")[self.numbers[group]].type != tag:
                members["attributes"] = {**members.get("attributes", {}), "type": tag}
        self._add("mentions", name, entity=self.entity_of[group], span=self._span(name), **members)

    def _links_of_another(self, name: str, group: str) -> None:
        """Normalisations may stand on any mention: they are the entity's."""
        links = self._links(name)
        if links:
            entities, number = self.builder.layer("entities"), self.numbers[group]
            held = entities[number].links or ()
            more = tuple(one for one in links if one not in held)
            entities[number] = structs.replace(entities[number], links=(*held, *more))

    def _entity(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        members = self._converted("entities", said)
        for attribute in self.held.attributes.get(name, ()):
            if attribute.name in ATTRIBUTES["entities"]:
                members[attribute.name] = attribute.value if attribute.value is not None else True
        links = self._links(name)
        return {**members, "links": links} if links else members

    def _links(self, name: str) -> tuple[Link, ...]:
        return tuple(
            Link(scheme=self.builder.tag(one.database, one.line), id=one.entry, label=one.words or None)
            for one in self.held.links.get(name, ())
        )

    def _plain(self, name: str, layer: str) -> None:
        members = self._members(name, layer, self.held.said.get(name, {}))
        if layer == "marks":
            (place,) = self._span(name)
            self._add(layer, name, fragment=place, **members)
        else:
            self._add(layer, name, span=self._span(name), type=self._tag(self.held.bound[name].label, name), **members)

    # Events, quotes, relations.

    def _name_event(self, name: str, event: Happening) -> None:
        if self.layers[name] == "quotes":
            return
        group = self._groups.get(name, name)
        if group in self.event_of:
            return
        said = self.held.said.get(name, {}).get("shared", {})
        members = self._converted("events", said)
        links = self._links(name)
        if links:
            members["links"] = links
        members.setdefault("type", self._tag(event.label, name))
        self.event_of[group] = self.builder.add("events", None, **members)

    def _quote(self, name: str, event: Happening) -> None:
        members = self._members(name, "quotes", self.held.said.get(name, {}))
        parts = {role: member for member, role in PARTS.items()}
        persons = {role: member for member, role in PERSONS.items()}
        spans: dict[str, list[Any]] = {}
        for said, target in event.args:
            role = _plain_role(said)
            if role in parts and target in self.held.bound:
                spans.setdefault(parts[role], []).extend(self._span(target))
            elif role in persons and self.layers.get(target) == "mentions":
                person = self.ids[target] if role == "Attribution" else self.entity_of[self._groups.get(target, target)]
                spans.setdefault(persons[role], []).append(person)
            elif role == PARENT and self.layers.get(target) == "quotes":
                members["parent"] = self.ids[target]
            else:
                self._left_out(event, said, target)
        for member, values in spans.items():
            members[member] = values[0] if member in ("source_mention", "via") else tuple(values)
        self._add("quotes", name, content=self._span(event.trigger), **members)

    def _event(self, name: str, event: Happening) -> None:
        said = self.held.said.get(name, {})
        members = self._members(name, "event_mentions", said)
        args = [
            arg
            for number, (role, target) in enumerate(event.args)
            if (arg := self._arg(event, number, role, target, said))
        ]
        if args:
            members["args"] = msgspec.convert(args, _ARGS)
        event_id = self.event_of[self._groups.get(name, name)]
        tag = self._tag(event.label, name)
        self._add("event_mentions", name, event=event_id, trigger=self._span(event.trigger), type=tag, **members)

    def _arg(
        self, event: Happening, number: int, role: str, target: str, said: dict[str, Any]
    ) -> dict[str, Any] | None:
        roles = said.get("roles")
        tag = roles[number] if isinstance(roles, list) else self.builder.tag(self._role(role), event.line)
        layer = self.layers.get(target)
        kind = _ARG_KINDS.get(layer or "")
        if kind is not None:
            return {"role": tag, "kind": kind, "ref": self.ids[target]}
        if layer is None and target in self.held.bound:
            return {"role": tag, "kind": "span", "span": msgspec.to_builtins(self._span(target))}
        self._left_out(event, role, target)
        return None

    def _role(self, role: str) -> str:
        if role in self.mapping.roles:
            return self.mapping.roles[role]
        plain = _plain_role(role)
        return self.mapping.roles.get(plain, plain)

    def _left_out(self, event: Happening, role: str, target: str) -> None:
        message = f"{event.id} has {target} as {role}, which has no place in a document"
        self.builder.findings.append(problem(LEFT_OUT, message, line=event.line))

    def _relation(self, name: str, label: str, args: dict[str, str]) -> None:
        said = self.held.said.get(name, {})
        members = self._members(name, "relations", said)
        one, other = args.values()
        ends = {}
        for member, target in (("from_", one), ("to", other)):
            group = self._groups.get(target, target)
            kind = said.get("ends", {}).get(member)
            named = {"entity": self.entity_of, "event": self.event_of}.get(str(kind), {}).get(
                group, self.ids.get(target)
            )
            if named is None:
                message = f"{name} joins {target}, which has no place of its own in a document: it is left out"
                self.builder.findings.append(problem(LEFT_OUT, message, line=self.line))
                return
            ends[member] = named
        self._add("relations", name, type=self._tag(label, name), **ends, **members)

    # Members.

    def _add(self, layer: str, name: str, **members: Any) -> None:
        kept = {} if self.ids[name] == name else {"source_id": name}
        self.builder.put(layer, LAYERS[layer](id=self.ids[name], **{**kept, **members}))

    def _members(self, name: str, layer: str, said: dict[str, Any], leave: Iterable[str] = ()) -> dict[str, Any]:
        """The members of an annotation that attributes and notes say."""
        if not said and name not in self.held.attributes and name not in self.held.notes:
            return {}
        members = self._converted(layer, {key: value for key, value in said.items() if key in _MEMBERS[layer]})
        others = {key for other in leave for key in ATTRIBUTES[other]}
        attributes: dict[str, Any] = dict(members.get("attributes") or {})
        for one in self.held.attributes.get(name, ()):
            member = "class_" if one.name == "class" else one.name
            value: Any = True if one.value is None else one.value
            if member in ATTRIBUTES[layer] and (made := _made(layer, member, value)) is not None:
                members[member] = made
            elif one.name not in others:
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
        if is_id(name):
            return name
        key = re.sub("[^A-Za-z0-9_.-]", "_", name)
        return key if key[0].isalpha() else f"a{key}"

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
_ARGS = tuple[Arg, ...]
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
_ARG_KINDS = {
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
