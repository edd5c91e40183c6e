"""The rules over a whole corpus: what they find and leave alone, in any order of files, with little memory and no disk."""

import json
import os
import random
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import standfirst
from standfirst import cli
from standfirst.check import Options, select_rules, validate_paths
from standfirst.corpus.survey import SURVEYED, Survey
from standfirst.errors import UsageError
from standfirst.finding import Finding
from standfirst.formats.json.write import write, write_line
from standfirst.model import Coverage, Document, Entity, LayerCoverage, Link, Mention, Quantity, Quote
from standfirst.model.annotations import Agent
from standfirst.model.columns import Columns
from standfirst.model.header import Meta
from standfirst.rules.facts import Facts

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "l", "n", "r", "s", "rt")]
CODES = set(SURVEYED)


def prose(seed: int, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def made(text: str, source: str | None = None, name: str = "d", **members: Any) -> Document:
    meta = Meta(license=members.pop("license", "CC0-1.0"), source_id=source)
    return Document.create(
        text, id=name, language=members.pop("language", "en"), license="CC0-1.0", meta=meta, **members
    )


def write_corpus(
    folder: Path, documents: Iterable[Document], splits: Mapping[str, str] | None = None, **described: Any
) -> None:
    """Documents as files by their ids, with a ``corpus.json`` that names their splits."""
    names = []
    for document in documents:
        names.append(document.id)
        (folder / f"{document.id}.json").write_bytes(write(document))
    entries = [
        {"path": f"{name}.json", "id": name, **({"split": splits[name]} if splits and name in splits else {})}
        for name in names
    ]
    head = {
        "standfirst_corpus": "1.0",
        "id": "c",
        "title": "C",
        "version": "0.1",
        "languages": ["en"],
        "license": "CC0-1.0",
    }
    (folder / "corpus.json").write_text(json.dumps({**head, "documents": entries, **described}))


def found(
    folder: Path, documents: Iterable[Document], splits: Mapping[str, str] | None = None, **described: Any
) -> list[Finding]:
    write_corpus(folder, documents, splits, **described)
    return [finding for finding in standfirst.validate(folder).findings if finding.code in CODES]


def said(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.document) for finding in findings]


def numbered(document: Document, count: int, first: int = 10) -> list[Document]:
    return [document.replace(id=f"n{number}") for number in range(first, first + count)]


# Texts.


def test_equal_texts(tmp_path: Path) -> None:
    text = prose(1)
    documents = [made(text, None, "a"), made(text, "s1", "b"), made(text, "s2", "c"), made(text, None, "d")]
    findings = found(tmp_path, documents)
    assert said(findings) == [("CRP008", "b"), ("CRP008", "c"), ("CRP008", "d")]
    assert {finding.path for finding in findings} == {str(tmp_path / f"{name}.json") for name in "bcd"}
    assert all("a.json" in finding.message for finding in findings)


def test_views_captions_forms_and_shared_ids_are_no_duplicates(tmp_path: Path) -> None:
    text = prose(1)
    documents = [made(text, "s1", "a"), made(text, "s1", "b"), made("Ann Lind opens the bridge.", None, "c")]
    documents.append(made("Ann Lind opens the bridge.", None, "e"))
    write_corpus(tmp_path, documents)
    (tmp_path / "a.tei.xml").write_bytes(standfirst.dumps(documents[0], "tei"))
    assert standfirst.validate(tmp_path).findings == ()
    (tmp_path / "z.json").write_bytes(write(documents[0]))  # the same id: that is what is said
    assert [finding.code for finding in standfirst.validate(tmp_path).findings] == ["CRP004"]


@pytest.mark.parametrize("seed", range(5))
def test_nearly_equal_texts(seed: int, tmp_path: Path) -> None:
    words = prose(seed, 200).split()
    words[20:22] = ["another"]
    changed = " ".join(words)
    assert said(found(tmp_path, [made(prose(seed, 200), None, "a"), made(changed.upper(), None, "b")])) == [
        ("CRP009", "b")
    ]


