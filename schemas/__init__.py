"""The published schemas, as data: read with importlib.resources, never imported for code."""
