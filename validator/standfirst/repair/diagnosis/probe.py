"""The hash of the text that was annotated, found again among the ways in which texts are changed."""

import hashlib
from itertools import permutations

from standfirst.repair.diagnosis.hypotheses import Case, Hypothesis
from standfirst.repair.diagnosis.material import Material
from standfirst.repair.diagnosis.variants import PROBED


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
    for names in (*((name,) for name in useful), *permutations(useful, 2)):
        hypothesis = Hypothesis(names)
        if not case.touches(hypothesis):
            continue
        text = case.view(hypothesis).chain.text
        if (length is None or len(text) == length) and text_hash(text) == wanted:
            return names
    return None
