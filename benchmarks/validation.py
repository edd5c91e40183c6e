"""What validation costs, as ratios to ``orjson.loads`` of the same bytes within one run.

    python benchmarks/validation.py [DOCUMENT.json ...]

Each figure is the median over rounds of the ratio of two runs side by side, so that it holds while the machine's speed
drifts. Without arguments it measures the reference article and generated documents of its size: 4,000 characters, 360
annotations, 425 fragments, 130 arguments.
"""

import random
import sys
from pathlib import Path

import orjson
from measured import ratio
from sized import sized_document
from standfirst.formats.json import fast
from standfirst.formats.json.read import read, read_strictly
from standfirst.formats.json.write import write
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.rules import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run

ARTICLE = Path(__file__).resolve().parents[1] / "corpus" / "chicago-open-letter.json"


def validated(data: bytes) -> int:
    """Read and apply every rule; how many findings there are."""
    reading = read(data)
    columns = reading.columns or Columns(reading.document or Document.create("", id="x", language="en", license="x"))
    return sum(1 for _ in run(RULES, Facts(columns, reading.omissions)))


def measure(name: str, data: bytes) -> None:
    if fast.decode(data) is None:
        sys.exit(f"{name} is not canonical: `standfirst fmt` makes it so")

    def base() -> object:
        return orjson.loads(data)

    decode = ratio(lambda: fast.decode(data), base)
    shaped = ratio(lambda: read(data), base)
    whole = ratio(lambda: validated(data), base)
    strict = ratio(lambda: read_strictly(data), base, 20)
    print(f"{name:28} {len(data):8} {decode:8.2f} {shaped:8.2f} {whole:8.2f} {strict:8.2f}")


def main() -> None:
    print(f"{'document':28} {'bytes':>8} {'decode':>8} {'+ shape':>8} {'+ rules':>8} {'strict':>8}   (x orjson.loads)")
    if len(sys.argv) > 1:
        for path in sys.argv[1:]:
            measure(Path(path).name, Path(path).read_bytes())
        return
    measure("reference article", ARTICLE.read_bytes())
    for seed in range(3):
        measure(f"generated, seed {seed}", write(sized_document(random.Random(seed))))


if __name__ == "__main__":
    main()
