"""Where an annotation is, as plain pairs of offsets in code points."""

from typing import Any

from standfirst.model import Fragment
from standfirst.model.references import PLACE_MEMBERS


def stretches(layer: str, annotation: Any) -> tuple[tuple[int, int], ...]:
    """The ``(start, end)`` of every fragment of the member that says where an annotation of ``layer`` is."""
    value = getattr(annotation, PLACE_MEMBERS[layer])
    span: tuple[Fragment, ...] = (value,) if isinstance(value, Fragment) else value
    return tuple((fragment.start, fragment.end) for fragment in span)
