"""``standfirst convert`` from and to UIMA: names, folders, type systems, options, strictness."""

from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run
from test_uima import SYSTEM, span, xmi


@pytest.fixture
def article(root: Path) -> str:
    """The reference article."""
    return str(root / "corpus" / "chicago-open-letter.json")


def test_the_name_of_the_target_says_json_cas(article: str, tmp_path: Path) -> None:
    there, back = tmp_path / "a.cas.json", tmp_path / "b.json"
    assert run(["convert", article, str(there), "--strict"]) == 0
    assert b'"%FEATURE_STRUCTURES"' in there.read_bytes()
    assert run(["convert", str(there), str(back)]) == 0
    assert standfirst.load(back).layer("quotes") == standfirst.load(article).layer("quotes")


def test_a_folder_of_both_forms_is_converted_whole(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    assert run(["convert", article, str(tmp_path / "in" / "deep" / "a.xmi")]) == 0
    assert run(["convert", article, str(tmp_path / "in" / "b.cas.json")]) == 0
    (tmp_path / "in" / "TypeSystem.xml").write_bytes(SYSTEM)
    (tmp_path / "in" / "c.xmi").write_bytes(xmi(span("custom:Meeting", 2, 8, 11, 'size="3"')))
    capsys.readouterr()
    assert run(["convert", str(tmp_path / "in"), str(tmp_path / "out"), "--to", "json"]) == 0
    assert "3 documents written, nothing lost." in capsys.readouterr().err
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")}
    assert found == {"deep/a.json", "b.json", "c.json"}
    assert standfirst.load(tmp_path / "out" / "c.json").layer("mentions")[0].attributes == {"size": 3}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--option", "viwe=x"], "'viwe' is no option of uima-xmi; did you mean view?"),
        (["--option", "view=other"], "views with a text: '_InitialView'"),
        (["--option", "typesystem=maybe", "--to", "uima-xmi"], "it takes yes or no"),
        (["--typesystem", "nosuch.xml"], "cannot read 'nosuch.xml'"),
        (["--option", "cut=yes"], "'cut' is no option of uima-xmi"),
    ],
)
def test_what_is_said_wrongly_is_refused(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xmi").write_bytes(xmi(span("ner:NamedEntity", 2, 4, 7)))
    target = tmp_path / ("b.xmi" if "--to" in arguments else "b.json")
    assert run(["convert", str(tmp_path / "a.xmi"), str(target), *arguments]) != 0
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_an_option_without_a_foreign_format_is_refused(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", article, str(tmp_path / "a.tei.xml"), "--option", "view=x"]) == 2
    assert "'view' is no option of a format of ours" in capsys.readouterr().err


def test_a_type_system_is_written_unless_it_is_not_wanted(article: str, tmp_path: Path) -> None:
    assert run(["convert", article, str(tmp_path / "a.xmi"), "--option", "typesystem=no"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.xmi"]
    assert run(["convert", article, str(tmp_path / "b.xmi")]) == 0
    assert (tmp_path / "b.TypeSystem.xml").exists()
