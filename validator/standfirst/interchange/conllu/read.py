"""The reader of CoNLL-U."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import structs

from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.build import Builder
from standfirst.interchange.conllu.convention import MARK
from standfirst.interchange.conllu.mentions import add_mentions, fields_in
from standfirst.interchange.conllu.notes import HELD_OF_DOCUMENT, Head, Notes, add_noted, notes_of
from standfirst.interchange.conllu.words import Placed, Sentence, place, sentences_of
from standfirst.interchange.ids import id_of
from standfirst.interchange.problems import LEFT_OUT, SURFACE, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.interchange.tokens import SENTENCE, TOKEN
from standfirst.model import LAYERS
from standfirst.model.names import is_tag
from standfirst.reading import Reading

NAME = "CoNLL-U"
_HELD = frozenset(("Entity", "Bridge", "SplitAnte", "SpaceAfter", "SpacesAfter", "SpacesBefore", ""))
_COLUMNS = {"LEMMA": "lemmas", "XPOS": "parts of speech of the treebank", "FEATS": "features", "HEAD": "heads"}


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The documents of a file, each from one ``# newdoc`` to the next; a file without is one."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Reading(document=None, findings=(not_utf8(data, error),))
        return
    found = list(sentences_of(text))
    findings = [one for one in found if isinstance(one, Finding)]
    sentences = [one for one in found if isinstance(one, Sentence)]
    if not findings and not any(sentence.rows for sentence in sentences):
        findings.append(problem(SYNTAX, "the file has no row: there is nothing to read", line=1))
    if findings:
        yield Reading(document=None, findings=tuple(findings))
        return
    documents = _documents(sentences)
    fields = fields_in(sentences)
    taken: set[str] = set()
    for number, document in enumerate(documents, 1):
        named = structs.replace(settings, id=_id_of(document, source, settings, number, len(documents), taken))
        yield _reading(document, fields_in(document) or fields, named, source, alone=len(documents) == 1)


def _documents(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The documents of a file; comments without rows belong to the sentence behind them."""
    documents: list[list[Sentence]] = []
    waiting: dict[str, str | None] = {}
    for sentence in sentences:
        comments = {**waiting, **sentence.comments}
        if not sentence.rows:
            waiting = comments
            continue
        waiting = {}
        if not documents or any(key == "newdoc" or key.startswith("newdoc ") for key in comments):
            documents.append([])
        documents[-1].append(sentence._replace(comments=comments))
    return documents


def _id_of(
    document: Sequence[Sentence], source: Source, settings: Settings, number: int, count: int, taken: set[str]
) -> str:
    """The id of a document: that which was said, of a file of one; its own; or one made of the file's name."""
    said = document[0].comments.get("newdoc id")
    name = (source.name or "document").replace("\\", "/").rpartition("/")[2]
    if settings.id is not None and count == 1:
        return settings.id
    made = id_of(said.replace(".", "-")) if said else (id_of(name) if count == 1 else f"{id_of(name)}-{number}")
    if made in taken:
        made = f"{made}-{number}"
    taken.add(made)
    return made


def _reading(
    document: Sequence[Sentence], fields: Sequence[str], settings: Settings, source: Source, *, alone: bool
) -> Reading:
    placed = place(document)
    findings = list(placed.findings)
    notes = notes_of(document, findings)
    given = None if notes is not None else _given(source, settings, document, findings, alone=alone)
    if any(finding.level == ERROR for finding in findings):
        return Reading(document=None, findings=tuple(findings))
    if given is not None:
        placed = _aligned(placed, given, document, findings)
    if not placed.text.strip() or any(finding.level == ERROR for finding in findings):
        findings += [] if findings else [problem(SYNTAX, "the document has no words", line=document[0].line)]
        return Reading(document=None, findings=tuple(findings))
    builder = Builder(placed.text, settings, source.name, NAME)
    builder.findings += findings
    if notes is None:
        _say_foreign(builder, document, placed, fields, given=given is not None)
        _add_zones(builder, document, placed)
    if notes is None or notes.head.get("segments") is True:
        _add_segments(builder, placed)
    add_mentions(builder, placed, fields, notes)
    if notes is None:
        return builder.reading()
    return _with_notes(builder, notes, document[0].line)


