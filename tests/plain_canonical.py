"""The canonical form of JSON, written from docs/format.md alone: its sections 5 and 11, and nothing of Standfirst's own.

The order of members is read from the tables of the page. Values are those of :func:`json.loads`.
"""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

_HEADING = re.compile(r"^#### (.+)$")
_ROW = re.compile(r"^\| `([^`]+)` \|[^|]*\| ([^|]+) \|")
_LAYER = re.compile(r"^(.+), in `(\w+)`$")

Tables = dict[str, dict[str, str]]
"""What each object holds, by its name in the page: its members, in order, with what the page says of their values."""


def tables(page: Path) -> Tables:
    """The members of every object, from section 11. Those of an annotation begin with the members of *Annotation*."""
    section = page.read_text("utf-8").partition("\n## 11. Members\n")[2].partition("\n## ")[0]
    found: Tables = {}
    names: dict[str, str] = {}
    heading = ""
    for line in section.splitlines():
        if match := _HEADING.match(line):
            layer = _LAYER.match(match[1])
            heading = (layer[1] if layer else match[1]).lower()
            found[heading] = dict(found["annotation"]) if layer else {}
            if layer:
                names[layer[2]] = heading
        elif match := _ROW.match(line):
            found[heading][match[1]] = match[2]
    assert all(found["document"][layer] == f"list of {name}" for layer, name in names.items())
    return found


def canonical(tree: dict[str, Any], known: Tables) -> bytes:
    """C1 to C3: a file of one document."""
    layers = [name for name, value in known["document"].items() if value.startswith("list of ")]
    lines = []
    for name, kind, value in members(tree, "document", known):
        if name in layers and value:
            elements = ",\n    ".join(compact(one, kind.removeprefix("list of "), known) for one in value)
            lines.append(f"  {string(name)}: [\n    {elements}\n  ]")
        else:
            lines.append(f"  {string(name)}: {compact(value, kind, known)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def record(tree: dict[str, Any], known: Tables) -> bytes:
    """C12: a line of JSON Lines."""
    return (compact(tree, "document", known) + "\n").encode("utf-8")


def members(value: dict[str, Any], kind: str, known: Tables) -> Iterable[tuple[str, str, Any]]:
    """C5 to C7: the members of an object in their order, each with what the page says of its value."""
    if kind in ("attributes", "unknown"):
        return [(name, "unknown", value[name]) for name in sorted(value)]
    order = known[kind]
    strangers = sorted(value.keys() - order.keys(), key=lambda name: name.replace("~", "~0").replace("/", "~1"))
    named = [(name, order[name], value[name]) for name in order if name in value]
    return [*named, *((name, "unknown", value[name]) for name in strangers)]


def compact(value: Any, kind: str, known: Tables) -> str:
    """C4: a value without white space."""
    kind = kind.removesuffix(", not empty")
    if isinstance(value, dict):
        held = (f"{string(name)}:{compact(one, its, known)}" for name, its, one in members(value, kind, known))
        return "{" + ",".join(held) + "}"
    if isinstance(value, list):
        element = "fragment" if kind == "span" else kind.removeprefix("list of ")
        return "[" + ",".join(compact(one, element, known) for one in value) + "]"
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return real(float(value)) if kind == "float" or isinstance(value, float) else str(value)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def string(value: str) -> str:
    """C9."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'


def real(value: float) -> str:
    """C11. The shortest digits that read as the same number are those that Python shows; how they stand is the page's."""
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    assert isinstance(exponent, int)
    shown = "".join(map(str, digits)).rstrip("0")
    if not shown:
        return "0.0"
    power = len(digits) + exponent - 1
    if -5 <= power < 0:
        written = "0." + "0" * (-power - 1) + shown
    elif 0 <= power < 16:
        written = f"{shown[: power + 1].ljust(power + 1, '0')}.{shown[power + 1 :] or '0'}"
    else:
        written = f"{shown[0]}{'.' if shown[1:] else ''}{shown[1:]}e{power}"
    return "-" * sign + written


def read(data: bytes) -> dict[str, Any]:
    """The value of a JSON file."""
    tree = json.loads(data)
    assert isinstance(tree, dict)
    return tree