def test_texts_that_are_less_alike(tmp_path: Path) -> None:
    shared = prose(1, 150)
    documents = [made(f"{shared} {prose(seed, 90)}", None, f"d{seed}") for seed in (2, 3)]
    short = [made(f"{prose(4, 40)} {word}", None, word) for word in ("one", "two")]
    half = [made(prose(5, 200), None, "whole"), made(" ".join(prose(5, 200).split()[:120]), None, "half")]
    assert found(tmp_path, [*documents, *short, *half]) == []


def test_nearly_equal_texts_without_blanks(tmp_path: Path) -> None:
    chance = random.Random(1)
    text = "".join(chance.choices([chr(0x4E00 + number) for number in range(500)], k=400))
    other = "".join(chance.choices([chr(0x4E00 + number) for number in range(500)], k=400))
    documents = [made(text, None, "a"), made(text[:200] + "日本" + text[201:], None, "b"), made(other, None, "c")]
    assert said(found(tmp_path, documents)) == [("CRP009", "b")]


def test_leaks_between_splits(tmp_path: Path) -> None:
    text = prose(1, 200)
    documents = [
        made(text, "s1", "a"), made(text, "s1", "b"), made(f"{text} More.", None, "c"), made(prose(2), None, "x"),
        made(prose(2), None, "y"),
    ]  # fmt: skip
    splits = {"a": "train", "b": "test", "c": "dev", "x": "train"}
    assert said(found(tmp_path, documents, splits)) == [("CRP010", "b"), ("CRP010", "c"), ("CRP008", "y")]
    with_one = Options(rules=select_rules(["CRP010"]))
    assert said(standfirst.validate(tmp_path, with_one).findings) == [("CRP010", "b"), ("CRP010", "c")]


def test_a_template_filled_a_thousand_times_is_found_in_time(tmp_path: Path) -> None:
    documents = [made(f"{prose(1)} {number}", None, f"d{number:04}") for number in range(1_000)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(write_line, documents)))
    write_corpus(tmp_path, [])
    codes = [finding.code for finding in standfirst.validate(tmp_path).findings]
    assert codes == ["CRP009"] * 999


def test_one_source_and_two_texts(tmp_path: Path) -> None:
    documents = [
        made(prose(1), "s", "a"),
        made(prose(1) + " ", "s", "b"),
        made(prose(1), "s", "c"),
        made(prose(2), "t", "d"),
    ]
    assert said(found(tmp_path, documents)) == [("CRP021", "b")]


# Names.


def of_congress(kind: str = "ORG", link: str | None = None, name: str = "Congress", **members: Any) -> Document:
    links = (Link(scheme="wikidata", id=link),) if link else None
    return made("Congress met.", None, **members).add(Entity(id="e1", type=kind, name=name, links=links))


def test_a_name_of_another_type(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, [*numbered(of_congress(), 10), of_congress("GPE", name="Congress")])
    assert (finding.code, finding.document, finding.annotation, finding.pointer) == (
        "CRP011",
        "d",
        "e1",
        "/entities/0/type",
    )
    assert (finding.expected, finding.found) == ("ORG", "GPE")


@pytest.mark.parametrize(
    "documents",
    [
        [*numbered(of_congress(), 9), of_congress("GPE")],  # too few to be usual
        [*numbered(of_congress(), 19), *numbered(of_congress("GPE"), 2, 50)],  # two uses of a name
        [*numbered(of_congress(link="Q1"), 20), of_congress("WORK", "Q2")],  # another thing
        [*numbered(of_congress(), 20), of_congress("WORK", name="Congress: a novel")],
    ],
)
def test_a_name_that_may_have_its_type(documents: list[Document], tmp_path: Path) -> None:
    assert found(tmp_path, documents) == []


def test_a_name_is_taken_from_the_longest_mention(tmp_path: Path) -> None:
    def document(kind: str) -> Document:
        bare = made("Ann Lind met Lind.", None)
        return bare.add(
            Entity(id="e1", type=kind),
            Mention(id="m1", entity="e1", span=bare.span((0, 8)), level="NAM"),
            Mention(id="m2", entity="e1", span=bare.span((13, 17)), level="NAM"),
        )

    (finding,) = found(tmp_path, [*numbered(document("PER"), 10), document("ORG")])
    assert (finding.code, finding.message.partition(" is ")[0]) == ("CRP011", "'Ann Lind'")


