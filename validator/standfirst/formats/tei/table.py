"""Where every member of a document stands in TEI: the table that writer, readers, grammar and documentation share.

TEI P5 (checked with 4.12.0), namespace http://www.tei-c.org/ns/1.0. The text is the concatenation of the ``ab`` elements;
annotations stand off in ``standOff`` and point into the text (Guidelines, chapter 16.2.4, schemes ``string-range``,
``string-index`` and ``range``), counting Unicode code points from the beginning of a block.

Places are written as paths: ``@cert`` is an attribute of the record's element, ``note`` a child element, ``span:cue`` a
child ``span`` of that type, ``core`` a feature of ``<fs type="core">``, ``fs`` the whole of ``<fs type="attributes">``.
The places of the header are paths from the root.
"""

from typing import Literal, NamedTuple

from msgspec import Struct

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
PROLOGUE = f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}" xml:space="preserve">\n'
"""How every canonical file begins. ``xml:space`` keeps programs that lay XML out anew from doing so anywhere in it."""

TEXT_ID = "_text"
"""The ``xml:id`` of the ``text`` element, which stands for the document itself. No id of a document begins like this."""

GAP = "gap"
"""The type of a block between zones; its ``xml:id`` is ``_g`` and a number, which no zone's id can be."""

Codec = Literal[
    "id",  # an id as it is
    "pointer",  # "#" and an id
    "pointers",  # such pointers, separated by a blank
    "word",  # a tag: a TEI word, with what no word may hold escaped
    "symbol",  # one of a closed list
    "text",  # any string, as element content
    "name",  # a string; without it the element says that there is none, since TEI demands one
    "number",  # a JSON number
    "integer",
    "boolean",
    "value",  # a number or a string
    "span",  # pointers into the text, surfaces, contexts: one or more fragments
    "fragment",
    "fragments",
    "ranges",  # pointers into the text
    "links",
    "args",
    "attributes",
    "agents",
    "texts",  # one element for each string
    "words",  # words separated by a blank
]


class Member(NamedTuple):
    """A member of a record, where it stands, and how its value is written there."""

    name: str
    place: str
    codec: Codec


class Record(Struct, frozen=True, eq=False, gc=False):
    """The records of one layer.

    ``group`` is the element that holds them (``group_type`` its ``@type``), ``element`` what each of them is. ``inside``
    are the members that stand in that element, in order, features in a ``note`` of their own if it cannot hold them itself
    (``noted``); ``apart`` those that no such element can hold at all: they stand in a
    ``span`` of the group of features at the end, which points to the record with ``@corresp``.
    """

    layer: str
    group: str
    group_type: str | None
    element: str
    inside: tuple[Member, ...]
    apart: tuple[Member, ...] = ()
    noted: bool = False


FEATURES = "features"
"""The ``@type`` of the ``spanGrp`` that holds what stands apart from its record, and of the ``note`` that holds features."""

COVERAGE = "coverage"
"""The ``@type`` of the ``spanGrp`` that holds a span for each layer whose coverage is declared."""

_ID = (Member("id", "@xml:id", "id"),)
_WHO = (Member("confidence", "@cert", "number"), Member("annotator", "@resp", "pointer"))
_NOTE = (Member("comment", "note", "text"),)
_STATE = (
    Member("uncertain", "core", "boolean"),
    Member("status", "core", "symbol"),
    Member("source_id", "core", "text"),
)
_ATTRIBUTES = (Member("attributes", "fs", "attributes"),)
_REST = (*_STATE, *_ATTRIBUTES)


def _span(layer: str, *inside: Member, core: tuple[Member, ...] = (), typed: tuple[Member, ...] = ()) -> Record:
    """A layer whose records are ``span`` elements, which hold everything themselves."""
    attributes = tuple(member for member in inside if member.place.startswith("@"))
    children = tuple(member for member in inside if not member.place.startswith("@"))
    members = (*_ID, *typed, *_WHO, *attributes, *children, *_NOTE, *core, *_REST)
    return Record(layer, "spanGrp", layer, "span", members)


