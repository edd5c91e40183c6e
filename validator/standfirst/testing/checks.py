"""Assertions about documents: their offsets, and what a converter makes of them."""

from collections.abc import Callable, Iterator
from typing import Any

from standfirst.check import validate
from standfirst.errors import InvalidDocumentError
from standfirst.formats.json.write import write
from standfirst.model import LAYERS, Document
from standfirst.storage import dumps, loads
from standfirst.testing.shown import shown


def assert_offsets_valid(document: Document) -> None:
    """Every offset of ``document`` is a place in its text, and every surface and context is what stands there.

    :raises AssertionError: naming the first that is not, with its article
    """
    report = validate(document, diagnose=True)
    broken = [finding for finding in report.errors if finding.code.startswith(("OFF", "TXT"))]
    if broken:
        first = broken[0]
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        only = [first.annotation] if first.annotation else []
        raise AssertionError(f"{first.code} {first.message}{more}\n{shown(document, only)}")


def assert_roundtrip(
    document: Document,
    write: str | Callable[[Document], Any],
    read: Callable[[Any], Document] | None = None,
    *,
    lost: Callable[[Document], Document] | None = None,
) -> None:
    """What is read of what is written of ``document`` is ``document``, and its offsets hold.

    :param write: the name of a format of ours, or what writes a document
    :param read: what reads that again; not needed for a format of ours
    :param lost: what a document is without what is meant to be lost, for converters that do not hold everything
    :raises AssertionError: naming the first difference, with its article
    """
    if isinstance(write, str):
        name = write
        write, read = (lambda one: dumps(one, name)), (lambda data: loads(data, name))
    if read is None:
        raise TypeError("assert_roundtrip needs a reader for what is written")
    try:
        back = read(write(document))
    except InvalidDocumentError as error:
        raise AssertionError(f"what was written is no document: {error}\n{shown(document)}") from error
    assert_offsets_valid(back)
    assert_same(back, document if lost is None else lost(document))


def assert_same(found: Document, expected: Document) -> None:
    """Two documents say the same. :raises AssertionError: naming the first difference, with the article of both"""
    if found == expected:
        return
    name, owner, one, other = next(_differences(found, expected))
    said = f"{name} is {_cut(one)}, and should be {_cut(other)}"
    only = [owner] if owner else []
    raise AssertionError(f"{said}\nexpected: {shown(expected, only)}\nfound: {shown(found, only)}")


def _differences(found: Document, expected: Document) -> Iterator[tuple[str, str, Any, Any]]:
    """What differs: its name, the annotation it is of, and both values."""
    for name in (
        "text",
        "id",
        "language",
        "meta",
        "scheme",
        "agents",
        "coverage",
        "attributes",
        "fingerprint",
        "unknown",
    ):
        one, other = getattr(found, name), getattr(expected, name)
        if one != other:
            yield name, "", one, other
    for layer in LAYERS:
        one, other = getattr(found, layer), getattr(expected, layer)
        if one == other:
            continue
        if one is None or other is None or len(one) != len(other):
            yield f"the number of {layer}", "", None if one is None else len(one), None if other is None else len(other)
        for first, second in zip(one or (), other or (), strict=False):
            for member in second.__struct_fields__:
                if getattr(first, member) != getattr(second, member):
                    yield f"{member} of {second.id!r}", second.id, getattr(first, member), getattr(second, member)
    yield "the file", "", write(found)[:80], write(expected)[:80]


def _cut(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= 300 else said[:299] + "…"
