"""The time expressions of a document with what their values say, and the document's own date. Offsets are code points."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from standfirst.data.languages.words import Word, words
from standfirst.model import Time
from standfirst.model.names import DCT
from standfirst.rules.facts import Facts
from standfirst.rules.graph import find
from standfirst.rules.protocol import Problem
from standfirst.rules.time.values import Value, fault, parse


class Expression(NamedTuple):
    """A time expression whose offsets are right, its position in the layer, and its value, if it has one that can be."""

    time: Time
    position: int
    value: Value | None

    @property
    def place(self) -> tuple[int, int]:
        """From its first code point to its last."""
        return self.time.span[0].start, self.time.span[-1].end

    @property
    def words(self) -> str:
        """Its words, for a message."""
        return "‘" + " … ".join(fragment.text for fragment in self.time.span) + "’"


def expressions(facts: Facts) -> list[Expression]:
    """The time expressions of the document, in the order of the layer."""
    values = facts.of(possible)
    return [
        Expression(time, position, values.get(time.value or ""))
        for position, time in enumerate(facts.document.times or ())
        if facts.is_sound(time)
    ]


def parsed(facts: Facts) -> dict[str, Value | None]:
    """What every value of the document is, by how it is written; ``None`` for what is none."""
    return {value: parse(value) for value in {time.value for time in facts.document.times or ()} if value is not None}


def possible(facts: Facts) -> Mapping[str, Value]:
    """The values of the document that are ones, and that the calendar has."""
    return {text: value for text, value in facts.of(parsed).items() if value is not None and fault(value) is None}


def problem(one: Expression, facts: Facts, message: str, **more: Any) -> Problem:
    """A problem of a time expression. ``member`` says where in it."""
    below = facts.pointer("times", one.position) + more.pop("member", "/value")
    return Problem(message, range=one.place, below=below, annotation=one.time.id, **more)


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


def day_of(text: str | None) -> date | None:
    """The day that a date by ISO 8601 begins with, or ``None``."""
    found = _DAY.match(text) if text is not None else None
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def creation(facts: Facts) -> date | None:
    """The day that time expressions are counted from: ``meta.dct``, or else the date of publication."""
    meta = facts.document.meta
    return day_of(meta.dct if meta.dct is not None else meta.date_published)


def chain(time: Time, facts: Facts) -> Iterator[Time]:
    """The times that a time is anchored to, one by the other; a circle is gone round once."""
    seen = {time.id}
    while time.anchor is not None and time.anchor != DCT and time.anchor not in seen:
        seen.add(time.anchor)
        found = find(facts, "times", time.anchor)
        if found is None:
            return
        time = found
        yield time


def named(one: Expression, facts: Facts, table: Mapping[str, int]) -> list[tuple[Word, int]]:
    """The words of an expression that a table of the language has, such as weekdays, with their numbers."""
    language = facts.words
    if language is None:
        return []
    return [
        (word, table[word.form])
        for fragment in one.time.span
        for word in words(facts.text, language, fragment.start, fragment.end)
        if word.form in table
    ]
