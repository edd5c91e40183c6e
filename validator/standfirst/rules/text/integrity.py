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
            help="restore the text, or move the annotations onto the new text; do not just replace the hash",
            below="/fingerprint/sha256",
        )


@rule("TXT002", "fingerprint-details", ERROR, "text", "document")
def fingerprint_details(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Lengths, line ends and normalization in the fingerprint are those of the text."""
    if "fingerprint" in facts.omissions.members:
        return
    stored, text, lengths = facts.document.fingerprint, facts.text, facts.document.fingerprint.lengths
    counts = (
        ("codepoint", "code points", lengths.codepoint, len(text)),
        ("utf16", "UTF-16 units", lengths.utf16, length(text, "utf16")),
        ("utf8", "bytes in UTF-8", lengths.utf8, len(facts.utf8)),
    )
    for unit, name, said, counted in counts:
        if said != counted:
            what = f"the length of the text in {name} is {said}; it is {counted}"
            yield _wrong_detail(f"lengths/{unit}", what, said, counted)
    kind = newline_kind(text)
    if stored.newline != kind:
        what = f"the kind of line ends is {stored.newline!r}; it is {kind!r}"
        yield _wrong_detail("newline", what, stored.newline, kind)
    if stored.nfc != facts.nfc:
        what = "the text is in NFC; it is not" if stored.nfc else "the text is not in NFC; it is"
        yield _wrong_detail("nfc", what, str(stored.nfc).lower(), str(facts.nfc).lower())


def _wrong_detail(member: str, what: str, expected: object, found: object) -> Problem:
    return Problem(
        f"the fingerprint says that {what}",
        expected=str(expected),
        found=str(found),
        help="if its hash is right, take the fingerprint of the text again; if not, restore the text",
        below=f"/fingerprint/{member}",
    )


@rule("TXT010", "text-empty", ERROR, "text", "document")
def text_empty(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The text has a character that is no white space."""
    if not facts.text or facts.text.isspace():
        yield Problem(
            "the text is empty" if not facts.text else "the text is white space only",
            help="extract the article again",
            below="/text",
        )


@rule("TXT003", "newline", WARNING, "text", "document")
def newline(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Lines end with LF."""
    text = facts.text
    for separator, name in _SEPARATORS:
        at = text.find(separator)
        if at >= 0:
            count = text.count(separator)
            character = f"U+{ord(separator):04X}"
            yield Problem(
                f"the text has {count} {name}{'s' if count > 1 else ''} ({character}); tools that rewrite line ends move "
                "every offset behind one",
                range=(at, at + len(separator)),
                found=f"{name} ({character})",
                help="turn line ends into LF before annotating; after that, leave them",
                below="/text",
            )


_SEPARATORS = (
    ("\r", "carriage return"),
    ("\u2028", "line separator"),
    ("\u2029", "paragraph separator"),
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


RULES = (text_hash, fingerprint_details, newline, not_nfc, text_empty)
