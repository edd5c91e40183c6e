"""What reading, checking and writing TEI costs, as ratios to ``lxml.etree.fromstring`` of the same bytes within one run.

    python benchmarks/tei.py

Each figure is the median over rounds of the ratio of two runs side by side. *read* is bytes to a document that is proved to
be the canonical file's, *+ shape* with the proof of names, *+ rules* the whole validation, *from JSON* canonical JSON to
canonical TEI, *to JSON* the way back; *strict* is the strict path alone, which files in other spellings take. Generated
documents have the size of the reference article.
"""

import random
import sys
from pathlib import Path

from lxml import etree
from measured import ratio
from sized import sized_document
from standfirst.formats.json import fast as json_fast
from standfirst.formats.json.write import write as write_json
from standfirst.formats.tei import fast
from standfirst.formats.tei.read import read, read_strictly
from standfirst.formats.tei.write import write
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.rules import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run

ARTICLE = Path(__file__).resolve().parents[1] / "corpus" / "chicago-open-letter.tei.xml"
EMPTY = Document.create("", id="x", language="en", license="x")


def validated(data: bytes) -> int:
    """Read and apply every rule; how many findings there are."""
    reading = read(data)
    columns = reading.columns or Columns(reading.document or EMPTY)
    return sum(1 for _ in run(RULES, Facts(columns, reading.omissions)))


def measure(name: str, data: bytes) -> None:
    document = fast.decode(data)
    if document is None:
        sys.exit(f"{name} does not take the fast path")
    json = write_json(document)

    def base() -> object:
        return etree.fromstring(data)

    figures = (
        ratio(lambda: fast.decode(data), base),
        ratio(lambda: read(data), base),
        ratio(lambda: validated(data), base),
        ratio(lambda: write(json_fast.decode(json) or EMPTY), base),
        ratio(lambda: write_json(fast.decode(data) or EMPTY), base),
        ratio(lambda: read_strictly(data), base, 20),
    )
    print(f"{name:28} {len(data):8}" + "".join(f" {figure:9.2f}" for figure in figures))


def main() -> None:
    columns = ("read", "+ shape", "+ rules", "from JSON", "to JSON", "strict")
    print(
        f"{'document':28} {'bytes':>8}"
        + "".join(f" {column:>9}" for column in columns)
        + "   (x lxml.etree.fromstring)"
    )
    measure("reference article", ARTICLE.read_bytes())
    for seed in range(3):
        measure(f"generated, seed {seed}", write(sized_document(random.Random(seed))))


if __name__ == "__main__":
    main()
