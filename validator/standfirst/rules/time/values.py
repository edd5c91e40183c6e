"""TIMEX3 values: their grammar, and what of the calendar they name.

A date is a year (``2019``, with ``X`` for what is not known), decade (``201``) or century (``20``), perhaps with a half, a
quarter, a season, a month, a day, a week or a day of the week, and a time of day behind ``T``. A duration is ``P`` with
amounts and units.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

Kind = Literal["date", "duration", "reference"]

REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")

_DATE = re.compile(
    r"(?P<era>BC)?(?P<fiscal>FY)?(?P<year>[0-9X]{2,4})"
    r"(?:-(?:H(?P<half>[0-9X])|Q(?P<quarter>[0-9X])|(?P<season>SP|SU|FA|WI)"
    r"|W(?P<week>[0-9X]{2})(?:-(?P<weekday>[0-9X]|WE))?"
    r"|(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?))?"
)
_CLOCK = re.compile(
    r"T(?:MO|MI|AF|EV|NI|DT|AM|PM"
    r"|(?P<hour>[0-9X]{2})(?::(?P<minute>[0-9X]{2})(?::(?P<second>[0-9X]{2})(?:[.,][0-9]+)?)?)?"
    r"(?:Z|[+-](?P<zone>[0-9]{2})(?::?(?P<zone_minute>[0-9]{2}))?)?)"
)
_NUMBER = r"(?:[0-9]+(?:[.,][0-9]+)?|X+)"
_DURATION = re.compile(
    rf"P(?=[0-9X]|T[0-9X])(?:{_NUMBER}(?:WE|WD|DE|CE|ML|SP|SU|FA|WI|FY|[YQMWDCEL]))*"
    rf"(?:T(?:{_NUMBER}(?:MO|MI|AF|EV|NI|DT|[HMS]))+)?|PX+"
)
_GEOLOGICAL = re.compile(r"[KMG]A[0-9]+(?:\.[0-9]+)?")


class Value(NamedTuple):
    """A value taken apart. Parts of a date are as they are written, ``None`` where they are absent.

    ``clock`` is whether a time of day is given. ``year`` has two characters for a century, three for a decade.
    """

    kind: Kind
    year: str | None = None
    era: str | None = None
    fiscal: str | None = None
    half: str | None = None
    quarter: str | None = None
    season: str | None = None
    month: str | None = None
    day: str | None = None
    week: str | None = None
    weekday: str | None = None
    clock: bool = False
    hour: str | None = None
    minute: str | None = None
    second: str | None = None
    zone: str | None = None
    zone_minute: str | None = None


def parse(text: str) -> Value | None:
    """A TIMEX3 value taken apart, or ``None`` where it is none. Whether the calendar has it, ``fault`` tells."""
    if text in REFERENCES:
        return Value("reference")
    if text.startswith("P"):
        return Value("duration") if _DURATION.fullmatch(text) else None
    if _GEOLOGICAL.fullmatch(text):
        return Value("reference")
    found = _DATE.match(text)
    position = found.end() if found else 0
    parts: dict[str, Any] = found.groupdict() if found else {}
    if position < len(text) and text[position] == "T":
        clock = _CLOCK.fullmatch(text, position)
        return Value("date", **parts, clock=True, **clock.groupdict()) if clock else None
    return Value("date", **parts) if found and position == len(text) else None


_SLIPS = (
    (re.compile(r"^(\d{4})(\d{2})(\d{2})(T.*)?$"), r"\1-\2-\3\4"),
    (re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(T.*)?$"), r"\1-\2-\3\4"),
    (re.compile(r"^(\d{4}-\d{2}-\d{2}) +(?=\d{1,2}(?::|$))"), r"\1T"),
    (re.compile(r"(?<=[-T])(\d)(?=$|[-T:])"), r"0\1"),
    (re.compile(r"^(\d+(?:DE|[YMWD]))$"), r"P\1"),
)


def meant(text: str) -> str | None:
    """The value that was probably meant by a text that is none, such as ``2019-07-14`` by ``2019-7-14``; else ``None``."""
    for candidate in (text.strip(), text.strip().upper()):
        for pattern, put in _SLIPS:
            if _sensible(candidate):
                break
            candidate = pattern.sub(put, candidate)
        if candidate != text and _sensible(candidate):
            return candidate
    return None


def _sensible(text: str) -> bool:
    value = parse(text)
    return value is not None and fault(value) is None


def fault(value: Value) -> str | None:
    """Why a value cannot be, in words; ``None`` where it can."""
    return _fault_of_clock(value) or _fault_of_date(value)


def _fault_of_clock(value: Value) -> str | None:
    hour, minute, second = _number(value.hour), _number(value.minute), _number(value.second)
    if hour is not None and hour > 24:
        return f"there is no hour {value.hour}"
    if minute is not None and minute > 59:
        return f"there is no minute {value.minute}"
    if second is not None and second > 60:
        return f"there is no second {value.second}"
    if hour == 24 and (minute or second):
        return "24 is the end of the day, and no minute follows it"
    if value.zone is not None and (int(value.zone) > 14 or int(value.zone_minute or 0) > 59):
        return "no time zone is that far from Greenwich"
    return None


def _fault_of_date(value: Value) -> str | None:
    for name, part, last in (
        ("half", value.half, 2),
        ("quarter", value.quarter, 4),
        ("month", value.month, 12),
        ("week", value.week, 53),
        ("day of the week", value.weekday, 7),
    ):
        number = _number(part)
        if number is not None and not 1 <= number <= last:
            return f"there is no {name} {part}"
    year, week, day = _year(value), _number(value.week), _number(value.day)
    if week == 53 and year is not None and date(year, 12, 28).isocalendar().week < 53:
        return f"the year {year} has 52 weeks"
    if day is None:
        return None
    month = _number(value.month)
    longest = 31 if month is None else monthrange(year or 2000, month)[1]
    if not 1 <= day <= longest:
        where = "month" if month is None else f"{value.year}-{value.month}"
        return f"there is no day {value.day} in " + (f"any {where}" if month is None else where)
    return None


def _number(part: str | None) -> int | None:
    return int(part) if part is not None and part.isdigit() else None


def _year(value: Value) -> int | None:
    """The year, where it is known and the calendar of the library has it."""
    year = _number(value.year) if value.year is not None and len(value.year) == 4 else None
    return year if year and not value.era else None


def weekday(value: Value) -> int | None:
    """The day of the week that a possible value names, Monday as 1; ``None`` where it names none."""
    if value.weekday is not None:
        return _number(value.weekday)
    year, month, day = _year(value), _number(value.month), _number(value.day)
    return date(year, month, day).isoweekday() if year and month and day else None


def is_day(value: Value) -> bool:
    """Whether a value names one day of the calendar."""
    year = _year(value)
    return bool(
        year and ((_number(value.month) and _number(value.day)) or (_number(value.week) and _number(value.weekday)))
    )


def days(value: Value) -> tuple[date, date] | None:
    """The first and the last day that a possible value may mean; ``None`` where the year, or a season, leaves that open."""
    if (
        value.kind != "date"
        or value.era
        or value.fiscal
        or value.season
        or value.year is None
        or not value.year.isdigit()
    ):
        return None
    if len(value.year) < 4:
        return _period(value.year)
    year = int(value.year)
    if not 1 <= year <= 9998:
        return None
    week, month = _number(value.week), _number(value.month)
    if value.week is not None:
        return _of_week(year, week, value.weekday)
    if value.half is not None or value.quarter is not None:
        return _part_of_year(year, value)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    day = _number(value.day)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _period(year: str) -> tuple[date, date] | None:
    """A decade or a century; the latter as TIMEX3 writes it, so that 19 means 1900 to 1999."""
    length = 10 ** (4 - len(year))
    first = int(year) * length
    return (date(first, 1, 1), date(first + length - 1, 12, 31)) if 1 <= first <= 9900 else None


def _part_of_year(year: int, value: Value) -> tuple[date, date]:
    number, months = (_number(value.half), 6) if value.half is not None else (_number(value.quarter), 3)
    if number is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def _of_week(year: int, week: int | None, part: str | None) -> tuple[date, date]:
    if week is None:
        return date(year, 1, 1), date(year, 12, 31)
    monday = date.fromisocalendar(year, week, 1)
    number = _number(part)
    if number is not None:
        return monday + timedelta(number - 1), monday + timedelta(number - 1)
    return monday + timedelta(5 if part == "WE" else 0), monday + timedelta(6)
