"""Words of a text as a language's lists have them."""

from unicodedata import normalize

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})


def folded(word: str) -> str:
    """A word as it stands in the lists: composed, without case, and with the straight apostrophe.

    It may be longer or shorter than ``word``: it is for comparing, never for offsets.
    """
    if word.isascii():
        return word.lower()
    return normalize("NFC", normalize("NFC", word.translate(_APOSTROPHES)).casefold())
