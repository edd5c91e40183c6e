"""How often each rule fires on annotation that was made with care, and how often wrongly.

``golden/firings.toml`` has every firing in the profile ``default``, each judged by a person: ``wrong`` where what the rule says
is no fault of the document. The documents are the samples, the ten articles and the reference corpus of this repository, and a
Wikinews article of the GUM corpus, which is not part of it.
"""

import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import standfirst
from conllu_entities import read as read_conllu
from standfirst.formats.json.write import write
from standfirst.model import Document
from standfirst.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
JUDGED = ROOT / "tests" / "golden" / "firings.toml"
SETS = {"samples": ROOT / "samples" / "valid", "articles": ROOT / "samples" / "articles", "reference": ROOT / "corpus"}
WIKINEWS = Path("conll-u") / "gum-news.conllu"
GENERATED = {"council-night-en.json"}
"""What a program wrote by a pattern says nothing about annotation made with care."""


class Firing(NamedTuple):
    """One finding: in which set and document, of which rule, and where: an annotation, or a stretch in code points."""

    set: str
    document: str
    rule: str
    at: str


def documents(name: str, oracles: Path | None) -> Iterator[Document]:
    """The documents of a set, each in one form only."""
    if name == "wikinews":
        if oracles is not None:
            yield read_conllu(oracles / "peers" / WIKINEWS)
        return
    for path in sorted(SETS[name].glob("*.json")):
        data = path.read_bytes()
        if b'"standfirst"' in data[:40] and path.name not in GENERATED:
            yield standfirst.loads(data)


def firings(name: str, oracles: Path | None) -> list[Firing]:
    """Every firing in a set, one for each finding, sorted."""
    return sorted(
        Firing(name, document.id, finding.code, finding.annotation or "-".join(map(str, finding.range or ())))
        for document in documents(name, oracles)
        for finding in standfirst.validate(write(document)).findings
    )


def count_words(name: str, oracles: Path | None) -> int:
    """The words of a set: what stands between white space and punctuation; of texts without spaces, that is clauses."""
    return sum(len(re.findall(r"\w+(?:['’\-]\w+)*", document.text)) for document in documents(name, oracles))


@cache
def judged() -> dict[str, Any]:
    """What was judged: ``words`` by set, and a list of ``firing``."""
    return tomllib.loads(JUDGED.read_text("utf-8"))


def table() -> str:
    """The table for the documentation, in Markdown."""
    words = judged()["words"]
    fired = Counter((one["rule"], one["set"]) for one in judged()["firing"])
    wrong = Counter((one["rule"], one["set"]) for one in judged()["firing"] if one["wrong"])
    names = {rule.code: rule.name for rule in RULES}
    codes = sorted({code for code, _ in fired})
    lines = [
        f"| rule | {' | '.join(f'{name} ({words[name]:,} words)' for name in words)} |",
        f"|---|{'---:|' * len(words)}",
    ]
    for code in codes:
        cells = [_cell(fired[code, name], wrong[code, name], words[name]) for name in words]
        lines.append(f"| [{code}](rules/{code}.md) {names[code]} | {' | '.join(cells)} |")
    sums = [
        _cell(sum(fired[code, name] for code in codes), sum(wrong[code, name] for code in codes), words[name])
        for name in words
    ]
    lines.append(f"| all {len(RULES)} rules | {' | '.join(sums)} |")
    total, bad = sum(words.values()), sum(wrong.values())
    rate = f"In sum {bad} wrong firings in {total:,} words: {1000 * bad / total:.2f} per 1,000 words."
    return "\n".join(lines) + f"\n\n{rate}\n"


def _cell(fired: int, wrong: int, words: int) -> str:
    """How often a rule fires per 1,000 words, and in brackets how many firings there are and how many are wrong."""
    return f"{1000 * fired / words:.2f} ({fired}, {wrong} wrong)" if fired else "–"


def main() -> None:
    """Print what fires and was not judged, and the words of each set, as the file has them."""
    oracles = os.environ.get("STANDFIRST_ORACLES")
    known = (
        {tuple(one[name] for name in Firing._fields) for one in judged().get("firing", ())}
        if JUDGED.is_file()
        else set()
    )
    lines = ["[words]"]
    for name in ("wikinews", *SETS):
        lines.append(f"{name} = {count_words(name, Path(oracles) if oracles else None)}")
    for name in ("wikinews", *SETS):
        for one in firings(name, Path(oracles) if oracles else None):
            if tuple(one) not in known:
                said = "\n".join(f'{field} = "{value}"' for field, value in one._asdict().items())
                lines.append(f'\n[[firing]]\n{said}\nwrong = true\nwhy = ""')
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
