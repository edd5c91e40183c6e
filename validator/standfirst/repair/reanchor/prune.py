"""Taking annotations out of a plain document, with everything that cannot be without them."""

from typing import Any

from standfirst.model.references import ARG_TARGETS, PLACE_MEMBERS, REFERENCE_MEMBERS

Tree = dict[str, Any]

_NEEDED = {("mentions", "entity"), ("event_mentions", "event"), ("relations", "from_"), ("relations", "to")}
"""The members without which an annotation says nothing: it goes with what they name."""


def prune(tree: Tree, ids: set[str]) -> set[str]:
    """Take the annotations ``ids`` out of ``tree``, in place, and everything that needs one of them; the ids of all.

    A member that merely names one of them is taken out alone. An entity or an event stays, even where nothing mentions it.
    """
    gone: set[str] = set()
    wave = set(ids)
    while wave:
        gone |= wave
        for layer in PLACE_MEMBERS.keys() | {"zones", "relations"}:
            if layer in tree:
                tree[layer] = [record for record in tree[layer] if record["id"] not in wave]
        wave = set()
        for row in REFERENCE_MEMBERS:
            member = row.member.rstrip("_")
            for record in tree.get(row.layer, ()):
                if _forget(record, member, gone) and (row.layer, row.member) in _NEEDED:
                    wave.add(record["id"])
        for record in tree.get("event_mentions", ()):
            _forget_arguments(record, gone)
    for covered in tree.get("coverage", {}).values():
        _forget(covered, "zones", gone)
    return gone


def _forget(record: Tree, member: str, gone: set[str]) -> bool:
    """Take what is gone out of a member; whether nothing of it is left."""
    value = record.get(member)
    if isinstance(value, list):
        kept = [name for name in value if name not in gone]
        if len(kept) == len(value):
            return False
        if kept:
            record[member] = kept
        else:
            del record[member]
        return not kept
    if value is None or value not in gone:
        return False
    del record[member]
    return True


def _forget_arguments(record: Tree, gone: set[str]) -> None:
    args = record.get("args")
    if args is None:
        return
    kept = [arg for arg in args if arg.get("kind") not in ARG_TARGETS or arg.get("ref") not in gone]
    if len(kept) != len(args):
        record["args"] = kept
        if not kept:
            del record["args"]
