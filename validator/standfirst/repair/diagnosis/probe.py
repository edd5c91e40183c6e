"""The hash of the text that was annotated, found again among the ways in which texts are changed."""

import hashlib
from itertools import permutations

from standfirst.repair.diagnosis.hypotheses import Case, Hypothesis
from standfirst.repair.diagnosis.material import Material
from standfirst.repair.diagnosis.variants import PROBED

_SLACK = 8
"""How many code points two rewritings can change more or less together than each alone."""


def text_hash(text: str) -> str:
    """The SHA-256 of the UTF-8 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def unchanged(material: Material) -> bool:
    """Whether the text is proved to be the one that the fingerprint was taken of."""
    return material.sha256 is not None and text_hash(material.text) == material.sha256


def probed(case: Case) -> tuple[str, ...] | None:
    """The rewritings, two at most, that give the text whose hash the fingerprint has; ``None`` if none do."""
    wanted, length = case.material.sha256, case.material.codepoints
    if wanted is None:
        return None
    useful = [variant.name for variant in PROBED if case.touches(Hypothesis((variant.name,)))]
    pairs = [pair for pair in permutations(useful, 2) if length is None or _could_be(case, pair, length)]
    for names in (*((name,) for name in useful), *pairs):
        hypothesis = Hypothesis(names)
        text = case.view(hypothesis).chain.text
        if (length is None or len(text) == length) and case.touches(hypothesis) and text_hash(text) == wanted:
            return names
    return None


def _could_be(case: Case, names: tuple[str, ...], length: int) -> bool:
    """Whether rewritings, one after the other, can give a text of a length: each changes it nearly as it does alone."""
    size = len(case.material.text)
    changes = sum(len(case.view(Hypothesis((name,))).chain.text) - size for name in names)
    return abs(size + changes - length) <= _SLACK
