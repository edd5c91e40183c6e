"""A document as people see it: its article, with carets under each annotation, so that a failing test explains itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from standfirst.finding import Finding, excerpt
from standfirst.model import LAYERS, Document
from standfirst.model.annotations import Fragment
from standfirst.model.references import SPAN_MEMBERS
from standfirst.report.escape import visible
from standfirst.report.frames import frames

MOST = 12
"""How many annotations are shown."""


def shown(document: Document, only: Iterable[str] = ()) -> str:
    """The text of ``document`` with its annotations, a frame for each; offsets count code points.

    :param only: the ids of the annotations to show; the first dozen if there are none
    """
    wanted = set(only)
    text = document.text
    lines = [
        f"document {document.id!r}: {len(text)} code points, {len(text.encode('utf-16-le', 'replace')) // 2} in UTF-16"
    ]
    places = [place for place in _places(document) if not wanted or place[0] in wanted]
    for name, member, fragment in places[:MOST]:
        ok = "" if text[fragment.start : fragment.end] == fragment.text else f", which says {visible(fragment.text)!r}"
        lines.append(f"{name} ({member}) at {fragment.start}–{fragment.end}{ok}")
        lines += _frame(text, fragment)
    if len(places) > MOST:
        lines.append(f"and {len(places) - MOST} more")
    if not places:
        lines.append(f"  text | {visible(text[:200])}")
    return "\n".join(lines)


def _frame(text: str, fragment: Fragment) -> list[str]:
    start = min(max(fragment.start, 0), len(text))
    end = min(max(fragment.end, start), len(text))
    return frames(Finding(code="", name="", level="note", message="", excerpt=excerpt(text, start, end)))


def _places(document: Document) -> Iterator[tuple[str, str, Fragment]]:
    for layer in LAYERS:
        for record in document.layer(layer):
            if layer == "zones":
                made = Fragment(start=record.start, end=record.end, text=document.text[record.start : record.end])
                yield record.id, record.kind, made
            for row in SPAN_MEMBERS:
                if row.layer == layer:
                    yield from ((record.id, row.member, one) for one in _fragments(getattr(record, row.member)))
            for arg in getattr(record, "args", None) or ():
                yield from ((record.id, arg.role, one) for one in _fragments(arg.span))


def _fragments(value: Any) -> Iterable[Fragment]:
    if value is None:
        return ()
    return (value,) if isinstance(value, Fragment) else value
