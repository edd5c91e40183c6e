"""Hypothesis strategies: hostile texts, spans in them, and whole documents that are valid by construction.

They serve tests of anything that reads, writes or moves annotations. Every offset counts code points. This is the only
part of the library that needs Hypothesis: ``pip install standfirst[hypothesis]``.
"""

try:
    import hypothesis  # noqa: F401
except ImportError as error:
    raise ImportError("standfirst.strategies needs Hypothesis: pip install standfirst[hypothesis]") from error

from standfirst.strategies.documents import documents
from standfirst.strategies.revisions import edit_scripts
from standfirst.strategies.spans import spans
from standfirst.strategies.texts import texts

__all__ = ["documents", "edit_scripts", "spans", "texts"]
