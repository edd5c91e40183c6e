"""Lines and columns of a file's text: both from 1, columns in code points, lines ended by LF, CR or CRLF."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from standfirst.finding import Region, excerpt

_STEP = 4096
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
    """The lines of a text, for many look-ups: one pass, then a search for each. Positions are code points of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = _line_starts(text)

    @cached_property
    def _sampled(self) -> list[int]:
        """How many bytes come before every ``_STEP``-th code point."""
        pieces = (self.text[start : start + _STEP] for start in range(0, len(self.text), _STEP))
        return [0, *accumulate(map(_size, pieces))]

    def place(self, position: int) -> tuple[int, int]:
        """The line and column of the code point at ``position``, as :func:`line_and_column` gives them."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1

    def position(self, line: int, column: int) -> int:
        """The position of a line and column; of what lies behind the end of the line or the text, that end."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, self._end(line))

    def region(self, start: int, end: int) -> Region:
        """The stretch from ``start`` to ``end``, with an excerpt of its first line."""
        line, column = self.place(start)
        end_line, end_column = self.place(end)
        first, last = self._starts[line - 1], self._end(line)
        return Region(
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            byte_column=self._byte_column(line, start),
            end_byte_column=self._byte_column(end_line, end),
            excerpt=excerpt(self.text, start, max(start, min(end, last)), first=first, last=last),
        )

    def _end(self, line: int) -> int:
        """Where a line ends, without what ends it."""
        if line == len(self._starts):
            return len(self.text)
        end = self._starts[line] - 1
        return (
            end - 1 if self.text[end] == "\n" and end > self._starts[line - 1] and self.text[end - 1] == "\r" else end
        )

    def _byte_column(self, line: int, position: int) -> int:
        return self._bytes_before(position) - self._bytes_before(self._starts[line - 1]) + 1

    def _bytes_before(self, position: int) -> int:
        sample = position // _STEP
        return self._sampled[sample] + _size(self.text[sample * _STEP : position])


def _line_starts(text: str) -> list[int]:
    if "\r" not in text:
        return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
