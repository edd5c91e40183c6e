"""The canonical form of a file: the same documents, in the one byte sequence that each has."""

import io

from msgspec import Struct, structs

from standfirst.check import Options, check_stream
from standfirst.finding import ERROR, Finding
from standfirst.formats import recognise
from standfirst.formats.codecs import codec
from standfirst.rules import RULES

SHAPE_RULES = tuple(
    rule
    for rule in RULES
    if rule.level == ERROR and (rule.phase in ("decode", "schema") or rule.code in ("TXT005", "REF001"))
)
"""What a document must keep so that writing it again loses nothing: its offsets may be wrong, its ids not double."""


class Rewritten(Struct, frozen=True, kw_only=True):
    """A file as it is, and as it is to be; ``data`` is ``None`` where ``findings`` keep it from being written again."""

    original: bytes
    data: bytes | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file is to be another one."""
        return self.data is not None and self.data != self.original


def canonical(original: bytes, path: str | None = None, max_document_bytes: int | None = None) -> Rewritten:
    """The canonical form of the content of a file; ``path`` names it in findings and may tell its format."""
    form = recognise(original, path)
    options = Options(rules=SHAPE_RULES, format=form.name)
    if max_document_bytes is not None:
        options = structs.replace(options, max_document_bytes=max_document_bytes)
    write = codec(form).write
    findings: list[Finding] = []
    chunks: list[bytes] = []
    for checked in check_stream(io.BytesIO(original), path, options):
        errors = [finding for finding in checked.findings if finding.level == ERROR]
        findings += errors
        if checked.reading.document is not None and not errors:
            chunks.append(write(checked.reading.document))
    if findings:
        return Rewritten(original=original, findings=tuple(findings))
    return Rewritten(original=original, data=b"".join(chunks))
