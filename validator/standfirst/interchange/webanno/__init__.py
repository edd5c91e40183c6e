"""WebAnno TSV 3: the table of tokens that WebAnno and INCEpTION write, with a column for each feature of a layer."""

from standfirst.interchange.protocol import Codec
from standfirst.interchange.webanno.keep import CAPABILITY, keep
from standfirst.interchange.webanno.read import read
from standfirst.interchange.webanno.write import encode

CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the format."""

__all__ = ["CODEC"]
