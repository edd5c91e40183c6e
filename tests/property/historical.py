"""Texts on which programs have been wrong, one for each cause that was seen: every property of offsets is tried on them."""

from collections.abc import Callable
from typing import Any

from hypothesis import example

HISTORICAL: dict[str, str] = {
    "UTF-16 units taken for code points": "🚢 Ann Lind met 𝒳.",
    "bytes taken for code points": "Zoë naïvely paid €5 in Łódź.",
    "a cluster for every code point": "👨‍👩‍👧‍👦 of 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f, 1️⃣ ❤️",
    "flags in odd number": "🇩🇪🇺 met 🇺🇸",
    "CR LF as one character, or as two": "Ann left.\r\nBo came.\r\n",
    "CR alone, which XML makes LF": "Ann\rBo\r\nCy\n",
    "a byte order mark that a reader takes away": "\ufeffAnn left.",
    "a byte order mark in the middle": "Ann\ufeff left.",
    "letters that are composed or decomposed": "A\u030angström, Ångström, e\u0301",
    "Hangul, composed or not": "서울 \u1112\u1161\u11ab",
    "ligatures, spelt out": "the oﬃce of ﬁsh",
    "a capital that is two letters when it is small": "İstanbul and ß",
    "entities that are resolved, or written": "AT&T &amp; R&amp;D &lt;b&gt; a < b",
    "marks that are made typographic": "\"so\" … 'it' — is -- ...",
    "white space that is collapsed": "two  blanks \t tab\u00a0hard\u2009thin",
    "zero-width characters that are stripped": "zero\u200bwidth soft\u00adly \u2060joined",
    "leading blanks that are trimmed": "  \n Ann left.  ",
    "tabs that are expanded": "a\tb\té\tc",
    "quotes that a table doubles": 'He said "no"; ""\n',
    "line ends that only some programs know": "a\u0085b\u2028c\u2029d\x0ae",
    "UTF-8 that was read as Latin-1": "CafÃ© â€œsoâ€\u009d",
    "a pronoun on another line": "He left. He said he left. He",
    "a mark on nothing": "\u0301a",
    "right to left": "قال Ann שלום \u202eabc\u202c",
    "Indic conjuncts": "क्षि न\u093c",
    "the last character needs a pair": "ends with 😀",
    "one character": "😀",
    "nothing": "",
}
"""The text that shows each."""

Test = Callable[..., Any]


def on_historical_texts(test: Test) -> Test:
    """The test, a property of ``text`` alone, with an explicit example for every cause."""
    for text in reversed(HISTORICAL.values()):
        test = example(text=text)(test)
    return test
