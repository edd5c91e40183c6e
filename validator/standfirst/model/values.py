"""The kinds of values that members of a document hold (format 1.0).

Every type here accepts exactly what ``schemas/document-1.0.schema.json`` accepts, except for the patterns of names,
which :mod:`standfirst.model.names` checks: a pattern on every string would double the time that decoding takes.
"""

from typing import Annotated, Literal

from msgspec import Meta

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON implementation reads exactly (RFC 8259, section 6)."""

Offset = Annotated[int, Meta(ge=0, le=MAX_INTEGER)]
"""A position in the text: Unicode code points from 0."""

Count = Annotated[int, Meta(ge=0, le=MAX_INTEGER)]
Level = Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
Integer = Annotated[int, Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]
Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]
NonEmpty = Annotated[str, Meta(min_length=1)]
Context = Annotated[str, Meta(min_length=1, max_length=32)]

Scalar = str | bool | Integer | float
AttributeValue = Scalar | tuple[Scalar, ...]
Attributes = dict[str, AttributeValue]

AgentKind = Literal["person", "program", "organization"]
Attribution = Literal["explicit", "anaphoric", "implicit", "none"]
ArgKind = Literal["mention", "time", "quantity", "quote", "event", "span"]
EventClass = Literal["OCCURRENCE", "REPORTING", "STATE", "ASPECTUAL", "PERCEPTION"]
Extent = Literal["full", "partial", "none"]
Form = Literal["direct", "mixed", "indirect", "free"]
MarkFunction = Literal["verbatim", "scare", "title", "term", "nickname", "unknown"]
Medium = Literal["speech", "writing", "thought", "unspecified"]
MentionLevel = Literal["NAM", "NOM", "PRO"]
Newline = Literal["none", "lf", "crlf", "cr", "mixed"]
Polarity = Literal["positive", "negative"]
QuoteFunction = Literal["assertion", "request", "question", "commitment", "attitude"]
Realis = Literal["actual", "generic", "future", "hypothetical"]
Status = Literal["draft", "reviewed", "adjudicated", "imported"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
