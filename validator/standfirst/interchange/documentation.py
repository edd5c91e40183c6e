"""What there is to say of each foreign format, made from its data: for the page of formats and for the command."""

from collections.abc import Iterable, Iterator

from standfirst.formats import Loss
from standfirst.interchange.capability import Capability, required_members
from standfirst.interchange.problems import IMPORT_RULES, ImportRule
from standfirst.interchange.protocol import Settings
from standfirst.interchange.registry import FOREIGN, Foreign, codec
from standfirst.model import LAYERS, Document

_HEADER = ("language", "license", "meta", "agents", "coverage", "scheme", "attributes", "unknown")
CHECKED = "<!-- checked by: tests/interchange/test_formats_page.py -->"
"""What tells the tests of pages that a block is generated."""
_UNITS = {
    "codepoint": "code points",
    "utf16": "UTF-16 code units",
    "utf8": "UTF-8 bytes",
    "grapheme": "grapheme clusters",
    None: "",
}


def overview() -> str:
    """A table of all foreign formats, as Markdown."""
    lines = ["| format | files | offsets count | needs |", "|---|---|---|---|"]
    for form in FOREIGN.values():
        files = ", ".join(f"`{suffix}`" for suffix in (*form.suffixes, *form.beside))
        needs = f"`standfirst[{form.extra}]`" if form.extra else ""
        lines.append(f"| [`{form.name}`](#{form.name}) {form.title} | {files} | {_UNITS[form.unit]} | {needs} |")
    return "\n".join(lines)


def section(form: Foreign, document: Document) -> str:
    """What a format holds, by which convention, and what of ``document`` it loses, as Markdown."""
    held = codec(form).capability
    lines = [f"### {form.name}", "", f"{form.title[0].upper()}{form.title[1:]}. {_ability(held)}", ""]
    lines += ["| layer | held | how | not held |", "|---|---|---|---|"]
    lines += [_row(held, layer) for layer in LAYERS]
    lines += ["", _header(held), ""]
    if held.bars:
        lines += ["Left out besides:", ""]
        lines += [f"* {kind}: {why}" for kind, why in dict.fromkeys((bar.kind, bar.why) for bar in held.bars)]
        lines.append("")
    if held.options:
        lines += ["Options, as `--option NAME=VALUE`:", ""]
        lines += [f"* `{name}`: {words}" for name, words in held.options.items()]
        lines.append("")
    _, losses = codec(form).keep(document, Settings(id=document.id))
    lines += [f"What the reference article loses in `{form.name}`:", "", CHECKED, "```text", *_losses(losses), "```"]
    return "\n".join(lines)


def _ability(held: Capability) -> str:
    said = [
        ("spans of several fragments", held.discontinuous),
        ("empty spans", held.zero_width),
        ("contexts", held.contexts),
        ("ids", held.ids),
        ("empty layers", held.empty),
    ]
    yes = [words for words, can in said if can]
    no = [words for words, can in said if not can]
    parts = [f"It holds {_listed(yes)}" if yes else "", f"it has no {_listed(no, 'or')}" if no else ""]
    joined = "; ".join(part for part in parts if part)
    return f"{joined[0].upper()}{joined[1:]}."


def _row(held: Capability, layer: str) -> str:
    members = held.layers.get(layer)
    if members is None:
        return f"| `{layer}` | no | | |"
    kind = LAYERS[layer]
    optional = [name for name in kind.__struct_fields__ if name not in required_members(kind)]
    lost = [name for name in optional if name not in members]
    missing = ", ".join(f"`{name.rstrip('_')}`" for name in lost)
    return f"| `{layer}` | yes | {held.notes.get(layer, '')} | {missing} |"


def _header(held: Capability) -> str:
    kept = [name for name in _HEADER if name in held.header]
    lost = [name for name in _HEADER if name not in held.header and not (name == "license" and "meta" in held.header)]
    words = f"Of the document itself it holds {_listed(['the text', *(f'`{name}`' for name in kept)])}"
    return f"{words}; not {_listed([f'`{name}`' for name in lost], 'nor')}." if lost else f"{words}."


def _losses(losses: Iterable[Loss]) -> Iterator[str]:
    empty = True
    for loss in losses:
        empty = False
        named = f" ({', '.join(loss.ids[:3])}{', …' if len(loss.ids) > 3 else ''})" if loss.ids else ""
        yield f"{loss.kind}: {loss.count}{named}: {loss.why}"
    if empty:
        yield "nothing"


def findings() -> str:
    """A table of what readers of foreign formats find, as Markdown."""
    lines = ["| code | name | level | what it says | why |", "|---|---|---|---|---|"]
    lines += [f"| {one.code} | {one.name} | {one.level} | {one.summary} | {one.why} |" for one in IMPORT_RULES]
    return "\n".join(lines)


def explained(rule: ImportRule) -> str:
    """What there is to say of one of them, as Markdown."""
    found = f"Found by `standfirst convert`, at level {rule.level}, in files of formats of others; see docs/formats.md."
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n\n{rule.why}\n\n{found}\n"


def _listed(words: list[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else "nothing"
