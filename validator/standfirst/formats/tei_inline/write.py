"""The writer of TEI with inline markup: one pass over the text, from the parts of elements in order of their places."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from standfirst.formats.registry import Loss
from standfirst.formats.tei import table
from standfirst.formats.tei.blocks import Block, blocks_of
from standfirst.formats.tei.header_tree import Branch, header_tree
from standfirst.formats.tei.markup import block as escaped
from standfirst.formats.tei.markup import quoted, word
from standfirst.formats.tei.write import entity_lists, group, header_lines, record_lines
from standfirst.formats.tei_inline.elements import Context, Element, common, element, is_barred, nested_sentence
from standfirst.formats.tei_inline.kinds import Item, items_of
from standfirst.formats.tei_inline.losses import losses_of
from standfirst.formats.tei_inline.nest import Placed, nest
from standfirst.model import Document, Relation

_VERSION = "idno[@type='standfirst']"


class Part(NamedTuple):
    """A part of an element: its stretch (code points), and what stands in its tags.

    ``identity`` are the attributes that tell the part from others; ``instead`` is the element to write inside another
    of the same name, where TEI does not have one in the other.
    """

    start: int
    end: int
    identity: str
    element: Element
    instead: Element | None


def write(document: Document) -> tuple[bytes, tuple[Loss, ...]]:
    """``document`` as TEI with its annotations as elements in the text, and what such a file does not hold of it.

    The same document always gives the same bytes: UTF-8, LF. The text of the ``ab`` elements is the document's. What the
    file holds is only as valid as the document is.
    """
    blocks = blocks_of(document)
    nesting = nest(items_of(document), [block.start for block in blocks])
    absent = {item.record.id for item, _ in nesting.left_out if not item.kind.part}
    relations_out = _without_ends(document, absent)
    absent.update(relation.id for relation in relations_out)
    context = Context({entity.id: entity.type for entity in document.layer("entities")}, absent)
    chunks = [
        table.PROLOGUE,
        *header_lines(_header(), document),
        f'<text xml:lang="{quoted(document.language)}">\n<body>\n',
        *_blocks(document, blocks, _in_order(nesting.placed, context)),
        "</body>\n</text>\n",
        *_stand_off(document, absent),
        "</TEI>\n",
    ]
    data = "".join(chunks).encode("utf-8")
    return data, losses_of(document, nesting.left_out, relations_out, absent)


def _header() -> Branch:
    """The header of the TEI format without the version of that format: this file is none of it."""
    return _without(header_tree())


def _without(branch: Branch) -> Branch:
    children = tuple(_without(child) for child in branch.children if not child.path.endswith(_VERSION))
    return branch._replace(children=children)


def _without_ends(document: Document, absent: set[str]) -> list[Relation]:
    """The relations with an end that is not in the file, or that is such a relation itself, in order."""
    relations = document.layer("relations")
    joined: dict[str, list[Relation]] = {}
    for relation in relations:
        for end in {relation.from_, relation.to}:
            joined.setdefault(end, []).append(relation)
    gone: set[str] = set()
    waiting = list(absent)
    while waiting:
        for relation in joined.get(waiting.pop(), ()):
            if relation.id not in gone:
                gone.add(relation.id)
                waiting.append(relation.id)
    return [relation for relation in relations if relation.id in gone]


def _stand_off(document: Document, absent: set[str]) -> Iterator[str]:
    """What has no place in the text: entities, events and the relations whose ends are in the file."""
    groups = list(entity_lists(document.layer("entities")))
    relations = [relation for relation in document.layer("relations") if relation.id not in absent]
    for record, annotations in ((table.EVENTS, document.layer("events")), (table.RELATIONS, relations)):
        if annotations:
            groups += group(record, record_lines(record, annotations))
    if groups:
        yield "<standOff>\n"
        yield from groups
        yield "</standOff>\n"


# Parts, in the order in which they open.


def _in_order(placed: Sequence[Placed], context: Context) -> list[Part]:
    """Every part of every element: what is empty before what begins there, the outer before the inner."""
    parts: list[tuple[tuple[int, bool, int, int, int], Part]] = []
    for order, (item, stretches) in enumerate(placed):
        made = element(item, context)
        instead = nested_sentence(item.record) if made.name == "s" else None
        for (start, end), identity in zip(stretches, _identities(item, len(stretches)), strict=True):
            key = (start, start < end, -end, item.kind.depth, order)
            parts.append((key, Part(start, end, identity, made, instead)))
    parts.sort(key=lambda pair: pair[0])
    return [part for _, part in parts]


def _identities(item: Item, count: int) -> list[str]:
    """What tells the parts of an element apart: the first bears the annotation's id, and each points to its neighbours.

    Made ids begin with what no annotation's id begins with. An element beside the annotation's own has an id only if it is
    in parts, so that they find each other.
    """
    own = item.record.id
    if item.kind.part:
        if count == 1:
            return [""]
        beside = f"__{item.kind.part}.{own}.{item.number}"
        names = [f"{beside}.{number}" for number in range(1, count + 1)]
    else:
        names = [own, *[f"_{own}.{number}" for number in range(2, count + 1)]]
    following = [f' next="#{name}"' for name in names[1:]]
    preceding = [f' prev="#{name}"' for name in names[:-1]]
    return [
        f' xml:id="{name}"{after}{before}'
        for name, after, before in zip(names, [*following, ""], ["", *preceding], strict=True)
    ]


# The text.


def _blocks(document: Document, blocks: Sequence[Block], parts: Sequence[Part]) -> Iterator[str]:
    starts = [block.start for block in blocks]
    within: list[list[Part]] = [[] for _ in blocks]
    for part in parts:
        within[bisect_right(starts, part.start) - 1].append(part)
    for one, held in zip(blocks, within, strict=True):
        yield f'<ab xml:id="{one.name}"{_block_attributes(one)} xml:space="preserve">'
        yield from _marked_up(document.text, one, held)
        yield "</ab>\n"


def _block_attributes(block: Block) -> str:
    zone = block.zone
    if zone is None:
        return f' type="{table.GAP}"'
    repeats = f' corresp="#{zone.repeats}"' if zone.repeats is not None else ""
    return f' type="{quoted(word(zone.kind))}"{repeats}{common(zone)}'


class _Open(NamedTuple):
    """An open element: where it ends, its name, and its end tag with that of what was put around it."""

    end: int
    name: str
    closing: str


def _marked_up(text: str, block: Block, parts: Sequence[Part]) -> Iterator[str]:
    """The text of a block with its elements."""
    position = block.start
    opened: list[_Open] = []
    sentences = 0

    for part in parts:
        while opened and opened[-1].end <= part.start:
            last = opened.pop()
            sentences -= last.name == "s"
            yield escaped(text[position : last.end])
            yield last.closing
            position = last.end
        yield escaped(text[position : part.start])
        position = part.start
        name, attributes = part.instead if part.instead is not None and sentences else part.element
        around = bool(opened) and is_barred(name, opened[-1].name)
        yield f"{'<seg>' if around else ''}<{name}{part.identity}{attributes}{'/' if part.start == part.end else ''}>"
        if part.start < part.end:
            opened.append(_Open(part.end, name, f"</{name}>{'</seg>' if around else ''}"))
            sentences += name == "s"
        elif around:
            yield "</seg>"
    while opened:
        last = opened.pop()
        yield escaped(text[position : last.end])
        yield last.closing
        position = last.end
    yield escaped(text[position : block.end])
