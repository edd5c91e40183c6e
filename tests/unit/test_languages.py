"""The words of languages: lists that hold together, and sentences whose words are found."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import babel
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.data.languages import LANGUAGES, Language, entries, language_data
from standfirst.data.languages.forms import folded
from standfirst.data.languages.words import listed, words
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
    for name, held in lists(code):
        assert [entry for entry, number in Counter(held).items() if number > 1] == [], name
        assert [entry for entry in held if entry != folded(entry) or entry != entry.strip()] == [], name
        assert [entry for entry in held if entry.endswith(".") or "  " in entry or not entry] == [], name


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
    assert all(len(set(readings)) == len(readings) for readings in data.pronouns.values())
    assert 30 <= len(data.stop_words) <= 60
    assert set(data.weekdays.values()) == set(range(1, 8))
    assert set(data.months.values()) == set(range(1, 13))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_single_word_is_a_word_to_the_tokeniser(code: str) -> None:
    """Whatever a list holds as one word comes out of a text as that word, or as the clitic that it is."""
    data = language(code)
    clitics = data.proclitics | data.enclitics | {form.lstrip("-") for form in data.enclitics}
    for form in (*data.pronouns, *data.reporting_verbs, *data.weekdays, *data.months):
        phrase = " " in form or form.partition("'")[0] + "'" in data.proclitics  # l'un
        if form not in clitics and not phrase:
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


SENTENCES: dict[str, tuple[str, str, str, str, list[int]]] = {
    "de": (
        "„Ich gebe euch nichts“, sagte er am Sonntag. Sie erklärte ihm, seine Frau habe es nicht gewusst.",
        "ich euch er sie ihm seine es",
        "sagte erklärte gewusst",
        "nichts nicht",
        [7],
    ),
    "en": (
        "“I don’t know,” she said. They'll tell us on Sunday that the mayor's aides hadn't asked him in May.",
        "i she they us him",
        "said tell asked",
        "n't n't",
        [7],
    ),
    "es": (
        "«Yo no os vi», dijo ella el miércoles, y añadió que nosotros le mentimos. Nadie respondió a su carta.",
        "yo os ella nosotros le su",
        "dijo añadió respondió",
        "no nadie",
        [3],
    ),
    "fr": (
        "« J’ai peur », a-t-il dit lundi. Elle n'a pas répondu, a-t-elle écrit ; il m'a donné leur adresse, répond-il.",
        "j' il elle elle il m' leur il",
        "dit répondu écrit répond",
        "n' pas",
        [1],
    ),
    "it": (
        "«Io non c’ero», ha detto lui giovedì. Lei ha risposto: «Noi abbiamo perso la nostra casa, nessuno m'aiuta».",
        "io lui lei noi nostra m'",
        "detto risposto",
        "non nessuno",
        [4],
    ),
    "nl": (
        "‘Wij weten het niet’, zei hij zondag. Zij vertelde ons dat jullie nooit hebben geantwoord.",
        "wij hij zij ons jullie",
        "weten zei vertelde geantwoord",
        "niet nooit",
        [7],
    ),
    "pt": (
        "“Eu não vi”, disse-me ele na segunda-feira. Ela respondeu que nós nunca lhe dissemos.",
        "eu me ele ela nós lhe",
        "disse respondeu",
        "não nunca",
        [1],
    ),
}
"""A sentence for each language, and which of its words are pronouns, report, negate, and name a weekday."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_a_sentence_are_found(code: str) -> None:
    data = language(code)
    text, pronouns, verbs, negations, weekdays = SENTENCES[code]
    found = [(word.form, text[word.start : word.end]) for word in words(text, data)]
    assert [
        form for form, surface in found if data.readings(surface) and form not in data.ambiguous
    ] == pronouns.split()
    assert [form for form, _ in found if form in data.reporting_verbs] == verbs.split()
    assert [form for form, _ in found if form in data.negations] == negations.split()
    assert [data.weekdays[form] for form, _ in found if form in data.weekdays] == weekdays


def test_a_hostile_word_is_taken_apart_in_linear_time() -> None:
    assert len(list(words("a" + "-il" * 20_000, language(LANGUAGES[-1])))) >= 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_stop_words_tell_a_language_from_the_others(code: str) -> None:
    text = SENTENCES[code][0] + " " + PROSE[code]
    scores = {
        other: sum(word.form in language(other).stop_words for word in words(text, language(other)))
        for other in LANGUAGES
    }
    assert max(scores, key=lambda other: scores[other]) == code
    assert sorted(scores.values())[-2] < scores[code]


PROSE = {
    "de": "Die Stadt hat am Montag mit dem Bau der Brücke begonnen, die seit Jahren nicht mehr befahren wird.",
    "en": "The city has begun work on the bridge, which had been closed to traffic for more than ten years.",
    "es": "La ciudad comenzó el lunes las obras del puente, que llevaba más de diez años cerrado por los daños.",
    "fr": "La ville a commencé lundi les travaux du pont, qui est fermé depuis plus de dix ans pour les voitures.",
    "it": "La città ha iniziato lunedì i lavori per il ponte, che è chiuso al traffico da più di dieci anni.",
    "nl": "De stad is maandag begonnen met het werk aan de brug, die al meer dan tien jaar voor verkeer dicht is.",
    "pt": "A cidade começou na segunda-feira as obras da ponte, que não recebe carros há mais de dez anos.",
}


def test_case_tells_readings_apart() -> None:
    german, english = language("de"), language("en")
    assert {reading.person for reading in german.readings("sie")} == {3}
    assert {reading.person for reading in german.readings("Sie")} == {2, 3}
    assert english.readings("US") == english.readings("IT") == ()
    assert () not in (english.readings("us"), english.readings("It"), english.readings("I"))
    assert {(reading.kind, reading.gender) for reading in english.readings("Her")} == {
        ("personal", "feminine"),
        ("possessive", "feminine"),
    }


def test_formal_address_is_the_second_person() -> None:
    for code, form in [("de", "Ihnen"), ("es", "usted"), ("it", "Lei"), ("fr", "vous"), ("nl", "u"), ("pt", "vocês")]:
        assert 2 in {reading.person for reading in language(code).readings(form)}, form


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_weekdays_and_months_are_those_of_cldr(code: str, width: str) -> None:
    data, locale = language(code), babel.Locale(code)
    for context in ("format", "stand-alone"):
        for day, name in locale.days[context][width].items():
            assert data.weekdays.get(folded(name).rstrip(".")) == day + 1, name
        for month, name in locale.months[context][width].items():
            assert data.months.get(folded(name).rstrip(".")) == month, name


def test_entries_of_several_words_are_found_as_a_whole() -> None:
    data = language("en")
    text = "The prime minister, expected to resign, is no longer going to run. No one will."
    sequence = list(words(text, data))
    assert [text[word.start : word.end] for word in listed(sequence, data.futures)] == [
        "expected to",
        "going to",
        "will",
    ]
    assert [word.form for word in listed(sequence, data.negations)] == ["no longer", "no one"]
    assert [word.form for word in listed(sequence, data.titles)] == ["prime minister"]
    assert list(listed([], data.titles)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_entry_of_several_words_can_be_found(code: str) -> None:
    data = language(code)
    for entry in data.titles | data.negations | data.futures:
        sequence = list(words(entry, data))
        if not {"-", "'", "."} & set(entry) and entry not in data.enclitics:
            assert [word.form for word in listed(sequence, {entry})] == [entry]
