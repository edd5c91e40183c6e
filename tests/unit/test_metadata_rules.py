"""The rules of metadata: what they find, and what they leave alone."""

from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.data.licences import conditions, is_licence, nearest_licence
from standfirst.data.scripts import scripts_of
from standfirst.finding import Finding
from standfirst.model import Agent, Document, Entity, Publisher, Zone
from standfirst.model.header import Meta
from standfirst.rules import metadata
from standfirst.rules.metadata.dates import moment

ENGLISH = "The mayor of the town said that she would not open the bridge before the end of the year. "
GERMAN = "Die Stadt hat am Montag mit dem Bau der Brücke begonnen, die seit Jahren nicht mehr befahren wird. "
DUTCH = "De stad is maandag begonnen met het werk aan de brug, die al meer dan tien jaar voor verkeer dicht is. "
RUSSIAN = "Мэр города сообщил, что мост откроют до конца года, если позволит погода. "
SERBIAN = "Gradonačelnik je rekao da most neće biti otvoren pre kraja godine. "
JAPANESE = "市長は月曜日、年末までに橋を再び開通させることはないと語った。"
CODES = {rule.code for rule in metadata.RULES}


def found(text: str = "Ann left.", language: str = "en", **members: Any) -> list[Finding]:
    layers = {name: members.pop(name) for name in ("zones", "agents", "entities") if name in members}
    members.setdefault("license", "CC0-1.0")
    document = Document.create(
        text, id="d", language=language, license=members["license"], meta=Meta(**members), **layers
    )
    return [finding for finding in standfirst.validate(document).findings if finding.code in CODES]


def codes(*arguments: Any, **members: Any) -> list[str]:
    return [finding.code for finding in found(*arguments, **members)]


@pytest.mark.parametrize("tag", ["english", "xx", "en-UK", "deu", "zz-Latn"])
def test_a_tag_that_is_not_registered(tag: str) -> None:
    assert codes(language=tag) == ["MET001"]


@pytest.mark.parametrize(
    "tag", ["en-GB", "sr-Latn-RS", "und", "zh-Hant-TW", "en-x-house", "de-1996", "es-419", "und-Zsye"]
)
def test_a_tag_that_is_registered(tag: str) -> None:
    assert codes(language=tag) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH * 6, "de"),
        (GERMAN * 6, "en-US"),
        (DUTCH * 6, "en"),
        (RUSSIAN, "en"),
        (ENGLISH, "ru"),
        (JAPANESE * 2, "ko"),
        (SERBIAN, "sr-Cyrl"),
        (RUSSIAN, "sr-Latn"),
    ],
)
def test_a_text_in_another_language(text: str, language: str) -> None:
    (finding,) = found(text, language)
    assert (finding.code, finding.pointer) == ("MET002", "/language")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH * 6, "en"),
        (ENGLISH, "de"),  # too short to tell
        (SERBIAN * 3, "sr"),
        (RUSSIAN, "kk"),  # written in several scripts, or not known
        (JAPANESE * 2, "ja"),
        ("東京都知事選挙管理委員会" * 9, "ja"),
        ("12:30 1.2.2020 " * 40, "ar"),
        ("Norvik United 3 Elsa Town 2 " * 20, "fr"),  # a table of names is of no language
        (ENGLISH * 3 + f"“{GERMAN}” " + ENGLISH * 3, "en"),
        (GERMAN * 4, "sv"),  # no words of Swedish are known
    ],
)
def test_a_text_that_may_be_in_its_language(text: str, language: str) -> None:
    assert codes(text, language) == []


@pytest.mark.parametrize(
    "value",
    [
        "14.7.2019",
        "2019-13-01",
        "2019-02-29",
        "2019-07-14T09:30:00",
        "yesterday",
        "07/14/2019",
        "2019-07-14 09:30:00Z",
        "２０１９",
        "2019-7-4",
        "2019-07-14T25:00Z",
        "12:30",
        "190714",
    ],
)
def test_no_date(value: str) -> None:
    for member in ("date_created", "date_published", "date_modified", "accessed", "dct"):
        (finding,) = found(**{member: value})
        assert (finding.code, finding.pointer) == ("MET003", f"/meta/{member}")


