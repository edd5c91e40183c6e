"""The canonical form of TEI, written from docs/format.md alone: its section 6, and nothing of Standfirst's own.

Where members stand, and their order, is read from the tables of the page. A document is the value of its JSON form.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from plain_canonical import Tables, compact, real

_ROW = re.compile(r"^\| `([^`]+)` \| (.*?[^\\]) \| (.*) \|$")
_STEP = re.compile(r"([A-Za-z]+)(?:\[@([a-z]+)='([^']*)'\])?$")
_FEATURE = re.compile(r"(?:/note\[@type='features'\])?/fs\[@type='core'\]/f\[@name='(\w+)'\]$")
_ATTRIBUTES = "/fs[@type='attributes']"
_APART = "spanGrp[@type='features']/span"
_GROUPS = {"entities": "", "events": "listEvent", "relations": "listRelation"}
_ORDER = (
    *("segments", "entities", "mentions", "times", "quantities"),
    *("quotes", "marks", "events", "event_mentions", "relations"),
)


class Row(NamedTuple):
    """A member, its places, and what the page says of its value."""

    member: str
    places: tuple[str, ...]
    how: str


class Page(NamedTuple):
    """What the page says: the rows of each table of places, the elements of entities, the members of objects, the lists."""

    rows: dict[str, list[Row]]
    elements: dict[str, str]
    lists: dict[str, str]
    members: Tables


def read_page(path: Path, members: Tables) -> Page:
    """The tables of section 6."""
    text = path.read_text("utf-8")
    rows: dict[str, list[Row]] = {}
    heading = ""
    for line in text.partition("<!-- tei-table -->")[2].partition("<!-- /tei-table -->")[0].splitlines():
        if line.startswith("#### "):
            heading = line[5:]
            rows[heading] = []
        elif match := _ROW.match(line):
            rows[heading].append(Row(match[1], tuple(_places(match[2])), match[3]))
    elements: dict[str, str] = {}
    lists: dict[str, str] = {}
    for line in text.partition("<!-- entity-elements -->")[2].partition("<!-- /entity-elements -->")[0].splitlines():
        cells = re.findall(r"`(\w+)`", line)
        if cells:
            lists[cells[0]] = cells[1]
            elements |= dict.fromkeys(cells[2:], cells[0])
    return Page(rows, elements, lists, members)


def _places(cell: str) -> Iterator[str]:
    for place in re.findall(r"`([^`]+)`", cell.replace(r"\|", "|")):
        several = re.match(r"\(([^)]+)\)(.*)", place)
        yield from (f"{one}{several[2]}" for one in several[1].split("|")) if several else (place,)


# T12, T13


def content(value: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace("\n", "&#10;").replace("\r", "&#13;")


def quoted(value: str) -> str:
    return content(value).replace('"', "&quot;").replace("\t", "&#9;")


def word(tag: str) -> str:
    tag = re.sub("_(?=x(?:[0-9A-F]{4}|[0-9A-F]{8})_)", "_x005F_", tag)
    old = unicodedata.ucd_3_2_0
    return "".join(
        one if one.isascii() or old.category(one)[0] not in "CZ" else f"_x{ord(one):0{4 if ord(one) < 65536 else 8}X}_"
        for one in tag
    )


def element(name: str, inner: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def plain(value: Any) -> str:
    """A number, a truth value or a string, before it is escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return real(value) if isinstance(value, float) else str(value)


