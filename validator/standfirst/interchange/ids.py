"""Ids of annotations: numbering them, and taking over those of a file."""

import re
from collections.abc import Collection
from typing import Any

from msgspec import structs

from standfirst.model import LAYERS, Document
from standfirst.model.names import are_ids, is_id
from standfirst.model.references import REFERENCE_MEMBERS

PREFIXES = {
    "zones": "z",
    "segments": "s",
    "entities": "e",
    "mentions": "m",
    "times": "t",
    "quantities": "n",
    "quotes": "q",
    "marks": "k",
    "events": "ei",
    "event_mentions": "ev",
    "relations": "r",
}
"""What the ids of each layer begin with where they are made."""


def renumbered(document: Document) -> Document:
    """``document`` with the annotations of each layer numbered in their order, and every reference with them."""
    new = {
        record.id: f"{PREFIXES[layer]}{number}"
        for layer in LAYERS
        for number, record in enumerate(document.layer(layer), 1)
    }
    layers = {
        layer: tuple(_renamed(record, layer, new) for record in records)
        for layer in LAYERS
        if (records := getattr(document, layer)) is not None
    }
    return structs.replace(document, **layers)


def _renamed(record: Any, layer: str, new: dict[str, str]) -> Any:
    members: dict[str, Any] = {"id": new[record.id]}
    for row in REFERENCE_MEMBERS:
        value = getattr(record, row.member, None) if row.layer == layer else None
        if value is None:
            continue
        members[row.member] = tuple(new.get(one, one) for one in value) if row.many else new.get(value, value)
    if layer == "event_mentions" and record.args:
        members["args"] = tuple(
            structs.replace(arg, ref=new.get(arg.ref, arg.ref)) if arg.ref is not None else arg for arg in record.args
        )
    return structs.replace(record, **members)


class Ids:
    """The ids of a document that is being made. Those of a file are taken over where they can be ids, and are free."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, layer: str, wanted: str | None = None) -> str:
        """An id for an annotation of ``layer``: ``wanted`` if it can be."""
        taken = self._taken
        if wanted is not None and wanted not in taken and is_id(wanted):
            taken.add(wanted)
            return wanted
        prefix = PREFIXES.get(layer, "a")
        number = self._numbers.get(prefix, 0) + 1
        while (name := f"{prefix}{number}") in taken:
            number += 1
        self._numbers[prefix] = number
        taken.add(name)
        return name

    def take_all(self, wanted: Collection[str]) -> bool:
        """Take these over, which are different, if every one of them can be an id and is free. Otherwise none is taken."""
        if not are_ids(wanted) or not self._taken.isdisjoint(wanted):
            return False
        self._taken.update(wanted)
        return True


_NO_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def id_of(name: str) -> str:
    """An id made of a file's name: what an id cannot hold becomes ``-``."""
    stem = _NO_ID.sub("-", name.partition(".")[0]).strip("-")
    if not stem:
        return "document"
    return stem if stem[0].isalpha() and stem[0].isascii() else f"d-{stem}"
