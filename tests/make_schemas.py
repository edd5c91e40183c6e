"""Write what is generated from the table of places: schemas/standfirst.rnc, .rng and .odd, and the tables in docs/format.md.

python tests/make_schemas.py
"""

from collections.abc import Iterator
from pathlib import Path

from json_members import with_sections
from standfirst.formats.tei import grammar
from tei_odd import odd
from tei_places import with_section

ROOT = Path(__file__).resolve().parents[1]


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file, and what it holds."""
    yield ROOT / "schemas" / "standfirst.rnc", grammar.rnc()
    yield ROOT / "schemas" / "standfirst.rng", grammar.rng()
    yield ROOT / "schemas" / "standfirst.odd", odd()
    page = ROOT / "docs" / "format.md"
    yield page, with_sections(with_section(page.read_text("utf-8")))


def main() -> None:
    for path, text in generated():
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
