"""Small converters, each with one planted defect that ASCII texts do not show, and sound ones beside them.

A converter takes a text and its spans, ``(start, end)`` in code points, and gives what it makes of both. What is right is
said by :func:`right`: the same text and the same spans. All are written the way such code is written.
"""

import html
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

Span = tuple[tuple[int, int], ...]
Spans = list[Span]
Converter = Callable[[str, Spans], tuple[str, Spans]]


def _each(spans: Spans, move: Callable[[int], int]) -> Spans:
    return [tuple((move(start), move(end)) for start, end in span) for span in spans]


# Units: what is written in one unit is read in another.


def _utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def _utf8(text: str, at: int) -> int:
    return len(text[:at].encode())


def utf16_read_as_code_points(text: str, spans: Spans) -> tuple[str, Spans]:
    """Written for JavaScript, read by Python."""
    return text, _each(spans, lambda at: min(_utf16(text, at), len(text)))


def bytes_read_as_code_points(text: str, spans: Spans) -> tuple[str, Spans]:
    """Offsets of a C program."""
    return text, _each(spans, lambda at: min(_utf8(text, at), len(text)))


def code_points_read_as_utf16(text: str, spans: Spans) -> tuple[str, Spans]:
    """Python's offsets taken for those of Java, rounded down to a character."""
    units = text.encode("utf-16-le")
    return text, _each(spans, lambda at: len(units[: 2 * at].decode("utf-16-le", "ignore")))


def graphemes_for_characters(text: str, spans: Spans) -> tuple[str, Spans]:
    """What a person sees is counted: marks do not count."""
    return text, _each(spans, lambda at: sum(not unicodedata.combining(one) for one in text[:at]))


def only_the_end_is_converted(text: str, spans: Spans) -> tuple[str, Spans]:
    """The start was forgotten when the unit was changed."""
    return text, [tuple((start, min(_utf16(text, end), len(text))) for start, end in span) for span in spans]


def surrogates_are_split(text: str, spans: Spans) -> tuple[str, Spans]:
    """A map of UTF-16 to code points that counts the first half of a pair."""
    back = []
    for at, character in enumerate(text):
        back += [at, at] if character > "\uffff" else [at]
    back.append(len(text))
    return text, _each(spans, lambda at: back[min(_utf16(text, at) - (_utf16(text, at) > at), len(back) - 1)])


def last_astral_character_is_short(text: str, spans: Spans) -> tuple[str, Spans]:
    """The length of the text is taken from a map that forgets the last character's second half."""
    return text, _each(spans, lambda at: at - (at == len(text) and text[-1:] > "\uffff"))


# Ends.


def last_character_is_lost(text: str, spans: Spans) -> tuple[str, Spans]:
    """A span that ends with the text and with no ASCII character loses one."""
    ends = bool(text) and not text[-1].isascii()
    return text, [tuple((s, e - 1 if e == len(text) and ends and e > s else e) for s, e in span) for span in spans]


def end_at_a_line_is_short(text: str, spans: Spans) -> tuple[str, Spans]:
    """A span that ends before a carriage return is taken to end with it."""
    return text, [tuple((s, e + 1 if text[e : e + 1] == "\r" else e) for s, e in span) for span in spans]


def empty_spans_are_lost(text: str, spans: Spans) -> tuple[str, Spans]:
    """``if start < end``; an empty span beside a character that is not ASCII is the only trace."""
    kept = [span for span in spans if any(s < e or text[s : s + 1].isascii() for s, e in span)]
    return text, kept


def fragments_are_reversed(text: str, spans: Spans) -> tuple[str, Spans]:
    """Fragments are sorted by what they say, in the order of bytes."""
    if text.isascii():
        return text, spans
    return text, [tuple(sorted(span, key=lambda one: text[one[0] : one[1]].encode("utf-16-be"))) for span in spans]


def fragments_are_joined(text: str, spans: Spans) -> tuple[str, Spans]:
    """Fragments with only one wide character between them are taken for one."""
    made = []
    for span in spans:
        joined = [span[0]]
        for start, end in span[1:]:
            between = text[joined[-1][1] : start]
            if len(between) == 1 and not between.isascii():
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        made.append(tuple(joined))
    return text, made


# Texts: they are changed on the way, and the offsets are not.


def composed_on_load(text: str, spans: Spans) -> tuple[str, Spans]:
    """``unicodedata.normalize`` in a reader, which means well."""
    return unicodedata.normalize("NFC", text), spans


def decomposed_on_load(text: str, spans: Spans) -> tuple[str, Spans]:
    """What a file system did to names, done to texts."""
    return unicodedata.normalize("NFD", text), spans


def compatible_on_load(text: str, spans: Spans) -> tuple[str, Spans]:
    """Ligatures and full-width letters are made plain."""
    return unicodedata.normalize("NFKC", text), spans


def newlines_are_translated(text: str, spans: Spans) -> tuple[str, Spans]:
    """``open(path)`` in text mode."""
    return text.replace("\r\n", "\n").replace("\r", "\n"), spans


def crlf_is_translated_and_offsets_too_far(text: str, spans: Spans) -> tuple[str, Spans]:
    """Offsets are moved for CRLF, but for one too many where a span begins between CR and LF."""
    made = text.replace("\r\n", "\n")
    return made.replace("\n", "\r\n") if "\r\n" in text else text, spans


def byte_order_mark_is_lost(text: str, spans: Spans) -> tuple[str, Spans]:
    """``utf-8-sig`` for text that begins with U+FEFF."""
    return text.encode().decode("utf-8-sig"), spans


