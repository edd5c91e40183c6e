"""Comparing two annotations of one text, subject by subject. Offsets are code points.

A subject is what annotators decide on: names, quotes, triggers … Each has places in the text and, mostly, a label. Two
annotations agree exactly where all fragments of both are the same, and overlap where they share a code point, or, being
empty, a place. Each annotation is paired with one of the other document at most: first the exact pairs, then those that
share most. Labels are compared within pairs; beside their share stands Cohen's kappa (Cohen 1960), which counts out what
agrees by chance.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from standfirst.errors import UsageError
from standfirst.model import Document, Fragment

Places = tuple[tuple[int, int], ...]

_OPEN = 50
"""How many stretches that are open at one place are compared with one that begins there."""


class Item(NamedTuple):
    """One decision of an annotator: the id of the annotation, its places, its label (``""`` where there is none)."""

    id: str
    places: Places
    label: str


class Agreement(Struct, frozen=True, kw_only=True):
    """What two documents have in common of one subject.

    ``first`` and ``second`` are how many each has, ``exact`` how many are at the same places, ``overlapping`` how many pairs
    there are (the exact ones among them), ``same_label`` how many of the pairs have one label; ``kappa`` is ``None`` where
    there are no labels, or only one.
    """

    subject: str
    first: int
    second: int
    exact: int
    overlapping: int
    same_label: int | None = None
    kappa: float | None = None

    @property
    def exact_f1(self) -> float | None:
        """The harmonic mean of precision and recall of the places; ``None`` where neither document has any."""
        return self._f1(self.exact)

    @property
    def overlap_f1(self) -> float | None:
        """The same, with pairs that overlap."""
        return self._f1(self.overlapping)

    def _f1(self, common: int) -> float | None:
        total = self.first + self.second
        return 2 * common / total if total else None


class Difference(Struct, frozen=True, kw_only=True):
    """One place where two documents differ: ids and labels on either side (``None``: nothing there), and the words."""

    subject: str
    first: str | None
    second: str | None
    first_text: str | None
    second_text: str | None
    first_label: str | None = None
    second_label: str | None = None
    start: int


def _of_span(span: Sequence[Fragment]) -> Places:
    return tuple((fragment.start, fragment.end) for fragment in span)


def _mentions(document: Document) -> Iterator[Item]:
    types = {entity.id: entity.type for entity in document.entities or ()}
    for mention in document.mentions or ():
        yield Item(mention.id, _of_span(mention.span), types.get(mention.entity, ""))


def _names(document: Document) -> Iterator[Item]:
    levels = {mention.id: mention.level for mention in document.mentions or ()}
    return (item for item in _mentions(document) if levels[item.id] == "NAM")


def _quotes(document: Document) -> Iterator[Item]:
    return (Item(quote.id, _of_span(quote.content), quote.form or "") for quote in document.quotes or ())


def _cues(document: Document) -> Iterator[Item]:
    return (Item(quote.id, _of_span(quote.cue), "") for quote in document.quotes or () if quote.cue)


def _sources(document: Document) -> Iterator[Item]:
    return (Item(quote.id, _of_span(quote.source), "") for quote in document.quotes or () if quote.source)


def _marks(document: Document) -> Iterator[Item]:
    return (Item(mark.id, _of_span([mark.fragment]), mark.function or "") for mark in document.marks or ())


def _triggers(document: Document) -> Iterator[Item]:
    return (Item(mention.id, _of_span(mention.trigger), mention.type) for mention in document.event_mentions or ())


def _times(document: Document) -> Iterator[Item]:
    return (Item(time.id, _of_span(time.span), time.type) for time in document.times or ())


def _quantities(document: Document) -> Iterator[Item]:
    return (Item(quantity.id, _of_span(quantity.span), quantity.type) for quantity in document.quantities or ())


def _zones(document: Document) -> Iterator[Item]:
    return (Item(zone.id, ((zone.start, zone.end),), zone.kind) for zone in document.zones or ())


SUBJECTS: dict[str, tuple[str, Callable[[Document], Iterator[Item]]]] = {
    "zones": ("zones", _zones),
    "names": ("mentions", _names),
    "mentions": ("mentions", _mentions),
    "times": ("times", _times),
    "quantities": ("quantities", _quantities),
    "quotes": ("quotes", _quotes),
    "cues": ("quotes", _cues),
    "sources": ("quotes", _sources),
    "marks": ("marks", _marks),
    "triggers": ("event_mentions", _triggers),
}
"""Every subject by its name: the layer that both documents must have, and what of it is compared.

