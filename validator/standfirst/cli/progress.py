"""How far a long run has come: a line on the standard error, where that is a terminal, from the second second on."""

import sys
import time
from typing import TextIO

from standfirst.report import printable

_PATIENCE = 2.0
_PAUSE = 0.1
_WIDTH = 60


class Progress:
    """Counts files. Say :meth:`done` before anything else is printed."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._shows = self._stream is not None and self._stream.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._count = 0
        self._shown = False

    def __call__(self, path: str) -> None:
        """Count ``path``, and show it if it is time to."""
        self._count += 1
        if not self._shows or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        self._shown = True
        name = printable(path)
        self._stream.write(f"\r\x1b[K{self._count:,} files: {name if len(name) <= _WIDTH else f'…{name[-_WIDTH:]}'}")
        self._stream.flush()

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
