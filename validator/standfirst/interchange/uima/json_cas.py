"""UIMA: CAS as JSON CAS 0.4."""

from standfirst.interchange.protocol import Codec
from standfirst.interchange.uima.keep import CAPABILITY, keep
from standfirst.interchange.uima.read import read_json_file
from standfirst.interchange.uima.write import encode_json

CODEC = Codec(CAPABILITY, read_json_file, keep, encode_json)
"""The reader and writer of JSON CAS."""

__all__ = ["CODEC"]
