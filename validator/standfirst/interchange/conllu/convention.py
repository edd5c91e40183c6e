"""How a document is said in CoNLL-U, where CoNLL-U leaves it open: comments with JSON, and what is escaped how.

* ``# standfirst = {…}`` on the first sentence of a document says that the rest is to be read so: it holds the language, the
  metadata, the scheme and the attributes of the document, and whether its tokens and sentences are segments of it.
* ``# standfirst::mentions::m1 = {…}`` holds what an annotation has that has no place in CoNLL-U, or all of it. Spans are lists
  of ``[start, end]``, in code points of the whole text. What brackets say of a mention or an entity is not said again.
* ``SpacesAfter`` and ``SpacesBefore`` hold other white space than a blank: ``\\s``, ``\\t``, ``\\n``, ``\\r``, ``\\uXXXX``.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

import msgspec

from standfirst.errors import OffsetError
from standfirst.interchange.build import Builder
from standfirst.model import LAYERS
from standfirst.model.annotations import Fragment
from standfirst.model.references import SPAN_MEMBERS

MARK = "standfirst"
SEPARATOR = "::"

_SPACES = {" ": "s", "\t": "t", "\n": "n", "\r": "r"}
_SPACED = {letter: space for space, letter in _SPACES.items()}
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))", re.DOTALL)
_CONTROL = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029]")
_STRUCTURE = re.compile(r"[-()\[\]|=%,:;/&<>\s\x00-\x20]")

_SPANS = {(row.layer, row.member): row.shape for row in SPAN_MEMBERS}


def spaces_as_words(spaces: str) -> str:
    """White space as a value of ``SpacesAfter``."""
    return "".join(f"\\{_SPACES[one]}" if one in _SPACES else f"\\u{ord(one):04x}" for one in spaces)


def spaces_of(words: str) -> str:
    """The white space that a value of ``SpacesAfter`` stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else _SPACED.get(found[2], ""), words)


def field_of(words: str) -> str:
    """Words as a field of an entity: what would end a field or a bracket is written as in addresses, ``%2D``."""
    return _STRUCTURE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), words)


def words_of(field: str) -> str:
    """The words that a field of an entity stands for."""
    return unquote(field) if "%" in field else field


def json_line(value: Any) -> str:
    """A value as JSON that is one line for every reader."""
    said = msgspec.json.encode(value).decode("utf-8")
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


def plain(layer: str, record: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    """The members of an annotation but its id, and those of ``without``, as plain data with spans as offsets."""
    left = {"id", *without}
    members: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if value is None or name in left:
            continue
        if (layer, name) in _SPANS:
            members[name] = _offsets(value)
        elif name == "args":
            members[name] = [_plain_arg(arg) for arg in value]
        else:
            members[name] = msgspec.to_builtins(value)
    return members


def _plain_arg(arg: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"role": arg.role, "kind": arg.kind}
    if arg.ref is not None:
        said["ref"] = arg.ref
    if arg.span is not None:
        said["span"] = _offsets(arg.span)
    return said


def _offsets(value: Any) -> list[Any]:
    if isinstance(value, Fragment):
        return [value.start, value.end]
    return [[one.start, one.end] for one in value]


def restored(builder: Builder, layer: str, name: str, members: dict[str, Any]) -> Any:
    """The annotation that plain data stands for, which has offsets in place of fragments, or a span as it is, a tuple.

    :raises ValueError: where it stands for none
    """
    made: dict[str, Any] = {"id": name}
    for member, value in members.items():
        shape = _SPANS.get((layer, member))
        if shape == "fragment":
            value = _fragments(builder, [value])[0]
        elif shape is not None and not isinstance(value, tuple):
            value = _fragments(builder, value)
        elif member == "args" and isinstance(value, list):
            value = [_arg(builder, arg) for arg in value]
        made[{"from_": "from", "class_": "class"}.get(member, member)] = value
    try:
        return msgspec.convert(made, LAYERS[layer])
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def _arg(builder: Builder, arg: Any) -> Any:
    if not isinstance(arg, dict) or "span" not in arg:
        return arg
    return {**arg, "span": _fragments(builder, arg["span"])}


def _fragments(builder: Builder, value: Any) -> tuple[Fragment, ...]:
    """Fragments of offsets. :raises ValueError: where they are none of the text"""
    try:
        stretches = msgspec.convert(value, list[tuple[int, int]])
        return builder.span(*stretches)
    except (msgspec.ValidationError, OffsetError) as error:
        raise ValueError(str(error)) from error
