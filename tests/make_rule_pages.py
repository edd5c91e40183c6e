"""Write docs/rules/, a page for each rule, and the tables of docs/rules.md, from what `standfirst explain` reads.

python tests/make_rule_pages.py
"""

import re
from collections.abc import Iterator
from pathlib import Path

import false_alarms
from standfirst.data import PROFILES, load_profile
from standfirst.repair.fix import FIXES
from standfirst.rules import FAMILIES, RULES, Rule
from standfirst.rules.documentation import least_repair, page
from standfirst.rules.protocol import Needs

ROOT = Path(__file__).resolve().parents[1]
INDEX = ROOT / "docs" / "rules.md"
FOLDER = ROOT / "docs" / "rules"

CATALOGUE = {
    letter + f"{number:02}"
    for letter, size in {
        "T": 14,
        "O": 19,
        "R": 9,
        "E": 15,
        "C": 10,
        "Q": 27,
        "V": 23,
        "D": 10,
        "M": 12,
        "X": 13,
    }.items()
    for number in range(1, size + 1)
}
"""The ids of the catalogue of requirements."""


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page, and what it holds."""
    for rule in RULES:
        yield FOLDER / f"{rule.code}.md", rule_page(rule)
    yield INDEX, with_tables(INDEX.read_text("utf-8"))


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    entry = page(rule)
    example = "".join(line[4:] + "\n" for line in least_repair(entry).splitlines())
    leave_out = (
        "It cannot be left out: what cannot be read cannot be checked."
        if rule.required
        else f"To leave it out: `standfirst validate --ignore {rule.code} PATH`."
    )
    levels = ", ".join(f"{name}: {level}" for name, level in profile_levels(rule).items())
    parts = [
        f"# {rule.code} {rule.name}",
        rule.summary,
        f"*Phase {rule.phase}; since {entry.since}. Level by profile: {levels}.*",
        needs(rule.needs),
        f"## Why\n\n{entry.why}",
        f"## Repair\n\n{entry.repair}" + (f"\n\nFix: {FIXES[rule.code].spoken}" if rule.code in FIXES else ""),
        f"## Example\n\nLines that begin with `-` break the rule; with `+` in their place they keep it.\n\n"
        f"```diff\n{example}```",
        f"## Leave out\n\n{leave_out}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def profile_levels(rule: Rule) -> dict[str, str]:
    """The level of a rule in each profile."""
    return {name: rule.level if rule.required else load_profile(name).level(rule.code, rule.level) for name in PROFILES}


def needs(wanted: Needs) -> str:
    """What a rule needs to be asked, as a sentence; nothing where it needs nothing."""
    said = [
        *(f"the layer `{layer}`" for layer in wanted.layers),
        *(f"the layer `{layer}`, declared to be covered in full" for layer in wanted.full),
        *(f"`meta.{member}`" for member in wanted.meta),
        *(f"{name.replace('_', ' ')} in the data of the document's language" for name in wanted.words),
        *(f"{name} in the document's scheme" for name in wanted.scheme),
    ]
    return f"Where one of these is not there, the rule is skipped, and counted: {'; '.join(said)}." if said else ""


def with_tables(text: str) -> str:
    """``text`` with the generated parts, which stand between markers, made anew."""
    for family, package in FAMILIES.items():
        rows = "".join(table_row(rule) for rule in RULES if rule.code.startswith(family))
        head = f"| rule | {' | '.join(PROFILES)} | what it says | catalogue |\n|---|{'---|' * len(PROFILES)}---|---|\n"
        begin, end = f"<!-- {family} -->", f"<!-- /{family} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise ValueError(f"{INDEX} has no place for the family {family} ({package.__name__})")
        text = re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{head}{rows}{end}", text, flags=re.DOTALL)  # noqa: B023
    return re.sub(
        "<!-- firings -->.*<!-- /firings -->",
        lambda _: f"<!-- firings -->\n{false_alarms.table()}<!-- /firings -->",
        text,
        flags=re.DOTALL,
    )


def table_row(rule: Rule) -> str:
    """The row of one rule."""
    entry = page(rule)
    levels = " | ".join(profile_levels(rule).values())
    place = " ".join(part for part in (", ".join(entry.catalogue), entry.mapping) if part)
    link = f"[{rule.code}](rules/{rule.code}.md) {rule.name}"
    return f"| {link} | {levels} | {rule.summary} | {place} |\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for path, text in pages():
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
