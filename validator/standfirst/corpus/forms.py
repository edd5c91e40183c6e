"""Two forms of one document, beside each other in a folder: ``a.json`` and ``a.tei.xml``."""

from standfirst.finding import ERROR, Finding
from standfirst.formats import format_of, stem_of
from standfirst.formats.codecs import codec
from standfirst.model import Document


def are_forms(path: str, other: str) -> bool:
    """Whether two files are by their names forms of one document: what tells their formats differs, and nothing else."""
    one, two = format_of(path), format_of(other)
    named = one is not None and two is not None and one != two and not one.many and not two.many
    return named and stem_of(path) == stem_of(other)


def same_document(path: str, other: str) -> bool:
    """Whether two files hold the same document, as far as both can be read. :raises OSError: where one cannot be opened"""
    one, two = _read(path), _read(other)
    return one is None or two is None or one == two


def same_id(path: str, other: str) -> bool:
    """Whether the documents in two files have one id, as far as both can be read. :raises OSError: as above"""
    one, two = _read(path), _read(other)
    return one is None or two is None or one.id == two.id


def differing(path: str, other: str) -> Finding:
    """The finding on two forms that hold different documents (CRP007)."""
    return Finding(
        code="CRP007",
        name="forms-differ",
        level=ERROR,
        message=f"this is not the same document as {path}, whose other form it is by its name and id",
        path=other,
        line=1,
        column=1,
        help=f"make it again from the one that is right: standfirst convert --force {path} {other}, or the other way round",
    )


def _read(path: str) -> Document | None:
    form = format_of(path)
    if form is None:
        return None
    with open(path, "rb") as file:
        return codec(form).read(file.read()).document
