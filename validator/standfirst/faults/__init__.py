"""Functions that break documents in known ways, for tests of whatever reads them.

An :class:`Operator` takes a valid document as plain JSON data and gives a :class:`Fault`: the broken data, the annotations
that are wrong in it, and where they really are. All randomness comes from the ``random.Random`` that is handed in.
"""

from random import Random
from typing import Any

from standfirst.faults.bases import bases, enriched
from standfirst.faults.counting import COUNTING
from standfirst.faults.records import Fault, Operator
from standfirst.faults.single import SINGLE
from standfirst.faults.structure import STRUCTURE
from standfirst.faults.texts import TEXTS

__all__ = ["OPERATORS", "Fault", "Operator", "bases", "break_document", "enriched", "operator", "operators"]

OPERATORS: tuple[Operator, ...] = tuple(
    sorted((*COUNTING, *TEXTS, *SINGLE, *STRUCTURE), key=lambda operator: operator.number)
)
"""Every operator, by number."""


def operators() -> tuple[Operator, ...]:
    """Every operator, by number."""
    return OPERATORS


def operator(name: str) -> Operator:
    """The operator of a name, or of a number such as ``F01``. :raises KeyError: where there is none"""
    for found in OPERATORS:
        if name in (found.name, found.number):
            return found
    raise KeyError(f"{name!r} is no fault; the faults are {', '.join(one.name for one in OPERATORS)}")


def break_document(data: dict[str, Any], name: str, seed: int = 0) -> Fault | None:
    """The fault that the operator of a name makes of a document, ``None`` where it has no effect on it.

    :raises KeyError: where there is no such operator
    """
    return operator(name).break_document(data, Random(seed))
