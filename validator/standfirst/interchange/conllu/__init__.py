"""CoNLL-U with entities in MISC, in the dialects of CorefUD and of GUM."""

from standfirst.interchange.conllu.keep import CAPABILITY, keep
from standfirst.interchange.conllu.read import read
from standfirst.interchange.conllu.write import encode
from standfirst.interchange.protocol import Codec

CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the format."""

__all__ = ["CODEC"]
