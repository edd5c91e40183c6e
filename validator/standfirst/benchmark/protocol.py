"""What the offset fault injection benchmark asks of a program, and what it says of its answers."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Answer(NamedTuple):
    """What a program makes of one file.

    ``problems`` is everything that it complains of, in its own words: a fault is detected if there is one that the same
    file without the fault does not have. ``causes`` are the names that it gives, those of
    :mod:`standfirst.repair.diagnosis`; ``repairs`` the places, by JSON Pointer and in code points, that it would write
    without asking.
    """

    problems: frozenset[str]
    causes: tuple[str, ...] = ()
    repairs: Mapping[str, tuple[int, int]] = {}


class Adapter(Protocol):
    """A program under test. ``load`` never raises: what the program raises is one of its problems."""

    name: str

    def load(self, data: bytes) -> Answer:
        """What the program says of a document of format 1.0, as JSON."""
        ...


class Row(NamedTuple):
    """The counts of one operator and one program.

    ``instances`` is how many documents the operator broke, ``latent`` on how many it had no effect, ``few`` how many of
    the instances have fewer wrong spans than a cause is named from: they are not asked for one. ``named`` counts the
    ``nameable`` instances whose cause is in the class that is reported, ``unique`` those of which it is alone.
    ``restored`` of ``repairable`` fragments were put where they belong, and ``wrong`` were written elsewhere; the same
    of zones and ranges in ``zones_restored``, ``zones`` and ``zones_wrong``.
    """

    program: str
    number: str
    operator: str
    instances: int = 0
    latent: int = 0
    few: int = 0
    detected: int = 0
    nameable: int = 0
    named: int = 0
    unique: int = 0
    repairable: int = 0
    restored: int = 0
    wrong: int = 0
    zones: int = 0
    zones_restored: int = 0
    zones_wrong: int = 0


class CleanRow(NamedTuple):
    """What a program says of the documents without faults: how many there were, and how many it changed or named a cause of."""

    program: str
    documents: int
    flagged: int