SEGMENTS = _span(
    "segments",
    Member("span", "@target", "span"),
    typed=(Member("kind", "@type", "word"), Member("type", "@subtype", "word")),
)
MENTIONS = _span(
    "mentions",
    Member("entity", "@corresp", "pointer"),
    Member("span", "@target", "span"),
    Member("head", "span:head", "fragment"),
    typed=(Member("level", "@type", "symbol"),),
    # A reading is no @subtype: TEI allows that only beside a @type, and the level may be absent.
    core=(Member("reading", "core", "word"),),
)
TIMES = _span(
    "times",
    Member("anchor", "@corresp", "pointer"),
    Member("span", "@target", "span"),
    typed=(Member("type", "@type", "symbol"),),
    core=(
        Member("value", "core", "text"),
        Member("mod", "core", "text"),
        Member("quant", "core", "text"),
        Member("freq", "core", "text"),
    ),
)
QUANTITIES = _span(
    "quantities",
    Member("span", "@target", "span"),
    typed=(Member("type", "@type", "word"),),
    core=(Member("value", "core", "value"), Member("unit", "core", "text")),
)
QUOTES = _span(
    "quotes",
    Member("parent", "@corresp", "pointer"),
    Member("content", "span:content", "span"),
    Member("cue", "span:cue", "span"),
    Member("source", "span:source", "span"),
    Member("source_mention", "span:source_mention", "pointer"),
    Member("speaker", "span:speaker", "pointers"),
    Member("addressee", "span:addressee", "span"),
    Member("addressee_entity", "span:addressee_entity", "pointers"),
    Member("via", "span:via", "pointer"),
    Member("verbatim", "span:verbatim", "fragments"),
    typed=(Member("form", "@type", "symbol"),),
    core=(
        Member("level", "core", "integer"),
        Member("medium", "core", "symbol"),
        Member("function", "core", "symbol"),
        Member("polarity", "core", "symbol"),
        Member("attribution", "core", "symbol"),
    ),
)
MARKS = _span(
    "marks",
    Member("quote", "@corresp", "pointer"),
    Member("fragment", "@target", "fragment"),
    typed=(Member("function", "@type", "symbol"),),
    core=(Member("open_end", "core", "boolean"),),
)
EVENT_MENTIONS = _span(
    "event_mentions",
    Member("event", "@corresp", "pointer"),
    Member("trigger", "span:trigger", "span"),
    Member("args", "span:args", "args"),
    Member("reports", "span:reports", "pointer"),
    Member("attributed_to", "span:attributed_to", "pointer"),
    typed=(Member("type", "@type", "word"),),
    core=(
        Member("class", "core", "symbol"),
        Member("realis", "core", "symbol"),
        Member("polarity", "core", "symbol"),
        Member("tense", "core", "word"),
        Member("phase", "core", "word"),
    ),
)
EVENTS = Record(
    "events",
    "listEvent",
    None,
    "event",
    (
        *_ID,
        Member("type", "@type", "word"),
        *_WHO,
        Member("links", "idno", "links"),
        Member("name", "eventName", "name"),
        *_NOTE,
        *_REST,
    ),
    noted=True,
)
RELATIONS = Record(
    "relations",
    "listRelation",
    None,
    "relation",
    (
        *_ID,
        Member("type", "@name", "word"),
        *_WHO,
        Member("from", "@active", "pointer"),
        Member("to", "@passive", "pointer"),
    ),
    (*_NOTE, *_REST),
)
ZONES = Record(
    "zones",
    "body",
    None,
    "ab",
    (*_ID, Member("kind", "@type", "word"), *_WHO, Member("repeats", "@corresp", "pointer")),
    (*_NOTE, *_REST),
)
AGENTS = Record(
    "agents",
    "titleStmt",
    None,
    "respStmt",
    (*_ID, Member("kind", "name/@type", "symbol"), Member("name", "name", "text")),
    (*_NOTE, Member("version", "core", "text"), Member("url", "core", "text"), *_ATTRIBUTES),
)
DOCUMENT = Record("", "TEI", None, "text", (), _ATTRIBUTES)
"""What stands apart from the document itself."""


def _entity(group: str, element: str, type_place: str, name: Member, links: Member) -> Record:
    flags = tuple(Member(flag, "core", "boolean") for flag in ("nil", "group", "generic"))
    members = (*_ID, Member("type", type_place, "word"), *_WHO, name, links, *_NOTE, *flags, *_REST)
    return Record("entities", group, None, element, members, noted=True)


