"""The rules of coreference: what must be found, and what looks like it and must not be."""

import pytest
from marked_up import document
from standfirst.model import Document, Entity
from standfirst.model.columns import Columns
from standfirst.rules.coreference import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run


def found(made: Document) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.annotation) for finding in run(RULES, Facts(Columns(made)))]


GROUP = Entity(id="e9", type="PER", group=True)


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[Ann:NAM:e1] left. [She:PRO:e2] wept.", "en", [("COR001", "m2")]),
        ("[Ann:NAM:e1] left. [We:PRO:e2] wept for [you:PRO:e3].", "en", []),
        ("[Ann:NAM:e1] left. [Nobody:PRO:e2] wept, [this:PRO:e3] said.", "en", []),
        ("[She:PRO:e1] wept.", "en", []),
        ("[Ann:NAM:e1] ging. [Er:PRO:e2] weinte.", "de", [("COR001", "m2")]),
        ("[Ann:NAM:e1] left. [They:PRO:e9] wept.", "en", [("COR001", "m2")]),
    ],
)
def test_pronouns_without_a_name(marked: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert found(document(marked, GROUP, language=language)) == [*expected]


def test_they_that_have_a_name_of_their_own_and_kinds() -> None:
    named = Entity(id="e2", type="PER", name="whoever is in charge", group=True)
    kind = Entity(id="e3", type="PER", generic=True)
    assert found(document("[Ann:NAM:e1] left. [They:PRO:e2] made [him:PRO:e3].", named, kind)) == []


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[The rowers:NOM:e9] left; [she:PRO:e9] wept.", "en", [("COR002", "m2")]),
        ("[The rowers:NOM:e9] left; [I:PRO:e9] wept.", "en", [("COR002", "m2")]),
        ("[The rowers:NOM:e9] left; [they:PRO:e9] and [we:PRO:e9] and [its:PRO:e9].", "en", []),
        ("[La foule:NOM:e9] part; [elle:PRO:e9] pleure.", "fr", []),
        ("[La foule:NOM:e9] part; [je:PRO:e9] pleure.", "fr", [("COR002", "m2")]),
        ("[Ann:NAM:e1] left; [they:PRO:e1] wept.", "en", []),
        ("[Ann:NAM:e1] and [her:PRO:e1] and [him:PRO:e1].", "en", [("COR003", "m3")]),
        ("[Ann:NAM:e1] and [her:PRO:e1] and [it:PRO:e1].", "en", []),
        ("[Ann:NAM:e1] und [ihr:PRO:e1] und [sein:PRO:e1].", "de", []),
    ],
)
def test_number_and_gender(marked: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert found(document(marked, GROUP, language=language)) == expected


SAID = {"speaker": ("e1",)}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('[Ann:NAM:e1]: <q1" “[I:PRO:e1] left [my:PRO:e1] job.”> [We:PRO:e2] saw [her:PRO:e1].', []),
        ('[Ann:NAM:e1]: <q1" “[I:PRO:e1] left.”> [We:PRO:e1] saw.', [("COR004", "m3")]),
        ('[Ann:NAM:e1]: <q1" “[I:PRO:e2] left [Bob:NAM:e2].”>', [("COR005", "m2")]),
        ("[Ann:NAM:e1] said that <q1 [she:PRO:e1] left [me:PRO:e2]>. [Bob:NAM:e2]", []),
        ('[Ann:NAM:e1]: <q1" “[Bob:NAM:e2] said: <q2" ‘[I:PRO:e2] left.’> [I:PRO:e1] wept.”>', []),
        ('[Ann:NAM:e1]: <q1" “[Bob:NAM:e2] said: <q2" ‘[I:PRO:e1] left.’>”>', [("COR005", "m3")]),
        ('[Ann:NAM:e1]: <q1" “[Bob:NAM:e2] said <q2 [I:PRO:e1] left>.”>', []),
        ('[Ann:NAM:e1]: <q1" “[We:PRO:e9] left.”>', []),
    ],
)
def test_who_says_i(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(document(marked, GROUP, q1=SAID, q2={"speaker": ("e2",), "parent": "q1"})) == expected


def test_a_dropped_first_person_and_a_quote_without_speaker() -> None:
    assert found(document('[Ann:NAM:e1]: <q1" “[I:PRO:e2] left.”> [Bob:NAM:e2]')) == []


def test_who_is_addressed() -> None:
    marked = '[Ann:NAM:e1]: <q1" “[You:PRO:e3] left.”> [Bob:NAM:e2] and [Cid:NAM:e3] and [us all:NOM:e9]'
    assert found(document(marked, GROUP, q1={**SAID, "addressee_entity": ("e2",)})) == [("COR006", "m2")]
    assert found(document(marked, GROUP, q1={**SAID, "addressee_entity": ("e3",)})) == []
    assert found(document(marked, GROUP, q1=SAID)) == []
    everybody = marked.replace("[You:PRO:e3]", "[You:PRO:e9]")
    assert found(document(everybody, GROUP, q1={**SAID, "addressee_entity": ("e2",)})) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Lori Lightfoot", "Chicago", ["COR007"]),
        ("Lori Lightfoot", "Lightfoot", []),
        ("Immigration and Customs Enforcement", "ICE", []),
        ("United States", "U.S.", []),
        ("Marguerite Oakes", "Maggie", []),
        ("Chicago", "Chicagoans", []),
        ("Ben Okoro", "Ben", []),
        ("Charles de Gaulle", "Simone de Beauvoir", ["COR007"]),
        ("水野晴香", "水野", []),
        ("Europäische Union", "EU", []),
        ("Colm Dreyfus", "“Skipper”", []),
    ],
)
def test_names_of_one_entity(first: str, second: str, expected: list[str]) -> None:
    second = f"“[{second[1:-1]}:NAM:e1]”" if second.startswith("“") else f"[{second}:NAM:e1]"
    made = document(f"[{first}:NAM:e1] and {second}.", language="en")
    assert [code for code, _ in found(made)] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Lori Lightfoot:NAM:e1] left. [Lightfoot:NAM:e2] wept.", [("COR008", "m2")]),
        ("[Lightfoot:NAM:e2] left. [Lightfoot:NAM:e1] wept.", [("COR008", "m1")]),
        ("[Tom Sam:NAM:e1] and [Ann Sam:NAM:e2]. [Sam:NAM:e3] wept.", []),
        ("[Tom Sam:NAM:e1] and [Ann Sam:NAM:e2]; [Tom:NAM:e1].", []),
        ("[Sydney, Australia:NAM:g1] is in [Australia:NAM:g2].", []),
        ("[Norvik:NAM:g1] and [Port of Norvik:NAM:e1].", []),
        ("[Lightfoot:NAM:e1] and [Foot:NAM:e2].", []),
    ],
)
def test_two_entities_that_may_be_one(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(document(marked, Entity(id="g1", type="GPE"), Entity(id="g2", type="GPE"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[She:PRO:e1] wept. It rained. It snowed. It hailed. [Ann:NAM:e1] left.", ["COR009"]),
        ("When [she:PRO:e1] wept, it rained. [Ann:NAM:e1] left.", []),
        ("[I:PRO:e1] wept. It rained. It snowed. It hailed. [Ann:NAM:e1] left.", []),
        ("[Ann:NAM:e1] left. [She:PRO:e1] wept. It rained. It snowed. It hailed. [Ann:NAM:e1] left.", []),
    ],
)
def test_pronouns_before_the_name(text: str, expected: list[str]) -> None:
    assert [code for code, _ in found(document(text))] == expected
