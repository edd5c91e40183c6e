"""What structures by others are in a document: judged once for all of a type that have the same features.

What is a named entity is a mention; a chain is an entity; a span with slots is an event, one with ``Governor`` and
``Dependent`` a relation; units of text are segments. Other spans have the layer that a mapping gives their label.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from standfirst.interchange.mapping import Target
from standfirst.interchange.tokens import SENTENCE, TOKEN
from standfirst.interchange.uima import dkpro
from standfirst.interchange.uima.layout import OURS
from standfirst.interchange.uima.structures import ANNOTATION, DOCUMENT_ANNOTATION, SOFA, Cas, Structure, targets
from standfirst.interchange.uima.typesystem import TypeSystem
from standfirst.interchange.uima.values import Plain, plain
from standfirst.model.names import is_id

ENDS = ("Governor", "Dependent")
"""The features of a relation that name what it joins."""

OF_TOKENS = {"lemma": "value", "stem": "value", "morph": "value", "form": "value", "pos": "PosValue"}
"""The features of a token that refer to what says something of it, and the feature there that does."""

ORDER = "order"
"""The feature of a token that says its place where that is not the one in the text; 0 says nothing."""

Role = Literal["passed", "header", "relation", "chain", "event", "named", "segment", "labelled", "placeless"]

_KINDS = {dkpro.TOKEN: TOKEN, dkpro.SENTENCE: SENTENCE, dkpro.PARAGRAPH: "paragraph", ANNOTATION: "annotation"}
_NO_UNITS = (".semantics.", ".coref.")
"""The packages of DKPro's whose annotations are no units of text."""

_PLACE = frozenset(("begin", "end", "sofa"))
_TAKEN: dict[Role, tuple[str, ...]] = {"relation": ENDS, "chain": ("first",), "named": ("value", "identifier")}


class Shape(Struct, frozen=True, gc=False):
    """What structures of a type, with the same features, are.

    ``label`` is the last part of the type's name; ``kind`` that of segments, ``None`` where the label is to be one.
    ``slots`` are the features that hold links; ``plain`` those that become attributes; ``left`` those that have no place
    in a document, which hold references or cannot be names of attributes. ``parts`` are the features of a token that
    refer to its lemma and the like.
    """

    role: Role
    label: str
    kind: str | None = None
    slots: tuple[str, ...] = ()
    plain: tuple[Plain, ...] = ()
    left: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Shapes:
    """The shapes of the structures of ``cas``; a type that ``mapped`` names is what that says."""

    def __init__(self, cas: Cas, types: TypeSystem, mapped: Mapping[str, Target]) -> None:
        self._cas = cas
        self._types = types
        self._mapped = mapped
        self._known: dict[Any, Shape] = {}

    def of(self, one: Structure) -> Shape:
        """The shape of a structure."""
        key = (one.type, one.references, *one.features)
        shape = self._known.get(key)
        if shape is None:
            shape = self._shape(one)
            # What holds links is told by the values, where no type system tells it.
            if self._types.knows(one.type) or shape.role == "passed":
                self._known[key] = shape
        return shape

    def target(self, type_: str) -> Target | None:
        """What the mapping says of a type."""
        return self._mapped.get(type_) or self._mapped.get(short(type_))

    def _shape(self, one: Structure) -> Shape:
        label = short(one.type)
        kinds = self._types.kinds(one.type)
        if self._is_passed(one.type):
            return Shape("passed", label)
        if DOCUMENT_ANNOTATION in kinds:
            values, left = self._values(one, ())
            return Shape("header", label, plain=values, left=left)
        role, slots = self._role(one, kinds)
        kind = None
        without = (*_TAKEN.get(role, ()), *slots)
        if role == "segment":
            kind = next((_KINDS[name] for name in kinds[:-1] or kinds if name in _KINDS), None)
            kind = kind or (_KINDS[ANNOTATION] if one.type == ANNOTATION else None)
            without = (*without, *OF_TOKENS, ORDER) if kind == TOKEN else without
        values, left = self._values(one, without)
        parts = tuple(name for name in OF_TOKENS if name in one.features) if dkpro.TOKEN in kinds else ()
        return Shape(role, label, kind, slots, values, left, parts)

    def _is_passed(self, type_: str) -> bool:
        """Whether structures of a type are ours, or mere parts of others."""
        if type_ in OURS or type_ == SOFA or type_.endswith("[]") or type_ in dkpro.TAGSETS:
            return True
        return type_.startswith("uima.cas.") and type_ != "uima.cas.AnnotationBase"

    def _role(self, one: Structure, kinds: tuple[str, ...]) -> tuple[Role, tuple[str, ...]]:
        if self._has(one, *ENDS):
            return "relation", ()
        if "begin" not in one.features and self._has(one, "first"):
            return "chain", ()
        slots = self._slots(one)
        if slots and "begin" in one.features:
            return "event", slots
        if "begin" not in one.features and "end" not in one.features:
            return "placeless", ()
        if dkpro.NAMED_ENTITY in kinds:
            return "named", ()
        unit = one.type == ANNOTATION or any(map(_is_unit, kinds))
        return ("segment" if unit and self.target(one.type) is None else "labelled"), ()

    def _has(self, one: Structure, *names: str) -> bool:
        """Whether a structure has features that refer to others, or its type says that it may."""
        known = self._types.features(one.type)
        return (
            all(name in one.features or name in known for name in names)
            and any(name in one.features for name in names)
            and not any(name in known and plain(name, known[name], self._types, refers=None) for name in names)
        )

    def _slots(self, one: Structure) -> tuple[str, ...]:
        """The features of a structure that hold links: structures with a ``target``."""
        if self._types.knows(one.type):
            known = self._types.features(one.type)
            return tuple(
                name for name, feature in known.items() if "target" in self._types.features(feature.element or "")
            )
        return tuple(
            name
            for name, value in one.features.items()
            if name not in _PLACE
            and isinstance(value, str)
            and value
            and all(map(self._is_link, targets(self._cas, value)))
        )

    def _is_link(self, name: str) -> bool:
        link = self._cas.structures.get(name)
        return link is not None and "target" in link.features and "begin" not in link.features

    def _values(self, one: Structure, without: tuple[str, ...]) -> tuple[tuple[Plain, ...], tuple[str, ...]]:
        """The features that hold plain values, and those that hold references."""
        known = self._types.features(one.type)
        values, left = [], []
        for name in one.features:
            if name in _PLACE or name in without:
                continue
            refers = None if one.references is None else name in one.references
            found = plain(name, known.get(name), self._types, refers=refers)
            if found is None or not is_id(name):
                left.append(name)
            else:
                values.append(found)
        return tuple(values), tuple(left)


def _is_unit(type_: str) -> bool:
    return type_.startswith(dkpro.DKPRO) and not any(name in type_ for name in _NO_UNITS)


def short(type_: str) -> str:
    """The last part of a type's name."""
    return type_.rpartition(".")[2]
