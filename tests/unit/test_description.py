"""What is counted and said of a corpus, without the makers' libraries."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import standfirst
from corpora import WHOLE, describe_in, mixed
from msgspec import structs
from standfirst.corpus import CorpusDescription, Entry, Grant, Party
from standfirst.description import DESCRIPTIONS, FILES, describe, facts_of, write_descriptions
from standfirst.description.huggingface import render as card
from standfirst.description.licences import HUGGING_FACE, hugging_face_id, licence_address
from standfirst.errors import InvalidDocumentError, StandfirstError, UsageError
from standfirst.model import LAYERS
from standfirst.shape import load_schema


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return mixed(tmp_path / "corpus")


def documents(folder: Path) -> list[dict[str, Any]]:
    """The documents of the mixed corpus, each once, as JSON has them."""
    found = [json.loads(path.read_bytes()) for path in (folder / "minimal.json", folder / "a b" / "[x] ü?#.json")]
    found += [json.loads(line) for line in (folder / "shard.jsonl").read_bytes().splitlines()]
    tei = (folder / "deep" / "harbour-ferry-ja.tei.xml").read_bytes()
    return [*found, json.loads(standfirst.dumps(standfirst.loads(tei)))]


@pytest.mark.parametrize(
    ("definition", "kind"),
    [("", CorpusDescription), ("entry", Entry), ("party", Party), ("grant", Grant)],
)
def test_the_types_have_the_members_of_the_schema(definition: str, kind: Any) -> None:
    root = load_schema("corpus")
    schema = root["$defs"][definition] if definition else root
    members = {field.name: field for field in structs.fields(kind)}
    assert set(members) == set(schema["properties"]) - {"$schema", "standfirst_corpus"}
    assert {name for name, field in members.items() if field.required} == set(schema["required"]) - {
        "standfirst_corpus"
    }


def test_every_document_counts_once(corpus: Path) -> None:
    facts = facts_of(corpus)
    held = documents(corpus)
    assert facts.counts.documents == len(held) == 5
    assert facts.counts.code_points == sum(len(document["text"]) for document in held)
    layers = {name: [document[name] for document in held if name in document] for name in LAYERS}
    assert facts.counts.layers == {name: sum(map(len, each)) for name, each in layers.items() if each}
    assert {name: sum(extents.values()) for name, extents in facts.extents.items()} == {
        name: len(each) for name, each in layers.items() if each
    }
    assert facts.languages == {"ar": 1, "en": 1, "en-GB": 1, "hi": 1, "ja": 1}
    assert {split: counts.documents for split, counts in facts.splits.items()} == {None: 2, "te st": 1, "train": 2}


def test_every_file_is_there_as_it_is(corpus: Path) -> None:
    (corpus / "notes.txt").write_text("Notes.", "utf-8")
    names = sorted(str(path.relative_to(corpus)) for path in corpus.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256((corpus / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (corpus / "manifest-sha256.txt").write_text("".join(lines), "utf-8")
    files = {file.path: file for file in facts_of(corpus).files}
    assert sorted(files) == names
    for name, file in files.items():
        data = (corpus / name).read_bytes()
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert files["minimal.json"].split == files["minimal.tei.xml"].split == "train"
    assert files["shard.jsonl"].split is None
    assert files["shard.jsonl"].splits == {None, "train"}
    assert files["notes.txt"].media_type == "text/plain"


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_description_is_the_same_every_time_and_wherever_it_lies(name: str, corpus: Path) -> None:
    first = describe(corpus, name)
    for path in write_descriptions(facts_of(corpus), str(corpus)):
        assert Path(path).parent == corpus
    assert describe(corpus / "corpus.json", name) == first
    assert (corpus / DESCRIPTIONS[name].file).read_bytes() == first
    assert standfirst.validate(corpus).valid
    assert facts_of(corpus).counts.documents == 5


DEMANDED = {
    "croissant": {"description", "url", "creators", "date_published"},
    "huggingface": set(),
    "datacite": {"creators", "publisher", "date_published"},
    "schema.org": {"description"},
    "frictionless": set(),
}


@pytest.mark.parametrize("name", DESCRIPTIONS)
@pytest.mark.parametrize(
    "member", sorted(set(WHOLE) - {"standfirst_corpus", "documents"} - set(load_schema("corpus")["required"]))
)
def test_what_is_demanded_is_named_and_all_else_may_be_absent(name: str, member: str, tmp_path: Path) -> None:
    corpus = mixed(tmp_path / "c", **{member: None})
    if member in DEMANDED[name]:
        with pytest.raises(UsageError, match=rf"corpus\.json' does not say .*: {member} \("):
            describe(corpus, name)
    assert describe(corpus, name, draft=True)
    assert (member in DEMANDED[name]) or describe(corpus, name)


@pytest.mark.parametrize(
    ("members", "name", "said"),
    [
        ({"creators": ["A. Coder"]}, "schema.org", "creators/0 .'A. Coder' is a name alone"),
        ({"publisher": "A. Press"}, "croissant", "publisher .'A. Press' is a name alone"),
        ({"funding": [{"funder": "A"}]}, "schema.org", "funding/0/funder"),
        ({"license": "NOASSERTION"}, "croissant", "license .it is NOASSERTION"),
        ({"url": "norvik"}, "frictionless", "url .'norvik' is no address"),
        ({"date_published": "2026-02-30"}, "datacite", "no calendar has the day 2026-02-30"),
        ({"description": "x" * 5000}, "schema.org", "description .it is too long"),
    ],
)
def test_what_will_not_do_is_named(members: dict[str, Any], name: str, said: str, tmp_path: Path) -> None:
    corpus = mixed(tmp_path / "c", **members)
    with pytest.raises(UsageError, match=said):
        describe(corpus, name)
    assert describe(corpus, name, draft=True)


def test_splits_that_would_be_one_are_named(tmp_path: Path) -> None:
    listed = [dict(entry) for entry in WHOLE["documents"]]
    listed[0]["split"], listed[1]["split"] = "a b", "a_b"
    corpus = mixed(tmp_path / "c", documents=listed)
    with pytest.raises(UsageError, match="are both 'a_b' there"):
        describe(corpus, "huggingface")


def _drop(folder: Path) -> None:
    (folder / "minimal.json").unlink()
    (folder / "minimal.tei.xml").unlink()


def _change(folder: Path) -> None:
    digest = hashlib.sha256(b"other").hexdigest()
    (folder / "manifest-sha256.txt").write_text(f"{digest}  minimal.json\n", "utf-8")


def _miss(folder: Path) -> None:
    (folder / "manifest-sha256.txt").write_text(f"{'0' * 64}  gone.txt\n", "utf-8")


def _scribble(folder: Path) -> None:
    (folder / "manifest-sha256.txt").write_text("no checksum\n", "utf-8")


def _double(folder: Path) -> None:
    (folder / "copy.json").write_bytes((folder / "minimal.json").read_bytes())


def _repeat(folder: Path) -> None:
    (folder / "shard.jsonl").write_bytes((folder / "shard.jsonl").read_bytes() * 2)


def _diverge(folder: Path) -> None:
    text = (folder / "minimal.json").read_bytes().replace(b'"name":"Port Alder"', b'"name":"Port Alter"')
    (folder / "minimal.json").write_bytes(text)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (_drop, "lists the document 'minimal' in 'minimal.json', and it is not there"),
        (_change, "is not the file that manifest-sha256.txt lists"),
        (_miss, "cannot read '.*gone.txt'"),
        (_scribble, "line 1 of .* is no SHA-256"),
        (_double, "two documents have the id 'minimal'"),
        (_repeat, "two documents have the id 'fair-fire-hi'"),
        (_diverge, "are forms of one document and differ"),
    ],
)
def test_a_corpus_that_is_not_what_it_says_is_not_described(
    fault: Callable[[Path], None], said: str, corpus: Path
) -> None:
    fault(corpus)
    with pytest.raises(UsageError, match=said):
        facts_of(corpus)


def test_a_document_that_breaks_the_format_is_not_described(corpus: Path) -> None:
    path = corpus / "minimal.json"
    path.write_bytes(path.read_bytes().replace(b'"end":28', b'"end":99'))
    with pytest.raises(InvalidDocumentError, match=r"minimal\.json breaks the format"):
        facts_of(corpus)


@pytest.mark.parametrize("name", ["none", "corpus/minimal.json", "corpus/a b"])
def test_what_is_no_corpus_is_said(name: str, corpus: Path) -> None:
    with pytest.raises(UsageError, match="is no corpus"):
        facts_of(corpus.parent / name)


def test_a_corpus_without_documents_is_not_described(tmp_path: Path) -> None:
    describe_in(tmp_path, documents=[])
    with pytest.raises(UsageError, match="nothing to describe"):
        facts_of(tmp_path)


def test_a_name_that_is_no_unicode_is_said(corpus: Path) -> None:
    (corpus / "minimal.json").rename(corpus / "m\udcff.json")
    (corpus / "minimal.tei.xml").unlink()
    with pytest.raises(StandfirstError, match="is not UTF-8"):
        facts_of(corpus)


SIZES = [
    (1, "n<1K"),
    (999, "n<1K"),
    (1000, "1K<n<10K"),
    (99_999, "10K<n<100K"),
    (10**12 - 1, "100B<n<1T"),
    (10**12, "n>1T"),
]


@pytest.mark.parametrize(("documents", "size"), SIZES)
def test_sizes_have_the_class_of_hugging_face(documents: int, size: str, corpus: Path) -> None:
    facts = facts_of(corpus)
    large = structs.replace(facts, counts=structs.replace(facts.counts, documents=documents))
    assert f'size_categories:\n- "{size}"\n' in card(large).decode()


def test_licences() -> None:
    assert licence_address("CC-BY-4.0") == "https://spdx.org/licenses/CC-BY-4.0"
    assert licence_address("https://example.org/l") == "https://example.org/l"
    assert [licence_address(each) for each in ("NOASSERTION", "LicenseRef-x", "MIT OR CC0-1.0", "javascript:x")] == [
        None
    ] * 4
    assert [hugging_face_id(each) for each in ("CC-BY-SA-4.0", "ODbL-1.0", "GPL-3.0-or-later", "LicenseRef-x")] == [
        "cc-by-sa-4.0", "odbl", "gpl-3.0", "other",
    ]  # fmt: skip
    assert all(key == key.lower() for key in HUGGING_FACE)


def test_nothing_is_written_where_something_stands(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "datapackage.json").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"datapackage\.json' exists"):
        write_descriptions(facts_of(corpus), str(target))
    assert [path.name for path in target.iterdir()] == ["datapackage.json"]
    written = write_descriptions(facts_of(corpus), str(target), force=True)
    assert {Path(path).name for path in written} == {path.name for path in target.iterdir()} == FILES
