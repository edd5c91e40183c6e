"""How other tools write a stretch of text: what they count, from which number, and how they say where it ends."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from standfirst.errors import OffsetError
from standfirst.offsets.units import Unit, unit_map

End = Literal["exclusive", "inclusive", "length"]
ENDS: tuple[End, ...] = get_args(End)


class Convention(NamedTuple):
    """A way to write stretches as two numbers.

    ``unit`` is what is counted, ``base`` the number of the first place (0 or 1), ``end`` what the second number says: the
    place behind the stretch, its last unit, or its length. The default is that of Standfirst.
    """

    unit: Unit = "codepoint"
    base: int = 0
    end: End = "exclusive"

    def encode(self, text: str, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Stretches of ``text`` in code points, half-open and from 0, as two numbers each by this convention.

        :raises OffsetError: where one lies outside the text, or its ends are no places in the unit
        """
        units = unit_map(text, self.unit)
        return [self._said(units.from_codepoint(start), units.from_codepoint(end)) for start, end in stretches]

    def decode(self, text: str, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Pairs of numbers by this convention as stretches of ``text``: code points, half-open, from 0.

        :raises OffsetError: where a number is no place in the text
        """
        units = unit_map(text, self.unit)
        found = []
        for first, second in pairs:
            start, end = self._read(first, second)
            if end < start:
                raise OffsetError(f"{first} and {second} end before they begin", offset=second, unit=self.unit)
            found.append((units.to_codepoint(start), units.to_codepoint(end)))
        return found

    def _said(self, start: int, end: int) -> tuple[int, int]:
        second = {"exclusive": end + self.base, "inclusive": end + self.base - 1, "length": end - start}[self.end]
        return start + self.base, second

    def _read(self, first: int, second: int) -> tuple[int, int]:
        start = first - self.base
        ends = {"exclusive": second - self.base, "inclusive": second - self.base + 1, "length": start + second}
        return start, ends[self.end]
