"""Where some members stand in a JSON text: a walk along their paths, on which everything else is left to the C scanner.

The text is JSON that the standard library accepts. Places are code points of the file's text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from json import JSONDecoder
from typing import Any

from standfirst.formats.json.scan import Place, scan, scan_string
from standfirst.formats.pointer import pointer, pointer_tokens
from standfirst.model.values import MAX_INTEGER

_BLANK = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_LENIENT = False

# The C scanner that `json` itself uses; its attribute is public in all but the type stubs.
_scan_once: Callable[[str, int], tuple[Any, int]] = vars(JSONDecoder())["scan_once"]

Trie = dict[str, Any]


def locate(text: str, pointers: Iterable[str]) -> dict[str, Place]:
    """The places of the members that JSON Pointers name, and of everything on the way to them.

    What is not there is left out: a member that is missing belongs where what should hold it stands.

    :raises ValueError: where ``text`` is not JSON
    """
    trie: Trie = {}
    for way in pointers:
        node = trie
        for token in pointer_tokens(way):
            node = node.setdefault(token, {})
    found: dict[str, Place] = {}
    start = _skip(text, 0)
    try:
        _walk(text, start, start, trie, "", found)
    except (RecursionError, ValueError):  # nesting or an integer that the scanner does not take
        return {pointer(path): place for path, place in scan(text, limit=MAX_INTEGER).places.items()}
    except (StopIteration, IndexError):
        raise ValueError("this is not JSON") from None
    return found


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _walk(text: str, start: int, key: int, wanted: Trie, way: str, found: dict[str, Place]) -> int:
    """The end of the value at ``start``, having written down its place and those of what is ``wanted`` in it."""
    opening = text[start]
    if not wanted or opening not in "{[":
        end = _scan_once(text, start)[1]
    elif opening == "{":
        end = _object(text, start, wanted, way, found)
    else:
        end = _array(text, start, wanted, way, found)
    found[way] = Place(start, end, key)
    return end


def _object(text: str, start: int, wanted: Trie, way: str, found: dict[str, Place]) -> int:
    position = _skip(text, start + 1)
    while text[position] != "}":
        key = position
        name, position = scan_string(text, key + 1, _LENIENT)
        value = _skip(text, _skip(text, position) + 1)
        if name in wanted:
            token = name.replace("~", "~0").replace("/", "~1")
            position = _walk(text, value, key, wanted[name], f"{way}/{token}", found)
        else:
            position = _scan_once(text, value)[1]
        position = _after(text, position)
    return position + 1


def _array(text: str, start: int, wanted: Trie, way: str, found: dict[str, Place]) -> int:
    position = _skip(text, start + 1)
    index = 0
    while text[position] != "]":
        child = wanted.get(str(index))
        if child is not None:
            position = _walk(text, position, position, child, f"{way}/{index}", found)
        else:
            position = _scan_once(text, position)[1]
        position = _after(text, position)
        index += 1
    return position + 1


def _after(text: str, position: int) -> int:
    """The position of the next element, or of the end of what holds it."""
    position = _skip(text, position)
    return _skip(text, position + 1) if text[position] == "," else position


class Literal:
    """A string as it is written in a file: where each code point of its value stands. Positions are code points."""

    def __init__(self, text: str, place: Place) -> None:
        self._values = [0]
        self._positions = [place.start + 1]
        for escape in _ESCAPE.finditer(text, place.start + 1, place.end - 1):
            value = self._values[-1] + escape.start() - self._positions[-1] + 1
            self._values.append(value)
            self._positions.append(escape.end())

    def position(self, offset: int) -> int:
        """Where, in the file's text, the code point at ``offset`` of the value begins."""
        at = bisect_right(self._values, offset) - 1
        return self._positions[at] + offset - self._values[at]
