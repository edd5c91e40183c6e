"""Strings as XML: escaped content and attribute values, and tags as TEI words."""

import re
import unicodedata

_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def content(value: str) -> str:
    """``value`` as the content of an element in one line: line ends are character references."""
    if "&" in value or "<" in value or ">" in value or "\n" in value or "\r" in value:
        return (
            value.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\n", "&#10;")
            .replace("\r", "&#13;")
        )
    return value


def block(text: str) -> str:
    """``text`` as the content of a block of the article: LF stays, CR is a reference, or a parser would make it LF."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def quoted(value: str) -> str:
    """``value`` as the value of an attribute, without the quotation marks around it."""
    return value if value.isalnum() else value.translate(_QUOTED)


# A TEI word (teidata.word) has no white space and nothing of the general category C, which includes every code point
# that the Unicode version of the schema processor leaves unassigned. What Unicode 3.2 has, every processor has.
_ESCAPE = re.compile("_x([0-9A-F]{4}|[0-9A-F]{8})_")
_LOOKS_ESCAPED = re.compile("_(?=x(?:[0-9A-F]{4}|[0-9A-F]{8})_)")
_VERSION_3_2 = unicodedata.ucd_3_2_0


def word(tag: str) -> str:
    """``tag`` as a TEI word: what not every processor knows is written ``_xHHHH_``, as in ISO/IEC 9075-14."""
    if tag.isascii() and "_x" not in tag:
        return tag
    escaped = _LOOKS_ESCAPED.sub("_x005F_", tag)
    return "".join(character if _is_known(character) else _escaped(character) for character in escaped)


def unword(escaped: str) -> str:
    """The tag that :func:`word` made ``escaped`` of."""
    if "_x" not in escaped:
        return escaped
    return _ESCAPE.sub(_unescaped, escaped)


def _is_known(character: str) -> bool:
    return character.isascii() or _VERSION_3_2.category(character)[0] not in "CZ"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"_x{code:04X}_" if code <= 0xFFFF else f"_x{code:08X}_"


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)
