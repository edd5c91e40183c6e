"""Agreement of two annotations: against counting by hand, a plain matcher, and what must hold of any two documents."""

import json
from itertools import permutations
from pathlib import Path

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from standfirst import cli
from standfirst.agreement import Agreement, agreement, differences
from standfirst.errors import UsageError
from standfirst.model import Document, Entity, Fragment, Mention
from standfirst.strategies import documents

TEXT = "Ann Lind met Bob Ross in Oslo on Monday."


def annotated(name: str, *places: tuple[int, int, str]) -> Document:
    document = Document.create(TEXT, id=name, language="en", license="CC0-1.0", entities=(), mentions=())
    entities = [Entity(id=f"e{number}", type=kind) for number, (_, _, kind) in enumerate(places)]
    mentions = [
        Mention(id=f"m{number}", entity=f"e{number}", span=document.span((start, end)), level="NAM")
        for number, (start, end, _) in enumerate(places)
    ]
    return document.add(*entities, *mentions)


def names(first: Document, second: Document) -> Agreement:
    return next(row for row in agreement(first, second) if row.subject == "names")


def test_what_is_counted_by_hand() -> None:
    first = annotated("a", (0, 8, "PER"), (13, 21, "PER"), (25, 29, "GPE"))
    second = annotated("b", (0, 8, "PER"), (13, 16, "ORG"), (33, 39, "MISC"))
    row = names(first, second)
    assert (row.first, row.second, row.exact, row.overlapping, row.same_label) == (3, 3, 1, 2, 1)
    assert row.exact_f1 == pytest.approx(1 / 3)
    assert row.overlap_f1 == pytest.approx(2 / 3)
    assert row.kappa == pytest.approx(0)  # PER PER, PER ORG: chance alone gives one half as well
    said = [(row.first_text, row.second_text, row.first_label, row.second_label) for row in differences(first, second)]
    assert said[: len(said) // 2] == [
        ("Bob Ross", "Bob", "PER", "ORG"),
        ("Oslo", None, "GPE", None),
        (None, "Monday", None, "MISC"),
    ]


def test_a_pair_that_is_exact_goes_before_one_that_shares_more() -> None:
    first = annotated("a", (0, 8, "PER"), (0, 3, "PER"))
    second = annotated("b", (0, 3, "PER"))
    assert names(first, second).exact == names(second, first).exact == 1


def test_kappa_counts_out_chance() -> None:
    places = [(0, 3), (4, 8), (9, 12), (13, 16)]
    first = annotated("a", *((*place, kind) for place, kind in zip(places, ("PER", "PER", "ORG", "ORG"), strict=True)))
    second = annotated("b", *((*place, kind) for place, kind in zip(places, ("PER", "ORG", "ORG", "ORG"), strict=True)))
    row = names(first, second)
    assert row.same_label == 3
    assert row.kappa == pytest.approx((0.75 - 0.5) / 0.5)


@given(documents())
def test_a_document_agrees_with_itself(document: Document) -> None:
    for row in agreement(document, document):
        assert row.first == row.second == row.exact == row.overlapping
        assert row.exact_f1 in (None, 1)
        assert row.kappa is None or row.kappa == pytest.approx(1)
    assert differences(document, document) == ()


places = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=5)


@given(places, places)
def test_counts_are_within_their_bounds_and_symmetric(
    ours: list[tuple[int, int]], theirs: list[tuple[int, int]]
) -> None:
    first, second = (
        annotated(name, *((*place, "PER") for place in side)) for name, side in (("a", ours), ("b", theirs))
    )
    row, turned = names(first, second), names(second, first)
    assert (row.exact, row.overlapping) == (turned.exact, turned.overlapping)
    assert row.exact == sum(min(ours.count(place), theirs.count(place)) for place in set(ours))
    assert row.exact <= row.overlapping <= _best(ours, theirs)
    assert row.overlapping * 2 >= _best(ours, theirs)  # pairs that none can be added to are at least half of the most


