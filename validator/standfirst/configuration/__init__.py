"""How a project wants its documents checked: the nearest ``standfirst.toml`` or ``pyproject.toml``, and what it says."""

from standfirst.configuration.find import load_configuration
from standfirst.configuration.record import Configuration, shown
from standfirst.configuration.rules import excluded, ignored_rules, levelled, unmatched

__all__ = [
    "Configuration",
    "excluded",
    "ignored_rules",
    "levelled",
    "load_configuration",
    "shown",
    "unmatched",
]
