"""Documents through foreign formats and back, in memory."""

from typing import Any

from msgspec import structs
from standfirst.interchange import Foreign, Settings, Source, codec
from standfirst.interchange.ids import renumbered
from standfirst.interchange.record import without_record
from standfirst.model import LAYERS, Document
from standfirst.reading import Reading


def source_of(files: tuple[tuple[str, bytes], ...], name: str = "d") -> Source:
    """The files of one document as a reader is given them."""
    held = dict(files)
    suffix, data = files[0]
    return Source(data, name + suffix, held.get)


def read_back(form: Foreign, kept: Document, settings: Settings) -> Reading:
    """What the reader of a format makes of what its writer makes of a document that the format can hold."""
    found = codec(form)
    (reading,) = found.read(source_of(found.encode(kept, settings)), settings)
    return reading


def bare(document: Document, form: Foreign) -> Document:
    """A document without what only an import says: its record, and ids that the format has in place of ours."""
    document = without_record(document)
    if codec(form).capability.ids:
        return document
    layers: dict[str, Any] = {
        layer: tuple(structs.replace(record, source_id=None) for record in document.layer(layer))
        for layer in LAYERS
        if getattr(document, layer) is not None
    }
    return renumbered(structs.replace(document, **layers))
