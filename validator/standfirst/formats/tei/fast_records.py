"""The blocks and records of a canonical file by regular expressions, refused where they are not canonical."""

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from standfirst.formats.tei import places as written_places
from standfirst.formats.tei import table, write
from standfirst.formats.tei.blocks import BadPointer, Block, Pointers, resolve
from standfirst.formats.tei.expressions import (
    FILLED,
    ODD_REFERENCE,
    PLACE_GROUPS,
    SURFACE,
    TARGET,
    Expression,
    NotCanonical,
    expression,
    tag,
    unescaped,
)
from standfirst.formats.tei.table import Record
from standfirst.model import Fragment

Tree = dict[str, Any]
Row = tuple[str | None, ...]

_BLOCK = re.compile(r'<ab xml:id="([^"]*)"([^<>]*) xml:space="preserve">([^<]*)</ab>')


class Group(NamedTuple):
    """Lines of records, from ``start`` to ``end`` in the file."""

    record: Record
    start: int
    end: int


class File(NamedTuple):
    """A file, and where its pieces begin: the text, the blocks, what stands off, the lists of records, what is behind them.

    Large strings are not cut up: a copy costs as much as looking at it.
    """

    content: str
    text: int
    stand_off: int
    groups: tuple[Group, ...]
    first: int
    last: int


class Text(NamedTuple):
    """The blocks of the text by name: where each starts, and how long it is."""

    starts: dict[str, int]
    lengths: dict[str, int]
    pointers: Pointers


def read_text(file: File, tree: Tree) -> Text:
    """Read the text and the zones into ``tree``."""
    zone = expression(table.ZONES)
    starts: dict[str, int] = {}
    lengths: dict[str, int] = {}
    texts: list[str] = []
    blocks: list[Block] = []
    rows: list[Row] = []
    position = 0
    for match in _BLOCK.finditer(file.content, file.text, file.stand_off):
        name, attributes, text = match.groups()
        text = unescaped(text)
        starts[name], lengths[name] = position, len(text)
        texts.append(text)
        blocks.append(Block(name, position, position + len(text), None))
        position += len(text)
        if not name.startswith("_"):
            found = zone.pattern.match(f'<ab xml:id="{name}"{attributes}/>\n')
            if found is None:
                raise NotCanonical(attributes)
            rows.append(found.groups())
    text = Text(starts, lengths, Pointers(blocks))
    tree["text"] = "".join(texts)
    if rows:
        tree["zones"] = _trees(zone, rows, text)
        for one in tree["zones"]:
            one["start"] = starts[one["id"]]
            one["end"] = one["start"] + lengths[one["id"]]
    return text


# Records.


def read_records(file: File, tree: Tree, text: Text) -> None:
    """The records of all lists. The lines of entities are taken together by element, and put in order again."""
    rows: dict[Record, list[Row]] = {}
    counts = [len(rows.setdefault(group.record, [])) for group in file.groups]
    for number, group in enumerate(file.groups):
        found = _rows(file.content, group)
        counts[number] = len(found)
        rows[group.record] += found
    trees = {record: iter(_trees(expression(record), its, text)) for record, its in rows.items()}
    for group, count in zip(file.groups, counts, strict=True):
        tree.setdefault(group.record.layer, []).extend(islice(trees[group.record], count))
    for group in file.groups:
        if group.record.layer == "entities":
            _check_forms(tree["entities"], file.groups, counts)
            break


def _check_forms(entities: list[Tree], groups: tuple[Group, ...], counts: list[int]) -> None:
    """Every entity is the element that its type asks for."""
    elements = [group.record.element for group in groups if group.record.layer == "entities"]
    numbers = [count for group, count in zip(groups, counts, strict=True) if group.record.layer == "entities"]
    wanted = [element for element, number in zip(elements, numbers, strict=True) for _ in range(number)]
    if wanted != [table.entity_form(entity["type"]) for entity in entities]:
        raise NotCanonical("entities")


