"""What single rules say of small texts."""

from collections import Counter

import pytest
from standfirst.model import (
    Coverage,
    Document,
    Entity,
    Fragment,
    LayerCoverage,
    Mention,
    Quote,
    Range,
    Segment,
    Zone,
)
from standfirst.model.columns import Columns
from standfirst.rules import RULES as ALL_RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run

RULES = tuple(rule for rule in ALL_RULES if rule.phase != "semantics")
"""Texts as small as these make little sense: what they mean is not looked at."""


def codes_of(text: str, *spans: tuple[str, ...], heads: bool = False) -> list[str]:
    """The codes found on a text with a mention of each of ``spans``, given by the surfaces of its fragments."""
    mentions = []
    for number, surfaces in enumerate(spans):
        places = [(text.index(surface), text.index(surface) + len(surface)) for surface in surfaces]
        span = tuple(Fragment(start=start, end=end, text=text[start:end]) for start, end in places)
        mentions.append(Mention(id=f"m{number}", entity="e1", span=span, head=span[0] if heads else None))
    document = Document.create(
        text,
        id="d",
        language="en",
        license="CC0-1.0",
        entities=(Entity(id="e1", type="ORG"),) if mentions else None,
        mentions=tuple(mentions) if mentions else None,
    )
    return sorted(finding.code for finding in run(RULES, Facts(Columns(document))))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("She said: “JOSÉ” and “olé…” again.", []),
        ("JOSÉ’s team won.", []),
        ("Le cÅ“ur.", ["TXT009"]),
        ("Ã–sterreich wins.", ["TXT009"]),
        ("Itâ€™s over.", ["TXT009"]),
        ("Advertisement spending rose.", []),
        ("Ann left.\nAdvertisement\nBob stayed.", ["TXT011"]),
        ("ADVERTISEMENT - scroll on\nBob stayed.", ["TXT011"]),
    ],
)
def test_words_of_the_article_are_no_residue(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


@pytest.mark.parametrize(
    ("text", "span", "codes"),
    [
        ("Die „Zeit“ fragt.", ("„Zeit“",), []),
        ("Die »Zeit« fragt.", ("»Zeit«",), []),
        ("Tidningen ”Nu” frågar.", ("”Nu”",), []),
        ("The “Times” asks.", ("“Times",), ["OFF012", "OFF015"]),
        ("Lind's own bridge.", ("Lind's", "bridge"), []),
        ("Lind's own bridge.", ("bridge", "Lind's"), ["OFF008", "OFF013"]),
    ],
)
def test_edges_of_mentions(text: str, span: tuple[str, ...], codes: list[str]) -> None:
    assert codes_of(text, span) == codes


def test_a_possessive_is_reported_of_the_mention_alone() -> None:
    assert codes_of("Lind's bridge.", ("Lind's",), heads=True) == ["OFF013"]


def test_a_mention_that_crosses_several_is_reported_once() -> None:
    assert codes_of("Ann Lind met Bob", ("Ann Lind met",), ("Lind met",), ("met Bob",)) == ["OFF017"]


def test_lost_characters_are_not_called_invisible() -> None:
    document = Document.create("Ann \ufffd left.", id="d", language="en", license="CC0-1.0")
    (finding,) = run(RULES, Facts(Columns(document)))
    assert finding.code == "TXT007"
    assert "invisible" not in finding.message


@pytest.mark.parametrize(("start", "end"), [(0, 0), (4, 4), (9, 9)])
def test_a_zone_without_a_character_is_none(start: int, end: int) -> None:
    zone = Zone(id="z1", kind="paragraph", start=start, end=end)
    document = Document.create("Ann left.", id="d", language="en", license="CC0-1.0", zones=(zone,))
    (finding,) = run(RULES, Facts(Columns(document)))
    assert (finding.code, finding.pointer, finding.annotation) == ("TXT013", "/zones/0", "z1")
    assert "is empty" in finding.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann\r left.", "the text has 1 carriage return (U+000D);"),
        ("A\rnn\r left.", "the text has 2 carriage returns (U+000D);"),
        ("Ann\u2028 l\u2028eft.", "the text has 2 line separators (U+2028);"),
    ],
)
def test_characters_are_counted_in_words(text: str, words: str) -> None:
    document = Document.create(text, id="d", language="en", license="CC0-1.0")
    assert words in next(
        finding.message for finding in run(RULES, Facts(Columns(document))) if finding.code == "TXT003"
    )


def test_touching_ranges_cover_what_lies_across_them() -> None:
    ranges = (Range(start=0, end=6), Range(start=6, end=20))
    document = Document.create(
        "Ann Lind left early.",
        id="d",
        language="en",
        license="CC0-1.0",
        coverage=Coverage(mentions=LayerCoverage(extent="partial", ranges=ranges)),
        entities=(Entity(id="e1", type="PER"),),
        mentions=(Mention(id="m1", entity="e1", span=(Fragment(start=0, end=8, text="Ann Lind"),)),),
    )
    assert list(run(RULES, Facts(Columns(document)))) == []


