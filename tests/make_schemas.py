"""Write what is generated from the table of places: schemas/standfirst.rnc and schemas/standfirst.rng.

python tests/make_schemas.py
"""

from collections.abc import Iterator
from pathlib import Path

from standfirst.formats.tei import grammar

ROOT = Path(__file__).resolve().parents[1]


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file, and what it holds."""
    yield ROOT / "schemas" / "standfirst.rnc", grammar.rnc()
    yield ROOT / "schemas" / "standfirst.rng", grammar.rng()


def main() -> None:
    for path, text in generated():
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
