"""What the rules over a whole corpus cost, as ratios of a run with them to one without, in time and in memory.

    python benchmarks/corpus.py [DOCUMENTS]

The corpus is generated: small documents (20,000 unless said otherwise) in shards of a thousand, with names, links, splits, one
text in fifty a copy or nearly one, and one in fifty annotated by two. Each run is a process of its own, so that its peak of
memory is its own.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sized import sized_document
from standfirst.formats.json.write import write_line
from standfirst.model import Document, Entity, Link
from standfirst.model.header import Meta

DOCUMENTS = 20_000
SHARD = 1_000
SIZE = 600
_RUN = """
import resource, sys, time
from standfirst.check import Options, select_rules, validate_paths
options = Options(rules=select_rules(ignore=sys.argv[2:]))
start = time.perf_counter()
report = validate_paths([sys.argv[1]], options)
found = sum(finding.code >= "CRP008" and finding.code.startswith("CRP") for finding in report.findings)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, found)
"""
_ON_CORPORA = [f"CRP{number:03}" for number in range(8, 22)]


def documents(count: int) -> Iterator[Document]:
    """Small documents, some of them copies of one before, changed a little, or annotated once more."""
    chance = random.Random(count)
    last = _document(chance, 0)
    for number in range(count):
        kind = number % 50
        if kind == 7:
            text = f"{last.text} Again."
            yield Document.create(text, id=f"d{number}", language="en", license="CC0-1.0")
        elif kind == 17:
            yield last.replace(id=f"d{number}", meta=Meta(license="CC0-1.0", source_id=f"s{number - 1}"))
        else:
            last = _document(chance, number)
            yield last


def _document(chance: random.Random, number: int) -> Document:
    document = sized_document(chance, SIZE)
    named = []
    for entity in document.entities or ():
        which = chance.randrange(2_000)
        link = Link(scheme="wikidata", id=f"Q{which}")
        kind = ("PER", "ORG", "GPE")[which % 3]
        named.append(Entity(id=entity.id, type=kind, name=f"Name {which}", links=(link,)))
    return document.replace(id=f"d{number}", entities=named, meta=Meta(license="CC0-1.0", source_id=f"s{number}"))


def write_corpus(folder: Path, count: int) -> int:
    """Write the corpus; how many bytes its documents have."""
    size = 0
    made = documents(count)
    for first in range(0, count, SHARD):
        lines = [write_line(next(made)) for _ in range(min(SHARD, count - first))]
        size += sum(map(len, lines))
        (folder / f"shard-{first // SHARD:04}.jsonl").write_bytes(b"".join(lines))
    entries = [
        {
            "path": f"shard-{number // SHARD:04}.jsonl",
            "id": f"d{number}",
            "split": "test" if number % 10 == 0 else "train",
        }
        for number in range(count)
    ]
    tree = {
        "standfirst_corpus": "1.0",
        "id": "generated",
        "title": "Generated",
        "version": "1.0.0",
        "languages": ["en"],
        "license": "CC0-1.0",
        "documents": entries,
    }
    (folder / "corpus.json").write_text(json.dumps(tree), encoding="utf-8")
    return size


def measure(folder: Path, *ignored: str) -> tuple[float, int, int]:
    """Seconds, the peak of memory in KiB, and how much the rules over a corpus found."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(folder), *ignored], capture_output=True, check=True, text=True
    )
    seconds, peak, found = done.stdout.split()
    return float(seconds), int(peak), int(found)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_corpus(folder, count)
        off_seconds, off_peak, _ = measure(folder, *_ON_CORPORA)
        on_seconds, on_peak, found = measure(folder)
    print(f"{count} documents, {size / 1e6:.1f} MB, {found} findings of these rules")
    print(f"time   {on_seconds / off_seconds:5.2f}   ({on_seconds:.1f} s to {off_seconds:.1f} s)")
    print(f"memory {on_peak / off_peak:5.2f}   ({on_peak / 1024:.0f} MiB to {off_peak / 1024:.0f} MiB)")


if __name__ == "__main__":
    main()
