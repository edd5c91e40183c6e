"""What an operator is, and what it makes."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, NamedTuple

Data = dict[str, Any]


class Fault(NamedTuple):
    """A broken document as plain data, the annotations that are wrong in it, and the truth.

    ``truth`` gives by JSON Pointer where a fragment, zone or range really is, in code points of the broken document's
    text, ``None`` for what is there no more. It is empty where the fault is not about offsets. ``unknown`` are the pointers
    of places whose end was inside of what was replaced: nobody can say where they are.
    """

    data: Data
    affected: tuple[str, ...]
    truth: Mapping[str, tuple[int, int] | None] = {}
    unknown: frozenset[str] = frozenset()


class Operator(NamedTuple):
    """A way to break documents.

    ``codes`` are the rules of which at least one finds the fault, ``cause`` the name that a diagnosis gives it, ``None``
    where there is none to name. ``repairable`` says whether the data that are left say where the annotations belong.
    ``break_document`` takes a document as ``json.loads`` gives it and changes nothing in it; it gives ``None`` where the
    fault has no effect on this document.
    """

    name: str
    number: str
    words: str
    codes: tuple[str, ...]
    cause: str | None
    repairable: bool
    break_document: Callable[[Data, Random], Fault | None]
