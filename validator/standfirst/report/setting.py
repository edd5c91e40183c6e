"""How a report is to be shown: the parts of that which are not the report's."""

from typing import NamedTuple

MAX_REPEATS = 10
"""How many findings of one rule are shown for a file in text; the rest is counted. Totals are always full."""


class Setting(NamedTuple):
    """``colour``: with terminal colours; ``ascii``: for a stream that can show nothing else.

    ``base`` is the folder, absolute, from which the formats of other programs name files; empty for paths as they were
    given. ``repeats`` is how many findings of one rule are shown for a file in text, ``None`` for all.
    """

    colour: bool = False
    ascii: bool = False
    base: str = ""
    repeats: int | None = MAX_REPEATS


PLAIN = Setting()
