"""The documentation of the rules: ``rules.toml`` in each family's package, with examples that run as tests.

An example is a good document and a small edit that makes it bad; read backwards, the edit is the least repair.
"""

import difflib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from standfirst.rules import FAMILIES
from standfirst.rules.protocol import Rule


class Page(NamedTuple):
    """What there is to say of a rule. ``good`` and ``bad`` are files; ``file`` is what the example is an example of."""

    rule: Rule
    why: str
    repair: str
    since: str
    file: str
    good: bytes
    bad: bytes


def page(rule: Rule) -> Page:
    """The page of a rule. :raises KeyError: where the family's ``rules.toml`` has none"""
    entry = _entries(rule.code[:3])[rule.code]
    example = entry["example"]
    good = _good(example)
    return Page(
        rule=rule,
        why=entry["why"].strip(),
        repair=entry["repair"].strip(),
        since=entry["since"],
        file=example.get("file", "document"),
        good=good,
        bad=_edited(good, example),
    )


@cache
def _entries(family: str) -> dict[str, Any]:
    package = FAMILIES[family].__name__
    return tomllib.loads((files(package) / "rules.toml").read_text("utf-8"))


def _good(example: dict[str, Any]) -> bytes:
    text: str = example["good"] if "good" in example else _base(example["base"])
    return text.lstrip("\n").encode("utf-8")


@cache
def _base(name: str) -> str:
    bases = tomllib.loads((files("standfirst.rules") / "examples.toml").read_text("utf-8"))
    text: str = bases[name]
    return text


def _edited(good: bytes, example: dict[str, Any]) -> bytes:
    """The bad file: each ``find`` stands exactly once in the good one, and is replaced."""
    bad = good
    for edit in example.get("edits", [example]):
        find, put = _bytes(edit, "find"), _bytes(edit, "put")
        if bad.count(find) != 1:
            raise ValueError(f"{find!r} stands {bad.count(find)} times in the good example")
        bad = bad.replace(find, put)
    return bad


def _bytes(edit: dict[str, Any], name: str) -> bytes:
    hexadecimal = edit.get(f"{name}_hex")
    if hexadecimal is not None:
        return bytes.fromhex(hexadecimal)
    return str(edit[name]).encode("utf-8")


def render_page(entry: Page) -> str:
    """A rule's page as text."""
    rule = entry.rule
    return (
        f"{rule.code} {rule.name} ({rule.level}, phase {rule.phase}, since {entry.since})\n\n"
        f"{rule.summary}\n\n{entry.why}\n\nRepair: {entry.repair}\n\n"
        f"Example (- breaks the rule, + keeps it):\n\n{least_repair(entry)}\n"
        f"To leave it out: standfirst validate --ignore {rule.code} PATH\n"
    )


def least_repair(entry: Page) -> str:
    """The repair of the bad example as a diff, only the lines that change, each cut to a readable length."""
    bad, good = (data.decode("utf-8", "backslashreplace").splitlines() for data in (entry.bad, entry.good))
    lines = [line for line in difflib.unified_diff(bad, good, n=0, lineterm="") if line[:3] not in ("---", "+++")]
    return "".join(
        f"    {line if len(line) <= 200 else line[:197] + '…'}\n" for line in lines if not line.startswith("@@")
    )
