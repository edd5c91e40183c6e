"""The strategies keep their promise: documents are valid, by checks written anew, and cover the whole format."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from plain_validity import (
    COMMON,
    NOT_XML,
    OPTIONAL,
    SPANS,
    TAGS,
    assert_identity,
    assert_valid,
    assert_values,
    links_in,
    spans_in,
    stretches,
    tree_of,
)
from standfirst.formats.json.write import write, write_line
from standfirst.model import LAYERS, Document, Fragment
from standfirst.strategies import documents, spans, texts

EXAMPLES = 300
RUNS = 40
SEEN_AT_LEAST = 0.05
_fixed = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def lists() -> dict[str, set[str]]:
    """The lists of the scheme news-1.0, read as plain JSON."""
    scheme = json.loads((files("standfirst.data.schemes") / "news-1.0.json").read_text("utf-8"))
    return {name: {entry["tag"] for entry in scheme[name]} for _, name in _lists_named() if name in scheme}


def _lists_named() -> set[tuple[str, str]]:
    named = {("", name) for members in TAGS.values() for name in members.values() if name}
    return named | {("", "roles")}


@_fixed
@given(document=documents())
def test_documents_are_valid(lists: dict[str, set[str]], document: Document) -> None:
    assert_valid(tree_of(document), lists)


@_fixed
@given(document=documents(unknown=True))
def test_documents_with_unknown_members_are_valid_but_for_them(lists: dict[str, set[str]], document: Document) -> None:
    tree = tree_of(document)
    assert_values(tree)
    assert_identity(tree)
    bare = Document(**{name: getattr(document, name) for name in Document.__struct_fields__ if name != "unknown"})
    assert_valid(tree_of(bare), lists)
    places = [(member.annotation, member.path) for member in document.unknown]
    assert len(set(places)) == len(places)
    for member in document.unknown:
        assert member.json == msgspec.json.encode(json.loads(member.json), order="deterministic").decode("utf-8")
        holder: Any = owner(tree, member.annotation)
        *way, name = [token.replace("~1", "/").replace("~0", "~") for token in member.path.split("/")[1:]]
        for token in way:
            holder = holder[int(token)] if isinstance(holder, list) else holder[token]
        assert json.dumps(holder[name]) == json.dumps(json.loads(member.json))


def owner(tree: dict[str, Any], annotation: str) -> Any:
    if not annotation:
        return tree
    return next(each for layer in ("agents", *LAYERS) for each in tree.get(layer, ()) if each["id"] == annotation)


@_fixed
@given(document=documents())
def test_a_plain_parser_finds_every_surface(document: Document) -> None:
    tree = json.loads(write_line(document))
    assert write_line(document).count(b"\n") == 1
    assert tree == tree_of(document)
    assert msgspec.json.decode(write(document), type=Document) == document
    surfaces = [
        (fragment["text"], tree["text"][fragment["start"] : fragment["end"]])
        for layer in LAYERS
        for annotation in tree.get(layer, ())
        for _, span in spans_in(layer, annotation)
        for fragment in span
    ]
    assert [stored for stored, _ in surfaces] == [found for _, found in surfaces]


def objects_in(tree: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the document that has optional members, with the name of its kind."""
    yield "document", tree
    yield "meta", tree["meta"]
    if "publisher" in tree["meta"]:
        yield "publisher", tree["meta"]["publisher"]
    yield from (("link", link) for link in links_in(tree))
    if "coverage" in tree:
        yield "coverage", tree["coverage"]
        yield from (("layer_coverage", covered) for covered in tree["coverage"].values())
    for layer in ("agents", *LAYERS):
        for annotation in tree.get(layer, ()):
            yield layer, annotation
            yield from (("fragment", fragment) for _, span in spans_in(layer, annotation) for fragment in span)
            yield from (("arg", arg) for arg in annotation.get("args", ()))


def kind_of(value: Any) -> str:
    return {str: "string", bool: "boolean", int: "integer", float: "float", list: "list"}[type(value)]


def features(tree: dict[str, Any]) -> set[str]:
    """What a document shows of the format."""
    text = tree["text"]
    found = {f"{layer}: some" for layer in LAYERS if tree.get(layer)}
    found.update("an empty layer" for layer in LAYERS if tree.get(layer) == [])
    found.update("an absent layer" for layer in LAYERS if layer not in tree)
    for kind, value in objects_in(tree):
        optional = OPTIONAL[kind] | (COMMON if kind in LAYERS else set())
        found.update(f"{kind}: {name}" for name in optional & value.keys())
        found.update(f"attribute: {kind_of(held)}" for held in value.get("attributes", {}).values())
        if kind == "layer_coverage":
            found.add(f"coverage: {value['extent']}")
        if kind == "arg":
            found.add(f"argument: {value['kind']}")
    found.update(shapes(tree))
    if "\r" in text:
        found.add("a carriage return")
    if any(character > "\uffff" for character in text):
        found.add("an astral character")
    if len(tree.get("agents", ())) > 1:
        found.add("several agents")
    return found