@pytest.mark.parametrize(
    "value",
    [
        "2019",
        "2019-07",
        "2019-07-14",
        "20190714",
        "2019-W29-7",
        "2019-07-14T09:30Z",
        "2019-07-14T09:30:00.25+05:30",
        "2016-12-31T23:59:60Z",
        "0001-01-02",
        "20190714T093000Z",
    ],
)
def test_a_date(value: str) -> None:
    assert moment(value) is not None
    assert codes(date_published=value) == []


@given(st.text() | st.dates().map(str) | st.datetimes(timezones=st.timezones()).map(lambda time: time.isoformat()))
def test_a_moment_is_in_order(value: str) -> None:
    when = moment(value)
    assert when is None or when.first <= when.last


@pytest.mark.parametrize(
    "dates",
    [
        {"date_published": "2026-05-04", "accessed": "2026-05-01"},
        {"date_created": "2026-05-04T10:00:00Z", "date_published": "2026-05-04T10:00:00+02:00"},
        {"date_published": "2026-05", "date_modified": "2025"},
        {"date_created": "2027", "date_published": "bad", "date_modified": "2026-01-01"},
    ],
)
def test_dates_out_of_order(dates: dict[str, str]) -> None:
    assert "MET004" in codes(**dates)


@pytest.mark.parametrize(
    "dates",
    [
        {"date_published": "2026-05-04T23:30:00-08:00", "accessed": "2026-05-05"},
        {"date_published": "2026-05-05T01:00:00+09:00", "date_modified": "2026-05-04"},  # still the 4th in New York
        {"date_published": "2026", "accessed": "2026-03-01"},
        {"date_created": "2026-05-04", "date_published": "2026-05-04"},
        {"date_published": "2026-05-04", "dct": "2020-01-01"},
    ],
)
def test_dates_that_may_be_in_order(dates: dict[str, str]) -> None:
    assert codes(**dates) == []


@pytest.mark.parametrize(
    "url", ["file:///a.html", "www.example.org/a", "/a/b", "C:\\a", "https://", "ftp://example.org/a", "a b"]
)
def test_no_address(url: str) -> None:
    assert codes(url=url) == ["MET005"]


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org/?q=ü&r=%20#é", "HTTPS://EXAMPLE.ORG/A", "http://[::1]/a"]
)
def test_an_address(url: str) -> None:
    assert codes(url=url) == []


def test_what_an_address_says_of_its_reader() -> None:
    assert codes(url="https://example.org/a?id=1&UTM_source=x") == ["MET006"]
    assert codes(url="https://example.org/a?fbclid=") == ["MET006"]
    assert codes(url="https://example.org/utm_source?id=7&ref=utm_source#utm_source=1") == []
    assert codes(url="https://[example.org/a?utm_source=1") == []


@pytest.mark.parametrize(
    ("licence", "near"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("free", None),
        ("All rights reserved", None),
        ("cc0", "CC0-1.0"),
        ("CC-BY-SA4.0", "CC-BY-SA-4.0"),
        ("MIT OR", None),
        ("(MIT", None),
        ("MIT Apache-2.0", None),
        (" ", None),
    ],
)
def test_no_licence(licence: str, near: str | None) -> None:
    (finding,) = found(license=licence)
    assert finding.code == "MET007"
    assert finding.help is not None
    assert nearest_licence(licence) == near or near is None
    assert near is None or near in finding.help


@pytest.mark.parametrize(
    "licence",
    [
        "CC0-1.0",
        "cc-by-4.0",
        "https://example.org/licence",
        "LicenseRef-house",
        "NOASSERTION",
        "(MIT OR Apache-2.0) AND CC-BY-4.0",
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "Apache-1.0+",
    ],
)
def test_a_licence(licence: str) -> None:
    assert codes(license=licence) == []


@given(st.text(st.sampled_from("()ANDORWITHMIT -+."), max_size=60))
def test_any_string_is_a_licence_or_none(name: str) -> None:
    assert is_licence(name) in (True, False)
    if (near := nearest_licence(name)) is not None:
        assert is_licence(near)


def test_the_licences_of_the_creative_commons() -> None:
    assert conditions("CC0-1.0") == frozenset()
    assert conditions("CC-BY-NC-ND-4.0") == frozenset(("by", "nc", "nd"))
    assert conditions("https://creativecommons.org/licenses/by-sa/4.0/") == frozenset(("by", "sa"))
    assert conditions("https://creativecommons.org/publicdomain/zero/1.0/") == frozenset()
    assert conditions("MIT") is None


