"""Libraries that are not installed with Standfirst unless asked for: imported when something is read or written."""

from importlib import import_module
from typing import Any

from standfirst.errors import UsageError


def library(module: str, extra: str) -> Any:
    """A module of the library that the extra ``extra`` brings. :raises UsageError: where it is not installed"""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise UsageError(f"{name} is needed, and is not installed: pip install 'standfirst[{extra}]'") from error
