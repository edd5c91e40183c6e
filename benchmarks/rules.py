"""What each rule costs, as ratios to ``orjson.loads`` of the same document's bytes within one run.

    python benchmarks/rules.py [DOCUMENT.json]

Without an argument it measures the reference article. *Alone* is a rule that nobody shares anything with: the facts that it
needs are made for it. *Shared* is the rule once these facts are there; the difference is paid once for all that need
the fact. Below the table: the levels together, with reading, and how the cost grows with the size of generated documents.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson
from measured import ratio
from sized import SIZE, sized_document
from standfirst.formats.json.read import read
from standfirst.formats.json.write import write
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.reading import Reading
from standfirst.rules import RULES, Rule
from standfirst.rules.facts import Facts
from standfirst.rules.run import ask, run, sort_out

ARTICLE = Path(__file__).resolve().parents[1] / "corpus" / "chicago-open-letter.json"
ROUNDS = 60
ERRORS = tuple(rule for rule in RULES if rule.level == "error")


def facts_of(reading: Reading) -> Facts:
    columns = reading.columns or Columns(reading.document or Document.create("", id="x", language="en", license="x"))
    return Facts(columns, reading.omissions)


def costs(data: bytes) -> None:
    reading = read(data)

    def base() -> object:
        return orjson.loads(data)

    def applied(rules: Sequence[Rule]) -> float:
        return ratio(lambda: list(run(rules, facts_of(reading))), base, ROUNDS)

    def with_reading(rules: Sequence[Rule]) -> float:
        return ratio(lambda: list(run(rules, facts_of(read(data)))), base)

    def shared(rule: Rule, facts: Facts) -> float:
        list(ask((rule,), facts))
        return ratio(lambda: list(ask((rule,), facts)), base, ROUNDS)

    nothing = applied(())
    print(f"{'rule':44} {'alone':>8} {'shared':>8}   (x orjson.loads)")
    for rule in RULES:
        facts = facts_of(reading)
        if rule.check is not None and sort_out((rule,), facts)[0]:
            alone = max(0.0, applied((rule,)) - nothing)
            print(f"{rule.code} {rule.name:37} {alone:8.3f} {shared(rule, facts):8.3f}")
    for name, rules in (("error-level rules", ERRORS), ("all rules", RULES)):
        print(f"{name:44} {applied(rules):8.2f}   with reading {with_reading(rules):.2f}")


def growth() -> None:
    print(f"\n{'size':>6} {'characters':>10} {'annotations':>11} {'all rules':>10}   (x orjson.loads)")
    for times in (1, 10, 100):
        document = sized_document(random.Random(0), SIZE * times)
        cost = grown(write(document), 3 + ROUNDS // times)
        print(f"{times:5}x {len(document.text):10} {len(Columns(document).annotations):11} {cost:10.2f}")


def grown(data: bytes, rounds: int) -> float:
    reading = read(data)
    return ratio(lambda: list(run(RULES, facts_of(reading))), lambda: orjson.loads(data), rounds)


if __name__ == "__main__":
    costs(Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else ARTICLE.read_bytes())
    growth()
