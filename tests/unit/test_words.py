"""Where words of lists stand in a text: the fast way finds what the slow one finds."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.data import language_data
from standfirst.data.languages import LANGUAGES
from standfirst.data.languages.forms import folded
from standfirst.data.languages.words import listed
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.rules.facts import Facts
from standfirst.rules.words import occurrences, text_words, vocabulary
from standfirst.strategies import texts

LISTS = ("strong_reporting_verbs", "reporting_verbs", "negations", "futures", "titles", "abbreviations", "stop_words")


def facts_of(text: str, language: str) -> Facts:
    return Facts(Columns(Document.create(text, id="d", language=language, license="CC0-1.0")))


@st.composite
def wordy(draw: st.DrawFn) -> tuple[str, str, str]:
    """A language, a list that it has, and a text of entries of the list and of anything else."""
    code = draw(st.sampled_from(sorted(LANGUAGES)))
    language = language_data(code)
    assert language is not None
    name = draw(st.sampled_from([name for name in LISTS if getattr(language, name)]))
    entry = st.sampled_from(sorted(getattr(language, name)))
    piece = st.one_of(entry, entry.map(str.upper), entry.map(str.title), entry.map(lambda word: word.replace("'", "’")))
    glue = st.sampled_from((" ", "\n", " - ", "a", "n't ", ", ", "’s ", "  ", ""))
    parts = draw(st.lists(st.tuples(piece, glue) | st.tuples(texts(max_atoms=2), glue), min_size=1, max_size=8))
    return code, name, "".join(word + end for word, end in parts) + "."


@given(wordy(), st.randoms(use_true_random=False))
def test_the_fast_way_finds_what_the_slow_one_finds(drawn: tuple[str, str, str], chance: random.Random) -> None:
    code, name, text = drawn
    facts = facts_of(text, code)
    entries = getattr(facts.words, name)
    slowly = list(listed(facts.of(text_words), entries))
    assert occurrences(facts, entries) == slowly
    known = {word.start for word in facts.of(text_words) if chance.random() < 0.5}
    assert occurrences(facts, entries, known) == [word for word in slowly if word.start not in known]


@given(wordy())
def test_the_vocabulary_lacks_no_word(drawn: tuple[str, str, str]) -> None:
    code, _, text = drawn
    assert facts_of(text, code).of(vocabulary).issuperset(re.findall(r"\w+", folded(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said so.", ["said"]),
        ("SAID, he added: “said”.", ["SAID", "said"]),
        ("The aforesaid is unsaid.", []),
        ("She’d said it's said.", ["said", "said"]),
        ("Straße: he said.", ["said"]),
        ("Jose\u0301 said.", ["said"]),
    ],
)
def test_reporting_verbs_are_found_with_their_places(text: str, found: list[str]) -> None:
    facts = facts_of(text, "en")
    assert facts.words is not None
    words = occurrences(facts, frozenset({"said"}))
    assert [text[word.start : word.end] for word in words] == found


def test_no_language_has_no_words() -> None:
    assert occurrences(facts_of("said", "xx"), frozenset({"said"})) == []
    assert facts_of("Said it.", "en").of(vocabulary) == {"said", "it"}
