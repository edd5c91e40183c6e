"""Standfirst JSON: the readers, fast and strict, the canonical writer, and where things stand in a file."""
