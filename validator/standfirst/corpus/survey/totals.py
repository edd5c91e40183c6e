"""What is counted over all documents of a corpus: schemes, licences, tags, drafts, densities and habits.

These are CRP014 and CRP016 to CRP020. What is kept here does not grow with the corpus, but for a few bytes for each
document and layer.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any, NamedTuple

from standfirst.corpus.survey.problem import Trouble
from standfirst.corpus.survey.summary import Summary
from standfirst.data import Scheme
from standfirst.data.licences import conditions

ENOUGH_DOCUMENTS = 30
"""Of fewer documents in one language nothing is said about what is usual."""
_FAR = 4.0
_HALF = 0.5
"""What is added to counts, so that there is a logarithm of none."""
_EXPECTED = 10
"""Where fewer annotations than this would be usual, none at all may be chance."""
_TO_NORMAL = 1.4826
"""What makes of the median deviation of normal values their standard deviation."""

ENOUGH_FOR_TAGS = 50
"""So many documents, and so many tags for each of a list's, before a tag that is missing says anything."""
_SHOWN = 10

ENOUGH_CASES = 20
"""So many cases of an annotator, before they are a habit."""
_APART = 0.5

_RELEASE = re.compile(r"v?[1-9][0-9]*(?:[.][0-9]+)*")
_MOST_ANNOTATORS = 10_000


class Description(NamedTuple):
    """What the totals are compared with: the version, licence and scheme of the corpus, where they are known."""

    version: str | None = None
    license: str | None = None
    scheme: str | None = None


class _First(NamedTuple):
    """The first document of some, and how many there are."""

    rank: int
    documents: int


class Totals:
    """The totals of the documents of a corpus, taken in one after the other."""

    def __init__(self) -> None:
        self.documents = 0
        self.schemes: dict[str, _First] = {}
        self.licenses: dict[str, _First] = {}
        self.drafts: _First | None = None
        self.draft_annotations = 0
        self.used: dict[str, dict[str, Counter[str]]] = {}
        self.used_in: Counter[str] = Counter()
        self.dense: dict[tuple[str, str], array[int]] = {}
        self.habits: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}

    def add(self, rank: int, summary: Summary) -> None:
        """Take in a document."""
        self.documents += 1
        if summary.scheme is not None:
            _count(self.schemes, summary.scheme, rank)
            self.used_in[summary.scheme] += 1
            lists = self.used.setdefault(summary.scheme, {}) if summary.used else {}
            for name, counts in summary.used.items():
                lists.setdefault(name, Counter()).update(counts)
        _count(self.licenses, summary.license, rank)
        if summary.drafts:
            first = self.drafts or _First(rank, 0)
            self.drafts = first._replace(documents=first.documents + 1)
            self.draft_annotations += summary.drafts
        for layer, count in summary.dense.items():
            self.dense.setdefault((summary.language, layer), array("Q")).extend((rank, count, summary.length))
        for habit, annotators in summary.habits.items():
            self._habit(self.habits.setdefault((habit, summary.language), {}), annotators)

    def _habit(self, known: dict[str, tuple[int, int]], annotators: Mapping[str, tuple[int, int]]) -> None:
        for name, (inside, outside) in annotators.items():
            if name in known or len(known) < _MOST_ANNOTATORS:
                within, without = known.get(name, (0, 0))
                known[name] = within + inside, without + outside


def _count(firsts: dict[str, _First], value: str, rank: int) -> None:
    first = firsts.get(value) or _First(rank, 0)
    firsts[value] = first._replace(documents=first.documents + 1)


def mixed_schemes(totals: Totals, described: Description) -> Iterator[Trouble]:
    """Documents of another scheme than the corpus', or, where it names none, than most of its documents (CRP017)."""
    schemes = totals.schemes
    usual = described.scheme or min(schemes, key=lambda name: (-schemes[name].documents, name), default=None)
    whose = "that of the corpus" if described.scheme else "that of most documents"
    for name, first in sorted(schemes.items()):
        if name != usual:
            yield Trouble(
                "CRP017",
                f"the scheme is {name!r}, and {whose} is {usual!r}{_and_more(first)}",
                rank=first.rank,
                pointer="/scheme",
                expected=usual,
                found=name,
                help="bring the documents to one scheme, or make two corpora of them",
            )


