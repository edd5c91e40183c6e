"""The two escape alphabets of the format: that of values in cells, and that of text behind ``#Text=``.

Both are those of INCEpTION's reader and writer, which differ from the manual. Files before 3.2 escape text as Java does.
"""

import re
from collections.abc import Iterator

_VALUE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_ESCAPED_VALUE = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_LETTERS = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_NAMES = {character: letter for letter, character in _LETTERS.items()}
# The vertical tab has no escape there.
_TEXT = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")
_ESCAPED_TEXT = re.compile(r"\\([tnfrb\\\x00-\x07\x0e-\x1f])")
_JAVA = re.compile(r"\\(?:u+([0-9A-Fa-f]{4})|([0-3]?[0-7]{1,2})|([tnfrb\\'\"]))")
_PARTS = {
    "|": re.compile(r"(?:\\.|[^\\|])*", re.DOTALL),
    ";": re.compile(r"(?:\\.|[^\\;])*", re.DOTALL),
}


def escaped_value(value: str) -> str:
    """A value as it stands in a cell."""
    return _VALUE.sub(lambda found: "\\" + {"\t": "t", "\n": "n"}.get(found[0], found[0]), value)


def value_of(cell: str) -> str:
    """The value that stands in a cell."""
    return _ESCAPED_VALUE.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), cell)


def escaped_text(line: str) -> str:
    """A line of text as it stands behind ``#Text=``."""
    return _TEXT.sub(lambda found: "\\" + _NAMES.get(found[0], found[0]), line)


def text_of(said: str, version: tuple[int, int]) -> str:
    """The line of text that is said behind ``#Text=`` in a file of a version."""
    if version < (3, 2):
        joined = _JAVA.sub(_of_java, said)
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ESCAPED_TEXT.sub(lambda found: _LETTERS.get(found[1], found[1]), said)


def _of_java(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    if found[2]:
        return chr(int(found[2], 8))
    return _LETTERS.get(found[3], found[3])


def parts_of(cell: str, separator: str) -> list[str]:
    """The parts of a cell between separators that are not escaped."""
    return list(_parts(cell, separator)) if "\\" in cell else cell.split(separator)


def _parts(cell: str, separator: str) -> Iterator[str]:
    at = 0
    while True:
        found = _PARTS[separator].match(cell, at)
        end = found.end() if found is not None else at
        if end < len(cell) and cell[end] == "\\":  # at the very end, and escaping nothing
            end += 1
        yield cell[at:end]
        if end >= len(cell):
            return
        at = end + 1
