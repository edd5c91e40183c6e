"""The value of a time expression by itself: its grammar, its type, and the calendar."""

from collections.abc import Iterator
from datetime import date

from standfirst.finding import ERROR, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.time.expressions import Expression, expressions, named, parsed, possible, problem
from standfirst.rules.time.values import Value, fault, is_day, meant, weekday


@rule("TIM001", "timex-value", ERROR, "semantics", "document")
def timex_value(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The value of a time expression is one of TIMEX3."""
    values = facts.of(parsed)
    if None not in values.values():
        return
    for one in facts.of(expressions):
        text = one.time.value
        if text is None or values[text] is not None:
            continue
        better = meant(text)
        yield problem(
            one,
            facts,
            f"the value {text!r} of {one.words} is none of TIMEX3",
            expected=better,
            found=text,
            help=f"write {better!r}"
            if better
            else "a date is such as 2019-07-14, 2019-W28-7, 2019-Q3 or XXXX-WXX-7, a time 2019-07-14T09:30 or "
            "2019-07-14TEV, a duration P2D or PT30M",
        )


_FORMS = {
    "DATE": "a date without a time of day",
    "TIME": "a date with a time of day, behind T",
    "DURATION": "a duration, which begins with P",
    "SET": "what comes again: a duration, or a date with X",
}


def _is_of(type_: str, value: Value) -> bool:
    """Whether a value is what the type of its expression says."""
    if type_ == "SET":
        return not is_day(value)
    if value.kind == "reference":
        return type_ != "DURATION"
    if type_ == "DURATION":
        return value.kind == "duration"
    return value.kind == "date" and value.clock == (type_ == "TIME")


def _type_of(value: Value) -> str:
    if value.kind == "duration":
        return "DURATION"
    return "TIME" if value.clock else "DATE"


@rule("TIM002", "timex-type-value", ERROR, "semantics", "document")
def timex_type_value(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The value of a time expression is one of its type: only durations begin with P, only times have a T."""
    values = facts.of(possible)
    wrong = {
        (time.type, time.value)
        for time in facts.document.times or ()
        if (value := values.get(time.value or "")) is not None and not _is_of(time.type, value)
    }
    if not wrong:
        return
    for one in facts.of(expressions):
        type_, text = one.time.type, one.time.value
        if (type_, text) not in wrong or one.value is None:
            continue
        yield problem(
            one,
            facts,
            f"{one.words} is a {type_}, which is {_FORMS[type_]}, and its value is {text}",
            expected=_FORMS[type_],
            found=text,
            help=f"make it a {_type_of(one.value)}, or correct the value",
        )


@rule("TIM003", "timex-impossible", ERROR, "semantics", "document")
def timex_impossible(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The calendar has the day, the week and the hour that a value names."""
    values = facts.of(parsed)
    if len(facts.of(possible)) == len(values):
        return
    for one in facts.of(expressions):
        value = values.get(one.time.value or "")
        why = fault(value) if value is not None else None
        if why is not None:
            yield problem(
                one,
                facts,
                f"the value {one.time.value!r} of {one.words} cannot be: {why}",
                found=one.time.value,
                help="correct it; two digits may have changed places",
            )


def _weekdays_named(one: Expression, facts: Facts) -> list[int]:
    language = facts.words
    if language is None:
        return []
    return [
        number
        for word, number in named(one, facts, language.weekdays)
        if word.form not in language.ambiguous_times and word.form not in language.months and word.end - word.start > 2
    ]


@rule("TIM004", "weekday-clash", WARNING, "semantics", "document", needs=Needs(layers=("times",), words=("weekdays",)))
def weekday_clash(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The day that a value names is the day of the week that the text names."""
    language = facts.words
    if language is None:
        return
    for one in facts.of(expressions):
        day = weekday(one.value) if one.value is not None and one.value.kind == "date" else None
        if day is None or language.weekdays.get(one.time.span[0].text.lower()) == day:
            continue
        numbers = _weekdays_named(one, facts)
        if len(numbers) != 1 or numbers[0] == day:
            continue
        right = _nearest(one.time.value, numbers[0])
        yield problem(
            one,
            facts,
            f"{one.words} has the value {one.time.value}, which is a {_DAYS[day - 1]}",
            expected=right,
            found=one.time.value,
            help=f"the {_DAYS[numbers[0] - 1]} next to it is {right}" if right else "correct the value",
        )


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _nearest(text: str | None, number: int) -> str | None:
    """The value with the nearest day that is the given day of the week; the time of day stays."""
    try:
        day = date.fromisoformat((text or "")[:10])
        return (
            date.fromordinal(day.toordinal() + (number - day.isoweekday() + 3) % 7 - 3).isoformat() + (text or "")[10:]
        )
    except (ValueError, OverflowError):
        return None


@rule("TIM011", "month-clash", WARNING, "semantics", "document", needs=Needs(layers=("times",), words=("months",)))
def month_clash(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The month that a value names is the one that the text names."""
    language = facts.words
    if language is None:
        return
    for one in facts.of(expressions):
        value = one.value
        if value is None or value.month is None or not value.month.isdigit():
            continue
        numbers = [
            number
            for word, number in named(one, facts, language.months)
            if word.form not in language.weekdays and word.end - word.start > 2
        ]
        if len(numbers) == 1 and numbers[0] != int(value.month) and not _weekdays_named(one, facts):
            yield problem(
                one,
                facts,
                f"{one.words} has the value {one.time.value}, which is in month {int(value.month)}",
                expected=f"{numbers[0]:02}",
                found=value.month,
                help=f"make the month {numbers[0]:02}; day and month may have changed places",
            )


RULES = (timex_value, timex_type_value, timex_impossible, weekday_clash, month_clash)
