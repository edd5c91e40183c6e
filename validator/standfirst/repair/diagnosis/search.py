"""The search for the simplest hypothesis that explains the evidence, and for all others that explain as much."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations, islice
from typing import NamedTuple

from standfirst.errors import OffsetError
from standfirst.offsets.units import UNITS
from standfirst.repair.diagnosis.hypotheses import MODES, Case, Evidence, Hypothesis, explains, score
from standfirst.repair.diagnosis.variants import APPROXIMATE, VARIANTS

ACCEPTED = 0.9
"""The share of all evidence that a hypothesis must explain."""
ACCEPTED_COMPLEX = 0.95
"""The same, where two things are wrong at once: then there are many to choose from."""
GAIN = 0.5
"""The share of what is wrong that it must explain."""
LEAST = 2
"""How many wrong pieces of evidence it must explain."""

FEW = 5
"""How little wrong evidence is too little to look for two things at once."""

_BAD_SAMPLE, _GOOD_SAMPLE = 14, 6
_MOST_PLACES = 8
_UNITS = UNITS[1:]
_MODES = tuple(name for name in MODES if name)


class Found(NamedTuple):
    """The hypotheses that explain most, as simple as each other, and how much they explain."""

    members: tuple[Hypothesis, ...]
    explained: int
    wrong: int


class _Sample(NamedTuple):
    case: Case
    bad: list[Evidence]
    good: list[Evidence]


def search(
    cases: Sequence[Case], base: tuple[str, ...] = (), *, rewriting: bool = True, refuted: bool = False, depth: int = 2
) -> Found | None:
    """The class of hypotheses that explain the evidence best, ``None`` if none explains enough.

    What is simpler wins; what is more complex is only looked at where something is left over, and must explain more.

    :param base: rewritings that are known to be part of it
    :param rewriting: whether the text may be another than the one that was annotated
    :param refuted: whether the hash of the text speaks against every rewriting that can be undone to the letter
    :param depth: how many things may be wrong at once; where little is wrong, only one is looked for
    """
    wrong = sum(len(case.wrong) for case in cases)
    if wrong < LEAST:
        return None
    samples, size = _sampled(cases), _size(cases)
    best: Found | None = None
    stages = len(base[:1]) + (depth if wrong >= FEW or 2 * wrong > size else 1)
    for number, stage in enumerate(islice(_stages(samples, base, rewriting=rewriting, refuted=refuted), stages)):
        share = ACCEPTED if number <= len(base[:1]) else ACCEPTED_COMPLEX
        found = _best(stage, cases, samples, share)
        if found is not None and (best is None or found.explained == size or found.explained > best.explained + 1):
            best = found
        if best is not None and best.explained == size:
            break
    return best


def confirmed(hypothesis: Hypothesis, cases: Sequence[Case]) -> Found | None:
    """What a hypothesis explains, ``None`` if that is not enough, or not all that is wrong."""
    if not any(case.touches(hypothesis) for case in cases):
        return None
    explained, bad = score(hypothesis, cases)
    wrong = sum(len(case.wrong) for case in cases)
    return Found((hypothesis,), explained, bad) if wrong and explained == _size(cases) else None


def _size(cases: Iterable[Case]) -> int:
    return sum(len(case.evidence) for case in cases)


def _best(stage: Iterable[Hypothesis], cases: Sequence[Case], samples: Sequence[_Sample], share: float) -> Found | None:
    """The best of one stage, and its equals."""
    size, wrong = _size(cases), sum(len(case.wrong) for case in cases)
    scored: dict[Hypothesis, tuple[int, int]] = {}
    for hypothesis in stage:
        if hypothesis not in scored and _passes(hypothesis, samples):
            explained, bad = score(hypothesis, cases)
            if explained >= share * size and bad >= max(LEAST, GAIN * wrong):
                scored[hypothesis] = explained, bad
    if not scored:
        return None
    top = max(explained for explained, _ in scored.values())
    members = tuple(hypothesis for hypothesis, (explained, _) in scored.items() if explained == top)
    return Found(members, top, max(bad for explained, bad in scored.values() if explained == top))


def _sampled(cases: Sequence[Case]) -> list[_Sample]:
    """A few pieces of evidence of each document, the wrong ones spread over the text; of many documents, the first."""
    shares = max(1, len(cases[:_BAD_SAMPLE]))
    found = []
    for case in cases[:_BAD_SAMPLE]:
        bad = _spread(case.wrong, max(1, _BAD_SAMPLE // shares))
        found.append(_Sample(case, bad, _spread(case.right, _GOOD_SAMPLE // shares)))
    return found


def _spread(evidence: list[Evidence], count: int) -> list[Evidence]:
    if len(evidence) <= count:
        return evidence
    ordered = sorted(evidence, key=lambda one: (one.start, one.end))
    return [ordered[index * (len(ordered) - 1) // max(1, count - 1)] for index in range(count)]


def _passes(hypothesis: Hypothesis, samples: Sequence[_Sample]) -> bool:
    """Whether a hypothesis explains most of the samples; most hypotheses fail on the first few."""
    if not any(sample.case.touches(hypothesis) for sample in samples):
        return False
    total = sum(len(sample.bad) for sample in samples)
    failures_left = int(0.4 * total)
    good_left = int(0.3 * sum(len(sample.good) for sample in samples)) + 1
    for sample in samples:
        view = sample.case.view(hypothesis)
        for one in sample.bad:
            if not explains(hypothesis, view, one):
                failures_left -= 1
                if failures_left < 0:
                    return False
        for one in sample.good:
            if not explains(hypothesis, view, one):
                good_left -= 1
                if good_left < 0:
                    return False
    return True


def _stages(
    samples: Sequence[_Sample], base: tuple[str, ...], *, rewriting: bool, refuted: bool
) -> Iterator[Iterable[Hypothesis]]:
    """Hypotheses in order: what is known, then one thing more, then two."""
    plain = Hypothesis(base)
    if base:
        yield [plain]
    variants = [
        variant.name
        for variant in VARIANTS
        if rewriting and variant.name not in base and not (refuted and variant.cause not in APPROXIMATE)
    ]
    useful = [name for name in variants if any(s.case.touches(Hypothesis((*base, name))) for s in samples)]
    single = [Hypothesis((*base, name)) for name in useful]
    yield [
        *(plain._replace(unit=unit) for unit in _UNITS),
        *(plain._replace(mode=mode) for mode in _MODES),
        *_shifted(plain, samples),
        *single,
    ]
    stage = [plain._replace(unit=unit, mode=mode) for unit in _UNITS for mode in _MODES]
    stage += [one for unit in _UNITS for one in _shifted(plain._replace(unit=unit), samples)]
    stage += [one for mode in _MODES for one in _shifted(plain._replace(mode=mode), samples)]
    if not refuted:
        stage += [one._replace(unit=unit) for one in single for unit in _UNITS]
        stage += [one._replace(mode=mode) for one in single for mode in _MODES]
        stage += [found for one in single for found in _shifted(one, samples)]
        stage += [Hypothesis((*base, first, second)) for first, second in combinations(useful, 2)]
    yield stage


def _shifted(hypothesis: Hypothesis, samples: Sequence[_Sample]) -> list[Hypothesis]:
    """The hypothesis with the shifts that most of the samples vote for: from where they are stored to where they occur."""
    votes: Counter[int] = Counter()
    total = 0
    for sample in samples:
        view = sample.case.view(hypothesis)
        for one in sample.bad:
            total += 1
            start, _ = MODES[hypothesis.mode].read(one.start, one.end)
            votes.update({position - start for position in _occurrences(one, view.text, view.unit, view.chain.fold)})
    return [
        hypothesis._replace(shift=shift)
        for shift, count in votes.most_common(2)
        if shift and count >= max(LEAST, 0.6 * total) and not (shift == -1 and not hypothesis.mode)  # that is a mode
    ]


def _occurrences(one: Evidence, text: str, unit: object, fold: object) -> Iterator[int]:
    """The first few places where a surface occurs, in the unit of a view."""
    surface = one.surface if fold is None else one.surface.translate(fold)  # type: ignore[arg-type]
    if not surface:
        return
    at = text.find(surface)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        with suppress(OffsetError):
            yield unit(at)  # type: ignore[operator]
        at = text.find(surface, at + 1)
