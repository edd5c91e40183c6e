"""What a check says: findings, and the report that holds them."""

from typing import Literal

from msgspec import Struct

Level = Literal["error", "warning", "note"]

ERROR: Level = "error"
WARNING: Level = "warning"
NOTE: Level = "note"

LEVELS: tuple[Level, ...] = (ERROR, WARNING, NOTE)


class Excerpt(Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of a text with what stands around it: before it, in it, and behind it.

    ``before`` and ``after`` are as they stand in the text, up to :data:`AROUND` code points of it; ``cut_before`` and
    ``cut_after`` say that it goes on there. A long stretch is cut in its middle, where `` … `` stands instead.
    """

    before: str
    marked: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


AROUND = 60
"""How much of a text an excerpt has on either side, in code points."""

_MARKED = 80


class Region(Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of a file. Lines and columns count from 1; ``end_column`` is that behind the last character.

    Columns are code points, ``byte_column`` and ``end_byte_column`` bytes of UTF-8. ``excerpt`` is cut out of the line in
    which the stretch begins.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_column: int
    end_byte_column: int
    excerpt: Excerpt | None = None


class Finding(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One thing that a rule found.

    ``error``: the file breaks the format; ``warning``: legal, but probably wrong; ``note``: worth knowing.
    ``path`` is the file as it was named, ``line`` and ``column`` the place in it, from 1, columns in code points;
    ``region`` is the whole stretch that begins there, and ``words`` that in which the file has the article's ``range``.
    ``pointer`` is the JSON Pointer of the member in its document, ``xpath`` the element or attribute of a TEI file in which
    it stands (prefix ``tei``), ``document`` and ``annotation`` are ids. ``range`` is
    the stretch of the article's text, in code points, half-open. ``expected`` and ``found`` are what the rule compared,
    ``help`` says how to mend it, ``excerpt`` is the article around the range.
    """

    code: str
    name: str
    level: Level
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    document: str | None = None
    pointer: str | None = None
    xpath: str | None = None
    annotation: str | None = None
    range: tuple[int, int] | None = None
    expected: str | None = None
    found: str | None = None
    help: str | None = None
    excerpt: Excerpt | None = None
    region: Region | None = None
    words: Region | None = None


class SkippedRule(Struct, frozen=True, gc=False, kw_only=True, order=True):
    """A rule that could not be asked about some documents, why, and about how many."""

    code: str
    reason: str
    documents: int


class Baselined(Struct, frozen=True, gc=False):
    """A finding that the baseline holds, and the reason that stands there."""

    finding: Finding
    reason: str


class Report(Struct, frozen=True, gc=False, kw_only=True):
    """The findings of a run in a total order, and what was checked.

    ``skipped_files`` counts the files in folders that are no part of a corpus; ``skipped_nodes`` the annotations and
    members that failed an early phase, so that the rules of later phases were not asked about them. ``skipped_rules``
    are those that documents lack something for, such as a layer or a language that there are words of. ``profile`` is the
    name of the profile that the levels are by. ``checked`` are the paths of the files, and ``baselined`` the findings that
    are no more than the baseline has.
    """

    findings: tuple[Finding, ...] = ()
    files: int = 0
    documents: int = 0
    skipped_files: int = 0
    skipped_nodes: int = 0
    skipped_rules: tuple[SkippedRule, ...] = ()
    profile: str = "default"
    checked: tuple[str, ...] = ()
    baselined: tuple[Baselined, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings at error level."""
        return tuple(finding for finding in self.findings if finding.level == ERROR)

    @property
    def valid(self) -> bool:
        """Whether there is no finding at error level."""
        return all(finding.level != ERROR for finding in self.findings)

    def count(self, level: Level) -> int:
        """How many findings are at ``level``."""
        return sum(finding.level == level for finding in self.findings)


def order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    """The sort key that puts findings in one total order: by place in the input, then by code and message."""
    return (
        finding.path or "",
        finding.line or 0,
        finding.column or 0,
        finding.code,
        finding.message,
        finding.pointer or "",
    )


def excerpt(text: str, start: int, end: int, *, first: int = 0, last: int | None = None) -> Excerpt:
    """The stretch ``start`` to ``end`` of ``text``, in code points, with what is around it between ``first`` and ``last``."""
    last = len(text) if last is None else last
    left, right = max(first, start - AROUND), min(last, end + AROUND)
    marked = text[start:end]
    if len(marked) > _MARKED:
        marked = f"{marked[: _MARKED // 2]} … {marked[-_MARKED // 2 :]}"
    return Excerpt(text[left:start], marked, text[end:right], cut_before=left > first, cut_after=right < last)