def _with_notes(builder: Builder, notes: Notes, line: int) -> Reading:
    """The document with what its comments say of it."""
    add_noted(builder, notes)
    try:
        head = msgspec.convert(notes.head, Head)
    except msgspec.ValidationError as error:
        message = f"the comment {MARK!r} does not fit: {error}"
        return Reading(document=None, findings=(*builder.findings, problem(SYNTAX, message, line=line)))
    reading = builder.reading()
    assert reading.document is not None
    said = {name: value for name in HELD_OF_DOCUMENT if (value := getattr(head, name)) is not None}
    said |= {layer: () for layer in head.empty if layer in LAYERS and not reading.document.layer(layer)}
    return structs.replace(reading, document=structs.replace(reading.document, **said))


def _given(
    source: Source, settings: Settings, document: Sequence[Sentence], findings: list[Finding], *, alone: bool
) -> str | None:
    """The text that was annotated, where it is given or lies beside the file."""
    text = settings.text
    if text is None:
        data = source.beside(".txt")
        if data is None:
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            findings.append(not_utf8(data, error))
            return None
    if not alone:
        message = "the file has several documents, and one text is given for all"
        findings.append(problem(SURFACE, message, line=document[0].line))
    return text


def _aligned(placed: Placed, text: str, document: Sequence[Sentence], findings: list[Finding]) -> Placed:
    """The same words at their places in a text that was given; or the finding on the first that does not follow."""
    moved: dict[int, int] = {}
    at = 0
    for sentence, tokens in zip(document, placed.tokens, strict=True):
        for (start, end), _ in tokens:
            form = placed.text[start:end]
            found = text.find(form, at)
            if found < 0 or text[at:found].strip():
                message = (
                    f"the token {form[:80]!r} does not follow in the text, where {text[at:].lstrip()[:20]!r} stands"
                )
                findings.append(problem(SURFACE, message, line=sentence.line, found=form[:80]))
                return placed
            moved.update((start + step, found + step) for step in range(len(form) + 1))
            at = found + len(form)
    sentences = [
        [word._replace(start=moved.get(word.start, 0), end=moved.get(word.end, 0)) for word in words]
        for words in placed.sentences
    ]
    tokens_moved = [
        [((moved[start], moved[start] + end - start), pos) for (start, end), pos in tokens] for tokens in placed.tokens
    ]
    return placed._replace(text=text, sentences=sentences, tokens=tokens_moved)


def _say_foreign(
    builder: Builder, document: Sequence[Sentence], placed: Placed, fields: Sequence[str], *, given: bool
) -> None:
    """Say what was decided for a file by others, and what of it has no place."""
    line = document[0].line
    if given:
        builder.decide("The text was given.", line)
    elif placed.joined and len(document) > 1:
        builder.decide("Sentences are joined by a blank, paragraphs by LF, where the file does not say it.", line)
    if any(word.misc.find("Entity=") >= 0 for words in placed.sentences for word in words):
        builder.decide(f"The fields of entities are {'-'.join(fields)}.", line)
    rows = [row for sentence in document for row in sentence.rows]
    named = [title for name, title in _COLUMNS.items() if any(row[name] != "_" for row in rows)]
    keys = {part.partition("=")[0] for row in rows if row["MISC"] != "_" for part in row["MISC"].split("|")}
    left = [*named, *(f"{key} in MISC" for key in sorted(keys - _HELD))]
    if left:
        builder.findings.append(problem(LEFT_OUT, f"there is no place for {', '.join(left)}", line=line))


def _add_zones(builder: Builder, document: Sequence[Sentence], placed: Placed) -> None:
    """A paragraph from each ``# newpar`` to the next."""
    begins = [place for place, one in enumerate(document) if any(key.split(" ")[0] == "newpar" for key in one.comments)]
    for first, end in zip(begins, [*begins[1:], len(document)], strict=False):
        tokens = [stretch for one in placed.tokens[first:end] for stretch, _ in one]
        if tokens:
            builder.add("zones", kind="paragraph", start=tokens[0][0], end=tokens[-1][1])


def _add_segments(builder: Builder, placed: Placed) -> None:
    tags: dict[str, str | None] = {}
    for tokens in placed.tokens:
        if not tokens:
            continue
        builder.add("segments", kind=SENTENCE, span=builder.span((tokens[0][0][0], tokens[-1][0][1])))
        for stretch, pos in tokens:
            if pos not in tags:
                tags[pos] = pos if pos != "_" and is_tag(pos) else None
            builder.add("segments", kind=TOKEN, span=builder.span(stretch), type=tags[pos])
