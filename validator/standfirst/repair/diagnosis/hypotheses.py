"""What may be wrong with all offsets at once, and the test of it against the surfaces of documents.

A hypothesis is a list of rewritings of the text, a unit, a way of counting ends, and a shift. Read so, an offset gives a
place in the rewritten text, and from there one in the text itself.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from standfirst.errors import OffsetError
from standfirst.offsets.units import Unit, UnitMap, unit_map
from standfirst.repair.diagnosis.material import Material, Stretch
from standfirst.repair.diagnosis.rewrites import Chain, Rewrite
from standfirst.repair.diagnosis.variants import BY_NAME

Place = tuple[int, int]
NEAR = 6
"""How many code points of a stored context must be there, beside a surface that stands in its place."""


class Mode(NamedTuple):
    """A way of counting: its name, what it does, and the half-open place from 0 that a stored pair means."""

    name: str
    words: str
    read: Callable[[int, int], Place]


MODES: dict[str, Mode] = {
    mode.name: mode
    for mode in (
        Mode("", "from 0 with ends exclusive", lambda start, end: (start, end)),
        Mode("offset-base-1", "counted from 1", lambda start, end: (start - 1, end - 1)),
        Mode("offset-end-inclusive", "with inclusive ends", lambda start, end: (start, end + 1)),
        Mode("offset-1-inclusive", "counted from 1 with inclusive ends", lambda start, end: (start - 1, end)),
        Mode("offset-length", "as start and length", lambda start, end: (start, start + end)),
        Mode(
            "offset-1-length", "as start, counted from 1, and length", lambda start, end: (start - 1, start - 1 + end)
        ),
    )
}
UNIT_WORDS: dict[Unit, str] = {"utf16": "UTF-16 units", "utf8": "UTF-8 bytes", "grapheme": "grapheme clusters"}


class Hypothesis(NamedTuple):
    """How offsets may have been made; the default is how they ought to be."""

    variants: tuple[str, ...] = ()
    unit: Unit = "codepoint"
    mode: str = ""
    shift: int = 0
    segments: str = ""

    @property
    def parts(self) -> int:
        """How many things are wrong at once."""
        return (
            len(self.variants) + (self.unit != "codepoint") + bool(self.mode) + bool(self.shift) + bool(self.segments)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the causes, one for each part."""
        found = [BY_NAME[name].cause for name in self.variants]
        if self.unit != "codepoint":
            found.append(f"offset-unit-{self.unit}")
        found += [self.mode] if self.mode else []
        found += ["offset-shift"] if self.shift else []
        return tuple(found + (["offset-segment"] if self.segments else []))


def name_of(hypothesis: Hypothesis) -> str:
    """The name of a cause: those of its parts, joined by ``+``, each once."""
    return "+".join(dict.fromkeys(hypothesis.names))


class View:
    """A text rewritten, and counted in a unit."""

    def __init__(self, chain: Chain, unit: Unit) -> None:
        self.chain = chain
        self.text = chain.folded
        self._map: UnitMap | None = None if unit == "codepoint" else unit_map(chain.text, unit)

    @property
    def counts_otherwise(self) -> bool:
        """Whether the unit counts this text in another way than code points do."""
        return self._map is not None and self._map.length != len(self.chain.text)

    def codepoint(self, offset: int) -> int:
        """The offset in code points of the rewritten text. :raises OffsetError: where there is none"""
        return offset if self._map is None else self._map.to_codepoint(offset)

    def unit(self, offset: int) -> int:
        """The offset in the unit. :raises OffsetError: where there is none"""
        return offset if self._map is None else self._map.from_codepoint(offset)


