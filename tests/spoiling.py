"""Spoils documents in the ways that ``standfirst fix`` mends, and in ways that it must leave alone. Plain JSON trees only.

Nothing here is taken from the program but the table of members that hold spans.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from standfirst.model import LAYERS
from standfirst.model.references import SPAN_MEMBERS

Tree = dict[str, Any]


def fragment_lists(tree: Tree) -> Iterator[tuple[str, str, list[Any]]]:
    """The layer, the member and the fragments of everything that holds a list of fragments."""
    for row in SPAN_MEMBERS:
        for record in tree.get(row.layer, []):
            if row.shape != "fragment" and record.get(row.member):
                yield row.layer, row.member, record[row.member]
    for mention in tree.get("event_mentions", []):
        for arg in mention.get("args", []):
            if arg.get("span"):
                yield "event_mentions", "args", arg["span"]


def fragments(tree: Tree) -> Iterator[tuple[str, str, Any]]:
    """The layer and the member of every fragment, and the fragment."""
    for layer, member, held in fragment_lists(tree):
        for fragment in held:
            yield layer, member, fragment
    for row in SPAN_MEMBERS:
        for record in tree.get(row.layer, []):
            if row.shape == "fragment" and record.get(row.member):
                yield row.layer, row.member, record[row.member]


def widen(tree: Tree, chance: random.Random) -> None:
    """Let fragments reach over the white space beside them."""
    text = tree["text"]
    for layer, _, fragment in fragments(tree):
        start, end = fragment["start"], fragment["end"]
        if layer == "segments" or start == end or chance.random() < 0.5:
            continue
        while start and text[start - 1].isspace() and chance.random() < 0.7:
            start -= 1
        while end < len(text) and text[end].isspace() and chance.random() < 0.7:
            end += 1
        if (start, end) != (fragment["start"], fragment["end"]):
            fragment.pop("prefix", None)
            fragment.pop("suffix", None)
            fragment.update(start=start, end=end, text=text[start:end])


def shuffle(tree: Tree, chance: random.Random) -> None:
    """Put fragments out of order."""
    for _, _, held in fragment_lists(tree):
        chance.shuffle(held)


def forget(tree: Tree, chance: random.Random) -> None:
    """Leave contexts out."""
    for _, _, fragment in fragments(tree):
        for name in ("prefix", "suffix"):
            if chance.random() < 0.5:
                fragment.pop(name, None)


def chatter(tree: Tree, chance: random.Random) -> None:
    """Add right contexts where none is needed."""
    text = tree["text"]
    for _, _, fragment in fragments(tree):
        start = fragment["start"]
        once = text.find(fragment["text"], text.find(fragment["text"]) + 1) < 0
        if once and chance.random() < 0.5 and start:
            fragment["prefix"] = text[max(0, start - chance.randint(1, 32)) : start]


def miscount(tree: Tree, chance: random.Random) -> None:
    """Get the details of the fingerprint wrong, and leave its hash."""
    lengths = tree["fingerprint"]["lengths"]
    lengths[chance.choice(["codepoint", "utf16", "utf8"])] += chance.randint(1, 3)
    tree["fingerprint"]["nfc"] = not tree["fingerprint"]["nfc"]
    tree["fingerprint"]["newline"] = "mixed" if tree["fingerprint"]["newline"] != "mixed" else "lf"


def disorder(tree: Tree, chance: random.Random) -> None:
    """Put ranges of coverage, and nothing else, out of order. (TEI cannot say that of zones.)"""
    for layer in LAYERS:
        chance.shuffle(tree.get("coverage", {}).get(layer, {}).get("ranges", []))


def move(tree: Tree, chance: random.Random) -> None:
    """Move fragments, with their contexts, and say the same words of them: to be left as they are."""
    for _, _, fragment in fragments(tree):
        if chance.random() < 0.3:
            fragment["start"] += 1
            fragment["end"] += 1


def mistake(tree: Tree, chance: random.Random) -> None:
    """Get contexts wrong: to be left as they are."""
    for _, _, fragment in fragments(tree):
        if chance.random() < 0.3:
            fragment[chance.choice(["prefix", "suffix"])] = chance.choice(["no such words", " ", "a"])


MENDABLE: tuple[Callable[[Tree, random.Random], None], ...] = (widen, shuffle, forget, chatter, miscount, disorder)
"""What can be undone."""
OTHER: tuple[Callable[[Tree, random.Random], None], ...] = (move, mistake)
"""What cannot."""


def spoil(tree: Tree, chance: random.Random, ways: tuple[Callable[[Tree, random.Random], None], ...]) -> Tree:
    """``tree`` spoilt, in place, in some of ``ways``; their order is that of the list."""
    for way in ways:
        if chance.random() < 0.6:
            way(tree, chance)
    return tree
