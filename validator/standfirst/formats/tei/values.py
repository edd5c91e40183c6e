"""Values as they stand in attributes and elements, and back: the codecs of the table, read strictly."""

import re
from collections.abc import Callable
from math import isinf
from typing import Any

from standfirst.formats.tei.blocks import BadPointer, resolve
from standfirst.formats.tei.context import WHITE_SPACE, Context, Path, shown
from standfirst.formats.tei.markup import unword, word
from standfirst.formats.tei.parse import Node
from standfirst.formats.tei.table import FEATURE_VALUES, Codec
from standfirst.model.values import MAX_INTEGER

_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_WHITE_SPACE = re.compile(f"[{WHITE_SPACE}]+")
_ID = re.compile(r"#([A-Za-z_][A-Za-z0-9_.-]*)")
MAX_DIGITS = 400
"""A number of more digits is refused before Python counts it; no float and no integer of the format has as many."""


class Unread(Exception):  # noqa: N818 - a signal between the codecs and their caller, not an error
    """The value has not the form that its codec demands; the message says which."""


def number(value: str) -> float | int:
    """A number as JSON writes it, an integer without a point or a float with one, that every program reads alike."""
    if not _JSON_NUMBER.fullmatch(value) or len(value) > MAX_DIGITS:
        raise Unread("a number as JSON writes it")
    if _INTEGER.fullmatch(value):
        return integer(value)
    real = float(value)
    if isinf(real) or (real == 0 and value.startswith("-")):
        raise Unread("a finite number, and no negative zero")
    return real


def integer(value: str) -> int:
    """A number without a point, within the bounds of what every program reads alike."""
    if not _INTEGER.fullmatch(value) or value == "-0":
        raise Unread("an integer")
    if len(value) > MAX_DIGITS or abs(int(value)) > MAX_INTEGER:
        raise Unread(f"an integer within ±{MAX_INTEGER}")
    return int(value)


def boolean(value: str) -> bool:
    """``true`` or ``false``."""
    if value not in ("true", "false"):
        raise Unread("true or false")
    return value == "true"


def pointer(value: str) -> str:
    """The id that a pointer inside the file names."""
    match = _ID.fullmatch(value)
    if match is None:
        raise Unread("'#' and an id")
    return match[1]


def listed(value: str) -> list[str]:
    """The items of a list in an attribute or element, which white space of XML separates, and no other."""
    return [one for one in _WHITE_SPACE.split(value) if one]


def pointers(value: str) -> list[str]:
    """The ids that a list of pointers names."""
    ids = [pointer(one) for one in listed(value)]
    if not ids:
        raise Unread("'#' and an id, once or several times")
    return ids


def tag(value: str) -> str:
    """The tag that a TEI word stands for."""
    name = unword(value)
    if word(name) != value:
        raise Unread(f"{word(name)!r}, for not every processor of TEI takes these characters for a word")
    return name


ATTRIBUTE_VALUES: dict[str, Callable[[str], Any]] = {
    "id": str,
    "text": str,
    "symbol": str,
    "word": tag,
    "number": number,
    "integer": integer,
    "boolean": boolean,
    "pointer": pointer,
    "pointers": pointers,
}
"""How the string of an attribute, or the text of an element, becomes a value."""


def attribute_value(context: Context, node: Node, name: str, codec: str, path: Path) -> Any:
    """The value of an attribute, or ``None`` with a finding where it has not the form of its codec."""
    value = node.attributes[name]
    try:
        return ATTRIBUTE_VALUES[codec](value)
    except Unread as unread:
        bad_value(context, node, value, str(unread), path, attribute=name)
        return None


def text_value(context: Context, node: Node, codec: str, path: Path) -> Any:
    """The value of an element that holds nothing but text, or ``None`` with a finding."""
    value = context.text_of(node, path)
    try:
        return ATTRIBUTE_VALUES.get(codec, str)(value)
    except Unread as unread:
        bad_value(context, node, value, str(unread), path)
        return None


def bad_value(
    context: Context, node: Node, value: str, expected: str, path: Path, *, attribute: str | None = None
) -> None:
    """The finding on a value that has not its form."""
    clipped = value if len(value) <= 60 else value[:57] + "…"
    what = f"@{attribute} of {shown(node)}" if attribute else f"the content of {shown(node)}"
    context.complain(
        "SCH015",
        node,
        f"{what} is {clipped!r}, which is not {expected}",
        path,
        attribute=attribute,
        expected=expected,
        found=clipped,
        help="the table in docs/format.md says how each value is written",
    )


def feature_value(context: Context, node: Node, codec: Codec, path: Path) -> Any:
    """The value of a feature: the element that its codec is written as; of an attribute also a list of such."""
    elements = list(node.nodes)
    context.check_no_text(node, path)
    if len(elements) != 1:
        context.complain(
            "SCH014", node, f"{shown(node)} holds {len(elements)} values, where one is wanted", path, found=node.name
        )
        return None
    if elements[0].name == "vColl" and codec == "attributes":
        return _collection(context, elements[0], path)
    return _single(context, elements[0], node, codec, path)


def _single(context: Context, element: Node, parent: Node, codec: Codec, path: Path) -> Any:
    if element.name not in FEATURE_VALUES[codec]:
        context.unexpected(element, parent, path, ", ".join(FEATURE_VALUES[codec]))
        return None
    if element.name == "string":
        context.check_attributes(element, (), path)
        return context.text_of(element, path)
    context.check_attributes(element, ("value",), path)
    context.check_no_text(element, path)
    for child in element.nodes:
        context.unexpected(child, element, path, "")
    if "value" not in element.attributes:
        bad_value(context, element, "", "there: @value is missing", path)
        return None
    how = "integer" if codec == "integer" else _VALUED[element.name]
    return attribute_value(context, element, "value", how, path)


_VALUED = {"numeric": "number", "binary": "boolean", "symbol": "word"}


def _collection(context: Context, element: Node, path: Path) -> list[Any]:
    context.check_attributes(element, ("org",), path)
    context.check_no_text(element, path)
    if element.attributes.get("org") != "list":
        bad_value(context, element, element.attributes.get("org", ""), "'list'", path, attribute="org")
    return [
        _single(context, child, element, "attributes", (*path, position))
        for position, child in enumerate(element.nodes)
    ]


def stretches(context: Context, node: Node, path: Path) -> list[tuple[int, int]]:
    """The stretches of the text, in code points, that ``@target`` points to; those it cannot mean are left out."""
    found: list[tuple[int, int]] = []
    value = node.attributes["target"]
    targets = listed(value)
    if not targets:
        bad_value(context, node, value, "a pointer into the text", path, attribute="target")
    for target in targets:
        place = resolve(target, context.starts)
        if not isinstance(place, BadPointer):
            found.append(place)
            continue
        if place.block is None:
            expected = "#string-range(BLOCK,OFFSET,LENGTH), #string-index(BLOCK,OFFSET) or #range(…) of two of these"
            bad_value(context, node, target, expected, path, attribute="target")
        else:
            _unknown_block(context, node, target, place.block, path)
    return found


def _unknown_block(context: Context, node: Node, target: str, block: str, path: Path) -> None:
    from difflib import get_close_matches

    near = get_close_matches(block, context.starts, 1)
    context.complain(
        "SCH016",
        node,
        f"the pointer {target!r} is into {block!r}, and no ab element of the text has that xml:id",
        path,
        attribute="target",
        expected="the xml:id of an ab element",
        found=block,
        help=f"did you mean {near[0]!r}?" if near else "every offset counts from the beginning of an ab element",
    )
