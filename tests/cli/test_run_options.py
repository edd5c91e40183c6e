"""Which files a run looks at, what counts, and where its reports go."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from standfirst import Document, dumps
from standfirst.cli import run
from standfirst.cli.progress import Progress
from standfirst.model import Entity, Mention


def clean(name: str = "a", text: str = "In Norvik it rained.") -> bytes:
    document = Document.create(text, id=name, language="en", license="CC0-1.0")
    return dumps(document.add(Entity(id="e1", type="GPE"), Mention(id="m1", entity="e1", span=document.span((3, 9)))))


def faulty(name: str = "b") -> bytes:
    return clean(name).replace(b'"end":9', b'"end":8')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "x" / "drafts").mkdir(parents=True)
    (tmp_path / "x" / "a.json").write_bytes(clean())
    (tmp_path / "x" / "drafts" / "b.json").write_bytes(faulty())
    (tmp_path / "package.json").write_text('{"name": "x"}')
    for name in ("CI", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_files_come_from_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for listed in (b"x/a.json\n", b"x/a.json\r\n", b"x/a.json\0x/a.json\0"):
        (folder / "list").write_bytes(listed)
        assert run(["validate", "--files-from", "list"]) == 0
        assert "1 document in 1 file" in out(capsys)
    command = [sys.executable, "-m", "standfirst", "validate", "--files-from", "-", "--format", "concise"]
    done = subprocess.run(command, input=b"x/a.json\0x/drafts/b.json\0", capture_output=True, check=False, cwd=folder)
    assert done.returncode == 1
    assert b"2 documents in 2 files" in done.stdout
    assert run(["validate", "--files-from", "none"]) == 2


def test_what_is_excluded_is_not_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", ".", "--exclude", "drafts"]) == 0
    assert run(["validate", ".", "--exclude", "x/drafts"]) == 0
    assert run(["validate", "x/drafts/b.json", "--exclude", "drafts"]) == 1, "what is named is checked"
    capsys.readouterr()
    assert run(["validate", "x/drafts/b.json", "--exclude", "drafts", "--force-exclude"]) == 2
    assert "or all are excluded; --allow-empty" in capsys.readouterr().err
    assert run(["validate", "x/drafts/b.json", "--exclude", "drafts", "--force-exclude", "--allow-empty"]) == 0
    assert run(["validate", "--allow-empty"]) == 0
    assert run(["validate", "none.json", "--allow-empty"]) == 2, "a path that is not there is an error all the same"
    assert run(["validate"]) == 2


def test_an_excluded_pattern_of_the_command_line_is_from_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "standfirst.toml").write_text("")
    monkeypatch.chdir(folder / "x")
    assert run(["validate", ".", "--exclude", "./drafts/*.json"]) == 0
    assert run(["validate", ".", "--exclude", "x/drafts"]) == 1


def test_other_json_is_skipped_where_that_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "package.json", "x/a.json"]) == 1
    capsys.readouterr()
    assert run(["validate", "package.json", "x/a.json", "--documents-only"]) == 0
    assert "1 other file skipped" in out(capsys)
    assert run(["validate", "package.json", "--documents-only"]) == 2


def test_the_configuration_counts_and_the_command_line_counts_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x" / "standfirst.toml").write_text('exclude = ["drafts"]\n[severity]\nOFF002 = "warning"\n')
    assert run(["validate", "x"]) == 0
    assert run(["validate", "x/drafts/b.json"]) == 0
    assert "warning OFF002" in out(capsys)
    assert run(["validate", "x", "--exclude", "none"]) == 0
    assert "warning OFF002" in out(capsys)
    assert run(["validate", "x/drafts/b.json", "--isolated"]) == 1
    (folder / "other.toml").write_text('profile = "gold"\nignore = ["OFF002"]\nmax-document-bytes = 10000\n')
    assert run(["validate", "x/drafts/b.json", "--config", "other.toml"]) == 0
    assert run(["validate", "x/drafts/b.json", "--config", "other.toml", "--ignore", "TXT012"]) == 1
    capsys.readouterr()
    assert (
        run(["validate", "--show-config", "--config", "other.toml", "--ignore", "TXT012,CRP", "--profile", "silver"])
        == 0
    )
    shown = out(capsys)
    assert shown.startswith("# other.toml\n")
    assert 'profile = "silver"' in shown
    assert '"TXT012",\n    "CRP",\n' in shown
    assert "max-document-bytes = 10000" in shown
    (folder / "x" / "standfirst.toml").write_text("exlude = []\n")
    assert run(["validate", "x"]) == 2
    assert "x/standfirst.toml:1 (exlude): there is no key 'exlude'; did you mean 'exclude'?" in capsys.readouterr().err


def test_rules_are_left_out_for_some_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "standfirst.toml").write_text('[per-file-ignores]\n"x/drafts/**" = ["OFF"]\n"none/**" = ["OFF"]\n')
    assert run(["validate", "."]) == 0
    assert "the pattern 'none/**' of per-file-ignores fits no file" in capsys.readouterr().err
    assert run(["validate", "x"]) == 0
    assert capsys.readouterr().err == "", "a run over a part says nothing of the rest"


def test_a_baseline_lets_pass_what_is_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "x", "--write-baseline", "known.toml"]) == 0
    assert run(["validate", "x", "--baseline", "known.toml"]) == 0
    assert "1 known finding in the baseline" in out(capsys)
    (folder / "x" / "c.json").write_bytes(faulty("c"))
    assert run(["validate", "x", "--baseline", "known.toml", "--format", "json"]) == 1
    report = json.loads(out(capsys))
    assert [finding["document"] for finding in report["findings"]] == ["c"]
    assert report["summary"]["baselined"] == 1
    (folder / "x" / "c.json").unlink()
    (folder / "x" / "drafts" / "b.json").write_bytes(clean("b"))
    capsys.readouterr()
    assert run(["validate", "x", "--baseline", "known.toml"]) == 0
    said = capsys.readouterr().err
    assert "known.toml: 1 entry counts findings that are no more (OFF002 in x/drafts/b.json)" in said
    assert run(["validate", "x", "--baseline", "none.toml"]) == 2


def test_a_build_writes_no_baseline(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert run(["validate", "x", "--write-baseline", "known.toml"]) == 2
    assert "refused in a build" in capsys.readouterr().err
    assert not (folder / "known.toml").exists()


def test_what_cannot_be_read_is_in_no_baseline(folder: Path) -> None:
    (folder / "x" / "a.json").write_bytes(b"{")
    assert run(["validate", "x", "--write-baseline", "known.toml"]) == 1
    assert run(["validate", "x", "--baseline", "known.toml"]) == 1


def test_several_reports_are_written_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["validate", "x", "--report", "json=r.json", "--report", "junit=r.xml", "--format", "concise"]
    assert run([*arguments, "--exit-zero"]) == 0
    assert len(out(capsys).splitlines()) == 2
    assert json.loads((folder / "r.json").read_bytes())["summary"]["errors"] == 1
    assert b"<testsuites" in (folder / "r.xml").read_bytes()
    assert run(arguments) == 1, "a report is replaced"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("sarf=x", "there is no form 'sarf'; did you mean sarif?"),
        ("sarif", "names no file; write --report sarif=FILE"),
        ("json=none/r.json", "there is no folder"),
        ("json=x", "is a folder"),
    ],
)
def test_a_report_that_cannot_be_written_is_said_before_the_work(
    value: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", "x", "--report", value]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert run(["validate", "x", "--report", "json=r", "--report", "sarif=./r"]) == 2
    assert "another report goes to that file already" in capsys.readouterr().err


def test_totals_are_full_and_repeats_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document.create("Yes. " * 40, id="m", language="en", license="CC0-1.0")
    mentions = [Mention(id=f"m{n}", entity="e1", span=document.span((5 * n, 5 * n + 3))) for n in range(40)]
    data = dumps(document.add(Entity(id="e1", type="GPE"), *mentions)).replace(b'"text":"Yes"', b'"text":"Yet"')
    (folder / "m.json").write_bytes(data)
    assert run(["validate", "m.json", "--format", "concise", "--select", "OFF002"]) == 1
    lines = out(capsys).splitlines()
    assert lines[-2:] == [
        "m.json: and 30 more of OFF002 (--repeats all shows them)",
        "40 errors (1 document in 1 file).",
    ]
    assert len(lines) == 12
    assert run(["validate", "m.json", "--format", "concise", "--select", "OFF002", "--repeats", "all"]) == 1
    assert len(out(capsys).splitlines()) == 41
    assert run(["validate", "m.json", "--repeats", "0"]) == 2


@pytest.mark.parametrize("form", ["full", "concise", "github", "markdown", "junit"])
def test_output_survives_a_narrow_stream(form: str, folder: Path) -> None:
    (folder / "n.json").write_bytes(clean("n", "In N\u00f6rvik \U0001f600 \u2028.").replace(b'"end":9', b'"end":8'))
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "standfirst", "validate", "n.json", "--format", form]
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    assert done.returncode == 1, done.stderr
    assert done.stderr == b""
    assert done.stdout.isascii()


def test_a_file_with_a_backslash_in_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a\\b.json").write_bytes(faulty())
    assert run(["validate", "a\\b.json", "--format", "sarif"]) == 1
    (result,) = json.loads(out(capsys))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%5Cb.json"


def test_a_checkout_with_other_line_ends_has_the_same_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from standfirst.formats.tei.write import write as write_tei

    document = Document.create("One.\nTwo \u00e9.", id="t", language="en", license="CC0-1.0")
    mention = Mention(id="m1", entity="e1", span=document.span((5, 8)))
    tei = write_tei(document.add(Entity(id="e1", type="GPE"), mention)).replace(b">Two<", b">Twa<")
    files = {"t.json": clean("t").replace(b'"text":"Norvik"', b'"text":"Norvek"'), "t.tei.xml": tei}
    for name, data in files.items():
        found = []
        for spelt in (data, data.replace(b"\n", b"\r\n")):
            (folder / name).write_bytes(spelt)
            assert run(["validate", name, "--format", "json", "--select", "OFF"]) == 1
            found.append(json.loads(out(capsys))["findings"])
        assert found[0] == found[1]


def test_progress_is_shown_on_a_terminal_after_a_while_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with os.fdopen(slave, "w") as stream:
        progress = Progress(stream)
        progress("early.json")
        now[0] = 3
        progress("x" * 90 + "\x1b[31m.json")
        progress("soon.json")
        progress.done()
        shown = os.read(master, 4096).decode()
    os.close(master)
    assert shown.startswith("\r\x1b[K2 files: …")
    assert "[31m" in shown
    assert "\x1b[31m" not in shown
    assert "early" not in shown
    assert "soon" not in shown
    assert shown.endswith("\r\x1b[K")


def test_progress_is_silent_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    with open(tmp_path / "out", "w") as stream:
        progress = Progress(stream)
        monkeypatch.setattr(time, "monotonic", lambda: 99.0)
        progress("a.json")
        progress.done()
    assert (tmp_path / "out").read_text() == ""
