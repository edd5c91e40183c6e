"""Regular expressions for canonical records, made from the table, and what their groups hold.

An expression matches one line that the canonical writer could have written, but for the values in it: those are refused
where they are read if they are not written as the writer writes them. Forms that are rare are not known here; a file with
one of them is left to the strict reader.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import msgspec

from standfirst.formats.tei import table
from standfirst.formats.tei.markup import unword, word
from standfirst.formats.tei.table import Member, Record

_RANGE = r"#string-range\(([^,]*),(0|[1-9][0-9]*),([1-9][0-9]*)\)"
TARGET = rf' target="(?:{_RANGE}|([^"]*))"'
SURFACE = r"(?:([^<]*)(?:<hi>([^<]+)</hi>([^<]*))?|((?:[^<]++|</?(?:hi|ref)/?>)++))"
FILLED = "(?!</)"
"""An element that holds nothing is written with one tag."""

PLACE_GROUPS = 8
"""How many groups a place has: block, offset, length, other pointers; what stands before the surface, the surface in a
``hi``, what stands behind it, and other content."""

_ARG = (
    r'<span type="arg\.[a-z]+" subtype="[^"]*" '
    r'(?:corresp="[^"]*"/>|target="[^"]*"(?:/>|>(?:[^<]++|</?(?:hi|ref)/?>)++</span>))'
)
_FEATURE = r'(?:<f name="{0}"><{1} value="([^"]*)"/></f>)?'
_STRING = r'(?:<f name="{0}"><string>([^<]+)</string></f>)?'
_EITHER = r'(?:<f name="{0}">(<string>[^<]+</string>|<numeric value="[^"]*"/>)</f>)?'
_ELEMENTS = {"symbol": "symbol", "word": "symbol", "integer": "numeric", "boolean": "binary"}


class Expression(NamedTuple):
    """A record's expression, and what its groups hold.

    ``members`` have one group each, ``places`` :data:`PLACE_GROUPS` from theirs on; ``empty`` are the groups that say that
    a list is there and holds nothing; ``raw`` are members whose group holds markup.
    """

    pattern: re.Pattern[str]
    members: tuple[tuple[int, str, Callable[[str], Any] | None], ...]
    places: tuple[tuple[int, str, str], ...]
    empty: tuple[tuple[int, str], ...]
    raw: tuple[tuple[int, str, str], ...]


@cache
def expression(record: Record) -> Expression:
    """The expression for a line of ``record``."""
    attributes: list[str] = []
    content: list[str] = []
    wrapped: list[str] = []
    core: list[str] = []
    features: list[str] = []
    for member in record.inside:
        if member.place == "@target":
            attributes.append(_marked(member, TARGET))
            content.append(SURFACE)  # its groups follow only if nothing stands between, which `_numbered` relies on
        elif member.place.startswith("@"):
            hash_ = "#" if member.codec == "pointer" else ""
            attributes.append(_marked(member, rf'(?: {member.place[1:]}="{hash_}([^"]*)")?'))
        elif member.place == "core":
            core.append(_marked(member, _feature(member)))
        elif member.place == "fs":
            features.append(_marked(member, r'(<fs type="attributes"/>|<fs type="attributes">.+?</fs>)?'))
        else:
            (wrapped if "/" in member.place else content).append(_marked(member, _element(member)))
    if core:
        features.insert(0, f'(?:<fs type="core">{FILLED}{"".join(core)}</fs>)?')
    if record.noted:
        features = [f'(?:<note type="{table.FEATURES}">{FILLED}{"".join(features)}</note>)?']
    if wrapped:
        content.insert(0, f"<objectIdentifier>{''.join(wrapped)}</objectIdentifier>")
    inner = "".join((*content, *features))
    return _numbered(f"^<{record.element}{''.join(attributes)}(?:/>|>{FILLED}{inner}</{record.element}>)\n", record)


def _marked(member: Member, pattern: str) -> str:
    """The pattern behind a mark that says whose its groups are: the marks are taken out when all is put together."""
    return f"\0{member.name}\0{pattern}"


_MARK = re.compile("\0([^\0]*)\0")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def _numbered(pattern: str, record: Record) -> Expression:
    """The expression without its marks, and the number of the group behind each mark."""
    pieces = _MARK.split(pattern)
    groups = 0
    at: dict[str, int] = {}
    for mark, piece in zip(("", *pieces[1::2]), pieces[0::2], strict=True):
        at[mark] = groups
        groups += len(_GROUP.findall(piece))
    members: list[tuple[int, str, Callable[[str], Any] | None]] = []
    places: list[tuple[int, str, str]] = []
    empty: list[tuple[int, str]] = []
    raw: list[tuple[int, str, str]] = []
    for member in record.inside:
        index = at[member.name]
        if member.codec in ("fragments", "pointers"):
            empty.append((index, member.name))
            index += 1
        if member.codec in ("span", "fragment", "fragments"):
            places.append((index, member.name, member.codec))
        elif member.codec in ("args", "links", "attributes"):
            raw.append((index, member.name, member.codec))
        else:
            members.append((index, member.name, _DECODERS[member.codec]))
    compiled = re.compile("".join(pieces[0::2]), re.MULTILINE)
    return Expression(compiled, tuple(members), tuple(places), tuple(empty), tuple(raw))


def _feature(member: Member) -> str:
    if member.codec == "value":
        return _EITHER.format(member.name)
    if member.codec == "text":
        return _STRING.format(member.name)
    return _FEATURE.format(member.name, _ELEMENTS[member.codec])


def _element(member: Member) -> str:
    kind = member.place.removeprefix("span:")
    name = member.place.rpartition("/")[2]
    if member.codec in ("span", "fragment"):
        return rf'(?:<span type="{kind}"{TARGET}(?:/>|>{FILLED}{SURFACE}</span>))?'
    if member.codec == "fragments":
        return rf'(?:<span type="{kind}"(?:(/)>|{TARGET}(?:/>|>{FILLED}{SURFACE}</span>)))?'
    if member.codec == "pointers":
        return rf'(?:<span type="{kind}"(?:(/)>| corresp="#([^"]*)"/>))?'
    if member.codec == "pointer":
        return rf'(?:<span type="{kind}" corresp="#([^"]*)"/>)?'
    if member.codec == "args":
        return rf'(<span type="args"/>|(?:{_ARG})+)?'
    if member.codec == "links":
        return rf'(<{name}/>|(?:<{name} type="[^"]*"(?: n="[^"]*")?>[^<]+</{name}>)+)?'
    if member.codec == "name":
        return rf'(?:<{name}>([^<]+)</{name}>|<{name} type="{table.UNNAMED}"/>)'
    return rf"(?:<{name}>([^<]+)</{name}>)?"


# Values, refused where the canonical writer would write them in another way.


class NotCanonical(ValueError):  # noqa: N818 - a signal to leave the file to the strict reader
    """The value is written in another way than the canonical writer's."""


