"""The facts of a document that several rules need, each made once and only when asked for.

Where things stand, as pointers, is only worked out for those that something is wrong with.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter, le
from typing import Any, NamedTuple, TypeVar
from unicodedata import is_normalized

from standfirst.data import Language, Quotation, Scheme, language_data, quotation_marks, shipped_scheme
from standfirst.model import LAYERS, Annotation, Zone
from standfirst.model.columns import Columns
from standfirst.model.references import ARG_SPAN, SPAN_MEMBERS, SpanMember
from standfirst.offsets.boundaries import complex_positions
from standfirst.reading import NOTHING_OMITTED, Omissions


class Node(NamedTuple):
    """Something a rule looks at, and where it stands.

    ``value`` is the document, a zone, a fragment, a span or an annotation; ``member`` tells where in the annotation a
    fragment or span stands; ``first`` is the position of a span's first fragment among all fragments.
    """

    value: Any
    pointer: str
    layer: str = ""
    annotation: Annotation | None = None
    member: SpanMember | None = None
    first: int = 0


T = TypeVar("T")


class Facts:
    """The facts of one document. Offsets are code points."""

    def __init__(self, columns: Columns, omissions: Omissions = NOTHING_OMITTED, scheme: Scheme | None = None) -> None:
        self.columns = columns
        self.document = columns.document
        self.omissions = omissions
        self.text = columns.document.text
        self._scheme = scheme
        self._ids_in: dict[str, set[str]] = {}
        self._firsts_of: dict[SpanMember, Sequence[int]] = {}
        self._owners_of: dict[SpanMember, list[tuple[int, str]]] = {}
        self._made: dict[Callable[[Facts], Any], Any] = {}

    def of(self, make: "Callable[[Facts], T]") -> "T":
        """What ``make`` finds out about this document, made once: a fact that only one family of rules needs."""
        made = self._made
        if make not in made:
            made[make] = make(self)
        fact: T = made[make]
        return fact

    @cached_property
    def scheme(self) -> Scheme | None:
        """The scheme that the document names, where it is known."""
        name = self.document.scheme
        if self._scheme is not None and self._scheme.id == name:
            return self._scheme
        return shipped_scheme(name) if name is not None else None

    @property
    def primary_language(self) -> str:
        """The language of the document without region and script, in lower case."""
        return self.document.language.partition("-")[0].lower()

    @cached_property
    def words(self) -> Language | None:
        """The words of the document's language that rules look for, where there are any."""
        return language_data(self.document.language)

    @cached_property
    def quotation(self) -> Quotation | None:
        """The quotation marks of the document's language, where they are known."""
        return quotation_marks(self.document.language)

    # The text.

    @cached_property
    def utf8(self) -> bytes:
        """The text as UTF-8. Searching it for a byte is the fastest way to know that a class of characters is absent."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def nfc(self) -> bool:
        """Whether the text is in Unicode normalization form C."""
        return is_normalized("NFC", self.text)

    @cached_property
    def complexes(self) -> list[int]:
        """The positions of characters that can be part of a longer grapheme cluster, or are invisible."""
        return complex_positions(self.text)

    # Places in the text.

    def fragments_of(self, *members: tuple[str, str]) -> Iterator[int]:
        """The positions of the fragments that some members hold."""
        for member in members:
            place = self.columns.places.get(member)
            if place is not None:
                yield from range(place.fragments.start, place.fragments.stop)

    @cached_property
    def edges(self) -> set[int]:
        """Every offset at which a fragment inside the text begins or ends."""
        end = len(self.text)
        edges = {*self.columns.starts, *self.columns.ends}
        return edges if max(edges, default=0) <= end else {edge for edge in edges if edge <= end}

    @cached_property
    def firsts(self) -> str:
        """The first character of every fragment; what is beyond the text counts as a line end. So it is below."""
        return "".join(self._at_starts(self.text + "\n"))

    @cached_property
    def lasts(self) -> str:
        """The last character of every fragment."""
        return "".join(self._at_ends("\n" + self.text))

    @cached_property
    def befores(self) -> str:
        """The character before every fragment."""
        return "".join(self._at_starts("\n" + self.text))

    @cached_property
    def behinds(self) -> str:
        """The character behind every fragment."""
        return "".join(self._at_ends(self.text + "\n"))

    @cached_property
    def _at_starts(self) -> "itemgetter[Any]":
        return self._at(self.columns.starts)

    @cached_property
    def _at_ends(self) -> "itemgetter[Any]":
        return self._at(self.columns.ends)

    def _at(self, offsets: list[int]) -> "itemgetter[Any]":
        """What fetches the characters at all offsets by one call."""
        if len(offsets) < 2:  # for fewer than two, itemgetter gives no sequence
            offsets = [*offsets, 0, 0]
        if self.misplaced:
            size = len(self.text)
            offsets = [min(offset, size) for offset in offsets]
        at: itemgetter[Any] = itemgetter(*offsets)
        return at

    @cached_property
    def misplaced(self) -> frozenset[int]:
        """The positions of fragments that are no stretch of the text."""
        size = len(self.text)
        starts, ends = self.columns.starts, self.columns.ends
        if max(ends, default=0) <= size and all(map(le, starts, ends)):
            return frozenset()
        return frozenset(
            position for position, (start, end) in enumerate(zip(starts, ends, strict=True)) if not start <= end <= size
        )

    @cached_property
    def mismatched(self) -> frozenset[int]:
        """The positions of fragments whose surface is not the text at their offsets."""
        text, surfaces = self.text, self.columns.surfaces
        found = [text[start:end] for start, end in zip(self.columns.starts, self.columns.ends, strict=True)]
        if found == surfaces:
            return frozenset()
        return frozenset(position for position, surface in enumerate(surfaces) if found[position] != surface)

    @cached_property
    def unsound(self) -> frozenset[int]:
        """The positions of fragments whose offsets or surface are wrong; later rules leave them alone."""
        return self.misplaced | self.mismatched

    @cached_property
    def _unsound_annotations(self) -> frozenset[int]:
        """The annotations that hold a fragment that is unsound, by what tells one object from another."""
        return frozenset(id(self._fragment_node(position).annotation) for position in self.unsound)

    def is_sound(self, annotation: Annotation | None) -> bool:
        """Whether every fragment of an annotation has the right offsets and surface."""
        return not self.unsound or id(annotation) not in self._unsound_annotations

    # Zones.

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The zones of the document; none if one is empty, out of order or outside the text, or two overlap."""
        zones = self.document.zones or ()
        position = 0
        for zone in zones:
            if not position <= zone.start < zone.end <= len(self.text):
                return ()
            position = zone.end
        return zones

    @cached_property
    def zone_at(self) -> "array[int]":
        """For every code point of the text the number of the zone it is in, from 0, or -1; and -1 for the text's end."""
        numbers, nowhere = array("i"), array("i", (-1,))
        for number, zone in enumerate(self.zones):
            numbers += nowhere * (zone.start - len(numbers))
            numbers += array("i", (number,)) * (zone.end - zone.start)
        return numbers + nowhere * (len(self.text) + 1 - len(numbers))

    # Identity.

    @cached_property
    def ids(self) -> dict[str, str]:
        """The layer of every id, ``agents`` among them. Of a duplicate the first counts."""
        ids: dict[str, str] = {}
        for layer, names in reversed(self.columns.ids_by_layer.items()):
            ids.update(dict.fromkeys(names, layer))
        return ids

    @cached_property
    def ids_are_unique(self) -> bool:
        """Whether no id stands twice."""
        layers = self.columns.ids_by_layer
        different = set[str]().union(*map(self.ids_in, layers))
        return len(different) == sum(map(len, layers.values()))

    def ids_in(self, layer: str) -> set[str]:
        """The ids of a layer, or of the agents."""
        if layer not in self._ids_in:
            self._ids_in[layer] = set(self.columns.ids_by_layer.get(layer, ()))
        return self._ids_in[layer]

    # Nodes: where things stand.

    def pointer(self, layer: str, position: int) -> str:
        """The JSON Pointer of an annotation; its position in the file counts the annotations that were left out."""
        origins = self.omissions.origins.get(layer)
        return f"/{layer}/{position if origins is None else origins[position]}"

    def count(self, target: str) -> int:
        """How many nodes of a kind the document has."""
        if target in LAYERS:
            return len(self.document.layer(target))
        return {
            "document": 1,
            "zone": len(self.document.zones or ()),
            "annotation": len(self.columns.annotations),
            "span": len(self.columns.spans),
            "fragment": len(self.columns.fragments),
        }[target]

    def node(self, target: str, position: int) -> Node:
        """The node of a kind at a position of its column."""
        if target == "document":
            return self._document_node
        if target == "zone":
            return self._annotation_node("zones", position)
        if target in LAYERS:
            return self._annotation_node(target, position)
        if target == "annotation":
            layer, first = self._layer_of(position)
            return self._annotation_node(layer, position - first)
        if target == "span":
            return self._span_node(position)
        return self._fragment_node(position)

    @cached_property
    def _document_node(self) -> Node:
        return Node(self.document, "")

    def _annotation_node(self, layer: str, position: int) -> Node:
        annotation = self.document.layer(layer)[position]
        return Node(annotation, self.pointer(layer, position), layer, annotation)

    def _layer_of(self, position: int) -> tuple[str, int]:
        """The layer of the annotation at a position among all, and where that layer begins."""
        first = 0
        for layer in LAYERS:
            size = len(self.document.layer(layer))
            if position < first + size:
                return layer, first
            first += size
        raise IndexError(position)

    def _span_node(self, position: int) -> Node:
        row = self._row_of(position, "spans")
        place = self.columns.places[row.layer, row.member]
        span = position - place.spans.start
        first = place.fragments.start + self._firsts(row)[span]
        return self._held(row, span, self.columns.spans[position], first)

    def _fragment_node(self, position: int) -> Node:
        row = self._row_of(position, "fragments")
        fragment = self.columns.fragments[position]
        value = position - self.columns.places[row.layer, row.member].fragments.start
        if row.shape == "fragment":
            return self._held(row, value, fragment, position)
        firsts = self._firsts(row)
        span = bisect_right(firsts, value) - 1
        return self._held(row, span, fragment, position, below=f"/{value - firsts[span]}")

    def _held(self, row: SpanMember, number: int, value: Any, first: int, *, below: str = "") -> Node:
        """The node of what a member holds, or of a part of it: ``number`` counts the values of the member."""
        owner, way = self._owners(row)[number]
        annotation = self.document.layer(row.layer)[owner]
        pointer = f"{self.pointer(row.layer, owner)}/{row.member}{way}{below}"
        return Node(value, pointer, row.layer, annotation, row, first)

    def _firsts(self, row: SpanMember) -> Sequence[int]:
        """For every span of a member the position of its first fragment among the member's fragments."""
        if row not in self._firsts_of:
            place = self.columns.places[row.layer, row.member]
            spans = self.columns.spans[place.spans]
            firsts = range(len(spans)) if place.continuous else list(accumulate(map(len, spans), initial=0))
            self._firsts_of[row] = firsts
        return self._firsts_of[row]

    def _row_of(self, position: int, column: str) -> SpanMember:
        """The member that holds the span or fragment at a position."""
        for key, place in self.columns.places.items():
            if position < getattr(place, column).stop:
                return _ROWS[key]
        raise IndexError(position)

    def _owners(self, row: SpanMember) -> list[tuple[int, str]]:
        """For every value of a member the position of its annotation in the layer, and the rest of its pointer."""
        if row not in self._owners_of:
            self._owners_of[row] = list(self._find_owners(row))
        return self._owners_of[row]

    def _find_owners(self, row: SpanMember) -> Iterable[tuple[int, str]]:
        annotations = self.document.layer(row.layer)
        values = [getattr(annotation, row.member) for annotation in annotations]
        if row is not ARG_SPAN:
            return ((i, "") for i, value in enumerate(values) if value)
        return (
            (i, f"/{index}/span")
            for i, value in enumerate(values)
            for index, arg in enumerate(value or ())
            if arg.span is not None
        )


_ROWS = {(row.layer, row.member): row for row in (*SPAN_MEMBERS, ARG_SPAN)}