def _rows(content: str, group: Group) -> list[Row]:
    """The groups of the expression in each line."""
    _, start, end = group
    rows = [match.groups() for match in expression(group.record).pattern.finditer(content, start, end)]
    # Every match begins a line and ends one. As many matches as line ends, the last of which is the end: each is one line,
    # and nothing is left over.
    if (
        not rows
        or len(rows) != content.count("\n", start, end)
        or content[end - 1] != "\n"
        or ODD_REFERENCE.search(content, start, end) is not None
    ):
        raise NotCanonical(group.record.layer)
    return rows


def _trees(found: Expression, rows: list[Row], text: Text) -> list[Tree]:
    """The records whose groups are in ``rows``, column by column: what no record has costs one look."""
    columns = list(zip(*rows, strict=True))
    count = len(rows)
    trees: list[Tree] = [{} for _ in rows]
    for index, name, read in found.members:
        column = columns[index]
        absent = column.count(None)
        if absent == count:
            continue
        if absent:
            for tree, value in zip(trees, column, strict=True):
                if value is not None:
                    tree[name] = value if read is None else read(value)
        else:
            values = column if read is None else map(read, column)
            for tree, value in zip(trees, values, strict=True):
                tree[name] = value
    for index, name, codec in found.places:
        if columns[index].count(None) == columns[index + 3].count(None) == count:
            continue
        places = zip(*columns[index : index + PLACE_GROUPS], strict=True)
        if codec == "fragment":
            for tree, place in zip(trees, places, strict=True):
                if place[0] is not None or place[3] is not None:
                    tree[name] = _fragment(place, text) or _other_fragment(place, text)
        else:
            for tree, place in zip(trees, places, strict=True):
                if place[0] is not None or place[3] is not None:
                    one = _fragment(place, text)
                    tree[name] = [one] if one is not None else _other_fragments(place, text)
    for index, name in found.empty:
        for tree, value in zip(trees, columns[index], strict=True):
            if value is not None:
                tree[name] = []
    for index, name, codec in found.raw:
        for tree, value in zip(trees, columns[index], strict=True):
            if value is not None:
                tree[name] = _MARKUP[codec](value, text)
    return trees


def _fragment(place: Row, text: Text) -> Tree | None:
    """The one fragment in the groups of a place, if it is of the usual form."""
    block, offset, length, _, before, marked, after, raw = place
    if raw is not None or block is None:
        return None
    begin, size = int(offset), int(length)  # type: ignore[arg-type]
    if begin + size > text.lengths[block]:  # there is another pointer for it, or it points behind the text
        raise NotCanonical(block)
    begin += text.starts[block]
    if marked is not None:
        return _marked(begin, begin + size, before or "", marked, after or "")
    if before is None or "&" in before or ">" in before:
        before = unescaped(before or "")
    return {"start": begin, "end": begin + size, "text": before}


def _marked(start: int, end: int, before: str, surface: str, after: str) -> Tree:
    """A fragment with its contexts, one of which at least is there."""
    if "&" in before or ">" in before:
        before = unescaped(before)
    if "&" in after or ">" in after:
        after = unescaped(after)
    if "&" in surface or ">" in surface:
        surface = unescaped(surface)
    if before and after:
        return {"start": start, "end": end, "text": surface, "prefix": before, "suffix": after}
    if not before and not after:
        raise NotCanonical(surface)
    context = {"prefix": before} if before else {"suffix": after}
    return {"start": start, "end": end, "text": surface, **context}


_REF = re.compile(r"<ref>([^<]*)(?:<hi>([^<]*)</hi>([^<]*)|<hi/>([^<]*))?</ref>")


def _other_fragment(place: Row, text: Text) -> Tree:
    fragments = _other_fragments(place, text)
    if len(fragments) != 1:
        raise NotCanonical(place)
    return fragments[0]


