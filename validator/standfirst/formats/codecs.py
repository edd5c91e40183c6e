"""What reads and writes the documents of each format. A format's modules are imported when it is first asked for."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple, Protocol

from standfirst.errors import UsageError
from standfirst.finding import Finding
from standfirst.formats.registry import Format, Loss
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.shape import Engine


class Reader(Protocol):
    """Reads the bytes of one document. Never raises, whatever they are."""

    def __call__(self, data: bytes, *, engine: Engine | None = None) -> Reading:
        """The document in ``data``, with findings."""
        ...


class Codec(NamedTuple):
    """A format's reader, the same by its strict path alone, its canonical writer, and what finds the places of findings."""

    read: Reader
    read_strictly: Reader
    write: Callable[[Document], bytes]
    place: Callable[[Iterable[Finding], bytes], tuple[Finding, ...]]


def codec(form: Format) -> Codec:
    """The codec of a format, for one document: of a format that holds many, for one line.

    :raises UsageError: where the format is written only
    """
    if not form.readable:
        raise UsageError(
            f"{form.name} is written only, by `standfirst convert`, which says what is lost; it cannot be read again: keep "
            "the documents in another format"
        )
    return _CODECS[form.name]()


def encoded(document: Document, form: Format) -> tuple[bytes, tuple[Loss, ...]]:
    """``document`` in any format, and what that format could not hold of it."""
    if form.readable:
        return codec(form).write(document), ()
    from standfirst.formats.tei_inline import write

    return write(document)


@cache
def _json() -> Codec:
    from standfirst.formats.json.positions import place
    from standfirst.formats.json.read import read, read_strictly
    from standfirst.formats.json.write import write

    return Codec(read, read_strictly, write, place)


@cache
def _jsonl() -> Codec:
    from standfirst.formats.json.positions import place
    from standfirst.formats.json.read import read_line, read_strictly
    from standfirst.formats.json.write import write_line

    return Codec(read_line, read_strictly, write_line, place)


@cache
def _tei() -> Codec:
    from standfirst.formats.tei.positions import place
    from standfirst.formats.tei.read import read, read_strictly
    from standfirst.formats.tei.write import write

    return Codec(read, read_strictly, write, place)


_CODECS: dict[str, Callable[[], Codec]] = {"json": _json, "jsonl": _jsonl, "tei": _tei}
