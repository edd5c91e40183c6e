"""What is found does not depend on the order of annotations in their layers, nor on that of members in an object."""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelling import respelt
from standfirst.check import Options, check_data
from standfirst.formats.json.write import write
from standfirst.model import LAYERS, Document
from standfirst.rules import RULES
from standfirst.rules.documentation import page
from standfirst.strategies import documents

ORDERED = ("zones",)
"""Zones stand in the order of the text: that is a rule of its own."""
OF_ORDER = {"REF001"}
"""Of two annotations with one id the first keeps it: such a document is about order."""
UNREADABLE = {"DEC001", "DEC003", "DEC006"}
"""Their examples are no JSON that a plain parser could shuffle."""
EXAMPLES = [
    rule
    for rule in RULES
    if page(rule).file == "document" and page(rule).form == "json" and rule.code not in OF_ORDER | UNREADABLE
]


def found(data: bytes) -> Counter[Any]:
    return Counter(
        (finding.code, finding.level, finding.message, finding.annotation, finding.range, finding.expected)
        for document in check_data(data, "a.json", Options(fast=False))
        for finding in document.findings
    )


def shuffled(tree: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same document with the annotations of every layer in another order."""
    chance = random.Random(seed)
    mixed = dict(tree)
    for layer in LAYERS:
        if layer not in ORDERED and isinstance(tree.get(layer), list):
            mixed[layer] = chance.sample(tree[layer], len(tree[layer]))
    return mixed


def assert_order_tells_nothing(tree: dict[str, Any], seed: int) -> None:
    data = json.dumps(shuffled(tree, seed)).encode()
    assert found(data) == found(json.dumps(tree).encode())
    assert found(respelt(tree, random.Random(seed)).encode()) == found(json.dumps(tree).encode())


@given(documents(), st.integers(0, 2**32))
def test_of_generated_documents(document: Document, seed: int) -> None:
    assert_order_tells_nothing(json.loads(write(document)), seed)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_of_the_bad_examples(rule: Any) -> None:
    for seed in range(3):
        assert_order_tells_nothing(json.loads(page(rule).bad), seed)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("folder", ["corpus", "samples/articles", "samples/valid"])
def test_of_real_documents_with_faults(root: Path, folder: str, seed: int) -> None:
    for path in sorted((root / folder).glob("*.json")):
        tree = json.loads(path.read_bytes())
        if "standfirst" in tree and path.stat().st_size < 1_000_000:
            assert_order_tells_nothing(spoilt(tree, f"{path.name} {seed}"), seed)


def spoilt(tree: dict[str, Any], seed: str) -> dict[str, Any]:
    """The document with values of annotations exchanged for those of their neighbours, so that much is wrong."""
    chance = random.Random(seed)
    for layer in LAYERS:
        annotations = tree.get(layer, [])
        for annotation in annotations if layer not in ORDERED else ():
            other = chance.choice(annotations)
            name = chance.choice(sorted(annotation))
            if chance.random() < 0.2 and name != "id" and name in other:
                annotation[name] = other[name]
    return tree
