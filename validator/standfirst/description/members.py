"""The members of documents as the fields of records: names, kinds and descriptions, read off the schema of documents."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from standfirst.shape import load_schema

_KINDS = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
_HEADER = ("id", "language", "scheme", "text")
_META = ("license", "headline", "date_published", "url")


class Member(Struct, frozen=True):
    """A member: its name, the kind of its value in schema.org, what it is, and the names on the way to it, own last.

    ``repeated`` says that it is a list; ``members`` are those of the object, or of each object in the list, that it is.
    """

    name: str
    kind: str
    description: str
    steps: tuple[str, ...]
    repeated: bool = False
    members: tuple["Member", ...] = ()


def header_members() -> list[Member]:
    """What a document says of itself: members of the top and of ``meta``."""
    said = load_schema("document")["properties"]
    meta = _resolved(said["meta"])["properties"]
    own = [Member(name, "sc:Text", said[name]["description"], (name,)) for name in _HEADER]
    return [*own, *(Member(name, "sc:Text", meta[name]["description"], ("meta", name)) for name in _META)]


def layer_members(layer: str) -> list[Member]:
    """The members of a layer's annotations that a record can hold: no attributes, and no lists in lists."""
    annotation = _resolved(load_schema("document")["properties"][layer]["items"])
    return list(_members(annotation, (), inside_list=False))


def _members(schema: dict[str, Any], way: tuple[str, ...], *, inside_list: bool) -> Iterator[Member]:
    for name, plain in schema["properties"].items():
        below = _resolved(plain)
        steps = (*way, name)
        kind = below["type"]
        if isinstance(kind, list):
            yield Member(name, "sc:Text", f"{below['description']} Given as text here.", steps)
        elif kind in _KINDS:
            yield Member(name, _KINDS[kind], below["description"], steps)
        elif inside_list:
            continue
        elif kind == "array":
            yield _list(name, below, steps)
        elif below.get("properties"):
            members = tuple(_members(below, steps, inside_list=True))
            yield Member(name, "", below["description"], steps, members=members)


def _list(name: str, schema: dict[str, Any], steps: tuple[str, ...]) -> Member:
    items = _resolved(schema["items"])
    if items["type"] in _KINDS:
        return Member(name, _KINDS[items["type"]], schema["description"], steps, repeated=True)
    members = tuple(_members(items, steps, inside_list=True))
    return Member(name, "", schema["description"], steps, repeated=True, members=members)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to; what it says itself goes first."""
    if "$ref" not in schema:
        return schema
    target = load_schema("document")["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return {**_resolved(target), **{key: value for key, value in schema.items() if key != "$ref"}}
