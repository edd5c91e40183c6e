"""The grammar of names: ids, attribute names, tags, language tags, hashes (format 1.0).

The patterns use only what ECMAScript, Python and Rust regular expressions share, so that every schema engine agrees.
They stand in ``schemas/document-1.0.schema.json`` as well; a test keeps both equal.
"""

import re
from collections.abc import Iterable

_END = r"(?![\s\S])"

ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_.-]*" + _END
ANCHOR_PATTERN = r"^(?:_dct|[A-Za-z][A-Za-z0-9_.-]*)" + _END
LANGUAGE_PATTERN = r"^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*" + _END
SHA256_PATTERN = r"^[0-9a-f]{64}" + _END
VERSION_PATTERN = r"^1\.(?:0|[1-9][0-9]*)" + _END

# White space (Z*), controls (Cc), format characters (Cf), surrogates (Cs) and private use (Co) of Unicode 16.0, as literal
# characters: no escape for a character above U+FFFF is common to the three dialects.
_NO_TAG = (
    "\0-\x20\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000f0000-\U000ffffd\U00100000-\U0010fffd"
)
MAX_TAG_LENGTH = 64
TAG_PATTERN = f"^[^{_NO_TAG}]{{1,{MAX_TAG_LENGTH}}}" + _END

DCT = "_dct"
"""The anchor that stands for the document creation time, ``meta.dct`` or the date of publication."""

_ID = re.compile(ID_PATTERN)
_TAG = re.compile(TAG_PATTERN)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_SHA256 = re.compile(SHA256_PATTERN)
_VERSION = re.compile(VERSION_PATTERN)

# Letters become "a", the other characters of an id "b", everything else stays away from both and from the separator.
_CLASSES = bytearray(b"!" * 256)
for _byte in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz":
    _CLASSES[_byte] = ord("a")
for _byte in b"0123456789_.-":
    _CLASSES[_byte] = ord("b")
_CLASSES[ord(" ")] = ord(" ")
_ID_CLASSES = bytes(_CLASSES)


def is_id(name: str) -> bool:
    """Whether ``name`` can be the id of a document or annotation, or the name of an attribute."""
    return _ID.match(name) is not None


def are_ids(names: Iterable[str]) -> bool:
    """Whether every name is an id: the same answer as :func:`is_id` on each, at a tenth of the cost."""
    listed = ["", *names]
    joined = " ".join(listed)
    if not joined.isascii():
        return False
    classes = joined.encode("ascii").translate(_ID_CLASSES)
    # As many blanks as names: none holds one. Behind each blank a letter: none is empty, none begins otherwise.
    return b"!" not in classes and classes.count(b" ") == classes.count(b" a") == len(listed) - 1


def is_tag(name: str) -> bool:
    """Whether ``name`` can be a type, a kind or a role: 1 to 64 code points, no white space, nothing invisible."""
    return _TAG.match(name) is not None


def are_tags(names: Iterable[str]) -> bool:
    """Whether every name is a tag: the same answer as :func:`is_tag` on each. Most tags are plain ASCII words."""
    listed = list(names)
    joined = " ".join(listed)
    if joined.isascii() and joined.isprintable() and joined.count(" ") == len(listed) - 1:
        lengths = list(map(len, listed))
        return min(lengths) > 0 and max(lengths) <= MAX_TAG_LENGTH
    return all(map(_TAG.match, listed))


def is_language(tag: str) -> bool:
    """Whether ``tag`` has the form of a BCP 47 language tag; whether it is registered is another question."""
    return _LANGUAGE.match(tag) is not None


def is_sha256(digest: str) -> bool:
    """Whether ``digest`` is a SHA-256 in lower-case hexadecimal."""
    return _SHA256.match(digest) is not None


def is_version(claimed: str) -> bool:
    """Whether ``claimed`` is a version of the format that readers of 1.0 read."""
    return _VERSION.match(claimed) is not None
