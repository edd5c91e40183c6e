"""The card of a dataset at Hugging Face: ``README.md`` with YAML in front."""

import glob
import re
from collections.abc import Iterator
from typing import Any

from standfirst.description.facts import Facts, File
from standfirst.description.licences import UNLICENSED, hugging_face_id, licence_address
from standfirst.description.markdown import cell, code, line, prose, table, yaml
from standfirst.description.wants import Want, absent
from standfirst.description.words import known, number, summary
from standfirst.formats import FORMATS

_SIZES = ("1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T")
_EXTENTS = ("full", "partial", "none", "undeclared")
_LICENCE_NAME = re.compile(r"[^A-Za-z0-9.-]+")
_SPLIT_NAME = re.compile(r"\W+")


def wants(facts: Facts) -> Iterator[Want]:
    """The card demands nothing; that two splits keep different names is asked for."""
    names: dict[str, str] = {}
    for split in facts.splits:
        if split is not None and names.setdefault(split_name(split), split) != split:
            remedy = f"{names[split_name(split)]!r} and {split!r} are both {split_name(split)!r} there; rename one"
            yield Want("documents (split)", remedy, demanded=True)
    yield from absent(facts, ("license", "description", "creators", "keywords", "citation"), demanded=False)


def render(facts: Facts) -> bytes:
    """The card."""
    return f"---\n{yaml(_front(facts))}---\n\n{_body(facts)}".encode()


def split_name(split: str) -> str:
    """A split's name as Hugging Face takes it: letters, digits and ``_``."""
    return _SPLIT_NAME.sub("_", split) or "_"


def _front(facts: Facts) -> dict[str, Any]:
    corpus = facts.corpus
    languages = list(dict.fromkeys(tag.partition("-")[0].lower() for tag in corpus.languages))
    codes = [tag for tag in languages if len(tag) in (2, 3) and tag not in ("und", "mul", "zxx")]
    return known(
        {
            "pretty_name": " ".join(corpus.title.split()),
            "language": codes,
            "language_bcp47": [tag for tag in corpus.languages if "-" in tag],
            "multilinguality": None if not codes else ["monolingual" if len(codes) == 1 else "multilingual"],
            **_licence(corpus.license),
            "size_categories": [_size(facts.counts.documents)],
            "task_categories": ["token-classification"] if facts.counts.layers.get("mentions") else None,
            "task_ids": _tasks(facts),
            "tags": list(dict.fromkeys(corpus.keywords)),
            "configs": _configs(facts),
        }
    )


def _licence(licence: str) -> dict[str, Any]:
    if licence in UNLICENSED:
        return {"license": "unknown"}
    identifier = hugging_face_id(licence)
    if identifier != "other":
        return {"license": identifier}
    name = _LICENCE_NAME.sub("-", licence).strip("-").lower()
    return {"license": "other", "license_name": name, "license_link": licence_address(licence)}


def _size(documents: int) -> str:
    """The class of size: each is ten times the one before."""
    above = max(len(str(documents)) - len("999"), 0)
    if above == 0:
        return "n<1K"
    return f"{_SIZES[above - 1]}<n<{_SIZES[above]}" if above < len(_SIZES) else "n>1T"


def _tasks(facts: Facts) -> list[str]:
    """The tasks that the layers can serve, of those that Hugging Face has a name for."""
    layers = facts.counts.layers
    named = bool(layers.get("mentions") and layers.get("entities"))
    return ["named-entity-recognition", "coreference-resolution"] if named else []


def _data(facts: Facts) -> tuple[File, ...]:
    """The files that can be loaded: JSON Lines where there are any that hold everything, else JSON."""
    lines = facts.of_form("jsonl")
    return (
        lines if sum(file.documents for file in lines) == facts.counts.documents else (*facts.of_form("json"), *lines)
    )


def _configs(facts: Facts) -> list[dict[str, Any]] | None:
    """Which files to load, by split. Where nothing is in a split, which one that is is left to Hugging Face."""
    files = _data(facts)
    splits = [split for split in facts.splits if split is not None and any(file.split == split for file in files)]
    data: list[Any]
    if splits:
        data = [
            {"split": split_name(split), "path": [glob.escape(file.path) for file in files if file.split == split]}
            for split in splits
        ]
    else:
        data = [glob.escape(file.path) for file in files]
    return [{"config_name": "default", "data_files": data}] if data else None


