"""UIMA: CAS in XMI, with its types in a file of their own; and in :mod:`.json_cas` as JSON CAS 0.4."""

from standfirst.interchange.protocol import Codec
from standfirst.interchange.uima.keep import XMI, keep
from standfirst.interchange.uima.read import read_xmi_file
from standfirst.interchange.uima.write import encode_xmi

CODEC = Codec(XMI, read_xmi_file, keep, encode_xmi)
"""The reader and writer of XMI."""

__all__ = ["CODEC"]
