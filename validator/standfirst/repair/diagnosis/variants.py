"""Ways in which texts are changed under their annotations, each as the rewriting that undoes it.

A variant says: the offsets were made on what the text becomes when it is rewritten so.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple

from standfirst.repair.diagnosis.rewrites import Edit, Rewrite, edits_by

_FOLD_PUNCTUATION = str.maketrans(
    dict.fromkeys("“”„‟″", '"') | dict.fromkeys("‘’‚‛′`", "'") | dict.fromkeys("–—―−‐‑", "-") | {"\u00a0": " "}
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_NormalForm = Literal["NFC", "NFD", "NFKC", "NFKD"]


class Variant(NamedTuple):
    """A rewriting: its name, the class of the cause, what happened to the text, and its edits.

    With ``fold``, surfaces are compared with these characters taken for others.
    """

    name: str
    cause: str
    words: str
    edits: Callable[[str], list[Edit]]
    fold: dict[int, str] | None = None

    def rewrite(self, text: str) -> Rewrite | None:
        """The rewritten text; ``None`` where it is the same, and compared as it is."""
        edits = self.edits(text)
        if not edits and self.fold is None:
            return None
        return Rewrite(text, edits, self.fold)


def _pattern(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], list[Edit]]:
    return edits_by(re.compile(pattern), new)


def _nothing(_text: str) -> list[Edit]:
    return []


def _without_mark(text: str) -> list[Edit]:
    return [(0, 1, "")] if text.startswith("\ufeff") else []


def _with_mark(_text: str) -> list[Edit]:
    return [(0, 0, "\ufeff")]


def _escaped(characters: str) -> Callable[[str], list[Edit]]:
    return _pattern(f"[{characters}]", lambda match: _ESCAPES[match.group()])


def _normalised(form: _NormalForm) -> Callable[[str], list[Edit]]:
    """Edits that bring a text into a normal form, cluster by cluster, so that places between clusters are kept."""

    def edits(text: str) -> list[Edit]:
        if unicodedata.is_normalized(form, text):
            return []
        found: list[Edit] = []
        for run in _RUNS.finditer(text):
            if not unicodedata.is_normalized(form, run.group()):
                found += _in_run(run.group(), run.start(), form)
        return found

    return edits


_RUNS = re.compile("[\0-\x7f]?[^\0-\x7f]+")


def _in_run(run: str, at: int, form: _NormalForm) -> list[Edit]:
    pieces: list[str] = []
    for character in run:
        if pieces and _joins(pieces[-1], character, form):
            pieces[-1] += character
        else:
            pieces.append(character)
    new = [unicodedata.normalize(form, piece) for piece in pieces]
    if "".join(new) != unicodedata.normalize(form, run):
        return [(at, at + len(run), unicodedata.normalize(form, run))]
    found: list[Edit] = []
    for piece, put in zip(pieces, new, strict=True):
        if piece != put:
            found.append((at, at + len(piece), put))
        at += len(piece)
    return found


def _joins(piece: str, character: str, form: _NormalForm) -> bool:
    if unicodedata.combining(character):
        return True
    joined = unicodedata.normalize(form, piece + character)
    return joined != unicodedata.normalize(form, piece) + unicodedata.normalize(form, character)


def _misread(encoding: str) -> Callable[[str], list[Edit]]:
    """Edits that write what is not ASCII as somebody reads its UTF-8 who takes it for another encoding."""

    def edits(text: str) -> list[Edit]:
        try:
            return [
                (match.start(), match.end(), match.group().encode("utf-8", "surrogatepass").decode(encoding))
                for match in _OTHER.finditer(text)
            ]
        except UnicodeDecodeError:
            return []

    return edits


_OTHER = re.compile("[^\0-\x7f]")
_SEQUENCES = re.compile(
    r"[\xc2-\xf4\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]{2,}"
)


def _reread(encoding: str) -> Callable[[str], list[Edit]]:
    """Edits that undo such a misreading, character by character."""

    def edits(text: str) -> list[Edit]:
        found: list[Edit] = []
        for run in _SEQUENCES.finditer(text):
            try:
                data = run.group().encode(encoding)
                characters = data.decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            at = run.start()
            for character in characters:
                size = len(character.encode("utf-8"))
                found.append((at, at + size, character))
                at += size
        return found

    return edits


_UNQUOTED = {"''": '"', "``": '"'}
_TOKENS = re.compile(
    r"(?<=[^\s])(?=(?:n't|'s|'S|'re|'ve|'ll|'d|'m|’s|’re|’ve|’ll|’d|’m|n’t)\b)"
    r"|(?<=[^\s])(?=[,;:?!%)\]}\"”»…])|(?<=[$€£(\[{\"“«])(?=[^\s])|(?<=[^\s.])(?=\.(?:[\s\"”)]|$))"
    r"|(?<=[,;:?!%)\]}”»…])(?=[^\s])"
)
_NOT_TOKENS = re.compile(r"(?<=\d)(?=[,:]\d)|(?<=[,:])(?=\d)")


def _tokenised(text: str) -> list[Edit]:
    """Blanks where tokenisers in the manner of the Penn Treebank put them."""
    kept = {match.start() for match in _NOT_TOKENS.finditer(text)}
    places = sorted({match.start() for match in _TOKENS.finditer(text)} - kept)
    return [(place, place, " ") for place in places]


def _trimmed(text: str) -> list[Edit]:
    lead = len(text) - len(text.lstrip())
    return [(0, lead, "")] if lead else []


VARIANTS: tuple[Variant, ...] = (
    Variant("crlf", "text-newline", "CRLF became LF", _pattern(r"(?<!\r)\n", "\r\n")),
    Variant("lf", "text-newline", "LF became CRLF", _pattern("\r\n", "\n")),
    Variant("mark-lost", "text-bom", "a byte order mark was lost", _with_mark),
    Variant("mark-added", "text-bom", "a byte order mark was put in front", _without_mark),
    Variant("nfc", "text-normalisation", "NFC was decomposed", _normalised("NFC")),
    Variant("nfd", "text-normalisation", "NFD was composed", _normalised("NFD")),
    Variant("nfkc", "text-normalisation", "compatibility characters replaced plain ones", _normalised("NFKC")),
    Variant("nfkd", "text-normalisation", "NFKD was composed", _normalised("NFKD")),
    Variant(
        "unescaped",
        "text-entities",
        "characters were written as entities",
        _pattern(r"&(?:#\d+|#[xX][\da-fA-F]+|\w+);", lambda match: html.unescape(match.group())),
    ),
    Variant("escaped", "text-entities", "entities were resolved", _escaped("&<>")),
    Variant("escaped-quot", "text-entities", "entities were resolved", _escaped('&<>"')),
    Variant("escaped-all", "text-entities", "entities were resolved", _escaped("&<>\"'")),
    Variant("tab-4", "text-tab", "tabs became four blanks", _pattern(" {4}", "\t")),
    Variant("tab-8", "text-tab", "tabs became eight blanks", _pattern(" {8}", "\t")),
    Variant("tab-2", "text-tab", "tabs became two blanks", _pattern(" {2}", "\t")),
    Variant("blanks-4", "text-tab", "four blanks became tabs", _pattern("\t", " " * 4)),
    Variant("blanks-8", "text-tab", "eight blanks became tabs", _pattern("\t", " " * 8)),
    Variant(
        "smart",
        "text-punctuation",
        "typographic punctuation became ASCII",
        _pattern(r"(?<!\.)\.\.\.(?!\.)|(?<!-)--(?!-)", lambda match: "…" if match.group() == "..." else "—"),
        _FOLD_PUNCTUATION,
    ),
    Variant(
        "smart-dots",
        "text-punctuation",
        "typographic punctuation became ASCII",
        _pattern(r"(?<!\.)\.\.\.(?!\.)", "…"),
        _FOLD_PUNCTUATION,
    ),
    Variant(
        "plain",
        "text-punctuation",
        "ASCII punctuation became typographic",
        _pattern("[…—]", lambda match: "..." if match.group() == "…" else "--"),
        _FOLD_PUNCTUATION,
    ),
    Variant(
        "plain-dots",
        "text-punctuation",
        "ASCII punctuation became typographic",
        _pattern("…", "..."),
        _FOLD_PUNCTUATION,
    ),
    Variant("quotes", "text-punctuation", "quotation marks and dashes were exchanged", _nothing, _FOLD_PUNCTUATION),
    Variant("tokenised", "text-tokenised", "blanks between tokens were taken out", _tokenised),
    Variant(
        "detokenised",
        "text-tokenised",
        "blanks were put between tokens",
        _pattern(r" (?=[,.;:?!%)\]}”»…]|n't\b|n’t\b|['’](?:s|S|re|ve|ll|d|m)\b)|(?<=[$€£(\[{“«]) ", ""),
    ),
    Variant("csv", "text-csv-quotes", "doubled quotation marks were made single", _pattern('"', '""')),
    Variant("uncsv", "text-csv-quotes", "quotation marks were doubled", _pattern('""', '"')),
    Variant("misread-latin", "text-mojibake", "misread UTF-8 was put right", _misread("latin-1")),
    Variant("misread-1252", "text-mojibake", "misread UTF-8 was put right", _misread("cp1252")),
    Variant("reread-latin", "text-mojibake", "UTF-8 was read as Latin-1", _reread("latin-1")),
    Variant("reread-1252", "text-mojibake", "UTF-8 was read as Windows-1252", _reread("cp1252")),
    Variant(
        "collapsed",
        "text-whitespace",
        "white space was added",
        _pattern(r"\s{2,}|[\t\n\r\f\v\xa0\u2028\u2029\u0085]", " "),
    ),
    Variant("one-line-end", "text-newline", "line ends were doubled", _pattern(r"\n\n+", "\n")),
    Variant("two-line-ends", "text-newline", "blank lines were taken out", _pattern(r"(?<!\n)\n(?!\n)", "\n\n")),
    Variant("no-line-ends", "text-newline", "line ends were added", _pattern(r"\r\n|[\r\n]", "")),
    Variant(
        "visible",
        "text-invisible",
        "invisible characters were added",
        _pattern("[\u200b-\u200f\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069]+", ""),
    ),
    Variant("trimmed", "text-whitespace", "white space was put in front", _trimmed),
)
"""Every variant, the likelier before the less likely."""

PROBED: tuple[Variant, ...] = (
    *VARIANTS,
    Variant("last-line-end", "text-newline", "the last line end was lost", lambda text: [(len(text), len(text), "\n")]),
    Variant("no-last-line-end", "text-newline", "a last line end was added", _pattern(r"\r?\n\Z", "")),
)
"""Every variant, and those that move no offset: only the hash of the text tells them."""

APPROXIMATE = frozenset(("text-punctuation", "text-tokenised", "text-tab"))
"""The classes of variants that cannot be undone to the letter, for several texts become one."""

BY_NAME = {variant.name: variant for variant in PROBED}
