"""The rules of time expressions: what must be found, and what looks like it and must not be."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from standfirst.model import (
    Arg,
    Coverage,
    Document,
    Entity,
    Event,
    EventMention,
    LayerCoverage,
    Mark,
    Mention,
    Meta,
    Time,
    Zone,
)
from standfirst.model.columns import Columns
from standfirst.rules.facts import Facts
from standfirst.rules.run import run
from standfirst.rules.time import RULES
from standfirst.rules.time.values import days, fault, is_day, meant, parse, weekday

FULL = LayerCoverage(extent="full")


def found(document: Document) -> set[str]:
    return {finding.code for finding in run(RULES, Facts(Columns(document)))}


def one(
    text: str, value: str | None, *, published: str | None = "2019-07-14", language: str = "en", **more: Any
) -> set[str]:
    """The codes for a document whose time expression stands between brackets."""
    start, end = text.index("["), text.index("]") - 1
    bare = text.replace("[", "").replace("]", "")
    document = Document.create(
        bare,
        id="d",
        language=language,
        license="CC0-1.0",
        scheme="news-1.0",
        meta=Meta(license="CC0-1.0", date_published=published),
        coverage=Coverage(times=FULL),
        times=(),
        **{name: more.pop(name) for name in ("zones", "mentions", "entities", "marks") if name in more},
    )
    time = Time(id="t1", span=document.span((start, end)), type=more.pop("type", "DATE"), value=value, **more)
    return found(document.add(time))


# Values.


@pytest.mark.parametrize(
    "value",
    [
        "2019", "201", "20", "XXXX", "2019-07", "2019-07-14", "2019-XX-14", "2019-W28", "2019-W28-7", "2019-W28-WE",
        "XXXX-WXX-7",
        "2019-Q3", "2019-H1", "2019-SU", "2019-WI", "BC0044-03-15", "FY2019", "FY2019-Q2", "2019-07-14TMO", "XXXX-XX-XXTNI",
        "2019-07-14T09:30", "2019-07-14T09:30:15", "2019-07-14T09:30:15.25Z", "2019-07-14T09:30+02:00", "2019-07-14T24:00",
        "2019-07-14TXX:30", "2019-W28-7T10", "P2D", "P2Y6M", "PT1M30S", "PXX", "PXM", "P1.5Y", "P3DE", "P1C", "P2E", "P1L",
        "P1DT12H", "PT30M", "P2WE", "P1SU", "PAST_REF", "PRESENT_REF", "FUTURE_REF", "2020-02-29", "2020-W53-5",
    ],
)  # fmt: skip
def test_values_of_timex3(value: str) -> None:
    parsed = parse(value)
    assert parsed is not None
    assert fault(parsed) is None
    days(parsed)
    weekday(parsed)


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "P", "PT", "P1DT", "T", "yesterday", "2019-7-14", "14.07.2019", "2019/07/14", "20190714", "2019-07-14 09:30",
        "p2d",
        "2019-07-14T9:30", "2019-", "-07-14", "2019-07-14-01", "2019-W28-WW", "2019-Q", "XXXX-WXX-", "2 days", "P2", "PD",
        "2019-07-14\n", "２０１９", "2019-07-14TXY", "PAST REF", "UNDEF-this-day", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_value(value: str) -> None:
    assert parse(value) is None
    assert "TIM001" in one("It rained [then].", value)


@pytest.mark.parametrize(
    ("slip", "value"),
    [
        ("2019-7-14", "2019-07-14"),
        ("2019-7-4", "2019-07-04"),
        ("20190714", "2019-07-14"),
        ("2019/7/14", "2019-07-14"),
        ("2019-07-14 09:30", "2019-07-14T09:30"),
        ("2019-07-14T9:30", "2019-07-14T09:30"),
        ("p2d", "P2D"),
        ("2D", "P2D"),
        (" 2019 ", "2019"),
        ("xxxx-wxx-7", "XXXX-WXX-7"),
    ],
)
def test_a_slip_of_the_pen_gets_what_was_meant(slip: str, value: str) -> None:
    assert meant(slip) == value


@pytest.mark.parametrize("value", ["yesterday", "2019-02-30", "2019-14-07", "14.07.2019", "soon", ""])
def test_nothing_is_guessed_where_nothing_is_plain(value: str) -> None:
    assert meant(value) is None


@pytest.mark.parametrize(
    "value",
    ["2019-02-30", "2019-02-29", "2019-13", "2019-00-10", "2019-04-31", "XXXX-02-30", "2019-W54", "2019-W00", "2019-W53",
     "2019-W28-8", "2019-W28-0", "2019-Q5", "2019-H3", "2019-07-14T25:00", "2019-07-14T10:60", "2019-07-14T24:01",
     "2019-XX-32"],
)  # fmt: skip
def test_what_the_calendar_does_not_have(value: str) -> None:
    kind = "TIME" if "T" in value else "DATE"
    assert one("It rained [then 1].", value, type=kind) == {"TIM003"}


@given(st.dates())
def test_every_day_of_the_calendar_is_a_day(day: date) -> None:
    value = parse(day.isoformat())
    assert value is not None
    assert fault(value) is None
    assert is_day(value)
    assert weekday(value) == day.isoweekday()
    if day.year < 9999:
        assert days(value) == (day, day)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)))
def test_every_week_has_seven_days(day: date) -> None:
    year, week, number = day.isocalendar()
    whole, single = parse(f"{year:04}-W{week:02}"), parse(f"{year:04}-W{week:02}-{number}")
    assert whole is not None
    assert single is not None
    assert fault(whole) is None
    first, last = days(whole) or (day, day)
    assert first <= day <= last == first + timedelta(6)
    assert days(single) == (day, day)


@given(st.text(alphabet="0123456789X-TPYMWDH:.QSUAFEVCB+Z", max_size=16))
def test_no_text_is_too_much(text: str) -> None:
    value = parse(text)
    if value is not None and fault(value) is None:
        span = days(value)
        assert span is None or span[0] <= span[1]
        assert weekday(value) in (None, 1, 2, 3, 4, 5, 6, 7)
    better = meant(text)
    assert better is None or parse(better) is not None


# Rules.


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [
        ("DATE", "P1D", True), ("DATE", "2019-07-14TMO", True), ("TIME", "2019-07-14", True), ("TIME", "PT2H", True),
        ("DURATION", "2019", True), ("DURATION", "PRESENT_REF", True), ("SET", "2019-07-14", True),
        ("DATE", "PRESENT_REF", False), ("TIME", "PRESENT_REF", False), ("SET", "P1D", False), ("SET", "XXXX-WXX-7", False),
        ("SET", "XXXX-XX-XXTMO", False), ("SET", "XXXX-07-04", False), ("DURATION", "PT2H", False),
        ("TIME", "2019-07-14TNI", False),
        ("DATE", "2019-W28", False),
    ],
)  # fmt: skip
def test_type_and_value(kind: str, value: str, wrong: bool) -> None:
    assert ("TIM002" in one("It rained [then 1].", value, type=kind)) is wrong


@pytest.mark.parametrize(
    ("text", "value", "language"),
    [
        ("She left on [Friday].", "2019-07-11", "en"),
        ("She left on [Sunday night].", "2019-07-13TNI", "en"),
        ("She left [last Monday’s].", "2019-07-09", "en"),
        ("She left on [Sunday].", "XXXX-WXX-6", "en"),
        ("Sie ging am [Freitag].", "2019-07-11", "de"),
        ("Elle part [vendredi].", "2019-W28-4", "fr"),
        ("Parte [el viernes].", "2019-07-11", "es"),
    ],
)
def test_another_day_of_the_week(text: str, value: str, language: str) -> None:
    kind = "TIME" if "T" in value else "DATE"
    assert "TIM004" in one(text, value, language=language, type=kind, published=None)


@pytest.mark.parametrize(
    ("text", "value", "language"),
    [
        ("She left on [Friday].", "2019-07-12", "en"),
        ("Open [Monday to Friday].", "2019-07-12", "en"),
        ("She left in [the week of Monday].", "2019-W28", "en"),
        ("She left on [sun].", "2019-07-12", "en"),
        ("She left on [13 March].", "2019-03-13", "en"),
        ("Elle part le [12 mar].", "2019-03-12", "fr"),
        ("Sie ging am [Samstagabend].", "2019-07-12", "de"),
        ("She left on [Friday].", "P1D", "en"),
        ("She left on [Friday].", "2019-02-30", "en"),
        ("Ela parte na [segunda-feira].", "2019-07-15", "pt"),
        ("彼は[日曜]に出た。", "2019-07-12", "ja"),
    ],
)
def test_the_same_day_of_the_week(text: str, value: str, language: str) -> None:
    assert "TIM004" not in one(text, value, language=language)


def test_the_nearest_such_day_is_offered() -> None:
    document = Document.create("On Friday.", id="d", language="en", license="CC0-1.0", times=())
    time = Time(id="t1", span=document.span((3, 9)), type="TIME", value="2019-07-15TNI")
    (finding,) = [each for each in run(RULES, Facts(Columns(document.add(time)))) if each.code == "TIM004"]
    assert finding.expected == "2019-07-12TNI"


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        ("On [8 July 2019].", "2019-08-07", True),
        ("On [July 8].", "2019-06-08", True),
        ("On [July 8].", "2019-07-08", False),
        ("From [June to July].", "2019-06", False),
        ("In [May].", "2019-05", False),
        ("In [early summer].", "2019-05", False),
        ("On [July 8].", "2019-W28", False),
        ("On [July 8].", "XXXX-07-08", False),
    ],
)
def test_the_month(text: str, value: str, wrong: bool) -> None:
    assert ("TIM011" in one(text, value)) is wrong


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("It rained [then], and on Wednesday again.", True),
        ("It rained [then]. In September it stopped.", True),
        ("It rained [then]. Since Monday it is dry.", True),
        ("It rained [then], wrote the Sunday Times.", False),
        ("It rained [then], on Black Friday.", False),
        ("It rained [then], and it may march on, Mon.", False),
        ("It rained [then]. #Friday was a hashtag.", False),
        ("It rained [then]. Holidaymakers marched.", False),
        ("It rained [on Monday].", False),
    ],
)
def test_missed_days(text: str, missed: bool) -> None:
    assert ("TIM005" in one(text, "2019")) is missed


def test_days_in_names_titles_and_dead_zones_are_not_missed() -> None:
    text = "[Then] Tuesday Weld sang “Ruby tuesday”.\nmonday: more"
    mentions = (Mention(id="m1", entity="e1", span=Document.create(text.replace("[", "").replace("]", ""), id="d",
                language="en", license="CC0-1.0").span((5, 17)), level="NAM"),)  # fmt: skip
    marks = (Mark(id="k1", fragment=_span(text, 23, 37)[0], function="title"),)
    zones = (Zone(id="z1", kind="paragraph", start=0, end=38), Zone(id="z2", kind="related-link", start=39, end=51))
    entities = (Entity(id="e1", type="PER"),)
    assert one(text, "2019", mentions=mentions, marks=marks, zones=zones, entities=entities) == set()


def _span(text: str, start: int, end: int) -> Any:
    bare = text.replace("[", "").replace("]", "")
    return Document.create(bare, id="d", language="en", license="CC0-1.0").span((start, end))


def happened(value: str, realis: Any = "actual", published: str | None = "2019-07-14", **more: Any) -> set[str]:
    document = Document.create(
        "It opened then.",
        id="d",
        language="en",
        license="CC0-1.0",
        meta=Meta(license="CC0-1.0", date_published=published),
    )
    kind: Any = "TIME" if "T" in value else "DATE"
    mention = EventMention(
        id="x1",
        event="v1",
        trigger=document.span((3, 9)),
        type="a",
        realis=realis,
        args=(Arg(role="time", kind="time", ref="t1"),),
        **more,
    )
    document = document.add(Event(id="v1", type="a"))
    document = document.add(Time(id="t1", span=document.span((10, 14)), type=kind, value=value))
    return found(document.add(mention))


@pytest.mark.parametrize(
    "value", ["2019-07-16", "2019-08", "2020", "2119-07-14", "2019-W40", "2019-Q4", "2019-07-20T10:00"]
)
def test_what_has_happened_after_the_article(value: str) -> None:
    assert "TIM006" in happened(value)


@pytest.mark.parametrize(
    "value", ["2019-07-14", "2019-07-15", "2019-07", "2019", "201", "2019-W28", "2019-H2", "XXXX-WXX-7", "2019-WI"]
)
def test_what_may_have_happened_before_it(value: str) -> None:
    assert "TIM006" not in happened(value)


def test_what_has_not_happened_may_be_later() -> None:
    assert "TIM006" not in happened("2019-07-20", "future")
    assert "TIM006" not in happened("2019-07-20", None)
    assert "TIM006" not in happened("2019-07-20", published=None)
    assert "TIM006" not in happened("2019-07-20", published="in July")
    assert "TIM006" not in happened("2019-07-20", polarity="negative")


@pytest.mark.parametrize(
    ("value", "kind", "published", "wrong"),
    [
        ("XXXX-WXX-7", "DATE", "2019-07-14", True),
        ("XXXX-WXX-7TNI", "TIME", "2019-07-14T09:00:00Z", True),
        ("XXXX-WXX-WE", "DATE", "2019-07-14", True),
        ("XXXX-WXX-7", "SET", "2019-07-14", False),
        ("XXXX-WXX-7", "DATE", None, False),
        ("XXXX-12-24", "DATE", "2019-07-14", False),
        ("XXXX-XX-XXTNI", "TIME", "2019-07-14", False),
        ("2019-XX-XX", "DATE", "2019-07-14", False),
    ],
)
def test_what_is_left_open(value: str, kind: str, published: str | None, wrong: bool) -> None:
    assert ("TIM007" in one("It rained [then].", value, type=kind, published=published)) is wrong


@pytest.mark.parametrize(
    ("text", "value", "published", "wrong"),
    [
        ("It rained on [Sunday].", "2019-07-14", None, True),
        ("It rained [yesterday].", "2019-W28-7", None, True),
        ("It rained on [14 July 2019].", "2019-07-14", None, False),
        ("It rained on [二〇一九年七月十四日].", "2019-07-14", None, False),
        ("It rained on [Sunday].", "2019-07-14", "2019-07-15", False),
        ("It rained on [Sunday].", "XXXX-WXX-7", None, False),
        ("It rained in [the eighties].", "198", None, False),
    ],
)
def test_what_is_resolved_by_nothing(text: str, value: str, published: str | None, wrong: bool) -> None:
    assert ("TIM008" in one(text, value, published=published)) is wrong


def anchored(first: Time | None, second: str, anchor: str, published: str | None = None) -> set[str]:
    document = Document.create(
        "One day, the next day.", id="d", language="en", license="CC0-1.0", times=(),
        meta=Meta(license="CC0-1.0", date_published=published),
    )  # fmt: skip
    second_ = Time(id="t2", span=document.span((9, 21)), type="DATE", value=second, anchor=anchor)
    return found(structs.replace(document, times=(second_,) if first is None else (first, second_)))


def _first(value: str | None, anchor: str | None = None) -> Time:
    return Time(id="t1", span=_span("One day, the next day.", 0, 7), type="DATE", value=value, anchor=anchor)


def test_anchors_lead_to_a_date() -> None:
    assert "TIM009" in anchored(None, "2019-07-14", "_dct")
    assert "TIM009" in anchored(_first("XXXX-WXX-6"), "2019-07-14", "t1")
    assert "TIM009" in anchored(_first("XXXX-WXX-6", "_dct"), "2019-07-14", "t1")
    assert "TIM009" not in anchored(_first("XXXX-WXX-6", "_dct"), "2019-07-14", "t1", "2019-07-14")
    assert "TIM009" not in anchored(_first("2019-07-13"), "2019-07-14", "t1")
    assert "TIM009" not in anchored(_first(None), "2019-07-14", "t1")
    assert "TIM009" not in anchored(_first("XXXX-WXX-6"), "XXXX-WXX-7", "t1")
    assert "TIM009" not in anchored(None, "2019-07-14", "_dct", "2019-07-14")
    assert anchored(None, "2019-07-14", "gone") == set()
    assert anchored(_first("XXXX-WXX-6", "t2"), "2019-07-14", "t2") <= {"TIM009"}  # a circle: REF004 says so


@pytest.mark.parametrize(
    ("kind", "value", "published", "wrong"),
    [
        ("dateline", "2019-07-24", "2019-07-14", True),
        ("dateline", "2020", "2019-07-14", True),
        ("dateline", "2019-07-15", "2019-07-14", False),
        ("dateline", "2019-07", "2019-07-14", False),
        ("dateline", "2019-07-24", None, False),
        ("paragraph", "2019-07-24", "2019-07-14", False),
    ],
)
def test_datelines(kind: str, value: str, published: str | None, wrong: bool) -> None:
    zones = (Zone(id="z1", kind=kind, start=0, end=14),)
    assert ("TIM010" in one("LOWEN, [2 days]\nIt rained.", value, published=published, zones=zones)) is wrong
