"""How well annotations are moved onto a revised text, against the truth that each revision knows; and how the cost grows.

python benchmarks/reanchor.py [ROUNDS]
"""

import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import standfirst
from sized import _text
from standfirst.faults.revisions import REVISIONS, Revision, revise
from standfirst.model.derive import fragment
from standfirst.repair.reanchor import Place, place_with_old_text, place_without_old_text

ROOT = Path(__file__).resolve().parents[1]
SPANS = 120
APART = ("paragraph moved", "paragraph doubled")


def texts() -> Iterator[str]:
    """The texts of the repository that are long enough, and invented ones."""
    for pattern in ("corpus/*.json", "samples/articles/*.json", "samples/valid/*.json"):
        for path in sorted(ROOT.glob(pattern)):
            if path.name == "corpus.json":
                continue
            text = standfirst.load(path).text
            if 600 < len(text) < 20_000:
                yield text
    wikinews = Path(os.environ.get("STANDFIRST_ORACLES", "")) / "peers" / "conll-u" / "gum-news.conllu"
    if wikinews.is_file():  # a text by others, where it is at hand
        lines = wikinews.read_text("utf-8").splitlines()
        yield "\n".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
    chance = random.Random(5)
    for _ in range(6):
        yield _text(chance, 4_000)


def places(text: str, chance: random.Random, count: int = SPANS) -> list[Place]:
    """Spans as annotators make them: words, runs of words, now and then a sentence; with the contexts of the format."""
    words = [match.span() for match in re.finditer(r"\w+", text)]
    found = []
    for number in range(count):
        first = chance.randrange(len(words))
        last = min(first + chance.choice([0, 0, 0, 1, 2, 3, 12]), len(words) - 1)
        start, end = words[first][0], words[last][1]
        one = fragment(text, start, end)
        found.append(Place(f"/{number}", f"m{number}", start, end, one.text, one.prefix, one.suffix))
    return found


def scored(revision: Revision, rows: list[Place], *, with_text: bool) -> Counter[str]:
    """Counts of one revision."""
    truths = revision.truths()
    new = revision.text
    result = place_with_old_text(revision.old, new, rows) if with_text else place_without_old_text(new, rows)
    counts: Counter[str] = Counter()
    for one in result:
        place = one.place
        truth = truths.place(place.start, place.end)
        clean = truths.untouched(place.start, place.end)
        right = truth is not None and (one.start, one.end) == truth
        counts["clean"] += clean
        counts["clean applied"] += clean and one.status == "applied" and right
        counts["clean proposed"] += clean and one.status == "proposed" and right
        counts["applied"] += one.status == "applied"
        counts["wrong"] += one.status == "applied" and not right
    return counts


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:8.3f}" if whole else "       –"


def accuracy(rounds: int) -> None:
    chance = random.Random(11)
    known = list(texts())
    print(f"{len(known)} texts, {SPANS} spans each, {rounds} rounds; shares in per cent")
    print(f"{'':30} {'untouched applied':>18} {'with proposals':>15} {'applied':>9} {'wrong':>6} {'of applied':>11}")
    for with_text in (True, False):
        print("with the old text" if with_text else "without it")
        sums: dict[str, Counter[str]] = {"in sum": Counter(), "moved and doubled": Counter()}
        for kind in REVISIONS:
            counts: Counter[str] = Counter()
            for _ in range(rounds):
                for text in known:
                    counts += scored(revise(text, kind, chance), places(text, chance), with_text=with_text)
            sums["moved and doubled" if kind in APART else "in sum"] += counts
            show(kind, counts)
        for name, counts in sums.items():
            show(name, counts)


def show(name: str, counts: Counter[str]) -> None:
    both = counts["clean applied"] + counts["clean proposed"]
    print(
        f"  {name:28} {share(counts['clean applied'], counts['clean']):>18} {share(both, counts['clean']):>15} "
        f"{counts['applied']:9,} {counts['wrong']:6} {share(counts['wrong'], counts['applied']):>11}"
    )


def growth() -> None:
    print(f"\n{'growth: mixed revision':30} {'10 kB':>9} {'100 kB':>9} {'1 MB':>9}   (a span for every 33 characters)")
    chance = random.Random(3)
    cases = []
    for size in (10_000, 100_000, 1_000_000):
        text = _text(chance, size)
        cases.append((revise(text, "mixed", chance), places(text, chance, size // 33)))
    for with_text in (True, False):
        row = []
        for revision, rows in cases:
            start = time.perf_counter()
            scored_result = (
                list(place_with_old_text(revision.old, revision.text, rows))
                if with_text
                else place_without_old_text(revision.text, rows)
            )
            row.append(time.perf_counter() - start)
            assert len(scored_result) == len(rows)
        print(f"{'with the old text' if with_text else 'without it':30} " + " ".join(f"{one:7.2f} s" for one in row))


if __name__ == "__main__":
    accuracy(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    growth()
