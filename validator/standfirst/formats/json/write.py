"""The canonical JSON writer: one byte sequence for each document.

Members stand in schema order, attributes are sorted by code point, layers hold one annotation a line, floats have their
shortest form. Raw newlines occur only between records: inside JSON strings they are always escaped. That is what makes
the layout cheap: whole layers are encoded at once and their line ends replaced.
"""

import json
from typing import Any

import msgspec

from standfirst.formats.pointer import pointer_tokens
from standfirst.model import LAYERS, Document, Unknown

_ENCODER = msgspec.json.Encoder(order="deterministic")
_encode = _ENCODER.encode
_encode_lines = _ENCODER.encode_lines

_NAMES = tuple(zip(Document.__struct_fields__, Document.__struct_encode_fields__, strict=True))
_LISTS = frozenset(("agents", *LAYERS))
_MEMBERS = tuple(
    (field, b'  "' + name.encode() + b'": ', field in _LISTS) for field, name in _NAMES if field != "unknown"
)


def write(document: Document) -> bytes:
    """``document`` as a canonical JSON file: UTF-8, LF, one annotation a line, one LF at the end.

    What it writes is only as valid as the document is: :func:`standfirst.dumps` proves it first.
    """
    if document.unknown:
        return _with_unknown(document, indented=True)
    lines = []
    for field, head, is_list in _MEMBERS:
        value = getattr(document, field)
        if value is None:
            continue
        if is_list and value:
            records = _encode_lines(value)[:-1].replace(b"\n", b",\n    ")
            lines.append(b"%b[\n    %b\n  ]" % (head, records))
        else:
            lines.append(head + _encode(value))
    return b"{\n%b\n}\n" % b",\n".join(lines)


def write_line(document: Document) -> bytes:
    """``document`` as canonical compact JSON on one line, with its LF: a record of JSON Lines."""
    if document.unknown:
        return _with_unknown(document, indented=False)
    return _encode(document) + b"\n"


def _with_unknown(document: Document, *, indented: bool) -> bytes:
    """The same bytes as without unknown members, plus those after the known members of the object that holds them."""
    tree = msgspec.json.decode(_encode(msgspec.structs.replace(document, unknown=())))
    owners = _owners(tree)
    for member in sorted(document.unknown, key=_order):
        _graft(owners[member.annotation], member)
    if not indented:
        return _dump(tree) + b"\n"
    lines = []
    for name, value in tree.items():
        head = b"  " + _dump(name) + b": "
        if name in _LISTS and value:
            records = b",\n    ".join(_dump(record) for record in value)
            lines.append(b"%b[\n    %b\n  ]" % (head, records))
        else:
            lines.append(head + _dump(value))
    return b"{\n%b\n}\n" % b",\n".join(lines)


def _order(member: Unknown) -> tuple[str, str]:
    return member.annotation, member.path


def _dump(value: Any) -> bytes:
    # Keys keep their order here; the encoder that sorts them is for typed records, whose members it leaves in place.
    return msgspec.json.encode(value)


def _owners(tree: dict[str, Any]) -> dict[str, Any]:
    owners: dict[str, Any] = {"": tree}
    for name in _LISTS:
        for record in tree.get(name, ()):
            owners.setdefault(record["id"], record)
    return owners


def _graft(owner: Any, member: Unknown) -> None:
    *way, name = pointer_tokens(member.path)
    holder = owner
    for token in way:
        holder = holder[int(token)] if isinstance(holder, list) else holder[token]
    holder[name] = json.loads(member.json)
