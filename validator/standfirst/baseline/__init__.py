"""Known findings: those that a corpus had when it began to be checked, so that only new ones count."""

from standfirst.baseline.apply import Applied, apply, write
from standfirst.baseline.file import Baseline, Entry, read_baseline

__all__ = ["Applied", "Baseline", "Entry", "apply", "read_baseline", "write"]
