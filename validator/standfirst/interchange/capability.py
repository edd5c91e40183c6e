"""What a format can hold, as data."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from standfirst.model import LAYERS, Document
from standfirst.model.annotations import Annotation

ALL = frozenset(name for kind in LAYERS.values() for name in kind.__struct_fields__)
"""Every member that any annotation may have."""


class Bar(NamedTuple):
    """Annotations of a layer that a format cannot hold; ``why`` says it to people.

    ``test`` gives, for a document, the test that is true of them.
    """

    layer: str
    kind: str
    why: str
    test: Callable[[Document], Callable[[Any], bool]]


class Capability(NamedTuple):
    """What a format holds of a document.

    ``layers`` gives, for each layer that it holds, the members of annotations beside those that each must have.
    ``header`` names what it holds of the document itself: ``language``, ``license``, ``meta`` (all of it), ``agents``,
    ``coverage``, ``scheme``, ``attributes``, ``unknown``. ``contexts`` are those of fragments, made anew otherwise.
    ``ids``: annotations keep theirs; otherwise they are numbered. ``empty``: an empty layer is told from an absent one.
    ``notes`` say by which convention a format holds what it has no place for, by layer; ``options`` what ``--option`` takes.
    """

    layers: Mapping[str, frozenset[str]]
    header: frozenset[str] = frozenset()
    discontinuous: bool = False
    zero_width: bool = False
    contexts: bool = False
    empty: bool = False
    ids: bool = False
    bars: tuple[Bar, ...] = ()
    notes: Mapping[str, str] = {}
    options: Mapping[str, str] = {}

    @property
    def everything(self) -> bool:
        """Whether there is no document that the format does not hold."""
        whole = all(self.layers.get(layer) == ALL for layer in LAYERS) and self.header >= EVERYTHING.header
        return whole and self.discontinuous and self.zero_width and self.contexts and self.empty and not self.bars


EVERYTHING = Capability(
    dict.fromkeys(LAYERS, ALL),
    frozenset(("language", "license", "meta", "agents", "coverage", "scheme", "attributes", "unknown")),
    discontinuous=True,
    zero_width=True,
    contexts=True,
    empty=True,
    ids=True,
)
"""A format that every document survives in."""


@cache
def required_members(kind: type[Annotation]) -> frozenset[str]:
    """The members that an annotation of a layer must have."""
    from msgspec import structs

    return frozenset(field.name for field in structs.fields(kind) if field.required)
