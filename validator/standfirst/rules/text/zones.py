"""Zones: in order, disjoint, covering the text where they say so."""

import re
from collections.abc import Iterable, Iterator

from standfirst.finding import ERROR, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_FINAL = tuple(".!?…。！？।؟۔\"'”’»」』)")
_BODY = frozenset(("paragraph",))


def _all_zones_if_disordered(facts: Facts) -> Iterable[int]:
    zones = facts.document.zones
    return range(len(zones)) if zones and not facts.zones else ()


@rule("TXT013", "zone-order", ERROR, "text", "zone", screen=_all_zones_if_disordered)
def zone_order(node: Node, facts: Facts) -> Iterator[Problem]:
    """Zones lie inside the text, hold at least one character, are in its order, and do not overlap."""
    zone, size = node.value, len(facts.text)
    if zone.start == zone.end <= size:
        yield Problem(
            f"zone {zone.id!r} is empty: it begins and ends at {zone.start}",
            range=(zone.start, zone.end),
            expected="start < end",
            found=f"{zone.start}–{zone.end}",
            help="remove the zone, or let it end where its part of the article does",
        )
        return
    if not zone.start <= zone.end <= size:
        yield Problem(
            f"zone {zone.id!r} is {zone.start}–{zone.end}, which is no stretch of a text of length {size}, in code points",
            expected=f"0 ≤ start < end ≤ {size}",
            found=f"{zone.start}–{zone.end}",
            help="offsets count code points, not bytes or UTF-16 units",
        )
        return
    number = facts.of(_numbers)[id(zone)]
    before = facts.document.layer("zones")[number - 1] if number else None
    if before is not None and before.start <= before.end <= size and zone.start < before.end:
        yield Problem(
            f"zone {zone.id!r} begins at {zone.start}, before the end of {before.id!r} at {before.end}",
            range=(zone.start, zone.end),
            expected=f"start ≥ {before.end}",
            found=str(zone.start),
            help="correct the offsets of one of them, or put the zones into the order of the text",
        )


def _numbers(facts: Facts) -> dict[int, int]:
    """The numbers of the zones, from 0, by what tells one object from another: ids may stand twice."""
    return {id(zone): number for number, zone in enumerate(facts.document.zones or ())}


@rule("TXT014", "zone-coverage", WARNING, "text", "document")
def zone_coverage(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where zones are declared full, they cover every character that is no white space."""
    coverage = facts.document.coverage
    declared = coverage.zones if coverage is not None else None
    if declared is None or declared.extent != "full" or "zones" in facts.omissions.origins:
        return
    if facts.document.zones and not facts.zones:
        return
    position = 0
    for start, end in (*((zone.start, zone.end) for zone in facts.zones), (len(facts.text), len(facts.text))):
        gap = facts.text[position:start]
        if gap and not gap.isspace():
            at = position + len(gap) - len(gap.lstrip())
            yield Problem(
                f"{gap.strip()[:40]!r} lies in no zone, though zones are declared full",
                range=(at, position + len(gap.rstrip())),
                help="add or widen a zone, or declare the coverage of zones partial",
                below="/coverage/zones",
            )
        position = end


def _short_paragraphs(facts: Facts) -> Iterable[int]:
    text = facts.text
    return [
        position
        for position, zone in enumerate(facts.zones)
        if zone.kind in _BODY and not text[zone.start : zone.end].rstrip().endswith(_FINAL)
    ]


@rule("TXT015", "suspicious-paragraph", WARNING, "text", "zone", screen=_short_paragraphs)
def suspicious_paragraph(node: Node, facts: Facts) -> Iterator[Problem]:
    """A paragraph between paragraphs is more than a few words without an end."""
    zone, zones = node.value, facts.zones
    position = facts.of(_numbers)[id(zone)]
    if not 0 < position < len(zones) - 1:
        return
    surface = facts.text[zone.start : zone.end].rstrip()
    between = zones[position - 1].kind in _BODY and zones[position + 1].kind in _BODY
    if zone.kind in _BODY and between and not surface.endswith(_FINAL) and 0 < len(re.findall(r"\w+", surface)) <= 3:
        yield Problem(
            f"the paragraph {surface!r} looks like a label or a caption between two paragraphs",
            range=(zone.start, zone.end),
            found=surface,
            help="give the zone another kind, such as section-label",
        )


RULES = (zone_order, zone_coverage, suspicious_paragraph)
