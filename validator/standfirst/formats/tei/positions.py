"""Lines, columns and XPaths for findings that have a pointer: looked up afterwards, only in files with findings."""

from collections.abc import Iterable

import msgspec

from standfirst.finding import Finding
from standfirst.formats.pointer import pointer
from standfirst.formats.tei.context import Context
from standfirst.formats.tei.interpret import interpret
from standfirst.formats.tei.parse import Node, parse, xpath

_BOM = b"\xef\xbb\xbf"
Places = dict[str, tuple[Node, str | None]]


def locate(findings: Iterable[Finding], data: bytes) -> tuple[Finding, ...]:
    """``findings`` with line and column, from 1, and XPath in ``data``, a TEI file wherever a finding has only a pointer."""
    findings = tuple(findings)
    if all(finding.line is not None or finding.pointer is None for finding in findings):
        return findings
    parsed = parse(data.removeprefix(_BOM))
    if parsed.root is None:
        return findings  # not XML: those findings have their places already
    context = Context(parsed.source)
    interpret(context, parsed.root)
    places: Places = {pointer(path): place for path, place in context.places.items()}
    places.setdefault("", (parsed.root, None))
    return tuple(
        finding if finding.line is not None or finding.pointer is None else _located(finding, context, places)
        for finding in findings
    )


def _located(finding: Finding, context: Context, places: Places) -> Finding:
    way = finding.pointer or ""
    while way and way not in places:  # a member that is missing is shown where it should be
        way = way.rpartition("/")[0]
    node, attribute = places[way]
    index = node.index if attribute is None else context.source.attribute(node, attribute)
    line, column = context.source.place(index)
    return msgspec.structs.replace(finding, line=line, column=column, xpath=xpath(node, attribute))
