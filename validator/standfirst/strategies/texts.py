"""Hostile texts: joined from weighted atoms, because single random characters hardly ever form what breaks offsets.

In every table the simplest atoms come first, for that is where Hypothesis shrinks to.
"""

from hypothesis import strategies as st

_ILLEGAL_CONTROLS = "".join(map(chr, range(0x20))).translate({0x09: None, 0x0A: None, 0x0D: None})

xml_characters = st.characters(exclude_categories=["Cs"], exclude_characters=_ILLEGAL_CONTROLS + "\ufffe\uffff")
"""Every character of XML 1.0."""

_PLAIN = (
    "a",
    " ",
    "b",
    "A",
    "ab",
    "1",
    "the ",
    "mayor ",
    " said ",
    "Chicago",
    "ICE ",
    "U.S. ",
    "don't ",
    "12.5%",
    ", ",
    ".",
)
_SENTENCES = (
    "\n",
    "She left. ",
    "Officials said on Monday that talks had failed. ",
    "“We will not go,” the mayor told reporters. ",
    '"Never again", he wrote: "not here, not now." ',
    "The board voted 7–2 against the plan, a spokesman said.",
    "It cost $1.2 million (about €1.1 million) in 2019.",
    "\n\n",
)
_LATIN = (
    "é",
    "e\u0301",
    "Ångström",
    "A\u030angstro\u0308m",
    "naïve ",
    "ß",
    "İ",
    "ı",
    "ﬁ",
    "ǆ",
    "Ł",
    "ñ",
    "n\u0303",
    "\u0301",
    "½",
)
_EMOJI = (
    "😀",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "❤️",
    "☺\ufe0e",
    "1️⃣",
    "🇩🇪",
    "🇺",
    "🇺🇸🇫",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🏳️‍🌈",
    "\u200d",
    "\ufe0f",
)
_LINES = ("\n", "\r\n", "\r", "\n\n", "\t", "\u0085", "\u2028", "\u2029", "\n\r", " \n", "\r\n\r\n")
_INVISIBLE = (
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u200c",
    "\u00ad",
    "\u2060",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u202c",
    "\u2066",
    "\u2069",
    "\u061c",
    "\u180e",
    "\u3000",
    "\u2009",
    "\u007f",
    "\u0091",
    "\ufffd",
    "\ufffc",
    "\ue000",
)
_SCRIPTS = (
    "市長",
    "が言った。",
    "か\u3099",
    "㍿",
    "서울",
    "\u1112\u1161\u11ab",
    "क्षि",
    "न\u093c",
    "தமி",
    "ทำ",
    "قال ",
    "لا",
    "עיר ",
    "ש\u05c1",
    "Ελλάς",
    "Мэр ",
)
_ASTRAL = ("𝒳", "𐍈", "𠮷", "𝟘", "\U0010fffd", "𞤀", "葛\U000e0100", "\U0001fffe", "🀄", "𝅘𝅥𝅮")
_MARKUP = (
    "&",
    "<",
    ">",
    "&amp;",
    "]]>",
    "<![CDATA[",
    "</ab>",
    "<!-- -->",
    "<?x?>",
    "&#10;",
    "&lt;b&gt;",
    "%20",
    "{}",
    "#",
    "\\",
    "\\b",
    "\\f",
    "\\u0001",
    "\\\\u0000",
    "\\n",
    "\\ud83d",
    "-0.0",
    ":-0.0,",
    "null",
    "NaN",
    '"id":',
)
_QUOTES = (
    '"',
    "'",
    "”",
    "“",
    "‘",
    "’",
    "„",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    "「",
    "」",
    "``",
    "''",
    "″",
    "“‘",
    "’”",
    "(",
    ")",
    "[",
)
_STACKS = (
    "a\u0301\u0323",
    "z\u0351\u036b\u0343\u036a\u0302",
    "\u0338",
    "e\u0323\u0302",
    "\u20dd",
    "o\u0308\u0304",
    "\u0f39",
)

# Astral characters stand beside emoji: shrinking goes to the table before, and so from the ones to the others.
_TABLES = (_PLAIN, _MARKUP, _LINES, _QUOTES, _LATIN, _EMOJI, _ASTRAL, _INVISIBLE, _SCRIPTS, _STACKS, _SENTENCES)
_atoms = st.one_of(*map(st.sampled_from, _TABLES[:-1]), xml_characters, st.sampled_from(_TABLES[-1]))

# What is stripped, skipped or miscounted at the beginning and at the end of a text.
_EDGES = st.sampled_from(("",) * 12 + ("\ufeff", "\n", " ", "\u200b", "😀", "\r\n", "&amp;", "é", "e\u0301", "\ufeff"))

# Hypothesis keeps lists of unbounded atoms short (five on average); texts of documents are made of several such lists.
_LIST = 14


def texts(*, min_size: int = 0, max_atoms: int = 14, blank: bool = False) -> st.SearchStrategy[str]:
    """Texts that break careless counting: every kind of character, line end and cluster that XML 1.0 can hold.

    :param min_size: the least length, in code points
    :param max_atoms: how many atoms (characters, clusters, words, sentences) a text is joined from, at most
    :param blank: whether texts may be empty or white space only, which the text of a document is not
    """
    sizes = [_LIST] * (max_atoms // _LIST) + [max_atoms % _LIST] * bool(max_atoms % _LIST)
    parts = [st.lists(_atoms, max_size=size).map("".join) for size in sizes]
    whole = st.tuples(_EDGES, *parts, _EDGES).map("".join)

    def padded(text: str) -> str:
        if len(text) < min_size:
            text += "a" * (min_size - len(text))
        return text if blank or text.strip() else text + "a"

    return whole.map(padded)
