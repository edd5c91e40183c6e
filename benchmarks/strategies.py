"""What the strategies are worth: how large documents are, how fast they come, and which planted defects they catch.

python benchmarks/strategies.py [SEEDS]
"""

import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.statistics import collector
from standfirst.model import LAYERS, Document
from standfirst.strategies import documents

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "defects"))
from converters import DEFECTS
from hunt import annotations_of, ascii_texts, is_wrong, ours, plain, smallest

SEEDS = 12
EXAMPLES = 200
SHRUNK_SEEDS = 2


def drawn(number: int) -> tuple[list[Document], float, int]:
    """Documents of one run, the seconds of the processor that it took, and how many draws were thrown away."""
    found: list[Document] = []

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def draw(document: Document) -> None:
        found.append(document)

    statuses: Counter[str] = Counter()

    def count(stats: dict[str, object]) -> None:
        for phase in stats.values():
            if isinstance(phase, dict):
                statuses.update(case["status"] for case in phase.get("test-cases", ()))

    begin = time.process_time()
    with collector.with_value(count):  # type: ignore[arg-type]
        draw()
    return found, time.process_time() - begin, statuses["invalid"]


def show_documents(seeds: int) -> None:
    lengths, annotations, rates, discarded = [], [], [], 0
    for number in range(seeds):
        found, seconds, invalid = drawn(number)
        discarded += invalid
        rates.append(len(found) / seconds)
        lengths += [len(document.text) for document in found]
        annotations += [sum(len(document.layer(layer)) for layer in LAYERS) for document in found]
    print(f"documents: {len(lengths)} in {seeds} runs; median of examples a second {statistics.median(rates):.0f}")
    print(
        f"  median characters {statistics.median(lengths):.0f}, median annotations {statistics.median(annotations):.0f}"
    )
    print(f"  discarded {discarded} ({100 * discarded / (len(lengths) + discarded):.2f} %)")


def show_defects(seeds: int) -> None:
    texts = ascii_texts()
    seen = [one.__name__ for one in DEFECTS if any(is_wrong(one, text, spans) for text, spans in texts)]
    print(f"defects: {len(DEFECTS)}; shown by {len(texts)} texts in ASCII: {seen or 'none'}")
    mine = [ours(DEFECTS, number, EXAMPLES) for number in range(seeds)]
    theirs = [plain(DEFECTS, number, EXAMPLES) for number in range(seeds)]
    print(f"caught in {seeds} runs of {EXAMPLES} examples, with the median of examples up to there:")
    print(f"  {'':42} {'documents()':>18} {'st.text()':>18}")
    totals = [0, 0]
    for one in DEFECTS:
        cells = []
        for side, runs in enumerate((mine, theirs)):
            counts = [run[one.__name__] for run in runs if one.__name__ in run]
            totals[side] += len(counts)
            cells.append(f"{len(counts):>3} of {seeds} {statistics.median(counts) if counts else float('nan'):>7.0f}")
        print(f"  {one.__name__:42} {cells[0]:>18} {cells[1]:>18}")
    whole = seeds * len(DEFECTS)
    print(f"  {'all':42} {totals[0] / whole:>18.1%} {totals[1] / whole:>18.1%}")


def show_shrunk() -> None:
    sizes = []
    for one in DEFECTS:
        for number in range(SHRUNK_SEEDS):
            document = smallest(one, number)
            sizes.append((annotations_of(document), len(document.text), one.__name__, document.text))
    print(f"shrunk documents: {len(sizes)}")
    print(f"  annotations: {dict(sorted(Counter(size[0] for size in sizes).items()))}")
    print(f"  characters: {dict(sorted(Counter(size[1] for size in sizes).items()))}")
    for annotations, length, name, text in sorted(sizes, reverse=True)[:5]:
        print(f"  {annotations} annotations, {length} characters: {name}: {text!r}")


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    show_documents(seeds)
    show_defects(seeds)
    show_shrunk()


if __name__ == "__main__":
    main()
