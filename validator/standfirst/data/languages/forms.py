"""Words of a text as a language's lists have them."""

from unicodedata import normalize

_APOSTROPHES = ("\u2019", "\u02bc", "\u2018")


def with_straight_apostrophes(text: str) -> str:
    """A text, of the same length, with the straight apostrophe for all that is written for one."""
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def folded(word: str) -> str:
    """A word as it stands in the lists: composed, without case, and with the straight apostrophe.

    It may be longer or shorter than ``word``: it is for comparing, never for offsets.
    """
    if word.isascii():
        return word.lower()
    return normalize("NFC", normalize("NFC", with_straight_apostrophes(word)).casefold())
