"""JSON Lines: one compact document a line."""

from standfirst.formats.jsonl.records import Record, records

__all__ = ["Record", "records"]
