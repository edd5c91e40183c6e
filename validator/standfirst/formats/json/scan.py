"""A scanner that knows where everything stands in a JSON text, and what is irregular in it.

It is slow and exact, and runs only on files with findings. The text is JSON that the standard library accepts. Places
are code points of the file's text.
"""

import re
from collections.abc import Callable
from json import decoder
from typing import Literal, NamedTuple

from standfirst.formats.pointer import Path

Irregularity = Literal["duplicate-key", "number", "not-a-number", "surrogate"]


class Place(NamedTuple):
    """Where a value stands: ``start`` to ``end``, and its key from ``key`` on (equal to ``start`` in an array)."""

    start: int
    end: int
    key: int


class Oddity(NamedTuple):
    """Something the format refuses although JSON allows it; ``first`` is the other place of a duplicate key."""

    kind: Irregularity
    path: Path
    start: int
    literal: str
    first: int = 0


class Scan(NamedTuple):
    """Every value of a JSON text by its path, and what is odd."""

    places: dict[Path, Place]
    oddities: list[Oddity]


# The standard library's own, which is public in all but its type stubs: a string from behind its opening mark on.
scan_string: Callable[[str, int, bool], tuple[str, int]] = vars(decoder)["scanstring"]
_LENIENT = False  # control characters in strings were refused when the text was parsed
_BLANK = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"[^\s,\]}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_INTEGER_DIGITS = 16


def scan(text: str, *, limit: int) -> Scan:
    """Every value of ``text`` with its place.

    :param limit: the largest integer that is no oddity
    """
    return _Scanner(text, limit).run()


class _Container:
    __slots__ = ("index", "is_object", "key", "keys", "start")

    def __init__(self, start: int, key: int, *, is_object: bool) -> None:
        self.start = start
        self.key = key
        self.is_object = is_object
        self.keys: dict[str, int] = {}
        self.index = 0


class _Scanner:
    """One pass with a stack of its own, so that no depth of nesting can exhaust Python's."""

    def __init__(self, text: str, limit: int) -> None:
        self.text = text
        self.limit = limit
        self.places: dict[Path, Place] = {}
        self.oddities: list[Oddity] = []
        self.path: list[str | int] = []
        self.stack: list[_Container] = []

    def run(self) -> Scan:
        position = self._value(self._skip(0), self._skip(0))
        while self.stack:
            position = self._next(self._skip(position))
        return Scan(self.places, self.oddities)

    def _skip(self, position: int) -> int:
        match = _BLANK.match(self.text, position)
        return match.end() if match else position

    def _next(self, position: int) -> int:
        """Go on inside the innermost container, at an element, a comma or its end."""
        container = self.stack[-1]
        character = self.text[position]
        if character in "]}":
            self.stack.pop()
            self._record(container.start, position + 1, container.key)
            return position + 1
        if character == ",":
            position = self._skip(position + 1)
        if not container.is_object:
            self.path.append(container.index)
            container.index += 1
            return self._value(position, position)
        name, after = scan_string(self.text, position + 1, _LENIENT)
        self.path.append(name)
        if name in container.keys:
            self.oddities.append(Oddity("duplicate-key", tuple(self.path), position, name, container.keys[name]))
        container.keys.setdefault(name, position)
        self._surrogates(name, position)
        return self._value(self._skip(self._skip(after) + 1), position)

    def _value(self, position: int, key: int) -> int:
        character = self.text[position]
        if character in "{[":
            self.stack.append(_Container(position, key, is_object=character == "{"))
            return position + 1
        if character == '"':
            value, end = scan_string(self.text, position + 1, _LENIENT)
            self._surrogates(value, position)
        else:
            match = _LITERAL.match(self.text, position)
            end = match.end() if match else position + 1
            self._number(self.text[position:end], position)
        self._record(position, end, key)
        return end

    def _record(self, start: int, end: int, key: int) -> None:
        self.places[tuple(self.path)] = Place(start, end, key)
        if self.path:
            self.path.pop()

    def _surrogates(self, value: str, position: int) -> None:
        match = _SURROGATE.search(value)
        if match:
            self.oddities.append(Oddity("surrogate", tuple(self.path), position, f"U+{ord(match[0]):04X}"))

    def _number(self, literal: str, position: int) -> None:
        if literal in ("true", "false", "null"):
            return
        if literal.lstrip("-") in ("NaN", "Infinity"):
            self.oddities.append(Oddity("not-a-number", tuple(self.path), position, literal))
        elif number_is_odd(literal, self.limit):
            self.oddities.append(Oddity("number", tuple(self.path), position, literal))


def number_is_odd(literal: str, limit: int) -> bool:
    """Whether a JSON number is outside what every implementation reads alike: too large, or a negative zero."""
    if not any(character in ".eE" for character in literal):
        digits = literal.lstrip("-")
        return len(digits) > MAX_INTEGER_DIGITS or int(digits) > limit
    value = float(literal)
    return value in (float("inf"), float("-inf")) or (value == 0 and literal.startswith("-"))
