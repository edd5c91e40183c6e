"""What readers and writers of foreign formats are given, and what they give back."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from msgspec import Struct

from standfirst.formats import Loss
from standfirst.interchange.capability import Capability
from standfirst.interchange.mapping import NO_MAPPING, TypeMapping
from standfirst.model import Document
from standfirst.offsets.units import Unit
from standfirst.reading import Reading


def nothing_beside(_suffix: str) -> bytes | None:
    """A file that stands alone."""
    return None


class Source(NamedTuple):
    """The content of a file. ``beside`` gives that of the file of the same stem with another ending, if it is there."""

    data: bytes
    name: str | None = None
    beside: Callable[[str], bytes | None] = nothing_beside


class Settings(Struct, frozen=True, kw_only=True):
    """What a file of a foreign format does not say itself.

    ``id`` is the document's, for files of one; ``unit`` is what its offsets count, where that is known; ``text`` is the
    text that was annotated, where the format does not hold it; ``tokeniser`` names how a text without tokens is cut;
    ``typesystems`` are the contents of files that declare types; ``options`` are further ones, by name, of one format.
    ``as_it_stands``: offsets and words that do not fit are kept in the document, for a diagnosis to explain.
    """

    id: str | None = None
    language: str = "und"
    license: str = "NOASSERTION"
    unit: Unit | None = None
    text: str | None = None
    tokeniser: str = "words"
    mapping: TypeMapping = NO_MAPPING
    typesystems: tuple[bytes, ...] = ()
    options: Mapping[str, str] = {}
    as_it_stands: bool = False


class Written(NamedTuple):
    """The files of a document, the ending of each and its content, the one that bears the format's name first."""

    files: tuple[tuple[str, bytes], ...]
    losses: tuple[Loss, ...] = ()


class Read(Protocol):
    """Reads the documents of a file. Never raises for what the file holds."""

    def __call__(self, source: Source, settings: Settings) -> Iterator[Reading]:
        """The documents, each with its findings, which have lines and columns of the file."""
        ...


class Keep(Protocol):
    """Tells what a format holds of a document: what it can read again, equal but for ids where it holds none."""

    def __call__(self, document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
        """The part of ``document`` that the format can hold, and what that leaves out."""
        ...


class Encode(Protocol):
    """Writes a document that its format can hold."""

    def __call__(self, document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
        """The files, as :class:`Written` has them."""
        ...


class Codec(NamedTuple):
    """The reader and the writer of a format; ``joined`` makes one file of those of several documents."""

    capability: Capability
    read: Read
    keep: Keep
    encode: Encode

    def write(self, document: Document, settings: Settings) -> Written:
        """``document`` as files, and what they do not hold of it."""
        kept, losses = self.keep(document, settings)
        return Written(self.encode(kept, settings), losses)
