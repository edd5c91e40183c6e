"""Validation of paths, bytes and documents."""

import os
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import BinaryIO

from msgspec import structs

from standfirst.check.causes import Case, Diagnoser, is_open
from standfirst.check.documents import Checked, check_data, check_stream
from standfirst.check.memory import written
from standfirst.check.options import DEFAULT_OPTIONS, DEFAULT_RUN, Options, Run, at_levels
from standfirst.corpus import CorpusSchemes, Survey, check_corpus, described_corpus, discover, sound_description
from standfirst.corpus.discovery import CORPUS_FILE
from standfirst.data import Profile
from standfirst.errors import UsageError
from standfirst.finding import ERROR, Finding, Report, SkippedRule, order
from standfirst.formats.json.positions import place
from standfirst.model import Document
from standfirst.rules.protocol import Skip


def validate(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview | Document,
    options: Options = DEFAULT_OPTIONS,
    *,
    diagnose: bool = True,
) -> Report:
    """The report on a file or folder (``str`` or path), on the content of a file (bytes of any kind), or on a document.

    A document is checked as the file that would be written of it; where there can be none, the findings say why. Of offsets
    that are wrong for one reason, one finding names the cause; without ``diagnose`` each is a finding of its own.

    :raises UsageError: where a path does not exist or nothing under it can be checked
    """
    if isinstance(source, Document):
        return _of_document(source, options, diagnose=diagnose)
    if diagnose:
        options = structs.replace(options, diagnoser=Diagnoser())
    if isinstance(source, (bytes, bytearray, memoryview)):
        tally = _Tally(options.profile)
        tally.file(check_data(bytes(source), None, options), options, None)
        return tally.report()
    return validate_paths([os.fspath(source)], options)


def _of_document(document: Document, options: Options, *, diagnose: bool) -> Report:
    data, faults = written(document)
    if data is None:
        return Report(findings=tuple(sorted(faults, key=order)), files=1, documents=1)
    report = validate(data, options, diagnose=diagnose)
    if not faults:
        return report
    # Where the document has a float that JSON has no number for, the file has null: what is said of that is not about it.
    instead = {fault.pointer for fault in faults}
    kept = [finding for finding in report.findings if finding.code != "SCH003" or finding.pointer not in instead]
    return structs.replace(report, findings=tuple(sorted((*kept, *place(faults, data)), key=order)))


def validate_paths(
    paths: Sequence[str],
    options: Options = DEFAULT_OPTIONS,
    *,
    run: Run = DEFAULT_RUN,
    stdin: BinaryIO | None = None,
    stdin_name: str = "-",
) -> Report:
    """The report on files and folders. ``-`` stands for ``stdin``, which is shown as ``stdin_name``.

    :raises UsageError: where a path does not exist, cannot be read, or nothing at all was checked, unless that may be
    """
    tally = _Tally(options.profile)
    if "-" in paths and stdin is not None:
        tally.file(check_stream(stdin, stdin_name, options), options, stdin_name)
    named = [path for path in paths if path != "-" or stdin is None]
    survey = Survey(map(_top, named), options.codes)
    try:
        _check_sources(named, options, run, tally, survey)
    finally:
        survey.close()
    if not tally.files and not run.may_be_empty:
        raise UsageError(_nothing_checked(paths))
    report = tally.report()
    kept = [finding for finding in report.findings if finding.code not in run.ignored(finding.path or "")]
    return report if len(kept) == len(report.findings) else structs.replace(report, findings=tuple(kept))


def _nothing_checked(paths: Sequence[str]) -> str:
    if not paths:
        return "nothing to check: no path was given"
    shown = ", ".join(map(repr, paths[:3])) + (f" and {len(paths) - 3:,} more" if len(paths) > 3 else "")
    return (
        f"nothing to check in {shown}: no file there is a document, or all are excluded; --allow-empty lets that pass"
    )


def _top(path: str) -> str:
    """The folder in which a ``corpus.json`` is part of the run, for a path that was named."""
    return os.path.dirname(path) if os.path.basename(path) == CORPUS_FILE else path


def _check_sources(paths: Sequence[str], options: Options, run: Run, tally: "_Tally", survey: Survey) -> None:
    """Check the documents behind ``paths``, then the corpora that they are part of."""
    schemes = CorpusSchemes()
    descriptions: list[str] = []
    for source in discover(paths, run.choice):
        run.progress(source.path)
        if source.kind == "corpus":
            descriptions.append(source.path)
        elif source.kind == "skipped":
            tally.skipped_files += 1
        else:
            local = _local(options, schemes, source.path)
            checked = _opened(source.path, local)
            if survey.wants(source.path):
                checked = _surveyed(checked, source.path, survey)
            tally.file(checked, local, source.path, in_corpus=True)
    for path in descriptions:
        tally.description(path, options, survey, schemes)


def _local(options: Options, schemes: CorpusSchemes, path: str) -> Options:
    """How to check a document: by the scheme of the corpus that it stands in, unless another was asked for."""
    scheme = schemes.of(path) if options.scheme is None else None
    return options if scheme is None else structs.replace(options, scheme=scheme)


