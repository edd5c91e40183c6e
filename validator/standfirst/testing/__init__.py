"""Checks that other people's tests may call: of converters, of documents, of maps between offsets.

>>> from hypothesis import given
>>> from standfirst.strategies import documents
>>> from standfirst.testing import assert_roundtrip
>>> @given(documents())
... def test_my_converter(document):
...     assert_roundtrip(document, my_write, my_read)

With pytest, a document that makes a test fail is shown as its article, with carets under the annotations.
"""

from standfirst.testing.checks import assert_offsets_valid, assert_roundtrip, assert_same
from standfirst.testing.oracle import offset_oracle
from standfirst.testing.shown import shown

__all__ = ["assert_offsets_valid", "assert_roundtrip", "assert_same", "offset_oracle", "shown"]
