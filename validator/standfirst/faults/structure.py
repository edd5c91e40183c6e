"""Faults of what joins annotations: ids, references, the order of fragments."""

from random import Random
from typing import Any

from standfirst.faults.edits import Data, copied
from standfirst.faults.records import Fault, Operator
from standfirst.model import LAYERS
from standfirst.model.references import REFERENCE_MEMBERS, SPAN_MEMBERS


def _annotations(data: Data) -> list[dict[str, Any]]:
    return [record for layer in LAYERS for record in data.get(layer) or ()]


def _duplicate_id(data: Data, random: Random) -> Fault | None:
    broken = copied(data)
    records = _annotations(broken)
    if len(records) < 2:
        return None
    first, second = random.sample(records, 2)
    second["id"] = first["id"]
    return Fault(broken, (first["id"],))


def _dangling(data: Data, random: Random) -> Fault | None:
    broken = copied(data)
    held: list[tuple[dict[str, Any], str]] = []
    for row in REFERENCE_MEMBERS:
        member = "from" if row.member == "from_" else row.member
        held += [(record, member) for record in broken.get(row.layer) or () if isinstance(record.get(member), str)]
    held = [(record, member) for record, member in held if record[member] != "_dct"]
    if not held:
        return None
    record, member = random.choice(held)
    record[member] = "nobody.of-this-name"
    return Fault(broken, (record["id"],))


def _out_of_order(data: Data, random: Random) -> Fault | None:
    broken = copied(data)
    held = [
        (record, record[row.member])
        for row in SPAN_MEMBERS
        if row.shape != "fragment"
        for record in broken.get(row.layer) or ()
        if len(record.get(row.member) or ()) > 1
    ]
    if not held:
        return None
    record, span = random.choice(held)
    span.reverse()
    return Fault(broken, (record["id"],))


STRUCTURE = (
    Operator(
        "duplicate-id",
        "F40",
        "Two annotations have one id.",
        ("REF001",),
        None,
        repairable=False,
        break_document=_duplicate_id,
    ),
    Operator(
        "dangling-reference",
        "F41",
        "A reference names nothing.",
        ("REF002",),
        None,
        repairable=False,
        break_document=_dangling,
    ),
    Operator(
        "fragments-out-of-order",
        "F42",
        "The fragments of a span are out of order.",
        ("OFF008",),
        None,
        repairable=False,
        break_document=_out_of_order,
    ),
)
"""The operators of this kind."""
