"""What a check is asked to do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from standfirst.check.causes import Diagnoser
from standfirst.corpus import EVERYTHING, Choice
from standfirst.data import DEFAULT_PROFILE, OFF, Profile, Scheme
from standfirst.errors import UsageError
from standfirst.finding import Finding
from standfirst.limits import MAX_DOCUMENT_BYTES
from standfirst.rules import RULES, Rule
from standfirst.shape import Engine


class Options(Struct, frozen=True, kw_only=True):
    """How to check: which rules, at which levels, by which scheme, in which format (``None``: as recognised), up to
    which size.

    ``engine`` is the JSON Schema engine, ``None`` for the best one installed; ``fast=False`` keeps to the strict path.
    ``diagnoser`` names the causes of wrong offsets; where there is none, every wrong place is a finding of its own.
    """

    rules: tuple[Rule, ...] = RULES
    profile: Profile = DEFAULT_PROFILE
    format: str | None = None
    scheme: Scheme | None = None
    max_document_bytes: int = MAX_DOCUMENT_BYTES
    engine: Engine | None = None
    fast: bool = True
    diagnoser: Diagnoser | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules."""
        return _codes(self.rules)


@cache
def _codes(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(rule.code for rule in rules)


DEFAULT_OPTIONS = Options()


def _nothing(_path: str) -> frozenset[str]:
    return frozenset()


class Run(NamedTuple):
    """How to go about a run: which files to look at, and what to leave out of what is found in each.

    ``ignored`` gives the codes of the rules that do not count for a path. ``may_be_empty``: that nothing was there to be
    checked is no error. ``progress`` is told of every file before it is checked.
    """

    choice: Choice = EVERYTHING
    ignored: Callable[[str], frozenset[str]] = _nothing
    may_be_empty: bool = False
    progress: Callable[[str], None] = lambda _path: None


DEFAULT_RUN = Run()


def select_rules(
    select: Sequence[str] = (), ignore: Sequence[str] = (), profile: Profile = DEFAULT_PROFILE
) -> tuple[Rule, ...]:
    """The rules that ``select`` names (all that ``profile`` has if it is empty) and ``ignore`` does not.

    A rule is named by its code, by the beginning of its code, or by its name. The errors of the phases *decode* and
    *schema* are always among them: what cannot be read cannot be checked, and nothing may pass for clean because of it.

    :raises UsageError: where nothing has a name, or ``ignore`` names a rule that cannot be left out
    """
    chosen = (
        set(named_rules(select)) if select else {rule for rule in RULES if profile.level(rule.code, rule.level) != OFF}
    )
    for name in ignore:
        ignored = named_rules([name])
        check_optional(name, ignored)
        chosen -= set(ignored)
    return tuple(rule for rule in RULES if rule in chosen or rule.required)


def check_optional(name: str, rules: Sequence[Rule]) -> None:
    """:raises UsageError: where one of ``rules``, which ``name`` names, cannot be left out"""
    required = [rule for rule in rules if rule.required]
    if required:
        others = ", ".join(rule.code for rule in rules if not rule.required)
        raise UsageError(
            f"{name!r} names {required[0].code} {required[0].name}, which cannot be left out: what cannot be read cannot "
            "be checked" + (f" (what can be left out of them: {others})" if others else "")
        )


def at_levels(findings: Iterable[Finding], profile: Profile) -> Iterator[Finding]:
    """``findings`` at the levels that ``profile`` gives them; that a document cannot be read is always an error."""
    if profile is DEFAULT_PROFILE:
        yield from findings
        return
    required = {rule.code for rule in RULES if rule.required}
    for finding in findings:
        level = finding.level if finding.code in required else profile.level(finding.code, finding.level)
        if level == finding.level:
            yield finding
        elif level != OFF:
            yield replace(finding, level=level)


def named_rules(names: Iterable[str]) -> list[Rule]:
    """The rules of these names, codes and beginnings of codes. :raises UsageError: where nothing has one of them"""
    named: list[Rule] = []
    for name in names:
        found = [rule for rule in RULES if rule.code.startswith(name.upper()) or rule.name == name.lower()]
        if not found or not name:
            raise UsageError(f"no rule has the name or code {name!r}{_hint(name)}; `standfirst rules` lists them")
        named += found
    return named


def _hint(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), [rule.name for rule in RULES], 1)
    near = near or get_close_matches(name.upper(), [rule.code for rule in RULES], 1)
    return f" (did you mean {near[0]}?)" if near else ""
