"""Lines and columns for findings that have a pointer: looked up afterwards, only in files with findings."""

from collections.abc import Iterable

import msgspec

from standfirst.finding import Finding
from standfirst.formats.json.scan import Place, scan
from standfirst.formats.lines import Lines
from standfirst.formats.pointer import pointer
from standfirst.model.values import MAX_INTEGER

_AT_KEY = frozenset(("SCH010",))


def locate(findings: Iterable[Finding], data: bytes) -> tuple[Finding, ...]:
    """``findings`` with line and column, from 1, in ``data``, which is JSON wherever a finding has only a pointer."""
    findings = tuple(findings)
    if all(finding.line is not None or finding.pointer is None for finding in findings):
        return findings
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        places = scan(text, limit=MAX_INTEGER).places
    except (IndexError, ValueError):
        return findings  # not JSON: those findings have their places already
    by_pointer = {pointer(path): place for path, place in places.items()}
    lines = Lines(text)
    return tuple(
        finding if finding.line is not None or finding.pointer is None else _located(finding, lines, by_pointer)
        for finding in findings
    )


def _located(finding: Finding, lines: Lines, places: dict[str, Place]) -> Finding:
    way = finding.pointer or ""
    while way and way not in places:  # a member that is missing is shown where it should be
        way = way.rpartition("/")[0]
    place = places[way]
    at = place.key if finding.code in _AT_KEY else place.start
    line, column = lines.place(at)
    return msgspec.structs.replace(finding, line=line, column=column)