class Case:
    """A document on trial: its places that are known by a surface, each once, and its text in the ways asked for."""

    def __init__(self, material: Material, keep: Callable[[Stretch], bool] | None = None) -> None:
        self.material = material
        self.stretches = [stretch for stretch in material.stretches if keep is None or keep(stretch)]
        self.off = set(map(_evidence, material.wrong))
        seen: dict[Evidence, None] = dict.fromkeys(_evidence(s) for s in self.stretches if s.surface is not None)
        self.evidence: list[Evidence] = list(seen)
        self.wrong = [one for one in self.evidence if one in self.off]
        self.right = [one for one in self.evidence if one not in self.off]
        self._chains: dict[tuple[str, ...], tuple[Chain, bool]] = {}
        self._views: dict[tuple[tuple[str, ...], Unit], View] = {}

    def _chain(self, variants: tuple[str, ...]) -> tuple[Chain, bool]:
        """The text rewritten, and whether each rewriting changed something."""
        if variants not in self._chains:
            text, rewrites = self.material.text, list[Rewrite]()
            for name in variants:
                rewrite = BY_NAME[name].rewrite(text)
                if rewrite is not None:
                    rewrites.append(rewrite)
                    text = rewrite.text
            self._chains[variants] = Chain(tuple(rewrites), self.material.text), len(rewrites) == len(variants)
        return self._chains[variants]

    def view(self, hypothesis: "Hypothesis") -> View:
        """The text rewritten and counted as the hypothesis says."""
        key = (hypothesis.variants, hypothesis.unit)
        if key not in self._views:
            chain, _ = self._chain(hypothesis.variants)
            ascii_only = chain.text.isascii() and "\r" not in chain.text
            self._views[key] = View(chain, "codepoint" if ascii_only else hypothesis.unit)
        return self._views[key]

    def touches(self, hypothesis: "Hypothesis") -> bool:
        """Whether every rewriting of the hypothesis changes this text, and its unit counts it otherwise."""
        _, changed = self._chain(hypothesis.variants)
        return changed and (hypothesis.unit == "codepoint" or self.view(hypothesis).counts_otherwise)


class Evidence(NamedTuple):
    """A stored place with its surface and contexts."""

    start: int
    end: int
    surface: str
    prefix: str | None
    suffix: str | None


def _evidence(stretch: Stretch) -> Evidence:
    return Evidence(stretch.start, stretch.end, stretch.surface or "", stretch.prefix, stretch.suffix)


def place(hypothesis: Hypothesis, view: View, start: int, end: int) -> Place | None:
    """Where a stored pair is in the rewritten text, in code points; ``None`` where it is no place."""
    start, end = MODES[hypothesis.mode].read(start, end)
    try:
        start, end = view.codepoint(start + hypothesis.shift), view.codepoint(end + hypothesis.shift)
    except OffsetError:
        return None
    return (start, end) if 0 <= start <= end <= len(view.chain.text) else None


def explains(hypothesis: Hypothesis, view: View, evidence: Evidence) -> bool:
    """Whether, read so, the offsets point at the surface, and no stored context speaks against it."""
    found = place(hypothesis, view, evidence.start, evidence.end)
    return found is not None and stands(view.text, found, evidence, view.chain.fold)


def stands(text: str, found: Place, evidence: Evidence, fold: object = None) -> bool:
    """Whether a surface stands at a place, and its contexts beside it.

    With ``fold``, a table of characters, surface and contexts are compared as it has them; ``text`` is so already.
    """
    start, end = found
    _, _, surface, prefix, suffix = evidence
    if fold is not None:
        surface = surface.translate(fold)  # type: ignore[arg-type]
    if text[start:end] != surface:
        return False
    if prefix is None and suffix is None:
        return True
    before, behind = prefix or "", suffix or ""
    if fold is not None:
        before, behind = before.translate(fold), behind.translate(fold)  # type: ignore[arg-type]
    return text.endswith(before, 0, start) and text.startswith(behind, end)


def corrected(hypothesis: Hypothesis, view: View, start: int, end: int) -> Place | None:
    """Where a stored pair is in the text itself, in code points; ``None`` where the hypothesis has no place for it."""
    found = place(hypothesis, view, start, end)
    if found is None:
        return None
    first, last = view.chain.back(found[0]), view.chain.back(found[1], end=True)
    if first is None or last is None or not first <= last or (found[0] == found[1] and first != last):
        return None  # a point beside what was left out is before it or behind it
    return first, last


def score(hypothesis: Hypothesis, cases: Iterable[Case]) -> tuple[int, int]:
    """How many pieces of evidence a hypothesis explains, and how many of those that are wrong as they are."""
    good = bad = 0
    for case in cases:
        view = case.view(hypothesis)
        good += sum(explains(hypothesis, view, one) for one in case.right)
        bad += sum(explains(hypothesis, view, one) for one in case.wrong)
    return good + bad, bad
