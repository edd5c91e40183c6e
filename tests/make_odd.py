"""Build a RELAX NG schema from schemas/standfirst.odd, as users of TEI do, into build/odd.

TEI_SOURCES=FOLDER python tests/make_odd.py

The folder holds, at any depth, p5subset.xml of a release of TEI P5 and the TEI Stylesheets (odds/odd2odd.xsl and what stands
beside it). Nothing of them ships with the project, and nothing of the project needs what is built.
"""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ODD = ROOT / "schemas" / "standfirst.odd"
VARIABLE = "TEI_SOURCES"


class NotAtHandError(Exception):
    """What the build needs is not there; the message says what."""


def sources() -> Path:
    """The folder of the sources of TEI."""
    name = os.environ.get(VARIABLE)
    if not name:
        raise NotAtHandError(f"{VARIABLE} is not set: it names a folder with p5subset.xml and the TEI Stylesheets")
    return Path(name)


def build(odd: Path, folder: Path, target: Path) -> Path:
    """The schema that the TEI Stylesheets make of ``odd``, written into ``target``."""
    subset, odd2odd, odd2relax = (_find(folder, name) for name in ("p5subset.xml", "odd2odd.xsl", "odd2relax.xsl"))
    try:
        from saxonche import PySaxonProcessor
    except ImportError as error:
        raise NotAtHandError("saxonche is not installed: pip install saxonche") from error
    target.mkdir(parents=True, exist_ok=True)
    processor = PySaxonProcessor(license=False)
    compiled, result, schema = target / "compiled.odd", target / "result.xml", target / "standfirst.rng"
    schema.unlink(missing_ok=True)
    _transform(processor, odd2odd, odd, compiled, defaultSource=subset.resolve().as_uri())
    _transform(processor, odd2relax, compiled, result, outputDir=str(target.resolve()))
    if not schema.is_file():
        # The schema may also be the result itself, beside which the Stylesheets write nothing.
        result.replace(schema)
    return schema


def _find(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if not found:
        raise NotAtHandError(f"{VARIABLE} is {folder}, and no {name} is in it")
    return found[0]


def _transform(processor: Any, stylesheet: Path, source: Path, result: Path, **parameters: str) -> None:
    compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))
    for name, value in parameters.items():
        compiled.set_parameter(name, processor.make_string_value(value))
    compiled.transform_to_file(source_file=str(source), output_file=str(result))


def main() -> int:
    try:
        schema = build(ODD, sources(), ROOT / "build" / "odd")
    except NotAtHandError as error:
        sys.stderr.write(f"make_odd: {error}\n")
        return 2
    sys.stdout.write(f"{schema.relative_to(ROOT)} is built\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
