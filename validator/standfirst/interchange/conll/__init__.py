"""CoNLL: a token a line, tags of the family of BIO in columns; as in CoNLL-2002, CoNLL-2003 and GermEval 2014."""

from standfirst.interchange.conll.keep import CAPABILITY, keep
from standfirst.interchange.conll.read import read
from standfirst.interchange.conll.write import encode
from standfirst.interchange.protocol import Codec

CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the format."""

__all__ = ["CODEC"]
