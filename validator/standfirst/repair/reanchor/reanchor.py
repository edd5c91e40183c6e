"""A whole document onto a revised text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from standfirst._version import __version__
from standfirst.data import Scheme
from standfirst.errors import EditError
from standfirst.formats import named_format
from standfirst.model import LAYERS, Document
from standfirst.model.derive import fingerprint
from standfirst.model.plain_places import bare_places, fragment_places
from standfirst.model.references import PLACE_MEMBERS
from standfirst.repair.fix.places import remade
from standfirst.repair.fix.proof import document_of, errors_of, tree_of
from standfirst.repair.reanchor.joint import place_without_old_text
from standfirst.repair.reanchor.known import Aligned, place_with_old_text
from standfirst.repair.reanchor.prune import Tree, prune
from standfirst.repair.reanchor.records import STATUSES, Place, Placement, Status

AGENT = "standfirst reanchor"
"""The name of the program among the document's agents."""
_MOST_ROUNDS = 20
_FRAGMENT = re.compile(r"/(?P<layer>\w+)/(?P<number>\d+)/(?P<member>\w+)(?:/(?P<rest>.*))?")

Decisions = Mapping[str, tuple[int, int]]


class Reanchored(Struct, frozen=True):
    """A document on its revised text, what became of every place of the old one, and the ids of what was left out.

    ``left_out`` are annotations with a place that was not applied, and what cannot be without them; ``shortened`` the
    pointers, in the old document, of members that were taken out of annotations that stay.
    """

    document: Document
    placements: tuple[Placement, ...]
    left_out: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()

    def count(self, status: Status) -> int:
        """How many places have that status."""
        return sum(placement.status == status for placement in self.placements)


def reanchor(
    document: Document,
    text: str,
    *,
    trust_old_text: bool = True,
    decisions: Decisions | None = None,
    scheme: Scheme | None = None,
) -> Reanchored:
    """``document`` with its annotations moved onto ``text``, as far as that can be proved.

    :param trust_old_text: whether the document's text is the one that was annotated; if not, only surfaces and contexts count
    :param decisions: places, in code points of ``text``, that a person has decided on, by the pointers of the old ones
    :raises EditError: where a decision is no place in ``text``, or names no place of the document
    """
    tree = tree_of(document)
    places = _places(tree)
    found = _found(document, text, places, trust_old_text=trust_old_text)
    placements = _decided(found, text, decisions or {})
    if text == document.text and all(one.start == one.place.start and one.end == one.place.end for one in placements):
        return Reanchored(document, tuple(placements))
    zones = _zones(document, text, tree, trust_old_text=trust_old_text, placements=placements)
    made, left_out, shortened = _rebuilt(document, tree, text, placements, zones, scheme)
    return Reanchored(made, tuple(placements), tuple(left_out), tuple(shortened))


def _places(tree: Tree) -> list[Place]:
    return [
        Place(
            one.pointer,
            one.annotation,
            one.value["start"],
            one.value["end"],
            one.value["text"],
            one.value.get("prefix"),
            one.value.get("suffix"),
        )
        for one in fragment_places(tree)
    ]


def _found(document: Document, text: str, places: Sequence[Place], *, trust_old_text: bool) -> list[Placement]:
    if not trust_old_text:
        return place_without_old_text(text, places)
    stray = next((one for one in places if document.text[one.start : one.end] != one.surface), None)
    if stray is not None:
        raise EditError(
            f"the surface at {stray.pointer} is not what the document's text says: mend the document first, or let only "
            "surfaces count"
        )
    return list(place_with_old_text(document.text, text, places))


def _decided(found: Iterable[Placement], text: str, decisions: Decisions) -> list[Placement]:
    placements = list(found)
    unknown = set(decisions) - {placement.place.pointer for placement in placements}
    if unknown:
        raise EditError(f"the document has no fragment {min(unknown)!r}, which there is a decision on")
    for number, placement in enumerate(placements):
        if placement.place.pointer in decisions:
            start, end = decisions[placement.place.pointer]
            if not 0 <= start <= end <= len(text):
                raise EditError(f"{start}–{end} is no stretch of the text, which has {len(text)} code points")
            how = "exact" if text[start:end] == placement.place.surface else "edited"
            placements[number] = Placement(placement.place, "applied", how, start, end, why="decided by a person")  # type: ignore[arg-type]
    return placements


def _zones(
    document: Document, text: str, tree: Tree, *, trust_old_text: bool, placements: Sequence[Placement]
) -> dict[str, tuple[int, int]]:
    """The new places of zones and of ranges of the coverage, by pointer; those that are gone are not in it."""
    bare = [(one.pointer, one.value["start"], one.value["end"]) for one in bare_places(tree)]
    if not bare:
        return {}
    if trust_old_text:
        aligned = Aligned(document.text, text)
        hulls = {pointer: aligned.hull(start, end) for pointer, start, end in bare}
        return {pointer: hull for pointer, hull in hulls.items() if hull is not None and hull[0] < hull[1]}
    moves = sorted((one.place.start, one.start - one.place.start) for one in placements if one.start is not None)
    placed: dict[str, tuple[int, int]] = {}
    for pointer, start, end in bare:
        first, last = _shift(moves, start, after=True), _shift(moves, end, after=False)
        if first is not None and last is not None and 0 <= start + first < end + last <= len(text):
            placed[pointer] = start + first, end + last
    return placed


