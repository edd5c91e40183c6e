"""What the annotations of one generated document share: the text's places, the ids, the choices made so far."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from standfirst.model import Entity, Event, Link, Mention, Quote
from standfirst.model.values import Status
from standfirst.strategies import values
from standfirst.strategies.spans import Places

T = TypeVar("T")

MOST = 4
"""How many annotations a layer gets, at most."""


class Members:
    """The optional members of a record, each with a strategy, or a function of the maker, for its values.

    ``often`` is how many of them a record has on average. A function may return ``None`` for no value.
    """

    def __init__(self, often: float, **sources: "st.SearchStrategy[Any] | Callable[[Maker], Any]") -> None:
        self.sources = tuple(sources.items())
        # The first indexes stand for the end, which is where shrinking goes; the others for one member each.
        self.ends = max(1, round(len(sources) / often))
        self.indexes = st.integers(0, self.ends + len(sources) - 1)


def annotation_members(often: float, **sources: "st.SearchStrategy[Any] | Callable[[Maker], Any]") -> Members:
    """The optional members of an annotation: those that every annotation may have, and its own."""
    return Members(
        often,
        **sources,
        confidence=values.confidences,
        uncertain=st.booleans(),
        annotator=lambda maker: maker.reference("agents"),
        status=st.sampled_from(get_args(Status)),
        comment=values.strings,
        source_id=values.strings,
        attributes=values.attributes,
    )


_states = st.integers(0, 9)
_more = st.booleans()
_id_styles = st.integers(0, 5)
_quarters = st.integers(0, 3)
_picks = st.integers(0, 255)

_ITEM = re.compile(r"Q[1-9][0-9]*")
_HOSTILE_IDS = ("{}{}", "{}.{}", "{}-{}_", "{}__{}", "A{}{}", "x.y-z.{}{}", "{}0{}", "{}..{}--", "zZ" * 40 + "{}{}")


class Maker:
    """Makes the parts of one document; ``draw`` is that of the composite strategy that draws it."""

    def __init__(self, draw: st.DrawFn, text: str, scheme: str | None) -> None:
        self.draw = draw
        self.places = Places(draw, text)
        self.scheme = scheme
        self.ids: dict[str, list[str]] = {}
        self.entities: dict[str, Entity] = {}
        self.events: dict[str, Event] = {}
        self.mentions: dict[str, Mention] = {}
        self.quotes: dict[str, Quote] = {}
        self.told: dict[str, str] = {}
        self._style = draw(_id_styles)
        self._taken: set[str] = set()
        self._seen: set[Hashable] = set()
        self._numbers: dict[str, int] = {}

    def layer(self, make: "Callable[[Maker], T | None]") -> tuple[T, ...] | None:
        """A layer: absent, empty, or with what ``make`` makes of each of its annotations."""
        state = self.draw(_states)
        if state < 2:
            return None if state == 0 else ()
        return self.some(make, MOST, least=1)

    def some(self, make: "Callable[[Maker], T | None]", most: int, *, least: int = 0) -> tuple[T, ...]:
        """``least`` to ``most`` of what ``make`` makes, without those that are ``None``."""
        first, one = _perhaps(self, make, certain=True), _perhaps(self, make, certain=False)
        made: list[T] = []
        for number in range(most):
            going, part = self.draw(first if number < least else one)
            if not going:
                break
            if part is not None:
                made.append(part)
        return tuple(made)

    def choice(self, elements: Sequence[T]) -> T:
        """One of ``elements``."""
        # Drawn even where there is no choice: what is drawn next must not depend on it, or shrinking gets stuck.
        return elements[self.draw(_picks) % len(elements)]

    def reference(self, layer: str) -> str | None:
        """The id of something made before in ``layer``, if there is anything."""
        return self.choice(self.ids.get(layer) or (None,))

    def references(self, layer: str) -> tuple[str, ...]:
        """Some ids of ``layer``, none of them twice, in any order; perhaps none."""
        found = (self.reference(layer), self.reference(layer))[: self.draw(_quarters)]
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def coin(self) -> bool:
        """Either, equally often."""
        return self.draw(_more)

    def rarely(self) -> bool:
        """True in a quarter of all cases."""
        return self.draw(_quarters) == 3

    def tag(self, name: str) -> str:
        """A tag out of a list of the scheme, or any tag where the document has no scheme."""
        return self.draw(values.scheme_tags(self.scheme, name))

    def id(self, layer: str, prefix: str) -> str:
        """A new id."""
        number = self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        if self._style < 3:
            name = f"{prefix}{number}"
        else:
            form = _HOSTILE_IDS[(len(self._taken) + self._style - 3) % len(_HOSTILE_IDS)]
            name = form.format(prefix.upper() if self._style == 5 else prefix, number)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        self.ids.setdefault(layer, []).append(name)
        return name

    def is_new(self, *key: Hashable) -> bool:
        """Whether no annotation has this key yet; from now on one has."""
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def members(self, table: Members) -> dict[str, Any]:
        """Some of the optional members of ``table``."""
        one = _member(self, table)
        found: dict[str, Any] = {}
        while (drawn := self.draw(one)) is not None:
            name, value = drawn
            if value is not None:
                found[name] = value
        return found

    def link(self) -> Link:
        """A link to a knowledge base; to Wikidata, of an item."""
        scheme, name = self.draw(values.link_schemes), self.draw(values.link_ids)
        if scheme == "wikidata" and not _ITEM.fullmatch(name):
            name = "Q42"
        return Link(scheme=scheme, id=name, **self.members(_LINK))

    def links(self) -> tuple[Link, ...]:
        """Up to two links."""
        return self.some(Maker.link, 2)


_LINK = Members(0.5, label=values.strings)


@st.composite
def _perhaps(
    draw: st.DrawFn, maker: Maker, make: Callable[[Maker], T | None], *, certain: bool
) -> tuple[bool, T | None]:
    """Whether there is one more, and it: drawn as a unit, so that shrinking can remove it as a unit."""
    return (True, make(maker)) if certain or draw(_more) else (False, None)


@st.composite
def _member(draw: st.DrawFn, maker: Maker, table: Members) -> tuple[str, Any] | None:
    """One more member and its value, or ``None`` for the end; a unit for shrinking as well."""
    index = draw(table.indexes) - table.ends
    if index < 0:
        return None
    name, source = table.sources[index]
    return name, draw(source) if isinstance(source, st.SearchStrategy) else source(maker)
