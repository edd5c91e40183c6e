"""The strict decoder: bytes → text → tree of plain values, with a finding for everything it refuses.

The standard library's parser is asked to be stricter than it is: duplicate keys, NaN, numbers that other
implementations read differently and lone surrogates are found, all of them, each with its place.
"""

import json
import re
from collections.abc import Iterator
from math import isinf
from typing import Any, NamedTuple

from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.formats.json.scan import MAX_INTEGER_DIGITS, Oddity, number_is_odd, scan
from standfirst.formats.lines import Lines, line_and_column
from standfirst.formats.pointer import Path, pointer
from standfirst.model.values import MAX_INTEGER

MAX_DEPTH = 64
"""How deep arrays and objects may be nested. A document needs eight levels; unknown members may bring more."""

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOM = "\ufeff"


class Decoded(NamedTuple):
    """What the decoder made of a file.

    ``tree`` is the value, where ``is_json`` says that there is one; ``text`` is the file's text without a byte order
    mark (empty where it is no UTF-8); ``damaged`` are the paths of values that cannot be relied on.
    """

    tree: Any
    text: str
    findings: tuple[Finding, ...]
    damaged: frozenset[Path] = frozenset()
    is_json: bool = True


def decode(data: bytes) -> Decoded:
    """The JSON value in ``data``, with findings of the phase *decode*. Never raises, whatever ``data`` is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Decoded(None, "", (not_utf8(data, error),), is_json=False)
    findings: list[Finding] = []
    if text.startswith(_BOM):
        findings.append(
            _finding(
                "DEC002",
                "byte-order-mark",
                "the file begins with a byte order mark (U+FEFF); the format has none",
                line=1,
                column=1,
                help="save the file as UTF-8 without a byte order mark",
            )
        )
        text = text[1:]
    hooks = _Hooks()
    try:
        tree = json.loads(
            text,
            object_pairs_hook=hooks.pairs,
            parse_int=hooks.whole,
            parse_float=hooks.real,
            parse_constant=hooks.constant,
        )
    except json.JSONDecodeError as error:
        return Decoded(None, text, (*findings, _syntax(text, error)), is_json=False)
    except RecursionError:
        return Decoded(None, text, (*findings, _too_deep()), is_json=False)
    damaged: set[Path] = set()
    if hooks.odd or _ESCAPED_SURROGATE.search(text):
        if _depth_exceeds(tree, MAX_DEPTH):  # what follows goes down level by level, and notes the path of every value
            return Decoded(None, text, (*findings, _too_deep()), is_json=False)
        lines = Lines(text)
        for oddity in scan(text, limit=MAX_INTEGER).oddities:
            findings.append(_odd(lines, oddity))
            damaged.add(oddity.path)
        tree = _without_surrogates(tree)
    return Decoded(tree, text, tuple(findings), frozenset(damaged))


class _Hooks:
    """Notices what the scanner has to look for. It must notice everything that the scanner would report."""

    def __init__(self) -> None:
        self.odd = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.odd = True
        return members

    def whole(self, literal: str) -> int:
        if len(literal) >= MAX_INTEGER_DIGITS and number_is_odd(literal, MAX_INTEGER):
            self.odd = True
            return 0
        return int(literal)

    def real(self, literal: str) -> float:
        value = float(literal)
        if isinf(value) or (value == 0 and literal.startswith("-")):
            self.odd = True
            return 0.0
        return value

    def constant(self, _literal: str) -> float:
        self.odd = True
        return 0.0


def _finding(code: str, name: str, message: str, **members: Any) -> Finding:
    return Finding(code=code, name=name, level=ERROR, message=message, **members)


def _syntax(text: str, error: json.JSONDecodeError) -> Finding:
    end = len(text.rstrip())
    line, column = line_and_column(text, min(error.pos, end))
    if not end:
        return _finding(
            "DEC003",
            "json-syntax",
            "the file is empty",
            line=1,
            column=1,
            help="a document is a JSON object; `standfirst new TEXTFILE` makes one",
        )
    where = "the file ends" if error.pos >= end else f"found {text[error.pos]!r}"
    return _finding(
        "DEC003",
        "json-syntax",
        f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}; {where}",
        line=line,
        column=column,
        help="a file that was cut short or merged by hand often looks so; restore it from its source",
    )


def nesting_finding(tree: Any) -> Finding | None:
    """The finding on a value that is nested more than :data:`MAX_DEPTH` deep, or ``None``.

    The parser refuses only what would exhaust it. A value that has the types of a document need not be asked.
    """
    return _too_deep() if _depth_exceeds(tree, MAX_DEPTH) else None


def _too_deep() -> Finding:
    return _finding(
        "DEC008",
        "nesting-too-deep",
        f"arrays and objects are nested more than {MAX_DEPTH} deep",
        help="no member of the format needs more than eight levels",
    )


def _without_surrogates(value: Any) -> Any:
    """``value`` with U+FFFD for every lone surrogate: no other program takes one, not even to say what it thinks of it."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_without_surrogates(name): _without_surrogates(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(element) for element in value]
    return value


def _depth_exceeds(tree: Any, limit: int) -> bool:
    level = [tree]
    for _ in range(limit + 1):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from (child for child in value.values() if isinstance(child, dict | list))
    elif isinstance(value, list):
        yield from (child for child in value if isinstance(child, dict | list))


def _odd(lines: Lines, oddity: Oddity) -> Finding:
    line, column = lines.place(oddity.start)
    place = {"line": line, "column": column, "pointer": pointer(oddity.path)}
    shown = (
        oddity.literal if len(oddity.literal) <= 40 else f"{oddity.literal[:20]}… ({len(oddity.literal)} characters)"
    )
    if oddity.kind == "duplicate-key":
        first = lines.place(oddity.first)
        return _finding(
            "DEC004",
            "duplicate-key",
            f"the member {shown!r} stands twice in one object, first at {first[0]}:{first[1]}",
            help="JSON readers disagree on which one counts: keep one",
            **place,
        )
    if oddity.kind == "surrogate":
        return _finding(
            "DEC006",
            "lone-surrogate",
            f"the string holds {shown}, half of a surrogate pair, which is no character",
            found=shown,
            help="a tool that counts UTF-16 units has cut a character in two: take the string from its source again",
            **place,
        )
    if oddity.kind == "not-a-number":
        return _finding(
            "DEC007", "not-a-number", f"{shown} is no JSON value", found=shown, help="leave the member out", **place
        )
    return _finding(
        "DEC005",
        "number-out-of-range",
        f"{shown} is a number that programs read differently",
        found=shown,
        help=f"integers are within ±{MAX_INTEGER}, floats are finite, and there is no negative zero",
        **place,
    )
