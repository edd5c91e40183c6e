"""Offset units, the exact maps between them, and boundaries in a text."""

from standfirst.offsets.boundaries import grapheme_breaks
from standfirst.offsets.convention import ENDS, Convention, End
from standfirst.offsets.units import UNITS, Unit, UnitMap, convert_offsets, length, unit_map
from standfirst.registration import register

__all__ = [
    "ENDS",
    "UNITS",
    "Convention",
    "End",
    "Unit",
    "UnitMap",
    "convert_offsets",
    "grapheme_breaks",
    "length",
    "unit_map",
]

register()