def mixed_licenses(totals: Totals, described: Description) -> Iterator[Trouble]:
    """Documents whose licence asks for more than that of the corpus (CRP018). Only the Creative Commons' are compared."""
    offered = conditions(described.license) if described.license is not None else None
    if offered is None:
        return
    for name, first in sorted(totals.licenses.items()):
        asked = conditions(name)
        more = sorted(asked - offered) if asked is not None else []
        if more:
            yield Trouble(
                "CRP018",
                f"the licence {name!r} asks for more than {described.license!r}, that of the corpus: "
                f"{', '.join(map(str.upper, more))}{_and_more(first)}",
                rank=first.rank,
                pointer="/meta/license",
                expected=described.license,
                found=name,
                help="take the documents out, or give the corpus a licence that says what its documents ask",
            )


def _and_more(first: _First) -> str:
    count = first.documents - 1
    return f" (so in {count} more document{'' if count == 1 else 's'})" if count else ""


def drafts(totals: Totals, described: Description) -> Iterator[Trouble]:
    """A corpus whose version says that it is finished, with annotations that say that they are not (CRP020)."""
    if totals.drafts is not None and described.version is not None and _RELEASE.fullmatch(described.version):
        yield Trouble(
            "CRP020",
            f"version {described.version!r} has annotations of status 'draft': {totals.draft_annotations} in "
            f"{totals.drafts.documents} of {totals.documents} documents, first in {{other}}",
            other=totals.drafts.rank,
            pointer="/version",
            found=described.version,
            help="review them, or give the corpus a version below 1",
        )


def unused_tags(totals: Totals, schemes: Mapping[str, Scheme]) -> Iterator[Trouble]:
    """Tags of a scheme that no document uses, though their list is used often (CRP014)."""
    for name, scheme in sorted(schemes.items()):
        if totals.used_in[name] < ENOUGH_FOR_TAGS:
            continue
        for kind, used in sorted(totals.used.get(name, {}).items()):
            unused = sorted(scheme.tags.get(kind, frozenset()) - set(used))
            if unused and used.total() >= ENOUGH_FOR_TAGS * (len(unused) + len(used)):
                more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
                yield Trouble(
                    "CRP014",
                    f"of the {kind.replace('_', ' ')} of the scheme {name}, used {used.total()} times in "
                    f"{totals.used_in[name]} documents, these never are: {', '.join(unused[:_SHOWN])}{more}",
                    pointer="/scheme",
                    help="look whether annotators know them; if the corpus has nothing of the kind, all is well",
                )


def outliers(totals: Totals) -> Iterator[Trouble]:
    """Documents with far more or fewer annotations for their length than others in their language (CRP016)."""
    for (language, layer), values in sorted(totals.dense.items()):
        ranks, counts, lengths = values[0::3], values[1::3], values[2::3]
        if len(ranks) < ENOUGH_DOCUMENTS:
            continue
        densities = array("d", map(_density, counts, lengths))
        middle = median(densities)
        spread = _TO_NORMAL * median(array("d", (abs(density - middle) for density in densities)))
        for rank, count, length, density in zip(ranks, counts, lengths, densities, strict=True):
            expected = max(0.0, math.exp(middle) * max(length, 1) - _HALF)
            # What is counted has a spread of its own, beside that of the documents.
            far = abs(density - middle) / math.hypot(spread, 1 / math.sqrt(max(expected, 1.0)))
            if expected >= _EXPECTED and far > _FAR:
                yield _outlier(rank, layer, language, count, expected)


def _density(count: int, length: int) -> float:
    return math.log((count + _HALF) / max(length, 1))


def _outlier(rank: int, layer: str, language: str, count: int, expected: float) -> Trouble:
    few = count < expected
    return Trouble(
        "CRP016",
        f"of {layer} there {'is' if count == 1 else 'are'} {count}, where other texts of this length in {language!r} "
        f"have about {expected:.0f}",
        rank=rank,
        pointer=f"/{layer}",
        expected=f"{expected:.0f}",
        found=str(count),
        help="look whether the text was annotated to its end, or declare in coverage how far it was"
        if few
        else "look whether something was annotated twice, or by other guidelines",
    )


def drift(totals: Totals) -> Iterator[Trouble]:
    """Habits in which two annotators differ (CRP019)."""
    for (habit, language), annotators in sorted(totals.habits.items()):
        shares = sorted(
            (inside / (inside + outside), name, inside + outside)
            for name, (inside, outside) in annotators.items()
            if inside + outside >= ENOUGH_CASES
        )
        if len(shares) < 2 or shares[-1][0] - shares[0][0] < _APART:
            continue
        (low, one, few), (high, other, many) = shares[0], shares[-1]
        members: dict[str, Any] = {"pointer": "", "help": "settle it in the guidelines, and bring the documents to it"}
        yield Trouble(
            "CRP019",
            f"{habit} ({language}) stands inside the span in {high:.0%} of {many} cases of {other!r}, "
            f"and in {low:.0%} of {few} of {one!r}",
            **members,
        )
