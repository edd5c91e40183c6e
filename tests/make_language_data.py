"""Writes the generated data of languages from npm packages: quotation marks out of CLDR, and the registered subtags.

``npm install --prefix FOLDER cldr-core cldr-localenames-full cldr-misc-full language-subtag-registry``, then
``python tests/make_language_data.py FOLDER/node_modules``.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "validator" / "standfirst" / "data"

_DELIMITERS = ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def quotation_data(modules: Path) -> dict[str, Any]:
    """The marks of each language, primary and alternate, by tag in lower case; a tag that adds nothing is left out."""
    marks: dict[str, str] = {}
    for folder in sorted((modules / "cldr-misc-full" / "main").iterdir(), key=lambda path: (len(path.name), path.name)):
        tree = read(folder / "delimiters.json")["main"][folder.name]["delimiters"]
        _put(marks, folder.name.lower(), "".join(tree[name] for name in _DELIMITERS))
    likely = read(modules / "cldr-core" / "supplemental" / "likelySubtags.json")["supplemental"]["likelySubtags"]
    for tag, full in sorted(likely.items()):  # zh-TW is written in the script of zh-Hant
        if tag.count("-") == 1 and not tag.startswith("und") and (found := _lookup(marks, full.lower())) is not None:
            _put(marks, tag.lower(), found)
    version = read(modules / "cldr-misc-full" / "package.json")["version"]
    groups: dict[str, list[str]] = {}
    for tag, value in sorted(marks.items()):
        groups.setdefault(value, []).append(tag)
    return {
        "source": f"Unicode CLDR {version}, Copyright © Unicode, Inc., licensed under Unicode-3.0",
        "marks": {value: " ".join(tags) for value, tags in sorted(groups.items())},
    }


def _put(marks: dict[str, str], tag: str, value: str) -> None:
    assert len(value) == 4, (tag, value)
    if _lookup(marks, tag) != value:
        marks[tag] = value


def _lookup(marks: Mapping[str, str], tag: str) -> str | None:
    while tag and tag not in marks:
        tag = tag.rpartition("-")[0]
    return marks.get(tag)


def tag_data(modules: Path) -> dict[str, Any]:
    """The registered subtags by kind, in lower case; what else is written for them; the names of languages."""
    folder = modules / "language-subtag-registry" / "data" / "json"
    registry = read(folder / "registry.json")
    subtags: dict[str, list[str]] = {"language": [], "extlang": [], "script": [], "region": [], "variant": []}
    for record in registry:
        if record["Type"] in subtags:
            subtags[record["Type"]].append(record["Subtag"].lower())
    date = read(folder / "meta.json")["File-Date"]
    known = set(subtags["language"])
    alias = read(modules / "cldr-core" / "supplemental" / "aliases.json")["supplemental"]["metadata"]["alias"]
    regions = set(subtags["region"])
    return {
        "source": f"IANA language subtag registry of {date}; aliases and names from {quotation_data(modules)['source']}",
        **{kind: " ".join(sorted(listed)) for kind, listed in subtags.items()},
        "grandfathered": " ".join(sorted(x["Tag"].lower() for x in registry if x["Type"] == "grandfathered")),
        "language_aliases": _aliases(alias["languageAlias"], lambda tag: len(tag) == 3 and tag not in known),
        "region_aliases": _aliases(alias["territoryAlias"], lambda tag: tag.isalpha() and tag not in regions),
        "names": _names(modules, registry),
    }


def _aliases(table: Mapping[str, Mapping[str, str]], wanted: Callable[[str], bool]) -> dict[str, str]:
    return {
        tag.lower(): entry["_replacement"].lower()
        for tag, entry in sorted(table.items())
        if wanted(tag.lower()) and entry["_replacement"].isalpha()
    }


def _names(modules: Path, registry: list[dict[str, Any]]) -> dict[str, str]:
    """The code of each language with a code of two letters, by its names in English and in itself."""
    names: dict[str, str] = {}
    for record in registry:
        code = record.get("Subtag", "")
        if record["Type"] != "language" or len(code) != 2 or "Deprecated" in record:
            continue
        path = modules / "cldr-localenames-full" / "main" / code / "languages.json"
        own = read(path)["main"][code]["localeDisplayNames"]["languages"].get(code, code) if path.exists() else code
        for name in (*record["Description"], own):
            bare = name.partition(" (")[0].casefold()
            if len(bare) > 2:
                names.setdefault(bare, code)
    return dict(sorted(names.items()))


def spelled(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    (DATA / "quotation.json").write_text(spelled(quotation_data(Path(sys.argv[1]))), "utf-8")
    (DATA / "language_tags.json").write_text(spelled(tag_data(Path(sys.argv[1]))), "utf-8")
