"""The words of languages: lists that hold together, and sentences whose words are found."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.data.languages import LANGUAGES, Language, entries, language_data
from standfirst.data.languages.forms import folded
from standfirst.data.languages.words import words
from standfirst.strategies import texts


def language(code: str) -> Language:
    found = language_data(code)
    assert found is not None
    return found


def lists(code: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of a language's file, by a name."""
    tree = tomllib.loads((files("standfirst.data.languages") / f"{code}.toml").read_text("utf-8"))
    yield from ((name, entries(value)) for name, value in tree["words"].items())
    yield "reporting_verbs", entries("\n".join(tree["reporting_verbs"].values()))
    yield "weekdays", entries(",".join(tree["weekdays"].values()))
    yield "months", entries(",".join(tree["months"].values()))
    yield "times", entries(tree["times"]["ambiguous"])
    for kind, table in tree["pronouns"].items():
        yield from ((f"{kind} {key}", entries(value)) for key, value in table.items())


def test_every_file_is_a_language_of_the_list() -> None:
    names = {path.name for path in files("standfirst.data.languages").iterdir() if path.name.endswith(".toml")}
    assert names == {f"{code}.toml" for code in LANGUAGES}
    assert all(language(code).code == code for code in LANGUAGES)


def test_the_first_subtag_finds_the_language() -> None:
    assert language_data("en-GB") is language_data("EN") is language_data("en-Latn-US-x-press") is not None
    assert [language_data(tag) for tag in ("", "-", "-en", "e", "eng", "en_GB", "../en", "tlh", "x-en")] == [None] * 9


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_list_is_folded_and_has_nothing_twice(code: str) -> None:
    for name, listed in lists(code):
        assert [entry for entry, number in Counter(listed).items() if number > 1] == [], name
        assert [entry for entry in listed if entry != folded(entry) or entry != entry.strip()] == [], name
        assert [entry for entry in listed if entry.endswith(".") or "  " in entry or not entry] == [], name


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_lists_of_a_language_agree(code: str) -> None:
    data = language(code)
    assert data.strong_reporting_verbs < data.reporting_verbs
    assert data.reporting_verbs == {form for verb in data.verbs for form in verb}
    assert len(data.verbs) >= (60 if code == "en" else 40)
    assert data.ambiguous < data.pronouns.keys()
    assert data.pleonastic < data.pronouns.keys()
    assert data.ambiguous_times <= data.weekdays.keys() | data.months.keys()
    assert not data.weekdays.keys() & data.months.keys() - data.ambiguous_times
    assert 30 <= len(data.stop_words) <= 60
    assert set(data.weekdays.values()) == set(range(1, 8))
    assert set(data.months.values()) == set(range(1, 13))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_single_word_is_a_word_to_the_tokeniser(code: str) -> None:
    """Whatever a list holds as one word comes out of a text as that word, or as the clitic that it is."""
    data = language(code)
    clitics = data.proclitics | data.enclitics | {form.lstrip("-") for form in data.enclitics}
    for form in (*data.pronouns, *data.reporting_verbs, *data.weekdays, *data.months):
        if form not in clitics and " " not in form:
            assert [word.form for word in words(form, data)] == [form]


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=texts())
def test_words_are_ordered_disjoint_and_folded(code: str, text: str) -> None:
    end = 0
    for word in words(text, language(code)):
        assert end <= word.start < word.end <= len(text)
        assert word.form == folded(text[word.start : word.end])
        end = word.end


@given(word=st.text())
def test_folding_is_stable(word: str) -> None:
    assert folded(folded(word)) == folded(word)
    assert folded(word.replace("'", "’")) == folded(word)


SENTENCES = {
    "en": (
        "“I don’t know,” she said. They'll tell us on Sunday that the mayor's aides hadn't asked him in May.",
        ["i", "she", "they", "us", "him"],
        ["said", "tell", "asked"],
        ["n't", "n't"],
        [7],
    ),
}
"""A sentence for each language, and which of its words are pronouns, report, negate, and name a weekday."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_a_sentence_are_found(code: str) -> None:
    data = language(code)
    text, pronouns, verbs, negations, weekdays = SENTENCES[code]
    found = [(word.form, text[word.start : word.end]) for word in words(text, data)]
    assert [form for form, surface in found if data.readings(surface) and form not in data.ambiguous] == pronouns
    assert [form for form, _ in found if form in data.reporting_verbs] == verbs
    assert [form for form, _ in found if form in data.negations] == negations
    assert [data.weekdays[form] for form, _ in found if form in data.weekdays] == weekdays


def test_a_hostile_word_is_taken_apart_in_linear_time() -> None:
    assert len(list(words("a" + "-il" * 20_000, language(LANGUAGES[-1])))) >= 1
