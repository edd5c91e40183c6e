"""Limits that keep a hostile or broken file from taking the machine with it."""

MAX_DOCUMENT_BYTES = 64 * 2**20
"""The largest document that is read, in bytes, unless the caller says otherwise."""
