"""A corpus on disk: which files of a folder are part of it, its description and its manifest."""

from standfirst.corpus.discovery import Source, discover
from standfirst.corpus.manifest import check_corpus
from standfirst.corpus.schemes import CorpusSchemes

__all__ = ["CorpusSchemes", "Source", "check_corpus", "discover"]
