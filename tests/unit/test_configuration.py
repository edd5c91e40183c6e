"""The configuration: which file counts, what it may say, and what it means for files and rules."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.configuration import (
    Configuration,
    excluded,
    ignored_rules,
    levelled,
    load_configuration,
    shown,
    unmatched,
)
from standfirst.data import PROFILES, load_profile
from standfirst.errors import UsageError
from standfirst.rules import RULES


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpus" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_nearest_file_that_speaks_of_standfirst_counts_alone(project: Path) -> None:
    assert load_configuration(["corpus"]) == Configuration()
    (project / "pyproject.toml").write_text('[tool.standfirst]\nprofile = "gold"\nignore = ["CRP"]\n')
    (project / "corpus" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    found = load_configuration(["corpus/drafts", "corpus/a.json"])
    assert (found.path, found.profile) == ("pyproject.toml", "gold")
    (project / "corpus" / "standfirst.toml").write_text('profile = "silver"\n')
    found = load_configuration(["corpus/drafts"])
    assert (found.path, found.profile, found.ignore) == ("corpus/standfirst.toml", "silver", ())
    assert load_configuration(["corpus", "other.json"]).profile == "gold", "the search begins where all paths meet"
    assert load_configuration(["corpus"], isolated=True) == Configuration()
    assert load_configuration(["corpus"], explicit="pyproject.toml").profile == "gold"
    assert load_configuration(["-"]).profile == "gold"


def test_two_files_in_one_folder_are_an_error(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.standfirst]\n")
    (project / "standfirst.toml").write_text("")
    with pytest.raises(UsageError, match="both configure Standfirst; keep one"):
        load_configuration(["corpus"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\nselct = ["OFF"]\n', r"standfirst\.toml:2 \(selct\): there is no key 'selct'; did you mean 'select'\?"),
        ("wholly-unknown = 1\n", r"there is no key 'wholly-unknown'; `standfirst schema config` lists the keys"),
        ('select = "OFF"\n', r"standfirst\.toml:1 \(select\): select is a string, and must be an array"),
        ('profile = "goldd"\n', r"profile is 'goldd', and must be one of .*did you mean 'gold'"),
        ('ignore = ["OFFF"]\n', r"\(ignore\): no rule has the name or code 'OFFF'"),
        ('ignore = ["mixed-quote-style"]\n', r"did you mean mixed-quote-styles\?"),
        ('ignore = ["DEC"]\n', r"'DEC' names DEC001 .*, which cannot be left out"),
        ('[severity]\nDEC001 = "note"\n', r"standfirst\.toml:2 \(severity\.DEC001\): 'DEC001' names"),
        ('[severity]\nOFF = "fatal"\n', r"OFF is 'fatal', and must be one of error, warning, note, off"),
        ('[per-file-ignores]\n"a/**" = ["SCH"]\n', r"standfirst\.toml:2 \(per-file-ignores\.a/\*\*\): 'SCH' names"),
        ("max-document-bytes = 0\n", r"max-document-bytes is 0, and must be at least 1"),
        ("max-document-bytes = 1.0\n", r"must be an integer"),
        ("select = [\n", r"standfirst\.toml is no TOML: Invalid value"),
        ("a = 1\na = 2\n", r"is no TOML: .*line 2"),
        ('scheme = ""\n', r"scheme has 0 code points"),
    ],
)
def test_what_a_file_cannot_say_is_said_with_its_place(text: str, said: str, project: Path) -> None:
    (project / "standfirst.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        load_configuration([])


def test_a_file_that_is_not_utf8_and_one_that_is_not_there(project: Path) -> None:
    (project / "standfirst.toml").write_bytes(b'profile = "\xff"\n')
    with pytest.raises(UsageError, match=r"is not UTF-8 \(byte 11\)"):
        load_configuration([])
    with pytest.raises(UsageError, match=r"cannot read 'none\.toml'"):
        load_configuration([], explicit="none.toml")
    (project / "pyproject.toml").write_text("[project]\n# standfirst\n")
    with pytest.raises(UsageError, match=r"'pyproject.toml' has no table \[tool.standfirst\]"):
        load_configuration([], explicit="pyproject.toml")


def test_a_broken_project_file_matters_only_where_it_speaks_of_us(project: Path) -> None:
    (project / "pyproject.toml").write_text("x = [ # standfirst is a dependency\n")
    assert load_configuration([]) == Configuration()
    (project / "pyproject.toml").write_text("x = [\n[tool.standfirst]\n")
    with pytest.raises(UsageError, match="is no TOML"):
        load_configuration([])


def test_paths_in_a_file_are_from_its_folder(project: Path) -> None:
    (project / "corpus" / "standfirst.toml").write_text(
        'scheme = "s.json"\nbaseline = "../b.toml"\nexclude = ["drafts"]\n'
    )
    found = load_configuration(["corpus"])
    assert (found.scheme, found.baseline) == ("corpus/s.json", "corpus/../b.toml")
    out = excluded(found)
    assert [out(path) for path in ("corpus/drafts", "corpus/drafts/a.json", "corpus/x/drafts", "drafts", "corpus/a.json")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        ("*.old.json", ["a.old.json", "x/y/a.old.json"], ["a.json", "old.json/a"]),
        ("x/*.json", ["x/a.json"], ["x/y/a.json", "y/x/a.json"]),
        ("x/**/*.json", ["x/a.json", "x/y/z/a.json"], ["y/x/a.json"]),
        ("x/", ["x", "x/a.json", "y/x/a.json"], ["xx", "x.json"]),
        ("./x/y", ["x/y", "x/y/a.json"], ["x", "z/x/y"]),
        ("{a,b}.json", ["a.json", "b.json"], ["c.json"]),
        ("[ab].json", ["a.json"], ["c.json"]),
        (".hidden", [".hidden", "x/.hidden/a.json"], ["hidden"]),
    ],
)
def test_patterns(pattern: str, fits: list[str], fits_not: list[str], project: Path) -> None:
    out = excluded(Configuration(exclude=(pattern,)))
    assert [path for path in (*fits, *fits_not) if out(path)] == fits
    assert not out("../elsewhere/a.json")
    assert excluded(Configuration(exclude=(pattern,)))(str(project / fits[0]))


def test_rules_are_left_out_where_a_pattern_fits(project: Path) -> None:
    configuration = Configuration(
        per_file_ignores={"drafts": ("OFF014", "CRP"), "*.json": ("TXT012",), "none": ("EVT",)}
    )
    ignored = ignored_rules(configuration)
    assert ignored("drafts/a.json") >= {"OFF014", "CRP004", "TXT012"}
    assert ignored("a.json") == {"TXT012"}
    assert ignored("") == frozenset()
    assert unmatched(configuration, ["drafts/a.json", "b.json"]) == ["none"]


def test_levels_of_the_configuration_go_before_those_of_the_profile() -> None:
    gold = load_profile("gold")
    changed = levelled(gold, Configuration(severity={"QUO": "note", "QUO010": "error", "not-nfc": "off"}))
    by_code = {rule.code: rule for rule in RULES}
    for code, rule in by_code.items():
        if rule.required:
            continue
        expected = "error" if code == "QUO010" else "note" if code.startswith("QUO") else gold.level(code, rule.level)
        assert changed.level(code, rule.level) == ("off" if rule.name == "not-nfc" else expected), code
    assert levelled(gold, Configuration()) is gold


NAMES = st.sampled_from([rule.code for rule in RULES if not rule.required] + ["CRP", "mixed-quote-styles"])
PATTERNS = st.text(st.characters(codec="ascii", exclude_characters="\0"), min_size=1, max_size=8)


@given(
    st.builds(
        Configuration,
        select=st.lists(NAMES, max_size=3).map(tuple),
        ignore=st.lists(NAMES, max_size=3).map(tuple),
        per_file_ignores=st.dictionaries(PATTERNS, st.lists(NAMES, min_size=1, max_size=2).map(tuple), max_size=3),
        severity=st.dictionaries(NAMES, st.sampled_from(["error", "warning", "note", "off"]), max_size=3),
        profile=st.sampled_from(PROFILES),
        exclude=st.lists(PATTERNS, max_size=3).map(tuple),
        max_document_bytes=st.integers(1, 2**40),
    )
)
def test_what_is_shown_is_read_back(tmp_path_factory: pytest.TempPathFactory, configuration: Configuration) -> None:
    path = tmp_path_factory.mktemp("c") / "standfirst.toml"
    path.write_text(shown(configuration), "utf-8", newline="\n")
    import msgspec

    assert msgspec.structs.replace(load_configuration(explicit=str(path)), path=None) == configuration
