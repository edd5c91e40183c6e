"""The lines of a JSON Lines file, read one by one with bounded memory."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple


class Record(NamedTuple):
    """One line: its number from 1, its bytes with their LF, and whether it is longer than allowed (then cut off)."""

    line: int
    data: bytes
    oversized: bool


def records(stream: BinaryIO, *, limit: int) -> Iterator[Record]:
    """The lines of ``stream`` that are not blank. Of a line of more than ``limit`` bytes only the beginning is kept."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        oversized = len(line) > limit
        if oversized:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(1 << 20)
            line = line[:1024]
        if oversized or not line.isspace():
            yield Record(number, line, oversized)
