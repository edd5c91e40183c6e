"""The dates of an article: their form, and their order."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from standfirst.finding import WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_MEMBERS = ("date_created", "date_published", "date_modified", "accessed", "dct")
_IN_ORDER = (
    ("date_created", "created"),
    ("date_published", "published"),
    ("date_modified", "changed"),
    ("accessed", "fetched"),
)
_YEAR = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_SPACED = re.compile(r"([0-9]{4}-?[0-9]{2}-?[0-9]{2}) +([0-9]{2}:?[0-9]{2}.*)")
_DAY = timedelta(days=1)
_WEST, _EAST = timedelta(hours=12), timedelta(hours=14)
"""How far a day somewhere reaches beyond the same day in UTC."""


class Moment(NamedTuple):
    """The first and the last moment, in UTC, that a date can mean."""

    first: datetime
    last: datetime


@rule("MET003", "date-form", WARNING, "semantics", "document")
def date_form(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Dates are after ISO 8601, and where there is a time there is its zone."""
    for member in _MEMBERS:
        value = getattr(facts.document.meta, member)
        if value is not None and moment(value) is None:
            yield Problem(
                f"{value!r} is {_fault(value)}",
                found=value,
                help="write it as in 2026-05-04 or 2026-05-04T18:30:00+02:00",
                below=f"/meta/{member}",
            )


@rule("MET004", "date-order", WARNING, "semantics", "document")
def date_order(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An article is written, then published, then changed, then fetched."""
    meta = facts.document.meta
    known = [
        (member, word, value, when)
        for member, word in _IN_ORDER
        if (value := getattr(meta, member)) is not None and (when := moment(value)) is not None
    ]
    for (_, before, earlier, one), (member, after, later, other) in pairwise(known):
        if other.last < one.first:
            yield Problem(
                f"the article was {after} on {later}, before it was {before} on {earlier}",
                found=later,
                help="correct the date that is wrong, or the zone of its time",
                below=f"/meta/{member}",
            )


def moment(value: str) -> Moment | None:
    """What a date after ISO 8601 means: a year, a month, a day, or a time with its zone; ``None`` for anything else."""
    try:
        return _moment(value)
    except (ValueError, OverflowError):  # no such day, or at the very ends of the calendar
        return None


def _moment(value: str) -> Moment | None:
    if not value.isascii():
        return None
    match = _YEAR.fullmatch(value)
    if match is not None:
        year, month = int(match[1]), match[2]
        first = datetime(year, int(month or 1), 1, tzinfo=UTC)
        last = (
            datetime(year, 12, 31, tzinfo=UTC) if month is None else (first + timedelta(days=31)).replace(day=1) - _DAY
        )
        return Moment(first - _EAST, last + _DAY + _WEST)
    if "T" not in value:
        if len(value) < 8 or not set(value) <= set("0123456789-W"):
            return None
        day = datetime.fromisoformat(value).replace(tzinfo=UTC)
        return Moment(day - _EAST, day + _DAY + _WEST)
    time = datetime.fromisoformat(re.sub(r"(:?[0-5][0-9]:?)60(?=[.,Z+-])", r"\g<1>59", value))  # leap seconds
    return None if time.tzinfo is None else Moment(time.astimezone(UTC), time.astimezone(UTC))


def _fault(value: str) -> str:
    spaced = _SPACED.fullmatch(value)
    try:
        time = datetime.fromisoformat(f"{spaced[1]}T{spaced[2].replace(' ', '')}" if spaced else value)
    except ValueError:
        return "no date after ISO 8601"
    if time.tzinfo is None and ("T" in value or spaced):
        return "a time without a zone"
    return "no date after ISO 8601: a T stands between day and time" if spaced else "no date after ISO 8601"


RULES = (date_form, date_order)
