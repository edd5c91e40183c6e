"""A document out of a tree with faults: what is sound is kept, so that all findings come from one run."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from standfirst.finding import ERROR, Finding
from standfirst.formats.pointer import Path, pointer
from standfirst.model import FORMAT_VERSION, LAYERS, Document, Unknown
from standfirst.model.derive import fingerprint
from standfirst.reading import NOTHING_OMITTED, Omissions

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Every character that XML 1.0 does not have (its production 2, Char), and so no document."""

# The parser refuses raw control characters, so that what is left is escaped, or is one of the two that are legal in JSON.
_MAYBE_ILLEGAL = re.compile(r"\\(?:[bf]|u(?:00[01]|[fF]{3}[eEfF]))")

ANNOTATED = frozenset(("agents", *LAYERS))
"""The top-level members that hold lists of things with ids."""
_STAND_INS: dict[str, Any] = {
    "standfirst": FORMAT_VERSION,
    "id": "_",
    "language": "und",
    "meta": {"license": "_"},
    "fingerprint": None,
}


def may_be_illegal(text: str) -> bool:
    """Whether a string in a JSON text may hold a character outside the text domain; lone surrogates apart."""
    return "\ufffe" in text or "\uffff" in text or _MAYBE_ILLEGAL.search(text) is not None


def salvage(
    tree: Any, bad: Collection[Path], unknown: Collection[Path]
) -> tuple[Document | None, Omissions, tuple[Finding, ...]]:
    """The sound part of ``tree`` as a document, what was left out, and findings on characters outside the text domain.

    ``bad`` are the paths of faults: the annotation or top-level member that holds one is left out. ``unknown`` are the
    paths of unknown members, which are kept aside. The document is ``None`` where there is no text.
    """
    if (
        not isinstance(tree, dict)
        or not isinstance(tree.get("text"), str)
        or any(path[:1] == ("text",) for path in bad)
    ):
        return None, NOTHING_OMITTED, ()
    illegal = tuple(_illegal(tree))
    kept, omissions = _without(tree, bad)
    aside = tuple(_take_aside(kept, unknown, omissions))
    document = msgspec.convert(kept, Document)
    if aside:
        document = msgspec.structs.replace(document, unknown=aside)
    return document, omissions, illegal


def _without(tree: dict[str, Any], bad: Collection[Path]) -> tuple[dict[str, Any], Omissions]:
    """A copy of ``tree`` without the nodes that hold faults, with stand-ins for the members that a document must have."""
    records: dict[str, set[int]] = {}
    members: set[str] = {name for name in _STAND_INS if name not in tree}
    for path in bad:
        if len(path) > 1 and path[0] in ANNOTATED and isinstance(path[1], int):
            records.setdefault(str(path[0]), set()).add(path[1])
        elif path:
            members.add(str(path[0]))
    kept: dict[str, Any] = {}
    origins: dict[str, tuple[int, ...]] = {}
    words: set[str] = set()
    for name, value in tree.items():
        if name in members:
            words.update(_strings(value))
        elif name in records:
            dropped = records[name]
            origins[name] = tuple(index for index in range(len(value)) if index not in dropped)
            kept[name] = [value[index] for index in origins[name]]
            words.update(word for index in dropped if index < len(value) for word in _strings(value[index]))
        else:
            kept[name] = value
    for name in members:
        if name == "fingerprint":  # the true one, so that nothing is said of it
            kept[name] = msgspec.to_builtins(fingerprint(tree["text"]))
        elif name in _STAND_INS:
            kept[name] = _STAND_INS[name]
    count = len(members) + sum(len(dropped) for dropped in records.values())
    return kept, Omissions(origins, frozenset(members), frozenset(words), count)


def _take_aside(kept: dict[str, Any], unknown: Collection[Path], omissions: Omissions) -> Iterator[Unknown]:
    """The unknown members of what is kept, in the order of their paths, taken out of it."""
    for path in sorted(unknown, key=lambda path: [str(token) for token in path]):
        if path[0] in omissions.members:
            continue
        owner, rest, holder = "", path, kept
        if len(path) > 2 and path[0] in ANNOTATED and isinstance(path[1], int):
            position = path[1]
            origin = omissions.origins.get(str(path[0]))
            if origin is not None:
                if position not in origin:
                    continue
                position = origin.index(position)
            records = kept[str(path[0])] = list(kept[str(path[0])])
            holder = records[position] = dict(records[position])
            owner, rest = str(holder["id"]), path[2:]
        value = _cut(holder, rest)
        # By the encoder of the writers: numbers have one form in JSON and in TEI.
        written = msgspec.json.encode(value, order="deterministic").decode("utf-8")
        yield Unknown(owner, pointer(rest), written)


def _cut(holder: Any, path: Path) -> Any:
    """Remove the member at ``path``, copying every container on the way: the tree belongs to the caller."""
    for token in path[:-1]:
        child = holder[token]
        holder[token] = child = child.copy()
        holder = child
    return holder.pop(path[-1])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _strings(member)
    elif isinstance(value, list):
        for element in value:
            yield from _strings(element)


def _illegal(tree: Any, path: Path = ()) -> Iterator[Finding]:
    """A finding for every string, member names included, with a character outside the text domain."""
    if isinstance(tree, str):
        match = ILLEGAL.search(tree)
        if match:
            yield _illegal_character(tree, match, path)
    elif isinstance(tree, dict):
        for name, member in tree.items():
            if ILLEGAL.search(name):
                yield from _illegal(name, (*path, name))
            yield from _illegal(member, (*path, name))
    elif isinstance(tree, list):
        for index, element in enumerate(tree):
            yield from _illegal(element, (*path, index))


def _illegal_character(value: str, match: re.Match[str], path: Path) -> Finding:
    number = sum(1 for _ in ILLEGAL.finditer(value))
    more = f", and {number - 1} more in this string" if number > 1 else ""
    return Finding(
        code="TXT005",
        name="illegal-character",
        level=ERROR,
        message=f"U+{ord(match[0]):04X} at code point {match.start()} of {path[-1] if path else 'the file'!r} is no "
        f"character of XML 1.0{more}",
        pointer=pointer(path),
        range=(match.start(), match.end()) if path == ("text",) else None,
        found=f"U+{ord(match[0]):04X}",
        help="replace it where the text was made, before it is annotated",
    )
