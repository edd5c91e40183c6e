"""Write samples/invalid from the examples of the rules, one file for each rule, and the TEI form of every JSON document.

python tests/make_samples.py
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from standfirst import dumps, loads
from standfirst.rules import RULES, Rule
from standfirst.rules.documentation import page, renamed

ROOT = Path(__file__).resolve().parents[1]
INVALID = ROOT / "samples" / "invalid"

FAULTY = {"corpus": "corpus.json", "manifest": "manifest-sha256.txt", "copy": "copy.json", "twin": "tiny.tei.xml"}
"""The file of a corpus that the example of a rule is about."""

README = """# Invalid samples

One document, or one small corpus, for each rule, made of the rule's own example (`make samples`). Look at one with
`standfirst validate samples/invalid/OFF002-surface-mismatch.json`, and ask why with `standfirst explain OFF002`.

| sample | rule | what the rule says |
|---|---|---|
"""


def samples() -> Iterator[tuple[str, bytes]]:
    """Every file of the folder by its path in it."""
    rows = []
    for rule in RULES:
        name = sample_name(rule)
        rows.append(f"| [{name}]({name}) | {rule.code} {rule.name} ({rule.level}) | {rule.summary}{option(rule)} |\n")
        yield from files_of(rule)
    yield "README.md", (README + "".join(rows)).encode("utf-8")


def option(rule: Rule) -> str:
    """What must be said to see the sample's finding, where the plain command does not show it."""
    limit = page(rule).max_document_bytes
    return f" This one is too large only with `--max-document-bytes {limit}`." if limit is not None else ""


def sample_name(rule: Rule) -> str:
    """The file of a rule's sample, or its folder if it is about a corpus."""
    suffix = {"json": ".json", "tei": ".tei.xml"}[page(rule).form]
    return f"{rule.code}-{rule.name}" + ("" if page(rule).file != "document" else suffix)


def files_of(rule: Rule) -> Iterator[tuple[str, bytes]]:
    """The files of one sample: a document, or a corpus whose description or manifest is bad."""
    entry, name = page(rule), sample_name(rule)
    if entry.file == "document":
        yield name, entry.bad
        return
    corpus = corpus_of(rule)
    corpus[FAULTY[entry.file]] = entry.bad
    for path, content in corpus.items():
        yield f"{name}/{path}", content


def corpus_of(rule: Rule) -> dict[str, bytes]:
    """The sound corpus that the example of a rule starts from."""
    entry = page(rule)
    corpus = {"tiny.json": entry.document}
    for name in entry.copies:
        corpus[name] = renamed(entry.document, name.removesuffix(".json"))
    if entry.shard:
        records = (loads(renamed(entry.document, f"tiny{number}")) for number in range(1, entry.shard + 1))
        corpus["shard.jsonl"] = b"".join(dumps(document, "jsonl") for document in records)
    corpus["corpus.json"] = page(next(rule for rule in RULES if rule.code == "CRP001")).good
    corpus[FAULTY[entry.file]] = entry.good
    return corpus


def tei_forms() -> Iterator[tuple[Path, bytes]]:
    """The TEI form of every document in the corpus and among the samples without faults, by its path."""
    folders = (ROOT / "corpus", ROOT / "samples" / "articles", ROOT / "samples" / "valid")
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        data = path.read_bytes()
        if b'"standfirst":' in data:
            yield path.with_suffix(".tei.xml"), dumps(loads(data), "tei")


def agreement() -> str:
    """What ``standfirst agreement`` prints for the two annotations of the reference article, as the guidelines show it."""
    passes = [str(ROOT / "corpus" / "passes" / name) for name in ("first.json", "second.json")]
    said = subprocess.run([sys.executable, "-m", "standfirst", "agreement", *passes], capture_output=True, check=True)
    return f"```text\n{said.stdout.decode('utf-8')}```\n"


def with_agreement(guidelines: str) -> str:
    """The guidelines with these figures between their markers."""
    begin, end = "<!-- agreement -->\n", "<!-- /agreement -->"
    before, _, rest = guidelines.partition(begin)
    return before + begin + agreement() + end + rest.partition(end)[2]


def list_in_manifest() -> None:
    """Bring the manifest of the corpus up to date."""
    corpus = ROOT / "corpus"
    manifest = corpus / "manifest-sha256.txt"
    files = {
        path.relative_to(corpus).as_posix(): path for path in corpus.rglob("*") if path.is_file() and path != manifest
    }
    lines = [f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n" for name in sorted(files)]
    manifest.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    if INVALID.exists():
        shutil.rmtree(INVALID)
    for name, content in samples():
        path = INVALID / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path, content in tei_forms():
        path.write_bytes(content)
    guidelines = ROOT / "corpus" / "GUIDELINES.md"
    guidelines.write_text(with_agreement(guidelines.read_text("utf-8")), encoding="utf-8")
    list_in_manifest()


if __name__ == "__main__":
    main()
