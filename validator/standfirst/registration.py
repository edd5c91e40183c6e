"""Tells Hypothesis how to make our types, as soon as both are imported, and imports neither.

Whoever has Standfirst installed imports this with Hypothesis, in any project: it must cost nothing, and must not fail.
"""

import sys
from importlib import import_module
from typing import Any

_STRATEGIES = {
    ("standfirst.model", "Document"): "documents",
    ("standfirst.offsets", "Convention"): "conventions",
}


def register() -> None:
    """Let ``st.from_type`` make those of our types that are there; called when Hypothesis or one of their homes is imported."""
    hypothesis = sys.modules.get("hypothesis.strategies")
    if hypothesis is None or not hasattr(hypothesis, "register_type_strategy"):
        return
    for (home, name), strategy in _STRATEGIES.items():
        kind = getattr(sys.modules.get(home), name, None)
        if kind is not None:
            hypothesis.register_type_strategy(kind, _lazily(strategy))


def _lazily(name: str) -> Any:
    return lambda _kind: getattr(import_module("standfirst.strategies"), name)()
