"""The part of docs/format.md that says where every member stands in TEI, made of the table of places."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from standfirst.formats.tei import table
from standfirst.formats.tei.grammar import Owner, definition_name, owner_of, record_owner
from standfirst.formats.tei.table import Heading, Member, Record
from standfirst.model import LAYERS
from standfirst.shape import load_schema

BEGIN, END = "<!-- tei-table -->", "<!-- /tei-table -->"

BAR = r"\|"
HOW: dict[str, str] = {
    "id": "as it is",
    "pointer": "`#` and the id",
    "pointers": "`#` and the id of each, separated by a blank; without the attribute the list is empty",
    "word": "the tag; what is no character of a TEI word is escaped `_xHHHH_`",
    "symbol": "one of a closed list: {symbols}",
    "text": "the string",
    "name": 'the string; `type="unnamed"` says that there is none',
    "number": "a number as JSON writes it",
    "integer": "an integer",
    "boolean": "`true` or `false`",
    "value": "a number or a string",
    "span": "a pointer for each fragment, separated by a blank; surfaces are the element's content",
    "fragment": "a pointer; the surface is the element's content",
    "fragments": "a pointer for each fragment; surfaces are the content; without the attribute the list is empty",
    "ranges": "a pointer for each range; without the attribute the list is empty",
    "links": "one element for each link; an empty `idno` says that the list is there, and empty",
    "args": 'one element for each argument; `<span type="args"/>` says that the list is there, and empty',
    "attributes": "an `f` for each attribute: `string`, `numeric`, `binary`, or `vColl` for a list of these",
    "agents": "one element for each agent",
    "texts": "one element for each; a `note` of the list's name says that the list is there, and empty",
}
_ATTRIBUTE_OF = {"span": "@target", "fragment": "@target", "fragments": "@target", "ranges": "@target"}
_ATTRIBUTE_OF |= {"pointer": "@corresp", "pointers": "@corresp"}


class Row(NamedTuple):
    """A member: the definition of the JSON schema that it is in, its path, its places, and how its value is written."""

    definition: str
    member: str
    path: str
    places: str
    how: str


_FRAGMENT = "`@target` of the element, and its content"
SPECIAL: tuple[Row, ...] = (
    Row("", "text", "text", "`text/body/ab`", "the content of every `ab`, one after another"),
    Row("", "meta", "meta", "`teiHeader`", "its members, each in its place"),
    Row("meta", "publisher", "meta.publisher", "`teiHeader/fileDesc/sourceDesc/bibl/publisher`", "its members"),
    Row("", "fingerprint", "fingerprint", "`teiHeader`", "its members, each in its place"),
    Row("fingerprint", "lengths", "fingerprint.lengths", "`teiHeader/fileDesc/extent`", "its members"),
    Row("", "zones", "zones", "`text/body`", "the `ab` elements whose ids do not begin with `_g`"),
    Row("zone", "start", "zones[].start", "`ab`", "as many code points as stand in the `ab` elements before it"),
    Row("zone", "end", "zones[].end", "`ab`", "its start and as many code points as it holds"),
    Row(
        "", "entities", "entities", "`standOff/listPerson`, `listOrg`, `listPlace`, `listObject`", "runs of one element"
    ),
    Row("", "coverage", "coverage", f"`standOff/spanGrp[@type='{table.COVERAGE}']`", "a `span` for each layer"),
    Row("fragment", "start", "start", "`@target`", "in the pointer: the block's start and the offset in it"),
    Row("fragment", "end", "end", "`@target`", "in the pointer"),
    Row(
        "fragment",
        "text",
        "text",
        "the element, or a `ref` for each fragment",
        "its text; with a context that of its `hi`",
    ),
    Row("fragment", "prefix", "prefix", "the same", "what stands before `hi`"),
    Row("fragment", "suffix", "suffix", "the same", "what stands behind `hi`"),
    Row("range", "start", "start", "`@target`", "as that of a fragment"),
    Row("range", "end", "end", "`@target`", "as that of a fragment"),
)
"""What is more than an attribute or an element of its own."""


def rows() -> Iterator[tuple[str, list[Row]]]:
    """Every row, under headings."""
    special = {(row.definition, row.member): row for row in SPECIAL}
    header = [_heading(one) for one in table.HEADER if one.member]
    yield (
        "The document",
        [*(one for one in SPECIAL if one.definition in ("", "meta", "fingerprint")), *_layers(), *header],
    )
    yield "Agents", list(_record((table.AGENTS,)))
    yield "Zones", [*_record((table.ZONES,)), special["zone", "start"], special["zone", "end"]]
    yield "Coverage", [*_coverage(), *_parts("layer_coverage", "coverage.*", table.LAYER_COVERAGE, "span")]
    yield "Entities", list(_record(tuple(table.ENTITIES.values())))
    for layer in table.LAYER_ORDER:
        if layer != "entities":
            yield layer.replace("_", " ").capitalize(), list(_record((table.RECORDS[layer],)))
    yield "Arguments of event mentions", list(_parts("arg", "args[]", table.ARG, "span"))
    yield "Fragments", [row for row in SPECIAL if row.definition == "fragment"]
    yield "Ranges", [row for row in SPECIAL if row.definition == "range"]
    yield "Links", list(_parts("link", "links[]", table.LINK, "idno"))


def section() -> str:
    """The section, with its marks."""
    lines = [BEGIN, ""]
    for title, held in rows():
        lines += [f"#### {title}", "", "| member | place | value |", "|---|---|---|"]
        # A bar parts the cells of a table, in code too, unless it is escaped.
        lines += [f"| `{row.path}` | {row.places.replace('|', BAR)} | {row.how} |" for row in held]
        lines.append("")
    return "\n".join([*lines, END])


def with_section(text: str) -> str:
    """A page with the section in its place."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    assert mark, "the page has no marks"
    return before + section() + after


