"""Known findings: what lets a finding pass, and what does not."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from standfirst.baseline import Baseline, apply, read_baseline, write
from standfirst.errors import UsageError
from standfirst.finding import ERROR, Excerpt, Finding, Region
from standfirst.fingerprint import fingerprint
from standfirst.rules import RULES

CODES = [rule.code for rule in RULES]
LATER = frozenset(rule.code for rule in RULES if rule.phase != "decode")
TODAY = "2026-01-31"
HEAD = 'standfirst_baseline = "1.0"\n'
REST = 'content = "0"\nreason = ""\nsince = ""\n'
FINDINGS = st.builds(
    lambda code, path, annotation, found, line, start, marked: Finding(
        code=code, name="n", level=ERROR, message=f"{found} at {line}", path=path, annotation=annotation, found=found,
        line=line, column=start + 1, pointer=f"/mentions/{line}/span/0", range=(start, start + len(marked)),
        excerpt=Excerpt("b", marked, "a"), region=Region(line, 1, line, 2, 1, 2),
    ),
    st.sampled_from(sorted(LATER)), st.sampled_from(["a.json", "x/b.json"]), st.sampled_from(["m1", "m2", None]),
    st.sampled_from(["Chicago", "\u05d0\n\"]]"]), st.integers(1, 9), st.integers(0, 9), st.sampled_from(["x", "yy"]),
)  # fmt: skip


def saved(folder: Path, findings: list[Finding], old: Baseline | None = None, today: str = TODAY) -> Baseline:
    path = folder / "baseline.toml"
    text = write(old or Baseline(path=str(path)), findings, ["a.json", "x/b.json"], LATER, today)
    path.write_text(text, "utf-8", newline="\n")
    return read_baseline(str(path))


def below(folder: Path, findings: list[Finding]) -> list[Finding]:
    return [replace(one, path=str(folder / (one.path or ""))) for one in findings]


def shifted(finding: Finding, by: int) -> Finding:
    """The same finding after lines were put before it, and annotations before its own."""
    start, end = finding.range or (0, 0)
    return replace(
        finding, line=(finding.line or 1) + by, column=1, range=(start + by, end + by), region=None, words=None,
        pointer=f"/mentions/{(finding.line or 0) + by}/span/0", message="other words",
        excerpt=replace(finding.excerpt or Excerpt("", "", ""), before="other", after="words"),
    )  # fmt: skip


@given(st.lists(FINDINGS, max_size=12), st.integers(0, 99), st.randoms(use_true_random=False))
def test_exactly_the_findings_that_were_written_pass(
    tmp_path_factory: pytest.TempPathFactory, findings: list[Finding], by: int, chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("b")
    findings = below(folder, findings)
    baseline = saved(folder, findings)
    paths = [str(folder / name) for name in ("a.json", "x/b.json")]
    moved = [shifted(one, by) for one in findings]
    chance.shuffle(moved)
    applied = apply(baseline, moved, paths, LATER)
    assert applied.new == ()
    assert [known.finding for known in applied.known] == moved
    assert applied.stale == ()
    for index in range(len(moved)):
        fewer = apply(baseline, moved[:index] + moved[index + 1 :], paths, LATER)
        assert fewer.new == ()
        assert len(fewer.stale) == 1
        more = apply(baseline, [*moved, moved[index]], paths, LATER)
        assert more.new == (moved[index],), "one more of the same is new"


@pytest.mark.parametrize("member", ["code", "document", "annotation", "pointer", "expected", "found", "excerpt"])
def test_a_finding_that_is_about_something_else_is_new(member: str, tmp_path: Path) -> None:
    finding = Finding(
        code="OFF002", name="n", level=ERROR, message="m", path=str(tmp_path / "a.json"), document="d", annotation="m1",
        pointer="/mentions/3/span/0", expected="x", found="y", excerpt=Excerpt("", "y", ""),
    )  # fmt: skip
    others = {"code": "OFF003", "excerpt": Excerpt("", "z", ""), "pointer": "/quotes/3/content/0"}
    other = replace(finding, **{member: others.get(member, "other")})
    assert fingerprint(other) != fingerprint(finding)
    applied = apply(saved(tmp_path, [finding]), [other], [], LATER)
    assert (applied.new, applied.known) == ((other,), ())


def test_what_a_run_does_not_speak_of_is_not_stale(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    one = Finding(code="OFF002", name="n", level=ERROR, message="m", path=str(tmp_path / "a.json"))
    baseline = saved(tmp_path, [one])
    assert apply(baseline, [], [], LATER).stale == ()
    assert apply(baseline, [], [str(tmp_path / "a.json")], {"OFF003"}).stale == ()
    assert apply(baseline, [], [str(tmp_path / "a.json")], LATER).stale == baseline.entries
    (tmp_path / "a.json").unlink()
    assert apply(baseline, [], [], LATER).stale == baseline.entries, "of a file that is no more"


def test_reasons_and_dates_stay_and_what_is_mended_goes(tmp_path: Path) -> None:
    one = Finding(code="OFF002", name="n", level=ERROR, message="m", path=str(tmp_path / "a.json"), found="x")
    other = replace(one, found="y")
    first = saved(tmp_path, [one, other])
    (path := tmp_path / "baseline.toml").write_text(
        path.read_text().replace("was there when the baseline was written", "agreed")
    )
    second = saved(tmp_path, [one, replace(one, found="z")], read_baseline(str(path)), "2027-02-02")
    found = {entry.content: (entry.reason, entry.since) for entry in second.entries}
    assert found[fingerprint(one)] == ("agreed", TODAY)
    assert fingerprint(other) not in found
    assert len(found) == 2
    assert found[fingerprint(replace(one, found="z"))][1] == "2027-02-02"
    assert len(first.entries) == 2


def test_entries_of_files_that_a_run_did_not_see_stay(tmp_path: Path) -> None:
    (tmp_path / "c.json").touch()
    far = Finding(code="OFF002", name="n", level=ERROR, message="m", path=str(tmp_path / "c.json"))
    first = saved(tmp_path, [far])
    assert saved(tmp_path, [], first).entries == first.entries


def test_that_a_file_cannot_be_read_is_never_let_pass(tmp_path: Path) -> None:
    broken = Finding(code="DEC001", name="n", level=ERROR, message="m", path=str(tmp_path / "a.json"))
    assert saved(tmp_path, [broken]).entries == ()
    text = f'{HEAD}[[finding]]\nrule = "DEC001"\npath = "a.json"\n{REST}'
    (tmp_path / "b.toml").write_text(text)
    with pytest.raises(UsageError, match=r"entry 1 of the baseline .* is of DEC001: that a file cannot be read"):
        read_baseline(str(tmp_path / "b.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "is no TOML"),
        ("", "missing required field `standfirst_baseline`"),
        ('standfirst_baseline = "2.0"\n', "is of version 2.0; this program reads 1.0"),
        ('standfirst_baseline = "1.0"\nfindings = 1\n', "unknown field `findings`"),
        ('standfirst_baseline = "1.0"\n[[finding]]\nrule = "OFF002"\n', "missing required field `path`"),
        (
            f'{HEAD}[[finding]]\nrule = "OFF999"\npath = "a"\n{REST}',
            "names the rule 'OFF999', which there is not",
        ),
        (
            f'{HEAD}[[finding]]\nrule = "OFF002"\npath = "a"\n{REST}count = 0\n',
            "counts 0 findings",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        read_baseline(str(tmp_path / "b.toml"))
