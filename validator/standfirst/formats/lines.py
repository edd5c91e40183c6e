"""Lines and columns of a file's text: both from 1, columns in code points, lines ended by LF, CR or CRLF."""

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """The line and column of the code point at ``position``."""
    if "\r" not in text:
        return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, position):
        if end.end() <= position:
            line, start = line + 1, end.end()
    return line, position - start + 1


class Lines:
    """The lines of a text, for many look-ups: one pass, then a search for each."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def place(self, position: int) -> tuple[int, int]:
        """The line and column of the code point at ``position``, as :func:`line_and_column` gives them."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1
