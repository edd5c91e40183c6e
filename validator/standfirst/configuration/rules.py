"""What a configuration means for files and rules: which are left out where, and at which levels they are."""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from standfirst.check import named_rules
from standfirst.configuration.record import Configuration
from standfirst.data import Profile

Fits = Callable[[str], bool]


def levelled(profile: Profile, configuration: Configuration) -> Profile:
    """``profile`` with the levels of the configuration, which go before its own; of two that fit, the longer name counts."""
    if not configuration.severity:
        return profile
    levels: dict[str, str] = {}
    for name, level in sorted(configuration.severity.items(), key=lambda entry: len(entry[0])):
        levels |= {rule.code: level for rule in named_rules([name])}
    return replace(profile, rules={**profile.rules, **levels})


def ignored_rules(configuration: Configuration) -> Callable[[str], frozenset[str]]:
    """Gives, for a path, the codes of the rules that are left out there."""
    entries = [
        (_pattern(pattern, configuration.folder), frozenset(rule.code for rule in named_rules(names)))
        for pattern, names in configuration.per_file_ignores.items()
    ]

    @cache
    def ignored(path: str) -> frozenset[str]:
        return frozenset().union(*(codes for fits, codes in entries if path and fits(path)))

    return ignored


def excluded(configuration: Configuration) -> Fits:
    """Tells the paths, of files and folders, that are not to be checked."""
    patterns = [_pattern(pattern, configuration.folder) for pattern in configuration.exclude]
    return lambda path: any(fits(path) for fits in patterns)


def unmatched(configuration: Configuration, paths: Iterable[str]) -> Sequence[str]:
    """The patterns of ``per-file-ignores`` that fit none of ``paths``."""
    known = list(paths)
    return [
        pattern
        for pattern in configuration.per_file_ignores
        if not any(map(_pattern(pattern, configuration.folder), known))
    ]


def _pattern(pattern: str, folder: str) -> Fits:
    """Tells the paths that ``pattern`` fits: a path, or a folder above it, from ``folder``; ``**`` is any number of folders.

    A pattern without a slash in it fits at any depth.
    """
    from wcmatch import glob

    plain = pattern.removeprefix("./").rstrip("/")
    anywhere = "/" not in plain
    patterns = [f"**/{plain}" if anywhere else plain, f"**/{plain}/**" if anywhere else f"{plain}/**"]
    matcher = glob.compile(patterns, flags=glob.GLOBSTAR | glob.DOTGLOB | glob.BRACE)
    top = os.path.abspath(folder or ".")

    def fits(path: str) -> bool:
        try:
            below = os.path.relpath(os.path.abspath(path), top)
        except ValueError:  # another drive, or no path at all
            return False
        return bool(matcher.match(below))

    return fits
