"""A corpus on disk: which files of a folder are part of it, its description and its manifest."""

from standfirst.corpus.description import CorpusDescription, Entry, Grant, Party, description_path, read_description
from standfirst.corpus.discovery import EVERYTHING, Choice, Source, discover
from standfirst.corpus.manifest import check_corpus, sound_description
from standfirst.corpus.schemes import CorpusSchemes
from standfirst.corpus.survey import Survey, described_corpus

__all__ = [
    "EVERYTHING",
    "Choice",
    "CorpusDescription",
    "CorpusSchemes",
    "Entry",
    "Grant",
    "Party",
    "Source",
    "Survey",
    "check_corpus",
    "described_corpus",
    "description_path",
    "discover",
    "read_description",
    "sound_description",
]
