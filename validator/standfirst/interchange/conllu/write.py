"""The writer of CoNLL-U, with entities in the dialect of CorefUD."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from standfirst.interchange.conllu.brackets import HEADER, WRITTEN
from standfirst.interchange.conllu.convention import MARK, SEPARATOR, field_of, json_line, plain, spaces_as_words
from standfirst.interchange.conllu.layout import Layout, laid_out
from standfirst.interchange.conllu.notes import HELD_OF_DOCUMENT, Head
from standfirst.interchange.protocol import Settings
from standfirst.interchange.tokens import Stretch
from standfirst.model import LAYERS, Document

_PARAGRAPH = "paragraph"


class _Row(NamedTuple):
    """A row: its number in the sentence, its place; whether it is an empty node."""

    number: str
    place: Stretch
    empty: bool


Rows = list[list[_Row]]
Said = dict[str, tuple[tuple[tuple[int, int], tuple[int, int]], ...]]
"""The mentions that have brackets: for each part the sentence and row of its first row and of its last."""


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The rows of a document, with comments at its first sentence."""
    layout = laid_out(document, settings)
    rows = [list(_rows(sentence, _empty_places(document))) for sentence in layout.tokens.sentences]
    said = _said(document, rows)
    brackets = _brackets(document, rows, said, settings)
    lines = list(_comments(document, layout, said))
    begins = {zone.start for zone in document.layer("zones") if zone.kind == _PARAGRAPH}
    for number, sentence in enumerate(rows):
        solid = [row for row in sentence if not row.empty]
        if solid[0].place[0] in begins:
            lines.append("# newpar")
        words = document.text[solid[0].place[0] : solid[-1].place[1]]
        lines += (f"# sent_id = {document.id}-{number + 1}", f"# text = {' '.join(words.split())}")
        for place, row in enumerate(sentence):
            misc = "|".join([*_entity(brackets.get((number, place))), *_spaces(document, rows, number, row, begins)])
            form = "_" if row.empty else document.text[slice(*row.place)]
            pos = "_" if row.empty else layout.types.get(row.place, "_")
            lines.append("\t".join((row.number, form, "_", pos, "_", "_", "_", "_", "_", misc or "_")))
        lines.append("")
    return ((".conllu", "".join(f"{line}\n" for line in lines).encode("utf-8")),)


def _empty_places(document: Document) -> list[int]:
    spans = [mention.span for mention in document.layer("mentions")]
    return sorted({span[0].start for span in spans if len(span) == 1 and span[0].start == span[0].end})


def _rows(sentence: tuple[Stretch, ...], empty: list[int]) -> Iterator[_Row]:
    """The rows of a sentence: its tokens, and empty nodes behind those at whose end something has no width."""
    if sentence[0][0] in empty:
        yield _Row("0.1", (sentence[0][0], sentence[0][0]), empty=True)
    for number, token in enumerate(sentence, 1):
        yield _Row(str(number), token, empty=False)
        if token[1] in empty:
            yield _Row(f"{number}.1", (token[1], token[1]), empty=True)


def _said(document: Document, rows: Rows) -> Said:
    """The mentions that brackets can say, so that a reader finds them again."""
    begins: dict[int, tuple[int, int]] = {}
    ends: dict[int, tuple[int, int]] = {}
    empty: dict[int, tuple[int, int]] = {}
    for one, sentence in enumerate(rows):
        for two, row in enumerate(sentence):
            if row.empty:
                empty.setdefault(row.place[0], (one, two))
            else:
                begins[row.place[0]], ends[row.place[1]] = (one, two), (one, two)
    found: Said = {}
    open_: dict[str, list[Any]] = {}
    for mention in document.layer("mentions"):
        parts = []
        for fragment in mention.span:
            if fragment.start == fragment.end:
                place = empty.get(fragment.start) if len(mention.span) == 1 else None
                parts.append((place, place))
            else:
                parts.append((begins.get(fragment.start), ends.get(fragment.end)))
        if not all(one and two and one[0] == two[0] for one, two in parts):
            continue
        if len({one[0] for one, _ in parts if one}) > 1 or any(
            _clash(parts, other) for other in open_.get(mention.entity, [])
        ):
            continue
        open_.setdefault(mention.entity, []).append(parts)
        found[mention.id] = tuple(parts)  # type: ignore[arg-type]
    return found


