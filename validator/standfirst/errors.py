"""The errors that Standfirst raises. All are :class:`StandfirstError`; each message says what to do.

* :class:`StandfirstError`

  * :class:`UsageError`: what was asked for cannot be done (a path, an option, a name).
  * :class:`InvalidDocumentError`: a document breaks the format; ``findings`` says where and how.
  * :class:`OffsetError`: an offset is no place in the text, or lies inside a character; also a ``ValueError``.
  * :class:`EditError`: an edit would break a reference or name an annotation that is not there; also a ``ValueError``.
"""

from typing import Any


class StandfirstError(Exception):
    """The ground of every error that Standfirst raises on purpose."""


class UsageError(StandfirstError):
    """What was asked for cannot be done: a missing file, a name that nothing has, an output that exists."""


class NothingToConvertError(UsageError):
    """No file of what was named is a document."""


class InvalidDocumentError(StandfirstError):
    """A document breaks the format. ``findings`` holds the findings at error level."""

    def __init__(self, findings: tuple[Any, ...], where: str = "the document") -> None:
        self.findings = findings
        first = findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        place = f" at {first.pointer}" if first.pointer else ""
        super().__init__(f"{where} breaks the format{place}: {first.code} {first.name}: {first.message}{more}")


class OffsetError(StandfirstError, ValueError):
    """An offset that is no place in the text.

    ``offset`` is the offset in ``unit``; where it lies inside a character, ``floor`` and ``ceiling`` are the nearest
    places before and after it, in the same unit.
    """

    def __init__(
        self,
        message: str,
        *,
        offset: int,
        unit: str = "codepoint",
        floor: int | None = None,
        ceiling: int | None = None,
    ) -> None:
        self.offset = offset
        self.unit = unit
        self.floor = floor
        self.ceiling = ceiling
        super().__init__(message)


class EditError(StandfirstError, ValueError):
    """An edit that would leave the document broken."""
