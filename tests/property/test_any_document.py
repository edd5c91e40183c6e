"""Any document over the model gives a report: whatever its members hold, no rule raises."""

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standfirst.check import Options, check_data
from standfirst.formats.json.write import write
from standfirst.model import LAYERS, Document
from standfirst.model.columns import Columns
from standfirst.rules import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run
from standfirst.strategies import documents

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ja", "und", "xx", "EN-us", "zh-Hant")
WORDS = (
    "", " ", "she", "I", "you", "said", "Monday", "yesterday", "not", "will", "“", "”", "‘", "'", "—", "Mr.", "Ann", "P1D",
    "2019-02-30", "XXXX-WXX-7", "Q042", "_dct", "news-1.0", "REPORTING", "actual", "wikidata", "\u0301", "😀", "2019-07-14",
)  # fmt: skip


def nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a tree with a key of it, the tree's own type of values kept."""
    stack = [tree]
    while stack:
        value = stack.pop()
        keys: Any = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            yield value, key
            stack.append(value[key])


def mangled(tree: dict[str, Any], chance: random.Random, share: float) -> dict[str, Any]:
    """The document with values exchanged for others of their kind, so that the model still holds them."""
    found = list(nodes(tree))
    pools: dict[type, list[Any]] = {}
    for holder, key in found:
        pools.setdefault(type(holder[key]), []).append(holder[key])
    ids = [annotation["id"] for layer in LAYERS for annotation in tree.get(layer, ())]
    for holder, key in found:
        value = holder[key]
        if chance.random() >= share or key in ("standfirst", "fingerprint"):
            continue
        if isinstance(value, bool):
            holder[key] = not value
        elif isinstance(value, int):
            holder[key] = chance.choice([0, 1, value + 1, max(0, value - 1), *(n for n in pools[int] if n >= 0)])
        elif isinstance(value, str):
            holder[key] = chance.choice([*WORDS, *ids, *pools[str]])
    if chance.random() < 0.5:
        tree["language"] = chance.choice(LANGUAGES)
    for layer in LAYERS:
        if chance.random() < 0.1 and tree.get(layer):
            tree[layer] = tree[layer] * 2
    return tree


@pytest.mark.parametrize("share", [0.02, 0.2, 0.6])
@settings(max_examples=60)
@given(document=documents(), seed=st.integers(0, 2**32))
def test_no_document_raises(share: float, document: Document, seed: int) -> None:
    tree = mangled(msgspec.json.decode(write(document)), random.Random(seed), share)
    data = msgspec.json.encode(tree)
    (checked,) = check_data(data, "a.json", Options())
    assert all(finding.code and finding.message for finding in checked.findings)
    try:
        broken = msgspec.json.decode(data, type=Document)
    except (msgspec.ValidationError, ValueError):
        return
    for finding in run(RULES, Facts(Columns(broken)), screened=False):  # and with what readers would have left out
        assert finding.message
        assert finding.range is None or all(isinstance(place, int) for place in finding.range)


@pytest.mark.parametrize(
    "name", ["two-quotes", "wire-story-en", "free-speech-en", "thunder-festival-de", "tram-line-ru"]
)
def test_no_sample_raises_whatever_is_wrong_with_it(root: Any, name: str) -> None:
    data = (root / "samples" / "valid" / f"{name}.json").read_bytes()
    for seed in range(60):
        tree = mangled(msgspec.json.decode(data), random.Random(seed), (0.003, 0.02, 0.1)[seed % 3])
        broken = msgspec.json.encode(tree)
        list(check_data(broken, "a.json", Options()))
        try:
            document = msgspec.json.decode(broken, type=Document)
        except msgspec.ValidationError:
            continue
        list(run(RULES, Facts(Columns(document)), screened=False))
