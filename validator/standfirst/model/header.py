"""What a document says of itself beside its text and layers: fingerprint, metadata, coverage (format 1.0)."""

from standfirst.model.annotations import Ids, Link, Record
from standfirst.model.values import Count, Extent, Newline, NonEmpty, Offset


class Lengths(Record, frozen=True, gc=False, kw_only=True):
    """The length of the text in code points, in UTF-16 code units and in UTF-8 bytes."""

    codepoint: Count
    utf16: Count
    utf8: Count


class Fingerprint(Record, frozen=True, gc=False, kw_only=True):
    """What proves that the text is the one the annotations were made on. The hash is over the text's UTF-8 bytes."""

    sha256: str
    lengths: Lengths
    newline: Newline
    nfc: bool


class Publisher(Record, frozen=True, gc=False, kw_only=True):
    """Who published the article."""

    name: NonEmpty
    links: tuple[Link, ...] | None = None


class Meta(Record, frozen=True, gc=False, kw_only=True):
    """What is known of the article. Only ``license`` is required; dates are ISO 8601 with a zone.

    ``dct`` is the document creation time that time expressions are resolved against; ``source_id`` names the text where
    several documents annotate the same one.
    """

    license: NonEmpty
    rights: str | None = None
    source_id: str | None = None
    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] | None = None
    dateline: str | None = None
    publisher: Publisher | None = None
    url: str | None = None
    date_created: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    accessed: str | None = None
    dct: str | None = None
    section: str | None = None
    subjects: tuple[str, ...] | None = None
    genre: str | None = None
    credit: str | None = None
    correction: str | None = None
    word_count: Count | None = None
    comment: str | None = None


class Range(Record, frozen=True, gc=False, kw_only=True):
    """A stretch of the text without its surface: code points, half-open."""

    start: Offset
    end: Offset


class LayerCoverage(Record, frozen=True, gc=False, kw_only=True):
    """How much of the text a layer covers: all, some (``zones`` and ``ranges`` say which) or none, and by what policy."""

    extent: Extent
    zones: Ids | None = None
    ranges: tuple[Range, ...] | None = None
    policy: str | None = None


class Coverage(Record, frozen=True, gc=False, kw_only=True):
    """The coverage of each layer that declares one."""

    zones: LayerCoverage | None = None
    segments: LayerCoverage | None = None
    entities: LayerCoverage | None = None
    mentions: LayerCoverage | None = None
    times: LayerCoverage | None = None
    quantities: LayerCoverage | None = None
    quotes: LayerCoverage | None = None
    marks: LayerCoverage | None = None
    events: LayerCoverage | None = None
    event_mentions: LayerCoverage | None = None
    relations: LayerCoverage | None = None
