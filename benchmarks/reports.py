"""What findings cost: ten of them beside a clean file, and how the cost grows up to ten thousand in one file.

python benchmarks/reports.py
"""

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from measured import ratio
from msgspec.structs import replace
from standfirst.check import Diagnoser, Options, check_data
from standfirst.finding import Finding, Report
from standfirst.formats.json.write import write
from standfirst.model import Document, Entity, Mention
from standfirst.report import RENDERERS, Setting, render
from standfirst.rules import RULES

ARTICLE = Path(__file__).resolve().parents[1] / "corpus" / "chicago-open-letter"
WIDE = Setting(repeats=None)
_SURFACE = {
    ".json": re.compile(rb'("span":\[\{"start":\d+,"end":\d+,"text":")(\w)'),
    ".tei.xml": re.compile(rb'(<span xml:id="m\d+"[^>]*>(?:[^<]*<hi>)?)(\w)'),
}


def findings_of(data: bytes, path: str, options: Options) -> tuple[Finding, ...]:
    return tuple(finding for checked in check_data(data, path, options) for finding in checked.findings)


def spread(data: bytes, form: str, count: int) -> bytes:
    """``data`` with wrong surfaces in ``count`` places, spread over the file: faults that no cause explains."""
    places = sorted(
        random.Random(7).sample(list(_SURFACE[form].finditer(data)), count), key=lambda match: -match.start()
    )
    for match in places:
        data = data[: match.start(2)] + b"Q" + data[match.end(2) :]
    return data


def ten() -> None:
    print(f"{'ten faults, found, placed and rendered':44} × the clean file")
    for form in (".json", ".tei.xml"):
        clean = ARTICLE.with_name(ARTICLE.name + form).read_bytes()
        fired = {finding.code for finding in findings_of(clean, form, Options())}
        rules = tuple(rule for rule in RULES if rule.code not in fired)
        options = Options(rules=rules, diagnoser=Diagnoser())
        bad = spread(clean, form, 10)

        def check(data: bytes, form: str = form, options: Options = options) -> str:
            findings = findings_of(data, f"a{form}", options)
            return render(Report(findings=findings), "full") if findings else ""

        assert check(clean) == ""
        print(f"{form[1:]:44} {ratio(lambda: check(bad), lambda: check(clean), 60):.2f}")  # noqa: B023


def many(count: int) -> bytes:
    """A file with as many mentions, each with a wrong surface."""
    document = Document.create("word " * count, id="many", language="en", license="CC0-1.0")
    mentions = [Mention(id=f"m{i}", entity="e1", span=document.span((5 * i, 5 * i + 4))) for i in range(count)]
    whole = document.add(Entity(id="e1", type="PER"), *mentions)
    return write(whole).replace(b'"text":"word"', b'"text":"wort"')


def seconds(function: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def growth() -> None:
    print(f"\n{'one file, so many findings':24} {'1,000':>10} {'10,000':>10}   growth (10 is linear)")
    options = Options(rules=tuple(rule for rule in RULES if rule.code == "OFF002" or rule.required))
    small, large = many(1_000), many(10_000)
    rows: list[tuple[str, Callable[[bytes, tuple[Finding, ...]], object]]] = [
        ("found and placed", lambda data, _: findings_of(data, "many.json", options)),
        *((form, lambda _, found, form=form: render(Report(findings=found), form, WIDE)) for form in RENDERERS),
    ]
    found = {data: tuple(replace(one) for one in findings_of(data, "many.json", options)) for data in (small, large)}
    assert [len(found[data]) for data in (small, large)] == [1_000, 10_000]
    for name, work in rows:
        few, lots = (seconds(lambda: work(data, found[data])) for data in (small, large))  # noqa: B023
        print(f"{name:24} {few * 1000:8.1f} ms {lots * 1000:7.0f} ms   {lots / few:.1f}")


if __name__ == "__main__":
    ten()
    growth()
