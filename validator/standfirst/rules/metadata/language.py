"""The language that a document says it is in: whether there is such a tag, and whether the text is in it."""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import name as character_name

from standfirst.data import LANGUAGES, language_data, language_fault
from standfirst.data.languages.forms import folded
from standfirst.data.scripts import scripts_of
from standfirst.finding import WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_WORD = re.compile(r"[^\W\d_]+")
_READ = 2_000
"""How many code points of the text are looked at: they show its language as well as all of it."""
_GLANCE = 400
"""How many are enough where nothing is wrong."""
_LETTERS = 40
"""A text with fewer letters may be a name, or a table of figures."""
_WORDS = 80
_ENOUGH = 0.12
"""The share of frequent words that every running text of a language has: in prose it is 0.3 to 0.5."""
_SEEN = 0.15
"""The share at a glance that is enough: one so high in the wrong language is not far below that in the right one."""
_CLEAR = 0.25
_TIMES = 3.0


@rule("MET001", "language-unregistered", WARNING, "semantics", "document")
def language_unregistered(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every part of the language tag is registered."""
    tag = facts.document.language
    fault = language_fault(tag)
    if fault is not None:
        message, _, meant = fault.partition("; ")
        remedy = meant or "take the tag from the registry of language subtags (RFC 5646)"
        yield Problem(message, found=tag, help=remedy, below="/language")


@rule("MET002", "language-of-text", WARNING, "semantics", "document")
def language_of_text(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text is in the script and in the language that the document names."""
    tag, beginning = facts.document.language, facts.text[:_READ]
    scripts = scripts_of(tag)
    if scripts and not _is_plain_latin(beginning, scripts):
        other = _other_script(beginning, scripts)
        if other is not None:
            yield Problem(
                f"the language is {tag!r}, but the letters of the text are {other.capitalize()}",
                found=tag,
                help="name the language of the text, or its script in the tag, as in 'sr-Latn'",
                below="/language",
            )
            return
    if facts.words is not None:
        yield from _other_language(tag, beginning, facts.words.stop_words)


def _is_plain_latin(text: str, scripts: frozenset[str]) -> bool:
    """Whether it is seen at once that a text is in the Latin script, as it should be."""
    return "LATIN" in scripts and 2 * len(text.encode("ascii", "ignore")) > len(text)


def _other_script(text: str, scripts: frozenset[str]) -> str | None:
    """The script of most letters, where next to none of them is of those expected."""
    found = Counter(
        character_name(letter, "").partition(" ")[0].partition("-")[0] for letter in text if letter.isalpha()
    )
    total = found.total()
    if total < _LETTERS or 10 * sum(found[script] for script in scripts) > total:
        return None
    return min(found, key=lambda script: (-found[script], script))


def _other_language(tag: str, text: str, expected: frozenset[str]) -> Iterator[Problem]:
    glance = _WORD.findall(folded(text[:_GLANCE]))
    if glance and _share(glance, expected) >= _SEEN:
        return
    words = _WORD.findall(folded(text))
    if len(words) < _WORDS:
        return
    share = _share(words, expected)
    if share >= _ENOUGH:
        return
    shares = {code: _share(words, known.stop_words) for code in LANGUAGES if (known := language_data(code)) is not None}
    best = max(shares, key=lambda code: (shares[code], code))
    if shares[best] >= _CLEAR and shares[best] > _TIMES * share:
        yield Problem(
            f"the language is {tag!r}, but the frequent words of the text are those of {best!r}",
            expected=best,
            found=tag,
            help="name the language that the text is in",
            below="/language",
        )


def _share(words: list[str], frequent: frozenset[str]) -> float:
    return sum(word in frequent for word in words) / len(words)


RULES = (language_unregistered, language_of_text)
