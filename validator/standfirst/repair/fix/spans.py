"""Fixes of spans: their edges, the order of their fragments, and contexts. Each leaves alone what is not proven.

A fragment is proven where its surface is the text at its offsets, and what is there of its context is right.
"""

from collections.abc import Iterator
from itertools import pairwise

from standfirst.repair.fix.edits import Edit, Tree
from standfirst.repair.fix.places import Held, Plain, held, is_sound, plain, remade
from standfirst.rules.facts import Facts


def edge_space(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that take white space off the edges of fragments. What is white space only is left for a person."""
    for span in held(tree):
        if span.row.layer == "segments":
            continue  # they may cover all of the text
        for index, fragment in enumerate(span.fragments):
            surface = fragment["text"]
            kept = surface.strip()
            if kept and kept != surface and is_sound(fragment, facts.text):
                start = fragment["start"] + len(surface) - len(surface.lstrip())
                after = remade(fragment, facts.text, start, start + len(kept))
                yield _edit(span, index, after, "OFF003", "white space at the edge")


def fragment_order(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that put the fragments of a span into the order of the text."""
    for span in _of_several(tree, facts):
        ordered = sorted(span.fragments, key=_place)
        if any(_place(after) < _place(before) for before, after in pairwise(span.fragments)):
            yield _whole(span, ordered, "OFF008", "fragments out of the order of the text")


def fragment_touching(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that make one fragment of two that touch, unless the border of a zone is between them.

    What is verbatim may be two things that stand beside each other. Where there is white space between two fragments,
    one of both would say more than they did.
    """
    if facts.document.zones and not facts.zones:
        return
    for span in _of_several(tree, facts):
        places = [_place(fragment) for fragment in span.fragments]
        if span.row.shape != "span" or any(after[0] < before[1] for before, after in pairwise(places)):
            continue
        joined = [span.fragments[0]]
        for fragment in span.fragments[1:]:
            before = joined[-1]
            if _touch(before, fragment, facts):
                joined[-1] = remade(before, facts.text, before["start"], fragment["end"])
            else:
                joined.append(fragment)
        if len(joined) < len(span.fragments):
            yield _whole(span, joined, "OFF010", "fragments that touch")


def _touch(before: Plain, after: Plain, facts: Facts) -> bool:
    if not before["start"] < before["end"] == after["start"] < after["end"] or not (plain(before) and plain(after)):
        return False
    border = before["end"]
    return not facts.zones or facts.zone_at[border - 1] == facts.zone_at[border]


def context(tree: Tree, facts: Facts) -> Iterator[Edit]:
    """Edits that store a context where the surface stands more than once in the text, and take it away elsewhere.

    A wrong context is never touched: it may say that the annotation was moved to another occurrence of its words. Nor is
    one that is merely short.
    """
    several: dict[str, bool] = {}
    for span in held(tree):
        for index, fragment in enumerate(span.fragments):
            if not is_sound(fragment, facts.text):
                continue
            surface = fragment["text"]
            if surface not in several:
                several[surface] = _stands_twice(surface, facts.text)
            if several[surface]:
                after = remade(fragment, facts.text, fragment["start"], fragment["end"]) | fragment
            else:
                after = {name: value for name, value in fragment.items() if name not in ("prefix", "suffix")}
            if len(after) != len(fragment):
                why = "no context, though the words stand more than once in the text"
                superfluous = "a context, though the words stand only once in the text"
                yield _edit(span, index, after, "context", why if several[surface] else superfluous)


def _stands_twice(surface: str, text: str) -> bool:
    return text.find(surface, text.find(surface) + 1) >= 0


def _of_several(tree: Tree, facts: Facts) -> Iterator[Held]:
    """The spans of several fragments, all of them proven."""
    for span in held(tree):
        if len(span.fragments) > 1 and all(is_sound(fragment, facts.text) for fragment in span.fragments):
            yield span


def _place(fragment: Plain) -> tuple[int, int]:
    return fragment["start"], fragment["end"]


def _edit(span: Held, index: int, after: Plain, rule: str, why: str) -> Edit:
    return Edit(span.at(index), span.fragments[index], after, rule, span.annotation, why)


def _whole(span: Held, after: list[Plain], rule: str, why: str) -> Edit:
    return Edit(span.pointer, span.fragments, after, rule, span.annotation, why)
