"""Schemes: the tags of a corpus, as the plain data of their files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from standfirst.strategies.values import tags

_words = st.sampled_from(("", "A tag.", "„Märkte“", "市"))
_yes = st.booleans()


def _entries(
    required: Mapping[str, st.SearchStrategy[Any]] = MappingProxyType({}), **members: st.SearchStrategy[Any]
) -> st.SearchStrategy[list[dict[str, Any]]]:
    entry = st.fixed_dictionaries({"tag": tags, "description": _words, **required}, optional=members)
    return st.lists(entry, max_size=4, unique_by=lambda one: one["tag"])


@st.composite
def _schemes(draw: st.DrawFn) -> dict[str, Any]:
    roles = draw(_entries({"kinds": st.lists(_KINDS, unique=True, min_size=1, max_size=3)}))
    allowed: st.SearchStrategy[dict[str, Any]] = st.just({})
    if roles:
        allowed = st.dictionaries(st.sampled_from([one["tag"] for one in roles]), st.just({}), max_size=3)
    scheme: dict[str, Any] = {"standfirst_scheme": "1.0", "id": draw(_ids), "title": "A scheme", "roles": roles}
    lists = {
        "zones": _entries(annotated=_yes),
        "segments": _entries(),
        "entities": _entries(speaks=_yes, person=_yes),
        "quantities": _entries(),
        "events": _entries(roles=allowed),
    }
    for name in draw(st.lists(st.sampled_from(sorted(lists)), unique=True)):
        scheme[name] = draw(lists[name])
    return scheme


_ids = st.sampled_from(("s", "my-scheme-1.0", "A_b"))
_KINDS = st.sampled_from(("mention", "time", "quantity", "quote", "event", "span"))


def schemes() -> st.SearchStrategy[dict[str, Any]]:
    """Schemes as the plain data of scheme files; :func:`standfirst.data.schemes.read_scheme` makes them."""
    return _schemes()