def _shift(moves: Sequence[tuple[int, int]], offset: int, *, after: bool) -> int | None:
    """How far the nearest span behind an offset, or before it, has moved."""
    at = bisect_left(moves, (offset, -(1 << 62)))
    if at < len(moves) and (after or at == 0):
        return moves[at][1]
    return moves[at - 1][1] if at else None


def _rebuilt(
    document: Document,
    tree: Tree,
    text: str,
    placements: Sequence[Placement],
    zones: Mapping[str, tuple[int, int]],
    scheme: Scheme | None,
) -> tuple[Document, list[str], list[str]]:
    """The document on its new text; what would break the format there is left out, with what needs it."""
    shortened: list[str] = []
    out = {one["id"] for number, one in enumerate(tree.get("zones", ())) if f"/zones/{number}" not in zones}
    out |= _moved(tree, text, placements, zones, shortened)
    tree["text"] = text
    _header(tree, text, placements, changed=text != document.text)
    gone = prune(tree, out)
    form = named_format("json")
    before = {(one.code, one.annotation) for one in errors_of(document, form, scheme)}
    for _ in range(_MOST_ROUNDS):
        made = document_of(tree)
        new = {one.annotation for one in errors_of(made, form, scheme) if (one.code, one.annotation) not in before}
        if not new - {None}:
            break
        gone |= prune(tree, {name for name in new if name is not None})
    kept = {record.id for layer in LAYERS for record in made.layer(layer)}
    names = [record.id for layer in LAYERS for record in document.layer(layer) if record.id not in kept]
    return made, names, [pointer for pointer in shortened if _owner(document, pointer) in kept]


def _moved(
    tree: Tree,
    text: str,
    placements: Sequence[Placement],
    zones: Mapping[str, tuple[int, int]],
    shortened: list[str],
) -> set[str]:
    """Move every place in ``tree``; the ids of annotations that are to be left out, for want of their own place."""
    by_pointer = {placement.place.pointer: placement for placement in placements}
    out: set[str] = set()
    members: dict[str, tuple[Tree, str]] = {}
    for one in list(fragment_places(tree)):
        placement = by_pointer[one.pointer]
        if placement.status == "applied" and placement.start is not None and placement.end is not None:
            new = remade(one.value, text, placement.start, placement.end)
            one.value.clear()
            one.value.update(new)
            continue
        match = _FRAGMENT.fullmatch(one.pointer)
        assert match is not None
        record, member = tree[match["layer"]][int(match["number"])], match["member"]
        if PLACE_MEMBERS[match["layer"]] == member:
            out.add(one.annotation)
        elif member == "args":
            number = int((match["rest"] or "0").partition("/")[0])
            members[f"/{match['layer']}/{match['number']}/args/{number}"] = record["args"][number], "span"
        else:
            members[f"/{match['layer']}/{match['number']}/{member}"] = record, member
    for one in list(bare_places(tree)):
        if one.pointer in zones:
            one.value["start"], one.value["end"] = zones[one.pointer]
    _shorten(tree, members, shortened)
    _cover(tree, zones)
    return out


def _shorten(tree: Tree, members: Mapping[str, tuple[Tree, str]], shortened: list[str]) -> None:
    for pointer, (owner, member) in members.items():
        owner.pop(member, None)
        shortened.append(pointer)
    for record in tree.get("event_mentions", ()):
        if "args" in record:
            record["args"] = [arg for arg in record["args"] if "ref" in arg or "span" in arg]
            if not record["args"]:
                del record["args"]


def _cover(tree: Tree, zones: Mapping[str, tuple[int, int]]) -> None:
    """Take the ranges of the coverage out that are gone, or that came to lie over an earlier one."""
    for layer, covered in tree.get("coverage", {}).items():
        if "ranges" not in covered:
            continue
        kept: list[Tree] = []
        for number, one in enumerate(covered["ranges"]):
            behind = kept[-1]["end"] if kept else 0
            if f"/coverage/{layer}/ranges/{number}" in zones and one["start"] >= behind:
                kept.append(one)
        covered["ranges"] = kept


def _header(tree: Tree, text: str, placements: Sequence[Placement], *, changed: bool) -> None:
    """The fingerprint of the new text, and a record of who has moved what."""
    import msgspec

    tree["fingerprint"] = msgspec.to_builtins(fingerprint(text))
    if not changed and all(placement.status == "applied" for placement in placements):
        return
    counts = {status: sum(one.status == status for one in placements) for status in STATUSES}
    said = ", ".join(f"{count} {status}" for status, count in counts.items() if count) or "no places"
    agents = [agent for agent in tree.get("agents", ()) if agent.get("name") != AGENT]
    taken = {record["id"] for layer in ("agents", *LAYERS) for record in tree.get(layer, ())}
    taken -= {agent["id"] for agent in tree.get("agents", ()) if agent not in agents}
    name, number = "standfirst-reanchor", 1
    while name in taken:
        number += 1
        name = f"standfirst-reanchor-{number}"
    comment = f"Moved onto a revised text: {said}."
    record = {"id": name, "kind": "program", "name": AGENT, "version": __version__, "comment": comment}
    tree["agents"] = [*agents, record]
    for layer, covered in tree.get("coverage", {}).items():
        if covered.get("extent") == "full" and layer != "zones":
            covered["extent"] = "partial"  # nobody has looked at what is new in the text


def _owner(document: Document, pointer: str) -> str:
    match: Any = _FRAGMENT.fullmatch(pointer) or re.fullmatch(r"/(?P<layer>\w+)/(?P<number>\d+).*", pointer)
    name: str = document.layer(match["layer"])[int(match["number"])].id
    return name
