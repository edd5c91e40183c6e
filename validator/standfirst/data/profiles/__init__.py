"""Profiles: how much the rules matter to a corpus. Each is a file of this folder."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from standfirst.errors import UsageError

OFF = "off"
"""The level of rules that a profile leaves out."""

PROFILES = ("default", "gold", "silver", "import")
"""The profiles, by name."""


class Profile(Struct, frozen=True, kw_only=True):
    """A profile: for rules, named by their codes or the beginnings of them, and for whole levels, the level that holds.

    ``rules`` go before ``levels``, and of two that fit, the longer one. What neither names stays as it is.
    """

    name: str
    title: str
    description: str
    levels: Mapping[str, str] = {}
    rules: Mapping[str, str] = {}

    def level(self, code: str, level: str) -> str:
        """The level of a finding of the rule ``code``, whose own level is ``level``; ``"off"`` where it is left out."""
        for length in range(len(code), 2, -1):
            if code[:length] in self.rules:
                return self.rules[code[:length]]
        return self.levels.get(level, level)


DEFAULT_PROFILE = Profile(
    name="default", title="Default", description="Every rule at its own level: what *valid* means everywhere."
)


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name. :raises UsageError: where there is none"""
    if name not in PROFILES:
        raise UsageError(f"there is no profile {name!r}; there are {', '.join(PROFILES)}")
    if name == DEFAULT_PROFILE.name:
        return DEFAULT_PROFILE
    tree = json.loads((files("standfirst.data.profiles") / f"{name}.json").read_text("utf-8"))
    return Profile(name=name, **tree)
