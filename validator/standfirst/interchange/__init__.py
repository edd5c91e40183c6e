"""Formats that others made: what each can hold, its reader, its writer, one package each.

A reader makes a document of a file, with findings; a writer keeps of a document what its format can hold, says what that
is not, and writes the rest. What is common to all stands here: capabilities, losses, units, tokens, mappings.
"""

from standfirst.interchange.protocol import Codec, Settings, Source, Written
from standfirst.interchange.registry import FOREIGN, Foreign, codec, foreign_named, recognise_foreign

__all__ = [
    "FOREIGN",
    "Codec",
    "Foreign",
    "Settings",
    "Source",
    "Written",
    "codec",
    "foreign_named",
    "recognise_foreign",
]
