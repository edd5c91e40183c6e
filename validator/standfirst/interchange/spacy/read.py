"""The reader of spaCy's JSON."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.build import Builder
from standfirst.interchange.ids import id_of
from standfirst.interchange.labels import add_labelled
from standfirst.interchange.problems import LEFT_OUT, OFFSET, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.interchange.spacy.links import link_of
from standfirst.interchange.tokens import SENTENCE, TOKEN
from standfirst.interchange.units import Covered, stretches
from standfirst.model.names import is_tag
from standfirst.offsets.units import Unit
from standfirst.reading import Reading

NAME = "spaCy"
MARK = "standfirst"
"""The member that says which of tokens and sentences were made for the format: they are not read."""
GROUP = "sc"
"""The group that spans are in by default."""

_OF_TOKENS = frozenset(("id", "start", "end", "pos", "tag"))
_OF_SPANS = frozenset(("start", "end", "label", "kb_id", "id", "span_id"))
_OF_DOCS = frozenset(("text", "ents", "spans", "sents", "tokens", MARK))


class Marked(NamedTuple):
    """A stretch of a doc: its place, its members, and the group of spans that it is in, ``None`` for entities."""

    start: int
    end: int
    members: dict[str, Any]
    group: str | None = None


class Doc(NamedTuple):
    """What is read of a doc: the text, entities and spans, tokens, sentences, and what is left out."""

    text: str
    spans: list[Marked]
    tokens: list[Marked]
    sentences: list[Marked]
    left_out: list[str]


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The documents of a file: a doc, a list of docs, or a doc a line."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Reading(document=None, findings=(not_utf8(data, error),))
        return
    found = list(_docs(data))
    if not found:
        yield Reading(document=None, findings=(problem(SYNTAX, "the file holds no doc", line=1),))
    for number, (doc, line) in enumerate(found, 1):
        if isinstance(doc, Finding):
            yield Reading(document=None, findings=(doc,))
            continue
        name = id_of((source.name or "document").replace("\\", "/").rpartition("/")[2])
        known = settings.id if settings.id is not None and len(found) == 1 else None
        called = known or (name if len(found) == 1 else f"{name}-{number}")
        yield document_of(doc, structs.replace(settings, id=called), source.name, line)


def _docs(data: bytes) -> Iterator[tuple[Any, int]]:
    """The docs of a file as plain data, each with the line it begins in, or a finding in its place."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        if data.count(b"\n{") == 0:
            yield problem(SYNTAX, f"the file is no JSON: {error}", line=1), 1
            return
    else:
        for doc in found if isinstance(found, list) else [found]:
            yield doc, 1
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line), number
        except (msgspec.DecodeError, RecursionError) as error:
            yield problem(SYNTAX, f"the line is no JSON: {error}", line=number), number


def document_of(value: Any, settings: Settings, name: str | None, line: int) -> Reading:
    """The document that a doc, as plain data, stands for."""
    findings: list[Finding] = []
    doc = _checked(value, settings.unit or "codepoint", line, findings)
    if doc is None or any(finding.level == ERROR for finding in findings):
        return Reading(document=None, findings=tuple(findings))
    builder = Builder(doc.text, settings, name, NAME)
    if settings.unit not in (None, "codepoint"):
        builder.decide(f"Offsets count {settings.unit} units, as was said.", line)
    if doc.left_out:
        builder.findings.append(problem(LEFT_OUT, f"there is no place for {', '.join(doc.left_out)}", line=line))
    made = value.get(MARK)
    made = made if isinstance(made, list) else []
    if "sents" not in made:
        _add_segments(builder, SENTENCE, doc.sentences)
    if "tokens" not in made:
        _add_segments(builder, TOKEN, doc.tokens)
    _add_spans(builder, doc.spans, line)
    return builder.reading()


def _checked(value: Any, unit: Unit, line: int, findings: list[Finding]) -> Doc | None:
    """The members of a doc, with their types checked, and offsets in code points."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        findings.append(problem(SYNTAX, "a doc is an object with a text, as Doc.to_json makes it", line=line))
        return None
    text = value["text"]
    groups = value.get("spans", {})
    if not isinstance(groups, dict):
        findings.append(problem(SYNTAX, "'spans' is an object of lists", line=line))
        return None
    left = [repr(key) for key, held in value.items() if key not in _OF_DOCS and held not in ({}, [], None)]
    listed = [("ents", value.get("ents"), None), *(("spans", held, group) for group, held in groups.items())]
    spans = [one for name, held, group in listed for one in _marked(text, name, held, unit, line, findings, group)]
    tokens = list(_marked(text, "tokens", value.get("tokens"), unit, line, findings))
    sentences = list(_marked(text, "sents", value.get("sents"), unit, line, findings))
    for title, marked, known in (("tokens", tokens, _OF_TOKENS), ("spans", spans, _OF_SPANS)):
        others = sorted({key for one in marked for key, held in one.members.items() if held != ""} - known)
        left += [f"{key!r} of {title}" for key in others]
    return Doc(text, spans, tokens, sentences, left)


def _marked(
    text: str, name: str, held: Any, unit: Unit, line: int, findings: list[Finding], group: str | None = None
) -> Iterator[Marked]:
    if held is None:
        return
    if not isinstance(held, list) or not all(_is_place(one) for one in held):
        message = f"{name!r} is a list of objects whose start and end are integers"
        findings.append(problem(SYNTAX, message, line=line))
        return
    if not all(isinstance(one.get(key, ""), str) for one in held for key in ("label", "kb_id", "pos", "tag")):
        findings.append(problem(SYNTAX, f"labels in {name!r} are strings", line=line))
        return
    places = [Covered(one["start"], one["end"], None, line) for one in held]
    for one, found in zip(held, stretches(text, places, unit), strict=True):
        if isinstance(found, Finding):
            findings.append(found)
        elif found[1] > len(text):
            findings.append(problem(OFFSET, f"the stretch {found[0]}–{found[1]} ends behind the text", line=line))
        else:
            yield Marked(*found, one, group)


def _is_place(value: Any) -> bool:
    return isinstance(value, dict) and all(type(value.get(key)) is int for key in ("start", "end"))


def _add_segments(builder: Builder, kind: str, marked: Iterable[Marked]) -> None:
    """Add tokens or sentences. Tokens of white space are how spaCy keeps a text: they are no segments."""
    for one in marked:
        if not builder.text[one.start : one.end].strip():
            continue
        type_ = one.members.get("pos") or one.members.get("tag") or None
        span = builder.span((one.start, one.end))
        builder.add("segments", kind=kind, span=span, type=type_ if type_ and is_tag(type_) else None)


def _add_spans(builder: Builder, marked: Iterable[Marked], line: int) -> None:
    """Add entities and spans, each once, in the order of the text."""
    seen: set[tuple[int, int, str]] = set()
    for one in sorted(marked, key=lambda one: (one.start, -one.end)):
        label = one.members.get("label", "")
        if (one.start, one.end, label) in seen:
            continue
        seen.add((one.start, one.end, label))
        start, end = _solid(builder.text, one.start, one.end)
        links = (link_of(one.members["kb_id"]),) if one.members.get("kb_id") else None
        add_labelled(builder, label, builder.span((start, end)), links=links, line=line)


def _solid(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space at its ends, which tokens of spaCy may be."""
    words = text[start:end]
    return (start, end) if not words.strip() else (end - len(words.lstrip()), start + len(words.rstrip()))
