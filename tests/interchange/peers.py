"""Files that others made, read as the command reads them."""

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
