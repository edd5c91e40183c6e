"""What is generated from the table of places: it is up to date, and it leaves out no member."""

from collections.abc import Iterator
from pathlib import Path

import make_odd
import pytest
from make_schemas import generated
from standfirst.formats.tei import grammar, table
from standfirst.shape import load_schema
from tei_places import rows

FILES = list(generated())


@pytest.mark.parametrize(("path", "text"), FILES, ids=[path.name for path, _ in FILES])
def test_what_is_generated_is_what_stands_there(path: Path, text: str) -> None:
    assert path.read_bytes().decode("utf-8") == text, "run `make schemas`"


def members() -> Iterator[tuple[str, str]]:
    """Every member in the JSON schema: the definition that it is in, and its name."""
    schema = load_schema("document")
    for name, definition in (("", schema), *schema["$defs"].items()):
        for member in definition.get("properties", {}):
            yield name, member


def test_every_member_of_the_json_schema_has_a_row_and_every_row_a_member() -> None:
    found = [(row.definition, row.member) for _, held in rows() for row in held]
    assert sorted(found) == sorted(members())
    assert len(found) > 150


def test_every_member_of_the_table_is_named_in_the_grammar() -> None:
    text = grammar.rnc()
    for record in (*table.RECORDS.values(), *table.ENTITIES.values()):
        for member in (*record.inside, *record.apart):
            if member.codec not in ("attributes", "args"):
                assert f"## {record.layer}[].{member.name}\n" in text, member
    for heading in table.HEADER:
        if heading.codec != "agents":
            assert f"## {heading.member or 'Which lists are there, empty or not'}\n" in text, heading


def test_every_closed_list_is_in_the_grammar() -> None:
    text = " ".join(grammar.rnc().split())
    lists = [
        property_["enum"]
        for definition in load_schema("document")["$defs"].values()
        for property_ in definition.get("properties", {}).values()
        if "enum" in property_
    ]
    assert len(lists) > 15
    for words in lists:
        shown = " | ".join(f'"{word}"' for word in words)
        arguments = " | ".join(f'"{table.ARG_TYPE}{word}"' for word in words if word != "span")
        assert shown in text or arguments in text, words


def test_building_the_customisation_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("TEI_SOURCES", raising=False)
    assert make_odd.main() == 2
    assert "TEI_SOURCES is not set" in capsys.readouterr().err
    monkeypatch.setenv("TEI_SOURCES", str(tmp_path))
    assert make_odd.main() == 2
    assert "no p5subset.xml is in it" in capsys.readouterr().err
