"""Spans beside each other, in zones and in the part of the text that is annotated."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from operator import neg

from standfirst.finding import ERROR, WARNING
from standfirst.model import Mention, Range
from standfirst.model.references import PLACE_MEMBERS
from standfirst.rules.coverage import limited
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule
from standfirst.rules.stretches import holds, stretches


def _in_two_zones(facts: Facts) -> Iterable[int]:
    if not facts.zones or facts.misplaced:
        return () if not facts.zones else range(len(facts.columns.fragments))
    if facts.of(_zones_end_with_lines):
        surfaces = facts.columns.surfaces
        # Whatever crosses a border then has a line end in it: one search finds that in all surfaces at once.
        if not facts.mismatched and "\n" not in "".join(surfaces):
            return ()
    zone_at = facts.zone_at
    first = list(map(zone_at.__getitem__, facts.columns.starts))
    last = list(map((zone_at[-1:] + zone_at).__getitem__, facts.columns.ends))
    if first == last:
        return ()
    return [position for position, zone in enumerate(first) if zone != last[position]]


def _zones_end_with_lines(facts: Facts) -> bool:
    """Whether at every border of a zone inside the text there is a LF on one side."""
    text, size = facts.text, len(facts.text)
    borders = {border for zone in facts.zones for border in (zone.start, zone.end)} - {0, size}
    return all("\n" in text[border - 1 : border + 1] for border in borders)


@rule("OFF011", "crosses-zone", WARNING, "offsets", "fragment", screen=_in_two_zones)
def crosses_zone(node: Node, facts: Facts) -> Iterator[Problem]:
    """A fragment lies inside one zone; sentences and other segments too."""
    fragment = node.value
    if fragment.start == fragment.end or not facts.zones:
        return
    zone_at = facts.zone_at
    first, last = zone_at[fragment.start], zone_at[fragment.end - 1]
    if first != last:
        names = [facts.zones[number].id if number >= 0 else "no zone" for number in (first, last)]
        yield Problem(
            f"the fragment begins in {names[0]} and ends in {names[1]}",
            range=(fragment.start, fragment.end),
            help="make two fragments of it, or move the end",
        )


@rule("OFF017", "crossing-spans", WARNING, "offsets", "document")
def crossing_spans(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Two mentions are nested or apart."""
    if not _any_crossing(facts):
        return
    positions = {id(mention): position for position, mention in enumerate(facts.document.mentions or ())}
    # The mentions that are still open, the one that ends first in front. Each mention is held against that one only.
    still_open: list[tuple[int, int, Mention]] = []
    placed = sorted(facts.of(_placed_mentions), key=lambda mention: (mention.span[0].start, -mention.span[0].end))
    for number, mention in enumerate(placed):
        fragment = mention.span[0]
        while still_open and still_open[0][0] <= fragment.start:
            heappop(still_open)
        if still_open and still_open[0][0] < fragment.end:
            other = still_open[0][2]
            yield Problem(
                f"‘{fragment.text[:60]}’ and ‘{other.span[0].text[:60]}’ ({other.id}) overlap, and neither contains the "
                "other",
                range=(other.span[0].start, fragment.end),
                found=other.id,
                help="one of them begins or ends at the wrong word",
                below=f"{facts.pointer('mentions', positions[id(mention)])}/span",
                annotation=mention.id,
            )
        heappush(still_open, (fragment.end, number, mention))


def _any_crossing(facts: Facts) -> bool:
    """Whether any mention of one fragment begins inside another and ends outside."""
    place = facts.columns.places.get(("mentions", "span"))
    if place is None:
        return False
    if place.continuous:
        starts, ends = facts.columns.starts[place.fragments], facts.columns.ends[place.fragments]
    else:
        single = [span[0] for span in facts.columns.spans[place.spans] if len(span) == 1]
        starts, ends = [fragment.start for fragment in single], [fragment.end for fragment in single]
    open_ends: list[int] = []
    last = -1
    for start, negative_end in sorted(zip(starts, map(neg, ends), strict=True)):
        if start < last:  # inside something, or crossing it
            while open_ends and open_ends[-1] <= start:
                open_ends.pop()
            if open_ends and -negative_end > open_ends[-1]:
                return True
        else:
            open_ends.clear()
        open_ends.append(-negative_end)
        if -negative_end > last:
            last = -negative_end
    return False