def test_only_some_of_many_are_shown(tmp_path: Path) -> None:
    findings = found(tmp_path, [*numbered(of_congress(), 60), *numbered(of_congress("GPE"), 5, 80)])
    assert said(findings) == [("CRP011", f"n{number}") for number in (80, 81, 82)]
    assert "in 2 documents more" in findings[-1].message


def test_one_link_and_two_types(tmp_path: Path) -> None:
    documents = [*numbered(of_congress(link="Q1"), 2), of_congress("GPE", "Q1", "The Congress")]
    assert said(found(tmp_path, documents)) == [("CRP012", "d")]


def test_a_name_with_another_link(tmp_path: Path) -> None:
    documents = [*numbered(of_congress(link="Q1"), 10), of_congress(link="Q2")]
    (finding,) = found(tmp_path, documents)
    assert (finding.code, finding.level, finding.found) == ("CRP013", "note", "Q2")
    assert found(tmp_path, [*numbered(of_congress(link="Q1"), 9), of_congress(link="Q2")])[1:] == []


# What is counted.


def counted(tags: Iterable[str]) -> Document:
    bare = made("7 of it.", None, scheme="news-1.0")
    return bare.add(*(Quantity(id=f"u{number}", span=bare.span((0, 1)), type=tag) for number, tag in enumerate(tags)))


def test_a_tag_that_is_never_used(tmp_path: Path) -> None:
    used = ("MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY")
    findings = [finding for finding in found(tmp_path, numbered(counted(used), 60)) if finding.code == "CRP014"]
    assert [finding.message.rpartition(": ")[2] for finding in findings] == ["AGE"]
    (tmp_path / "age.json").write_bytes(write(counted(["AGE"])))
    assert "CRP014" not in {finding.code for finding in standfirst.validate(tmp_path).findings}
    for count in (49, 59):  # too few documents, too few uses
        for path in tmp_path.iterdir():
            path.unlink()
        documents = numbered(counted(used if count == 49 else used[:4]), count)
        assert "CRP014" not in {finding.code for finding in found(tmp_path, documents)}


def crew(mentions: int, **members: Any) -> Document:
    text = "The crew left. " * 20
    bare = made(text, "s", **members)
    places = [(at, at + 8) for at in range(0, 15 * mentions, 15)]
    return bare.add(
        Entity(id="e1", type="ORG"),
        *(Mention(id=f"m{number}", entity="e1", span=bare.span(at), level="NOM") for number, at in enumerate(places)),
    )


def densities(folder: Path, documents: list[Document]) -> list[tuple[str, str | None]]:
    write_corpus(folder, documents)
    return said(standfirst.validate(folder, Options(rules=select_rules(["CRP016"]))).findings)


def test_a_document_that_is_annotated_in_part(tmp_path: Path) -> None:
    usual = [document.replace(id=f"u{number}") for number, document in enumerate([crew(14), crew(15), crew(16)] * 10)]
    assert densities(tmp_path, [*usual, crew(2)]) == [("CRP016", "d")]
    declared = crew(2, coverage=Coverage(mentions=LayerCoverage(extent="partial", ranges=())))
    assert densities(tmp_path, [*usual, declared]) == []
    assert densities(tmp_path, [*usual, crew(10)]) == []
    assert densities(tmp_path, [*usual, made("One line.", None).replace(mentions=())]) == []
    for path in tmp_path.iterdir():
        path.unlink()
    assert densities(tmp_path, [*usual[:28], crew(2)]) == []


def agreement_of(folder: Path, one: Document, other: Document) -> list[tuple[str, str | None]]:
    write_corpus(folder, [one.replace(id="a"), other.replace(id="b")])
    return said(standfirst.validate(folder, Options(rules=select_rules(["CRP015"]))).findings)


