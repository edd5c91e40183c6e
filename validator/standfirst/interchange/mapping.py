"""Mappings between the types, roles and layers of a foreign file and those of a document, from TOML.

    [types]                       # a foreign label: the layer it belongs to, and its tag there
    Person = {layer = "mentions", tag = "PER"}
    Merge-org = {layer = "event_mentions", tag = "business.merge"}
    Quote = {layer = "quotes"}
    Token = {layer = "none"}      # is left out, and said

    [roles]                       # of events and quotes
    Org-Arg = "agent"
    Speaker = "source"

Written the other way, a tag becomes the first label that maps to it.
"""

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from standfirst.errors import UsageError
from standfirst.model import LAYERS
from standfirst.model.names import is_tag

NONE = "none"


class Target(NamedTuple):
    """The layer that a foreign label belongs to, and its tag there, ``None`` for the label itself."""

    layer: str
    tag: str | None = None


class TypeMapping(NamedTuple):
    """Foreign labels with their targets, and foreign roles with theirs."""

    types: Mapping[str, Target] = {}
    roles: Mapping[str, str] = {}

    def label(self, layer: str, tag: str) -> str:
        """The foreign label of a tag of a layer; the tag itself where none is mapped to it."""
        for label, target in self.types.items():
            if target.layer == layer and (target.tag or label) == tag:
                return label
        return tag

    def role(self, role: str) -> str:
        """The foreign role of a role; the role itself where none is mapped to it."""
        return next((foreign for foreign, ours in self.roles.items() if ours == role), role)


NO_MAPPING = TypeMapping()


def read_mapping(data: bytes, path: str) -> TypeMapping:
    """The mapping in a file. :raises UsageError: where it is none, saying where"""
    try:
        tree = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the mapping {path!r} is no TOML: {error}") from error
    unknown = [name for name in tree if name not in ("types", "roles")]
    if unknown:
        raise UsageError(f"the mapping {path!r} has a table {unknown[0]!r}; there are 'types' and 'roles'")
    types = {label: _target(label, value, path) for label, value in _table(tree, "types", path).items()}
    roles = _table(tree, "roles", path)
    for role, ours in roles.items():
        if not isinstance(ours, str) or not is_tag(ours):
            raise UsageError(f"the mapping {path!r} gives the role {role!r} as {ours!r}, which is no tag")
    return TypeMapping(types, roles)


def _table(tree: dict[str, Any], name: str, path: str) -> dict[str, Any]:
    table = tree.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(f"{name!r} in the mapping {path!r} is no table")
    return table


def _target(label: str, value: Any, path: str) -> Target:
    if isinstance(value, str):
        value = {"layer": value}
    if not isinstance(value, dict) or not {"layer"} <= value.keys() <= {"layer", "tag"}:
        raise UsageError(
            f"the mapping {path!r} gives the type {label!r} as {value!r}; it takes a layer, or {{layer = …, tag = …}}"
        )
    layer, tag = value["layer"], value.get("tag")
    if layer not in (*LAYERS, NONE):
        raise UsageError(
            f"the mapping {path!r} puts {label!r} into {layer!r}; there are {', '.join(LAYERS)}, and {NONE!r}"
        )
    if tag is not None and (not isinstance(tag, str) or not is_tag(tag)):
        raise UsageError(f"the mapping {path!r} gives {label!r} the tag {tag!r}, which is none")
    return Target(layer, tag)