def test_licences_and_scripts_of_others_agree() -> None:
    packaging = pytest.importorskip("packaging.licenses")
    for name in ("MIT OR (Apache-2.0 AND BSD-3-Clause)", "LicenseRef-a.b", "GPL-2.0-only WITH Classpath-exception-2.0"):
        assert packaging.canonicalize_license_expression(name)
        assert is_licence(name)
    for name in ("MIT OR OR MIT", "()", "MIT)", "WITH MIT"):
        with pytest.raises(packaging.InvalidLicenseExpression):
            packaging.canonicalize_license_expression(name)
        assert not is_licence(name)
    assert scripts_of("sr") == scripts_of("qaa") == frozenset()


def test_the_list_of_licences_is_the_one_it_is_made_of() -> None:
    spdx = pytest.importorskip("packaging.licenses._spdx")
    assert sum(is_licence(entry["id"]) for entry in spdx.LICENSES.values()) > 0.95 * len(spdx.LICENSES)


def zone(kind: str, start: int, end: int, name: str = "z1") -> Zone:
    return Zone(id=name, kind=kind, start=start, end=end)


def test_a_headline_that_is_another() -> None:
    text = "Bridge opens\nAnn left."
    zones = (zone("headline", 0, 12), zone("paragraph", 13, 22, "z2"))
    (finding,) = found(text, headline="Ann has left", zones=zones)
    assert (finding.code, finding.range, finding.pointer) == ("MET008", (0, 12), "/meta/headline")
    for headline in (
        "BRIDGE OPENS",
        "“Bridge opens”",
        "Bridge  opens!",
        "Norvik: Bridge opens",
        "Opens",
        "…",
        "Ｂridge opens",
    ):
        assert codes(text, headline=headline, zones=zones) == []
    assert codes(text, headline="Ann has left") == []  # no zones
    assert codes(text, headline="Ann has left", zones=(zone("paragraph", 0, 12),)) == []
    in_two = (zone("headline", 0, 6), zone("headline", 7, 12, "z2"))
    assert codes(text, headline="Bridge opens", zones=in_two) == []


def test_a_byline_and_a_dateline() -> None:
    text = "By Ann Lind\nNORVIK - Rain."
    zones = (zone("byline", 0, 11), zone("dateline", 12, 18, "z2"))
    assert (
        codes(text, byline="By Ann Lind, Norvik", dateline="NORVIK, May 4", authors=("Lind, Ann",), zones=zones) == []
    )
    assert codes(text, byline="By Bob Ross", dateline="ELSA", zones=zones) == ["MET008", "MET008"]
    assert codes(text, authors=("Ann Lind", "Bob Ross"), zones=zones) == ["MET009"]
    assert codes(text, authors=("A. L.", "张伟"), byline="记者张伟") == []
    assert codes(text, authors=("Bob Ross",)) == []  # no byline anywhere


@pytest.mark.parametrize(
    "members",
    [
        {"section": "N/A"},
        {"byline": " none "},
        {"authors": ("Ann", "")},
        {"publisher": Publisher(name="null")},
        {"headline": "nan"},
    ],
)
def test_a_word_for_nothing(members: dict[str, Any]) -> None:
    assert codes(**members) == ["MET010"]


@pytest.mark.parametrize(
    "members",
    [
        {"headline": "Unknown"},
        {"headline": "None"},
        {"section": "Nonesuch"},
        {"byline": "Nan Null"},
        {"authors": ("N. Avery",)},
    ],
)
def test_a_word_that_may_be_something(members: dict[str, Any]) -> None:
    assert codes(**members) == []


def test_annotations_without_an_annotator_among_others() -> None:
    agents = (Agent(id="a1", kind="person", name="A"), Agent(id="a2", kind="program", name="B"))
    named, other = Entity(id="e1", type="PER", annotator="a1"), Entity(id="e2", type="PER")
    (finding,) = found(agents=agents, entities=(named, other))
    assert (finding.code, finding.pointer) == ("MET011", "/entities")
    assert finding.message.startswith("1 of 2 annotations of entities")
    assert codes(agents=agents[:1], entities=(named, other)) == []
    assert codes(agents=agents, entities=(named,)) == codes(agents=agents, entities=(other,)) == []
