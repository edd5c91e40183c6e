"""Where structures are in the text: offsets in UTF-16 code units, never rounded."""

from typing import Any

from standfirst.errors import OffsetError
from standfirst.finding import Finding
from standfirst.interchange.problems import OFFSET, problem
from standfirst.interchange.uima.structures import Structure
from standfirst.offsets.units import Unit, unit_map

_LONGEST = 20
"""How many characters an offset has at most."""


class Places:
    """The stretches, in code points, of the structures over ``text``; what is no place becomes a finding."""

    def __init__(self, text: str, unit: Unit, findings: list[Finding]) -> None:
        self._units = unit_map(text, unit)
        # The offsets of a text whose characters are one unit each are those of its code points.
        self._size = len(text) if self._units.from_codepoint(len(text)) == len(text) else -1
        self._known: dict[Any, int] = {}
        self._findings = findings

    def stretch(self, structure: Structure) -> tuple[int, int] | None:
        """The stretch of a structure, ``None`` where its offsets are no place in the text, which is said."""
        features = structure.features
        begin, end = features.get("begin"), features.get("end")
        known = self._known
        try:
            start, stop = known.get(begin), known.get(end)
            if start is None:
                start = known[begin] = self._point(begin)
            if stop is None:
                stop = known[end] = self._point(end)
        except (OffsetError, ValueError, TypeError) as error:
            self._say(structure, str(error) if isinstance(error, OffsetError) else "offsets are integers")
            return None
        if start > stop:
            self._say(structure, f"the stretch {begin}–{end} ends before it begins")
            return None
        return start, stop

    def _point(self, offset: Any) -> int:
        number = offset
        if isinstance(offset, str):
            if len(offset) > _LONGEST or not (offset.isascii() and offset.removeprefix("-").isdigit()):
                raise TypeError
            number = int(offset)
        elif type(offset) is not int:
            raise TypeError
        return number if 0 <= number <= self._size else self._units.to_codepoint(number)

    def _say(self, structure: Structure, message: str) -> None:
        begin, end = structure.features.get("begin"), structure.features.get("end")
        message = f"{structure.type.rpartition('.')[2]} {structure.id}: {message}"
        self._findings.append(problem(OFFSET, message, line=structure.line, found=f"{begin}–{end}"[:80]))
