"""The smallest documents over which a library by others stumbles, and the library itself, if it is the one described."""

import importlib
import importlib.metadata
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from standfirst import Document
from standfirst.strategies import documents, texts

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
GRIN = "\U0001f600"
"""A character outside the Basic Multilingual Plane: one code point, two UTF-16 units."""

_SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def pins() -> dict[str, str]:
    """The versions that the group ``peers`` of pyproject.toml pins, by distribution."""
    group = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["peers"]
    return dict(entry.split("==") for entry in group if "==" in entry)


def peer(distribution: str, *modules: str) -> Any:
    """The modules of a library, or a reason to skip: it is not installed, or is another version than the one described."""
    pinned = pins()[distribution]
    try:
        there = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{distribution} is not installed: make test-peers", allow_module_level=True)
    if there != pinned:
        pytest.skip(f"{distribution} is {there}; described is {pinned}: make test-peers", allow_module_level=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what others import is not ours to mend
        found = [importlib.import_module(module) for module in modules]
    return found[0] if len(found) == 1 else found


def smallest(source: st.SearchStrategy[T], fails: Callable[[T], bool], examples: int = 1000) -> T:
    """The example that is left when one that fails has been shrunk. :raises NoSuchExample: where none fails"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return find(source, fails, settings=settings(_SETTINGS, max_examples=examples))


def nothing_fails(source: st.SearchStrategy[T], fails: Callable[[T], bool]) -> None:
    """What is sound: none of two hundred examples fails."""
    with pytest.raises(NoSuchExample):
        smallest(source, fails, examples=200)


def marked() -> st.SearchStrategy[Document]:
    """Documents with mentions."""
    return documents(layers=("entities", "mentions"), text=texts(max_atoms=5))


def stretches(document: Document) -> list[tuple[int, int]]:
    """The offsets of every fragment of a mention."""
    return [(part.start, part.end) for mention in document.mentions or () for part in mention.span]


def assert_small(document: Document) -> None:
    """What a person can take in at once: three annotations and forty characters at most."""
    assert len(document.text) <= 40
    assert len(document.entities or ()) + len(document.mentions or ()) <= 3


class Misplaced(NamedTuple):
    """A text and two numbers that a file may give for the ends of a span; mostly they are no places in the text."""

    text: str
    start: int
    end: int

    def units(self, position: int) -> int:
        """UTF-16 units before a place in code points."""
        return len(self.text[:position].encode("utf-16-le")) // 2

    def is_inside_character(self) -> bool:
        """Whether, counted in UTF-16, one end is between the halves of a character, and neither is outside the text."""
        places = {self.units(position) for position in range(len(self.text) + 1)}
        return 0 <= self.start <= self.end <= max(places) and not {self.start, self.end} <= places

    def is_beyond(self) -> bool:
        """Whether the end is behind the text, in either unit."""
        return 0 <= self.start <= len(self.text) and self.end > self.units(len(self.text))

    def is_before(self) -> bool:
        """Whether the start is before the text."""
        return self.start < 0 <= self.end <= len(self.text)

    def is_reversed(self) -> bool:
        """Whether the end is before the start."""
        return 0 <= self.end < self.start <= len(self.text)


@st.composite
def misplaced(draw: st.DrawFn) -> Misplaced:
    """Texts with numbers for offsets around and in them."""
    text = draw(texts(max_atoms=4))
    numbers = st.integers(-2, 2 * len(text) + 2)
    return Misplaced(text, draw(numbers), draw(numbers))
