"""Schemes: which tags, roles and kinds a corpus uses. One ships; a corpus may bring its own."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from standfirst.errors import UsageError

SHIPPED_SCHEMES = ("news-1.0",)
"""The schemes that come with Standfirst, by id."""

_TAG_LISTS = ("zones", "segments", "entities", "quantities", "events", "roles", "relations", "phases", "tenses")


class Scheme(Struct, frozen=True):
    """A scheme as rules use it.

    ``tags`` gives the allowed tags by list, such as ``entities``; a list that is not there allows every tag.
    ``dead_zones`` are the kinds of zones that carry no annotation; ``speakers`` the types of entities that can speak.
    """

    id: str
    tags: Mapping[str, frozenset[str]]
    dead_zones: frozenset[str] = frozenset()
    speakers: frozenset[str] | None = None


def read_scheme(tree: Mapping[str, Any]) -> Scheme:
    """A scheme out of its JSON value, which is valid by ``scheme-1.0.schema.json``."""
    return Scheme(
        id=tree["id"],
        tags={name: frozenset(entry["tag"] for entry in tree[name]) for name in _TAG_LISTS if name in tree},
        dead_zones=frozenset(zone["tag"] for zone in tree.get("zones", ()) if not zone.get("annotated", True)),
        speakers=frozenset(entry["tag"] for entry in tree.get("entities", ()) if entry.get("speaks"))
        if any("speaks" in entry for entry in tree.get("entities", ()))
        else None,
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
