"""What CoNLL holds of a document: tokens, sentences, and mentions that lie on tokens and not in one another."""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from standfirst.errors import UsageError
from standfirst.formats import Loss
from standfirst.interchange.build import Builder
from standfirst.interchange.capability import Capability
from standfirst.interchange.conll.build import Words, add_all, joined, places_of
from standfirst.interchange.conll.rows import DOCSTART
from standfirst.interchange.conll.tags import SCHEMES, Tagged
from standfirst.interchange.keep import NUMBERED
from standfirst.interchange.keep import keep as keep_held
from standfirst.interchange.losses import Losses
from standfirst.interchange.mapping import NO_MAPPING
from standfirst.interchange.protocol import Settings
from standfirst.interchange.record import without_record
from standfirst.interchange.tokens import SENTENCE, TOKEN, Stretch, Tokenisation, span_edges, tokenised
from standfirst.model import Document, Mention

CAPABILITY = Capability(
    {"segments": frozenset(), "entities": frozenset(), "mentions": frozenset()},
    notes={
        "text": "there is none: words are joined by a blank, sentences by a line feed; a text that lies beside the file, or is "
        "given, is aligned to",
        "segments": "tokens are rows, and an empty line ends a sentence; where a document has none they are made",
        "entities": "the label of a tag; every mention has one of its own",
        "mentions": "tags; of mentions in one another the outer stays, unless there are more columns; what does not begin and "
        "end with tokens is lost, unless they are cut",
    },
    options={
        "scheme": "`IOB2`, the default, `IOB1`, `BILOU` or `BIOES`: the tags that are written",
        "columns": "how many columns of tags are written, 1 by default",
        "cut": "`yes` cuts tokens where mentions begin and end, `no` is the default",
        "form": "the column of the words in a file that is read, from 1; told from the data otherwise",
        "tags": "the columns of the tags in a file that is read, such as `4` or `3,4`; told from the data otherwise",
    },
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that CoNLL can hold, and what is left out.

    :raises UsageError: where an option has a value that it cannot have
    """
    kept, lost = keep_held(document, CAPABILITY._replace(ids=True))  # so that losses name the ids that the document has
    losses = Losses()
    made = rows_of(kept, settings, losses)
    found = _document(kept, made)
    if found == kept:
        return kept, lost
    _report(kept, found, losses)
    return found, (*lost, *losses.all())


def rows_of(document: Document, settings: Settings, losses: Losses | None = None) -> list[Words]:
    """The sentences of a document with the columns of their tags; what does not fit goes to ``losses``."""
    _check(settings)
    cuts = span_edges(document, ("mentions",)) if settings.options.get("cut", "no") == "yes" else ()
    found = tokenised(document, settings.tokeniser, legal=_is_form, edges=cuts, whole=("mentions",))
    many = int(settings.options.get("columns", "1"))
    columns = _columns(document, found, many, losses or Losses())
    rows = []
    for number, sentence in enumerate(found.sentences):
        forms = tuple(document.text[start:end] for start, end in sentence)
        spans = tuple(tuple(column.get(number, ())) for column in columns)
        rows.append(Words(forms, tuple(range(len(forms))), spans))
    return rows


def _check(settings: Settings) -> None:
    options = settings.options
    scheme, many, cut = options.get("scheme", "IOB2"), options.get("columns", "1"), options.get("cut", "no")
    if scheme not in SCHEMES:
        raise UsageError(f"there is no scheme {scheme!r}; there are {', '.join(SCHEMES)}")
    if not (many.isascii() and many.isdigit() and 1 <= int(many[:3]) <= 99):
        raise UsageError(f"the option columns is {many!r}; it takes a number from 1 to 99")
    if cut not in ("yes", "no"):
        raise UsageError(f"the option cut is {cut!r}; it takes yes or no")


def _is_form(words: str) -> bool:
    return words.split() == [words] and words != DOCSTART


def _columns(document: Document, found: Tokenisation, many: int, losses: Losses) -> list[dict[int, list[Tagged]]]:
    """The mentions of a document by column and sentence, outer ones first."""
    types = {entity.id: entity.type for entity in document.layer("entities")}
    begins = {token[0]: place for place, token in _places(found)}
    ends = {token[1]: place for place, token in _places(found)}
    columns: list[dict[int, list[Tagged]]] = [{} for _ in range(many)]
    for mention in sorted(document.layer("mentions"), key=_outer):
        begin, end = begins.get(mention.span[0].start), ends.get(mention.span[0].end)
        if begin is None or end is None:
            losses.add("mentions", [mention.id], "they do not begin and end with tokens")
            continue
        if begin[0] != end[0]:
            losses.add("mentions", [mention.id], "they go over the end of a sentence")
            continue
        tagged = Tagged(types[mention.entity], begin[1], end[1] + 1)
        for column in columns:
            taken = column.setdefault(begin[0], [])
            if not taken or taken[-1].end <= tagged.first:
                taken.append(tagged)
                break
        else:
            losses.add("mentions", [mention.id], "they overlap others, and there is no column for them")
    return columns


def _places(found: Tokenisation) -> list[tuple[tuple[int, int], Stretch]]:
    return [((one, two), token) for one, sentence in enumerate(found.sentences) for two, token in enumerate(sentence)]


def _outer(mention: Mention) -> tuple[int, int]:
    return mention.span[0].start, -mention.span[-1].end


def _document(document: Document, rows: Sequence[Words]) -> Document:
    """The document that a reader makes of these rows."""
    forms = [row.forms for row in rows]
    settings = Settings(id=document.id, language=document.language, license=document.meta.license, mapping=NO_MAPPING)
    builder = Builder(joined(forms), settings, None, "CoNLL")
    add_all(builder, rows, places_of(forms))
    made = builder.reading().document
    assert made is not None
    return without_record(made)


def _report(kept: Document, found: Document, losses: Losses) -> None:
    """Say what is otherwise in the document that a reader makes."""
    if kept.text != found.text:
        losses.add("text", (), "the format has no text: words are joined by a blank, sentences by LF")
    segments = [(one.kind, one.span[0].start, one.span[0].end) for one in kept.layer("segments") if len(one.span) == 1]
    made = [(one.kind, one.span[0].start, one.span[0].end) for one in found.layer("segments")]
    others = [one.id for one in kept.layer("segments") if one.kind not in (TOKEN, SENTENCE)]
    if others:
        losses.add("segments", others, "the format has tokens and sentences only")
    if kept.text != found.text or sorted(segments) != sorted(made):
        losses.add("segments (made)", (), "tokens and sentences are made for the format, or made to fit")
    shared: dict[str, list[Any]] = {}
    gone = losses.ids("mentions")
    for mention in kept.layer("mentions"):
        if mention.id in gone:
            continue
        shared.setdefault(mention.entity, []).append(mention)
    several = [name for name, mentions in shared.items() if len(mentions) > 1]
    if several:
        losses.add("entities", several, "the format does not say that mentions are of one entity: each has its own")
    idle = [one.id for one in kept.layer("entities") if one.id not in shared]
    if idle:
        losses.add("entities", idle, "the format has no entity without a mention")
    known = {one.id for layer in CAPABILITY.layers for one in found.layer(layer)}
    renamed = [one.id for layer in ("entities", "mentions") for one in kept.layer(layer) if one.id not in known]
    if renamed:
        losses.add("ids", renamed, NUMBERED)
    same = structs.replace(kept, text=found.text, fingerprint=found.fingerprint)
    if not losses.all() and same != found:
        losses.add("order", (), "annotations stand in the order of the text")
