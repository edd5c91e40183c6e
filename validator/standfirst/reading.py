"""What a reader makes of a file: a document, whole or in part, and findings."""

from collections.abc import Mapping

from msgspec import Struct

from standfirst.finding import Finding
from standfirst.model import Document
from standfirst.model.columns import Columns


class Omissions(Struct, frozen=True, gc=False):
    """What a reader had to leave out of a document, so that later phases neither look at it nor stumble over its absence.

    ``origins`` gives, for each layer with gaps, the position in the file of every annotation that is left; ``members``
    are the names of top-level members that are stand-ins; ``words`` are all strings of what was left out, since any of
    them may be an id; ``count`` is the number of nodes left out.
    """

    origins: Mapping[str, tuple[int, ...]] = {}
    members: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    count: int = 0


NOTHING_OMITTED = Omissions()


class Reading(Struct, frozen=True, gc=False, kw_only=True):
    """A document as read, with the findings of the phases *decode* and *schema*.

    ``document`` is ``None`` where nothing can be checked further. ``fast`` says that the file was proved canonical and
    well-shaped without looking at it member by member; ``columns`` are then there already.
    """

    document: Document | None
    columns: Columns | None = None
    findings: tuple[Finding, ...] = ()
    omissions: Omissions = NOTHING_OMITTED
    fast: bool = False
