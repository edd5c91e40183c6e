"""Language tags: what is registered has no fault, and what is not is told with a remedy."""

import re
from pathlib import Path

import babel
import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_language_data import DATA, spelled, tag_data
from standfirst.data import LANGUAGES, language_fault, tag_is_registered
from standfirst.data.language_tags import _data


def test_the_file_is_what_the_generator_writes(oracles: Path) -> None:
    modules = oracles / "node_modules"
    if not (modules / "language-subtag-registry").is_dir():
        pytest.skip("the oracles hold no node_modules with the registry")
    assert (DATA / "language_tags.json").read_text("utf-8") == spelled(tag_data(modules))


def test_every_locale_that_babel_knows_has_no_fault() -> None:
    for name in set(babel.localedata.locale_identifiers()) - {"en_US_POSIX"}:  # which is no variant of BCP 47
        assert language_fault(name.replace("_", "-")) is None
        if "_" in name:
            fault = language_fault(name) or ""
            assert fault.casefold() == f"'{name}' is written '{name.replace('_', '-')}'".casefold()


def test_langcodes_agrees_on_every_code_of_two_letters_and_many_of_three() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    codes = [first + second for first in letters for second in letters]
    assert [code for code in codes if tag_is_registered(code) != langcodes.tag_is_valid(code)] == []
    longer = [code + third for code in codes[::7] for third in letters[::5]]
    wrong = {code for code in longer if langcodes.tag_is_valid(code) and not tag_is_registered(code)}
    assert [code for code in wrong if code not in _data()["language_aliases"]] == []


GOOD = """
en EN-gb de-CH-1996 zh-Hant-TW sr-Latn-RS es-419 sl-rozaj-biske de-Latn-x-press x-house qaa i-klingon
zh-cmn-Hans-CN en-u-ca-gregory und mul zxx iw hy-Latn-IT-arevela ast
"""


@pytest.mark.parametrize("tag", GOOD.split())
def test_good_tags(tag: str) -> None:
    assert language_fault(tag) is None
    assert tag_is_registered(tag)


@pytest.mark.parametrize(
    ("tag", "fault"),
    [
        ("", "it is empty; a language tag is needed, such as 'en' or 'de-CH'"),
        (" ", "it is empty; a language tag is needed, such as 'en' or 'de-CH'"),
        ("english", "'english' is no language code; did you mean 'en'?"),
        ("Deutsch", "'Deutsch' is no language code; did you mean 'de'?"),
        ("français", "'français' is no language tag; did you mean 'fr'?"),
        ("engilsh", "'engilsh' is no language code; did you mean 'en'?"),
        ("english-US", "'english' in 'english-US' is no language code; did you mean 'en-US'?"),
        ("en_US", "'en_US' is written 'en-US'"),
        ("en_US.UTF-8", "'en_US.UTF-8' is written 'en-US'"),
        ("zh_hant_tw", "'zh_hant_tw' is written 'zh-Hant-TW'"),
        (" en", "' en' is written 'en'"),
        ("en-", "'en-' is written 'en'"),
        ("eng", "'eng' is written 'en'"),
        ("ger-AT", "'ger-AT' is written 'de-AT'"),
        ("xx", "'xx' is no language code"),
        ("C", "'C' is no language tag"),
        ("en-UK", "'UK' in 'en-UK' is no registered region; did you mean 'en-GB'?"),
        ("de-AUT", "'aut' in 'de-AUT' is no registered extended language; did you mean 'de-AT'?"),
        ("en-Latx", "'Latx' in 'en-Latx' is no registered script"),
        ("de-1995", "'1995' in 'de-1995' is no registered variant"),
        ("de-1996-1996", "'1996' stands in 'de-1996-1996' twice"),
        ("en-a-bb-a-cc", "'a' stands in 'en-a-bb-a-cc' twice"),
        ("zh-cmn-yue", "'zh-cmn-yue' has more than one extended language"),
        ("en" + "-x" * 200, "'" + "en" + "-x" * 18 + "-…' is too long for a language tag"),
    ],
)
def test_faults(tag: str, fault: str) -> None:
    assert language_fault(tag) == fault
    assert not tag_is_registered(tag)


def test_every_suggestion_is_a_tag_without_fault() -> None:
    data = _data()
    for name in (*data["names"], *data["language_aliases"]):
        meant = re.search(r"(?:did you mean|is written) '([^']*)'", language_fault(name) or "")
        if not tag_is_registered(name):  # some names of languages are codes too
            assert meant, name
            assert tag_is_registered(meant[1]), name
    for region in data["region_aliases"]:
        if (fault := language_fault(f"en-{region}")) is not None:
            assert tag_is_registered(fault.split("'")[-2]), fault


@given(tag=st.one_of(st.text(), st.from_regex(r"[A-Za-z]{1,9}([-_][A-Za-z0-9]{1,9}){0,5}", fullmatch=True)))
def test_any_string_has_an_answer_that_names_it(tag: str) -> None:
    fault = language_fault(tag)
    assert fault is None or tag[:20] in fault or not tag.strip()
    assert tag_is_registered(tag) == (fault is None)


def test_the_languages_with_words_are_registered() -> None:
    assert all(tag_is_registered(code) and code in _data()["language"].split() for code in LANGUAGES)