_IDNO = Member("links", "idno", "links")
ENTITIES: dict[str, Record] = {
    "person": _entity("listPerson", "person", "@role", Member("name", "persName", "text"), _IDNO),
    "org": _entity("listOrg", "org", "@type", Member("name", "orgName", "text"), _IDNO),
    "place": _entity("listPlace", "place", "@type", Member("name", "placeName", "text"), _IDNO),
    "object": _entity(
        "listObject",
        "object",
        "@type",
        Member("name", "objectIdentifier/objectName", "name"),
        Member("links", "objectIdentifier/idno", "links"),
    ),
}
"""Entities are the elements that TEI has for what they are. Which one an entity is, its type says (:func:`entity_form`)."""

ENTITY_TYPES = {
    "person": ("PER", "PERS", "PERSON", "Person", "per", "person"),
    "org": ("ORG", "ORGANIZATION", "Organization", "org", "organization", "NORP"),
    "place": ("GPE", "LOC", "LOCATION", "Location", "FAC", "PLACE", "Place", "loc", "location", "place", "gpe"),
}
"""The types of entities that are ``person``, ``org`` and ``place``."""
_FORM_OF = {type_: form for form, types in ENTITY_TYPES.items() for type_ in types}


def entity_form(type_: str) -> str:
    """The element for entities of this type: ``person``, ``org``, ``place``, or ``object`` for all others."""
    return _FORM_OF.get(type_, "object")


FEATURE_VALUES: dict[Codec, tuple[str, ...]] = {
    "symbol": ("symbol",),
    "word": ("symbol",),
    "text": ("string",),
    "integer": ("numeric",),
    "boolean": ("binary",),
    "value": ("string", "numeric"),
    "attributes": ("string", "numeric", "binary"),
}
"""The elements that the value of a feature is written as, one of them; in attributes also a ``vColl`` of these."""

# What a value that is an object is made of; ``.`` is the text of the element itself.

LINK = (Member("scheme", "@type", "word"), Member("id", ".", "text"), Member("label", "@n", "text"))
ARG = (
    Member("kind", "@type", "symbol"),
    Member("role", "@subtype", "word"),
    Member("ref", "@corresp", "pointer"),
    Member("span", "@target", "span"),
)
LAYER_COVERAGE = (
    Member("extent", "@subtype", "symbol"),
    Member("zones", "span:zones", "pointers"),
    Member("ranges", "span:ranges", "ranges"),
    Member("policy", "note", "text"),
)

ARG_TYPE = "arg."
"""What stands before an argument's kind in the ``@type`` of its ``span``."""

SPANS = (SEGMENTS, MENTIONS, TIMES, QUANTITIES, QUOTES, MARKS, EVENT_MENTIONS)
"""The layers whose records are ``span`` elements."""

LAYER_ORDER = (
    "segments",
    "entities",
    "mentions",
    "times",
    "quantities",
    "quotes",
    "marks",
    "events",
    "event_mentions",
    "relations",
)
"""The order of the layers in ``standOff``: that of the members of a document. Zones are the blocks of the text."""

RECORDS: dict[str, Record] = {record.layer: record for record in (AGENTS, ZONES, *SPANS, EVENTS, RELATIONS)}
"""The records of every layer but the entities, which have one form for each element (:data:`ENTITIES`)."""


class Heading(NamedTuple):
    """A member of the document, of its metadata or of its fingerprint, and its path from ``teiHeader`` or ``TEI``."""

    member: str
    path: str
    codec: Codec


_FILE = "teiHeader/fileDesc"
_BIBL = f"{_FILE}/sourceDesc/bibl"

