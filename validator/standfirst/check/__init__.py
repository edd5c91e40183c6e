"""Validation: the verb that the library and the command line share."""

from standfirst.check.documents import Checked, check_data, check_stream
from standfirst.check.options import DEFAULT_OPTIONS, Options, select_rules
from standfirst.check.validate import validate, validate_paths

__all__ = [
    "DEFAULT_OPTIONS",
    "Checked",
    "Options",
    "check_data",
    "check_stream",
    "select_rules",
    "validate",
    "validate_paths",
]