def _clash(one: Any, other: Any) -> bool:
    """Whether brackets of one group could be taken for each other: they cross, or one in parts lies over another."""
    (start, end), (begin, stop) = (one[0][0], one[-1][1]), (other[0][0], other[-1][1])
    if end < begin or stop < start:
        return False
    if len(one) > 1 or len(other) > 1:
        return True
    return bool(start < begin <= end < stop or begin < start <= stop < end)


def _brackets(document: Document, rows: Rows, said: Said, settings: Settings) -> dict[tuple[int, int], str]:
    """The values of ``Entity``, by sentence and row."""
    entities = {entity.id: entity for entity in document.layer("entities")}
    closing: dict[tuple[int, int], list[tuple[Any, str]]] = {}
    opening: dict[tuple[int, int], list[tuple[Any, str]]] = {}
    for mention in document.layer("mentions"):
        parts = said.get(mention.id, ())
        entity = entities[mention.entity]
        links = entity.links or ()
        identity = field_of(links[0].id) if links else ""
        label = field_of(settings.mapping.label("mentions", entity.type))
        for number, (first, last) in enumerate(parts, 1):
            group = mention.entity if len(parts) == 1 else f"{mention.entity}[{number}/{len(parts)}]"
            inside = [row for row in rows[first[0]][first[1] : last[1] + 1] if not row.empty]
            head = next(
                (place for place, row in enumerate(inside, 1) if mention.head and row.place[0] >= mention.head.start), 1
            )
            fields = "-".join((group, label, str(head), identity, f"id:{mention.id}"))
            if first == last:
                opening.setdefault(first, []).append(((1, 0), f"({fields})"))
            else:
                opening.setdefault(first, []).append(((0, -last[1]), f"({fields}"))
                closing.setdefault(last, []).append((-first[1], f"{group})"))
    order = lambda pair: pair[0]  # noqa: E731
    return {
        place: "".join(
            word for _, word in (*sorted(closing.get(place, ()), key=order), *sorted(opening.get(place, ()), key=order))
        )
        for place in closing.keys() | opening.keys()
    }


def _entity(value: str | None) -> list[str]:
    return [f"Entity={value}"] if value else []


def _spaces(document: Document, rows: Rows, number: int, row: _Row, begins: set[int]) -> list[str]:
    """What MISC says of white space before and behind a row."""
    if row.empty:
        return []
    text = document.text
    found = []
    rest = len(text) - len(text[row.place[1] :].lstrip())
    last = not any(one.place[0] >= row.place[1] and not one.empty for one in rows[number])
    final = last and number + 1 == len(rows)
    if not text[: row.place[0]].strip() and row.place[0]:
        found.append(f"SpacesBefore={spaces_as_words(text[: row.place[0]])}")
    after = text[row.place[1] : rest]
    usual = "" if final else " "
    if after == usual and not (last and rest in begins):
        return found
    found.append(f"SpacesAfter={spaces_as_words(after)}" if after else "SpaceAfter=No")
    return found


def _comments(document: Document, layout: Layout, said: Said) -> Iterator[str]:
    """The comments at the first sentence."""
    yield f"# newdoc id = {document.id}"
    yield f"# {HEADER} = {WRITTEN}"
    members = {name: value for name in HELD_OF_DOCUMENT if (value := getattr(document, name)) is not None}
    empty = tuple(layer for layer in LAYERS if getattr(document, layer) == ())
    yield f"# {MARK} = {json_line(Head(segments=layout.segments is not None, empty=empty, **members))}"
    bracketed = {mention.entity for mention in document.layer("mentions") if mention.id in said}
    for layer in LAYERS:
        for record in layout.others if layer == "segments" else document.layer(layer):
            without: tuple[str, ...] = ()
            if layer == "mentions" and record.id in said:
                without = ("span", "entity")
            elif layer == "entities" and record.id in bracketed:
                without = ("type",)
            members = plain(layer, record, without)
            if members:
                yield f"# {SEPARATOR.join((MARK, layer, record.id))} = {json_line(members)}"
