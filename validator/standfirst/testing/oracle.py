"""Maps between offset units by the plainest means: encode what stands before, and count. For tests of faster ones."""

from standfirst.offsets.units import UNITS, Unit


def offset_oracle(text: str, offset: int, unit: Unit) -> int:
    """The place of the code point ``offset`` of ``text``, counted in ``unit``; nothing is shared with the library's maps.

    :raises ValueError: where ``offset`` is no place in the text, or, in grapheme clusters, lies inside of one
    """
    if unit not in UNITS:
        raise ValueError(f"{unit!r} is no unit; the units are {', '.join(UNITS)}")
    if not 0 <= offset <= len(text):
        raise ValueError(f"{offset} is no place in a text of {len(text)} code points")
    before = text[:offset]
    if unit == "codepoint":
        return offset
    if unit == "utf16":
        return len(before.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "utf8":
        return len(before.encode("utf-8", "surrogatepass"))
    from wcwidth import iter_graphemes

    count = position = 0
    for cluster in iter_graphemes(text):
        if position == offset:
            return count
        position += len(cluster)
        count += 1
    if position != offset or offset != len(text):
        raise ValueError(f"{offset} lies inside a grapheme cluster")
    return count
