"""Where a document that was read as plain JSON data holds places in its text.

A document with faults often is no :class:`~standfirst.model.Document` any more. What is not of the shape that the format
gives it is passed over here: other rules speak of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from standfirst.model.references import ARG_SPAN, SPAN_MEMBERS

_MEMBERS: dict[str, list[tuple[str, str]]] = {}
for _row in SPAN_MEMBERS:
    _MEMBERS.setdefault(_row.layer, []).append((_row.member, _row.shape))


class PlainPlace(NamedTuple):
    """An object with ``start`` and ``end``: its JSON Pointer, its annotation's id and annotator, and the object itself.

    ``annotation`` is ``""`` for a range of the coverage. ``annotator`` is ``None`` where nobody is named.
    """

    pointer: str
    layer: str
    annotation: str
    annotator: str | None
    value: dict[str, Any]


def fragment_places(data: Mapping[str, Any]) -> Iterator[PlainPlace]:
    """Every fragment, of every layer that has spans, in the order of the format."""
    for layer, members in _MEMBERS.items():
        for index, record in enumerate(_objects(data.get(layer))):
            if record is None:
                continue
            name, annotator = _text(record.get("id")) or "", _text(record.get("annotator"))
            for member, shape in members:
                base = f"/{layer}/{index}/{member}"
                for pointer, value in _fragments(record.get(member), base, alone=shape == "fragment"):
                    yield PlainPlace(pointer, layer, name, annotator, value)
            if layer == ARG_SPAN.layer:
                for number, arg in enumerate(_objects(record.get(ARG_SPAN.member))):
                    base = f"/{layer}/{index}/{ARG_SPAN.member}/{number}/span"
                    for pointer, value in _fragments((arg or {}).get("span"), base, alone=False):
                        yield PlainPlace(pointer, layer, name, annotator, value)


def bare_places(data: Mapping[str, Any]) -> Iterator[PlainPlace]:
    """Every place without a surface: the zones, and the ranges of the coverage."""
    for index, zone in enumerate(_objects(data.get("zones"))):
        if zone is not None:
            yield PlainPlace(
                f"/zones/{index}", "zones", _text(zone.get("id")) or "", _text(zone.get("annotator")), zone
            )
    coverage = data.get("coverage")
    for layer, value in coverage.items() if isinstance(coverage, dict) else ():
        ranges = value.get("ranges") if isinstance(value, dict) else None
        for index, found in enumerate(_objects(ranges)):
            if found is not None:
                yield PlainPlace(f"/coverage/{layer}/ranges/{index}", "coverage", "", None, found)


def _objects(value: Any) -> list[dict[str, Any] | None]:
    """The elements of a list, ``None`` in place of those that are no objects; nothing of what is no list."""
    return [item if isinstance(item, dict) else None for item in value] if isinstance(value, list | tuple) else []


def _fragments(value: Any, base: str, *, alone: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    if alone:
        if isinstance(value, dict):
            yield base, value
        return
    for index, found in enumerate(_objects(value)):
        if found is not None:
            yield f"{base}/{index}", found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
