"""Edits as data, and each fix by itself: what it mends, and what it leaves alone."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import standfirst
from msgspec import UNSET
from standfirst.errors import EditError, UsageError
from standfirst.formats.json.read import read
from standfirst.formats.json.write import write
from standfirst.model import Arg, Document, Entity, Event, EventMention, Mention, Zone
from standfirst.repair.fix import (
    ALL_FIXES,
    FIXES,
    Edit,
    NewFindingsError,
    apply,
    find_edits,
    fix_document,
    mend,
    merged,
    read_proposals,
    select_fixes,
)
from standfirst.rules import RULES

TEXT = "Ann met Bob. \nAnn called the deal off, Bob said.\n"
Tree = dict[str, Any]


def sample() -> Document:
    document = Document.create(TEXT, id="d", language="en", license="CC0-1.0")
    return document.add(
        Zone(id="z1", kind="headline", start=0, end=12),
        Zone(id="z2", kind="paragraph", start=14, end=48),
        Entity(id="e1", type="PER", name="Ann"),
        Entity(id="e2", type="PER", name="Bob"),
        Mention(id="m1", entity="e1", span=document.span((0, 3))),
        Mention(id="m2", entity="e2", span=document.span((8, 11))),
        Mention(id="m3", entity="e1", span=document.span((14, 17))),
        Event(id="v1", type="cancel"),
        EventMention(
            id="x1",
            event="v1",
            type="cancel",
            trigger=document.span((18, 24), (34, 37)),
            args=(Arg(role="agent", kind="mention", ref="m3"),),
        ),
    )


def tree_of(document: Document) -> Tree:
    tree: Tree = json.loads(write(document))
    return tree


def of_tree(tree: Tree) -> Document:
    document = read(json.dumps(tree).encode()).document
    assert document is not None
    return document


def spoilt(pointer: str, value: Any) -> Document:
    """The sample with another value at a pointer; ``...`` takes the member away."""
    tree: Any = tree_of(sample())
    *way, last = pointer.split("/")[1:]
    holder = tree
    for token in way:
        holder = holder[int(token)] if isinstance(holder, list) else holder[token]
    key: Any = int(last) if isinstance(holder, list) else last
    if value is ...:
        del holder[key]
    else:
        holder[key] = value
    return of_tree(tree)


def test_the_sample_is_as_it_should_be() -> None:
    assert standfirst.validate(sample()).valid
    assert find_edits(sample()) == ()
    assert mend(sample()).document == sample()


SPAN = "/mentions/0/span/0"
TRIGGER = tree_of(sample())["event_mentions"][0]["trigger"]


@pytest.mark.parametrize(
    ("pointer", "value", "rule"),
    [
        (SPAN, {"start": 0, "end": 4, "text": "Ann "}, "OFF003"),
        (SPAN, {"start": 0, "end": 4, "text": "Ann ", "suffix": "met"}, "OFF003"),
        ("/event_mentions/0/trigger", TRIGGER[::-1], "OFF008"),
        (SPAN, {"start": 0, "end": 3, "text": "Ann"}, "context"),
        ("/mentions/2/span/0/suffix", ..., "context"),
        ("/event_mentions/0/trigger/0/prefix", "Ann ", "context"),
        ("/fingerprint/lengths/utf8", 7, "TXT002"),
        ("/fingerprint/newline", "crlf", "TXT002"),
        ("/fingerprint/nfc", False, "TXT002"),
        ("/zones", tree_of(sample())["zones"][::-1], "TXT013"),
        ("/event_mentions/0/args", tree_of(sample())["event_mentions"][0]["args"] * 2, "EVT017"),
    ],
)
def test_a_fix_mends_its_fault_and_records_it_once(pointer: str, value: Any, rule: str) -> None:
    bad = spoilt(pointer, value)
    edits = find_edits(bad)
    assert [edit.rule for edit in edits] == [rule]
    fixed = mend(bad)
    assert fixed.edits == edits
    (agent,) = fixed.document.agents or ()
    assert (agent.kind, agent.name, agent.comment) == ("program", "standfirst fix", f"Mended {rule}.")
    assert agent.version == standfirst.__version__
    assert fixed.document.replace(agents=None) == sample()
    assert mend(fixed.document).document == fixed.document


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/mentions/1/span/0/text", "Rob"),  # the surface is another one
        ("/mentions/0/span/0/suffix", " called the deal off"),  # the words of the other place: it may have been moved
        ("/mentions/0/span/0/prefix", "wrong"),
        ("/mentions/1/span/0", {"start": 12, "end": 14, "text": " \n"}),  # white space only
        ("/fingerprint/sha256", "0" * 64),
        ("/zones/1/start", 5),  # they overlap
        ("/event_mentions/0/trigger", [TRIGGER[0], TRIGGER[0]]),  # it may have been another one that was meant
        ("/event_mentions/0/trigger", [TRIGGER[1], {**TRIGGER[0], "text": "Called"}]),
    ],
)
def test_what_is_not_proven_is_left_alone(pointer: str, value: Any) -> None:
    bad = spoilt(pointer, value)
    assert not standfirst.validate(bad).valid
    fixed = mend(bad)
    assert (fixed.document, fixed.edits) == (bad, ())
    assert fixed.remaining


def test_of_another_text_nothing_is_mended() -> None:
    tree = tree_of(spoilt(SPAN, {"start": 0, "end": 4, "text": "Ann "}))
    tree["fingerprint"]["sha256"] = "0" * 64
    tree["fingerprint"]["lengths"]["utf8"] = 7
    assert mend(of_tree(tree)).edits == ()


def test_several_faults_of_a_span_are_one_edit() -> None:
    wide = {"start": 18, "end": 25, "text": "called "}
    bad = spoilt("/event_mentions/0/trigger", [TRIGGER[1], wide])
    (edit,) = find_edits(bad)
    assert edit.rules == ("OFF003", "OFF008")
    assert edit.pointer == "/event_mentions/0/trigger"
    assert mend(bad).document.replace(agents=None) == sample()


def test_fragments_that_touch_are_one_unless_a_zone_ends_between_them() -> None:
    parts = [{"start": 18, "end": 20, "text": "ca"}, {"start": 20, "end": 24, "text": "lled"}]
    bad = spoilt("/event_mentions/0/trigger", parts)
    trigger = tree_of(mend(bad).document)["event_mentions"][0]["trigger"]
    assert trigger == [{"start": 18, "end": 24, "text": "called"}]
    tree = tree_of(bad)
    tree["zones"] = [{"id": "z1", "kind": "headline", "start": 0, "end": 20}]
    tree["zones"].append({"id": "z2", "kind": "paragraph", "start": 20, "end": 48})
    assert find_edits(of_tree(tree)) == ()
    apart = [{"start": 18, "end": 24, "text": "called"}, {"start": 25, "end": 28, "text": "the"}]
    assert find_edits(spoilt("/event_mentions/0/trigger", apart)) == ()


def test_an_edit_that_would_bring_an_error_is_left_out_and_the_others_are_made() -> None:
    tree = tree_of(spoilt(SPAN, {"start": 0, "end": 4, "text": "Ann "}))
    twin = {**tree["mentions"][0], "id": "m9", "span": tree_of(sample())["mentions"][0]["span"]}
    tree["mentions"].append(twin)  # without its blank, m1 would be m9
    tree["fingerprint"]["nfc"] = False
    bad = of_tree(tree)
    fixed = mend(bad)
    assert [edit.rule for edit in fixed.edits] == ["TXT002"]
    assert {finding.code for finding in fixed.left} == {"OFF016"}
    assert fixed.document.find("m1") == bad.find("m1")
    with pytest.raises(NewFindingsError, match="OFF016"):
        fix_document(bad, find_edits(bad))


def test_the_record_is_one_and_a_persons_words_in_it_are_kept() -> None:
    first = mend(spoilt("/fingerprint/newline", "crlf")).document
    tree = tree_of(first)
    tree["mentions"][0]["span"][0] = {"start": 0, "end": 4, "text": "Ann "}
    tree["agents"][0]["version"] = "0.0"
    (agent,) = mend(of_tree(tree)).document.agents or ()
    assert (agent.comment, agent.version) == ("Mended OFF003, TXT002.", standfirst.__version__)
    tree["agents"][0]["comment"] = "Looked at by Ann."
    (agent,) = mend(of_tree(tree)).document.agents or ()
    assert agent.comment == "Looked at by Ann."
    tree["agents"] = [{"id": "standfirst-fix", "kind": "person", "name": "Somebody"}]
    both = mend(of_tree(tree)).document.agents or ()
    assert [agent.id for agent in both] == ["standfirst-fix", "standfirst-fix-2"]


@pytest.mark.parametrize("rule", ["", "by Ann", "\x1b[31m", "a,,b", "x" * 50])
def test_the_record_of_an_edit_that_names_no_rule_says_so(rule: str) -> None:
    edit = Edit("/mentions/0/comment", UNSET, "Seen.", rule)
    (agent,) = fix_document(sample(), [edit]).document.agents or ()
    assert agent.comment == "Mended other."


def test_applying_is_pure_and_checks_what_stands_there() -> None:
    tree = {"a": [1, {"b": "x"}], "c": None}
    kept = copy.deepcopy(tree)
    edits = [Edit("/a/1/b", "x", "y"), Edit("/d", UNSET, [True]), Edit("/c", None, UNSET)]
    assert apply(tree, edits) == {"a": [1, {"b": "y"}], "d": [True]}
    assert tree == kept


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([Edit("/a/0", 2, 3)], "1 stands there, not 2"),
        ([Edit("/a/0", before=True, after=3)], "1 stands there, not true"),
        ([Edit("/a/0", 1.0, 3)], "1 stands there, not 1.0"),
        ([Edit("/a/0", UNSET, 3)], "1 stands there, not nothing"),
        ([Edit("/x", 1, 2)], "nothing stands there, not 1"),
        ([Edit("/a/7", 1, 2)], "no element '7'"),
        ([Edit("/a/-1", 1, 2)], "no element '-1'"),
        ([Edit("/a/٠", 1, 2)], "no element"),
        ([Edit("/a/0", 1, UNSET)], "out of its list"),
        ([Edit("/a/0/b", 1, 2)], "nothing that could hold it"),
        ([Edit("", {}, {})], "a pointer begins with /"),
        ([Edit("/a", [], []), Edit("/a/0", 1, 2)], "two edits overlap"),
        ([Edit("/a/0", 1, 2), Edit("/a", [], [])], "two edits overlap"),
        ([Edit("/a/0", 1, 2), Edit("/a/0", 1, 2)], "two edits overlap"),
        ([Edit("/mentions/0/id", "m1", "m2", annotation="m7")], "it is of 'm1', not of 'm7'"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edits: list[Edit], said: str) -> None:
    with pytest.raises(EditError, match=said):
        apply({"a": [1], "mentions": [{"id": "m1"}]}, edits)


def test_edits_one_after_the_other_become_edits_at_once() -> None:
    tree = {"a": {"b": [1, 2]}, "c": 1}
    first = [Edit("/a/b", [1, 2], [2, 1], "ONE"), Edit("/c", 1, 2, "ONE")]
    second = [Edit("/a/b/0", 2, 3, "TWO"), Edit("/c", 2, 1, "TWO")]
    both = merged(tree, first, second)
    assert both == [Edit("/a/b", [1, 2], [3, 1], "ONE,TWO")]
    assert apply(tree, both) == apply(apply(tree, first), second)
    above = merged(tree, [Edit("/a/b/0", 1, 5)], [Edit("/a", {"b": [5, 2]}, {"b": []})])
    assert above == [Edit("/a", {"b": [1, 2]}, {"b": []})]


@pytest.mark.parametrize(
    ("pointer", "before", "after", "said"),
    [
        ("/text", TEXT, "Ann left.", "would change the text"),
        ("/id", "d", "e", "would change the text, its hash or the id"),
        ("/fingerprint/sha256", sample().fingerprint.sha256, "0" * 64, "would change the text, its hash"),
        ("/mentions/0/id", "m1", "m8", "would change ids"),
        ("/entities/0/id", "e1", "e8", "would change ids"),
        ("/mentions/0/span/0/text", "Ann", "Bob", "not what the text says at 0–3"),
        ("/mentions/0/span/0/end", 3, 4, "not what the text says at 0–4"),
        (
            "/mentions/0/span",
            tree_of(sample())["mentions"][0]["span"],
            [],
            "would break the format at /mentions/0/span",
        ),
        ("/mentions/0/entity", "e1", "e7", "REF002"),
        ("/mentions/0/entity", "e1", 7, "would break the format at /mentions/0/entity: SCH002"),
        ("/language", "en", UNSET, "would break the format"),
        ("/later", UNSET, json.loads("[" * 70 + "]" * 70), "would break the format: DEC008"),
        ("/later", UNSET, -0.0, "DEC005"),
        ("/mentions/0/comment", UNSET, "\x1b[31m", "TXT005"),
    ],
)
def test_no_edit_may_change_what_a_repair_never_does(pointer: str, before: Any, after: Any, said: str) -> None:
    with pytest.raises(EditError, match=said):
        fix_document(sample(), [Edit(pointer, before, after)])


def test_every_code_of_the_table_is_a_rule_and_none_is_required() -> None:
    rules = {rule.code: rule for rule in RULES}
    assert all(code in rules and not rules[code].required for code in FIXES)
    assert len({fix.name for fix in ALL_FIXES}) == len(ALL_FIXES)


def test_the_page_lists_every_fix(root: Path) -> None:
    page = (root / "docs" / "fix.md").read_text("utf-8")
    rows = [f"| `{fix.name}` | {', '.join(fix.codes)} | {fix.sentence} |".replace("|  |", "| |") for fix in ALL_FIXES]
    assert "\n".join(rows) in page


def test_fixes_are_chosen_by_name_and_by_rule() -> None:
    names = [fix.name for fix in select_fixes(["OFF", "context"], ["fragment-touching"])]
    assert names == ["offset-cause", "coverage-range", "edge-space", "fragment-order", "context"]
    assert [fix.name for fix in select_fixes(["fingerprint-details"])] == ["fingerprint"]
    with pytest.raises(UsageError, match="no fix has the name 'OFF002'"):
        select_fixes(["OFF002"])


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b'{"standfirst_edits":"2.0","documents":[]}', b"[" * 9999]
)
def test_what_is_no_file_of_edits_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"e\.json"):
        read_proposals(data, "e.json")
