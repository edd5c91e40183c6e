"""The canonical TEI that docs/format.md describes is the one that is written: an implementation of the page says so."""

import json
from pathlib import Path

import msgspec
import plain_canonical
import plain_tei
import pytest
import standfirst
from hypothesis import given
from standfirst.formats.tei import write as tei
from standfirst.model import Agent, Coverage, Document, Entity, Event, Relation, Segment, Zone
from standfirst.strategies import documents

ROOT = Path(__file__).resolve().parents[2]
FORMAT = ROOT / "docs" / "format.md"
PAGE = plain_tei.read_page(FORMAT, plain_canonical.tables(FORMAT))
FILES = [
    path
    for folder in ("corpus", "samples/valid", "samples/articles")
    for path in sorted((ROOT / folder).rglob("*.json"))
    if b'"standfirst":' in path.read_bytes()
]


def written(document: Document) -> bytes:
    """The document as the page says."""
    unknown = [(one.annotation, one.path, json.loads(one.json)) for one in document.unknown]
    tree = plain_canonical.read(standfirst.dumps(msgspec.structs.replace(document, unknown=())))
    return plain_tei.canonical(tree, PAGE, unknown)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_of_the_repository_is_as_the_page_says(path: Path) -> None:
    document = standfirst.load(path)
    assert written(document).decode("utf-8") == standfirst.dumps(document, "tei").decode("utf-8")


@given(document=documents(unknown=True))
def test_a_generated_document_is_as_the_page_says(document: Document) -> None:
    assert written(document).decode("utf-8") == standfirst.dumps(document, "tei").decode("utf-8")


def test_what_is_rarely_generated_is_as_the_page_says() -> None:
    document = Document.create("a\r\nb<&>", id="d", language="en", license="CC0-1.0", agents=(), attributes={})
    tags = ("ORG", "PER", "LOC", "X", "_x0041_", "_x004", "a_x0041_x0042_", "Größe", "\U0001f389", "\u20bf", 'a"<>&b')
    document = document.add(
        *(Entity(id=f"e{number}", type=tag, links=()) for number, tag in enumerate(tags)),
        Entity(id="f", type="PER", name="", comment="\t\n"),
        Event(id="v", type="x"),
        Zone(id="z", kind="p", start=1, end=3, comment="", uncertain=False),
        Relation(id="r", type="x", from_="e0", to="e1", status="draft"),
        Segment(id="s", kind="t", span=document.span((0, 0), (0, 2), (6, 7))),
        Segment(id="t", kind="t", span=document.span((7, 7))),
    )
    agents = (
        Agent(
            id="a", kind="program", name="<p>", version="1", url="", comment="x", attributes={"b": (), "a": (1, 1.0)}
        ),
    )
    for one in (document, document.replace(agents=agents, coverage=Coverage())):
        assert written(one).decode("utf-8") == tei.write(one).decode("utf-8")