def _placed_mentions(facts: Facts) -> list[Mention]:
    """The mentions of one fragment whose offsets and surface are right."""
    text = facts.text
    return [
        mention
        for mention in facts.document.mentions or ()
        if len(mention.span) == 1
        and (fragment := mention.span[0]).start <= fragment.end <= len(text)
        and text[fragment.start : fragment.end] == fragment.text
    ]


def _in_dead_zone(facts: Facts) -> Iterable[int]:
    dead: set[int] = set()
    for number in facts.of(_dead_zones):
        dead.update(range(facts.zones[number].start, facts.zones[number].end))
    if dead.isdisjoint(facts.columns.starts):
        return ()
    return [position for position, start in enumerate(facts.columns.starts) if start in dead]


def _dead_zones(facts: Facts) -> frozenset[int]:
    """The numbers of the zones that, by the scheme, carry no annotation."""
    kinds = facts.scheme.dead_zones if facts.scheme is not None else frozenset()
    return frozenset(number for number, zone in enumerate(facts.zones) if zone.kind in kinds)


@rule("OFF018", "dead-zone", WARNING, "offsets", "fragment", screen=_in_dead_zone)
def dead_zone(node: Node, facts: Facts) -> Iterator[Problem]:
    """Section labels, boilerplate and related links carry no annotation; segments may cover them."""
    fragment = node.value
    if fragment.start >= len(facts.text) or node.layer == "segments":
        return
    number = facts.zone_at[fragment.start]
    if number in facts.of(_dead_zones):
        zone = facts.zones[number]
        yield Problem(
            f"‘{fragment.text[:60]}’ stands in zone {zone.id!r}, a {zone.kind}, which the scheme leaves unannotated",
            range=(fragment.start, fragment.end),
            found=zone.kind,
            help="remove the annotation, or give the zone its real kind",
        )


def _outside_coverage(facts: Facts) -> Iterable[int]:
    return range(len(facts.columns.annotations)) if facts.of(limited) else ()


@rule("OFF019", "outside-coverage", WARNING, "offsets", "annotation", screen=_outside_coverage)
def outside_coverage(node: Node, facts: Facts) -> Iterator[Problem]:
    """An annotation lies in the part of the text that its layer says it covers."""
    covered = facts.of(limited).get(node.layer)
    if covered is None or node.layer not in PLACE_MEMBERS:
        return
    for start, end in stretches(node.layer, node.value):
        if not start <= end <= len(facts.text):
            continue  # offset-range has said so
        if not holds(covered, start, end):
            yield Problem(
                f"‘{facts.text[start:end][:60]}’ lies outside what the layer {node.layer} says it covers",
                range=(start, end),
                help=f"widen coverage.{node.layer}, or remove the annotation",
            )
            return


@rule("OFF021", "coverage-range", ERROR, "offsets", "document")
def coverage_range(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The ranges of a layer's coverage lie inside the text, hold a character each, are in its order and do not overlap."""
    coverage = facts.document.coverage
    if coverage is None:
        return
    for layer in coverage.__struct_fields__:
        declared = getattr(coverage, layer)
        if declared is not None and declared.ranges:
            yield from _range_problems(layer, declared.ranges, len(facts.text))


def _range_problems(layer: str, ranges: Sequence[Range], size: int) -> Iterator[Problem]:
    position = 0
    for index, stretch in enumerate(ranges):
        start, end, below = stretch.start, stretch.end, f"/coverage/{layer}/ranges/{index}"
        if not start < end <= size:
            yield Problem(
                f"the coverage of {layer} names {start}–{end}, which is no stretch of a text of length {size}, in code points"
                if start != end or end > size
                else f"the coverage of {layer} names an empty range: it begins and ends at {start}",
                expected=f"0 ≤ start < end ≤ {size}",
                found=f"{start}–{end}",
                help="offsets count code points, and the end is the place behind the last one",
                below=below,
            )
            continue
        if start < position:
            yield Problem(
                f"the range {start}–{end} of the coverage of {layer} begins before the end of an earlier one at {position}",
                range=(start, end),
                expected=f"start ≥ {position}",
                found=str(start),
                help="put the ranges into the order of the text, and make one of two that overlap",
                below=below,
            )
        position = max(position, end)


RULES = (crosses_zone, crossing_spans, dead_zone, outside_coverage, coverage_range)
