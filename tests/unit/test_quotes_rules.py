"""The rules of quotes: which marks belong together in many languages, and what must and must not be found."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from standfirst.model import Coverage, Document, Entity, LayerCoverage, Mark, Mention, Quote, Zone
from standfirst.model.columns import Columns
from standfirst.rules.facts import Facts
from standfirst.rules.quotes import RULES
from standfirst.rules.quotes.marked import Paragraph, by_turns, marked, pairs
from standfirst.rules.run import run

FULL = LayerCoverage(extent="full")


def document(text: str, language: str = "en", **members: Any) -> Document:
    return Document.create(text, id="d", language=language, license="CC0-1.0", scheme="news-1.0", **members)


def stretches(text: str, language: str) -> tuple[list[str], list[str]]:
    """What stands between marks, and the marks that have no partner."""
    found = Facts(Columns(document(text, language))).of(marked)
    return [text[one.start : one.end] for one in found.stretches], [text[place] for place in found.unpaired]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", 'He said "yes" and "no".', ['"yes"', '"no"']),
        ("en", "“We’re here,” she said. “It’s the dogs’ day.”", ["“We’re here,”", "“It’s the dogs’ day.”"]),
        ("en", "‘Don’t,’ he said, ‘’tis late.’", ["‘Don’t,’", "‘’tis late.’"]),
        (
            "en",
            "“He asked, ‘Who’s there?’ and left,” she said.",
            ["“He asked, ‘Who’s there?’ and left,”", "‘Who’s there?’"],
        ),
        ("en", "The miners’ strike of the ’80s and rock ’n’ roll.", []),
        ("en", 'A 6\' 2" man and a 15" screen.', []),
        ("en-GB", "She called it ‘a sham’ and ‘“fake” news’.", ["‘a sham’", "‘“fake” news’", "“fake”"]),
        ("de", "„Wir sagen ‚nein‘“, sagte er.", ["„Wir sagen ‚nein‘“", "‚nein‘"]),
        ("de", "»Ja«, sagte sie, »ich geh’ jetzt.«", ["»Ja«", "»ich geh’ jetzt.«"]),
        ("de-CH", "«Ja», sagte sie.", ["«Ja»"]),
        ("fr", "« L’homme a dit “non” », a-t-il dit.", ["« L’homme a dit “non” »", "“non”"]),
        ("es", "«Es “imposible”», dijo.", ["«Es “imposible”»", "“imposible”"]),
        ("it", "«L’ha detto “lui”», disse.", ["«L’ha detto “lui”»", "“lui”"]),
        ("pt", "“Não é ‘assim’”, disse.", ["“Não é ‘assim’”", "‘assim’"]),
        ("nl", "‘Foto’s van ’s ochtends’, zei hij.", ["‘Foto’s van ’s ochtends’"]),
        ("sv", "”Vi är här”, sade hon.", ["”Vi är här”"]),
        ("fi", "”Niin”, hän sanoi. »Ei», sanoi toinen.", ["”Niin”", "»Ei»"]),
        ("ru", "«Он сказал: „нет“», — сообщил он.", ["«Он сказал: „нет“»", "„нет“"]),
        ("pl", "„Tak”, powiedział. „Mówi «nie»”.", ["„Tak”", "„Mówi «nie»”", "«nie»"]),
        ("ja", "「彼は『はい』と言った」", ["「彼は『はい』と言った」", "『はい』"]),
        ("zh", "他说：“她问‘为什么’吗？”", ["“她问‘为什么’吗？”", "‘为什么’"]),
        ("zh", "2023‘新年’2024。A‘级’。", ["‘新年’", "‘级’"]),
        ("ja", "‘専門家’が“新型”を見た。", ["‘専門家’", "“新型”"]),
        ("ko", "그는 “‘왜’라고 물었다”고 했다.", ["“‘왜’라고 물었다”", "‘왜’"]),
        ("he", 'הוא אמר "כן" ועו"ד אמר.', ['"כן"']),
        ("he", 'ה"תוכנית" נכשלה, צה"ל ומו"ל.', ['"תוכנית"']),
        ("he", "ו״מומחים״ של ארה״ב.", ["״מומחים״"]),
        ("he", 'מו"לים ודו"חות.', []),
        ("en", '"A 6\'4" guard," he said.', ['"A 6\'4" guard,"']),
        ("en", '"It is 12" short," he said. "Really."', ['"It is 12" short,"', '"Really."']),
        ("en", 'He bet "12" and 13 on "five".', ['"12"', '"five"']),
        ("fr", "« Un.\n» Deux. »\nElle dit : « Trois. »", ["« Un.", "» Deux. »", "« Trois. »"]),
        ("es", "“Uno.\n”Dos.\n”Tres”, dijo.", ["“Uno.", "”Dos.", "”Tres”"]),
        ("el", "«Ο “άλλος”», είπε.", ["«Ο “άλλος”»", "“άλλος”"]),
    ],
)
def test_marks_are_paired(language: str, text: str, expected: list[str]) -> None:
    assert stretches(text, language) == (expected, [])


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        ("“We stay, she said.", ["“"]),
        ("We stay,” she said.", ["”"]),
        ('"We stay, she said.\nThe end.', ['"']),
        ("“One.\n“Two.”", []),
        ("“One.\nTwo.", ["“"]),
        ("“One.\n”Two.", ["“", "”"]),
        ("«One.\n»Two.", ["»"]),
    ],
)
def test_marks_without_a_partner(text: str, lone: list[str]) -> None:
    assert stretches(text, "en")[1] == lone


TEXT = "“We stay,” said Ann Lind. She told reporters the plan was “over”.\nBob Ross denied that he had signed."


def place(words: str, which: int = 1, text: str = TEXT) -> tuple[int, int]:
    start = -1
    for _ in range(which):
        start = text.index(words, start + 1)
    return start, start + len(words)


def quoted(**changes: Any) -> Document:
    """A good document of three quotes, the first of which has some members changed (``None`` removes one)."""
    base = document(TEXT)
    span = base.span
    members: dict[str, Any] = {
        "content": span(place("“We stay,”")), "verbatim": span(place("“We stay,”")), "cue": span(place("said")),
        "source": span(place("Ann Lind")), "source_mention": "m1", "speaker": ("e1",), "form": "direct", "level": 1,
    } | changes  # fmt: skip
    entities = (Entity(id="e1", type="PER"), Entity(id="e2", type="PER"), Entity(id="e3", type="LOC"))
    mentions = tuple(
        Mention(id=f"m{number}", entity=entity, span=span(place(words)), level=level)  # type: ignore[arg-type]
        for number, (entity, words, level) in enumerate(
            (("e1", "Ann Lind", "NAM"), ("e1", "She", "PRO"), ("e2", "Bob Ross", "NAM"), ("e2", "he ha", "NOM")), 1
        )
    )
    second = Quote(
        id="q2", content=span(place("the plan was “over”")), verbatim=span(place("“over”")), cue=span(place("told")),
        source=span(place("She")), source_mention="m2", speaker=("e1",), form="mixed", level=1,
    )  # fmt: skip
    third = Quote(
        id="q3", content=span(place("that he had signed")), cue=span(place("denied")), source=span(place("Bob Ross")),
        source_mention="m3", speaker=("e2",), form="indirect", verbatim=(), polarity="negative",
    )  # fmt: skip
    zones = (Zone(id="z1", kind="paragraph", start=0, end=65), Zone(id="z2", kind="paragraph", start=66, end=len(TEXT)))
    marks = tuple(Mark(id=f"k{number}", fragment=base.fragment(*place(words)), function="verbatim", quote=quote)
                  for number, (words, quote) in enumerate((("“We stay,”", "q1"), ("“over”", "q2"))))  # fmt: skip
    return structs.replace(
        base,
        zones=zones,
        entities=entities,
        mentions=mentions,
        quotes=(Quote(id="q1", **members), second, third),
        marks=marks,
        coverage=Coverage(mentions=FULL, quotes=FULL, marks=FULL),
    )


def found(made: Document) -> set[str]:
    return {finding.code for finding in run(RULES, Facts(Columns(made)))}


def span(*stretch: tuple[int, int]) -> Any:
    return document(TEXT).span(*stretch)


def test_the_good_document_is_clean() -> None:
    assert found(quoted()) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"content": span(place(",”")), "verbatim": None, "form": None}, {"QUO001"}),
        ({"content": span((0, 9)), "verbatim": span((0, 9))}, {"QUO002"}),
        ({"content": span((0, 64)), "verbatim": None, "cue": None, "source": None}, {"QUO002", "QUO009", "QUO019"}),
        ({"form": "mixed"}, {"QUO003"}),
        ({"form": "indirect"}, {"QUO003"}),
        ({"form": "free"}, set()),
        ({"form": None, "verbatim": None}, set()),
        ({"verbatim": span(place("“over”"))}, {"QUO003", "QUO004"}),
        ({"source": span(place("stay"))}, {"QUO006", "QUO013"}),
        ({"cue": span(place("stay"))}, {"QUO007", "QUO019"}),
        ({"cue": span(place("Ann"))}, {"QUO008", "QUO019"}),
        ({"level": 2}, {"QUO011"}),
        ({"speaker": ("e2",)}, {"QUO012"}),
        ({"speaker": ("e1", "e2")}, set()),
        ({"source": span(place("Ann"))}, {"QUO013"}),
        ({"speaker": ("e3",), "source_mention": None}, {"QUO014"}),
        ({"speaker": None, "source": None, "source_mention": None, "cue": None}, {"QUO015", "QUO019"}),
        ({"speaker": (), "source": None, "source_mention": None, "cue": None, "attribution": "none"}, {"QUO019"}),
        ({"polarity": "negative"}, {"QUO023"}),
        ({"addressee_entity": ("e1",)}, {"QUO024"}),
        ({"addressee_entity": ("e1",), "medium": "thought"}, set()),
        ({"source": span(place("Bob Ross")), "source_mention": "m3", "speaker": ("e2",)}, set()),
    ],
)
def test_one_member_of_a_quote(changes: dict[str, Any], expected: set[str]) -> None:
    assert found(quoted(**changes)) == expected


def test_quotes_in_quotes() -> None:
    good = quoted()
    first, second, third = good.quotes or ()
    inside = structs.replace(third, content=span(place("he had")), cue=None, source=None, source_mention=None)
    for nested, expected in (
        (structs.replace(inside, id="q4", level=2, parent="q3"), set[str]()),
        (structs.replace(inside, id="q4", level=1, parent="q3"), set()),
        (structs.replace(inside, id="q4", level=1), {"QUO009"}),
        (structs.replace(inside, id="q4", parent="q1", level=2), {"QUO009", "QUO010"}),
    ):
        assert found(structs.replace(good, quotes=(first, second, third, nested))) == expected


@pytest.mark.parametrize(
    ("text", "fragments", "expected"),
    [
        ("« Nous partons, dit-elle, mais pas loin. »", ("« Nous partons", "mais pas loin. »"), set[str]()),
        ("« Nous partons, dit-elle, mais, ajoute-t-elle, tard. »", ("« Nous partons", "mais", "tard. »"), set()),
        ("« Nous partons, dit-elle, mais pas loin. »", ("« Nous partons", "mais pas loin."), {"QUO002", "QUO018"}),
        ("« Nous partons », dit-elle, « demain. »", ("« Nous partons", "demain. »"), {"QUO002", "QUO018"}),
        ("« Nous partons.\n» Nous restons. »", ("« Nous partons.", "» Nous restons. »"), set()),
        ("« Nous partons.\n» Nous restons. »", ("« Nous partons.", "» Nous restons."), {"QUO002", "QUO018"}),
    ],
)
def test_marks_that_two_fragments_share(text: str, fragments: tuple[str, ...], expected: set[str]) -> None:
    base = document(text, "fr", coverage=Coverage(marks=FULL), marks=())
    content = base.span(*(place(words, text=text) for words in fragments))
    for verbatim in (content, None):
        quote = Quote(id="q1", content=content, verbatim=verbatim, form="direct", attribution="none")
        assert found(structs.replace(base, quotes=(quote,))) == expected
    mixed = Quote(id="q1", content=base.span((0, len(text))), verbatim=content, form="mixed", attribution="none")
    found_mixed = found(structs.replace(base, quotes=(mixed,))) - {"QUO003"}
    assert found_mixed == {code.replace("QUO002", "QUO005") for code in expected}


def test_what_is_complete_is_asked_for_only_where_it_is_said_to_be() -> None:
    good = quoted()
    without = structs.replace(good, marks=(), quotes=())
    assert found(without) == {"QUO018", "QUO019"}
    assert found(structs.replace(without, coverage=None)) == set()
    assert found(structs.replace(without, quotes=None, marks=None)) == set()


def test_a_word_of_quoting_that_is_an_event_is_no_missed_quote() -> None:
    text = "She said nothing. The said man left."
    assert found(document(text, coverage=Coverage(quotes=FULL), quotes=())) == {"QUO019"}


def test_ten_thousand_quotes_and_marks() -> None:
    """Nothing looks at every pair: the time limit of the test run would tell."""
    text = "“We stay,” she said. " * 5_000
    base = document(text)
    quotes = tuple(
        Quote(id=f"q{number}", content=(base.fragment(21 * number, 21 * number + 10, context=False),), verbatim=(),
              parent=f"q{number - 1}" if number else None, source_mention="gone", speaker=("x",), form="direct", level=number)
        for number in range(5_000)
    )  # fmt: skip
    assert found(structs.replace(base, quotes=quotes)) >= {"QUO003", "QUO010"}
    nested = tuple(
        Quote(id=f"q{number}", content=(base.fragment(number, 6_000 - number, context=False),))
        for number in range(2_000)
    )
    assert "QUO009" in found(structs.replace(base, quotes=nested))
    assert found(document("“" * 100_000, coverage=Coverage(marks=FULL), marks=())) == {"QUO017"}


@given(st.text("ab7 \n\"'“”„‘’«»-.אי", max_size=20), st.sampled_from(("en", "de", "fr", "he", "xx")), st.data())
def test_marks_by_turns_are_read_as_any_others(text: str, language: str, data: st.DataObject) -> None:
    known = pairs(Facts(Columns(document(text, language))))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quickly = by_turns(text, start, end, known)
    if quickly is not None:
        assert Paragraph(text, start, end, known, None).read() == (quickly, [], [])
