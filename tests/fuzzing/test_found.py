"""What coverage-guided runs have found, and damaged samples: every reader takes them without raising."""

import random
import sys
from pathlib import Path

import pytest
from standfirst.formats import FORMATS

sys.path.insert(0, str(Path(__file__).parent))
from targets import TARGETS, seeds

FOUND = sorted(path for path in (Path(__file__).parent / "found").iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_read_by_every_reader(path: Path) -> None:
    data = path.read_bytes()
    own = [name for name in TARGETS if path.name.startswith(f"{name}-")]
    assert own
    for target in TARGETS.values():
        target(data)


@pytest.mark.parametrize("name", TARGETS)
def test_there_is_something_to_begin_with(name: str, root: Path) -> None:
    beginnings = list(seeds(root, name))
    assert beginnings
    chance = random.Random(0)
    for data in beginnings if name not in FORMATS else chance.sample(beginnings, 12):
        TARGETS[name](data)
        at = chance.randrange(len(data))
        TARGETS[name](data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :])
