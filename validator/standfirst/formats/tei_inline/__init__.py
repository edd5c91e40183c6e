"""TEI with inline markup, for tools that read no standoff. It is written only: what markup cannot nest is lost, and said.

The text is that of the ``ab`` elements, to the character; everything that has a place in it is an element there.
"""

from standfirst.formats.tei_inline.write import write

__all__ = ["write"]