def _body(facts: Facts) -> str:
    corpus = facts.corpus
    parts = [f"# {line(corpus.title)}"]
    if corpus.description:
        parts.append(prose(corpus.description))
    parts += [
        f"Version {code(corpus.version)}. {line(summary(facts))}",
        "## Documents",
        _documents(facts),
        "## Layers",
        *_layers(facts),
        "## Files",
        *_files(facts),
        "## Licence and rights",
        *_rights(facts),
    ]
    if corpus.creators or corpus.publisher or corpus.funding:
        parts += ["## Who made it", _people(facts)]
    if corpus.citation:
        parts += ["## How to cite it", prose(corpus.citation)]
    return "\n\n".join(parts) + "\n"


def _documents(facts: Facts) -> str:
    """A table of splits, if there are any, and one of languages."""
    head = ["split", "documents", "code points"]
    rows = [
        [cell(split) if split is not None else "in no split", f"{counts.documents:,}", f"{counts.code_points:,}"]
        for split, counts in facts.splits.items()
    ]
    tables = [table(head, rows)] if set(facts.splits) != {None} else []
    said = [f"{code(split)}: {line(text)}" for split, text in facts.corpus.splits.items() if split and text.strip()]
    tables += ["\n".join(f"* {each}" for each in said)] if said else []
    languages = [[cell(tag), f"{count:,}"] for tag, count in facts.languages.items()]
    return "\n\n".join([*tables, table(["language", "documents"], languages)])


def _layers(facts: Facts) -> Iterator[str]:
    """A table of layers: how many annotations, in how many documents, and what coverage these declare."""
    if not facts.counts.layers:
        yield "No document has annotations."
        return
    yield (
        "A layer that is not here was annotated in no document. The last columns count the documents that declare that the "
        "layer covers all, a part or none of the text, and those that do not say."
    )
    rows = []
    for layer, count in facts.counts.layers.items():
        extents = facts.extents.get(layer, {})
        rows.append(
            [
                code(layer),
                f"{count:,}",
                f"{sum(extents.values()):,}",
                *(f"{extents.get(each, 0):,}" for each in _EXTENTS),
            ]
        )
    yield table(["layer", "annotations", "documents", "all", "part", "none", "not said"], rows)


def _files(facts: Facts) -> Iterator[str]:
    rows = [
        [
            FORMATS[form].title,
            f"{len(files):,}",
            f"{sum(file.documents for file in files):,}",
            f"{sum(file.size for file in files):,}",
        ]
        for form in FORMATS
        if (files := facts.of_form(form))
    ]
    yield table(["form", "files", "documents", "bytes"], rows)
    if len(rows) > 1:
        yield "A document that is here in two forms is counted once above."
    left_out = [file for file in _data(facts) if file.split is None] if set(facts.splits) != {None} else []
    if left_out:
        yield (
            f"{number(len(left_out), 'file').capitalize()} of documents in no split, or in several, cannot be loaded by split: "
            f"{', '.join(code(file.path) for file in left_out[:10])}{' …' if len(left_out) > 10 else ''}"
        )
    if sum(file.form == "json" for file in _data(facts)) > 1:
        yield (
            "`datasets` reads JSON files together only if all have the same members. If they do not, `standfirst convert` "
            "makes one file of JSON Lines out of them, which it reads."
        )
    if not _data(facts):
        yield "The documents are in TEI only, which `datasets` does not load; `standfirst convert` writes them as JSON Lines."


def _rights(facts: Facts) -> Iterator[str]:
    address = licence_address(facts.corpus.license)
    name = line(facts.corpus.license)
    link = f"[{name}](<{address}>)" if address and ">" not in address and "<" not in address else name
    yield f"Licence of the annotation: {link}"
    if facts.corpus.rights:
        yield prose(facts.corpus.rights)


def _people(facts: Facts) -> str:
    corpus = facts.corpus
    said = [f"Creator: {line(each.name)}" for each in corpus.creators]
    said += [f"Publisher: {line(corpus.publisher.name)}"] if corpus.publisher else []
    for grant in corpus.funding:
        details = ", ".join(line(each) for each in (grant.award, grant.title) if each)
        said.append(f"Funded by: {line(grant.funder.name)}{f' ({details})' if details else ''}")
    return "\n".join(f"* {each}" for each in said)
