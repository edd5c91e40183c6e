"""The reader of CoNLL."""

from collections.abc import Iterator, Sequence

from standfirst.finding import Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.build import Builder
from standfirst.interchange.conll.build import Words, add_all, joined, places_of
from standfirst.interchange.conll.rows import Columns, Sentence, columns_of, documents_of, no_tag, uneven, width_of
from standfirst.interchange.conll.rows import without_comments as cleaned
from standfirst.interchange.conll.tags import Irregular, parted, scheme_of, spans_of
from standfirst.interchange.ids import id_of
from standfirst.interchange.problems import LEFT_OUT, SURFACE, SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.interchange.tokens import Stretch
from standfirst.reading import Reading

NAME = "CoNLL"
UNTYPED = "entity"
"""The label of spans whose tags have none."""


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The documents of a file, each from one ``-DOCSTART-`` to the next; a file without is one."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Reading(document=None, findings=(not_utf8(data, error),))
        return
    listed = list(documents_of(text))
    width = width_of(listed)
    documents = [found for one in listed if (found := cleaned(one, width))]
    every = [sentence for document in documents for sentence in document]
    columns, findings = _columns(every, width, settings)
    if columns is None:
        yield Reading(document=None, findings=tuple(findings))
        return
    findings += uneven(every, width, columns)
    if findings:
        yield Reading(document=None, findings=tuple(findings))
        return
    decisions = _decisions(every, columns)
    for number, document in enumerate(documents, 1):
        yield _reading(document, columns, decisions, source, settings, number if len(documents) > 1 else None)


def _columns(sentences: Sequence[Sentence], width: int, settings: Settings) -> tuple[Columns | None, list[Finding]]:
    """The columns, as said or as found, or the finding on why there are none."""
    if not sentences:
        return None, [problem(SYNTAX, "the file has no row: there is nothing to read", line=1)]
    found = columns_of(sentences, width)
    said = {name: _numbers(settings.options[name], width) for name in ("form", "tags") if name in settings.options}
    for name, numbers in said.items():
        if not numbers:
            message = f"the option {name} is {settings.options[name]!r}: it takes columns from 1 to {width}"
            return None, [problem(SYNTAX, message, line=sentences[0][0].line)]
    if "tags" in said:
        return Columns(said.get("form", found or (0,))[0], said["tags"]), []
    if found is None:
        row = next((row for one in sentences for row in one if len(row.cells) == width), sentences[0][0])
        if width < 2:
            message = (
                "the rows have one column: words without tags, or columns parted by something else than blanks or tabs"
            )
            return None, [problem(SYNTAX, message, line=row.line)]
        return None, [no_tag(row, width - 1)]
    return (found._replace(form=said["form"][0]) if "form" in said else found), []


def _numbers(said: str, width: int) -> tuple[int, ...]:
    """Columns as an option has them, from 1, as numbers from 0; none where one is no column."""
    parts = said.split(",")
    sound = all(part.isascii() and part.isdigit() and 1 <= int(part[:6]) <= width for part in parts)
    return tuple(int(part) - 1 for part in parts) if sound else ()


def _decisions(sentences: Sequence[Sentence], columns: Columns) -> tuple[list[str], list[str]]:
    """What was decided for the whole file, and what of it is left out."""
    tags = [[row.cells[column] for row in sentence] for column in columns.tags for sentence in sentences]
    scheme, irregular = scheme_of(tags)
    said = [f"The tags are {scheme}.{_of_irregular(scheme, irregular)}"]
    if any(parted(tag) == (tag[0], "") and tag not in ("O", "o") for sequence in tags for tag in sequence):
        said.append(f"Tags without a label stand for {UNTYPED!r}.")
    left = [] if columns.chunks is None else [f"the tags of phrases in column {columns.chunks + 1} are left out"]
    others = columns.tags[0] - columns.form - 1 - (columns.chunks is not None)
    if others > 0:
        left.append(f"between the words and the tags {others} column{'s are' if others > 1 else ' is'} left out")
    return said, left


def _of_irregular(scheme: str, irregular: Irregular) -> str:
    if scheme != "IOB1" and irregular.leading:
        return f" {irregular.leading} inner tags that nothing comes before open a span."
    if scheme not in ("IOB1", "IOB2") and irregular.broken:
        return f" {irregular.broken} spans without a last tag end where they are left."
    return ""


def _reading(
    document: Sequence[Sentence],
    columns: Columns,
    said: tuple[list[str], list[str]],
    source: Source,
    settings: Settings,
    number: int | None,
) -> Reading:
    sentences = [_words(sentence, columns) for sentence in document]
    forms = [sentence.forms for sentence in sentences]
    text = _given_text(source, settings)
    if isinstance(text, Finding):
        return Reading(document=None, findings=(text,))
    if text is not None and number is not None:
        message = "the file has several documents, and one text is given for all"
        remedy = "part the file, so that each document has a text of its own beside it"
        return Reading(document=None, findings=(problem(SURFACE, message, line=document[0][0].line, help=remedy),))
    places: list[list[Stretch]] | Finding = places_of(forms) if text is None else aligned(text, sentences)
    if isinstance(places, Finding):
        return Reading(document=None, findings=(places,))
    name = settings.id or id_of((source.name or "document").replace("\\", "/").rpartition("/")[2])
    named = settings if number is None else _numbered(settings, name, number)
    builder = Builder(joined(forms) if text is None else text, named, source.name, NAME)
    line = document[0][0].line
    for decision in said[0]:
        builder.decide(decision, line)
    how = (
        "The text was given."
        if text is not None
        else "The file has no text: words are joined by a blank, sentences by LF."
    )
    builder.decide(how, line)
    builder.findings += [problem(LEFT_OUT, message, line=line) for message in said[1]]
    add_all(builder, sentences, places)
    return builder.reading()


def _numbered(settings: Settings, name: str, number: int) -> Settings:
    from msgspec import structs

    return structs.replace(settings, id=f"{name}-{number}")


def _words(sentence: Sentence, columns: Columns) -> Words:
    spans = []
    for column in columns.tags:
        found = spans_of([row.cells[column] for row in sentence])
        spans.append(tuple(one if one.label else one._replace(label=UNTYPED) for one in found))
    return Words(tuple(row.cells[columns.form] for row in sentence), tuple(row.line for row in sentence), tuple(spans))


def _given_text(source: Source, settings: Settings) -> str | Finding | None:
    """The text that was annotated, where it is given or lies beside the file."""
    if settings.text is not None:
        return settings.text
    data = source.beside(".txt")
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return not_utf8(data, error)


def aligned(text: str, sentences: Sequence[Words]) -> list[list[Stretch]] | Finding:
    """Where the words of sentences stand in a text, in code points, or the finding on the first that does not follow."""
    at = 0
    places = []
    for sentence in sentences:
        found = []
        for form, line in zip(sentence.forms, sentence.lines, strict=True):
            start = text.find(form, at)
            if start < 0 or text[at:start].strip():
                there = text[at:].lstrip()[:20]
                message = f"the token {form[:80]!r} does not follow in the text, where {there!r} stands"
                return problem(SURFACE, message, line=line, found=form[:80])
            found.append((start, start + len(form)))
            at = start + len(form)
        places.append(found)
    if text[at:].strip():
        message = f"the text goes on behind the last token: {text[at:].strip()[:40]!r}"
        return problem(SURFACE, message, line=sentences[-1].lines[-1])
    return places
