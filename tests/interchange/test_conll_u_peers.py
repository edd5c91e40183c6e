"""A file of GUM: everything in it is read, with the text and the counts that a plain reader of the tests makes of it."""

import re
from pathlib import Path

import pytest
import standfirst
from conllu_entities import read as read_plainly
from peers import codes, counts, readings
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.model import Document

FILES = {"gum-news.conllu": {"IMP008": 2, "IMP009": 1}}
"""Every file, with the codes of what is said of it."""

pytest.importorskip("conllu", reason="the library conllu is not installed: pip install 'standfirst[conllu]'")


def read(name: str, oracles: Path) -> Document:
    (reading,) = readings(oracles / "peers" / "conll-u" / name, "conllu")
    assert codes(reading.findings) == FILES[name]
    assert reading.document is not None
    return reading.document


def test_the_table_has_every_file(oracles: Path) -> None:
    assert {path.name for path in (oracles / "peers" / "conll-u").iterdir()} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole(name: str, oracles: Path) -> None:
    document = read(name, oracles)
    assert standfirst.validate(document).valid
    path = oracles / "peers" / "conll-u" / name
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    values = [part[7:] for row in rows for part in row[9].split("|") if part.startswith("Entity=")]
    groups = {found for value in values for found in re.findall(r"\((\w+)-", value)}
    found = counts(document)
    assert found["mentions"] == sum(value.count("(") for value in values)
    assert found["entities"] == len(groups)
    assert found["relations"] == len(
        {part for row in rows for part in re.findall(r"(?:Bridge|SplitAnte)=[^|]*", row[9])}
    )
    assert found["zones"] == sum(line == "# newpar" for line in lines)
    kinds = [one.kind for one in document.layer("segments")]
    assert kinds.count("sentence") == sum(line.startswith("# sent_id") for line in lines)
    assert kinds.count("token") == sum("-" not in row[0] and "." not in row[0] for row in rows)
    assert sum(len(one.links or ()) for one in document.layer("entities")) == len(
        {match for value in values for match in re.findall(r"\((\w+)-(?:[^-()]*-){5}[^-()]*-([^()]+)", value)}
    )


@pytest.mark.parametrize("name", FILES)
def test_the_text_and_the_places_are_those_of_a_plain_reader(name: str, oracles: Path) -> None:
    document = read(name, oracles)
    plain = read_plainly(oracles / "peers" / "conll-u" / name)
    assert document.text == plain.text
    assert [(one.start, one.end) for one in document.layer("zones")] == [
        (one.start, one.end) for one in plain.layer("zones")
    ]
    starts = {one.span[0].start for one in document.layer("mentions")}
    assert {one.span[0].start for one in plain.layer("mentions")} <= starts
    for line in (oracles / "peers" / "conll-u" / name).read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            assert line.removeprefix("# text = ") in document.text


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_of_a_file_is_the_document_again(name: str, oracles: Path) -> None:
    document = read(name, oracles)
    form = codec(FOREIGN["conllu"])
    settings = Settings(id=document.id)
    kept, losses = form.keep(document, settings)
    assert {loss.kind for loss in losses} == {"agents", "ids", "mentions.source_id", "entities.source_id"} & {
        loss.kind for loss in losses
    }
    (reading,) = form.read(Source(form.encode(kept, settings)[0][1], name), settings)
    assert reading.document is not None
    assert reading.document.text == document.text
    assert counts(reading.document) == counts(document)
