"""What ``standfirst fix`` must keep: it undoes what can be undone, does it once, and changes nothing else."""

import contextlib
import copy
import json
import random
from typing import Any

import pytest
import spoiling
import standfirst
from hypothesis import assume, given
from hypothesis import strategies as st
from standfirst.formats import named_format
from standfirst.formats.codecs import codec
from standfirst.formats.json.read import read
from standfirst.formats.json.write import write
from standfirst.model import LAYERS, Document
from standfirst.repair.fix import (
    FIXES,
    NewFindingsError,
    apply,
    find_edits,
    fix_document,
    mend,
    mended,
    mending,
    select_fixes,
)
from standfirst.strategies import documents

FORMATS = ["json", "jsonl", "tei"]
NAMES = {"json": "a.json", "jsonl": "a.jsonl", "tei": "a.tei.xml"}
ALL = select_fixes()


def tree_of(document: Document) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(write(document))
    return tree


def of_tree(tree: dict[str, Any]) -> Document:
    document = read(json.dumps(tree).encode()).document
    assert document is not None
    return document


def without_agents(document: Document) -> dict[str, Any]:
    tree = tree_of(document)
    tree["agents"] = [agent for agent in tree.get("agents", []) if agent["name"] != "standfirst fix"]
    return tree


spoilt = st.builds(
    lambda document, chance: of_tree(spoiling.spoil(tree_of(document), chance, spoiling.MENDABLE + spoiling.OTHER)),
    documents() | documents(unknown=True),
    st.randoms(use_true_random=False),
)


@given(documents() | documents(unknown=True), st.randoms(use_true_random=False))
def test_what_was_spoilt_is_mended(document: Document, chance: random.Random) -> None:
    bare = tree_of(document)
    for _, _, fragment in spoiling.fragments(bare):  # those that are merely short are never made longer
        fragment.pop("prefix", None)
        fragment.pop("suffix", None)
    first = mend(of_tree(bare))
    assume(not first.left)  # one fragment of two that touch can be another annotation's: then there is nothing to mend
    sound = first.document
    bad = of_tree(spoiling.spoil(tree_of(sound), chance, spoiling.MENDABLE))
    fixed = mend(bad)
    assert without_agents(fixed.document) == without_agents(sound)
    assert fixed.remaining == fixed.left == ()
    assert bool(fixed.edits) == (tree_of(bad) != tree_of(sound))


@pytest.mark.parametrize("form", FORMATS)
@given(document=spoilt)
def test_mending_twice_is_mending_once(form: str, document: Document) -> None:
    data = codec(named_format(form)).write(document)
    once = mended(data, NAMES[form], mending(ALL))
    assert once.data is not None
    twice = mended(once.data, NAMES[form], mending(ALL))
    assert twice.data == once.data
    assert [each.fixed.edits for each in twice.documents] == [()]


@pytest.mark.parametrize("form", FORMATS)
@given(document=documents() | documents(unknown=True))
def test_a_clean_document_stays_as_it_is_to_the_byte(form: str, document: Document) -> None:
    tree = tree_of(document)
    for _, _, fragment in spoiling.fragments(tree):  # the library makes the contexts, not the fix
        made = document.fragment(fragment["start"], fragment["end"])
        fragment.pop("prefix", None)
        fragment.pop("suffix", None)
        fragment |= {name: value for name in ("prefix", "suffix") if (value := getattr(made, name)) is not None}
    document = of_tree(tree)
    warned = {finding.code for finding in standfirst.validate(document).findings if finding.code in FIXES}
    data = standfirst.dumps(document, form)
    result = mended(data, NAMES[form], mending(select_fixes(ignore=sorted(warned))))
    assert result.data == data
    assert not result.changed


@given(spoilt)
def test_texts_ids_and_bodies_are_kept(document: Document) -> None:
    # A diagnosis may move a place to where its words are; every other fix leaves what is covered.
    fixed = mend(document, [fix for fix in ALL if not fix.name.startswith("offset")])
    old, new = tree_of(document), without_agents(fixed.document)
    assert _without_places(new) == _without_places(old | {"agents": old.get("agents", [])})
    assert _covered(new) == _covered(old)


def _without_places(tree: dict[str, Any]) -> dict[str, Any]:
    """A document without what a repair may change: places of spans, details of the fingerprint, ranges' order."""
    tree = copy.deepcopy(tree)
    for _, _, held in spoiling.fragment_lists(tree):
        held.clear()
    for _, _, fragment in spoiling.fragments(tree):
        fragment.clear()
    tree["fingerprint"] = tree["fingerprint"]["sha256"]
    for layer in LAYERS:
        tree.get("coverage", {}).get(layer, {}).get("ranges", []).sort(key=json.dumps)
    for mention in tree.get("event_mentions", []):
        kept: list[Any] = []
        for arg in mention.get("args", []):
            if arg not in kept:
                kept.append(arg)
        mention["args"] = kept
    return tree


def _covered(tree: dict[str, Any]) -> list[list[int]]:
    """For everything that holds fragments, the code points that it covers, white space apart."""
    text = tree["text"]
    lists = [held for _, _, held in spoiling.fragment_lists(tree)]
    alone = [[fragment] for layer, member, fragment in spoiling.fragments(tree) if member in ("head", "fragment")]
    return [
        sorted(
            {
                at
                for fragment in held
                for at in range(fragment["start"], fragment["end"])
                if at >= len(text) or not text[at].isspace()
            }
        )
        for held in (*lists, *alone)
    ]


@given(spoilt)
def test_what_was_changed_is_what_the_text_says_and_nothing_mendable_is_left(document: Document) -> None:
    fixed = mend(document)
    text = fixed.document.text
    for edit in fixed.edits:
        kept = _fragments_in(edit.before)
        for fragment in (each for each in _fragments_in(edit.after) if each not in kept):
            assert text[fragment["start"] : fragment["end"]] == fragment["text"]
            before = fragment.get("prefix", "")
            assert text[: fragment["start"]].endswith(before)
            assert text.startswith(fragment.get("suffix", ""), fragment["end"])
    found = {finding.code for finding in fixed.remaining}
    assert "TXT002" not in found or "TXT001" in found
    assert not find_edits(fixed.document, without=fixed.barred)


def _fragments_in(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict) and "start" in value:
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [fragment for child in children for fragment in _fragments_in(child)]


@given(spoilt)
def test_no_error_comes_with_a_repair(document: Document) -> None:
    old = standfirst.validate(document)
    new = standfirst.validate(mend(document).document)
    assert len(new.errors) <= len(old.errors)
    assert {finding.code for finding in new.errors} <= {finding.code for finding in old.errors}


@given(spoilt)
def test_edits_are_data_and_say_all(document: Document) -> None:
    tree = tree_of(document)
    kept = copy.deepcopy(tree)
    edits = find_edits(document)
    after = apply(tree, edits)
    assert tree == kept
    back = apply(after, [type(edit)(edit.pointer, edit.after, edit.before, edit.rule) for edit in edits])
    assert back == tree
    with contextlib.suppress(NewFindingsError):  # one fragment of two could not be mended, and mend() would leave both
        recorded = without_agents(fix_document(document, edits).document)
        assert recorded == after | {"agents": after.get("agents", [])}
