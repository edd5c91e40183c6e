"""The offset fault injection benchmark, for any program that reads offsets."""

from standfirst.benchmark.adapters import StandfirstAdapter, available
from standfirst.benchmark.offsets import run, table
from standfirst.benchmark.protocol import Adapter, Answer, CleanRow, Row

__all__ = ["Adapter", "Answer", "CleanRow", "Row", "StandfirstAdapter", "available", "run", "table"]
