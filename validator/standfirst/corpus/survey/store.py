"""Where the facts of documents wait until all are there: a temporary database, in memory only as far as it is small.

SQLite keeps it in a file without a name, which is gone when the program ends, however it ends.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from standfirst.corpus.survey.shingles import SHORTEST_ALIKE, bands
from standfirst.corpus.survey.summary import Summary, decode_summary, encode_summary
from standfirst.errors import UsageError

_CACHE_KIB = 8_192
"""How much of the database is kept in memory; what sorting takes comes on top, up to as much again."""
_AT_ONCE = 2_000

_TABLES = """
CREATE TABLE documents (n INTEGER PRIMARY KEY, path BLOB, line INTEGER, id TEXT, text BLOB, source TEXT, units INTEGER,
  least BLOB, summary BLOB);
CREATE TABLE bands (band INTEGER, n INTEGER);
CREATE TABLE entities (name TEXT, type TEXT, scheme TEXT, link TEXT, n INTEGER, id TEXT, pointer TEXT);
CREATE TABLE splits (id TEXT PRIMARY KEY, split TEXT) WITHOUT ROWID;
CREATE TABLE kept (rank INTEGER PRIMARY KEY, n INTEGER, split TEXT);
CREATE TABLE firsts (n INTEGER PRIMARY KEY);
CREATE TABLE pairs (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE views (rank INTEGER PRIMARY KEY, document BLOB);
"""
_KEEP = """
INSERT INTO kept (n, split)
SELECT d.n, s.split FROM (
  SELECT n, id, path, line, row_number() OVER (PARTITION BY id ORDER BY path, line) AS place
  FROM documents WHERE substr(path, 1, ?) = ?
) AS d LEFT JOIN splits AS s ON s.id = d.id WHERE d.place = 1 ORDER BY d.path, d.line
"""


class Place(NamedTuple):
    """Where a document is: its file, by its full path, the line it begins in, from 1, and its id."""

    path: str
    line: int
    id: str


class Store:
    """The facts of documents, and what is asked of them, in the order of path and line.

    Every method raises :class:`UsageError` where the database cannot be written or read.

    :param max_pages: the greatest size of the database in its pages of 4,096 bytes, ``None`` for no bound
    """

    def __init__(self, max_pages: int | None = None) -> None:
        try:
            import sqlite3
        except ImportError as error:  # Python can be built without it
            raise UsageError(
                "this Python has no module sqlite3, which the rules CRP008 and later need; leave them out with "
                "--ignore CRP, or use another Python"
            ) from error
        self._error = sqlite3.Error
        self._waiting: list[tuple[Place, Summary]] = []
        with self._said():
            self._database = sqlite3.connect("", isolation_level=None)
        try:
            with self._said():
                self._prepare(max_pages)
        except UsageError:
            self.close()
            raise

    def _prepare(self, max_pages: int | None) -> None:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        if max_pages is not None:
            self._database.execute(f"PRAGMA max_page_count = {max_pages}")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            raise UsageError(
                f"the temporary database of the corpus rules failed: {error}; make room in the folder that TMPDIR names, "
                "let TMPDIR name another, or leave these rules out with --ignore CRP"
            ) from error

    # Taking in.

    def add(self, place: Place, summary: Summary) -> None:
        """Take in the facts of a document."""
        self._waiting.append((place, summary))
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        with self._said():
            self._database.execute("BEGIN")
            for place, summary in waiting:
                self._insert(place, summary)
            self._database.execute("COMMIT")

    def _insert(self, place: Place, summary: Summary) -> None:
        number = self._database.execute(
            "INSERT INTO documents (path, line, id, text, source, units, least, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                os.fsencode(place.path),
                place.line,
                place.id,
                summary.text,
                summary.source,
                summary.signature.units,
                summary.signature.least,
                encode_summary(summary),
            ),
        ).lastrowid
        if summary.signature.units >= SHORTEST_ALIKE:
            self._database.executemany(
                "INSERT INTO bands VALUES (?, ?)", [(band, number) for band in bands(summary.signature.least)]
            )
        self._database.executemany(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(row.name, row.type, row.scheme, row.link, number, row.id, row.pointer) for row in summary.entities],
        )

    # Asking.

    def begin(self, top: str, splits: Iterable[tuple[str, str]]) -> int:
        """Ask, from now on, of the documents below the folder ``top`` alone; how many there are.

        Of several with one id the first counts: the others are its other forms, or found by that. ``splits`` are ids of
        documents with their splits.
        """
        self._write()
        prefix = os.fsencode(top)
        with self._said():
            for table in ("splits", "kept", "firsts", "pairs", "views"):
                self._database.execute(f"DELETE FROM {table}")
            self._database.executemany("INSERT OR IGNORE INTO splits VALUES (?, ?)", splits)
            self._database.execute(_KEEP, (len(prefix), prefix))
            self._database.execute("CREATE UNIQUE INDEX IF NOT EXISTS kept_n ON kept (n)")
        return int(next(self.rows("SELECT count(*) FROM kept"))[0])

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one after the other."""
        with self._said():
            yield from self._database.execute(query, values)

    def put(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write ``rows`` by one statement."""
        with self._said():
            self._database.execute("BEGIN")
            self._database.executemany(statement, rows)
            self._database.execute("COMMIT")

    def place(self, rank: int) -> Place:
        """Where the document of a rank is."""
        row = next(self.rows("SELECT path, line, id FROM kept JOIN documents USING (n) WHERE rank = ?", (rank,)))
        return Place(os.fsdecode(row[0]), row[1], row[2])

    def summaries(self) -> Iterator[tuple[int, Summary]]:
        """The rank and the summary of every document."""
        for rank, summary in self.rows("SELECT rank, summary FROM kept JOIN documents USING (n) ORDER BY rank"):
            yield rank, decode_summary(summary)
