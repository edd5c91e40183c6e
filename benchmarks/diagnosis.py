"""What a diagnosis costs beside the check of a clean document: the first time, and once the cause is known.

python benchmarks/diagnosis.py
"""

import json
from pathlib import Path
from random import Random

from measured import ratio
from standfirst.check import Diagnoser, Options, check_data
from standfirst.faults import OPERATORS
from standfirst.rules import RULES

ARTICLE = Path(__file__).resolve().parents[1] / "corpus" / "chicago-open-letter.json"
SHOWN = ("F01", "F04", "F05", "F07", "F08", "F09", "F11", "F13", "F16", "F20", "F21", "F33", "F34", "F37", "F38")


def check(data: bytes, diagnoser: Diagnoser, rules: tuple[object, ...]) -> int:
    options = Options(rules=rules, diagnoser=diagnoser)  # type: ignore[arg-type]
    return sum(len(checked.findings) for checked in check_data(data, "a.json", options))


def main() -> None:
    tree = json.loads(ARTICLE.read_bytes())
    fired = {finding.code for one in check_data(ARTICLE.read_bytes(), "a.json") for finding in one.findings}
    rules = tuple(rule for rule in RULES if rule.code not in fired)
    clean = json.dumps(tree, ensure_ascii=False).encode()
    print(f"{'the whole check of a faulty document':40} {'first':>8} {'cause known':>12}   × the clean document")
    for operator in OPERATORS:
        fault = operator.break_document(tree, Random(1)) if operator.number in SHOWN else None
        if fault is None:
            continue
        bad = json.dumps(fault.data, ensure_ascii=False).encode()
        known = Diagnoser()
        check(bad, known, rules)
        first = ratio(lambda: check(bad, Diagnoser(), rules), lambda: check(clean, Diagnoser(), rules), 20)  # noqa: B023
        again = ratio(lambda: check(bad, known, rules), lambda: check(clean, Diagnoser(), rules), 20)  # noqa: B023
        print(f"{operator.number + ' ' + operator.name:40} {first:8.2f} {again:12.2f}")


if __name__ == "__main__":
    main()
