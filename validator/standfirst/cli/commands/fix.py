"""``standfirst fix``: mend what can be mended without knowing more than the document says."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from standfirst.cli import choosing, inputs, rewriting
from standfirst.corpus import CorpusSchemes
from standfirst.data import Scheme
from standfirst.data.schemes import load_scheme
from standfirst.errors import UsageError
from standfirst.files import check_target, read_file, write_file
from standfirst.repair.fix import (
    CANONICAL,
    FIXES,
    PROPOSALS,
    Fix,
    Mended,
    Proposal,
    applying,
    mended,
    mending,
    proposals_of,
    read_proposals,
    select_fixes,
    write_proposals,
)
from standfirst.report import printable


@click.command(name="fix")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would be mended.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change; exit 1 if anything would.")
@click.option("--edits", metavar="FILE", help="Mend nothing; write the edits into FILE, to look at and --apply.")
@click.option("--apply", "applied", metavar="FILE", help="Apply the edits in FILE, and no others.")
@click.option("--force", is_flag=True, help="Let --edits replace a file.")
@click.option("--select", multiple=True, metavar="FIX", help="Mend only this: a fix, or a rule that it mends.")
@click.option("--ignore", multiple=True, metavar="FIX", help="Leave this alone: a fix, or a rule that it mends.")
@click.option("--scheme", metavar="FILE", help="The scheme of the documents, where it is not one that ships.")
@inputs.files
@inputs.max_document_bytes
@inputs.stdin_filename
def command(
    paths: tuple[str, ...],
    *,
    check: bool,
    diff: bool,
    edits: str | None,
    applied: str | None,
    force: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    scheme: str | None,
    max_document_bytes: int,
    **given: Any,
) -> int:
    """Mend what can be mended without a person, in place.

    PATH is a file, a folder, or @LIST; - mends the standard input onto the standard output. Texts, ids and hashes are
    never changed, and nothing is written that is not proven. Exit code 1 says that errors remain, or, with --check or
    --diff, that something would be mended.
    """
    if applied is not None and (edits is not None or select or ignore):
        raise click.UsageError("--apply takes neither --edits nor --select nor --ignore: take lines out of its FILE")
    if edits not in (None, "-"):
        check_target(str(edits), force=force)
    rewrite = _Rewriter(
        proposals=read_proposals(read_file(applied), applied) if applied is not None else None,
        fixes=(*select_fixes(_split(select), _split(ignore)), *((PROPOSALS,) if edits is not None else ())),
        scheme=load_scheme(scheme) if scheme is not None else None,
        limit=max_document_bytes,
    )
    tally = _Tally(files=0, changed=0, failed=0, left=0, made=Counter(), remaining=Counter(), proposals=[], known=set())
    named, choice = choosing.named(paths, given)
    for path, result in rewriting.rewritten(named, rewrite.function(), given["stdin_filename"], choice):
        tally = _counted(tally, path, result)
        if result.data is not None and edits is None:
            _put(path, result, check, diff)
    if not tally.files and not given["allow_empty"]:
        raise UsageError(rewriting.nothing("mend", named))
    if edits == "-":
        inputs.stdout().write(write_proposals(tally.proposals))
    elif edits is not None:
        write_file(edits, write_proposals(tally.proposals), force=force)
    strangers = _strangers(rewrite.proposals or (), tally.known)
    _summary(tally, dry=check or diff or edits is not None)
    bad = tally.failed or tally.remaining or strangers
    return 1 if bad or (tally.changed and (check or diff)) else 0


def _split(names: tuple[str, ...]) -> list[str]:
    return [part.strip() for name in names for part in name.split(",")]


class _Rewriter(NamedTuple):
    """What is to be done with every file."""

    proposals: tuple[Proposal, ...] | None
    fixes: tuple[Fix, ...]
    scheme: Scheme | None
    limit: int

    def function(self) -> Callable[[bytes, str | None], Mended]:
        """What does it."""
        fixes = self.fixes
        schemes = CorpusSchemes()

        def rewrite(data: bytes, path: str | None) -> Mended:
            local = schemes.of(path) if self.scheme is None and path is not None else None
            return mended(
                data,
                path,
                applying(self.proposals, path or "-") if self.proposals is not None else mending(fixes),
                canonical=self.proposals is None and CANONICAL in fixes,
                scheme=self.scheme or local,
                max_document_bytes=self.limit,
            )

        return rewrite


class _Tally(NamedTuple):
    """What a run has done. ``made`` counts edits by fix, ``remaining`` errors by rule; ``left`` counts files with errors."""

    files: int
    changed: int
    failed: int
    left: int
    made: Counter[str]
    remaining: Counter[str]
    proposals: list[Proposal]
    known: set[tuple[str, str]]


def _counted(tally: _Tally, path: str, result: Mended) -> _Tally:
    """``tally`` with one file more; what keeps it from being mended is said."""
    if result.findings:
        rewriting.show(result.findings)
    for reason in result.refused:
        click.echo(f"{printable(path)} is left as it is: {printable(reason)}", err=True)
    written = [document.fixed for document in result.documents if not result.refused]
    for fixed in written:
        for finding in fixed.left:
            who = printable(f"{path}: {finding.annotation or finding.document}")
            what = printable(f"{finding.code} {finding.name}: {finding.message}")
            click.echo(f"{who} is left as it is, or there would be a new error: {what}", err=True)
    errors = Counter(finding.code for document in result.documents for finding in document.fixed.remaining)
    made = Counter(_fix(rule) for fixed in written for edit in fixed.edits for rule in edit.rules)
    return tally._replace(
        files=tally.files + 1,
        changed=tally.changed + result.changed,
        failed=tally.failed + (result.data is None),
        left=tally.left + bool(errors),
        made=tally.made + made,
        remaining=tally.remaining + errors,
        proposals=[*tally.proposals, *(proposals_of(path, result.documents) if not result.refused else ())],
        known=tally.known | {(document.id, document.sha256) for document in result.documents},
    )


def _fix(rule: str) -> str:
    return f"{FIXES[rule].name} ({rule})" if rule in FIXES else rule


def _put(path: str, result: Mended, check: bool, diff: bool) -> None:
    if not (check or diff):
        rewriting.put(path, result)
    elif result.changed and diff:
        inputs.emit(rewriting.diff(path, result, "mended"))
    elif result.changed:
        edits = [edit for document in result.documents for edit in document.fixed.edits]
        inputs.emit(f"{printable(path)}: {_number(len(edits), 'edit') if edits else 'not in canonical form'}\n")


def _strangers(proposals: tuple[Proposal, ...], known: set[tuple[str, str]]) -> int:
    """How many documents there are edits for and no document; each is named."""
    names = {name for name, _ in known}
    missing = [proposal for proposal in proposals if proposal.document not in names]
    for proposal in missing:
        click.echo(f"no document has the id {printable(proposal.document)!r}, which there are edits for", err=True)
    return len(missing)


def _summary(tally: _Tally, *, dry: bool) -> None:
    kinds = ", ".join(f"{count} {printable(name)}" for name, count in sorted(tally.made.items()))
    would = "would be " if dry else ""
    click.echo(
        f"{tally.changed} of {_number(tally.files, 'file')} {would}rewritten"
        + (f": {kinds}." if kinds else ", in canonical form." if tally.changed else "."),
        err=True,
    )
    if tally.remaining:
        total = tally.remaining.total()
        codes = ", ".join(f"{count} {code}" for code, count in sorted(tally.remaining.items()))
        click.echo(
            f"{_number(total, 'error')} in {_number(tally.left, 'file')} {'is' if total == 1 else 'are'} left for a person: "
            f"{codes}. `standfirst validate` shows them.",
            err=True,
        )


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
