"""Characters that are legal and rarely meant: controls, invisible ones, odd spaces, mojibake, left-over markup."""

import re
import unicodedata
from collections.abc import Iterator

from standfirst.finding import NOTE, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_CONTROL = re.compile("[\x7f-\x9f]")
_INVISIBLE = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc\ufffd]")
# In a text that runs from right to left these do their work: punctuation and numbers need them.
_DIRECTIONS = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINERS = "\u200c\u200d"
_LOST = "\ufffc\ufffd"
_ODD_SPACE = re.compile("\t|\xa0|  +| +(?=\n)| +\\Z")
# "Advertisement" alone in its line or before a dash or colon: as a word of a sentence it is the article's.
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|i|img|li|p|span|strong|table|td|tr|ul)\b[^<>]{0,200}>|&(?:amp|nbsp|lt|gt|quot|#\d{1,6}|#x[0-9a-fA-F]{1,6});"
    r"|\[/?caption\b|^(?:Read more:|(?:Advertisement|ADVERTISEMENT)(?=[ \t]*(?:[-–—:\r]|$)))",
    re.MULTILINE,
)
# A lead byte of UTF-8 read as Latin-1 or Windows-1252, followed by what its continuation byte became. Sought in an NFC
# copy: decomposed text hides it.
_CONTINUATION = (
    "\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
# The same in UTF-8, roughly: a lead byte that became a Latin letter, before something else that is not ASCII.
_MOJIBAKE_BYTES = re.compile(rb"\xc3[\x82-\xb0](?=[\x80-\xff])")
_MOJIBAKE = re.compile(f"[\xc2-\xdf][{_CONTINUATION}]|[\xe0-\xef][{_CONTINUATION}]{{2}}|\xf0[{_CONTINUATION}]{{3}}")
# What may stand behind a word that ends with an accented letter; so “JOSÉ” and “olé…” are no mojibake.
_BEHIND_WORDS = frozenset("–—‘’‚“”„…›")


@rule("TXT004", "control-character", WARNING, "text", "document")
def control_character(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has no control characters but TAB and line ends."""
    if facts.complexes:
        found = list(_CONTROL.finditer(facts.text))
        what = "a control character, often left over from a wrong encoding"
        yield from _summed(found, what, "decode the source with its real encoding and annotate that text")


@rule("TXT007", "invisible-character", WARNING, "text", "document")
def invisible_character(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has no invisible or replacement characters that were not meant."""
    text = facts.text
    if not facts.complexes:
        return
    directed = _RIGHT_TO_LEFT.search(text) is not None
    found = [
        match
        for match in _INVISIBLE.finditer(text)
        if not _joins(text, match.start()) and not (directed and match[0] in _DIRECTIONS)
    ]
    lost = [match for match in found if match[0] in _LOST]
    unseen = [match for match in found if match[0] not in _LOST]
    what = "an invisible character; a search for the word it stands in does not find it"
    yield from _summed(unseen, what, "remove it before the text is annotated, unless the script needs it")
    what = "what a program writes in place of something that it could not keep"
    yield from _summed(lost, what, "take the text from its source again")


@rule("TXT008", "odd-space", NOTE, "text", "document")
def odd_space(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has no tabs, no-break spaces, double spaces or spaces at the end of a line."""
    text = facts.text
    if "  " in text or "\t" in text or " \n" in text or text[-1:] == " " or "\xa0" in text:
        found = list(_ODD_SPACE.finditer(text))
        if found:
            yield Problem(
                f"the text has {len(found)} stretch{'es' if len(found) > 1 else ''} of unusual white space (tabs, no-break, "
                "double or trailing spaces), which other tools like to tidy",
                range=found[0].span(),
                below="/text",
            )


@rule("TXT009", "mojibake", WARNING, "text", "document")
def mojibake(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text was not decoded with a wrong encoding."""
    text = facts.text
    if not facts.complexes and not _MOJIBAKE_BYTES.search(facts.utf8):
        return
    composed = unicodedata.normalize("NFC", text)
    for match in _MOJIBAKE.finditer(composed):
        meant = _repaired(match[0])
        if meant is not None and not _ends_word(composed, match):
            at = text.find(match[0])
            yield Problem(
                f"{match[0]!r} looks like {meant!r} in UTF-8, read with a wrong encoding",
                range=(at, at + len(match[0])) if at >= 0 else None,
                expected=meant,
                found=match[0],
                help="decode the source as UTF-8 and annotate that text",
                below="/text",
            )
            return


@rule("TXT011", "markup-residue", WARNING, "text", "document")
def markup_residue(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has no left-over markup or page furniture."""
    text = facts.text
    if "<" in text or "&" in text or "[" in text or "Read more:" in text or "dvertisement" in text or "ADVERT" in text:
        for match in _MARKUP.finditer(text):
            yield Problem(
                f"{match[0][:40]!r} looks like markup or page furniture, not like the article",
                range=match.span(),
                found=match[0],
                help="remove it before the text is annotated",
                below="/text",
            )


@rule("TXT012", "mixed-quote-styles", NOTE, "text", "document")
def mixed_quote_styles(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A paragraph does not mix straight and typographic quotation marks."""
    text = facts.text
    for straight, curly in (('"', "“”„"), ("'", "‘’‚")):
        if straight not in text or not any(mark in text for mark in curly):
            continue
        for line in re.finditer(r"[^\n]+", text):
            marks = [mark for mark in curly if mark in line[0]]
            if straight in line[0] and marks:
                at = line.start() + line[0].index(marks[0])
                yield Problem(
                    f"this paragraph has both {straight} and {marks[0]}; names and quotes must be matched under both",
                    range=(at, at + 1),
                    found=marks[0],
                    below="/text",
                )
                break


def _summed(found: list[re.Match[str]], what: str, help_: str) -> Iterator[Problem]:
    """One problem for each kind of character, at its first place."""
    by_character: dict[str, list[re.Match[str]]] = {}
    for match in found:
        by_character.setdefault(match[0], []).append(match)
    for character, matches in by_character.items():
        times = f" ({len(matches)} times)" if len(matches) > 1 else ""
        yield Problem(
            f"U+{ord(character):04X}{_name(character)} is {what}{times}",
            range=matches[0].span(),
            found=f"U+{ord(character):04X}",
            help=help_,
            below="/text",
        )


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f" {name}" if name else ""


def _joins(text: str, at: int) -> bool:
    """Whether a joiner does its work: inside an emoji sequence, or within a word of a script that needs it."""
    if text[at] not in _JOINERS or not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    return not (before.isspace() or after.isspace() or before.isascii() or after.isascii())


def _ends_word(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like mojibake is a word's last letter with the punctuation behind it.

    Inside a word mojibake goes on with a letter: ‘cÅ“ur’. The genitive of a word in capitals does too: ‘JOSÉ’s’.
    """
    if not _BEHIND_WORDS.issuperset(match[0][1:]):
        return False
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before.isupper() or not after.isalpha()


def _repaired(text: str) -> str | None:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


RULES = (
    control_character,
    invisible_character,
    odd_space,
    mojibake,
    markup_residue,
    mixed_quote_styles,
)