class Writer:
    """Writes one document."""

    def __init__(self, page: Page, tree: dict[str, Any]) -> None:
        self.page = page
        self.tree = tree
        self.blocks = list(self._blocks())

    # T1, T2, T5, T6

    def _blocks(self) -> Iterator[tuple[str, int, int, dict[str, Any] | None]]:
        position = gaps = 0
        for zone in (*self.tree.get("zones", ()), None):
            start = len(self.tree["text"]) if zone is None else zone["start"]
            if start > position or (zone is None and not self.tree.get("zones")):
                gaps += 1
                yield f"_g{gaps}", position, start, None
            if zone is not None:
                yield zone["id"], start, zone["end"], zone
                position = zone["end"]

    def pointer(self, start: int, end: int) -> str:
        first = [block for block in self.blocks if block[1] <= start][-1]
        if start == end:
            return f"#string-index({first[0]},{start - first[1]})"
        if end <= first[2]:
            return f"#string-range({first[0]},{start - first[1]},{end - start})"
        last = next(block for block in self.blocks if block[1] < end <= block[2])
        return f"#range(string-index({first[0]},{start - first[1]}),string-index({last[0]},{end - last[1]}))"

    def target(self, span: Any) -> str:
        fragments = [span] if isinstance(span, dict) else span
        pointers = " ".join(self.pointer(one["start"], one["end"]) for one in fragments)
        return f' target="{pointers}"' if fragments else ""

    # T7

    def surface(self, span: Any) -> str:
        fragments = [span] if isinstance(span, dict) else span
        if any("text" not in one for one in fragments):
            return ""
        shown = []
        for one in fragments:
            inner = content(one["text"])
            if "prefix" in one or "suffix" in one:
                inner = f"{content(one.get('prefix', ''))}{element('hi', inner)}{content(one.get('suffix', ''))}"
            shown.append(inner)
        return shown[0] if len(shown) == 1 else "".join(element("ref", inner) for inner in shown)

    # T8 to T10

    def record(self, name: str, rows: list[tuple[str, str, str]], value: dict[str, Any]) -> str:
        """The element of a record. ``rows``: members, their ways from the element, and what is said of their values."""
        attributes = surface = ""
        children: list[str] = []
        wrapped: list[str] = []
        core: list[str] = []
        features = ""
        for member, way, how in rows:
            held = value.get(member)
            if held is None:
                if "unnamed" in how and name in ("object", "event"):
                    named = element(way.rpartition("/")[2], "", ' type="unnamed"')
                    (wrapped if "objectIdentifier" in way else children).append(named)
            elif way == "/@target":
                attributes += self.target(held)
                surface = self.surface(held)
            elif way.startswith("/@"):
                attributes += f' {way[2:]}="{self._attribute(held, how)}"'
            elif feature := _FEATURE.match(way):
                core.append(f'<f name="{feature[1]}">{self._feature(held, how)}</f>')
            elif way.endswith(_ATTRIBUTES):
                features = self.attributes(held)
            else:
                (wrapped if "objectIdentifier" in way else children).append(self._child(way, held, how, member))
        inner = surface + (element("objectIdentifier", "".join(wrapped)) if wrapped else "") + "".join(children)
        held_in = (element("fs", "".join(core), ' type="core"') if core else "") + features
        if held_in and any("note[@type='features']" in way for _, way, _ in rows):
            held_in = element("note", held_in, ' type="features"')
        return element(name, inner + held_in, attributes)

    @staticmethod
    def _attribute(value: Any, how: str) -> str:
        if how.startswith("`#` and the id"):
            return " ".join(f"#{one}" for one in (value if isinstance(value, list) else [value]))
        return quoted(word(value) if how.startswith("the tag") else plain(value))

    def _child(self, way: str, value: Any, how: str, member: str) -> str:
        name = way.rpartition("/")[2]
        if "/@" in way:  # a span of a type, which holds a place or references
            kind = re.match(r"/span\[@type='(\w+)'\]", way)
            assert kind
            marked = f' type="{kind[1]}"'
            if name == "@target":
                return element("span", self.surface(value), marked + self.target(value))
            return element("span", "", f'{marked} corresp="{self._attribute(value, how)}"' if value else marked)
        if way.startswith("/span"):
            return "".join(map(self._argument, value)) or element("span", "", f' type="{member}"')
        if name == "idno":
            return "".join(map(self.link, value)) or "<idno/>"
        return element(name, content(value)) or ""

    def _argument(self, value: dict[str, Any]) -> str:
        rows = [(row.member.rpartition(".")[2], row.places[0], row.how) for row in self.page.rows[ARGUMENTS]]
        kind = f"arg.{value['kind']}"
        return self.record("span", [(m, f"/{p.partition('/')[2]}", h) for m, p, h in rows], {**value, "kind": kind})

    @staticmethod
    def link(value: dict[str, Any]) -> str:
        label = f' n="{quoted(value["label"])}"' if "label" in value else ""
        return element("idno", content(value["id"]), f' type="{quoted(word(value["scheme"]))}"{label}')

    def _feature(self, value: Any, how: str) -> str:
        if how.startswith("`symbol`"):
            return f'<symbol value="{quoted(word(value))}"/>'
        return self.feature(value)

    def feature(self, value: Any) -> str:
        if isinstance(value, list):
            return element("vColl", "".join(map(self.feature, value)), ' org="list"')
        if isinstance(value, str):
            return element("string", content(value))
        return f'<{"binary" if isinstance(value, bool) else "numeric"} value="{plain(value)}"/>'

    def attributes(self, value: dict[str, Any]) -> str:
        features = (f'<f name="{name}">{self.feature(value[name])}</f>' for name in sorted(value))
        return element("fs", "".join(features), ' type="attributes"')

    # T14

    def ways(self, heading: str, name: str, group: str) -> list[tuple[str, str, str]]:
        """The rows of a table for one element, with the ways from it; those of what stands apart are left out."""
        base = f"{group}/{name}" if group.startswith("spanGrp") else name
        return [
            (row.member.rpartition(".")[2], place.removeprefix(base), row.how)
            for row in self.page.rows[heading]
            for place in row.places
            if place.startswith(f"{base}/")
        ]

    def apart(self) -> list[str]:
        lines = []
        owners = [("The document", "_text", [self.tree])]
        owners += [(name.capitalize(), "", self.tree.get(name, [])) for name in ("agents", "zones", "relations")]
        for heading, name, values in owners:
            rows = self.ways(heading, "span", "spanGrp[@type='features']")
            for value in values:
                made = self.record("span", rows, {member: held for member, held in value.items() if held is not None})
                if made != "<span/>":
                    lines.append(f'<span corresp="#{name or value["id"]}"' + made[len("<span") :])
        return lines

    def groups(self) -> Iterator[str]:
        if "coverage" in self.tree:
            rows = [
                (row.member.rpartition(".")[2], row.places[0].removeprefix("span"), row.how)
                for row in self.page.rows["Coverage"]
                if row.member.startswith("coverage.*")
            ]
            order = [name for name in self.page.members["coverage"] if name in self.tree["coverage"]]
            made = [self.record("span", rows, self.tree["coverage"][name]) for name in order]
            typed = (f'<span type="{name}"{one[5:]}' for name, one in zip(order, made, strict=True))
            yield from self.group("spanGrp", ' type="coverage"', list(typed), always=True)
        for layer in _ORDER:
            yield from self.entities() if layer == "entities" else self.layer(layer)
        yield from self.group("spanGrp", ' type="features"', self.apart())

    def layer(self, layer: str) -> Iterator[str]:
        group = _GROUPS.get(layer, "spanGrp")
        name = group.removeprefix("list").lower() if group != "spanGrp" else "span"
        typed = f' type="{layer}"' if group == "spanGrp" else ""
        rows = self.ways(layer.replace("_", " ").capitalize(), name, f"{group}[@type='{layer}']" if typed else group)
        yield from self.group(group, typed, [self.record(name, rows, value) for value in self.tree.get(layer, ())])

    def entities(self) -> Iterator[str]:
        for name, run in groupby(
            self.tree.get("entities", ()), lambda one: self.page.elements.get(one["type"], "object")
        ):
            rows = self.ways("Entities", name, "")
            yield from self.group(self.page.lists[name], "", [self.record(name, rows, value) for value in run])

    @staticmethod
    def group(name: str, attributes: str, records: list[str], *, always: bool = False) -> Iterator[str]:
        if records:
            yield from (f"<{name}{attributes}>", *records, f"</{name}>")
        elif always:
            yield f"<{name}{attributes}/>"

    def body(self) -> Iterator[str]:
        blocks = []
        for name, start, end, zone in self.blocks:
            text = self.tree["text"][start:end].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            opened = f'<ab xml:id="{name}" type="gap"'
            if zone is not None:
                opened = self.record("ab", self.ways("Zones", "ab", ""), zone).removesuffix("/>")
            blocks.append(f'{opened} xml:space="preserve">{text.replace(chr(13), "&#13;")}</ab>')
        yield f'<text xml:id="_text" xml:lang="{self.tree["language"]}">'
        yield f"<body>{''.join(blocks)}</body>"
        yield "</text>"


