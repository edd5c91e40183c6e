"""Repair: what changes documents so that findings go away, and never writes what is not proven."""
