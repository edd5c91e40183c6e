"""Places in the text as the canonical writer has them: pointers in @target, surfaces with their contexts as content.

This is most of what there is to write, so that the usual case, one fragment, is written with as few calls as can be.
"""

from collections.abc import Sequence
from typing import Any

from standfirst.formats.tei.blocks import Pointers
from standfirst.formats.tei.markup import content
from standfirst.formats.tei.table import Member
from standfirst.model import Fragment

Span = Sequence[Fragment]


def as_spans(member: Member, values: list[Any]) -> list[Span | None]:
    """The values of a member as spans: a lone fragment is a span of one."""
    if member.codec != "fragment":
        return values
    return [(value,) if value is not None else None for value in values]


def places(spans: Sequence[Span | None], pointers: Pointers | None) -> tuple[list[str], list[str]]:
    """The pointers to each span, and its surfaces; both empty where there is no fragment."""
    assert pointers is not None
    to = pointers.to
    targets: list[str] = []
    contents: list[str] = []
    for span in spans:
        if span is not None and len(span) == 1:
            one = span[0]
            targets.append(to(one.start, one.end))
            contents.append(_surface(one))
        else:
            targets.append(pointer_list(span or (), pointers))
            contents.append(surfaces(span or ()))
    return targets, contents


def place_elements(kind: str, spans: Sequence[Span | None], pointers: Pointers | None) -> list[str]:
    """A column of child ``span`` elements; an empty string where there is no span."""
    targets, contents = places(spans, pointers)
    opened = f'<span type="{kind}" target="'
    return [
        f'{opened}{target}">{inner}</span>' if inner else _without_surface(kind, span, target)
        for span, target, inner in zip(spans, targets, contents, strict=True)
    ]


def _without_surface(kind: str, span: Span | None, target: str) -> str:
    if span is None:
        return ""
    return f'<span type="{kind}" target="{target}"/>' if target else f'<span type="{kind}"/>'


def place_element(kind: str, span: Span, pointers: Pointers | None, more: str) -> str:
    """One such element, with ``more`` attributes."""
    (target,), (inner,) = places((span,), pointers)
    opened = f'<span type="{kind}"{more} target="{target}"'
    return f"{opened}>{inner}</span>" if inner else f"{opened}/>"


def pointer_list(stretches: Sequence[Any], pointers: Pointers | None) -> str:
    """The pointers to stretches of the text."""
    assert pointers is not None
    return " ".join([pointers.to(stretch.start, stretch.end) for stretch in stretches])


def surfaces(span: Span) -> str:
    """The surfaces of a span, with their contexts, as the content of its element."""
    if len(span) == 1:
        return _surface(span[0])
    return "".join([f"<ref>{surface}</ref>" if (surface := _surface(one)) else "<ref/>" for one in span])


def _surface(fragment: Fragment) -> str:
    prefix, suffix = fragment.prefix, fragment.suffix
    if prefix is None and suffix is None:
        return content(fragment.text)
    surface = f"<hi>{content(fragment.text)}</hi>" if fragment.text else "<hi/>"
    before = content(prefix) if prefix is not None else ""
    return f"{before}{surface}{content(suffix)}" if suffix is not None else before + surface
