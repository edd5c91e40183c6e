"""Edits in a file: what is to be mended, for a person to read, change and apply."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from standfirst.data import Scheme
from standfirst.errors import EditError, UsageError
from standfirst.finding import Finding
from standfirst.formats import Format
from standfirst.model import Document
from standfirst.repair.fix.content import MendedDocument, text_hash
from standfirst.repair.fix.edits import Edit, applied_already
from standfirst.repair.fix.mend import Fixed, Work, fix_document
from standfirst.repair.fix.proof import tree_of

VERSION = "1.0"


class Proposal(Struct, frozen=True, kw_only=True):
    """The edits of one document: its id, the SHA-256 of its text, and where it was found; ``line`` counts from 1."""

    document: str
    sha256: str
    path: str
    line: int
    edits: tuple[Edit, ...]


class _File(Struct, frozen=True, kw_only=True):
    standfirst_edits: str
    documents: tuple[Proposal, ...]


def proposals_of(path: str, documents: Iterable[MendedDocument]) -> tuple[Proposal, ...]:
    """The edits that were found in a file."""
    return tuple(
        Proposal(document=each.id, sha256=each.sha256, path=path, line=each.line, edits=each.fixed.edits)
        for each in documents
        if each.fixed.edits
    )


def write_proposals(proposals: Iterable[Proposal]) -> bytes:
    """A file of edits: JSON with an edit a line, so that a person can take lines out."""
    heads = []
    for proposal in proposals:
        head = msgspec.json.encode(msgspec.structs.replace(proposal, edits=())).removesuffix(b"[]}")
        edits = b",\n    ".join(map(msgspec.json.encode, proposal.edits))
        heads.append(b"  %b[\n    %b\n  ]}" % (head, edits))
    return b'{"standfirst_edits":"%b","documents":[\n%b\n]}\n' % (VERSION.encode(), b",\n".join(heads))


def read_proposals(data: bytes, path: str) -> tuple[Proposal, ...]:
    """The edits in the content of a file. :raises UsageError: where it is no file of edits"""
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path!r} is no file of edits, as `standfirst fix --edits` writes it: {error}") from error
    if file.standfirst_edits != VERSION:
        raise UsageError(f"{path!r} is a file of edits of version {file.standfirst_edits!r}; this is {VERSION}")
    return file.documents


def applying(proposals: Sequence[Proposal], path: str) -> Work:
    """The work of applying, to each document of the file at ``path``, the edits that were made for it.

    Edits that have been applied already are passed over.
    """

    def work(document: Document, form: Format, scheme: Scheme | None, errors: tuple[Finding, ...]) -> Fixed:
        edits = _for(document, proposals, path)
        if edits and applied_already(tree_of(document), edits):
            edits = ()
        return fix_document(document, edits, form=form, scheme=scheme, errors=errors)

    return work


def _for(document: Document, proposals: Sequence[Proposal], path: str) -> tuple[Edit, ...]:
    named = [proposal for proposal in proposals if proposal.document == document.id]
    fitting = [proposal for proposal in named if proposal.sha256 == text_hash(document)]
    if named and not fitting:
        raise EditError(
            f"the text of {document.id!r} is not the one that the edits were made for; make them again, with "
            "`standfirst fix --edits`"
        )
    different = {msgspec.json.encode(proposal.edits): proposal for proposal in fitting}
    if len(different) > 1:  # two forms of one document, or two documents of one id, in which something else is wrong
        different = {edits: proposal for edits, proposal in different.items() if proposal.path == path}
    if len(different) > 1 or (fitting and not different):
        raise EditError(f"there are several lists of edits for {document.id!r}, and none says that it is for {path!r}")
    return next((proposal.edits for proposal in different.values()), ())
