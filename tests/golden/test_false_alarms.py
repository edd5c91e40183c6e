"""What rules say of annotation made with care is judged, firing by firing, and rarely wrong."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from conllu_entities import read
from false_alarms import SETS, WIKINEWS, Firing, count_words, documents, firings, judged

MOST = 1.0
"""Wrong firings in 1,000 words, all rules together."""


def known(name: str) -> list[Firing]:
    return sorted(Firing(*(one[field] for field in Firing._fields)) for one in judged()["firing"] if one["set"] == name)


@pytest.mark.parametrize("name", SETS)
def test_every_firing_is_judged(name: str) -> None:
    assert firings(name, None) == known(name)
    assert count_words(name, None) == judged()["words"][name]


def test_every_firing_on_wikinews_is_judged(oracles: Path) -> None:
    assert firings("wikinews", oracles) == known("wikinews")
    assert count_words("wikinews", oracles) == judged()["words"]["wikinews"]


def test_few_are_wrong() -> None:
    words, wrong = sum(judged()["words"].values()), [one for one in judged()["firing"] if one["wrong"]]
    assert words > 6_000
    assert 1000 * len(wrong) / words <= MOST
    assert all(one["why"].endswith(".") for one in judged()["firing"])


def test_nothing_is_lost_on_the_way_from_conll_u(oracles: Path) -> None:
    """Every entity that opens in the file is a mention here, but for times; surfaces are the text's."""
    data = (oracles / "peers" / WIKINEWS).read_text("utf-8")
    opened = sum(line.split("Entity=")[1].split("|")[0].count("(") for line in data.splitlines() if "Entity=(" in line)
    opened += sum(
        line.split("Entity=")[1].split("|")[0].count("(")
        for line in data.splitlines()
        if "Entity=" in line and "Entity=(" not in line
    )
    (document,) = documents("wikinews", oracles)
    assert document == read(oracles / "peers" / WIKINEWS)
    assert len(document.mentions or ()) == opened - data.count("-time-")
    for mention in document.mentions or ():
        assert document.text[mention.span[0].start : mention.span[0].end] == mention.span[0].text
