"""What a CAS holds of a document: everything."""

from msgspec import structs

from standfirst.errors import UsageError
from standfirst.formats import Loss
from standfirst.interchange.capability import EVERYTHING
from standfirst.interchange.keep import keep as keep_by
from standfirst.interchange.protocol import Settings
from standfirst.model import Document

_SPAN = (
    "the type `standfirst.cas.{0}`, an annotation; several fragments as `fragments`, contexts as `prefix` and `suffix`"
)

CAPABILITY = EVERYTHING._replace(
    header=EVERYTHING.header | {"schema"},
    options={"view": "the view to read, by its name: `_InitialView` if it has a text, else the first that has one"},
    notes={
        "zones": "the type `standfirst.cas.Zone`, an annotation. Numbers and truth values are strings in all our types, "
        "for others cannot be absent in a CAS",
        "segments": "the types `standfirst.cas.Token` and `Sentence`, a kind of DKPro's, and `Segment` for other kinds",
        "entities": "the type `standfirst.cas.Entity`; read from DKPro's `CoreferenceChain`, or made for each named entity",
        "mentions": "the type `standfirst.cas.Mention`, a kind of DKPro's `NamedEntity`, whose `value` is the entity's type",
        "times": _SPAN.format("Time"),
        "quantities": _SPAN.format("Quantity"),
        "quotes": _SPAN.format("Quote") + "; cue, source and addressee as `Fragment`",
        "marks": _SPAN.format("Mark"),
        "events": "the type `standfirst.cas.Event`",
        "event_mentions": _SPAN.format("EventMention") + "; arguments as `Arg`. Spans with slots are read as such",
        "relations": "the type `standfirst.cas.Relation`; spans with `Governor` and `Dependent` are read as such",
    },
)
XMI = CAPABILITY._replace(
    options={
        **CAPABILITY.options,
        "typesystem": "whether the types are written into a file of their own beside it: `yes` (the default) or `no`",
    }
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The document, whatever the settings, without what leads nowhere.

    A list of agents that is there and empty is as good as none: an import adds itself to the list.
    """
    if settings.options.get("typesystem", "yes") not in ("yes", "no"):
        raise UsageError(f"the option typesystem is {settings.options['typesystem']!r}; it takes yes or no")
    losses: tuple[Loss, ...] = ()
    if document.agents == ():
        document = structs.replace(document, agents=None)
        losses = (Loss("agents (empty)", 1, (), "the format does not tell an empty list from one that is not there"),)
    document, others = keep_by(document, CAPABILITY)
    return document, (*losses, *others)
