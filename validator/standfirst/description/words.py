"""What several descriptions say in the same words, and the JSON that they are written in."""

import json
from typing import Any

from standfirst.description.facts import Facts
from standfirst.formats import FORMATS


def summary(facts: Facts) -> str:
    """What was counted, in a sentence or two of plain English."""
    counts = facts.counts
    said = f"{number(counts.documents, 'document')} of {number(counts.code_points, 'code point')} in all"
    layers = [f"{count:,} in {layer}" for layer, count in counts.layers.items() if count]
    annotated = f", with annotations: {', '.join(layers)}" if layers else ", without annotations"
    forms = [f"{FORMATS[form].title.partition(',')[0]}" for form in FORMATS if facts.of_form(form)]
    return f"{said}{annotated}. Offsets count Unicode code points. The documents are held as {' and '.join(forms)}."


def number(count: int, noun: str) -> str:
    """A count with its noun, such as ``1,200 documents``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def known(tree: dict[str, Any]) -> dict[str, Any]:
    """The members that have a value: what is ``None`` or empty is not said."""
    return {name: value for name, value in tree.items() if value not in (None, "", [], {})}


def as_json(tree: dict[str, Any]) -> bytes:
    """A description as JSON, two blanks a level, with a line end behind."""
    return (json.dumps(tree, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
