"""The commands as a user types them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import standfirst
from standfirst.cli import run
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document
from standfirst.shape import load_schema


def made(document_id: str, text: str = "Chicago is Chicago.\nYes.") -> Document:
    return Document.create(text, id=document_id, language="en", license="CC0-1.0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "a.json").write_bytes(write(made("a")))
    (source / "deep" / "b.json").write_bytes(write(made("b", "Ångström 😀")))
    (source / "notes.txt").write_text("not a document")
    return source


def test_new_makes_a_valid_document_of_a_text_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Title\n\nFirst  paragraph\u2026\r\nLast line"
    source = tmp_path / "my article.v2.txt"
    source.write_bytes(text.encode())
    target = tmp_path / "a.json"
    assert run(["new", str(source), "-o", str(target), "--language", "en", "--license", "CC0-1.0"]) == 0
    document = standfirst.load(target)
    assert document.text == text
    assert document.id == "my-article"
    assert [text[zone.start : zone.end] for zone in document.zones or ()] == [
        "Title",
        "First  paragraph\u2026",
        "Last line",
    ]
    assert (document.mentions, document.quotes, document.events) == ((), (), ())
    assert document.segments is None
    assert standfirst.validate(target).valid
    assert run(["new", str(source), "-o", str(target)]) == 2
    assert "--force" in capsys.readouterr().err
    assert run(["new", str(source), "-o", str(target), "--force"]) == 0


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_new_refuses_a_text_with_nothing_in_it(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(content)
    assert run(["new", str(source), "-o", str(tmp_path / "a.json")]) == 1
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize("content", [b"\xff", b"\xef\xbb\xbfa"])
def test_new_says_what_is_wrong_with_the_bytes(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(content)
    assert run(["new", str(source)]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_convert_there_and_back(folder: Path, tmp_path: Path) -> None:
    shard, back, single = tmp_path / "all.jsonl", tmp_path / "back", tmp_path / "one.jsonl"
    assert run(["convert", str(folder), str(shard)]) == 0
    assert len(shard.read_bytes().splitlines()) == 2
    assert run(["convert", str(shard), str(back), "--to", "json"]) == 0
    assert (back / "a.json").read_bytes() == (folder / "a.json").read_bytes()
    assert (back / "b.json").read_bytes() == (folder / "deep" / "b.json").read_bytes()
    assert run(["convert", str(folder / "a.json"), str(single)]) == 0
    assert run(["convert", str(single), str(tmp_path / "a-again.json")]) == 0
    assert (tmp_path / "a-again.json").read_bytes() == (folder / "a.json").read_bytes()


def test_convert_a_folder_keeps_its_tree(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    assert run(["convert", str(folder), str(target), "--to", "json"]) == 0
    assert sorted(str(path.relative_to(target)) for path in target.rglob("*.json")) == ["a.json", "deep/b.json"]


def test_convert_replaces_nothing_unasked(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "b.jsonl"
    target.write_text("precious")
    assert run(["convert", str(folder / "a.json"), str(target)]) == 2
    assert target.read_text() == "precious"
    assert "--force" in capsys.readouterr().err
    assert run(["convert", str(folder / "a.json"), str(target), "--force"]) == 0
    assert target.read_bytes() == write_line(made("a"))
    assert run(["convert", str(target), str(target), "--force"]) == 2


def test_convert_leaves_out_what_is_broken_only_when_told(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.json").write_bytes(write(made("c")).replace(b"Yes.", b"No.."))
    target = tmp_path / "all.jsonl"
    assert run(["convert", str(folder), str(target)]) == 1
    assert not target.exists()
    assert run(["convert", str(folder), str(target), "--keep-going"]) == 1
    assert len(target.read_bytes().splitlines()) == 2


def test_convert_several_documents_into_one_file_is_refused(folder: Path, tmp_path: Path) -> None:
    shard = tmp_path / "all.jsonl"
    assert run(["convert", str(folder), str(shard)]) == 0
    assert run(["convert", str(shard), str(tmp_path / "one.json")]) == 2
    assert not (tmp_path / "one.json").exists()


def test_convert_writes_a_loss_report(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "loss.json"
    arguments = ["convert", str(folder / "a.json"), str(tmp_path / "a.jsonl"), "--strict", "--loss-report", str(report)]
    assert run(arguments) == 0
    assert json.loads(report.read_text()) == []


def test_convert_two_documents_with_one_id_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shard = tmp_path / "all.jsonl"
    shard.write_bytes(write_line(made("a")) + write_line(made("A")))
    assert run(["convert", str(shard), str(tmp_path / "out"), "--to", "json"]) == 2
    assert "different ids" in capsys.readouterr().err


def test_fmt(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "a.json"
    canonical = path.read_bytes()
    path.write_text(json.dumps(json.loads(canonical), indent=8, ensure_ascii=True))
    spelt = path.read_bytes()
    assert run(["fmt", "--check", str(folder)]) == 1
    assert run(["fmt", "--diff", str(folder)]) == 1
    assert '+  "id": "a",' in capsys.readouterr().out
    assert path.read_bytes() == spelt
    path.chmod(0o640)
    assert run(["fmt", str(folder)]) == 0
    assert path.read_bytes() == canonical
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(["fmt", "--check", str(folder)]) == 0


def test_fmt_leaves_alone_what_it_cannot_read(folder: Path) -> None:
    path = folder / "a.json"
    broken = path.read_bytes().replace(b'"nfc"', b'"nfc":true,"nfc"')
    path.write_bytes(broken)
    assert run(["fmt", str(folder)]) == 1
    assert path.read_bytes() == broken


def test_validate_json_is_as_its_schema_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_bytes(write(made("a")).replace(b'"nfc":true', b'"nfc":false,"spaeker":1'))
    assert run(["validate", "--format", "json", str(folder)]) == 1
    report = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(load_schema("report")).validate(report)
    assert report["summary"] == {
        "files": 2, "documents": 2, "skipped_files": 1, "skipped_nodes": 0, "errors": 1, "warnings": 1, "notes": 0,
        "baselined": 0,
    }  # fmt: skip
    assert [finding["code"] for finding in report["findings"]] == ["TXT002", "SCH010"]


def test_validate_selects_and_ignores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "a.json"
    path.write_bytes(write(made("a")).replace(b'"nfc":true', b'"nfc":false,"spaeker":1'))
    assert run(["validate", str(path), "--ignore", "TXT"]) == 0
    assert "SCH010" in capsys.readouterr().out
    assert run(["validate", str(path), "--select", "fingerprint-details,OFF"]) == 1
    assert "SCH010" not in capsys.readouterr().out
    assert run(["validate", str(path), "--quiet"]) == 1
    assert "SCH010" not in capsys.readouterr().out


def test_validate_shows_the_article_with_carets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = made("a").replace(scheme=None)
    from standfirst.model import Entity, Mention

    document = document.add(Entity(id="e1", type="GPE"), Mention(id="m1", entity="e1", span=document.span((0, 7))))
    path = folder / "a.json"
    path.write_bytes(write(document).replace(b'"end":7', b'"end":6'))
    assert run(["validate", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{path}:12:38: error OFF002 surface-mismatch [m1]"
    assert lines[1] == "  the surface is ‘Chicago’, but the text at 0–6 is ‘Chicag’"
    assert lines[2].startswith('    12 |     {"id":"m1","entity":"e1","span":[{"start":0,"end":6,"text":"Chicago",')
    assert lines[3].startswith("       |                                      ^^^^^^^^^^^^^^^^^^^^^^^^")
    assert lines[4] == "  text | Chicago is Chicago.⏎Yes."
    assert lines[5] == "       | ^^^^^^"


def test_validate_reads_the_standard_input(folder: Path) -> None:
    command = [sys.executable, "-m", "standfirst", "validate", "-", "--stdin-filename", "x.jsonl"]
    done = subprocess.run(command, input=write_line(made("a")) + b"{}\n", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"x.jsonl:2:1: error SCH001" in done.stdout


def test_validate_takes_a_list_of_paths(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list").write_text(f"{folder / 'a.json'}\n{folder / 'deep'}\n")
    assert run(["validate", f"@{tmp_path / 'list'}"]) == 0
    assert "2 documents in 2 files" in capsys.readouterr().out


def test_a_named_file_is_never_skipped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(folder / "notes.txt")]) == 1
    assert "DEC003" in capsys.readouterr().out


def test_a_corpus_is_checked_against_its_description_and_manifest(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "corpus", tmp_path, dirs_exist_ok=True)
    assert run(["validate", str(tmp_path)]) == 0
    (tmp_path / "chicago-open-letter.txt").write_text("changed")
    (tmp_path / "extra.json").write_bytes(write(made("a")))
    description = json.loads((tmp_path / "corpus.json").read_text())
    description["documents"].append({"path": "gone.json", "id": "chicago-open-letter"})
    (tmp_path / "corpus.json").write_text(json.dumps(description))
    manifest = tmp_path / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text() + "junk\n" + "0" * 64 + "  ../outside\n")
    capsys.readouterr()
    assert run(["validate", "--format", "json", str(tmp_path)]) == 1
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert {"CRP001", "CRP002", "CRP003", "CRP004", "CRP006"} <= codes


@pytest.mark.parametrize("name", ["document", "scheme", "corpus", "report"])
def test_schema_prints_each_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"urn:standfirst:{name}-1.0"


def test_lists_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["formats"],
        ["formats", "--format", "json"],
        ["rules"],
        ["schema"],
        ["--help"],
        ["validate", "-h"],
    ):
        assert run(arguments) == 0
        assert capsys.readouterr().out.strip()
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"standfirst, version {standfirst.__version__}"


def test_rules_as_json_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    for entry in rules:
        assert {"code", "name", "level", "phase", "why", "good", "bad"} <= entry.keys()
        assert run(["explain", entry["code"]]) == 0
        assert entry["name"] in capsys.readouterr().out
    assert run(["explain", "surface-mismatch"]) == 0
    assert "OFF002" in capsys.readouterr().out


def test_a_description_or_scheme_of_the_wrong_shape_is_said(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    description = json.loads((root / "corpus" / "corpus.json").read_text("utf-8"))
    (tmp_path / "corpus.json").write_text(json.dumps({**description, "splits": {"x": 5}, "documents": []}))
    assert run(["validate", str(tmp_path)]) == 1
    assert "x is an integer, and must be a string" in capsys.readouterr().out
    scheme = tmp_path / "scheme.json"
    entity = {"tag": "PER", "description": "A person.", "maps": {"ACE": 5}}
    scheme.write_text(json.dumps({"standfirst_scheme": "1.0", "id": "s", "title": "S", "entities": [entity]}))
    assert run(["validate", "--scheme", str(scheme), str(root / "samples" / "valid")]) == 2
    assert "ACE is an integer" in capsys.readouterr().err


def test_a_scheme_of_ones_own_is_what_tags_are_checked_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from standfirst.model import Entity

    scheme = tmp_path / "own.json"
    entity = {"tag": "MINISTER", "description": "A minister."}
    scheme.write_text(json.dumps({"standfirst_scheme": "1.0", "id": "own", "title": "Own", "entities": [entity]}))
    document = made("a").replace(scheme="own").add(Entity(id="e1", type="MINISTER"), Entity(id="e2", type="PER"))
    path = tmp_path / "a.json"
    path.write_bytes(write(document))
    assert run(["validate", "--scheme", str(scheme), str(path)]) == 1
    assert "'PER' is no type of the scheme own" in capsys.readouterr().out
    assert run(["validate", str(path)]) == 0
    assert "REF007" in capsys.readouterr().out


def test_a_corpus_brings_its_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from standfirst.model import Entity

    corpus = {
        "standfirst_corpus": "1.0", "id": "c", "title": "C", "version": "1", "languages": ["en"], "license": "CC0-1.0",
        "scheme": "own.json", "documents": [{"path": "deep/a.json", "id": "a"}],
    }  # fmt: skip
    entity = {"tag": "MINISTER", "description": "A minister."}
    (tmp_path / "deep").mkdir()
    (tmp_path / "corpus.json").write_text(json.dumps(corpus))
    (tmp_path / "own.json").write_text(
        json.dumps({"standfirst_scheme": "1.0", "id": "own", "title": "O", "entities": [entity]})
    )
    document = made("a").replace(scheme="own").add(Entity(id="e1", type="MINISTER"), Entity(id="e2", type="PER"))
    (tmp_path / "deep" / "a.json").write_bytes(write(document))
    for path in (tmp_path, tmp_path / "deep" / "a.json"):
        assert run(["validate", str(path)]) == 1
        assert "'PER' is no type of the scheme own" in capsys.readouterr().out
    for name in ("../own.json", "gone.json"):
        (tmp_path / "corpus.json").write_text(json.dumps({**corpus, "scheme": name}))
        assert run(["validate", str(tmp_path / "deep")]) == 2
        assert name in capsys.readouterr().err


NASTY = "a\x1b[31m\u202e\x85\u2028\x9b.json"


def test_nothing_in_a_name_or_a_file_commands_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / NASTY
    document = made("a", "Yes\u2028\u202e\x85\u009b1m.")
    path.write_bytes(write(document).replace(b'"id": "a"', b'"id":\t"a"'))
    for option in ("--check", "--diff"):
        assert run(["fmt", option, str(path)]) == 1
        printed = capsys.readouterr().out
        assert "a\\u001b[31m\\u202e" in printed
        assert not set(printed) & set("\x1b\u202e\x85\u2028\x9b\t")
    assert '\n-  "id":→"a",\n' in printed
    path.write_bytes(b"{")
    for arguments in (
        ["fmt", str(path)],
        ["convert", str(path), str(tmp_path / "b.jsonl")],
        ["validate", f"{path}x"],
        ["validate", "--x\x1b[31m"],
        ["x\x1b[31m"],
        ["explain", "x\x1b[31m"],
        ["schema", "x\x1b[31m"],
    ):
        assert run(arguments) in (1, 2)
        assert not set(capsys.readouterr().err) & set("\x1b\u202e\x85\u2028\x9b\t")


def test_fmt_says_what_it_passes_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    description = folder / "corpus.json"
    description.write_text("{}")
    assert run(["fmt", str(folder / "a.json"), str(description)]) == 0
    assert "describes a corpus" in capsys.readouterr().err
    assert run(["fmt", str(description)]) == 2


def test_a_list_of_paths_is_split_at_line_ends_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / name for name in ("a\x85b.json", "c\u2028d.json", "e\x0bf.json")]
    for number, path in enumerate(paths):
        path.write_bytes(write(made(f"d{number}")))
    listed = tmp_path / "list"
    listed.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(map(str, paths)).encode())
    assert run(["validate", f"@{listed}"]) == 0
    assert "3 documents in 3 files" in capsys.readouterr().out
    listed.write_bytes(str(paths[0]).encode() + b"\nna\xefve.json\n")
    assert run(["validate", f"@{listed}"]) == 2
    assert "line 2 of the list" in capsys.readouterr().err
    assert run(["validate", "@a\0b"]) == 2
    assert "cannot read 'a\\x00b'" in capsys.readouterr().err


def test_what_cannot_be_read_cannot_be_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(write(made("a")).replace(b'"text":', b'"txt":'))
    for name in ("DEC001", "SCH", "missing-member", "OFF,SCH002"):
        assert run(["validate", str(path), "--ignore", name]) == 2
        assert "cannot be left out" in capsys.readouterr().err
    assert run(["validate", str(path), "--select", "OFF"]) == 1
    assert "SCH001" in capsys.readouterr().out
    assert run(["validate", str(path), "--ignore", "SCH010,DEC011"]) == 1
    assert "SCH010" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--id", "1x", "'1x' is not a legal id; a letter, then"),
        ("--id", "", "'' is not a legal id"),
        ("--id", "a\udcff", "cannot be printed"),
        ("--language", "", "'' is not a legal language; the language of the text as a BCP 47 tag"),
        ("--language", "e\udcffn", "cannot be printed"),
        ("--license", "", "license has 0 code points"),
        ("--license", "a\x01", "cannot be printed"),
        ("--scheme", "a b", "'a b' is not a legal scheme"),
    ],
)
def test_new_names_the_option_that_is_wrong(
    option: str, value: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "a.json"
    source.write_text("Yes.")
    for output in (["-o", str(target)], []):
        assert run(["new", str(source), option, value, *output]) == 2
        printed = capsys.readouterr()
        assert printed.err.startswith(f"standfirst: {option}")
        assert reason in printed.err
        assert printed.out == ""
    assert not target.exists()