def test_annotators_who_disagree(tmp_path: Path) -> None:
    assert agreement_of(tmp_path, crew(20), crew(5)) == [("CRP015", "b")]
    assert agreement_of(tmp_path, crew(14), crew(5)) == []  # too few to say
    assert agreement_of(tmp_path, crew(20), crew(12)) == []
    partial = crew(5, coverage=Coverage(mentions=LayerCoverage(extent="partial", ranges=())))
    assert agreement_of(tmp_path, crew(20), partial) == []


def test_annotators_are_compared_wherever_their_documents_stand(tmp_path: Path) -> None:
    views = [crew(20).replace(id="a"), crew(5).replace(id="b")]
    others = [made(prose(seed), None, f"d{seed}") for seed in range(3)]
    write_corpus(tmp_path, [])
    (tmp_path / "one.jsonl").write_bytes(b"".join(map(write_line, [others[0], views[0], others[1]])))
    (tmp_path / "two.jsonl").write_bytes(b"".join(map(write_line, [others[2], views[1]])))
    options = Options(rules=select_rules(["CRP015"]))
    (finding,) = standfirst.validate(tmp_path, options).findings
    assert (finding.document, finding.line) == ("b", 2)
    assert "one.jsonl line 2" in finding.message


def test_schemes_and_licences(tmp_path: Path) -> None:
    documents = [
        made("Ann.", None, "a", scheme="news-1.0"),
        made("Bob.", None, "b", scheme="own", license="CC-BY-SA-4.0"),
    ]
    documents += [made("Cem.", None, "c", scheme="own"), made("Dan.", None, "d", license="MIT")]
    assert said(found(tmp_path, documents, scheme="news-1.0")) == [("CRP017", "b"), ("CRP018", "b")]
    assert said(found(tmp_path, documents, license="CC-BY-NC-SA-4.0")) == [("CRP017", "a")]
    assert said(found(tmp_path, documents, license="LicenseRef-own")) == [("CRP017", "a")]


@pytest.mark.parametrize(
    ("version", "wanted"), [("1.0.0", 1), ("2026.1", 1), ("0.9", 0), ("1.0.0-rc1", 0), ("draft", 0)]
)
def test_drafts_in_a_release(version: str, wanted: int, tmp_path: Path) -> None:
    document = made("Ann.", None).add(Entity(id="e1", type="PER", status="draft"))
    findings = found(tmp_path, [document], version=version)
    assert [finding.code for finding in findings] == ["CRP020"] * wanted


def reported(annotator: str, name: str, *, inside: bool) -> Document:
    text = "She said that it rains. " * 20
    bare = made(text, "s", name, agents=(Agent(id="a1", kind="person", name=annotator),))
    at = 9 if inside else 14
    places = [(place + at, place + 22) for place in range(0, len(text), 24)]
    return bare.add(
        *(Quote(id=f"q{number}", content=bare.span(place), form="indirect") for number, place in enumerate(places))
    )


def test_habits_that_differ(tmp_path: Path) -> None:
    options = Options(rules=select_rules(["CRP019"]))

    def codes(*documents: Document) -> list[str]:
        write_corpus(tmp_path, documents)
        return [finding.code for finding in standfirst.validate(tmp_path, options).findings]

    assert codes(reported("Ann", "a", inside=True), reported("Bob", "b", inside=False)) == ["CRP019"]
    assert codes(reported("Ann", "a", inside=True), reported("Bob", "b", inside=True)) == []
    assert codes(reported("Ann", "a", inside=True), reported("Ann", "b", inside=False)) == []
    few = reported("Bob", "b", inside=False)
    assert few.quotes is not None
    assert codes(reported("Ann", "a", inside=True), few.replace(quotes=few.quotes[:19])) == []


# A run.


def test_findings_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    text = prose(1, 200)
    documents = [
        made(text, None, "a"),
        made(text, None, "b"),
        made(f"{text} More.", None, "c"),
        *numbered(of_congress(), 12),
    ]
    write_corpus(tmp_path, [*documents, of_congress("GPE")], {"a": "train", "b": "test", "c": "test"})
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    wanted = validate_paths(paths).findings
    assert {finding.code for finding in wanted} == {"CRP010", "CRP011"}
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        assert validate_paths(paths).findings == wanted


