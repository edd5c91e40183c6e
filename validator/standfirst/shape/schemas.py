"""The published schemas, read from the package's data."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from standfirst.errors import UsageError

_FILES = {
    "document": "document-1.0.schema.json",
    "scheme": "scheme-1.0.schema.json",
    "corpus": "corpus-1.0.schema.json",
    "report": "report-1.0.schema.json",
    "config": "config-1.0.schema.json",
}

SCHEMA_NAMES = tuple(_FILES)
"""The names of the schemas that :func:`read_schema` knows."""


def read_schema(name: str) -> str:
    """The text of a published schema. :raises UsageError: where no schema has the name"""
    if name not in _FILES:
        raise UsageError(f"there is no schema {name!r}; the schemas are {', '.join(SCHEMA_NAMES)}")
    return (files("standfirst.schemas") / _FILES[name]).read_text("utf-8")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """A published schema as plain values. It is shared: do not change it."""
    schema: dict[str, Any] = json.loads(read_schema(name))
    return schema