@pytest.mark.parametrize(
    ("places", "codes"),
    [
        (((0, 4), (5, 9)), []),
        (((0, 4), (0, 4)), ["OFF009"]),
        (((0, 9), (5, 9)), ["OFF009"]),
        (((5, 9), (0, 4)), ["OFF008"]),
    ],
)
def test_verbatim_parts_are_in_order_and_apart(places: tuple[tuple[int, int], ...], codes: list[str]) -> None:
    text = "“We” “So” she said."
    document = Document.create(text, id="d", language="en", license="CC0-1.0")
    first = Quote(id="q1", content=document.span((0, 9)), verbatim=())
    quote = Quote(id="q2", content=document.span((0, 9)), cue=document.span((10, 13)), verbatim=document.span(*places))
    found = list(run(RULES, Facts(Columns(document.add(first, quote)))))
    assert [finding.code for finding in found if finding.code.startswith("OFF0")] == codes
    assert all((finding.pointer or "").startswith("/quotes/1/verbatim") for finding in found)


@pytest.mark.parametrize(
    ("zones", "places", "codes"),
    [
        (((0, 9), (10, 20)), ((0, 9), (10, 20)), []),
        (((0, 9), (10, 20)), ((0, 20),), ["OFF011"]),
        (((0, 20),), ((0, 9), (10, 20)), ["OFF010"]),
        (((0, 9), (10, 20)), ((0, 9), (10, 13), (14, 20)), ["OFF010"]),
        ((), ((0, 9), (10, 20)), ["OFF010"]),
    ],
)
def test_a_quote_goes_on_in_the_next_paragraph(
    zones: tuple[tuple[int, int], ...], places: tuple[tuple[int, int], ...], codes: list[str]
) -> None:
    document = Document.create("“We wait.\n“We do so.”", id="d", language="en", license="CC0-1.0")
    parts = (Zone(id=f"z{start}", kind="paragraph", start=start, end=end) for start, end in zones)
    made = document.add(*parts, Quote(id="q1", content=document.span(*places)))
    found = run(RULES, Facts(Columns(made)))
    assert [finding.code for finding in found if finding.code in ("OFF010", "OFF011")] == codes


@pytest.mark.parametrize(
    ("places", "wrong"),
    [
        ([(0, 4), (4, 9)], []),
        ([(0, 4), (2, 9)], [1]),
        ([(5, 9), (0, 4)], [1]),
        ([(0, 9), (1, 2), (3, 4)], [1, 2]),
        ([(4, 4)], [0]),
        ([(5, 4)], [0]),
        ([(0, 10)], [0]),
        ([(10, 10), (0, 9)], [0]),
    ],
)
def test_ranges_of_coverage_are_stretches_in_order(places: list[tuple[int, int]], wrong: list[int]) -> None:
    ranges = tuple(Range(start=start, end=end) for start, end in places)
    coverage = Coverage(times=LayerCoverage(extent="partial", ranges=ranges))
    document = Document.create("Ann left.", id="d", language="en", license="CC0-1.0", coverage=coverage)
    found = list(run(RULES, Facts(Columns(document))))
    assert [finding.code for finding in found] == ["OFF021"] * len(wrong)
    assert [finding.pointer for finding in found] == [f"/coverage/times/ranges/{index}" for index in wrong]


def test_the_clusters_of_a_text_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from standfirst.offsets import boundaries

    calls: list[int] = []
    breaks = boundaries.grapheme_breaks

    def counted(text: str) -> list[int]:
        calls.append(len(text))
        return breaks(text)

    monkeypatch.setattr(boundaries, "grapheme_breaks", counted)
    text = "👩🏽\u200d🚒 e\u0301 " * 50
    spans = [(start, start + 1) for start, character in enumerate(text) if character in "👩e"]
    document = Document.create(text, id="d", language="en", license="CC0-1.0")
    segments = tuple(
        Segment(id=f"s{number}", kind="token", span=document.span(place)) for number, place in enumerate(spans)
    )
    document = document.add(*segments)
    found = Counter(finding.code for finding in run(RULES, Facts(Columns(document))))
    assert (found["OFF005"], found["OFF006"]) == (50, 50)
    assert calls == [len(text)]


def test_a_message_does_not_grow_with_the_text() -> None:
    text = "x" * 100_000
    span = (Fragment(start=50_000, end=50_002, text="xx"),)
    document = Document.create(
        text,
        id="d",
        language="en",
        license="CC0-1.0",
        entities=(Entity(id="e1", type="PER"),),
        mentions=(Mention(id="m1", entity="e1", span=span),),
    )
    (finding,) = run(RULES, Facts(Columns(document)))
    assert finding.code == "OFF004"
    assert len(finding.message) + len(finding.expected or "") < 1000
