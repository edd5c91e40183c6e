"""Standfirst TEI: one table of places, and the writer, the readers, the grammar and the documentation made from it."""
