"""Knowledge base ids of spaCy, which are one string, and links, which have a scheme."""

import re

from standfirst.model.annotations import Link
from standfirst.model.names import is_tag

WIKIDATA = "wikidata"
UNNAMED = "kb"
"""The scheme of ids that name none."""

_ITEM = re.compile(r"Q[1-9][0-9]*")
_SCHEMED = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*):(?!//)(.+)", re.DOTALL)


def link_of(kb_id: str) -> Link:
    """The link that an id stands for: an item of Wikidata, ``scheme:id``, or an id of no scheme that is named."""
    if _ITEM.fullmatch(kb_id):
        return Link(scheme=WIKIDATA, id=kb_id)
    found = _SCHEMED.fullmatch(kb_id)
    if found is not None and is_tag(found[1]):
        return Link(scheme=found[1], id=found[2])
    return Link(scheme=UNNAMED, id=kb_id)


def kb_id_of(link: Link) -> str | None:
    """The id that stands for a link, without its label; ``None`` where none does."""
    for kb_id in (link.id, f"{link.scheme}:{link.id}"):
        found = link_of(kb_id)
        if (found.scheme, found.id) == (link.scheme, link.id):
            return kb_id
    return None
