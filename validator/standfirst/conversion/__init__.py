"""Conversion: the verb that the library and the command line share."""

from standfirst.conversion.convert import Conversion, convert

__all__ = ["Conversion", "convert"]
