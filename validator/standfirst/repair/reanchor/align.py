"""What two versions of a text have in common: equal blocks, in order, that a token diff finds and characters refine.

Tokens that stand once in both versions, and their neighbours, part the texts first (Bram Cohen's patience diff), so that the
diff itself only runs in the gaps between them and a long text costs little more than it is long.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_RUN = 4
"""How many tokens together must stand once in both versions to part them."""
_MOST_CELLS = 4_000_000
"""Gaps of more characters by characters, or tokens by tokens, are not looked into: all in them is taken for replaced."""
_SHORT = 2_000
"""Texts of fewer tokens are not parted."""


class Block(NamedTuple):
    """``length`` code points that are equal, from ``old`` on in the one text and from ``new`` on in the other."""

    old: int
    new: int
    length: int


def equal_blocks(old: str, new: str) -> list[Block]:
    """The blocks that two texts have in common, in the order of both; none touches the next in both texts."""
    first = _shared_prefix(old, new)
    last = _shared_suffix(old[first:], new[first:])
    blocks = [Block(0, 0, first)] if first else []
    one, other = old[first : len(old) - last], new[first : len(new) - last]
    for found in _by_tokens(one, other):
        blocks.append(Block(found.old + first, found.new + first, found.length))
    if last:
        blocks.append(Block(len(old) - last, len(new) - last, last))
    return _joined(blocks)


def _shared_prefix(old: str, new: str) -> int:
    most = min(len(old), len(new))
    if old[:most] == new[:most]:
        return most
    low, high = 0, most  # old[:low] is shared, old[:high] is not
    while high - low > 1:
        middle = (low + high) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _shared_suffix(old: str, new: str) -> int:
    return _shared_prefix(old[::-1], new[::-1])


class _Tokens(NamedTuple):
    """The tokens of a text as numbers that are the same for equal ones, and where each begins; and the text's length."""

    ids: list[int]
    starts: list[int]


def _tokens(text: str, numbers: dict[str, int]) -> _Tokens:
    ids, starts = [], []
    for token in _TOKEN.finditer(text):
        ids.append(numbers.setdefault(token[0], len(numbers)))
        starts.append(token.start())
    return _Tokens(ids, [*starts, len(text)])


def _by_tokens(old: str, new: str) -> Iterator[Block]:
    numbers: dict[str, int] = {}
    one, other = _tokens(old, numbers), _tokens(new, numbers)
    at_old = at_new = 0  # tokens up to here have been told
    for block in [*_token_blocks(one.ids, other.ids), Block(len(one.ids), len(other.ids), 0)]:
        gap_old, gap_new = (one.starts[at_old], one.starts[block.old]), (other.starts[at_new], other.starts[block.new])
        for found in _by_characters(old[slice(*gap_old)], new[slice(*gap_new)]):
            yield Block(found.old + gap_old[0], found.new + gap_new[0], found.length)
        at_old, at_new = block.old + block.length, block.new + block.length
        if block.length:
            start = one.starts[block.old]
            yield Block(start, other.starts[block.new], one.starts[at_old] - start)


def _token_blocks(old: Sequence[int], new: Sequence[int]) -> Iterator[Block]:
    """Blocks of equal tokens, in tokens."""
    at_old = at_new = 0
    for anchor in [*_anchors(old, new), Block(len(old), len(new), 0)]:
        if anchor.old < at_old or anchor.new < at_new:
            continue
        for found in _indel(old[at_old : anchor.old], new[at_new : anchor.new]):
            yield Block(found.old + at_old, found.new + at_new, found.length)
        if anchor.length:
            yield anchor
        at_old, at_new = anchor.old + anchor.length, anchor.new + anchor.length


def _anchors(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    """Runs of tokens that stand once in both, in an order that both share; the longest such row of them."""
    if min(len(old), len(new)) < _SHORT:
        return []
    one, other = _once(old), _once(new)
    pairs = [(place, other[run]) for run, place in one.items() if run in other]
    pairs.sort()
    return [Block(first, second, _RUN) for first, second in _increasing(pairs)]


def _once(ids: Sequence[int]) -> dict[tuple[int, ...], int]:
    runs = list(zip(*(ids[shift:] for shift in range(_RUN)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs``, which are in order of their first members, that is in order of the second."""
    tails: list[int] = []
    ends: list[int] = []  # of a row of each length, the pair that it ends with
    before = [-1] * len(pairs)
    for index, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before[index] = ends[at - 1] if at else -1
        tails[at : at + 1] = [second]
        ends[at : at + 1] = [index]
    row = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def _by_characters(old: str, new: str) -> Iterator[Block]:
    return _indel(old, new)


def _indel(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Block]:
    if not old or not new or len(old) * len(new) > _MOST_CELLS:
        return
    from rapidfuzz.distance import Indel

    for operation in Indel.opcodes(old, new):
        if operation.tag == "equal":
            length = operation.src_end - operation.src_start
            yield Block(operation.src_start, operation.dest_start, length)


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and last.old + last.length == block.old and last.new + last.length == block.new:
            joined[-1] = Block(last.old, last.new, last.length + block.length)
        elif block.length:
            joined.append(block)
    return joined
