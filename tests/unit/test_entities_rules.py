"""The rules of entities: what must be found, and what looks like it and must not be."""

import pytest
from marked_up import document
from msgspec import structs
from standfirst.model import Coverage, Document, Entity, Event, LayerCoverage, Link, Mark, Zone
from standfirst.model.columns import Columns
from standfirst.rules.entities import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run


def found(made: Document) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.annotation) for finding in run(RULES, Facts(Columns(made)))]


def codes(made: Document) -> list[str]:
    return [code for code, _ in found(made)]


ORG, GPE = Entity(id="o", type="ORG"), Entity(id="g", type="GPE")


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[the mayor:NAM:e1] left.", "en", ["ENT002"]),
        ("[the mayor:PRO:e1] left.", "en", ["ENT002"]),
        ("[he:NOM:e1] left.", "en", ["ENT002"]),
        ("[Bürgermeister Lind:PRO:e1] ging.", "de", ["ENT002"]),
        ("[iPhone:NAM:e1] and [49ers:NAM:e2] and [de *Gaulle*:NAM:e3].", "en", []),
        ("[He:PRO:e1] saw [both of them:PRO:e2] and [himself:PRO:e1].", "en", []),
        ("[It:NAM:e1] is a novel, [US:NAM:e2] a country.", "en", []),
        ("[市長:NAM:e1]が言った。", "ja", []),
        ("[someone:NOM:e1] left [her:PRO:e2].", "en", []),
        ("A-t-[il:PRO:e1] ri ?", "fr", []),
        ("[qu’elle:PRO:e1] rit", "fr", []),
    ],
)
def test_levels(marked: str, language: str, expected: list[str]) -> None:
    assert codes(document(marked, language=language)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Norvik:NAM:g] won. Norvik cheered.", ["ENT003"]),
        ("[Norvik:NAM:g] won in Norvik, Norvik.", ["ENT003", "ENT003"]),
        ("[Norvik:NAM:g] won. Norviks came by e-mail from @Norvik and Norvik-born men.", []),
        ("[Norvik:NAM:g] won. [The people of Norvik:NOM:e1] cheered.", []),
        ("[Will:NAM:e1] left. Will [he:PRO:e1] return in [May:NAM:e2]? May be.", []),
        ("[Rose:NAM:e1] left. Rose gardens rose in price.", []),
        ("[Bush:NAM:e1] left, and Bush [him:PRO:e1]self.", ["ENT003"]),
        ("[Éric:NAM:e1] left. Éric left.", ["ENT003"]),
    ],
)
def test_names_that_are_names_elsewhere(marked: str, expected: list[str]) -> None:
    assert codes(document(marked, GPE)) == expected


def test_a_name_outside_of_what_is_annotated_is_not_missed() -> None:
    made = document("[Norvik:NAM:g] won.\nNorvik cheered.\nMore on Norvik", GPE)
    zones = tuple(
        Zone(id=f"z{number}", kind=kind, start=start, end=end)
        for number, (kind, start, end) in enumerate(
            (("paragraph", 0, 11), ("paragraph", 12, 27), ("related-link", 28, 42))
        )
    )
    assert [finding.range for finding in run(RULES, Facts(Columns(structs.replace(made, zones=zones))))] == [(12, 18)]
    partial = LayerCoverage(extent="partial", zones=("z0",))
    assert codes(structs.replace(made, zones=zones, coverage=Coverage(mentions=partial))) == []
    assert codes(structs.replace(made, coverage=None)) == []


def test_a_title_of_a_work_names_nobody() -> None:
    made = document("[Macbeth:NAM:e1] fell. “Macbeth” closed.")
    start = made.text.index("“")
    mark = Mark(id="k1", fragment=made.fragment(start, start + 9), function="title")
    assert codes(made) == ["ENT003"]
    assert codes(structs.replace(made, marks=(mark,))) == []


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[She:PRO:e1] saw him.", "en", ["ENT004"]),
        ("[She:PRO:e1] saw it, and they saw you.", "en", []),
        ("[She:PRO:e1] saw World War I, and the US.", "en", []),
        ("[She:PRO:e1] and I left.", "en", ["ENT004"]),
        ("[Ann:NAM:e1] saw him.", "en", []),
        ("[Il:PRO:e1] l’a vue; je ris, elle rit.", "fr", ["ENT004"]),
        ("[Er:PRO:e1] sah sie, und wir lachten.", "de", ["ENT004"]),
        ("“I'm here,” [she:PRO:e1] said.", "en", ["ENT004"]),
    ],
)
def test_pronouns_that_can_only_be_persons(marked: str, language: str, expected: list[str]) -> None:
    assert codes(document(marked, language=language)) == expected


