"""Is the text the one that was annotated, and can it be stored?"""

import hashlib
import unicodedata
from collections.abc import Iterator

from standfirst.finding import ERROR, WARNING
from standfirst.model.derive import newline_kind
from standfirst.offsets.units import length
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule


@rule("TXT001", "text-hash", ERROR, "text", "document")
def text_hash(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The SHA-256 of the text equals the fingerprint's."""
    stored = facts.document.fingerprint.sha256
    actual = hashlib.sha256(facts.utf8).hexdigest()
    if actual != stored and "fingerprint" not in facts.omissions.members:
        yield Problem(
            "the text is not the one that the fingerprint was taken of: its SHA-256 differs",
            expected=stored,
            found=actual,
            help="restore the text, or move the annotations onto the new text; never only replace the hash",
            below="/fingerprint/sha256",
        )


@rule("TXT002", "fingerprint-details", ERROR, "text", "document")
def fingerprint_details(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Lengths, line ends and normalization in the fingerprint are those of the text."""
    if "fingerprint" in facts.omissions.members:
        return
    stored, text = facts.document.fingerprint, facts.text
    lengths = stored.lengths
    pairs: list[tuple[str, object, object]] = [
        ("lengths/codepoint", lengths.codepoint, len(text)),
        ("lengths/utf16", lengths.utf16, length(text, "utf16")),
        ("lengths/utf8", lengths.utf8, len(facts.utf8)),
        ("newline", stored.newline, newline_kind(text)),
        ("nfc", stored.nfc, facts.nfc),
    ]
    for member, expected, found in pairs:
        if expected != found:
            yield Problem(
                f"the fingerprint says {member.replace('/', ' ')} {_json(expected)}, the text has {_json(found)}",
                expected=_json(expected),
                found=_json(found),
                below=f"/fingerprint/{member}",
            )


@rule("TXT010", "text-empty", ERROR, "text", "document")
def text_empty(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has a character that is no white space."""
    if not facts.text or facts.text.isspace():
        yield Problem("the text is empty" if not facts.text else "the text is white space only", below="/text")


@rule("TXT003", "newline", WARNING, "text", "document")
def newline(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Lines end with LF."""
    text = facts.text
    for separator, name in _SEPARATORS:
        at = text.find(separator)
        if at >= 0:
            count = text.count(separator)
            yield Problem(
                f"the text has {count} {name}{'s' if count > 1 else ''}; tools that rewrite line ends move every offset "
                "behind one",
                range=(at, at + len(separator)),
                found=name,
                help="turn line ends into LF before annotating; after that, leave them",
                below="/text",
            )


_SEPARATORS = (
    ("\r", "carriage return (U+000D)"),
    ("\u2028", "line separator (U+2028)"),
    ("\u2029", "paragraph separator (U+2029)"),
)


@rule("TXT006", "not-nfc", WARNING, "text", "document")
def not_nfc(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text is in Unicode normalization form C."""
    text = facts.text
    if not facts.nfc:
        composed = unicodedata.normalize("NFC", text)
        at = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed))
        yield Problem(
            "the text is not in normalization form C; a tool that normalizes it moves every offset behind the first "
            "difference",
            range=(at, min(at + 1, len(text))),
            help="normalize before annotating or never; the validator does not, for that would move offsets",
            below="/text",
        )


def _json(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


RULES = (text_hash, fingerprint_details, newline, not_nfc, text_empty)
