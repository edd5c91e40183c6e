"""The annotations of a document, layer by layer (format 1.0).

Plain, frozen data. Members are in schema order; ``None`` means that the member is absent, an empty tuple that it is
there and empty. Every offset counts Unicode code points from 0 over the document's text; ends are exclusive.
"""

from typing import Annotated

from msgspec import Meta, Struct

from standfirst.model.values import (
    AgentKind,
    ArgKind,
    Attributes,
    Attribution,
    Confidence,
    Context,
    EventClass,
    Form,
    Integer,
    Level,
    MarkFunction,
    Medium,
    MentionLevel,
    NonEmpty,
    Offset,
    Polarity,
    QuoteFunction,
    Realis,
    Status,
    TimeType,
)


class Record(
    Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, repr_omit_defaults=True
):
    """The ground of every object in a document: frozen, keyword-only, written without its absent members."""


class Fragment(Record, frozen=True, gc=False, kw_only=True):
    """A stretch of the text.

    ``start`` and ``end`` count code points, ``text`` equals ``document.text[start:end]``. ``prefix`` and ``suffix``, up
    to 32 code points each, equal the text beside the fragment and tell its place from other occurrences of the surface.
    """

    start: Offset
    end: Offset
    text: str
    prefix: Context | None = None
    suffix: Context | None = None


Span = Annotated[tuple[Fragment, ...], Meta(min_length=1)]
"""One or more fragments, in order of the text and disjoint."""

Ids = tuple[str, ...]


class Annotation(Record, frozen=True, gc=False, kw_only=True):
    """What every annotation may carry.

    ``id`` is unique in the document; ``annotator`` is the id of an agent; ``confidence`` is between 0 and 1;
    ``source_id`` is the identifier that the annotation had where it came from.
    """

    id: str
    confidence: Confidence | None = None
    uncertain: bool | None = None
    annotator: str | None = None
    status: Status | None = None
    comment: str | None = None
    source_id: str | None = None
    attributes: Attributes | None = None


class Agent(Record, frozen=True, gc=False, kw_only=True):
    """A person, an organization or a program that made or changed annotations."""

    id: str
    kind: AgentKind
    name: NonEmpty
    version: str | None = None
    url: str | None = None
    comment: str | None = None
    attributes: Attributes | None = None


class Zone(Annotation, frozen=True, gc=False, kw_only=True):
    """A part of the article, such as a headline or a paragraph. Zones are in order and disjoint, and none is empty."""

    kind: str
    start: Offset
    end: Offset
    repeats: str | None = None


class Segment(Annotation, frozen=True, gc=False, kw_only=True):
    """A unit of a segmentation: a sentence, a token, or whatever the scheme names."""

    kind: str
    span: Span
    type: str | None = None


class Link(Record, frozen=True, gc=False, kw_only=True):
    """An identifier in a knowledge base; the label lets a person check it."""

    scheme: str
    id: NonEmpty
    label: str | None = None


class Entity(Annotation, frozen=True, gc=False, kw_only=True):
    """Somebody or something in the world. Mentions point to it."""

    type: str
    name: str | None = None
    links: tuple[Link, ...] | None = None
    nil: bool | None = None
    group: bool | None = None
    generic: bool | None = None


class Mention(Annotation, frozen=True, gc=False, kw_only=True):
    """A place in the text that refers to an entity. ``reading`` is the entity type meant, where it is metonymic."""

    entity: str
    span: Span
    head: Fragment | None = None
    level: MentionLevel | None = None
    reading: str | None = None


class Time(Annotation, frozen=True, gc=False, kw_only=True):
    """A time expression with its TIMEX3 value. ``anchor`` is another time's id, or ``_dct`` for the document's own."""

    span: Span
    type: TimeType
    value: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str | None = None


class Quantity(Annotation, frozen=True, gc=False, kw_only=True):
    """An amount of money, a percentage, a number, a measure, an age."""

    span: Span
    type: str
    value: str | Integer | float | None = None
    unit: str | None = None


class Quote(Annotation, frozen=True, gc=False, kw_only=True):
    """Somebody's words or thoughts as the article reports them: one quote for each cue.

    ``verbatim`` fragments lie inside ``content`` and include their quotation marks. ``speaker``, ``addressee_entity``
    and ``via`` hold ids of entities, ``source_mention`` of a mention, ``parent`` of the quote that contains this one.
    """

    content: Span
    cue: Span | None = None
    source: Span | None = None
    source_mention: str | None = None
    speaker: Ids | None = None
    addressee: Span | None = None
    addressee_entity: Ids | None = None
    via: str | None = None
    verbatim: tuple[Fragment, ...] | None = None
    level: Level | None = None
    parent: str | None = None
    form: Form | None = None
    medium: Medium | None = None
    function: QuoteFunction | None = None
    polarity: Polarity | None = None
    attribution: Attribution | None = None


class Mark(Annotation, frozen=True, gc=False, kw_only=True):
    """A stretch between quotation marks, marks included, and what the marks are for."""

    fragment: Fragment
    function: MarkFunction | None = None
    quote: str | None = None
    open_end: bool | None = None


class Event(Annotation, frozen=True, gc=False, kw_only=True):
    """Something that happens or holds in the world. Event mentions point to it."""

    type: str
    name: str | None = None
    links: tuple[Link, ...] | None = None


class Arg(Record, frozen=True, gc=False, kw_only=True):
    """A participant of an event: ``span`` where ``kind`` is ``"span"``, otherwise ``ref``, the id of an annotation."""

    role: str
    kind: ArgKind
    ref: str | None = None
    span: Span | None = None


class EventMention(Annotation, frozen=True, gc=False, kw_only=True, rename={"class_": "class"}):
    """A place in the text that tells of an event, with its participants.

    ``reports`` is the quote whose cue the trigger is; ``attributed_to`` the innermost quote that contains the trigger.
    """

    event: str
    trigger: Span
    type: str
    class_: EventClass | None = None
    realis: Realis | None = None
    polarity: Polarity | None = None
    tense: str | None = None
    phase: str | None = None
    args: tuple[Arg, ...] | None = None
    reports: str | None = None
    attributed_to: str | None = None


class Relation(Annotation, frozen=True, gc=False, kw_only=True, rename={"from_": "from"}):
    """A directed relation between any two annotations. The scheme says which types join what."""

    type: str
    from_: str
    to: str
