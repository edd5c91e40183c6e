"""Descriptions of corpora whose words are hostile, judged by the makers' libraries: nothing breaks, nothing is lost."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import standfirst
from corpora import SAMPLES, mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from standfirst.description import DESCRIPTIONS, describe, facts_of
from standfirst.description.markdown import cell, code, line, prose, yaml
from standfirst.strategies import documents

pytestmark = pytest.mark.filterwarnings("ignore")  # what the libraries warn of is theirs to mend

HURTFUL = [
    "---",
    "# x",
    "a: b",
    "no",
    "1.0",
    "<script>",
    "|",
    "`",
    "``",
    "*",
    "\\",
    '"',
    "\n",
    "\r\n",
    "{{ x }}",
    "@id",
    "&amp;",
]
HURTFUL += [
    "- x",
    "1. x",
    "2) x",
    "    x",
    "~~~",
    "===",
    "[a](b)",
    "![a](b)",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "𝄞",
    "é",
    " ",
    "\t",
    "$x$",
]

words = st.lists(st.sampled_from(HURTFUL) | st.text(max_size=5), min_size=1, max_size=6).map("".join).filter(bool)
printable_ascii = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=12)
addresses = printable_ascii.map("https://example.org/{}".format)
parties = st.fixed_dictionaries(
    {"name": words, "kind": st.sampled_from(["person", "organization"])},
    optional={"identifier": addresses, "affiliation": words},
)
grants = st.fixed_dictionaries({"funder": parties}, optional={"award": words, "title": words, "url": addresses})
manifests = st.fixed_dictionaries(
    {
        "title": words,
        "version": words,
        "license": st.sampled_from(["CC-BY-4.0", "MIT OR CC0-1.0", "NOASSERTION"]) | words | addresses,
        "languages": st.lists(st.sampled_from(["en", "no", "zh-Hant", "x-own", "und"]), max_size=3, unique=True),
        "documents": st.lists(words, min_size=1, max_size=1).map(
            lambda splits: [{"path": "minimal.json", "id": "minimal", "split": split} for split in splits]
        ),
    },
    optional={
        "description": words,
        "rights": words,
        "splits": st.dictionaries(words, words, max_size=2),
        "creators": st.lists(parties, max_size=2),
        "publisher": parties,
        "url": addresses,
        "citation": words,
        "date_published": st.sampled_from(["2026", "2026-11", "2026-11-23"]),
        "doi": printable_ascii.map("10.1234/{}".format),
        "files_url": addresses.map("{}/".format),
        "keywords": st.lists(words, max_size=3),
        "funding": st.lists(grants, max_size=2),
    },
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus")
    for name in ("minimal.json", "minimal.tei.xml"):
        shutil.copy(SAMPLES / name, made)
    return made


def description(folder: Path, manifest: dict[str, Any], form: str) -> bytes:
    """A description of the corpus in ``folder`` as ``manifest`` describes it; that ours are valid is for others to say."""
    tree = {"standfirst_corpus": "1.0", "id": "c", **manifest}
    (folder / "corpus.json").write_text(json.dumps(tree), "utf-8")
    assert standfirst.validate(folder).valid
    data = describe(folder, form, draft=True)
    assert describe(folder, form, draft=True) == data
    return data


def flat(text: str) -> str:
    """A text in one line, control characters named."""
    plain = " ".join(text.split())
    return "".join(f"U+{ord(each):04X}" if ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 else each for each in plain)


@given(manifest=manifests)
@settings(max_examples=25)
def test_schema_org_is_json_ld(manifest: dict[str, Any], folder: Path, library: Callable[[str], Any]) -> None:
    data = json.loads(description(folder, manifest, "schema.org"))
    (node,) = library("pyld").jsonld.expand(data)
    assert node["@type"] == ["https://schema.org/Dataset"]
    assert node["https://schema.org/name"] == [{"@value": manifest["title"]}]
    assert node["https://schema.org/description"][0]["@value"].startswith(manifest.get("description", ""))
    keywords = [each["@value"] for each in node.get("https://schema.org/keywords", [])]
    assert keywords == manifest.get("keywords", [])
    creators = node.get("https://schema.org/creator", [])
    assert [each["https://schema.org/name"][0]["@value"] for each in creators] == [
        each["name"] for each in manifest.get("creators", [])
    ]
    assert all(key.startswith(("https://schema.org/", "@")) for key in node)


@given(manifest=manifests)
@settings(max_examples=15)
def test_croissant_is_valid(manifest: dict[str, Any], folder: Path, library: Callable[[str], Any]) -> None:
    path = folder / "croissant.json"
    path.write_bytes(description(folder, manifest, "croissant"))
    metadata = library("mlcroissant").Dataset(jsonld=os.fspath(path)).metadata
    assert not metadata.ctx.issues.errors
    assert metadata.name == manifest["title"]
    assert metadata.cite_as == manifest.get("citation")
    assert [each.name for each in metadata.creators] == [each["name"] for each in manifest.get("creators", [])]
    assert {each.name: each.sha256 for each in metadata.file_objects} == {
        file.path: file.sha256 for file in facts_of(folder).files
    }


@given(manifest=manifests)
@settings(max_examples=25)
def test_datacite_is_valid(manifest: dict[str, Any], folder: Path, library: Callable[[str], Any]) -> None:
    tree = json.loads(description(folder, manifest, "datacite"))
    errors = list(library("datacite.schema45").validator.iter_errors(tree))
    missing = {name for name, member in MANDATORY.items() if not manifest.get(member)}
    assert {error.message.split("'")[1] for error in errors} == missing, errors
    assert tree["titles"] == [{"title": manifest["title"]}]


MANDATORY = {"creators": "creators", "publisher": "publisher", "publicationYear": "date_published"}
"""What DataCite demands and a draft may leave out, by the member of corpus.json that it comes from."""


@given(manifest=manifests)
@settings(max_examples=15)
def test_a_data_package_is_valid(manifest: dict[str, Any], folder: Path, library: Callable[[str], Any]) -> None:
    path = folder / "datapackage.json"
    path.write_bytes(description(folder, manifest, "frictionless"))
    report = library("frictionless").validate(os.fspath(path))
    assert report.valid, report.flatten(["title", "message"])
    assert json.loads(path.read_bytes())["title"] == manifest["title"]


@given(manifest=manifests)
@settings(max_examples=25)
def test_a_card_says_what_it_should(manifest: dict[str, Any], folder: Path, library: Callable[[str], Any]) -> None:
    content = description(folder, manifest, "huggingface").decode("utf-8")
    card = library("huggingface_hub").DatasetCard(content)
    assert card.data.pretty_name == " ".join(manifest["title"].split()) or not manifest["title"].split()
    assert (card.data.to_dict().get("tags") or []) == list(dict.fromkeys(manifest.get("keywords", [])))
    assert set(card.data.language or ()) <= {"en", "no", "zh"}
    (config,) = card.data.to_dict()["configs"]
    assert [each["path"] for each in config["data_files"]] == [["minimal.json"]]
    tokens = parser(library).parse(card.text)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == len(set(headings)) == card.text.count("\n## ") + 1
    first = next(at for at, token in enumerate(tokens) if token.type == "heading_open")
    assert text_of(tokens[first + 1]) == flat(manifest["title"])
    assert not {"html_block", "html_inline", "hr", "fence", "code_block"} & {token.type for token in tokens}


def parser(library: Callable[[str], Any]) -> Any:
    return library("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(inline: Any) -> str:
    """The text of a run of Markdown. That it is text and nothing else is checked."""
    assert {child.type for child in inline.children} <= {"text"}, inline.children
    return "".join(child.content for child in inline.children)


@given(text=words)
@settings(max_examples=100)
def test_prose_is_nothing_but_text(text: str, library: Callable[[str], Any]) -> None:
    tokens = parser(library).parse(prose(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = [text_of(token) for token in tokens if token.type == "inline"]
    assert shown == [flat(each) for each in text.splitlines() if each.strip()]


@given(text=words)
@settings(max_examples=100)
def test_code_and_cells_hold_their_text(text: str, library: Callable[[str], Any]) -> None:
    wanted = "".join(f"U+{ord(each):04X}" if ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 else each for each in text)
    (_, inline, _) = parser(library).parse(f"x {code(text)} y")
    assert [child.content for child in inline.children if child.type == "code_inline"] == (
        [wanted] if wanted.strip() else []
    )
    tokens = parser(library).parse(f"| a | b |\n| --- | --- |\n| {cell(text)} | {line('x' + text)} |")
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "td_open"]
    assert len(cells) == 2
    assert [child.content for child in cells[0].children if child.type == "code_inline"] == (
        [wanted] if wanted.strip() else []
    )
    assert text_of(cells[1]) == flat("x" + text)


texts = words | st.text(max_size=8)
lists = st.lists(texts, min_size=1, max_size=3)
objects = st.dictionaries(texts, texts | lists, min_size=1, max_size=3)
trees = st.dictionaries(texts, texts | lists | st.lists(objects, min_size=1, max_size=2), min_size=1, max_size=3)


@given(tree=trees)
@settings(max_examples=100)
def test_yaml_is_read_back(tree: dict[str, Any], library: Callable[[str], Any]) -> None:
    assert library("yaml").safe_load(yaml(tree)) == tree


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("whole") / "corpus")


def test_a_corpus_of_all_forms_is_described_whole(whole: Path, library: Callable[[str], Any]) -> None:
    tree = json.loads(describe(whole, "datacite"))
    assert library("datacite.schema45").validate(tree)
    assert b"Norvik University Library" in library("datacite.schema45").tostring(tree).encode()
    path = whole / "datapackage.json"
    path.write_bytes(describe(whole, "frictionless"))
    report = library("frictionless").validate(os.fspath(path))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(facts_of(whole).files) == 6
    card = library("huggingface_hub").DatasetCard(describe(whole, "huggingface").decode())
    (config,) = card.data.to_dict()["configs"]
    assert {each["split"]: each["path"] for each in config["data_files"]} == {
        "te_st": ["a b/[[]x] ü[?]#.json"], "train": ["minimal.json"],
    }  # fmt: skip
    assert card.data.license == "cc0-1.0"
    assert "`shard.jsonl`" in card.text


@pytest.mark.parametrize("name", ["minimal.json", "shard.jsonl", "deep/harbour-ferry-ja.tei.xml", "corpus.json"])
def test_a_data_package_tells_a_changed_file(name: str, tmp_path: Path, library: Callable[[str], Any]) -> None:
    folder = mixed(tmp_path / "corpus")
    path = folder / "datapackage.json"
    path.write_bytes(describe(folder, "frictionless"))
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    assert not library("frictionless").validate(os.fspath(path)).valid


@given(made=st.lists(documents(), min_size=1, max_size=3, unique_by=lambda document: document.id))
@settings(max_examples=15)
def test_any_documents_are_counted_in_any_form(made: list[Any]) -> None:
    counts = list(counted(made))
    assert all(each == counts[0] for each in counts)
    assert counts[0][0].documents == len(made)
    assert counts[0][0].code_points == sum(len(document.text) for document in made)
    assert counts[0][0].layers == {
        layer: sum(len(document.layer(layer)) for document in made)
        for layer in counts[0][1]
    }  # fmt: skip


def counted(made: list[Any]) -> Iterator[Any]:
    """What is counted in documents that are held as JSON, as TEI, as both, and as JSON Lines."""
    for suffixes in (["json"], ["tei.xml"], ["json", "tei.xml"], ["jsonl"]):
        with TemporaryDirectory() as name:
            folder = Path(name)
            for number, document in enumerate(made):
                for suffix in suffixes:
                    form = {"json": "json", "tei.xml": "tei", "jsonl": "jsonl"}[suffix]
                    stem = "all" if form == "jsonl" else f"d{number}"
                    with (folder / f"{stem}.{suffix}").open("ab") as file:
                        file.write(standfirst.dumps(document, form))
            tree = {
                "standfirst_corpus": "1.0",
                "id": "c",
                "title": "C",
                "version": "1",
                "languages": [],
                "license": "MIT",
            }
            (folder / "corpus.json").write_text(json.dumps({**tree, "documents": []}), "utf-8")
            facts = facts_of(folder)
            for form in DESCRIPTIONS:
                describe(facts, form, draft=True)
            yield facts.counts, facts.extents
