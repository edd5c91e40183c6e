"""The same JSON in another spelling, and JSON with faults: what tests of readers need."""

import json
import random
from typing import Any


def respelt(tree: Any, chance: random.Random) -> str:
    """The same value in another spelling: members in another order, other escapes, other white space."""
    blank = chance.choice(["", " ", "\n  ", "\t"])
    if isinstance(tree, dict):
        names = list(tree)
        chance.shuffle(names)
        members = [f"{respelt(name, chance)}{blank}:{blank}{respelt(tree[name], chance)}" for name in names]
        return "{" + f",{blank}".join(members) + "}"
    if isinstance(tree, list):
        return "[" + f"{blank},".join(respelt(element, chance) for element in tree) + "]"
    if isinstance(tree, str):
        return json.dumps(tree, ensure_ascii=chance.random() < 0.5)
    return json.dumps(tree)


def nodes(tree: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a tree."""
    found: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        value = stack.pop()
        keys: Any = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in list(keys):
            found.append((value, key))
            stack.append(value[key])
    return found


JUNK: list[Any] = [
    None, True, 0, -1, 1, 12.0, 2.5, -0.0, 10**30, 2**53, 2**53 - 1, "", " ", "x", "m1", "e1", "_dct", "1a", "a b",
    "\u200b", "a\nb", "NAM", "person", [], [None], {}, {"a": 1}, "\x00", "\ufffe", "😀", "x" * 70, [[1]],
]  # fmt: skip


def damaged(tree: Any, chance: random.Random) -> Any:
    """A tree with one to three faults: a value replaced, removed, added or doubled."""
    for _ in range(chance.randint(1, 3)):
        places = nodes(tree)
        container, key = chance.choice(places)
        action = chance.choice(["replace", "replace", "remove", "add", "shift", "double"])
        if action == "replace":
            container[key] = json.loads(json.dumps(chance.choice(JUNK)))
        elif action == "remove":
            del container[key]
        elif action == "add" and isinstance(container, dict):
            container[chance.choice(["unknown", "spaeker", "text", "id", "a b", "prefix", "\x01"])] = chance.choice(
                JUNK
            )
        elif action == "shift" and type(container[key]) is int:
            container[key] += chance.choice([-1, 1, 7, 10**6])
        elif action == "double" and isinstance(container, list):
            container.append(json.loads(json.dumps(container[key])))
    return tree


SCRAPS = [b"", b"\xff", b"0", b'"', b"\\u0001", b"\\ud83d", b"}", b"-0.0"]
