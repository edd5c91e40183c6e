"""Schemes (tagsets) and lists: data files with their loaders."""

from standfirst.data.schemes import SHIPPED_SCHEMES, Scheme, read_scheme, shipped_scheme

__all__ = ["SHIPPED_SCHEMES", "Scheme", "read_scheme", "shipped_scheme"]
