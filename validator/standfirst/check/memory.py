"""Documents that were made in Python: what keeps one from being written, found before anything is read back.

A file can hold neither half of a surrogate pair nor NaN, and an unknown member needs the object that it stands in. What
a file can hold, however wrong, is written, and found wrong when it is read.
"""

import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple

import msgspec

from standfirst.finding import ERROR, Finding
from standfirst.formats.json.decode import MAX_DEPTH
from standfirst.formats.json.write import write
from standfirst.formats.pointer import Path, pointer
from standfirst.formats.salvage import ANNOTATED
from standfirst.model import Document
from standfirst.model.names import is_id
from standfirst.model.unknown import has_place, holders

_UNWRITABLE = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    msgspec.MsgspecError,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Written(NamedTuple):
    """The file of a document, ``None`` where there can be none, and what it does not hold as the document does."""

    data: bytes | None
    findings: tuple[Finding, ...] = ()


def written(document: Document, writer: Callable[[Document], bytes] = write) -> Written:
    """What ``writer`` makes of ``document``. Never raises, whatever a document made in Python holds."""
    try:
        data = writer(document)
    except _UNWRITABLE as error:
        return Written(None, tuple(_refused(document, error)))
    # No member of the format is null: where one is, it may have been a float that JSON has no number for.
    return Written(data, tuple(_not_numbers(document)) if b"null" in data else ())


def _refused(document: Document, error: Exception) -> Iterator[Finding]:
    """At least one finding on what a writer cannot write."""
    if isinstance(error, RecursionError):
        yield _finding(
            document,
            (),
            "DEC008",
            "nesting-too-deep",
            f"values are nested more than {MAX_DEPTH} deep, or in themselves",
        )
        return
    found = [*_surrogates(document), *_without_place(document)]
    yield from found
    if not found:
        yield _finding(
            document, _unwritable_member(document), "SCH002", "wrong-type", f"this cannot be written: {error}"
        )


def _surrogates(document: Document) -> Iterator[Finding]:
    for path, value in _leaves(document):
        half = _SURROGATE.search(value) if isinstance(value, str) else None
        if half is not None:
            shown = f"U+{ord(half[0]):04X}"
            yield _finding(
                document, path, "DEC006", "lone-surrogate",
                f"the string holds {shown}, half of a surrogate pair, which is no character",
                found=shown, help="take the string from its source again, decoded as UTF-8",
            )  # fmt: skip


def _not_numbers(document: Document) -> Iterator[Finding]:
    for path, value in _leaves(document):
        if isinstance(value, float) and not isfinite(value):
            shown = "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
            yield _finding(
                document, path, "DEC007", "not-a-number", f"{shown} is no JSON value",
                found=shown, help="leave the member out",
            )  # fmt: skip


def _without_place(document: Document) -> Iterator[Finding]:
    try:
        owners = holders(document)
        lost = [member for member in document.unknown if not has_place(owners, member)]
    except (TypeError, AttributeError):  # no layer, no annotation, no unknown member: that is what cannot be written
        return
    for member in lost:
        whose = f"of {member.annotation!r}" if member.annotation else "of the document"
        yield _finding(
            document, ("unknown",), "REF002", "dangling-reference",
            f"the unknown member {member.path!r} {whose} has no object that it could stand in",
            found=member.path, help="take it out of the document's `unknown`",
        )  # fmt: skip


def _unwritable_member(document: Document) -> Path:
    """The path of the first member of the document that cannot be written."""
    for name in document.__struct_fields__:
        value = getattr(document, name)
        if name in (*ANNOTATED, "unknown") and not isinstance(value, list | tuple | None):
            return (name,)
        try:
            msgspec.json.encode(value, order="deterministic")
        except _UNWRITABLE:
            return (name,)
    return ("unknown",)  # each member can be written, so it is what is put in between


def _leaves(document: Document) -> Iterator[tuple[Path, Any]]:
    """Every value that holds no other, and every name in a dict, with its path; nothing that is nested without end."""
    stack: list[tuple[Path, Any]] = [((), msgspec.structs.replace(document, unknown=()))]
    while stack:
        path, value = stack.pop()
        children: list[tuple[str | int, Any]] = []
        if isinstance(value, msgspec.Struct):
            names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
            children = [(name, getattr(value, field)) for name, field in names]
        elif isinstance(value, dict):
            children = [(str(name), member) for name, member in value.items()]
            yield from (((*path, name), name) for name, _ in children)
        elif isinstance(value, list | tuple):
            children = list(enumerate(value))
        else:
            yield path, value
        if len(path) <= MAX_DEPTH:
            stack.extend(((*path, token), child) for token, child in reversed(children))


def _finding(document: Document, path: Path, code: str, name: str, message: str, **members: Any) -> Finding:
    in_annotation = len(path) > 2 and path[0] in ANNOTATED and isinstance(path[1], int)
    return Finding(
        code=code,
        name=name,
        level=ERROR,
        message=message,
        document=_name(document),
        pointer=pointer(path).encode("utf-8", "replace").decode("utf-8"),  # the name of an attribute can be the fault
        annotation=_name(getattr(document, str(path[0]))[path[1]]) if in_annotation else None,
        **members,
    )


def _name(record: Any) -> str | None:
    """The id of something, unless it is none."""
    name = getattr(record, "id", None)
    return name if isinstance(name, str) and is_id(name) else None
