"""Files that others made, read as the command reads them."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from standfirst.finding import Finding
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.model import LAYERS, Document
from standfirst.reading import Reading


def readings(path: Path, form: str, **settings: Any) -> list[Reading]:
    """The documents of a file with their findings."""

    def beside(name: str) -> bytes | None:
        other = path.with_suffix(name) if name.startswith(".") else path.parent / name
        return other.read_bytes() if other.exists() else None

    source = Source(path.read_bytes(), path.name, beside)
    return list(codec(FOREIGN[form]).read(source, Settings(**settings)))


def counts(document: Document | None) -> dict[str, int]:
    """How many annotations each layer has that has any."""
    if document is None:
        return {}
    return {layer: len(document.layer(layer)) for layer in LAYERS if document.layer(layer)}


def codes(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How often each code was found."""
    return dict(Counter(finding.code for finding in findings))


def elements(path: Path) -> Counter[str]:
    """How many elements of each name a file has, counted in its words."""
    return Counter(re.findall(r"<[\w.]+:(\w+) ", path.read_text("utf-8")))


def expected(found: Counter[str]) -> dict[str, int]:
    """How many annotations of each layer there should be."""
    hosts = sum(found[name] for name in ("SimpleLinkHost", "ComplexLinkHost", "FlexLinkHost", "SemPred"))
    chains = sum(found[name] for name in ("SimpleChain", "CoreferenceChain"))
    links = sum(found[name] for name in ("SimpleLink", "CoreferenceLink"))
    spans = sum(found[name] for name in ("NamedEntity", "SimpleSpan", "Span", "SemArg"))
    layers = {
        "segments": sum(found[name] for name in ("Token", "Sentence", "Annotation")),
        "entities": spans + chains,
        "mentions": spans + links,
        "events": hosts,
        "event_mentions": hosts,
        "relations": sum(found[name] for name in ("Relation", "ComplexRelation")),
    }
    return {layer: count for layer, count in layers.items() if count}
