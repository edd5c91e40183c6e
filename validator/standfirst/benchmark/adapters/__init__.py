"""Programs under test. Those of others are imported when they are first used, and none of them is needed."""

from standfirst.benchmark.adapters.others import CassisAdapter, JsonSchemaAdapter, SpacyAdapter, StamAdapter
from standfirst.benchmark.adapters.own import StandfirstAdapter
from standfirst.benchmark.protocol import Adapter

__all__ = ["CassisAdapter", "JsonSchemaAdapter", "SpacyAdapter", "StamAdapter", "StandfirstAdapter", "available"]


def available() -> list[Adapter]:
    """Our own program, and those of the others that are installed."""
    from importlib.util import find_spec

    others: tuple[tuple[str, type], ...] = (
        ("cassis", CassisAdapter),
        ("stam", StamAdapter),
        ("spacy", SpacyAdapter),
        ("jsonschema", JsonSchemaAdapter),
    )
    return [StandfirstAdapter(), *(make() for name, make in others if find_spec(name) is not None)]
