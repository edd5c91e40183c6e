"""The rules that look at all documents of a corpus together (CRP008 and later).

Each document leaves a small summary behind when it is checked (``Survey.add``), so that it need not be kept. The summaries
wait in a temporary database; when all are there, each rule is one pass over them, in the order of path and line
(``Survey.findings``). Memory does not grow with the corpus, but for a few bytes a document.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from standfirst.corpus.discovery import CORPUS_FILE
from standfirst.corpus.survey import names, texts, totals, views
from standfirst.corpus.survey.problem import Trouble
from standfirst.corpus.survey.store import Place, Store
from standfirst.corpus.survey.summary import summarise
from standfirst.data import Scheme, shipped_scheme
from standfirst.finding import Finding
from standfirst.rules import RULES
from standfirst.rules.facts import Facts

_FIRST = "CRP008"
_ON_TEXTS = {"CRP008": texts.equal_texts, "CRP009": texts.alike_texts, "CRP021": texts.source_texts}
_ON_NAMES = {"CRP011": names.types_of_names, "CRP012": names.types_of_links, "CRP013": names.links_of_names}
SURVEYED = {rule.code: rule for rule in RULES if rule.phase == "corpus" and rule.code >= _FIRST}
"""The rules of this package, by their codes."""


class Corpus(NamedTuple):
    """A corpus to be asked about: the path of its ``corpus.json``, and what that says, as far as it has no fault.

    ``splits`` are ids of documents with their splits, ``scheme_name`` is the scheme as it is named, ``scheme`` the one of a
    file.
    """

    path: str
    splits: Iterable[tuple[str, str]] = ()
    version: str | None = None
    license: str | None = None
    scheme_name: str | None = None
    scheme: Scheme | None = None


def described_corpus(path: str, tree: Mapping[str, Any] | None, scheme: Scheme | None) -> Corpus:
    """The corpus that the value of a ``corpus.json`` describes, ``None`` for one with faults."""
    if tree is None:
        return Corpus(path, scheme=scheme)
    splits = [(entry["id"], entry["split"]) for entry in tree.get("documents", ()) if "split" in entry]
    return Corpus(path, splits, tree.get("version"), tree.get("license"), tree.get("scheme"), scheme)


class Survey:
    """The summaries of the documents of a run.

    :param tops: the folders in which a ``corpus.json`` is part of the run
    :param codes: the rules to ask; where none of them is of this package, nothing is kept
    :param max_pages: see :class:`Store`
    """

    def __init__(self, tops: Iterable[str], codes: frozenset[str], max_pages: int | None = None) -> None:
        self._codes = codes & SURVEYED.keys()
        self._tops = tuple(sorted({os.path.join(os.path.abspath(top), "") for top in tops})) if self._codes else ()
        self._wanted: dict[str, bool] = {}
        self._max_pages = max_pages
        self._store: Store | None = None

    def wants(self, path: str) -> bool:
        """Whether the file stands in a corpus that the run is about."""
        return bool(self._tops) and self._wants(os.path.dirname(os.path.abspath(path)))

    def _wants(self, folder: str) -> bool:
        if folder not in self._wanted:
            below = os.path.join(folder, "").startswith(self._tops)
            parent = os.path.dirname(folder)
            here = below and os.path.isfile(os.path.join(folder, CORPUS_FILE))
            self._wanted[folder] = here or (below and parent != folder and self._wants(parent))
        return self._wanted[folder]

    def add(self, path: str, line: int, facts: Facts) -> None:
        """Keep what is needed of a document. :raises UsageError: where it cannot be kept"""
        if self._store is None:
            self._store = Store(self._max_pages)
        self._store.add(Place(os.path.abspath(path), line, facts.document.id), summarise(facts))

    def findings(self, corpus: Corpus, reread: views.Reread) -> Iterator[Finding]:
        """The findings on a corpus. :raises UsageError: where the database fails"""
        store = self._store
        if store is None:
            return
        folder = os.path.dirname(corpus.path)
        if store.begin(os.path.join(os.path.abspath(folder), ""), corpus.splits):
            naming = _Naming(store, corpus.path, folder)
            for trouble in self._troubles(store, corpus, reread):
                if trouble.code in self._codes:
                    yield naming.finding(trouble)

    def _troubles(self, store: Store, corpus: Corpus, reread: views.Reread) -> Iterator[Trouble]:
        checks: dict[str, Callable[[Store], Iterator[Trouble]]] = {**_ON_TEXTS, **_ON_NAMES}
        for code, check in checks.items():
            # What is found of texts in different splits comes from the same passes.
            if code in self._codes or (code in ("CRP008", "CRP009") and "CRP010" in self._codes):
                yield from check(store)
        if "CRP015" in self._codes:
            yield from views.low_agreement(store, reread)
        yield from _of_totals(store, corpus)

    def close(self) -> None:
        """Let go of what was kept."""
        if self._store is not None:
            self._store.close()


def _of_totals(store: Store, corpus: Corpus) -> Iterator[Trouble]:
    counted = totals.Totals()
    for rank, summary in store.summaries():
        counted.add(rank, summary)
    named = corpus.scheme.id if corpus.scheme is not None else corpus.scheme_name
    described = totals.Description(corpus.version, corpus.license, named)
    schemes = {name: scheme for name in counted.schemes if (scheme := shipped_scheme(name)) is not None}
    if corpus.scheme is not None:
        schemes[corpus.scheme.id] = corpus.scheme
    yield from totals.mixed_schemes(counted, described)
    yield from totals.mixed_licenses(counted, described)
    yield from totals.drafts(counted, described)
    yield from totals.unused_tags(counted, schemes)
    yield from totals.outliers(counted)
    yield from totals.drift(counted)


class _Naming(NamedTuple):
    """How documents are named in the findings on a corpus: from the folder of its description."""

    store: Store
    description: str
    folder: str

    def finding(self, trouble: Trouble) -> Finding:
        rule = SURVEYED[trouble.code]
        message = trouble.message
        if trouble.other is not None:
            message = message.replace("{other}", self._shown(self.store.place(trouble.other)))
        place = self.store.place(trouble.rank) if trouble.rank is not None else None
        return Finding(
            code=rule.code,
            name=rule.name,
            level=rule.level,
            message=message,
            path=self._path(place) if place is not None else self.description,
            line=place.line if place is not None else 1,
            column=1,
            document=place.id if place is not None else None,
            pointer=trouble.pointer,
            annotation=trouble.annotation,
            expected=trouble.expected,
            found=trouble.found,
            help=trouble.help,
        )

    def _path(self, place: Place) -> str:
        top = os.path.join(os.path.abspath(self.folder), "")
        return os.path.normpath(os.path.join(self.folder, place.path.removeprefix(top)))

    def _shown(self, place: Place) -> str:
        line = f" line {place.line}" if place.line > 1 else ""
        return f"{self._path(place)}{line}"