_REFERENCES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&#10;", "\n"),
    ("&#13;", "\r"),
    ("&amp;", "&"),
)
ODD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|#10|#13);)")
"""A reference that is not canonical in content, or not known here: those for quotation marks and tabs in attributes."""


def unescaped(value: str) -> str:
    """What canonical content says, given that no reference in it is odd and that it holds no line end."""
    if ">" in value:
        raise NotCanonical(value)
    if "&" not in value:
        return value
    for reference, character in _REFERENCES:
        value = value.replace(reference, character)
    return value


def tag(value: str) -> str:
    """The tag that a canonical word stands for."""
    if "&" in value or "_x" in value or ">" in value or "<" in value or not value.isascii():
        if "<" in value:
            raise NotCanonical(value)
        value = unescaped(value)
        name = unword(value)
        if word(name) != value:
            raise NotCanonical(value)
        return name
    return value


def written_number(value: float) -> str:
    """The number as the canonical JSON has it: 1 and 1.0 are not the same value there."""
    return str(value) if type(value) is int else msgspec.json.encode(value).decode("ascii")


def _real(value: str) -> float:
    number = float(value)
    if written_number(number) != value:
        raise NotCanonical(value)
    return number


def _whole(value: str) -> int:
    number = int(value) if len(value) < 20 else 0
    if str(number) != value:
        raise NotCanonical(value)
    return number


def _boolean(value: str) -> bool:
    if value not in ("true", "false"):
        raise NotCanonical(value)
    return value == "true"


def _either(value: str) -> Any:
    if value.startswith("<string>"):
        return unescaped(value[8:-9])
    digits = value[16:-3]
    return _whole(digits) if digits.lstrip("-").isdigit() else _real(digits)


_DECODERS: dict[str, Callable[[str], Any] | None] = {
    "id": None,
    "pointer": None,
    "symbol": None,
    "word": tag,
    "text": unescaped,
    "name": unescaped,
    "number": _real,
    "integer": _whole,
    "boolean": _boolean,
    "value": _either,
    "pointers": lambda value: value.split(" #"),
}
