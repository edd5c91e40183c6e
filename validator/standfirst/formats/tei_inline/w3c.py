"""TIMEX3 values that are dates, times and durations of XML Schema (part 2, 3.2.6-3.2.14), as ``@when`` and ``@dur`` want."""

import re

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?"
_DATE = r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
_WHEN = re.compile(
    rf"(?:(?!0000){_DATE}(?:T{_CLOCK})?|(?!0000)\d{{4}}(?:-(?:0[1-9]|1[0-2]))?|{_CLOCK}){_ZONE}", re.ASCII
)
_NUMBER = r"\d{1,9}"
_DUR = re.compile(
    rf"P(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}(?:\.\d{{1,9}})?S)?)?",
    re.ASCII,
)
_SHORT_MONTHS = {4: 30, 6: 30, 9: 30, 11: 30}


def is_when(value: str) -> bool:
    """Whether ``value`` is a date, a time of day, both, a month or a year that every schema processor takes."""
    match = _WHEN.fullmatch(value)
    if match is None:
        return False
    if match["day"] is None:
        return True
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = 28 + leap if month == 2 else _SHORT_MONTHS.get(month, 31)
    return day <= longest


def is_duration(value: str) -> bool:
    """Whether ``value`` is a duration of XML Schema, which has no weeks."""
    return _DUR.fullmatch(value) is not None
