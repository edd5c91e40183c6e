"""What a CAS is made of, whatever it was read from or is written to: feature structures with their features."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

ANNOTATION = "uima.tcas.Annotation"
DOCUMENT_ANNOTATION = "uima.tcas.DocumentAnnotation"
SOFA = "uima.cas.Sofa"
TOP = "uima.cas.TOP"
INITIAL_VIEW = "_InitialView"
NULL = "0"
"""The id that stands for no structure, in an array for instance."""

_ARRAY = "uima.cas.FSArray"
_LISTS = "uima.cas.NonEmptyFSList"
_NO_LIST = "uima.cas.EmptyFSList"


class Structure(Struct, frozen=True, gc=False):
    """A feature structure as a file has it: ``features`` are strings, or what JSON has; ``line`` is where it begins.

    References are strings too, ids with blanks between them. ``references`` names the features that are such, ``None``
    where the file does not say which.
    """

    id: str
    type: str
    features: dict[str, Any]
    line: int = 1
    references: frozenset[str] | None = None


class Cas(NamedTuple):
    """The structures of a file by their ids, in its order; the ``types`` that the file itself declares.

    ``views`` are pairs of the id of a sofa and the ids of the structures that its view has.
    """

    structures: dict[str, Structure]
    types: Mapping[str, "Declared"] = {}
    remarks: tuple[str, ...] = ()
    views: tuple[tuple[str, frozenset[str]], ...] = ()


class Feature(NamedTuple):
    """What a feature holds: the type of its value, and for lists and arrays that of an element.

    ``shared``: arrays and lists are structures of their own, which several features may refer to.
    """

    range: str
    element: str | None = None
    shared: bool = False


class Declared(NamedTuple):
    """A type: the one that it is a kind of, and the features that it adds."""

    supertype: str
    features: Mapping[str, Feature] = {}


class Ref(NamedTuple):
    """The value of a feature to be written that is another structure."""

    id: int


class Refs(NamedTuple):
    """The value of a feature to be written that is an array of structures."""

    ids: tuple[int, ...]


class Out(NamedTuple):
    """A structure to be written; offsets count UTF-16 code units."""

    id: int
    type: str
    features: dict[str, Any]


def targets(cas: Cas, value: Any) -> list[str]:
    """The ids that a feature refers to: through arrays and lists, in their order. What is in no array is not looked for."""
    found: list[str] = []
    waiting = str(value).split()[::-1]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        structure = cas.structures.get(name)
        if structure is None and name == NULL:
            continue
        kind = structure.type if structure is not None else ""
        if structure is None or (kind not in (_ARRAY, _LISTS, _NO_LIST) and not kind.endswith("[]")):
            found.append(name)
            continue
        if name in seen:  # a list that bites its tail
            continue
        seen.add(name)
        if kind == _LISTS:
            waiting += [str(structure.features[part]) for part in ("tail", "head") if part in structure.features]
        elif kind != _NO_LIST:
            waiting += str(structure.features.get("elements", "")).split()[::-1]
    return found