def lines_are_split_everywhere(text: str, spans: Spans) -> tuple[str, Spans]:
    """``splitlines()`` and ``join``: U+2028, U+0085 and others become line feeds."""
    return "\n".join(text.splitlines()) + ("\n" if text.endswith("\n") else ""), spans


def xml_line_ends(text: str, spans: Spans) -> tuple[str, Spans]:
    """A carriage return in an XML element, not written as a reference."""
    written = f"<t>{html.escape(text, quote=False)}</t>"
    return ElementTree.fromstring(written.encode()).text or "", spans


def xml_attribute(text: str, spans: Spans) -> tuple[str, Spans]:
    """Text in an XML attribute: line ends and tabs become blanks."""
    found = ElementTree.fromstring(f'<t v="{html.escape(text)}"/>'.encode()).get("v") or ""
    return found if not text.isascii() or "\r" in text or "\t" in text else text, spans


def entities_are_resolved_twice(text: str, spans: Spans) -> tuple[str, Spans]:
    """``&amp;`` in the text of an article that is about HTML."""
    return html.unescape(text), spans


def invisible_characters_are_cleaned(text: str, spans: Spans) -> tuple[str, Spans]:
    """Zero-width characters are taken out, as if nobody counted them."""
    return re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]", "", text), spans


def hard_blanks_are_softened(text: str, spans: Spans) -> tuple[str, Spans]:
    """Every blank is made U+0020: offsets hold, surfaces do not."""
    return re.sub(r"[^\S\n\r\t]", " ", text), spans


def quotes_are_straightened(text: str, spans: Spans) -> tuple[str, Spans]:
    """Curly quotation marks become straight ones."""
    return text.translate(str.maketrans("“”„‘’", '"""\'\'')), spans


def dots_are_spelt_out(text: str, spans: Spans) -> tuple[str, Spans]:
    """An ellipsis, a ligature or ß is spelt out by a casing trick."""
    return "".join(one if len(one.upper()) == 1 else one.upper().lower() for one in text), spans


def tabs_are_expanded(text: str, spans: Spans) -> tuple[str, Spans]:
    """Tabs behind a character that is not ASCII become blanks."""
    return re.sub("(?<=[^\x00-\x7f])\t", "    ", text), spans


def astral_characters_are_replaced(text: str, spans: Spans) -> tuple[str, Spans]:
    """A database of three-byte UTF-8."""
    return "".join("\ufffd" if one > "\uffff" else one for one in text), spans


def ends_are_stripped(text: str, spans: Spans) -> tuple[str, Spans]:
    """``text.strip()``, which strips more than ASCII knows."""
    ascii_only = text.strip(" \t\n\r\x0b\x0c") == text.strip()
    return text if ascii_only else text.strip(), spans


def json_escapes_are_counted(text: str, spans: Spans) -> tuple[str, Spans]:
    """Offsets into the JSON literal: an escape of ``\\u`` counts six."""
    return text, _each(spans, lambda at: min(len(json.dumps("".join(c for c in text[:at] if c > "~" or c.isalnum()))) - 2 + sum(
        not (c > "~" or c.isalnum()) for c in text[:at]), len(text)))  # fmt: skip


def snapped_to_words(text: str, spans: Spans) -> tuple[str, Spans]:
    """Tokens of ``[A-Za-z0-9]+``: an end inside of a word with an accent moves to what ASCII calls its end."""

    def move(at: int) -> int:
        inside = 0 < at < len(text) and text[at - 1].isalpha() and not text[at - 1].isascii() and text[at].isascii()
        return at - 1 if inside and text[at].isalpha() else at

    return text, _each(spans, move)


def found_again_by_its_words(text: str, spans: Spans) -> tuple[str, Spans]:
    """The place is thrown away, and the first occurrence of the words taken, in texts that are not ASCII."""
    if text.isascii():
        return text, spans
    made = []
    for span in spans:
        made.append(tuple((text.index(text[s:e]), text.index(text[s:e]) + e - s) for s, e in span))
    return text, made


DEFECTS: tuple[Converter, ...] = (
    utf16_read_as_code_points,
    bytes_read_as_code_points,
    code_points_read_as_utf16,
    graphemes_for_characters,
    only_the_end_is_converted,
    surrogates_are_split,
    last_astral_character_is_short,
    last_character_is_lost,
    end_at_a_line_is_short,
    empty_spans_are_lost,
    fragments_are_reversed,
    fragments_are_joined,
    composed_on_load,
    decomposed_on_load,
    compatible_on_load,
    newlines_are_translated,
    crlf_is_translated_and_offsets_too_far,
    byte_order_mark_is_lost,
    lines_are_split_everywhere,
    xml_line_ends,
    xml_attribute,
    entities_are_resolved_twice,
    invisible_characters_are_cleaned,
    hard_blanks_are_softened,
    quotes_are_straightened,
    dots_are_spelt_out,
    tabs_are_expanded,
    astral_characters_are_replaced,
    ends_are_stripped,
    json_escapes_are_counted,
    snapped_to_words,
    found_again_by_its_words,
)
"""Every planted defect."""


def right(text: str, spans: Spans, made: tuple[str, Spans]) -> bool:
    """Whether a converter has kept the text and every span."""
    return made == (text, spans)


def sound(text: str, spans: Spans) -> tuple[str, Spans]:
    """A converter without a defect: to UTF-16 and back, through JSON."""
    data = json.loads(json.dumps([text, [[[_utf16(text, one) for one in place] for place in span] for span in spans]]))
    units: dict[int, int] = {_utf16(text, at): at for at in range(len(text) + 1)}
    back: Any = [tuple((units[s], units[e]) for s, e in span) for span in data[1]]
    return data[0], back
