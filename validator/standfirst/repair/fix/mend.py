"""Mending one document: the edits that the fixes ask for, applied, recorded and proven."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct

from standfirst.data import Scheme
from standfirst.errors import EditError
from standfirst.finding import Finding
from standfirst.formats import Format, named_format
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.model.intact import all_references
from standfirst.repair.fix.edits import Edit, apply, merged
from standfirst.repair.fix.proof import NewFindingsError, document_of, errors_of, prove, require_written, tree_of
from standfirst.repair.fix.provenance import recorded
from standfirst.repair.fix.table import ALL_FIXES, Fix
from standfirst.rules.facts import Facts

JSON = named_format("json")
_MOST_ROUNDS = 8
"""A bound for what two or three rounds do."""


class Fixed(Struct, frozen=True, kw_only=True):
    """A mended document.

    ``edits`` is what was changed, with pointers into the old one; where it is empty, the document is the old one.
    ``remaining`` are the findings at error level that are left. ``left`` are annotations whose edits were left out because
    they would have brought a new error, with that error.
    """

    document: Document
    edits: tuple[Edit, ...] = ()
    remaining: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    barred: tuple[str, ...] = ()


def find_edits(
    document: Document,
    fixes: Iterable[Fix] = ALL_FIXES,
    *,
    scheme: Scheme | None = None,
    without: Collection[str] = (),
) -> tuple[Edit, ...]:
    """The edits that ``fixes`` ask for, one fix after the other, as edits of ``document`` as it is.

    The fixes are gone through until none finds anything: a place that one has put right can be the evidence that another
    one wants.

    :param without: the ids of annotations that are left as they are
    """
    base = tree = tree_of(document)
    facts = Facts(Columns(document), scheme=scheme)
    edits: list[Edit] = []
    fixes = tuple(fixes)
    for _ in range(_MOST_ROUNDS):
        mended = tree
        for fix in fixes:
            found = [edit for edit in fix.find(tree, facts) if edit.annotation not in without] if fix.find else []
            if found:
                tree = apply(tree, found)
                edits = merged(base, edits, found)
                facts = Facts(Columns(document_of(tree)), scheme=scheme)
        if tree is mended:
            break
    return tuple(edits)


def fix_document(
    document: Document,
    edits: Sequence[Edit],
    *,
    form: Format = JSON,
    scheme: Scheme | None = None,
    errors: Iterable[Finding] | None = None,
) -> Fixed:
    """``document`` with ``edits``, recorded in its agents, and proven in the file that is written of it.

    :param form: the format of the file
    :param errors: the findings at error level on ``document``, where they are known
    :raises EditError: where the edits do not fit, or the result is not what a repair may make; then nothing is mended
    """
    before = errors_of(document, form, scheme) if errors is None else tuple(errors)
    if not edits:
        return Fixed(document=document, remaining=before)
    tree = recorded(apply(tree_of(document), edits), edits)
    mended = document_of(tree)
    require_written(tree, mended)
    after = errors_of(mended, form, scheme)
    prove(document, mended, edits, before, after)
    return Fixed(document=mended, edits=tuple(edits), remaining=after)


def mend(
    document: Document,
    fixes: Sequence[Fix] = ALL_FIXES,
    *,
    form: Format = JSON,
    scheme: Scheme | None = None,
    errors: Iterable[Finding] | None = None,
) -> Fixed:
    """``document`` with everything mended that ``fixes`` can mend.

    Of a text that is not the one that was annotated (TXT001) only what is ``despite_changes`` is proven. Where an edit would
    bring a new error, as when two annotations would get the same place, what is left of its annotation is left alone.

    :raises EditError: where the result is not what a repair may make
    """
    before = errors_of(document, form, scheme) if errors is None else tuple(errors)
    if any(finding.code == "TXT001" for finding in before):
        fixes = [fix for fix in fixes if fix.despite_changes]
    without: set[str] = set()
    left: list[Finding] = []
    while True:
        edits = find_edits(document, fixes, scheme=scheme, without=without)
        try:
            fixed = fix_document(document, edits, form=form, scheme=scheme, errors=before)
        except NewFindingsError as error:
            barred = _suspects(document, edits, error.findings)
            if not barred:
                raise
            without |= barred
            left += error.findings
        else:
            return Fixed(
                document=fixed.document,
                edits=fixed.edits,
                remaining=fixed.remaining,
                left=tuple(left),
                barred=tuple(sorted(without)),
            )


def _suspects(document: Document, edits: Iterable[Edit], findings: Iterable[Finding]) -> set[str]:
    """The changed annotations that new errors may come from: those named, or else what these refer to, or else all."""
    changed = {edit.annotation for edit in edits if edit.annotation is not None}
    named = {name for finding in findings for name in (finding.annotation, finding.found) if name is not None}
    if named & changed:
        return named & changed
    references = [each for each in all_references(document) if each.owner in named or each.target in named]
    beside = {name for each in references for name in (each.owner, each.target)}
    return beside & changed or changed


Work = Callable[[Document, Format, Scheme | None, tuple[Finding, ...]], Fixed]
"""What is done with each document of a file: given its format, the scheme it is checked by, and its errors."""


def mending(fixes: Sequence[Fix]) -> Work:
    """The work of mending whatever ``fixes`` can."""

    def work(document: Document, form: Format, scheme: Scheme | None, errors: tuple[Finding, ...]) -> Fixed:
        return mend(document, fixes, form=form, scheme=scheme, errors=errors)

    return work


__all__ = ["EditError", "Fixed", "Work", "find_edits", "fix_document", "mend", "mending"]