def _other_fragments(place: Row, text: Text) -> list[Tree]:
    """Fragments with other pointers, in several pieces, or without a surface: written again, and compared."""
    block, offset, length, other, before, marked, after, raw = place
    target = f"#string-range({block},{offset},{length})" if block is not None else other or ""
    stretches = [_stretch(one, text) for one in target.split(" ")]
    if raw is None:
        surfaces = [(before or "", marked, after or "")]
    elif raw.startswith("<ref>"):
        surfaces = [
            (match[1], match[2] if match[4] is None else "", match[3] if match[4] is None else match[4])
            for match in _REF.finditer(raw)
        ]
    else:
        head, _, tail = raw.partition("<hi/>")
        surfaces = [(head, "", tail)]
    if len(surfaces) != len(stretches):
        raise NotCanonical(target)
    fragments = [
        _plain(start, end, head or "") if marked is None else _marked(start, end, head or "", marked, tail or "")
        for (start, end), (head, marked, tail) in zip(stretches, surfaces, strict=True)
    ]
    if raw is not None and written_places.surfaces([Fragment(**one) for one in fragments]) != raw:
        raise NotCanonical(raw)
    return fragments


def _plain(start: int, end: int, surface: str) -> Tree:
    return {"start": start, "end": end, "text": unescaped(surface)}


def _stretch(target: str, text: Text) -> tuple[int, int]:
    place = resolve(target, text.starts)
    if isinstance(place, BadPointer) or text.pointers.to(*place) != target:
        raise NotCanonical(target)
    return place


# Members that are markup of their own.

_ARG = re.compile(
    rf'<span type="arg\.([a-z]*)" subtype="([^"]*)"(?: corresp="#([^"]*)"/>|{TARGET}(?:/>|>{FILLED}{SURFACE}</span>))'
)
_LINK = re.compile(r'<idno type="([^"]*)"(?: n="([^"]*)")?>([^<]+)</idno>')
_ATTRIBUTE = re.compile(r'<f name="([^"]*)">(.*?)</f>')
_ELEMENT = re.compile(
    r'<string>([^<]*)</string>|<(string)/>|<numeric value="([^"]*)"/>|<binary value="([a-z]*)"/>|<vColl org="list"(/?)>'
)


_PLAIN_ARG = re.compile(r'<span type="arg\.([a-z]*)" subtype="([^"]*)" corresp="#([^"]*)"/>')
_PLAIN_LENGTH = len('<span type="arg." subtype="" corresp="#"/>')


def _args(raw: str, text: Text) -> list[Tree]:
    found = _PLAIN_ARG.findall(raw)
    if len("".join(map("".join, found))) + _PLAIN_LENGTH * len(found) == len(raw):  # nothing is between or around them
        return [{"role": tag(role), "kind": kind, "ref": ref} for kind, role, ref in found]
    args: list[Tree] = []
    position = 0
    for match in _ARG.finditer(raw):
        kind, role, ref = match.group(1, 2, 3)
        arg: Tree = {"role": tag(role), "kind": kind}
        if ref is not None:
            arg["ref"] = ref
        else:
            place = match.groups()[3:]
            one = _fragment(place, text)
            arg["span"] = [one] if one is not None else _other_fragments(place, text)
        args.append(arg)
        position += match.end() - match.start()
    if position != len(raw) and raw != '<span type="args"/>':
        raise NotCanonical(raw)
    return args


def _links(raw: str, _text: Text) -> list[Tree]:
    links: list[Tree] = []
    for scheme, label, name in (match.groups() for match in _LINK.finditer(raw)):
        link: Tree = {"scheme": tag(scheme), "id": unescaped(name)}
        if label is not None:
            if "\t" in label or "<" in label:
                raise NotCanonical(label)
            link["label"] = unescaped(label)
        links.append(link)
    return links


def _attributes(raw: str, _text: Text) -> Tree:
    found: Tree = {}
    for name, value in _ATTRIBUTE.findall(raw):
        elements = [_element_value(match) for match in _ELEMENT.finditer(value)]
        found[name] = elements[1:] if value.startswith("<vColl") else elements[0]
    if write.attributes(found) != raw:
        raise NotCanonical(raw)
    return found


def _element_value(match: re.Match[str]) -> Any:
    """The value of one element; what a ``vColl`` gives is not asked for."""
    text, _, number, flag, _ = match.groups()
    if text is not None:
        return unescaped(text)
    if number is not None:
        return int(number) if number.lstrip("-").isdigit() else float(number)
    return flag == "true" if flag is not None else ""


_MARKUP: dict[str, Callable[[str, Text], Any]] = {"args": _args, "links": _links, "attributes": _attributes}