def _surveyed(checked: Iterator[Checked], path: str, survey: Survey) -> Iterator[Checked]:
    """The same documents, each with what the rules of corpora need of it left behind."""
    for document in checked:
        if document.facts is not None and not document.reading.omissions.members & {"id", "text"}:
            survey.add(path, document.line, document.facts)
        yield document


def _reread(path: str, lines: Container[int], options: Options) -> Iterator[tuple[int, Document]]:
    """The documents of a file that begin in some lines, as far as they can be read, each with its line."""
    for checked in _opened(path, structs.replace(options, rules=()), lines):
        if checked.reading.document is not None:
            yield checked.line, checked.reading.document


class _Tally:
    """What a run has seen so far."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.findings: list[Finding] = []
        self.skipped_rules: Counter[Skip] = Counter()
        self.files = 0
        self.documents = 0
        self.skipped_files = 0
        self.skipped_nodes = 0
        self.ids: dict[str, list[tuple[str, int]]] = {}
        self.checked: list[str] = []
        self.cases: list[Case] = []

    def file(self, checked: Iterator[Checked], options: Options, path: str | None, *, in_corpus: bool = False) -> None:
        """Take in the documents of a file; ``in_corpus`` says that it can be part of one."""
        self.files += 1
        self.checked += [path] if path is not None else []
        lines: dict[str, int] = {}
        for document in checked:
            self.documents += 1
            self.findings += document.findings
            if options.diagnoser is not None and document.findings and is_open(document.findings):
                self.cases.append(Case(path or "", document.reading, document.findings))
            self.skipped_nodes += document.reading.omissions.count
            self.skipped_rules.update(document.skipped)
            name = _readable_id(document)
            if name is None:
                continue
            if name in lines and "CRP004" in options.codes:
                self.findings.append(_shared_id(name, path, document.line, f"line {lines[name]}"))
            lines.setdefault(name, document.line)
        if path is not None and in_corpus and lines:
            self.ids[os.path.normpath(path)] = list(lines.items())

    def description(self, path: str, options: Options, survey: Survey, schemes: CorpusSchemes) -> None:
        """Check a corpus against its description, when all of its documents were seen."""
        self.files += 1
        self.checked.append(path)
        folder = os.path.dirname(path)
        top = os.path.join(os.path.abspath(folder), "")
        within = {}
        for name, ids in self.ids.items():
            absolute = os.path.abspath(name)
            if absolute.startswith(top):  # named as from the description, however it was named before
                within[os.path.normpath(os.path.join(folder, absolute.removeprefix(top)))] = ids
        first_ids = {name: ids[0][0] for name, ids in within.items()}
        others = {name: {other for other, _ in ids} for name, ids in within.items() if len(ids) > 1}
        try:
            found = [*check_corpus(path, first_ids, options.engine, others), *_shared_between_files(within)]
            corpus = described_corpus(path, sound_description(path, options.engine), options.scheme or schemes.of(path))
        except OSError as error:
            raise UsageError(f"cannot read {error.filename!r}: {error.strerror}") from error
        self.findings += [finding for finding in found if finding.code in options.codes]
        self.findings += survey.findings(corpus, lambda file, lines: _reread(file, lines, options))

    def report(self) -> Report:
        """What the run has found."""
        if self.cases:
            from standfirst.check.pooled import pooled_findings

            self.findings = pooled_findings(self.findings, self.cases)
        return Report(
            findings=tuple(sorted(at_levels(self.findings, self.profile), key=order)),
            files=self.files,
            documents=self.documents,
            skipped_files=self.skipped_files,
            skipped_nodes=self.skipped_nodes,
            skipped_rules=tuple(
                SkippedRule(code=skip.code, reason=skip.reason, documents=count)
                for skip, count in sorted(self.skipped_rules.items())
            ),
            profile=self.profile.name,
            checked=tuple(self.checked),
        )


def _opened(path: str, options: Options, lines: Container[int] | None = None) -> Iterator[Checked]:
    try:
        with open(path, "rb") as stream:
            yield from check_stream(stream, path, options, lines)
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror or error}") from error


def _readable_id(checked: Checked) -> str | None:
    """The id of a document, unless it could not be read: then there is a stand-in, which is nobody's."""
    reading = checked.reading
    return None if reading.document is None or "id" in reading.omissions.members else reading.document.id


def _shared_between_files(ids: Mapping[str, Sequence[tuple[str, int]]]) -> Iterator[Finding]:
    """A finding on every document whose id another file has, but where both are the first of their files.

    Those are found with the corpus' description.
    """
    holders: dict[str, str] = {}
    firsts: set[str] = set()
    for path in sorted(ids):
        for number, (name, line) in enumerate(ids[path]):
            other = holders.setdefault(name, path)
            if other != path and (number or name not in firsts):
                yield _shared_id(name, path, line, other)
        firsts.add(ids[path][0][0])


def _shared_id(name: str, path: str | None, line: int, other: str) -> Finding:
    return Finding(
        code="CRP004",
        name="duplicate-document",
        level=ERROR,
        message=f"the id {name!r} is that of {other} as well",
        path=path,
        line=line,
        column=1,
        document=name,
        pointer="/id",
        found=name,
        help="give one of them another id",
    )
