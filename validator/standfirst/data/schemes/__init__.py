"""Schemes: which tags, roles and kinds a corpus uses. One ships; a corpus may bring its own."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from msgspec import Struct

from standfirst.errors import UsageError

SHIPPED_SCHEMES = ("news-1.0",)
"""The schemes that come with Standfirst, by id."""

_TAG_LISTS = ("zones", "segments", "entities", "quantities", "events", "roles", "relations", "phases", "tenses")


class Role(Struct, frozen=True):
    """What a scheme says of a role: the kinds of arguments and the types of entities that may play it.

    ``entity_types`` is ``None`` where every type may. ``apart_from`` are roles of the same event that somebody else plays.
    """

    kinds: frozenset[str]
    entity_types: frozenset[str] | None = None
    apart_from: frozenset[str] = frozenset()


class EventType(Struct, frozen=True):
    """What a scheme says of a type of events.

    ``roles`` are those that are allowed, ``None`` if all are. ``required`` must be there, ``recommended`` should, and of
    each group in ``one_of`` one at least must; ``at_most`` is how often a role may be there.
    """

    roles: frozenset[str] | None = None
    required: frozenset[str] = frozenset()
    recommended: frozenset[str] = frozenset()
    one_of: tuple[frozenset[str], ...] = ()
    at_most: Mapping[str, int] = {}


class Ends(NamedTuple):
    """What one end of a relation may be: the layers, and the types of annotations; ``None`` where every type may."""

    layers: frozenset[str]
    types: frozenset[str] | None


class RelationType(Struct, frozen=True):
    """What a scheme says of a type of relations."""

    source: Ends
    target: Ends


class AttributeType(Struct, frozen=True):
    """What a scheme says of an attribute: the type of its values, such as ``integer`` or ``string-list``.

    ``on`` are the layers that it may stand on, with ``agents`` and ``document``. ``values`` are the allowed ones, ``None``
    if all are; of a list they are those of its elements.
    """

    on: frozenset[str]
    type: str
    values: tuple[Any, ...] | None = None


class Scheme(Struct, frozen=True):
    """A scheme as rules use it.

    ``tags`` gives the allowed tags by list, such as ``entities``; a list that is not there allows every tag. ``roles``,
    ``event_types``, ``relation_types`` and ``attributes`` say more of some of them, by tag or name; ``closed_attributes`` is
    whether there are no others. ``dead_zones`` are the kinds of zones that carry no annotation, ``datelines`` those that say
    where and when the article was written; ``speakers`` the types of entities that can speak, ``happenings`` those whose
    names are events, ``persons`` those that are persons, ``speaker_roles`` the roles of who speaks: each ``None`` where the
    scheme does not say.

    ``uses`` is what follows from roles and types, to look things up at once: every type with every role and kind of argument
    that it allows. ``demanding`` are the types that demand a role, recommend one, or limit one.
    """

    id: str
    tags: Mapping[str, frozenset[str]]
    dead_zones: frozenset[str] = frozenset()
    datelines: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    happenings: frozenset[str] | None = None
    persons: frozenset[str] | None = None
    speaker_roles: frozenset[str] | None = None
    roles: Mapping[str, Role] = {}
    event_types: Mapping[str, EventType] = {}
    relation_types: Mapping[str, RelationType] = {}
    attributes: Mapping[str, AttributeType] = {}
    closed_attributes: bool = False
    uses: frozenset[tuple[str, str, str]] = frozenset()
    demanding: Mapping[str, EventType] = {}


def read_scheme(tree: Mapping[str, Any]) -> Scheme:
    """A scheme out of its JSON value, which is valid by ``scheme-1.0.schema.json``."""
    roles = {entry["tag"]: _role(entry) for entry in tree.get("roles", ())}
    event_types = {entry["tag"]: _event_type(entry) for entry in tree.get("events", ())}
    return Scheme(
        id=tree["id"],
        tags={name: frozenset(entry["tag"] for entry in tree[name]) for name in _TAG_LISTS if name in tree},
        dead_zones=frozenset(zone["tag"] for zone in tree.get("zones", ()) if not zone.get("annotated", True)),
        datelines=_marked(tree, "zones", "dateline"),
        speakers=_marked(tree, "entities", "speaks"),
        happenings=_marked(tree, "entities", "happens"),
        persons=_marked(tree, "entities", "person"),
        speaker_roles=_marked(tree, "roles", "speaks"),
        roles=roles,
        event_types=event_types,
        uses=frozenset(
            (type_, role, kind)
            for type_, event in event_types.items()
            for role, entry in roles.items()
            if event.roles is None or role in event.roles
            for kind in entry.kinds
        ),
        demanding={
            type_: event
            for type_, event in event_types.items()
            if event.required or event.recommended or event.one_of or event.at_most
        },
        relation_types={
            entry["tag"]: RelationType(
                Ends(frozenset(entry["from"]), _set(entry, "from_types")),
                Ends(frozenset(entry["to"]), _set(entry, "to_types")),
            )
            for entry in tree.get("relations", ())
        },
        attributes={
            entry["name"]: AttributeType(
                frozenset(entry["on"]), entry["type"], tuple(entry["values"]) if "values" in entry else None
            )
            for entry in tree.get("attributes", ())
        },
        closed_attributes=tree.get("closed_attributes", False),
    )


def _marked(tree: Mapping[str, Any], name: str, member: str) -> frozenset[str] | None:
    """The tags of a list of which a member is true; ``None`` where no entry has the member."""
    entries = [entry for entry in tree.get(name, ()) if member in entry]
    return frozenset(entry["tag"] for entry in entries if entry[member]) if entries else None


def _set(entry: Mapping[str, Any], member: str) -> frozenset[str] | None:
    return frozenset(entry[member]) if member in entry else None


def _role(entry: Mapping[str, Any]) -> Role:
    return Role(frozenset(entry["kinds"]), _set(entry, "entity_types"), frozenset(entry.get("apart_from", ())))


def _event_type(entry: Mapping[str, Any]) -> EventType:
    roles: Mapping[str, Mapping[str, Any]] = entry.get("roles", {})
    return EventType(
        roles=frozenset(roles) if "roles" in entry else None,
        required=frozenset(name for name, asked in roles.items() if asked.get("required")),
        recommended=frozenset(name for name, asked in roles.items() if asked.get("recommended")),
        one_of=tuple(map(frozenset, entry.get("one_of", ()))),
        at_most={name: asked["at_most"] for name, asked in roles.items() if "at_most" in asked},
    )


@cache
def shipped_scheme(name: str) -> Scheme | None:
    """The scheme of that id that comes with Standfirst, or ``None``."""
    if name not in SHIPPED_SCHEMES:
        return None
    return read_scheme(json.loads((files("standfirst.data.schemes") / f"{name}.json").read_text("utf-8")))


def load_scheme(path: str) -> Scheme:
    """The scheme in a file, by ``scheme-1.0.schema.json``.

    :raises UsageError: where the file cannot be read or is no scheme
    """
    try:
        with open(path, "rb") as file:
            tree = json.loads(file.read())
    except OSError as error:
        raise UsageError(f"cannot read the scheme {path!r}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the scheme {path!r} is not JSON: {error}") from error
    from standfirst.shape import complaints, default_engine

    try:
        faults = [complaint for complaint in complaints(tree, "scheme", default_engine()) if complaint.level == "error"]
    except (ValueError, RecursionError) as error:  # an engine goes down as deep as the file does
        raise UsageError(f"{path!r} is no scheme: it is nested too deep") from error
    if faults:
        place = "/".join(map(str, faults[0].path))
        raise UsageError(f"{path!r} is no scheme: at /{place}: {faults[0].message}")
    return read_scheme(tree)
