"""Profiles, rules that lack something, and what the report says of both."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import standfirst
from standfirst import cli
from standfirst.check import Options, select_rules
from standfirst.check.documents import check_data
from standfirst.data import DEFAULT_PROFILE, OFF, PROFILES, Profile, load_profile
from standfirst.errors import UsageError
from standfirst.finding import LEVELS, WARNING
from standfirst.model import Coverage, Document, LayerCoverage, Mention, Range, Zone
from standfirst.model.columns import Columns
from standfirst.rules import RULES
from standfirst.rules.coverage import complete
from standfirst.rules.documentation import page
from standfirst.rules.facts import Facts, Node
from standfirst.rules.needed import lack
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.run import sort_out
from standfirst.rules.stretches import holds

BY_CODE = {known.code: known for known in RULES}
STRICT = Profile(name="strict", title="Strict", description="", levels={"warning": "error", "note": OFF})


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_names_rules_and_levels_that_there_are(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.title
    assert profile.description
    assert set(profile.levels) <= set(LEVELS)
    assert {*profile.levels.values(), *profile.rules.values()} <= {*LEVELS, OFF}
    for code in profile.rules:
        assert any(known.code.startswith(code) and not known.required for known in RULES), code


def test_an_unknown_profile_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"no profile 'golden'; there are default, gold"):
        load_profile("golden")


def test_the_longest_name_of_a_rule_counts() -> None:
    profile = Profile(
        name="x",
        title="",
        description="",
        levels={"warning": "note"},
        rules={"OFF": "off", "OFF00": "error", "OFF003": "warning"},
    )
    assert [profile.level(code, "warning") for code in ("OFF011", "OFF004", "OFF003", "TXT003")] == [
        "off",
        "error",
        "warning",
        "note",
    ]


def test_a_profile_moves_levels_and_leaves_out_and_what_cannot_be_read_stays_an_error() -> None:
    bad = page(BY_CODE["OFF004"]).bad
    assert {finding.level for finding in standfirst.validate(bad).findings} == {"warning"}
    report = standfirst.validate(bad, Options(profile=STRICT))
    assert {finding.level for finding in report.findings} == {"error"}
    assert report.profile == "strict"
    lenient = Profile(name="none", title="", description="", levels={"error": OFF, "warning": OFF})
    assert standfirst.validate(bad, Options(profile=lenient)).findings == ()
    assert not standfirst.validate(b"{", Options(profile=lenient)).valid


def test_what_a_profile_leaves_out_is_not_asked_unless_it_is_selected() -> None:
    off = Profile(name="x", title="", description="", rules={"OFF": OFF, "DEC": OFF})
    chosen = select_rules(profile=off)
    assert not any(known.code.startswith("OFF") for known in chosen)
    assert {known.code for known in RULES if known.required} <= {known.code for known in chosen}
    assert BY_CODE["OFF004"] in select_rules(["OFF004"], profile=off)


def _document(**members: object) -> Document:
    zones = (Zone(id="z1", kind="paragraph", start=0, end=3), Zone(id="z2", kind="paragraph", start=4, end=7))
    document = Document.create("Ann Bob", id="a", language="xx", license="CC0-1.0", zones=zones)
    return msgspec.structs.replace(document, **members)


@pytest.mark.parametrize(
    ("needs", "reason"),
    [
        (Needs(), None),
        (Needs(layers=("zones",)), None),
        (Needs(layers=("quotes",)), "there is no layer quotes"),
        (Needs(full=("quotes",)), "there is no layer quotes"),
        (Needs(full=("zones",)), "the coverage of zones is not declared full"),
        (Needs(meta=("dct",)), "meta has no dct"),
        (Needs(meta=("license",)), None),
        (Needs(words=("pronouns",)), "there are no pronouns for the language 'xx'"),
        (Needs(scheme=("roles",)), "there is no known scheme"),
    ],
)
def test_a_rule_is_skipped_with_a_reason(needs: Needs, reason: str | None) -> None:
    @rule("XXX001", "example", WARNING, "semantics", "document", needs=needs)
    def example(_node: Node, _facts: Facts) -> Iterator[Problem]:
        """An example."""
        raise AssertionError

    facts = Facts(Columns(_document()))
    assert lack(needs, facts) == reason
    asked, skipped = sort_out([example], facts)
    assert ([known.code for known in asked], [skip.reason for skip in skipped]) == (
        (["XXX001"], []) if reason is None else ([], [reason])
    )


@pytest.mark.parametrize(
    ("coverage", "wanted"),
    [
        (LayerCoverage(extent="full"), [(0, 7)]),
        (LayerCoverage(extent="none"), []),
        (LayerCoverage(extent="partial"), []),
        (LayerCoverage(extent="partial", zones=("z2",)), [(4, 7)]),
        (LayerCoverage(extent="partial", zones=("z2", "z1"), ranges=(Range(start=2, end=4),)), [(0, 7)]),
    ],
)
def test_what_a_layer_covers_in_full(coverage: LayerCoverage, wanted: list[tuple[int, int]]) -> None:
    document = _document(coverage=Coverage(mentions=coverage), mentions=())
    facts = Facts(Columns(document))
    assert list(complete(facts, "mentions")) == wanted
    assert complete(facts, "quotes") == ()
    for start in range(8):
        for end in range(start, 8):
            assert holds(wanted, start, end) == any(a <= start and end <= b for a, b in wanted)


def test_of_a_layer_with_omissions_nothing_is_complete() -> None:
    document = _document(coverage=Coverage(mentions=LayerCoverage(extent="full")))
    document = document.add(
        standfirst.model.Entity(id="e1", type="PER"), Mention(id="m1", entity="e1", span=document.span((0, 3)))
    )
    data = standfirst.dumps(document)
    (checked,) = check_data(data.replace(b'"entity":"e1"', b'"entity":1'))
    assert checked.reading.document is not None
    assert complete(Facts(Columns(checked.reading.document), checked.reading.omissions), "mentions") == ()


def test_the_command_knows_profiles_and_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = str(root / "samples" / "invalid" / "OFF004-partial-token.json")
    assert cli.run(["validate", bad]) == 0
    assert cli.run(["validate", bad, "--profile", "gold", "--statistics"]) == 1
    assert "     1  OFF004 partial-token (error)\n" in capsys.readouterr().out
    assert cli.run(["validate", bad, "--profile", "gold", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["profile"] == "gold"
    assert cli.run(["validate", bad, "--profile", "golden"]) == 2


def test_the_default_profile_changes_nothing() -> None:
    for known in RULES:
        assert DEFAULT_PROFILE.level(known.code, known.level) == known.level
