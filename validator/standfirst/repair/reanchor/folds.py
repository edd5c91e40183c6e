"""Differences of spelling that leave words the same: named ways to write two texts alike."""

import re
import unicodedata
from collections.abc import Callable

_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2026": "...",
        "\u00a0": " ",
    }
)

FOLDS: dict[str, Callable[[str], str]] = {
    "normalization": lambda text: unicodedata.normalize("NFC", text),
    "white space": lambda text: _SPACE.sub(" ", text),
    "punctuation": lambda text: text.translate(_MARKS).replace("--", "-"),
}
"""Every fold by its name, the smallest change first."""


def fold_between(old: str, new: str) -> str | None:
    """The name of the first fold under which two different surfaces are the same; several names where it takes several."""
    for name, fold in FOLDS.items():
        if fold(old) == fold(new):
            return name
    for fold in FOLDS.values():
        old, new = fold(old), fold(new)
    return ", ".join(FOLDS) if old == new else None
