"""What annotators do in one way or another: where they end a span. Counted for each document, by who made the annotation."""

import re
from collections.abc import Iterator

from standfirst.data.languages.forms import folded
from standfirst.model import Document
from standfirst.rules.facts import Facts

Habits = dict[str, dict[str, tuple[int, int]]]
"""For each habit and annotator, how often the word or mark in question stands inside a span, and how often just outside."""

TITLES = "the title of a person in a name"
CONJUNCTIONS = "the conjunction in an indirect quote"
STOPS = "the punctuation at the end of an indirect quote"

_FIRST = re.compile(r"([^\W\d_]+)\.?\s+\S")
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+['’]?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+['’]?)[\s,:]*\Z")
_AROUND = 24
"""How many code points before a span are looked at."""
_STOPS = frozenset(".,;!?…。、，！？؟")


def habits_of(facts: Facts) -> Habits:
    """The habits that show in a document. Nothing is counted of annotations that nobody is named for."""
    document = facts.document
    names = {agent.id: agent.name for agent in document.agents or ()}
    if not names or facts.unsound:
        return {}
    alone = next(iter(names.values())) if len(names) == 1 else None
    habits: Habits = {}
    for habit, annotator, inside in _cases(facts):
        name = names.get(annotator) if annotator is not None else alone
        if name is not None:
            counts = habits.setdefault(habit, {})
            within, without = counts.get(name, (0, 0))
            counts[name] = (within + 1, without) if inside else (within, without + 1)
    return habits


def _cases(facts: Facts) -> Iterator[tuple[str, str | None, bool]]:
    if facts.words is not None:
        yield from _titles(facts.document, facts.words.titles)
    conjunctions = facts.words.conjunctions if facts.words is not None else frozenset[str]()
    text = facts.text
    for quote in facts.document.quotes or ():
        if quote.form != "indirect":
            continue
        start, end = quote.content[0].start, quote.content[-1].end
        if text[end - 1 : end] in _STOPS or text[end : end + 1] in _STOPS:
            yield STOPS, quote.annotator, text[end - 1 : end] in _STOPS
        first = _FIRST_WORD.match(text, start, end)
        if conjunctions and first is not None and folded(first[0]) in conjunctions:
            yield CONJUNCTIONS, quote.annotator, True
        elif conjunctions:
            before = _WORD_BEFORE.search(text[max(0, start - _AROUND) : start])
            if before is not None and folded(before[1]) in conjunctions:
                yield CONJUNCTIONS, quote.annotator, False


def _titles(document: Document, titles: frozenset[str]) -> Iterator[tuple[str, str | None, bool]]:
    """Names that have a title in front, of the span or just before it."""
    text = document.text
    for mention in document.mentions or ():
        if mention.level != "NAM":
            continue
        start = mention.span[0].start
        first = _FIRST.match(mention.span[0].text)
        if first is not None and folded(first[1]) in titles:
            yield TITLES, mention.annotator, True
        elif start and text[start - 1].isspace():
            before = _BEFORE.search(text[max(0, start - _AROUND) : start])
            if before is not None and folded(before[1]) in titles:
                yield TITLES, mention.annotator, False
