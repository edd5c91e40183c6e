"""spaCy: the JSON of ``Doc.to_json``, one, a list, or one a line; and in :mod:`.docbin` the binary DocBin."""

from standfirst.interchange.protocol import Codec
from standfirst.interchange.spacy.keep import CAPABILITY, encode, keep
from standfirst.interchange.spacy.read import read

CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the JSON."""

__all__ = ["CODEC"]
