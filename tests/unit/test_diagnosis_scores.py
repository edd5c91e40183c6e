"""What the diagnosis achieves over many documents and every fault: the figures that are promised."""

import json
from pathlib import Path
from typing import Any

import standfirst
from conllu_entities import read as read_conllu
from hypothesis import HealthCheck, Phase, given, settings
from standfirst.benchmark import CleanRow, Row, StandfirstAdapter, run
from standfirst.faults.unseen import UNSEEN
from standfirst.model import Document
from standfirst.strategies import documents

LONGEST = 400_000
EVERY = 8
"""Of the samples every fourth is enough here: the command of the benchmark takes all of them."""


def plain(document: Document) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(standfirst.dumps(document))
    return tree


def samples(root: Path) -> list[dict[str, Any]]:
    paths = [*sorted((root / "samples/articles").glob("*.json")), *sorted((root / "samples/valid").glob("*.json"))]
    read = [path.read_bytes() for path in [root / "corpus/chicago-open-letter.json", *paths[::EVERY]]]
    return [json.loads(data) for data in read if len(data) < LONGEST]


def assert_promises(rows: list[Row], clean: list[CleanRow]) -> None:
    instances, detected = sum(row.instances for row in rows), sum(row.detected for row in rows)
    assert detected >= 0.995 * instances
    assert sum(row.named for row in rows) >= 0.98 * sum(row.nameable for row in rows)
    assert sum(row.restored for row in rows) >= 0.99 * sum(row.repairable for row in rows)
    assert {row.operator: (row.wrong, row.zones_wrong) for row in rows if row.wrong or row.zones_wrong} == {}
    assert [row.flagged for row in clean] == [0]


def test_over_the_samples_and_the_reference_article(root: Path) -> None:
    assert_promises(*run(samples(root), [StandfirstAdapter()]))


def test_over_a_news_text_that_others_annotated(oracles: Path) -> None:
    document = plain(read_conllu(oracles / "peers" / "conll-u" / "gum-news.conllu"))
    assert_promises(*run([document], [StandfirstAdapter()]))


def test_over_generated_documents() -> None:
    drawn: list[dict[str, Any]] = []

    @settings(
        max_examples=12,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def draw(document: Document) -> None:
        drawn.append(plain(document))

    draw()
    rows, clean = run(drawn, [StandfirstAdapter()])
    assert sum(row.detected for row in rows) >= 0.995 * sum(row.instances for row in rows)
    assert [row.flagged for row in clean] == [0]
    wrong, repairable = sum(row.wrong for row in rows), sum(row.repairable for row in rows)
    assert wrong == 0, (wrong, repairable)


def test_what_was_not_foreseen_is_written_nowhere_wrong(root: Path) -> None:
    rows, _ = run(samples(root)[::3], [StandfirstAdapter()], operators=UNSEEN)
    assert sum(row.detected for row in rows) >= 0.995 * sum(row.instances for row in rows)
    assert {row.operator: (row.wrong, row.zones_wrong) for row in rows if row.wrong or row.zones_wrong} == {}


def test_an_adapter_that_says_nothing_scores_nothing(root: Path) -> None:

    class Silent:
        name = "silent"

        def load(self, data: bytes) -> Any:
            from standfirst.benchmark import Answer

            return Answer(frozenset())

    rows, clean = run(samples(root)[:1], [Silent()])
    assert sum(row.detected + row.named + row.restored + row.wrong for row in rows) == 0
    assert clean[0].flagged == 0
