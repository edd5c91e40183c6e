"""Mending the content of a file: every document in it, written again only if all of them can be."""

import hashlib
import io

from msgspec import Struct

from standfirst.check import Options, check_stream
from standfirst.data import Scheme
from standfirst.errors import EditError
from standfirst.finding import ERROR, Finding
from standfirst.formats import recognise
from standfirst.formats.codecs import codec
from standfirst.limits import MAX_DOCUMENT_BYTES
from standfirst.model import Document
from standfirst.repair.canonical import SHAPE_RULES, Rewritten
from standfirst.repair.fix.mend import Fixed, Work
from standfirst.repair.fix.proof import ERRORS

_SHAPE = frozenset(rule.code for rule in SHAPE_RULES)


class MendedDocument(Struct, frozen=True, kw_only=True):
    """A document of a file: the line that it begins in, its id, the SHA-256 of its text, and what was mended.

    ``refused`` says why nothing was; then ``fixed`` holds the document as it was.
    """

    line: int
    id: str
    sha256: str
    fixed: Fixed
    refused: str | None = None


class Mended(Rewritten, frozen=True, kw_only=True):
    """A file as it is and as it is to be, with its documents; ``findings`` keep it from being read as a whole."""

    documents: tuple[MendedDocument, ...] = ()

    @property
    def refused(self) -> tuple[str, ...]:
        """Why the file is left as it is, though it can be read."""
        return tuple(document.refused for document in self.documents if document.refused is not None)


def mended(
    original: bytes,
    path: str | None,
    work: Work,
    *,
    canonical: bool = True,
    scheme: Scheme | None = None,
    max_document_bytes: int = MAX_DOCUMENT_BYTES,
) -> Mended:
    """The content of a file with ``work`` done on each of its documents.

    :param path: names the file in findings, and may tell its format
    :param canonical: whether a file in which no error is left is written in canonical form even if nothing was mended
    :param scheme: the scheme of the corpus that the file is in
    """
    form = recognise(original, path)
    options = Options(rules=ERRORS, format=form.name, scheme=scheme, max_document_bytes=max_document_bytes)
    documents: list[MendedDocument] = []
    broken: list[Finding] = []
    for checked in check_stream(io.BytesIO(original), path, options):
        errors = tuple(finding for finding in checked.findings if finding.level == ERROR)
        document = checked.reading.document
        shape = [finding for finding in errors if finding.code in _SHAPE]
        broken += shape
        if document is None or shape or broken:
            continue
        refused = None
        try:
            fixed = work(document, form, scheme, errors)
        except EditError as error:
            fixed, refused = Fixed(document=document, remaining=errors), str(error)
        documents.append(
            MendedDocument(line=checked.line, id=document.id, sha256=text_hash(document), fixed=fixed, refused=refused)
        )
    if broken:
        return Mended(original=original, findings=tuple(broken))
    data = None
    if not any(document.refused for document in documents):
        data = original
        sound = canonical and not any(document.fixed.remaining for document in documents)
        if sound or any(document.fixed.edits for document in documents):
            data = b"".join(codec(form).write(document.fixed.document) for document in documents)
    return Mended(original=original, data=data, documents=tuple(documents))


def text_hash(document: Document) -> str:
    """The SHA-256 of a document's text as it is, whatever its fingerprint says."""
    return hashlib.sha256(document.text.encode("utf-8")).hexdigest()
