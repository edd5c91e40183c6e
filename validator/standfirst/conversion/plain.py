"""A document out of a plain text."""

import re

from standfirst.model import LAYERS, Coverage, Document, LayerCoverage, Zone

_LINE = re.compile(r"[^\r\n]+")
_TO_ANNOTATE = tuple(layer for layer in LAYERS if layer not in ("zones", "segments", "quantities", "relations"))


def document_of(text: str, *, id: str, language: str, license: str, scheme: str | None = None) -> Document:
    """A document over ``text``, exactly as it is: with its fingerprint, a paragraph zone for every line that is not blank
    and the layers that wait for annotation, empty and declared as not covered.
    """
    zones: list[Zone] = []
    for line in _LINE.finditer(text):
        if not line[0].isspace():
            zones.append(Zone(id=f"z{len(zones) + 1}", kind="paragraph", start=line.start(), end=line.end()))
    nothing = {layer: LayerCoverage(extent="none") for layer in _TO_ANNOTATE}
    empty: dict[str, tuple[()]] = dict.fromkeys(_TO_ANNOTATE, ())
    coverage = Coverage(zones=LayerCoverage(extent="full"), **nothing)
    return Document.create(
        text, id=id, language=language, license=license, scheme=scheme, coverage=coverage, zones=tuple(zones), **empty
    )
