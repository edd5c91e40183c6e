"""The formats that Standfirst reads and writes, one module or package each."""

from standfirst.formats.registry import FORMATS, Format, Loss, format_of, named_format, recognise, stem_of

__all__ = ["FORMATS", "Format", "Loss", "format_of", "named_format", "recognise", "stem_of"]