def test_without_a_description_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = prose(1)
    write_corpus(tmp_path, [made(text, None, "a"), made(text, None, "b")])
    monkeypatch.setattr(Survey, "add", None)  # nothing may be kept
    for paths in (["a.json"], ["a.json", "b.json"]):
        assert validate_paths([str(tmp_path / path) for path in paths]).findings == ()
    without = Options(rules=select_rules(ignore=sorted(CODES)))
    assert standfirst.validate(tmp_path, without).findings == ()
    (tmp_path / "corpus.json").unlink()
    assert standfirst.validate(tmp_path).findings == ()


def test_each_corpus_is_asked_alone(tmp_path: Path) -> None:
    text = prose(1)
    for name in ("one", "one-more"):
        (tmp_path / name).mkdir()
        write_corpus(tmp_path / name, [made(text, None, name)])
    assert standfirst.validate(tmp_path).findings == ()
    write_corpus(tmp_path, [])
    assert said(standfirst.validate(tmp_path).findings) == [("CRP008", "one")]


def test_a_broken_description_keeps_no_text_from_being_compared(tmp_path: Path) -> None:
    text = prose(1)
    write_corpus(tmp_path, [made(text, None, "a"), made(text, None, "b")])
    for content in (b"{", b"[]", b'{"standfirst_corpus": "1.0", "documents": [{"id": 7}]}', b"\xff"):
        (tmp_path / "corpus.json").write_bytes(content)
        report = standfirst.validate(tmp_path)
        assert report.errors
        assert "CRP008" in {finding.code for finding in report.findings}


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a name be any bytes")
def test_names_of_files_that_are_not_utf8(tmp_path: Path) -> None:
    text = prose(1)
    write_corpus(tmp_path, [made(text, None, "a")])
    odd = os.path.join(os.fsencode(tmp_path), b"b\xff.json")
    with open(odd, "wb") as file:
        file.write(write(made(text, None, "b")))
    assert said(standfirst.validate(tmp_path).findings) == [("CRP008", "b")]


@pytest.mark.parametrize("pages", [1, 8, 16, 20, 24, 28, 32])
def test_a_full_disk_is_said(
    pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(tmp_path, [made(prose(seed % 90), None, f"d{seed}") for seed in range(100)])
    monkeypatch.setattr(sys.modules["standfirst.check.validate"], "Survey", partial(Survey, max_pages=pages))
    assert cli.run(["validate", str(tmp_path)]) == 2
    message = capsys.readouterr().err
    assert "TMPDIR" in message
    assert "--ignore CRP" in message
    assert "bug" not in message


def test_a_python_without_sqlite_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path, [made(prose(1))])
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(UsageError, match="no module sqlite3"):
        standfirst.validate(tmp_path)
    assert standfirst.validate(tmp_path, Options(rules=select_rules(ignore=sorted(CODES)))).valid


def test_what_waits_is_little(tmp_path: Path) -> None:
    survey = Survey([str(tmp_path)], frozenset(CODES))
    facts = Facts(Columns(made(prose(1))))
    for number in range(4_100):
        survey.add(str(tmp_path / "a.jsonl"), number, facts)
    assert survey._store is not None
    assert len(survey._store._waiting) < 2_000
    survey.close()


def test_a_document_that_is_read_in_part_is_compared_by_its_text(tmp_path: Path) -> None:
    text = prose(1)
    write_corpus(tmp_path, [made(text, None, "a"), made(text, None, "b").add(Entity(id="e1", type="PER"))])
    path = tmp_path / "b.json"
    path.write_bytes(path.read_bytes().replace(b'"type":"PER"', b'"type":5'))
    assert "CRP008" in {finding.code for finding in standfirst.validate(tmp_path).findings}
    path.write_bytes(path.read_bytes().replace(b'"id": "b"', b'"id": 5'))
    assert "CRP008" not in {finding.code for finding in standfirst.validate(tmp_path).findings}
