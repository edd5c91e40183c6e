"""Formats in JSON: whatever stands in a place of the tree, the file is read or refused."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from round_trips import source_of
from standfirst.finding import ERROR
from standfirst.interchange import FOREIGN, Settings, codec
from standfirst.model import Document
from standfirst.strategies import documents

CHAIN = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "Ann met Bo"},
        {"%ID": 2, "%TYPE": "c.CorefLink", "@sofa": 1, "begin": 0, "end": 3, "@next": 3, "referenceType": "name"},
        {"%ID": 3, "%TYPE": "c.CorefLink", "@sofa": 1, "begin": 8, "end": 10},
        {"%ID": 4, "%TYPE": "c.CorefChain", "@sofa": 1, "@first": 2},
        {"%ID": 5, "%TYPE": "c.Meet", "@sofa": 1, "begin": 4, "end": 7, "@who": 6},
        {"%ID": 6, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [7]},
        {"%ID": 7, "%TYPE": "c.Link", "role": "agent", "@target": 2},
        {"%ID": 8, "%TYPE": "c.Near", "@sofa": 1, "begin": 0, "end": 3, "@Governor": 2, "@Dependent": 3},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5, 8]}},
}
"""A CAS of types by others: a chain, a span with a slot, a relation."""

values = st.sampled_from(
    [None, True, 0, 1, -1, 1.5, 10**30, "", "a", "1", "-1", "[]", '{"a":1}', [], [1], ["x", None], {}, {"a": 1}]
).map(deepcopy)


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a tree but its root, as keys and positions."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, held in items:
        yield (*path, key)
        yield from places(held, (*path, key))


def damaged(tree: Any, data: st.DataObject) -> bytes:
    """The tree with something else, or nothing, in up to three places, and perhaps a member by another's name."""
    for _ in range(data.draw(st.integers(1, 3))):
        listed = list(places(tree))
        *path, key = data.draw(st.sampled_from(listed))
        parent = tree
        for step in path:
            parent = parent[step]
        match data.draw(st.sampled_from(["value", "gone", "name"])):
            case "value":
                parent[key] = data.draw(values)
            case "gone":
                del parent[key]
            case "name" if isinstance(parent, dict):
                name = data.draw(st.sampled_from([one[-1] for one in listed if isinstance(one[-1], str)]))
                parent[name.lstrip("@^#")] = data.draw(values)
        if not tree or not list(places(tree)):
            break
    return json.dumps(tree).encode()


def check(form: str, data: bytes) -> None:
    suffix = FOREIGN[form].suffixes[0]
    for reading in codec(FOREIGN[form]).read(source_of(((suffix, data),)), Settings()):
        assert reading.document is not None or any(finding.level == ERROR for finding in reading.findings)
        if reading.document is not None:
            standfirst.validate(reading.document)


@pytest.mark.parametrize("form", ["uima-json", "spacy-json"])
@given(document=documents(), data=st.data())
def test_a_damaged_tree_of_ours(form: str, document: Document, data: st.DataObject) -> None:
    ((_, written),) = codec(FOREIGN[form]).write(document, Settings()).files
    tree = json.loads(written)
    tree.pop("%TYPES", None)
    check(form, damaged(tree, data))


@given(data=st.data())
def test_a_damaged_tree_of_others(data: st.DataObject) -> None:
    check("uima-json", damaged(deepcopy(CHAIN), data))
