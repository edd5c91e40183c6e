"""What coverage-guided runs have found, and damaged samples: every reader takes them without raising."""

import gc
import random
import sys
from pathlib import Path

import pytest
from standfirst.formats import FORMATS
from standfirst.shape import ENGINES

sys.path.insert(0, str(Path(__file__).parent))
from targets import SIDES, TARGETS, seeds

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


@pytest.mark.parametrize("name", SIDES)
def test_a_side_begins_with_a_file_that_it_takes(name: str, root: Path) -> None:
    for data in seeds(root, name):
        SIDES[name](data)  # to its end: it refuses nothing


@pytest.mark.parametrize("member", ["0", "01", "+1", "18446744073709551615", "-1", "٣", "a"])
def test_the_engines_agree_on_members_whose_names_look_like_numbers(member: str) -> None:
    for tree in (
        {"severity": {member: "loud", "1": "error"}},
        {"severity": {member: "error", "1": "loud"}},
        {member: 1, "select": [1]},
        {"per-file-ignores": {member: [1]}},
    ):
        first, second = (engine(tree, "config") for engine in ENGINES.values())
        assert first == second
        assert first


@pytest.mark.parametrize("name", TARGETS)
def test_reading_again_and_again_takes_no_more_memory(name: str, root: Path) -> None:
    data = min(seeds(root, name), key=len)
    ways = [data, data[: len(data) // 2], data.replace(b">\n<", b"> <!-- -->\n<", 1)]

    def read(times: int) -> int:
        for _ in range(times):
            for way in ways:
                TARGETS[name](way)
        gc.collect()
        return sys.getallocatedblocks()

    read(12)
    before = read(1)
    assert read(12) - before < 240  # a tree that was kept would be hundreds each time
