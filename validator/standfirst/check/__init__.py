"""Validation: the verb that the library and the command line share."""

from standfirst.check.causes import Diagnoser
from standfirst.check.documents import Checked, check_data, check_stream
from standfirst.check.options import (
    DEFAULT_OPTIONS,
    DEFAULT_RUN,
    Options,
    Run,
    check_optional,
    named_rules,
    select_rules,
)
from standfirst.check.validate import validate, validate_paths

__all__ = [
    "DEFAULT_OPTIONS",
    "DEFAULT_RUN",
    "Checked",
    "Diagnoser",
    "Options",
    "Run",
    "check_data",
    "check_optional",
    "check_stream",
    "named_rules",
    "select_rules",
    "validate",
    "validate_paths",
]