def _best(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> int:
    """The largest number of pairs that overlap, by trying all."""
    short, long = sorted((ours, theirs), key=len)
    return max(
        sum(a[0] < b[1] and b[0] < a[1] for a, b in zip(short, order, strict=False))
        for order in permutations(long, len(short))
    )


def test_texts_that_differ_are_refused_with_the_place() -> None:
    other = Document.create(TEXT.replace("Bob", "Rob"), id="b", language="en", license="CC0-1.0")
    with pytest.raises(UsageError, match="from code point 13 on, the first has 'Bob Ross"):
        agreement(annotated("a"), other)


def test_a_text_that_ends_sooner_is_refused() -> None:
    other = Document.create(TEXT + "!", id="b", language="en", license="CC0-1.0")
    with pytest.raises(UsageError, match="code point 40 on, the first has nothing more and the second '!'"):
        agreement(annotated("a"), other)


def test_nothing_is_compared_with_every_other() -> None:
    """The time limit of the test run would tell."""
    text = "a" * 5_000
    base = Document.create(text, id="a", language="en", license="CC0-1.0", entities=(Entity(id="e", type="PER"),))
    sides = [
        structs.replace(
            base,
            mentions=tuple(
                Mention(
                    id=f"m{number}",
                    entity="e",
                    span=(Fragment(start=start, end=end, text=text[start:end]),),
                    level="NAM",
                )
                for number in range(3_000)
                for start, end in ((number, number + size),)
            ),
        )
        for size in (2_000, 1_999)
    ]
    row = names(*sides)
    assert (row.exact, row.overlapping) == (0, 3_000)
    assert len(differences(*sides)) == 2 * 3_000  # names, and mentions
    apart = [structs.replace(sides[0], mentions=(sides[0].mentions or ())[:2_000]), structs.replace(base, mentions=())]
    assert len(differences(*apart)) == 2 * 2_000


def test_what_only_one_document_has_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = Document.create(TEXT, id="a", language="en", license="CC0-1.0")
    made = {"bare": bare, "names": annotated("a"), "quotes": structs.replace(annotated("a"), quotes=())}
    for name, document in made.items():
        standfirst.dump(document, tmp_path / f"{name}.json")
    paths = {name: str(tmp_path / f"{name}.json") for name in made}
    assert cli.run(["agreement", paths["bare"], paths["names"]]) == 2
    assert "have nothing to compare: only the second has mentions\n" in capsys.readouterr().err
    assert cli.run(["agreement", paths["bare"], paths["bare"]]) == 2
    assert "nothing to compare: neither has one of the layers zones, mentions, " in capsys.readouterr().err
    assert cli.run(["agreement", paths["quotes"], paths["names"]]) == 0
    assert capsys.readouterr().err == "Not compared: only the first has quotes\n"
    assert cli.run(["agreement", paths["quotes"], paths["names"], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["not_compared"] == {"quotes": "first"}
    standfirst.dump(Document.create("Bob.", id="a", language="en", license="CC0-1.0"), paths["bare"], force=True)
    assert cli.run(["agreement", paths["bare"], paths["names"]]) == 2
    assert f"{paths['bare']} and {paths['names']}: these are not annotations of one text" in capsys.readouterr().err


def test_the_command_prints_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(tmp_path / name) for name in ("a.json", "b.tei.xml")]
    standfirst.dump(annotated("a", (0, 8, "PER")), paths[0])
    standfirst.dump(annotated("b", (0, 3, "PER")), paths[1])
    assert cli.run(["agreement", *paths, "--differences"]) == 0
    out = capsys.readouterr().out
    assert "names         1       1      0  0.000            1  1.000           1      –\n" in out
    assert "names at 0: m0 ‘Ann Lind’ PER | m0 ‘Ann’ PER\n" in out
    assert cli.run(["agreement", *paths, "--differences", "--format", "json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["subjects"][0]["overlap_f1"] == 1
    assert tree["differences"][0]["second_text"] == "Ann"
    assert cli.run(["agreement", paths[0], str(tmp_path / "c.json")]) == 2
