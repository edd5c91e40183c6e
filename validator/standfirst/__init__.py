"""Standfirst: the corpus format, validator and converter for annotated news articles.

>>> import standfirst
>>> document = standfirst.load("corpus/chicago-open-letter.json")  # doctest: +SKIP
>>> report = standfirst.validate("corpus")  # doctest: +SKIP

Offsets count Unicode code points everywhere. Names are imported when they are first used, so that the command starts
fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from standfirst._version import __version__

if TYPE_CHECKING:
    from standfirst.check import Options, validate
    from standfirst.conversion import convert
    from standfirst.description import describe
    from standfirst.errors import EditError, InvalidDocumentError, OffsetError, StandfirstError, UsageError
    from standfirst.finding import Finding, Report
    from standfirst.model import Document
    from standfirst.storage import dump, dumps, load, loads, loads_all

_HOMES = {
    "Document": "model",
    "EditError": "errors",
    "Finding": "finding",
    "InvalidDocumentError": "errors",
    "OffsetError": "errors",
    "Options": "check",
    "Report": "finding",
    "StandfirstError": "errors",
    "UsageError": "errors",
    "convert": "conversion",
    "describe": "description",
    "dump": "storage",
    "dumps": "storage",
    "load": "storage",
    "loads": "storage",
    "loads_all": "storage",
    "validate": "check",
}

__all__ = [
    "Document",
    "EditError",
    "Finding",
    "InvalidDocumentError",
    "OffsetError",
    "Options",
    "Report",
    "StandfirstError",
    "UsageError",
    "__version__",
    "convert",
    "describe",
    "dump",
    "dumps",
    "load",
    "loads",
    "loads_all",
    "validate",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"standfirst.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
