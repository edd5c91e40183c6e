"""brat standoff: a text, an ``.ann`` file or a pair of ``.a1`` and ``.a2``, and the ``annotation.conf`` of their folder."""

from standfirst.interchange.brat.keep import CAPABILITY, keep
from standfirst.interchange.brat.read import read
from standfirst.interchange.brat.write import encode
from standfirst.interchange.protocol import Codec

CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the format."""

__all__ = ["CODEC"]
