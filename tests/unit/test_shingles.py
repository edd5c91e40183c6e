"""Signatures of texts against what they estimate."""

import random

from hypothesis import given
from hypothesis import strategies as st
from standfirst.corpus.survey.shingles import ALIKE_BANDS, bands, likeness, signature

WORDS = [f"w{number}" for number in range(2_000)]


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def test_likeness_estimates_the_share_of_common_runs() -> None:
    for seed in range(200):
        chance = random.Random(seed)
        words = chance.choices(WORDS, k=chance.randint(60, 800))
        other = [word if chance.random() > seed / 1_000 else chance.choice(WORDS) for word in words]
        true = len(runs(words) & runs(other)) / len(runs(words) | runs(other))
        estimated = likeness(signature(" ".join(words)).least, signature(" ".join(other)).least)
        assert abs(true - estimated) < 0.2, seed


def test_texts_that_are_alike_share_a_band() -> None:
    missed = 0
    for seed in range(300):
        chance = random.Random(seed)
        words = chance.choices(WORDS, k=chance.randint(60, 500))
        other = list(words)
        for _ in range(max(1, len(words) // 60)):
            other[chance.randrange(len(words))] = "new"
        one, two = (signature(" ".join(text)) for text in (words, other))
        missed += likeness(one.least, two.least) >= 0.8 and not set(bands(one.least)) & set(bands(two.least))
    assert missed <= 3


@given(st.text())
def test_any_text_has_a_signature(text: str) -> None:
    made = signature(text)
    assert signature(text.upper().lower()).least == signature(text.upper().lower()).least
    assert likeness(made.least, made.least) in (0.0, 1.0)
    assert len(list(bands(made.least))) in (0, ALIKE_BANDS)


def test_a_signature_is_the_same_in_every_process() -> None:
    assert signature("Ann met Bob in the harbour.").units == 6
    assert sum(signature("Ann met Bob in the harbour.").least) == sum(signature("ann MET  bob, in the harbour").least)
    assert next(bands(signature("a b c d").least)) == 69400022656
