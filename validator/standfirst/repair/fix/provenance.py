"""The record of a repair in the document: one agent for this program, however often it has mended something."""

import re
from collections.abc import Iterable
from typing import Any

from standfirst._version import __version__
from standfirst.model.layers import LAYERS
from standfirst.repair.fix.edits import Edit, Tree

NAME = "standfirst fix"
"""The name of the agent, by which it is found again."""
_ID = "standfirst-fix"
_COMMENT = re.compile(r"Mended ([A-Za-z0-9-]+(?:, [A-Za-z0-9-]+)*)\.")


def recorded(tree: Tree, edits: Iterable[Edit]) -> Tree:
    """``tree`` with the agent that stands for this program, its version, and what it has mended by now.

    What is mended stays the annotation of whoever made it. A comment that a person has written there is kept.
    """
    rules = {rule for edit in edits for rule in edit.rules}
    agents = list(tree.get("agents", ()))
    mine = next((index for index, agent in enumerate(agents) if is_record(agent)), None)
    if mine is None:
        agents.append({"id": _free_id(tree), "kind": "program", "name": NAME} | _said(rules))
    else:
        agents[mine] = _updated(agents[mine], rules)
    return tree | {"agents": agents}


def is_record(agent: dict[str, Any]) -> bool:
    """Whether a plain agent is the record of repairs."""
    return (agent.get("kind"), agent.get("name")) == ("program", NAME)


def _updated(agent: dict[str, Any], rules: set[str]) -> dict[str, Any]:
    comment = agent.get("comment")
    written = _COMMENT.fullmatch(comment) if comment is not None else None
    said = _said(rules | set(written[1].split(", ")) if written else rules)
    if comment is not None and not written:
        del said["comment"]
    return agent | said


def _said(rules: set[str]) -> dict[str, str]:
    return {"version": __version__, "comment": f"Mended {', '.join(sorted(rules))}."}


def _free_id(tree: Tree) -> str:
    taken = {record["id"] for layer in ("agents", *LAYERS) for record in tree.get(layer, ())}
    name, number = _ID, 1
    while name in taken:
        number += 1
        name = f"{_ID}-{number}"
    return name
