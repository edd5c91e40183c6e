"""The spans of a document as plain values, with what can be said of their fragments. Offsets are code points."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from standfirst.model.derive import fragment as derived
from standfirst.model.references import ARG_SPAN, SPAN_MEMBERS, SpanMember
from standfirst.repair.fix.edits import Tree

Plain = dict[str, Any]
"""A fragment as plain JSON values."""

_OFFSETS = ("start", "end", "text")
_CONTEXT = ("prefix", "suffix")


class Held(NamedTuple):
    """What a member holds: its fragments, with their pointers; ``pointer`` is that of the list, or of the lone fragment."""

    row: SpanMember
    annotation: str
    pointer: str
    fragments: list[Plain]

    def at(self, index: int) -> str:
        """The pointer of a fragment."""
        return self.pointer if self.row.shape == "fragment" else f"{self.pointer}/{index}"


def held(tree: Tree) -> Iterator[Held]:
    """Everything in a document that holds fragments."""
    for row in SPAN_MEMBERS:
        for position, record in enumerate(tree.get(row.layer, ())):
            value = record.get(row.member)
            if value:
                fragments = [value] if row.shape == "fragment" else value
                yield Held(row, record["id"], f"/{row.layer}/{position}/{row.member}", fragments)
    for position, record in enumerate(tree.get("event_mentions", ())):
        for index, arg in enumerate(record.get("args", ())):
            if arg.get("span"):
                pointer = f"/event_mentions/{position}/args/{index}/span"
                yield Held(ARG_SPAN, record["id"], pointer, arg["span"])


def is_fragment(value: Any) -> bool:
    """Whether a plain value is a fragment."""
    return isinstance(value, dict) and all(name in value for name in _OFFSETS)


def is_sound(fragment: Plain, text: str) -> bool:
    """Whether a fragment is a stretch of ``text`` with the right surface, and what it has of a context is right.

    A wrong context beside a right surface may say that the fragment was moved to another occurrence of its words.
    """
    start, end = fragment["start"], fragment["end"]
    if not 0 <= start <= end <= len(text) or text[start:end] != fragment["text"]:
        return False
    prefix, suffix = fragment.get("prefix", ""), fragment.get("suffix", "")
    return text[max(0, start - len(prefix)) : start] == prefix and text.startswith(suffix, end)


def remade(fragment: Plain, text: str, start: int, end: int) -> Plain:
    """``fragment`` moved to ``start`` and ``end``, with the surface there and, where it needs one, its context."""
    made = derived(text, start, end)
    known = {"start": start, "end": end, "text": made.text, "prefix": made.prefix, "suffix": made.suffix}
    kept = {name: value for name, value in fragment.items() if name not in known}
    return {name: value for name, value in known.items() if value is not None} | kept


def plain(fragment: Plain) -> bool:
    """Whether a fragment has no members but those of the format."""
    return set(fragment) <= {*_OFFSETS, *_CONTEXT}
