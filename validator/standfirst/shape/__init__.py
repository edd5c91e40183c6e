"""The shape of a document by its JSON Schema: the only place that knows which engine runs.

``jsonschema-rs`` is the engine, ``jsonschema`` the reference and the fallback. An engine says only where which keyword
failed; everything that is told to a person is read off our own schema (:mod:`standfirst.shape.explain`), so the engine
never shows.
"""

from standfirst.shape.engines import ENGINES, Engine, Violation, default_engine
from standfirst.shape.explain import Complaint, complaints
from standfirst.shape.schemas import SCHEMA_NAMES, load_schema, read_schema

__all__ = [
    "ENGINES",
    "SCHEMA_NAMES",
    "Complaint",
    "Engine",
    "Violation",
    "complaints",
    "default_engine",
    "load_schema",
    "read_schema",
]
