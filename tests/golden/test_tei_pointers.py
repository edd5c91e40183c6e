"""Every pointer of every TEI file, generated or committed, means the stretch whose surface stands with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from standfirst.formats.json.write import write as write_json
from standfirst.formats.tei.write import write
from standfirst.model import Document
from standfirst.strategies import documents
from tei_resolver import resolve, stream_starts

ROOT = Path(__file__).resolve().parents[2]
TEI = "{http://www.tei-c.org/ns/1.0}"
FILES = [
    path for folder in ("corpus", "samples/articles", "samples/valid") for path in (ROOT / folder).glob("*.tei.xml")
]


def pointers(root: ElementTree.Element, starts: dict[str, int]) -> Iterator[tuple[tuple[int, int], str | None]]:
    """Every stretch that is pointed to, with the surface that stands there; coverage has none."""
    for span in root.iter(f"{TEI}span"):
        stretches = list(resolve(span.get("target", ""), starts))
        refs = span.findall(f"{TEI}ref")
        holders = refs if refs else [span] * len(stretches)
        for stretch, holder in zip(stretches, holders, strict=True):
            marked = holder.find(f"{TEI}hi")
            surface = (holder if marked is None else marked).text or ""
            yield stretch, None if span.get("type") == "ranges" else surface


def fragments(value: Any) -> Iterator[tuple[int, int]]:
    """Every stretch in a JSON document that has offsets, but for zones."""
    if isinstance(value, dict):
        if "start" in value and "kind" not in value:
            yield value["start"], value["end"]
        for name, member in value.items():
            if name != "attributes":
                yield from fragments(member)
    elif isinstance(value, list):
        for element in value:
            yield from fragments(element)


@given(documents())
def test_every_pointer_of_a_generated_file_means_its_surface(document: Document) -> None:
    assert_right(write(document), write_json(document))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_pointer_of_a_committed_file_means_its_surface(path: Path) -> None:
    assert_right(path.read_bytes(), path.with_name(path.name.replace(".tei.xml", ".json")).read_bytes())


def assert_right(tei: bytes, same: bytes) -> None:
    root, tree = ElementTree.fromstring(tei), json.loads(same)
    text, starts = stream_starts(root)
    assert text == tree["text"]
    found = list(pointers(root, starts))
    for (start, end), surface in found:
        assert surface is None or text[start:end] == surface
    assert sorted(stretch for stretch, _ in found) == sorted(fragments(tree))
