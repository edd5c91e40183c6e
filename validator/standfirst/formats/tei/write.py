"""The canonical TEI writer: one byte sequence for each document, one record a line, column by column.

A layer is written member by member, each a column of strings over all of its records, and the columns are joined at the
end: what no record has costs one look.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec

from standfirst.formats.tei import table
from standfirst.formats.tei.blocks import Block, Pointers, blocks_of
from standfirst.formats.tei.expressions import written_number
from standfirst.formats.tei.header_tree import Branch, header_tree
from standfirst.formats.tei.markup import block, content, quoted, word
from standfirst.formats.tei.places import as_spans, place_element, place_elements, places, pointer_list
from standfirst.formats.tei.table import Member, Record
from standfirst.model import LAYERS, Agent, Document, Entity, Link

Column = list[str]
Apart = list[str]

_TYPES: tuple[type[msgspec.Struct], ...] = (*LAYERS.values(), Agent, Document)
_FIELDS = {type_: dict(zip(type_.__struct_encode_fields__, type_.__struct_fields__, strict=True)) for type_ in _TYPES}


def write(document: Document) -> bytes:
    """``document`` as a canonical TEI file: UTF-8, LF, one record a line, one LF at the end.

    What it writes is only as valid as the document is: :func:`standfirst.dumps` proves it first. Zones must be in order
    and disjoint, since they are what the text is made of.
    """
    blocks = blocks_of(document)
    pointers = Pointers(blocks)
    lines = [coverage(document, pointers)]
    for layer in table.LAYER_ORDER:
        annotations = getattr(document, layer)
        if annotations and layer == "entities":
            lines += entity_lists(annotations)
        elif annotations:
            record = table.RECORDS[layer]
            lines += group(record, record_lines(record, annotations, pointers))
    lines += [apart(document), _unknown(document)]
    lines = list(filter(None, lines))
    if lines:
        lines = ["<standOff>\n", *lines, "</standOff>\n"]
    chunks = (*head(document, blocks), *lines, "</TEI>\n")
    # Encoded line by line: most are ASCII, which is a copy, and one large string would be copied twice more.
    return b"".join([chunk.encode("utf-8") for chunk in chunks])


def head(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """Everything before what stands off: the header and the text."""
    yield table.PROLOGUE
    yield from header_lines(header_tree(), document)
    yield f'<text xml:id="{table.TEXT_ID}" xml:lang="{quoted(document.language)}">\n<body>'
    yield from _blocks(document, blocks)
    yield "</body>\n</text>\n"


def apart(document: Document) -> str:
    """The group of what stands apart from its record; empty where there is nothing of that kind."""
    lines = _apart(table.DOCUMENT, (document,), [f"#{table.TEXT_ID}"])
    for record in _APART:
        records = getattr(document, record.layer)
        if records:
            lines += _apart(record, records, _targets(records))
    return f'<spanGrp type="{table.FEATURES}">\n{"".join(lines)}</spanGrp>\n' if lines else ""


_APART = tuple(record for record in table.RECORDS.values() if record.apart)


def _targets(records: Iterable[Any]) -> Column:
    return [f"#{record.id}" for record in records]


def entity_lists(entities: Sequence[Entity]) -> Iterator[str]:
    """The lines of the entities, each the element that its type asks for, in the runs that one list can hold."""
    forms = [table.entity_form(entity.type) for entity in entities]
    lines = {
        form: iter(
            record_lines(table.ENTITIES[form], [one for one, its in zip(entities, forms, strict=True) if its == form])
        )
        for form in set(forms)
    }
    for form, run in groupby(forms):
        yield from group(table.ENTITIES[form], [next(lines[form]) for _ in run])


def group(record: Record, lines: Iterable[str]) -> list[str]:
    """The lines of the element that holds records of one kind."""
    typed = f' type="{record.group_type}"' if record.group_type else ""
    return [f"<{record.group}{typed}>\n", *lines, f"</{record.group}>\n"]


# Records: a column of strings for each member that any of them has.


def record_lines(record: Record, annotations: Sequence[Any], pointers: Pointers | None = None) -> list[str]:
    """The elements of records of one kind, one a line; those with places in the text need ``pointers``."""
    attributes, body = _columns(record.inside, annotations, pointers, noted=record.noted)
    opened = _joined(attributes, len(annotations))
    held = _joined(body, len(annotations))
    name = record.element
    return [
        f"<{name}{attribute}>{inner}</{name}>\n" if inner else f"<{name}{attribute}/>\n"
        for attribute, inner in zip(opened, held, strict=True)
    ]


def _apart(record: Record, annotations: Sequence[Any], targets: Column) -> list[str]:
    """The spans for what stands apart from its record."""
    _, body = _columns(record.apart, annotations, None)
    return [
        f'<span corresp="{target}">{inner}</span>\n'
        for target, inner in zip(targets, _joined(body, len(annotations)), strict=True)
        if inner
    ]


def _joined(columns: list[Column], count: int) -> Iterable[str]:
    return map("".join, zip(*columns, strict=True)) if columns else [""] * count


def _columns(
    members: tuple[Member, ...], annotations: Sequence[Any], pointers: Pointers | None, *, noted: bool = False
) -> tuple[list[Column], list[Column]]:
    """The columns of attributes, each with its leading blank, and those of the elements' content."""
    attributes: list[Column] = []
    body: list[Column] = []
    wrapped: list[Column] = []
    core: list[Column] = []
    features: list[Column] = []
    for member, column in zip(members, _values(members, annotations), strict=True):
        if column.count(None) == len(column) and member.codec != "name":
            continue
        values = list(column)
        place = member.place
        if place == "core":
            core.append(_features(member, values))
            continue
        if place == "@target":
            targets, surfaces = places(as_spans(member, values), pointers)
            attributes.append([f' target="{target}"' for target in targets])
            body.append(surfaces)
        elif place[0] == "@":
            attributes.append(_attribute(member, values))
        elif place == "fs":
            features.append(_elements(member, values, pointers))
        elif "/" in place:
            wrapped.append(_elements(member, values, pointers))
        else:
            body.append(_elements(member, values, pointers))
    if wrapped:
        body = [_wrapped("objectIdentifier", wrapped), *body]
    if core:
        features.insert(0, _wrapped('fs type="core"', core))
    if features and noted:
        features = [_wrapped(f'note type="{table.FEATURES}"', features)]
    return attributes, [*body, *features]