ARGUMENTS = "Arguments of event mentions"


def header(writer: Writer) -> list[str]:
    """The lines of the header."""
    rows = [row for row in writer.page.rows["The document"] if row.places[0].startswith("teiHeader/")]
    paths = [(row.places[0].split("/"), row.member) for row in rows if row.how != "its members"]
    scheme = next(number for number, (_, member) in enumerate(paths) if member == "scheme")
    paths.insert(scheme + 1, ([*paths[scheme][0][:-1], "ab[@type='layers']"], "layers"))
    return _container(writer, paths, 0)


def _container(writer: Writer, paths: list[tuple[list[str], str]], depth: int) -> list[str]:
    name = paths[0][0][depth]
    lines = ["<authority/>"] if name == "publicationStmt" else []
    for _, below in groupby(paths, lambda one: one[0][depth + 1]):
        held = list(below)
        rest = held[0][0][depth + 1 :]
        leaf = len(rest) == 1 or rest[1].startswith("@")
        lines += _leaf(writer, rest, held[0][1]) if leaf else _container(writer, held, depth + 1)
    if not lines and name == "publisher":
        return []
    opened = 'creation xml:id="_dct"' if name == "creation" else name
    return [f"<{opened}>", *lines, f"</{name}>"] if lines else [f"<{opened}/>"]


