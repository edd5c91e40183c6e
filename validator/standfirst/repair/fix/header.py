"""Fixes of what is not a span: the fingerprint, the order of zones and ranges, arguments. Offsets are code points."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec

from standfirst.model.derive import fingerprint as derived
from standfirst.model.layers import LAYERS
from standfirst.repair.fix.edits import Edit, Tree, same
from standfirst.rules.facts import Facts

_LENGTHS = ("codepoint", "utf16", "utf8")


def fingerprint(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that take the lengths, the line ends and the normalization from the text, if its hash is the right one."""
    stored, true = tree["fingerprint"], msgspec.to_builtins(derived(facts.text))
    if stored["sha256"] != true["sha256"]:
        return  # the text is another one: nothing that is said of the old one can be mended
    for way in (*(("lengths", unit) for unit in _LENGTHS), ("newline",), ("nfc",)):
        before, after = stored, true
        for name in way:
            before, after = before[name], after[name]
        if not same(before, after):
            pointer = "/fingerprint/" + "/".join(way)
            yield Edit(pointer, before, after, "TXT002", why="the hash is that of the text, and this is not")


def zone_order(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """An edit that puts the zones into the order of the text, if they are apart."""
    zones = tree.get("zones", [])
    ordered = sorted(zones, key=_place)
    if not same(zones, ordered) and _are_apart(ordered, len(facts.text)):
        yield Edit("/zones", zones, ordered, "TXT013", why="zones out of the order of the text")


def coverage_range(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that put ranges of coverage into the order of the text, if they are apart.

    Ranges that overlap may be of another text, or in another unit: one of both would hide that.
    """
    coverage = tree.get("coverage", {})
    for layer in LAYERS:
        ranges = coverage.get(layer, {}).get("ranges", [])
        ordered = sorted(ranges, key=_place)
        if not same(ranges, ordered) and _are_apart(ordered, len(facts.text)):
            yield Edit(
                f"/coverage/{layer}/ranges", ranges, ordered, "OFF021", why="ranges out of the order of the text"
            )


def duplicate_arg(tree: Tree, _facts: Facts) -> Iterator[Edit]:
    """Edits that leave out an argument that is the same as another one of its event mention in every member."""
    for position, mention in enumerate(tree.get("event_mentions", ())):
        args = mention.get("args", [])
        after = [arg for index, arg in enumerate(args) if not any(same(arg, other) for other in args[:index])]
        if len(after) < len(args):
            pointer = f"/event_mentions/{position}/args"
            yield Edit(pointer, args, after, "EVT017", mention["id"], "an argument that stands twice")


def _place(stretch: dict[str, Any]) -> tuple[int, int]:
    return stretch["start"], stretch["end"]


def _are_apart(stretches: list[dict[str, Any]], size: int) -> bool:
    """Whether stretches in order hold a code point each, lie in the text, and do not overlap."""
    return all(stretch["start"] < stretch["end"] <= size for stretch in stretches) and all(
        before["end"] <= after["start"] for before, after in pairwise(stretches)
    )
