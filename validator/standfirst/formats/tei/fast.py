"""The fast reader: canonical TEI by regular expressions made from the table, accepted only with a proof.

Writing the decoded document again gives the input's bytes, so the input is what the canonical writer makes of that document:
well-formed, with nothing in it that the expressions passed over. They may therefore be loose, and know only the usual
forms; everything else is left to the strict reader.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from standfirst.formats.tei import table
from standfirst.formats.tei.blocks import starts_of
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.headers import read_header
from standfirst.formats.tei.interpret import empty_layers, read_stand_off
from standfirst.formats.tei.markup import unword
from standfirst.formats.tei.parse import parse
from standfirst.formats.tei.table import Member, Record
from standfirst.formats.tei.write import write
from standfirst.model import Document

Tree = dict[str, Any]
Starts = dict[str, int]

# Control characters that XML does not have, and the two noncharacters that it excludes: expat takes some of these.
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_TEXT = '<text xml:id="_text" xml:lang="'
_OPENED = re.compile(r'<(\w+)(?: type="([\w-]*)")?(/?)>\n?')
_BLOCK = re.compile(r'<ab xml:id="([^"]*)"([^>]*) xml:space="preserve">([^<]*)</ab>\n')


def decode(data: bytes) -> Document | None:
    """The document in ``data`` if that is a canonical TEI file in the text domain; otherwise ``None``."""
    if len(data.translate(None, _CONTROLS)) != len(data) or b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data:
        return None
    try:
        tree = _tree(data.decode("utf-8"))
        document = msgspec.convert(tree, Document) if tree is not None else None
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError, ValueError, LookupError):
        return None
    return document if document is not None and not document.unknown and write(document) == data else None


def _tree(text: str) -> Tree | None:
    """The tree of a document; ``None`` where it is not in a usual form."""
    head, separator, rest = text.partition(_TEXT)
    body, _, stand_off = rest.partition("</body>\n")
    if not separator:
        return None
    language, _, body = body.partition('"')
    groups, rare = _groups(stand_off)
    # What is rare, and the header, are read as the strict reader reads them, from a small file without the rest.
    parsed = parse(f"{head}<standOff>{''.join(rare)}</standOff></TEI>".encode())
    if parsed.root is None or parsed.findings:
        return None
    context = Context(parsed.source)
    header, annotations = parsed.root.nodes
    tree: Tree = {"language": language}
    layers = read_header(context, header, tree)
    _read_text(body, tree, context)
    for record, chunk in groups:
        found = records(record, chunk, context.starts)
        tree.setdefault(record.layer, []).extend(found)
    read_stand_off(context, annotations, tree)
    empty_layers(tree, layers)
    return tree if not context.findings else None


_RECORDS = {
    (record.group, record.group_type): record
    for record in (*table.RECORDS.values(), *table.ENTITIES.values())
    if record.layer in table.LAYER_ORDER
}


def _groups(stand_off: str) -> tuple[list[tuple[Record, str]], list[str]]:
    """The lists of records with what is in each, and everything else that stands off."""
    groups: list[tuple[Record, str]] = []
    rare: list[str] = []
    position = stand_off.find("<standOff>\n")
    position = position + len("<standOff>\n") if position >= 0 else len(stand_off)
    while match := _OPENED.match(stand_off, position):
        name, kind, closed = match.groups()
        start = match.end()
        if closed:
            rare.append(match[0])
            position = start
            continue
        end = stand_off.index(f"</{name}>\n", start)
        position = end + len(name) + 4
        record = _RECORDS.get((name, kind))
        if record is not None:
            groups.append((record, stand_off[start:end]))
        else:
            rare.append(stand_off[match.start() : position])
    return groups, rare


def _read_text(body: str, tree: Tree, context: Context) -> None:
    attributes = _compiled(table.ZONES)
    blocks: list[tuple[str, str]] = []
    zones: list[Tree] = []
    position = 0
    for name, rest, text in _BLOCK.findall(body):
        text = unescaped(text)
        end = position + len(text)
        if not name.startswith("_"):
            match = attributes.pattern.match(f'<ab xml:id="{name}"{rest}/>\n')
            if match is None:
                raise LookupError(name)
            zones.append({**_record(match, attributes, {}), "start": position, "end": end})
        blocks.append((name, text))
        position = end
    tree["text"] = "".join([text for _, text in blocks])
    if zones:
        tree["zones"] = zones
    context.starts = starts_of(blocks)


def records(record: Record, chunk: str, starts: Starts) -> Iterator[Tree]:
    """The records in ``chunk``, one a line."""
    compiled = _compiled(record)
    for match in compiled.pattern.finditer(chunk):
        yield _record(match, compiled, starts)


class _Compiled(NamedTuple):
    """A record's expression, and what its groups hold.

    ``members`` have one group each, ``places`` several from theirs on; ``empty`` are the groups that say that a list is
    there and holds nothing; ``lists`` are those whose elements are looked for in what their group holds.
    """

    pattern: re.Pattern[str]
    members: tuple[tuple[int, str, Callable[[str], Any] | None], ...]
    places: tuple[tuple[int, str, str], ...]
    empty: tuple[tuple[int, str], ...]
    lists: tuple[tuple[int, str, Callable[[str, Starts], Any]], ...]


def _record(match: re.Match[str], compiled: _Compiled, starts: Starts) -> Tree:
    groups = match.groups()
    found: Tree = {}
    for index, name, decode_ in compiled.members:
        value = groups[index]
        if value is not None:
            found[name] = value if decode_ is None else decode_(value)
    for index, name, codec in compiled.places:
        target = groups[index]
        if target is not None:
            found[name] = _place(groups, index, codec, starts)
    for index, name in compiled.empty:
        if groups[index] is not None:
            found[name] = []
    for index, name, elements in compiled.lists:
        raw = groups[index]
        if raw:
            found[name] = elements(raw, starts)
    return found


# The expressions.

_SURFACE = r"(?:([^<]*)(?:<hi>([^<]*)</hi>([^<]*))?|((?:<ref>(?:[^<]|</?hi/?>)*</ref>)+|[^<]*<hi/>[^<]*))"
_HOLDS = r"(?:[^<]|</?(?:hi|ref)/?>)*"
_ARGS = rf'(<span type="args"/>|(?:<span type="arg\.[^>]*(?:/>|(?<!/)>{_HOLDS}</span>))*)'
_LINKS = r'(<{0}/>|(?:<{0} type="[^"]*"(?: n="[^"]*")?>[^<]*</{0}>)*)'
_ATTRIBUTES = r'(<fs type="attributes"/>|<fs type="attributes">(?:[^<]|<(?!/fs>))*</fs>)?'
_FEATURE = r'(?:<f name="{0}"><{1} value="([^"]*)"/></f>)?'
_STRING = r'(?:<f name="{0}"><string>([^<]*)</string></f>)?'
_VALUE = r'(?:<f name="{0}">(<string>[^<]*</string>|<numeric value="[^"]*"/>)</f>)?'
_ARG = re.compile(
    rf'<span type="arg\.([a-z]*)" subtype="([^"]*)"(?: corresp="#([^"]*)"/>| target="([^"]*)"(?:/>|>{_SURFACE}</span>))'
)
_LINK = re.compile(r'<idno type="([^"]*)"(?: n="([^"]*)")?>([^<]*)</idno>')
_ATTRIBUTE = re.compile(r'<f name="([^"]*)">(.*?)</f>')
_ELEMENT = re.compile(
    r'<string>([^<]*)</string>|<(string)/>|<numeric value="([^"]*)"/>|<binary value="([a-z]*)"/>|<vColl org="list"(?:/|(>))'
)
_REF = re.compile(r"<ref>([^<]*)(?:<hi>([^<]*)</hi>([^<]*)|<hi/>([^<]*))?</ref>")


def unescaped(value: str) -> str:
    """What canonical content or a canonical attribute says."""
    if "&" not in value:
        return value
    for reference, character in _REFERENCES:
        value = value.replace(reference, character)
    return value


_REFERENCES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#9;", "\t"),
    ("&#10;", "\n"),
    ("&#13;", "\r"),
    ("&amp;", "&"),
)


def _word(value: str) -> str:
    return unword(unescaped(value))


def _number(value: str) -> float | int:
    return int(value) if value.lstrip("-").isdigit() else float(value)


def _boolean(value: str) -> bool:
    return value == "true"


def _value(value: str) -> Any:
    if value.startswith("<string>"):
        return unescaped(value[8:-9])
    return _number(value[16:-3])


_DECODERS: dict[str, Callable[[str], Any] | None] = {
    "id": None,
    "pointer": None,
    "symbol": None,
    "word": _word,
    "text": unescaped,
    "name": unescaped,
    "number": _number,
    "integer": _number,
    "boolean": _boolean,
    "value": _value,
    "pointers": lambda value: value.split(" #"),
}
_CORE = {"symbol": "symbol", "word": "symbol", "integer": "numeric", "boolean": "binary"}


@cache
def _compiled(record: Record) -> _Compiled:
    """The expression for a record of the table, and what its groups hold."""
    attributes: list[str] = []
    content: list[str] = []
    wrapped: list[str] = []
    core: list[str] = []
    last: list[str] = []
    for member in record.inside:
        if member.place == "@target":
            attributes.append(_named(member, r' target="([^"]*)"'))
            content.append(_named(member, _SURFACE, "surface"))
        elif member.place.startswith("@"):
            mark = "#" if member.codec == "pointer" else ""
            attributes.append(_named(member, rf'(?: {member.place[1:]}="{mark}([^"]*)")?'))
        elif member.place == "core":
            core.append(_named(member, _feature(member)))
        elif member.codec == "attributes":
            last.append(_named(member, _ATTRIBUTES))
        else:
            (wrapped if "/" in member.place else content).append(_named(member, _element(member)))
    features = (*([f'(?:<fs type="core">{"".join(core)}</fs>)?'] if core else ()), *last)
    if record.noted:
        features = (f'(?:<note type="{table.FEATURES}">{"".join(features)}</note>)?',)
    if wrapped:
        content.insert(0, f"<objectIdentifier>{''.join(wrapped)}</objectIdentifier>")
    inner = "".join((*content, *features))
    name = record.element
    return _with_groups(f"<{name}{''.join(attributes)}(?:/>|>{inner}</{name}>)\n", record)


def _named(member: Member, pattern: str, suffix: str = "") -> str:
    """The pattern behind a mark that says whose its groups are: the marks are taken out when all is put together."""
    return f"\0{member.name}{suffix and ':' + suffix}\0{pattern}"


_MARK = re.compile("\0([^\0]*)\0")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def _with_groups(pattern: str, record: Record) -> _Compiled:
    """The expression without its marks, and the number of the group behind each mark."""
    pieces = _MARK.split(pattern)
    groups = 0
    at: dict[str, int] = {}
    for mark, piece in zip(("", *pieces[1::2]), pieces[0::2], strict=True):
        if mark:
            at[mark] = groups
        groups += len(_GROUP.findall(piece))
    members: list[tuple[int, str, Callable[[str], Any] | None]] = []
    places: list[tuple[int, str, str]] = []
    empty: list[tuple[int, str]] = []
    lists: list[tuple[int, str, Callable[[str, Starts], Any]]] = []
    for member in record.inside:
        index = at[member.name]
        if member.codec in ("fragments", "pointers"):
            empty.append((index, member.name))
            index += 1
        if member.codec in ("span", "fragment", "fragments"):
            places.append((index, member.name, member.codec))
        elif member.codec in _LISTS:
            lists.append((index, member.name, _LISTS[member.codec]))
        else:
            members.append((index, member.name, _DECODERS[member.codec]))
    return _Compiled(re.compile("".join(pieces[0::2])), tuple(members), tuple(places), tuple(empty), tuple(lists))


def _feature(member: Member) -> str:
    if member.codec == "value":
        return _VALUE.format(member.name)
    if member.codec == "text":
        return _STRING.format(member.name)
    return _FEATURE.format(member.name, _CORE[member.codec])


def _element(member: Member) -> str:
    kind = member.place.removeprefix("span:")
    name = member.place.rpartition("/")[2]
    if member.codec in ("span", "fragment"):
        return rf'(?:<span type="{kind}" target="([^"]*)"(?:/>|>{_SURFACE}</span>))?'
    if member.codec == "fragments":
        return rf'(?:<span type="{kind}"(?:(/)>| target="([^"]*)"(?:/>|>{_SURFACE}</span>)))?'
    if member.codec == "pointers":
        return rf'(?:<span type="{kind}"(?:(/)>| corresp="#([^"]*)"/>))?'
    if member.codec == "pointer":
        return rf'(?:<span type="{kind}" corresp="#([^"]*)"/>)?'
    if member.codec == "args":
        return _ARGS
    if member.codec == "links":
        return _LINKS.format(name)
    if member.codec == "name":
        return rf'(?:<{name}>([^<]*)</{name}>|<{name} type="{table.UNNAMED}"/>)'
    return rf"(?:<{name}>([^<]*)</{name}>)?"


# Places in the text.


def _place(groups: tuple[str | None, ...], index: int, codec: str, starts: Starts) -> Any:
    """The fragments behind the group of a ``@target``: text, marked text and what follows, or the raw content."""
    target = groups[index]
    assert target is not None
    if groups[index + 4] is None:
        one = _fragment(target, groups[index + 1], groups[index + 2], groups[index + 3], starts)
        return one if codec == "fragment" else [one]
    raw = groups[index + 4] or ""
    if raw.startswith("<ref>"):
        surfaces = [match.groups() for match in _REF.finditer(raw)]
        return [
            _fragment(one, before, marked if empty is None else "", after if empty is None else empty, starts)
            for one, (before, marked, after, empty) in zip(target.split(" "), surfaces, strict=True)
        ]
    before, _, after = raw.partition("<hi/>")
    one = _fragment(target, before, "", after, starts)
    return one if codec == "fragment" else [one]


def _fragment(target: str, before: str | None, marked: str | None, after: str | None, starts: Starts) -> Tree:
    if target.startswith("#string-range("):
        name, start, length = target[14:-1].split(",")
        begin = starts[name] + int(start)
        end = begin + int(length)
    else:
        begin, end = _stretch(target, starts)
    if marked is None:
        return {"start": begin, "end": end, "text": unescaped(before or "")}
    found = {"start": begin, "end": end, "text": unescaped(marked)}
    if before:
        found["prefix"] = unescaped(before)
    if after:
        found["suffix"] = unescaped(after)
    return found


def _stretch(target: str, starts: Starts) -> tuple[int, int]:
    """The stretch that a pointer other than ``string-range`` means."""
    points = [starts[name] + int(offset) for name, offset in _POINT.findall(target)]
    return points[0], points[-1]


_POINT = re.compile(r"string-index\(([^,]*),([0-9]+)\)")


def _args(raw: str, starts: Starts) -> list[Tree]:
    return [_arg(match.groups(), starts) for match in _ARG.finditer(raw)]


def _arg(groups: tuple[Any, ...], starts: Starts) -> Tree:
    kind, role, ref, target = groups[:4]
    arg: Tree = {"role": _word(role), "kind": kind}
    if ref is not None:
        arg["ref"] = ref
    elif target is not None:
        arg["span"] = _place(groups, 3, "span", starts)
    return arg


def _links(raw: str, _starts: Starts) -> list[Tree]:
    links = []
    for scheme, label, name in (match.groups() for match in _LINK.finditer(raw)):
        link: Tree = {"scheme": _word(scheme), "id": unescaped(name)}
        if label is not None:
            link["label"] = unescaped(label)
        links.append(link)
    return links


def _attributes(raw: str, _starts: Starts) -> Tree:
    found: Tree = {}
    for name, value in _ATTRIBUTE.findall(raw):
        elements = [_element_value(*match.groups()) for match in _ELEMENT.finditer(value)]
        found[name] = elements[1:] if value.startswith("<vColl") else elements[0]
    return found


def _element_value(text: str | None, empty: str | None, number: str | None, flag: str | None, _open: str | None) -> Any:
    """The value of one element; for a ``vColl`` it is not asked."""
    if text is not None:
        return unescaped(text)
    if number is not None:
        return _number(number)
    return flag == "true" if flag is not None else ""


_LISTS: dict[str, Callable[[str, Starts], Any]] = {"args": _args, "links": _links, "attributes": _attributes}
