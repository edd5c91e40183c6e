"""A corpus on disk: which files of a folder are part of it, its description and its manifest."""

from standfirst.corpus.discovery import Source, discover
from standfirst.corpus.manifest import check_corpus

__all__ = ["Source", "check_corpus", "discover"]
