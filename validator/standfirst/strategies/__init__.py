"""Hypothesis strategies: hostile texts, spans in them, whole documents that are valid by construction, and broken ones.

They serve tests of anything that reads, writes or moves annotations. Every offset counts code points. This is the only
part of the library that needs Hypothesis: ``pip install standfirst[hypothesis]``.
"""

try:
    import hypothesis  # noqa: F401
except ImportError as error:
    raise ImportError("standfirst.strategies needs Hypothesis: pip install standfirst[hypothesis]") from error

from standfirst.strategies.conventions import Encoded, conventions, encoded, units
from standfirst.strategies.corpora import Corpus, corpora
from standfirst.strategies.documents import documents
from standfirst.strategies.faulty import Faulty, corrupt_bytes, faulty
from standfirst.strategies.holding import Outside, outside
from standfirst.strategies.revisions import edit_scripts
from standfirst.strategies.schemes import schemes
from standfirst.strategies.spans import spans
from standfirst.strategies.texts import texts

__all__ = [
    "Corpus",
    "Encoded",
    "Faulty",
    "Outside",
    "conventions",
    "corpora",
    "corrupt_bytes",
    "documents",
    "edit_scripts",
    "encoded",
    "faulty",
    "outside",
    "schemes",
    "spans",
    "texts",
    "units",
]
