"""The words of languages that rules look for, with their loader.

Each language has a TOML file. Lists stand in it as strings: entries between commas or line breaks, in any case. A key of a
table ``[pronouns.KIND]`` gives person, number, then gender if the form has one, and ``capital`` for a reading that only
a capital letter gives. ``[reporting_verbs]`` has a line for each verb, the keys of ``[weekdays]`` and ``[months]`` are numbers.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from msgspec import Struct

from standfirst.data.languages.forms import folded

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
"""The languages whose words are known, by code."""

Person = Literal[1, 2, 3]
Number = Literal["singular", "plural", "either"]
Gender = Literal["masculine", "feminine", "neuter", "any"]
Kind = Literal[
    "personal",
    "possessive",
    "reflexive",
    "reciprocal",
    "demonstrative",
    "relative",
    "interrogative",
    "indefinite",
]


class Pronoun(Struct, frozen=True):
    """One reading of a form: of whom it speaks, not how it is declined.

    So French *son* and German *sein*, *seine* say nothing (``any``) or what they say of the possessor. ``capital``: the
    reading needs a capital letter, such as German *Sie* in address. Address of courtesy is person 2.
    """

    person: Person
    number: Number
    gender: Gender
    kind: Kind
    capital: bool = False


class Language(Struct, frozen=True, kw_only=True):
    """The words of one language. Every word is :func:`folded`, and has no full stop at its end.

    ``pronouns``: the readings of each form. ``ambiguous`` are those of its forms that are mostly something else, such as
    articles, so that their absence from an annotation proves nothing; ``pleonastic`` those that often refer to nothing.

    ``reporting_verbs``: inflected forms that report speech or thought; ``strong_reporting_verbs`` those of them that
    hardly mean anything else. ``verbs`` gives them by verb, a form in the first place that names it.

    ``titles``: words before a name that are no part of it; some have two words. ``negations`` and ``futures`` may have
    several words too. ``weekdays`` (1 is Monday) and ``months`` have abbreviations; ``ambiguous_times`` are those of
    their forms that are also other words, and count at most with a capital where others have none.

    ``stop_words`` are frequent words that tell the language from others. ``abbreviations``: what a full stop may follow
    within a sentence. ``proclitics`` and ``enclitics``: what is a word though written together with another, see ``words``.

    ``conjunctions``: what introduces reported speech that is a clause.

    ``drops_subjects``: a verb needs no subject, so that nobody can be expected to be named beside it. ``natural_gender``: a
    pronoun's gender is that of the person, not of a noun, so that *he* and *she* are persons.
    """

    code: str
    pronouns: Mapping[str, tuple[Pronoun, ...]]
    ambiguous: frozenset[str]
    pleonastic: frozenset[str]
    verbs: tuple[tuple[str, ...], ...]
    reporting_verbs: frozenset[str]
    strong_reporting_verbs: frozenset[str]
    titles: frozenset[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    ambiguous_times: frozenset[str]
    negations: frozenset[str]
    futures: frozenset[str]
    stop_words: frozenset[str]
    abbreviations: frozenset[str]
    proclitics: frozenset[str]
    enclitics: frozenset[str]
    conjunctions: frozenset[str]
    drops_subjects: bool = False
    natural_gender: bool = False

    def readings(self, surface: str) -> tuple[Pronoun, ...]:
        """What ``surface``, a word as it stands in a text, may be as a pronoun; empty if it is none.

        Case counts: ``US`` and ``IT`` are abbreviations, and German *sie* within a sentence addresses nobody.
        """
        if len(surface.rstrip("'\u2019")) > 1 and surface.isupper():
            return ()
        readings = self.pronouns.get(folded(surface), ())
        return readings if surface[:1].isupper() else tuple(reading for reading in readings if not reading.capital)


def language_data(tag: str) -> Language | None:
    """The words of a language, by a BCP 47 tag of which only the first subtag counts; ``None`` if they are not known."""
    code = tag.partition("-")[0].lower()
    return _language(code) if code in LANGUAGES else None


@cache
def _language(code: str) -> Language:
    import tomllib  # only who asks for a language needs it

    tree = tomllib.loads((files("standfirst.data.languages") / f"{code}.toml").read_text("utf-8"))
    strong, other = _lines(tree["reporting_verbs"]["strong"]), _lines(tree["reporting_verbs"]["other"])
    strong_forms = frozenset(form for line in strong for form in line)
    return Language(
        code=code,
        drops_subjects=tree.get("drops_subjects", False),
        natural_gender=tree.get("natural_gender", False),
        pronouns=_pronouns(tree["pronouns"]),
        verbs=(*strong, *other),
        reporting_verbs=strong_forms.union(*other),
        strong_reporting_verbs=strong_forms,
        weekdays=_numbered(tree["weekdays"]),
        months=_numbered(tree["months"]),
        ambiguous_times=frozenset(entries(tree["times"]["ambiguous"])),
        **{name: frozenset(entries(value)) for name, value in tree["words"].items()},
    )


def entries(value: str) -> list[str]:
    """The entries of a list as it stands in a language's file, folded."""
    return [folded(entry) for entry in re.split(r"\s*[,\n]\s*", value.strip()) if entry]


def _lines(value: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entries(line)) for line in value.strip().splitlines())


def _numbered(table: Mapping[str, str]) -> dict[str, int]:
    return {form: int(number) for number, value in table.items() for form in entries(value)}


def _pronouns(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Pronoun, ...]]:
    readings: dict[str, tuple[Pronoun, ...]] = {}
    for kind, table in tables.items():
        for key, value in table.items():
            pronoun = _pronoun(kind, key.split())
            for form in entries(value):
                readings[form] = (*readings.get(form, ()), pronoun)
    return readings


def _pronoun(kind: str, key: Iterable[str]) -> Pronoun:
    person, number, *rest = key
    gender = next((word for word in rest if word != "capital"), "any")
    return Pronoun(
        cast(Person, int(person)), cast(Number, number), cast(Gender, gender), cast(Kind, kind), "capital" in rest
    )