def _heading(heading: Heading) -> Row:
    way = heading.member.split(".")
    schema: Any = load_schema("document")
    definition = ""
    for name in way[:-1]:
        definition = schema["properties"][name]["$ref"].rpartition("/")[2]
        schema = load_schema("document")["$defs"][definition]
    owner = owner_of(definition, "")
    return Row(definition, way[-1], heading.member, f"`{heading.path}`", _how(heading.codec, way[-1], owner))


def _layers() -> Iterator[Row]:
    for layer in table.LAYER_ORDER:
        if layer != "entities":
            record = table.RECORDS[layer]
            typed = f"[@type='{record.group_type}']" if record.group_type else ""
            yield Row("", layer, layer, f"`standOff/{record.group}{typed}`", f"`{record.element}` elements")
    for member in table.DOCUMENT.apart:
        yield _row((table.DOCUMENT,), member.name, owner_of("", ""), "")


def _coverage() -> Iterator[Row]:
    for layer in LAYERS:
        place = f"`spanGrp[@type='{table.COVERAGE}']/span[@type='{layer}']`"
        yield Row("coverage", layer, f"coverage.{layer}", place, "its members")


def _record(records: tuple[Record, ...]) -> Iterator[Row]:
    """The rows of a layer, whose records have one form or several."""
    definition = definition_name(records[0].layer)
    for member in (*records[0].inside, *records[0].apart):
        yield _row(records, member.name, record_owner(records[0]), definition)


def _row(records: tuple[Record, ...], name: str, owner: Owner, definition: str) -> Row:
    places: dict[str, list[str]] = {}
    for record in records:
        base, inside = _place(record, name)
        places.setdefault(inside, []).append(base)
    written = [
        f"`{bases[0] if len(bases) == 1 else '(' + '|'.join(bases) + ')'}{inside}`" for inside, bases in places.items()
    ]
    held = [one for one in (*records[-1].inside, *records[-1].apart) if one.name == name]
    return Row(definition, name, owner.doc(name), ", ".join(written), _how(held[0].codec, name, owner, held[0].place))


def _place(record: Record, name: str) -> tuple[str, str]:
    """The element that a member belongs to, and the way from it to the value."""
    typed = f"[@type='{record.group_type}']" if record.group_type else ""
    base = f"{record.group}{typed}/{record.element}" if record.group_type else record.element
    for member in record.inside:
        if member.name == name:
            return base, _way(member, noted=record.noted)
    member = next(one for one in record.apart if one.name == name)
    return f"spanGrp[@type='{table.FEATURES}']/span", _way(member, noted=False)


def _way(member: Member, *, noted: bool) -> str:
    features = f"/note[@type='{table.FEATURES}']" if noted else ""
    if member.place == "core":
        return f"{features}/fs[@type='core']/f[@name='{member.name}']"
    if member.place == "fs":
        return f"{features}/fs[@type='attributes']"
    if member.codec == "args":
        return f"/span[starts-with(@type, '{table.ARG_TYPE}')]"
    if member.place.startswith("span:"):
        return f"/span[@type='{member.place.removeprefix('span:')}']/{_ATTRIBUTE_OF[member.codec]}"
    return "" if member.place == "." else f"/{member.place}"


def _parts(definition: str, path: str, members: Iterable[Member], element: str) -> Iterator[Row]:
    owner = owner_of(definition, path)
    for member in members:
        how = _how(member.codec, member.name, owner)
        if (definition, member.name) == ("arg", "kind"):
            how = f"`{table.ARG_TYPE}` and {how}"
        yield Row(definition, member.name, owner.doc(member.name), f"`{element}{_way(member, noted=False)}`", how)


def _how(codec: str, member: str, owner: Owner, place: str = "") -> str:
    how = HOW[codec]
    if codec == "symbol":
        how = how.format(symbols=", ".join(f"`{one}`" for one in owner.schema["properties"][member]["enum"]))
    if place == "core":
        element = " or ".join(f"`{one}`" for one in table.FEATURE_VALUES[codec])  # type: ignore[index]
        return f"{element}: {how}"
    return how