def shapes(tree: dict[str, Any]) -> Iterator[str]:
    """How spans and zones lie."""
    for layer in LAYERS:
        for annotation in tree.get(layer, ()):
            for _, span in spans_in(layer, annotation):
                if any(start == end for start, end in stretches(span)):
                    yield f"{layer}: zero width"
                if len(span) > 1:
                    yield f"{layer}: several fragments"
    zones = [(zone["start"], zone["end"]) for zone in tree.get("zones", ())]
    if not zones:
        return
    for (_, end), (start, _) in pairwise(zones):
        yield "zones: touching" if start == end else "zones: a gap between"
    if zones[0][0] > 0:
        yield "zones: text before"
    if zones[-1][1] < len(tree["text"]):
        yield "zones: text after"


def expected_features() -> set[str]:
    expected = {f"{layer}: some" for layer in LAYERS} | {"an empty layer", "an absent layer"}
    for kind, optional in OPTIONAL.items():
        expected.update(f"{kind}: {name}" for name in optional | (COMMON if kind in LAYERS else set()))
    expected.update(f"attribute: {kind}" for kind in ("string", "boolean", "integer", "float", "list"))
    expected.update(f"coverage: {extent}" for extent in ("full", "partial", "none"))
    expected.update(f"argument: {kind}" for kind in ("mention", "time", "quantity", "quote", "event", "span"))
    expected.update(f"{layer}: zero width" for layer in ("segments", "mentions", "event_mentions"))
    expected.update(f"{layer}: several fragments" for layer in SPANS)
    expected.update(f"zones: {how}" for how in ("touching", "a gap between", "text before", "text after"))
    return expected | {"a carriage return", "an astral character", "several agents"}


def test_documents_cover_the_format() -> None:
    seen = Counter[str]()
    sizes: list[tuple[int, int]] = []

    def count(document: Document) -> None:
        tree = tree_of(document)
        seen.update(features(tree))
        sizes.append((len(document.text), sum(len(document.layer(layer)) for layer in LAYERS)))

    # After ten examples Hypothesis begins to vary earlier ones, so many short runs say more than a long one.
    short = settings(_fixed, max_examples=10, derandomize=False)
    for number in range(RUNS):
        seed(number)(short(given(documents())(count)))()
    rare = {name: seen[name] for name in expected_features() if seen[name] < SEEN_AT_LEAST * len(sizes)}
    assert not rare, f"of {len(sizes)} documents too few show {rare}"
    middle = len(sizes) // 2
    assert sorted(length for length, _ in sizes)[middle] >= 60
    assert sorted(number for _, number in sizes)[middle] >= 8


def test_the_expected_members_are_those_of_the_model() -> None:
    for layer, annotation in LAYERS.items():
        optional = {
            name
            for name, default in zip(
                annotation.__struct_encode_fields__[-len(annotation.__struct_defaults__) :],
                annotation.__struct_defaults__,
                strict=True,
            )
            if default is None
        }
        assert optional - COMMON <= OPTIONAL[layer]


@_fixed
@given(st.data(), st.booleans(), st.booleans(), st.integers(1, 3))
def test_spans_are_in_order_and_disjoint(data: st.DataObject, zero_width: bool, trim: bool, most: int) -> None:
    text = data.draw(texts())
    span = data.draw(spans(text, zero_width=zero_width, trim=trim, max_fragments=most))
    assert 1 <= len(span) <= most
    for start, end in span:
        assert 0 <= start <= end <= len(text)
        assert zero_width or start < end
        assert not trim or text[start:end] == text[start:end].strip()
    for (_, end), (start, _) in pairwise(span):
        assert end <= start


@_fixed
@given(texts(), texts(blank=True), texts(min_size=40, max_atoms=3))
def test_texts_hold_xml_characters_only(text: str, any_text: str, long: str) -> None:
    assert not NOT_XML.search(text + any_text + long)
    assert text.strip()
    assert len(long) >= 40


@pytest.mark.parametrize(
    "awkward", ["\r\n", "e\u0301", "\ufeff", "👍🏽", "]]>", "\\u0001", "-0.0", "\u2028", "क्षि", "“"]
)
def test_texts_come_to_every_kind_of_trouble(awkward: str) -> None:
    found = find(texts(), lambda text: awkward in text, settings=settings(_fixed, max_examples=2_000))
    assert found == (awkward if awkward.strip() else awkward + "a")


def test_layers_can_be_chosen() -> None:
    @_fixed
    @given(documents(layers=("quotes", "marks")))
    def only_these(document: Document) -> None:
        assert all(getattr(document, layer) is None for layer in LAYERS if layer not in ("quotes", "marks"))

    only_these()
    with pytest.raises(InvalidArgument, match="'quote' is no layer"):
        documents(layers=("quote",))


@pytest.mark.parametrize(("text", "trim"), [("", False), (" \n", True)])
def test_a_text_without_a_stretch_is_refused(text: str, trim: bool) -> None:
    with pytest.raises(InvalidArgument, match="no stretch"):
        spans(text, trim=trim)


def test_documents_shrink_to_something_small() -> None:
    def has_mention(document: Document) -> bool:
        return bool(document.mentions)

    smallest = find(documents(), has_mention, settings=_fixed)
    assert smallest.text == "a"
    assert [mention.span for mention in smallest.mentions or ()] == [(Fragment(start=0, end=1, text="a"),)]
    assert sum(len(smallest.layer(layer)) for layer in LAYERS) <= 3
    assert smallest.meta.headline is None


def test_without_hypothesis_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['hypothesis'] = None; import standfirst.strategies"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install standfirst[hypothesis]" in done.stderr