def _leaf(writer: Writer, rest: list[str], member: str) -> Iterator[str]:
    step = _STEP.match(rest[0])
    assert step
    name, mark = step[1], f' {step[2]}="{step[3]}"' if step[2] else ""
    value: Any = writer.tree
    if member == "layers":
        order = writer.page.members["document"]
        value = " ".join(one for one in order if isinstance(writer.tree.get(one), list))
    else:
        for part in member.split("."):
            value = value.get(part) if value is not None else None
    if value is None:
        return
    if len(rest) == 2:
        yield f'<{name}{mark} {rest[1][1:]}="{plain(value)}"/>'
    elif member == "agents":
        for agent in value:
            named = element("name", content(agent["name"]), f' type="{agent["kind"]}"')
            yield f'<respStmt xml:id="{agent["id"]}"><resp>annotation</resp>{named}</respStmt>'
    elif name == "idno" and isinstance(value, list):
        yield from map(writer.link, value) if value else ("<idno/>",)
    elif isinstance(value, list):
        empty = f'<note type="{member.rpartition(".")[2]}"/>'
        yield from (element(name, content(one)) for one in value) if value else (empty,)
    else:
        yield element(name, content(plain(value)), mark)


def canonical(tree: dict[str, Any], page: Page, unknown: list[tuple[str, str, Any]]) -> bytes:
    """The file of one document, whose unknown members are given by id, path and value, and do not stand in ``tree``."""
    writer = Writer(page, tree)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:space="preserve">']
    lines += [*header(writer), *writer.body()]
    stands_off = list(writer.groups())
    if unknown:
        rows = ",".join(compact(list(row), "unknown", page.members) for row in sorted(unknown, key=lambda row: row[:2]))
        stands_off.append(element("xenoData", content(f"[{rows}]"), ' type="unknown-members"'))
    if stands_off:
        lines += ["<standOff>", *stands_off, "</standOff>"]
    return "".join(f"{line}\n" for line in (*lines, "</TEI>")).encode("utf-8")
