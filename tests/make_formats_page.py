"""Writes the generated part of docs/formats.md: what every foreign format holds, from the capabilities.

python tests/make_formats_page.py
"""

from pathlib import Path

import standfirst
from standfirst.interchange import FOREIGN
from standfirst.interchange.documentation import findings, overview, section

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "formats.md"
MARKS = ("<!-- made from the capabilities -->\n", "<!-- end of what is made -->\n")


def made() -> str:
    """The generated part."""
    document = standfirst.load(ROOT / "corpus" / "chicago-open-letter.json")
    parts = [
        overview(),
        *(section(form, document) for form in FOREIGN.values()),
        "### What readers find\n\n" + findings(),
    ]
    return "\n\n".join(parts) + "\n"


def page() -> str:
    """The whole page, with its generated part made anew."""
    before, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{made()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