HEADER: tuple[Heading, ...] = (
    Heading("id", f"{_FILE}/titleStmt/title", "id"),
    Heading("agents", f"{_FILE}/titleStmt/respStmt", "agents"),
    Heading("fingerprint.lengths.codepoint", f"{_FILE}/extent/measure[@unit='codepoint']/@quantity", "integer"),
    Heading("fingerprint.lengths.utf16", f"{_FILE}/extent/measure[@unit='utf16']/@quantity", "integer"),
    Heading("fingerprint.lengths.utf8", f"{_FILE}/extent/measure[@unit='utf8']/@quantity", "integer"),
    Heading("standfirst", f"{_FILE}/publicationStmt/idno[@type='standfirst']", "text"),
    Heading("$schema", f"{_FILE}/publicationStmt/idno[@type='schema']", "text"),
    Heading("fingerprint.sha256", f"{_FILE}/publicationStmt/idno[@type='sha256']", "text"),
    Heading("meta.license", f"{_FILE}/publicationStmt/availability/licence", "text"),
    Heading("meta.rights", f"{_FILE}/publicationStmt/availability/p", "text"),
    Heading("meta.headline", f"{_BIBL}/title[@level='a']", "text"),
    Heading("meta.authors", f"{_BIBL}/author", "texts"),
    Heading("meta.publisher.name", f"{_BIBL}/publisher/orgName", "text"),
    Heading("meta.publisher.links", f"{_BIBL}/publisher/idno", "links"),
    Heading("meta.url", f"{_BIBL}/idno[@type='url']", "text"),
    Heading("meta.source_id", f"{_BIBL}/idno[@type='source_id']", "text"),
    Heading("meta.date_created", f"{_BIBL}/date[@type='created']", "text"),
    Heading("meta.date_published", f"{_BIBL}/date[@type='published']", "text"),
    Heading("meta.date_modified", f"{_BIBL}/date[@type='modified']", "text"),
    Heading("meta.accessed", f"{_BIBL}/date[@type='accessed']", "text"),
    Heading("meta.subjects", f"{_BIBL}/term", "texts"),
    Heading("meta.byline", f"{_BIBL}/note[@type='byline']", "text"),
    Heading("meta.dateline", f"{_BIBL}/note[@type='dateline']", "text"),
    Heading("meta.section", f"{_BIBL}/note[@type='section']", "text"),
    Heading("meta.genre", f"{_BIBL}/note[@type='genre']", "text"),
    Heading("meta.credit", f"{_BIBL}/note[@type='credit']", "text"),
    Heading("meta.correction", f"{_BIBL}/note[@type='correction']", "text"),
    Heading("meta.word_count", f"{_BIBL}/note[@type='word_count']", "integer"),
    Heading("meta.comment", f"{_BIBL}/note[@type='comment']", "text"),
    Heading("fingerprint.newline", "teiHeader/encodingDesc/editorialDecl/normalization/ab[@type='newline']", "symbol"),
    Heading("fingerprint.nfc", "teiHeader/encodingDesc/editorialDecl/normalization/ab[@type='nfc']", "boolean"),
    Heading("scheme", "teiHeader/encodingDesc/editorialDecl/interpretation/ab[@type='scheme']", "id"),
    Heading("", "teiHeader/encodingDesc/editorialDecl/interpretation/ab[@type='layers']", "words"),
    Heading("meta.dct", "teiHeader/profileDesc/creation/date", "text"),
    Heading("language", "text/@xml:lang", "text"),
)
"""The members of the header, in the order of the file. What TEI demands beside them is in :data:`FIXED`.
The one without a member names the layers that were annotated."""

RESPONSIBILITY = "annotation"
"""What every agent is responsible for, in the ``resp`` that TEI demands."""

DCT_ID = "_dct"
"""The ``xml:id`` of the element that holds the document creation time, which times are anchored to."""

FIXED: dict[str, tuple[str, str]] = {
    f"{_FILE}/publicationStmt": ("authority", ""),
    "teiHeader/profileDesc/creation": ("@xml:id", DCT_ID),
}
"""What TEI demands or pointers need and no member says: an empty first child, or an attribute, by the path it is in."""

EMPTY_LIST = "note"
"""A list of strings that is there and empty is a ``note`` of its name among its siblings: ``<note type="authors"/>``. Other
empty lists are an element of theirs that holds nothing: ``<idno/>``, ``<span type="speaker"/>``, ``<span type="args"/>``."""

UNNAMED = "unnamed"
"""The ``@type`` of the name of a thing that has none, where TEI demands one."""

UNKNOWN = "unknown-members"
"""The ``@type`` of the ``xenoData`` that holds members of later versions: ``[annotation, path, value]`` for each."""
