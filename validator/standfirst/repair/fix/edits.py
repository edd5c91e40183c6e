"""Edits as plain data, and how they are applied to the plain tree of a document.

An edit says what stands at a place and what shall stand there. It is applied only where that does stand there, so that an
edit made for another state of a document cannot do harm. Offsets in values are code points.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from standfirst.errors import EditError
from standfirst.formats.pointer import pointer_tokens
from standfirst.model.layers import LAYERS

Tree = dict[str, Any]
"""A document as plain JSON values, as its canonical JSON form has them."""

_NAME = re.compile("[A-Za-z0-9-]{1,40}")
_SHOWN = 120


class Edit(Struct, frozen=True, omit_defaults=True):
    """One change of a document.

    ``pointer`` is the JSON Pointer of a member or an element in the canonical JSON form, whatever format the document is
    in; ``before`` is what stands there, ``after`` what shall; unset means that there is no such member. ``rule`` is the
    code of the rule that asks for it, or the name of the fix where no rule does, several joined by commas.
    ``annotation`` is the id of the annotation or agent that is changed. ``why`` is for people.
    """

    pointer: str
    before: Any = UNSET
    after: Any = UNSET
    rule: str = ""
    annotation: str | None = None
    why: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules, or the names of the fixes, that ask for it; ``other`` where it does not say."""
        named = tuple(self.rule.split(","))
        return named if all(map(_NAME.fullmatch, named)) else ("other",)


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same: 1, 1.0 and true are three values, and the order of members is none."""
    return _sorted(one) == _sorted(other)


_sorted = msgspec.json.Encoder(order="sorted").encode


def apply(tree: Tree, edits: Iterable[Edit]) -> Tree:
    """``tree`` with ``edits``, which all speak of the tree as it is now; ``tree`` itself is not changed.

    :raises EditError: where two edits overlap, or something else than ``before`` stands at a place
    """
    changed: Tree = _changed(tree, _by_place(edits), tree)
    return changed


def applied_already(tree: Tree, edits: Iterable[Edit]) -> bool:
    """Whether what every edit shall bring about stands in ``tree`` already."""
    try:
        apply(tree, [msgspec.structs.replace(edit, before=edit.after) for edit in edits])
    except EditError:
        return False
    return True


class _Branch(dict[str, Any]):
    """Edits by the tokens of their pointers: what a token leads to is another branch, or an edit."""


def _by_place(edits: Iterable[Edit]) -> _Branch:
    root = _Branch()
    for edit in edits:
        if not edit.pointer.startswith("/"):
            raise EditError(f"an edit names the place {edit.pointer!r}: a pointer begins with / and a member")
        *way, last = pointer_tokens(edit.pointer)
        branch = root
        for token in way:
            branch = branch.setdefault(token, _Branch())
            if isinstance(branch, Edit):
                raise EditError(f"two edits overlap: one of {branch.pointer}, and one of {edit.pointer} in it")
        if last in branch:
            raise EditError(f"two edits overlap: one of {edit.pointer}, and another of it or of something in it")
        branch[last] = edit
    return root


def _changed(value: Any, branch: _Branch, tree: Tree) -> Any:
    """A copy of ``value``, which is a part of ``tree``, with the edits of a branch."""
    changed = value.copy()
    for token, step in branch.items():
        key, old = _member(value, token, _first(step))
        if isinstance(step, Edit):
            _require(step, old, tree)
            if step.after is UNSET and isinstance(value, list):
                raise EditError(f"an edit cannot take {step.pointer} out of its list; let it change the list")
            if step.after is UNSET:
                changed.pop(key, None)
            else:
                changed[key] = step.after
        else:
            if not isinstance(old, dict | list):
                raise _changed_meanwhile(_first(step), "there is nothing that could hold it")
            changed[key] = _changed(old, step, tree)
    return changed


def _member(value: Any, token: str, edit: Edit) -> tuple[Any, Any]:
    """The key or index that a token stands for, and what is there, unset where nothing is."""
    if isinstance(value, dict):
        return token, value.get(token, UNSET)
    if not token.isascii() or not token.isdecimal() or len(token) > 15 or int(token) >= len(value):
        raise _changed_meanwhile(edit, f"a list has no element {token[:20]!r} there")
    return int(token), value[int(token)]


def _first(step: Any) -> Edit:
    while isinstance(step, _Branch):
        step = next(iter(step.values()))
    edit: Edit = step
    return edit


def _require(edit: Edit, found: Any, tree: Tree) -> None:
    if (found is UNSET) != (edit.before is UNSET) or (found is not UNSET and not same(found, edit.before)):
        raise _changed_meanwhile(edit, f"{_shown(found)} stands there, not {_shown(edit.before)}")
    owner = _owner(tree, edit.pointer)
    if edit.annotation is not None and owner != edit.annotation:
        raise _changed_meanwhile(edit, f"it is of {owner!r}, not of {edit.annotation!r}")


def _owner(tree: Tree, pointer: str) -> str | None:
    """The id of the annotation or agent in which ``pointer`` leads, if it leads into one."""
    layer, *rest = pointer_tokens(pointer)
    if not rest or (layer not in LAYERS and layer != "agents"):
        return None
    name = tree[layer][int(rest[0])].get("id")
    return name if isinstance(name, str) else None


def _shown(value: Any) -> str:
    if value is UNSET:
        return "nothing"
    text = msgspec.json.encode(value).decode("utf-8")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _changed_meanwhile(edit: Edit, what: str) -> EditError:
    place = edit.pointer if len(edit.pointer) <= _SHOWN else f"{edit.pointer[:_SHOWN]}…"
    return EditError(f"the edit of {place} does not fit: {what}; the document has changed since, make it again")


def merged(tree: Tree, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """The edits of ``tree`` that do in one go what ``first`` does and then ``second``, which speaks of the tree after it."""
    edits = {edit.pointer: edit for edit in first}
    inside: dict[str, list[str]] = {}
    for pointer in edits:
        for way in _ways(pointer)[1:]:
            inside.setdefault(way, []).append(pointer)
    for later in second:
        above = next((way for way in _ways(later.pointer) if way in edits), None)
        if above is not None:
            edits[above] = _folded(edits[above], later)
            continue
        below = [edits.pop(pointer) for pointer in inside.get(later.pointer, ()) if pointer in edits]
        before = _value(tree, later.pointer) if below else later.before
        edits[later.pointer] = _joined(later.pointer, before, later.after, [*below, later])
    return [edit for edit in edits.values() if not _idle(edit)]


def _ways(pointer: str) -> list[str]:
    """A pointer, and those of everything that it leads through, the longest first."""
    ways = [pointer]
    while "/" in ways[-1][1:]:
        ways.append(ways[-1].rpartition("/")[0])
    return ways


def _folded(edit: Edit, later: Edit) -> Edit:
    """One edit for an edit and a later one of what it has put there."""
    rest = later.pointer.removeprefix(edit.pointer)
    after = later.after
    if rest:
        inner = msgspec.structs.replace(later, pointer=rest, annotation=None)
        after = _changed(edit.after, _by_place([inner]), {})
    return _joined(edit.pointer, edit.before, after, [edit, later])


def _joined(pointer: str, before: Any, after: Any, edits: Sequence[Edit]) -> Edit:
    rules = dict.fromkeys(rule for edit in edits if edit.rule for rule in edit.rules)
    reasons = dict.fromkeys(edit.why for edit in edits if edit.why)
    owners = {edit.annotation for edit in edits}
    return Edit(pointer, before, after, ",".join(rules), owners.pop() if len(owners) == 1 else None, "; ".join(reasons))


def _idle(edit: Edit) -> bool:
    if edit.before is UNSET or edit.after is UNSET:
        return edit.before is edit.after
    return same(edit.before, edit.after)


def _value(tree: Any, pointer: str) -> Any:
    for token in pointer_tokens(pointer):
        tree = tree[int(token)] if isinstance(tree, list) else tree.get(token, UNSET)
        if tree is UNSET:
            return UNSET
    return tree