Labels are the entity's type (names, mentions), the form (quotes), the function (marks), the kind (zones) or the type.
"""


def agreement(first: Document, second: Document) -> tuple[Agreement, ...]:
    """The agreement of two documents on each subject whose layer both have.

    :raises UsageError: where the documents have different texts
    """
    return tuple(_measured(name, *sides) for name, *sides in _sides(first, second))


def differences(first: Document, second: Document) -> tuple[Difference, ...]:
    """Every place where two documents differ, subject by subject, in the order of the text.

    :raises UsageError: where the documents have different texts
    """
    found: list[Difference] = []
    for name, ours, theirs in _sides(first, second):
        pairs = _pairs(ours, theirs)
        paired = {id(item) for pair in pairs for item in pair}
        rows: list[tuple[Item | None, Item | None]] = [
            (a, b) for a, b in pairs if a.places != b.places or a.label != b.label
        ]
        rows += [(item, None) for item in ours if id(item) not in paired]
        rows += [(None, item) for item in theirs if id(item) not in paired]
        found += sorted((_difference(name, first.text, *row) for row in rows), key=lambda row: row.start)
    return tuple(found)


def one_sided(first: Document, second: Document) -> dict[str, str]:
    """The layers that cannot be compared because one document has them only: by name, which one, first or second."""
    sides: dict[str, str] = {}
    for layer, _ in SUBJECTS.values():
        has = [getattr(document, layer) is not None for document in (first, second)]
        if has[0] != has[1]:
            sides[layer] = "first" if has[0] else "second"
    return sides


def _sides(first: Document, second: Document) -> Iterator[tuple[str, list[Item], list[Item]]]:
    if first.text != second.text:
        at = next(
            (i for i, (a, b) in enumerate(zip(first.text, second.text, strict=False)) if a != b),
            min(len(first.text), len(second.text)),
        )
        raise UsageError(
            f"these are not annotations of one text: from code point {at} on, the first has {_beginning(first.text, at)} "
            f"and the second {_beginning(second.text, at)}"
        )
    for name, (layer, items) in SUBJECTS.items():
        if getattr(first, layer) is not None and getattr(second, layer) is not None:
            yield name, sorted(items(first), key=_by_place), sorted(items(second), key=_by_place)


def _beginning(text: str, at: int) -> str:
    return repr(text[at : at + 20]) if at < len(text) else "nothing more"


def _by_place(item: Item) -> tuple[Places, str, str]:
    return item.places, item.label, item.id


def _measured(name: str, first: list[Item], second: list[Item]) -> Agreement:
    pairs = _pairs(first, second)
    labelled = [(a.label, b.label) for a, b in pairs if a.label or b.label]
    return Agreement(
        subject=name,
        first=len(first),
        second=len(second),
        exact=sum(a.places == b.places for a, b in pairs),
        overlapping=len(pairs),
        same_label=sum(a == b for a, b in labelled) if labelled else None,
        kappa=_kappa(labelled),
    )


def _pairs(first: Sequence[Item], second: Sequence[Item]) -> list[tuple[Item, Item]]:
    """One-to-one pairs: those at the same places first (of these, those of one label), then those that share most.

    Ties are broken by place, so that nothing depends on which document is the first.
    """
    pairs = _at_one_place(first, second)
    paired = {id(item) for pair in pairs for item in pair}
    ours, theirs = ([item for item in side if id(item) not in paired] for side in (first, second))
    ranked = sorted(
        (-shared, a.label != b.label, sorted((a.places, b.places)), i, j)
        for i, j, shared in _overlaps(ours, theirs)
        for a, b in ((ours[i], theirs[j]),)
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for *_, i, j in ranked:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def _at_one_place(first: Sequence[Item], second: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Pairs of items with the same places: first those of one label, then what is left, in order."""
    pairs: list[tuple[Item, Item]] = []
    for key in (lambda item: (item.places, item.label), lambda item: item.places):
        paired = {id(item) for pair in pairs for item in pair}
        waiting: dict[object, deque[Item]] = {}
        for item in second:
            if id(item) not in paired:
                waiting.setdefault(key(item), deque()).append(item)
        pairs += [
            (item, waiting[key(item)].popleft()) for item in first if id(item) not in paired and waiting.get(key(item))
        ]
    return pairs


def _overlaps(first: Sequence[Item], second: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """The positions of two items that overlap, and how many code points they share, by one walk through the text.

    Of stretches that are all open at once, the last ones to begin are looked at.
    """
    edges = sorted(
        (start, side, position, end)
        for side, items in enumerate((first, second))
        for position, item in enumerate(items)
        for start, end in item.places
    )
    open_stretches: tuple[list[tuple[int, int]], list[tuple[int, int]]] = [], []
    shared: Counter[tuple[int, int]] = Counter()
    for start, side, position, end in edges:
        others = open_stretches[1 - side]
        others[:] = [stretch for stretch in others[-_OPEN:] if stretch[0] > start]
        for other_end, other in others:
            key = (position, other) if side == 0 else (other, position)
            shared[key] += min(end, other_end) - start
        open_stretches[side].append((end, position))
    yield from ((i, j, size) for (i, j), size in shared.items() if size)


def _kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    total = len(labels)
    if not total:
        return None
    observed = sum(a == b for a, b in labels) / total
    ours, theirs = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    expected = sum(ours[label] * theirs[label] for label in ours) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def _difference(name: str, text: str, first: Item | None, second: Item | None) -> Difference:
    return Difference(
        subject=name,
        first=first and first.id,
        second=second and second.id,
        first_text=first and _words(text, first),
        second_text=second and _words(text, second),
        first_label=first and first.label,
        second_label=second and second.label,
        start=min(item.places[0][0] for item in (first, second) if item is not None),
    )


def _words(text: str, item: Item) -> str:
    return " … ".join(text[start:end] for start, end in item.places)
