"""What CoNLL-U holds of a document: nearly all, by brackets or by comments."""

from msgspec import structs

from standfirst.errors import UsageError
from standfirst.formats import Loss
from standfirst.interchange.capability import ALL, Capability
from standfirst.interchange.conllu.layout import laid_out
from standfirst.interchange.ids import renumbered
from standfirst.interchange.keep import NUMBERED
from standfirst.interchange.keep import keep as keep_held
from standfirst.interchange.losses import Losses
from standfirst.interchange.protocol import Settings
from standfirst.model import LAYERS, Document

_COMMENT = "comments of ours, one for each, at the first sentence"

CAPABILITY = Capability(
    dict.fromkeys(LAYERS, ALL - {"annotator", "source_id"}),
    frozenset(("language", "license", "meta", "scheme", "attributes")),
    discontinuous=True,
    zero_width=True,
    empty=True,
    notes={
        "text": "the words, SpaceAfter, and SpacesAfter and SpacesBefore where white space is no single blank",
        "segments": "tokens and sentences are those of the file; others stand in comments of ours; where a document has none "
        "they are made, and cut where mentions begin and end",
        "zones": f"{_COMMENT}; newpar stands where a paragraph begins",
        "entities": "the group and the type of brackets, the first link as identity; what else there is, in comments of ours",
        "mentions": "brackets in the dialect of CorefUD, parts numbered, of an empty node where there is no width; what they "
        "do not say, and mentions that do not end with tokens, in comments of ours",
        **dict.fromkeys(("times", "quantities", "quotes", "marks", "events", "event_mentions", "relations"), _COMMENT),
    },
    options={"cut": "`no` does not cut tokens that are made where mentions begin and end; `yes` is the default"},
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that CoNLL-U can hold, and what is left out.

    :raises UsageError: where an option has a value that it cannot have
    """
    if settings.options.get("cut", "yes") not in ("yes", "no"):
        raise UsageError(f"the option cut is {settings.options['cut']!r}; it takes yes or no")
    kept, lost = keep_held(document, CAPABILITY._replace(ids=True))  # so that losses name the ids that the document has
    losses = Losses()
    layout = laid_out(kept, settings)
    if layout.segments is not None and layout.segments != kept.segments:
        losses.add("segments (order)", (), "sentences, their tokens and others stand in the order of the file")
        kept = structs.replace(kept, segments=layout.segments)
    numbered = renumbered(kept)
    changed = [
        old.id
        for layer in LAYERS
        for old, new in zip(kept.layer(layer), numbered.layer(layer), strict=True)
        if old != new
    ]
    if changed:
        losses.add("ids", changed, NUMBERED)
    return numbered, (*lost, *losses.all())