def _values(members: tuple[Member, ...], annotations: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    """The values of each member, over all annotations."""
    fields = _FIELDS[type(annotations[0])]
    if len(members) == 1:
        return [tuple([getattr(annotation, fields[members[0].name]) for annotation in annotations])]
    return zip(*map(attrgetter(*[fields[member.name] for member in members]), annotations), strict=True)


def _attribute(member: Member, values: list[Any]) -> Column:
    name = member.place[1:]
    if member.codec == "id":
        return [f' {name}="{value}"' for value in values]
    encode = _ATTRIBUTE_VALUES[member.codec]
    written: dict[Any, str] = {value: f' {name}="{encode(value)}"' for value in set(values) if value is not None}
    written[None] = ""
    return list(map(written.__getitem__, values))


def _features(member: Member, values: list[Any]) -> Column:
    encode = _FEATURE_VALUES[member.codec]
    if member.codec != "value":
        written: dict[Any, str] = {
            value: f'<f name="{member.name}">{encode(value)}</f>' for value in set(values) if value is not None
        }
        written[None] = ""
        return list(map(written.__getitem__, values))
    # 1 and 1.0 are equal and hash alike: these are not looked up.
    return [f'<f name="{member.name}">{encode(value)}</f>' if value is not None else "" for value in values]


def _wrapped(opened: str, columns: list[Column]) -> Column:
    """What stands in the columns inside one element, where anything does."""
    name = opened.partition(" ")[0]
    return [f"<{opened}>{inner}</{name}>" if inner else "" for inner in _joined(columns, 0)]


def _elements(member: Member, values: list[Any], pointers: Pointers | None) -> Column:
    """A column of child elements."""
    place, codec = member.place, member.codec
    kind = place.removeprefix("span:")
    if codec in ("span", "fragment", "fragments"):
        return place_elements(kind, as_spans(member, values), pointers)
    if codec == "pointer":
        return [f'<span type="{kind}" corresp="#{value}"/>' if value is not None else "" for value in values]
    if codec == "pointers":
        return [_references(kind, value) for value in values]
    if codec == "args":
        return [_args(value, pointers) for value in values]
    if codec == "attributes":
        return [attributes(value) if value is not None else "" for value in values]
    name = place.rpartition("/")[2]
    if codec == "links":
        return [_links(name, value) for value in values]
    if codec == "name":
        return [_text(name, value) or f'<{name} type="{table.UNNAMED}"/>' for value in values]
    return [_text(name, value) for value in values]


def _text(name: str, value: str | None) -> str:
    if value is None:
        return ""
    return f"<{name}>{content(value)}</{name}>" if value else f"<{name}/>"


def _references(kind: str, ids: Sequence[str] | None) -> str:
    if ids is None:
        return ""
    if not ids:
        return f'<span type="{kind}"/>'
    return f'<span type="{kind}" corresp="#{" #".join(ids)}"/>'


def _args(args: Sequence[Any] | None, pointers: Pointers | None) -> str:
    if args is None:
        return ""
    if not args:
        return '<span type="args"/>'
    return "".join([_arg(arg, pointers) for arg in args])


def _arg(arg: Any, pointers: Pointers | None) -> str:
    if arg.span is not None:
        return place_element(f"arg.{arg.kind}", arg.span, pointers, f' subtype="{_role(arg.role)}"')
    return f'<span type="arg.{arg.kind}" subtype="{_role(arg.role)}" corresp="#{arg.ref}"/>'


@lru_cache(maxsize=1000)
def _role(role: str) -> str:
    return quoted(word(role))


def _links(name: str, links: Sequence[Link] | None) -> str:
    if links is None:
        return ""
    if not links:
        return f"<{name}/>"
    return "".join([_link(name, link) for link in links])


def _link(name: str, link: Link) -> str:
    label = f' n="{quoted(link.label)}"' if link.label is not None else ""
    return f'<{name} type="{quoted(word(link.scheme))}"{label}>{content(link.id)}</{name}>'


# Features.


def attributes(attributes: dict[str, Any]) -> str:
    """The attributes that a user gave, as a feature structure; they are sorted by code point."""
    features = "".join([f'<f name="{name}">{_feature(value)}</f>' for name, value in sorted(attributes.items())])
    return f'<fs type="attributes">{features}</fs>' if features else '<fs type="attributes"/>'


def _feature(value: Any) -> str:
    if isinstance(value, tuple | list):
        elements = "".join(map(_feature, value))
        return f'<vColl org="list">{elements}</vColl>' if elements else '<vColl org="list"/>'
    if isinstance(value, bool):
        return _boolean(value)
    return _string(value) if isinstance(value, str) else _numeric(value)


def _string(value: str) -> str:
    return f"<string>{content(value)}</string>" if value else "<string/>"


def _numeric(value: float) -> str:
    return f'<numeric value="{written_number(value)}"/>'


def _boolean(value: bool) -> str:
    return '<binary value="true"/>' if value else '<binary value="false"/>'


def _symbol(value: str) -> str:
    return f'<symbol value="{quoted(word(value))}"/>'


_ATTRIBUTE_VALUES: dict[str, Callable[[Any], str]] = {
    "pointer": lambda value: f"#{value}",
    "word": lambda value: quoted(word(value)),
    "symbol": quoted,
    "number": written_number,
}
_FEATURE_VALUES: dict[str, Callable[[Any], str]] = {
    "symbol": _symbol,
    "word": _symbol,
    "text": _string,
    "integer": _numeric,
    "boolean": _boolean,
    "value": _feature,
}


# What is not a layer of records.


def coverage(document: Document, pointers: Pointers) -> str:
    """The group of spans that declare coverage; empty where none is declared."""
    declarations = document.coverage
    if declarations is None:
        return ""
    lines = []
    for layer in declarations.__struct_fields__:
        declared = getattr(declarations, layer)
        if declared is None:
            continue
        inner = _references("zones", declared.zones)
        if declared.ranges is not None:
            target = f' target="{pointer_list(declared.ranges, pointers)}"' if declared.ranges else ""
            inner += f'<span type="ranges"{target}/>'
        inner += _text("note", declared.policy)
        opened = f'<span type="{layer}" subtype="{declared.extent}"'
        lines.append(f"{opened}>{inner}</span>\n" if inner else f"{opened}/>\n")
    if not lines:
        return f'<spanGrp type="{table.COVERAGE}"/>\n'
    return f'<spanGrp type="{table.COVERAGE}">\n{"".join(lines)}</spanGrp>\n'


def _unknown(document: Document) -> str:
    if not document.unknown:
        return ""
    members = sorted(document.unknown, key=attrgetter("annotation", "path"))
    rows = [f"[{_json(one.annotation)},{_json(one.path)},{one.json}]" for one in members]
    return f'<xenoData type="{table.UNKNOWN}">[{content(",".join(rows))}]</xenoData>\n'


def _json(value: str) -> str:
    return str(msgspec.json.encode(value), "utf-8")


def _blocks(document: Document, blocks: Sequence[Any]) -> Iterator[str]:
    zones = document.zones
    attributes = iter(_joined(_columns(table.ZONES.inside, zones, None)[0], len(zones)) if zones else ())
    for one in blocks:
        opened = next(attributes) if one.zone is not None else f' xml:id="{one.name}" type="{table.GAP}"'
        yield f'<ab{opened} xml:space="preserve">{block(document.text[one.start : one.end])}</ab>'


# The header.


def header_lines(branch: Branch, document: Document) -> Iterator[str]:
    """The lines of an element of the header and of everything in it; none if it holds nothing."""
    mark = f' {branch.mark[0]}="{branch.mark[1]}"' if branch.mark else ""
    if branch.attribute is not None:
        name, heading = branch.attribute
        yield f'<{branch.name}{mark} {name}="{_value(document, heading.member)}"/>\n'
    elif branch.content is not None:
        yield from _leaf(branch, mark, document)
    else:
        lines = [line for child in branch.children for line in header_lines(child, document)]
        if lines or branch.always:
            yield from _container(branch, lines)


def _container(branch: Branch, lines: list[str]) -> Iterator[str]:
    opened = branch.name
    if branch.fixed is not None:
        name, value = branch.fixed
        if name.startswith("@"):
            opened += f' {name[1:]}="{value}"'
        else:
            lines = [f"<{name}/>\n", *lines]
    if lines:
        yield f"<{opened}>\n"
        yield from lines
        yield f"</{branch.name}>\n"
    else:
        yield f"<{opened}/>\n"


def _leaf(branch: Branch, mark: str, document: Document) -> Iterator[str]:
    assert branch.content is not None
    member, codec = branch.content.member, branch.content.codec
    value: Any = _layers(document) if codec == "words" else _value(document, member)
    if value is None:
        return
    name = branch.name
    if codec == "agents":
        yield from map(_agent, value)
    elif codec == "links" and value:
        yield from (_link(name, link) + "\n" for link in value)
    elif codec == "links":
        yield f"<{name}/>\n"
    elif codec == "texts" and value:
        yield from (_text(name, text) + "\n" for text in value)
    elif codec == "texts":
        yield f'<{table.EMPTY_LIST} type="{member.rpartition(".")[2]}"/>\n'
    else:
        text = content(value) if isinstance(value, str) else written_number(value)
        yield f"<{name}{mark}>{text}</{name}>\n" if text else f"<{name}{mark}/>\n"


def _layers(document: Document) -> str:
    """The lists that are there, empty or not: an empty one has no element that could say so."""
    return " ".join(name for name in ("agents", *LAYERS) if getattr(document, name) is not None)


def _agent(agent: Agent) -> str:
    name = f'<name type="{agent.kind}">{content(agent.name)}</name>'
    return f'<respStmt xml:id="{agent.id}"><resp>{table.RESPONSIBILITY}</resp>{name}</respStmt>\n'


def _value(document: Document, member: str) -> Any:
    value: Any = document
    for name in _way(member):
        value = getattr(value, name)
        if value is None:
            return None
    return value


@cache
def _way(member: str) -> tuple[str, ...]:
    return ("schema",) if member == "$schema" else tuple(member.split("."))