def test_a_name_of_two_types() -> None:
    made = document("[Norvik:NAM:g] won. [Norvik:NAM:o] paid. [Norvik:NAM:g] lost.", GPE, ORG)
    assert found(made) == [("ENT005", "m2")]
    mentions = tuple(structs.replace(one, reading="GPE" if one.entity == "o" else None) for one in made.mentions or ())
    assert codes(structs.replace(made, mentions=mentions)) == []
    assert codes(document("[Bush:NAM:e1] met [Bush:NAM:e2].")) == []


def test_a_full_name_of_two_entities() -> None:
    assert found(document("[Ann Lind:NAM:e1] and [Ann Lind:NAM:e2].")) == [("ENT006", "m2")]
    assert codes(document("[Lind:NAM:e1] and [Lind:NAM:e2].")) == []


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"links": (Link(scheme="wikidata", id="Q42", label="D"),)}, []),
        ({"links": (Link(scheme="wikidata", id="Q042", label="D"),)}, ["ENT007"]),
        ({"links": (Link(scheme="wikidata", id="P31", label="D"),)}, ["ENT007"]),
        ({"links": (Link(scheme="wikidata", id="https://www.wikidata.org/wiki/Q42", label="D"),)}, ["ENT007"]),
        ({"links": (Link(scheme="wikipedia", id="en:Douglas_Adams"),)}, []),
        ({"links": (Link(scheme="wikidata", id="Q42"),)}, ["ENT009"]),
        ({"links": (Link(scheme="wikipedia", id="x"),), "nil": True}, ["ENT010"]),
        ({"links": (), "nil": True}, []),
        ({"links": (Link(scheme="wikipedia", id="x"),), "generic": True}, ["ENT011"]),
        ({"links": (Link(scheme="wikipedia", id="x"),), "generic": False, "nil": False}, []),
    ],
)
def test_links(members: dict[str, object], expected: list[str]) -> None:
    assert codes(document("[Ann:NAM:e1] left.", Entity(id="e1", type="PER", **members))) == expected  # type: ignore[arg-type]


def test_links_of_events_and_links_that_two_share() -> None:
    link = Link(scheme="wikidata", id="Q42", label="D")
    bad = Event(id="v1", type="contact.meet", links=(Link(scheme="wikidata", id="42", label="D"),))
    two = document(
        "[Ann:NAM:e1] left.", Entity(id="e1", type="PER", links=(link,)), Entity(id="e2", type="PER", links=(link,))
    )
    assert found(two) == [("ENT008", "e2")]
    assert found(structs.replace(document("Ann left."), events=(bad,))) == [("ENT007", "v1")]
    assert codes(document("x", Entity(id="e1", type="PER", links=(link, link)))) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[the city of [Norvik:NAM:g]:NOM:g] won.", [("ENT012", "m2")]),
        ("[the mayor of [Norvik:NAM:g]:NOM:e1] won.", []),
        ("[a man in [his:PRO:e1] forties:NOM:e1] won.", []),
        ("[[Ann:NAM:e1] and [Bob:NAM:e2]:NOM:e3] won.", []),
        ("[Ann:NAM:e1], [the mayor:NOM:e1], won.", []),
        ("[the [great [Ann:NAM:e1]:NOM:e2]:NOM:e1]", [("ENT012", "m3")]),
    ],
)
def test_mentions_in_mentions(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(document(marked, GPE)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[*Mayor Ann Lind*:NAM:e1] won.", ["ENT013"]),
        ("[*Dr. Lind*:NAM:e1] won.", ["ENT013"]),
        ("[Mayor *Ann Lind*:NAM:e1] won.", []),
        ("[the *President Hotel*:NAM:o] won.", []),
        ("[*Pope*:NAM:e1] won.", []),
        ("[*King I*:NAM:e1] won.", []),
    ],
)
def test_titles(marked: str, expected: list[str]) -> None:
    assert codes(document(marked, ORG)) == expected


def test_a_head_outside_and_a_reading_that_says_nothing() -> None:
    made = document("[Mayor *Ann Lind*:NAM:e1] won in [Norvik:NAM:g].", GPE)
    first, second = made.mentions or ()
    outside = structs.replace(made, mentions=(structs.replace(first, head=second.span[0]), second))
    assert found(outside)[0] == ("ENT001", "m1")
    same = structs.replace(made, mentions=(first, structs.replace(second, reading="GPE")))
    assert found(same) == [("ENT014", "m2")]
    other = structs.replace(made, mentions=(first, structs.replace(second, reading="ORG")))
    assert found(other) == []
