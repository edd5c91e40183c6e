"""How alike two texts are, by what is kept of each: a signature of a fixed size.

A text is cut into words, or, where nothing stands between words, into characters; every run of a few of them is hashed.
The signature holds, for each of ``BINS`` parts of the hashes, the least one (one permutation hashing, Li et al. 2012).
The share of parts in which two signatures agree estimates how many runs the texts have in common, of all that one of them
has (Jaccard 1912). Empty parts borrow from the next ones where signatures are cut into bands, by which texts that may be
alike are brought together without comparing each with each.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

SHORTEST_ALIKE = 50
"""Texts of fewer words are only compared for being equal: a name more or less would be a great part of them."""
BINS = 128
_BAND = 6
"""So many parts make a band; of two texts that are alike by 0.8, one band in four agrees."""
ALIKE_BANDS = BINS // _BAND
_NONE = 0xFFFFFFFF
_MASK = 0xFFFFFFFF
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
_WORD = re.compile(r"\w+")
_LONG = 12
"""More code points than this for each word, and there are no blanks between words."""


class Signature(NamedTuple):
    """What is kept of a text: how many words or characters it was cut into, and the least hash of each part."""

    units: int
    least: bytes


def signature(text: str) -> Signature:
    """The signature of a text. It does not depend on case, spaces or punctuation, nor on the process that makes it."""
    folded = text.casefold()
    units: Sequence[str] = _WORD.findall(folded)
    run = 3
    if len(folded) > _LONG * len(units):
        units, run = [character for character in folded if character.isalnum()], 5
    return Signature(len(units), _least(units, run).tobytes())


def _least(units: Sequence[str], run: int) -> "array[int]":
    hashes = {unit: crc32(unit.encode("utf-8", "surrogatepass")) for unit in set(units)}
    columns = [[hashes[unit] * _ODD[place] for unit in units[place:]] for place in range(run)]
    mixed = {(total >> 20) & _MASK for total in map(sum, zip(*columns, strict=False))}
    least = {value % BINS: value for value in sorted(mixed, reverse=True)}  # the last one, which is the least, stays
    return array("I", [least.get(part, _NONE) for part in range(BINS)])


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two texts have in common, from 0 to 1, by their signatures."""
    pairs = [(a, b) for a, b in zip(_parts(one), _parts(other), strict=True) if a != _NONE or b != _NONE]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def bands(least: bytes) -> Iterator[int]:
    """A number for each band of a signature; texts that are alike have one of them in common, almost surely."""
    parts = [*_parts(least)]
    if all(part == _NONE for part in parts):
        return
    filled: list[int] = []
    for part in reversed([*parts, *parts]):  # an empty part takes what stands in the next one that is not
        filled.append(filled[-1] if part == _NONE and filled else part)
    filled = filled[: BINS - 1 : -1]
    for number, first in enumerate(range(0, BINS - _BAND + 1, _BAND)):
        band = array("I", filled[first : first + _BAND]).tobytes()
        yield crc32(band) << 5 | number  # 21 bands, so 5 bits tell them apart


def _parts(least: bytes) -> "memoryview[int]":
    return memoryview(least).cast("I")
