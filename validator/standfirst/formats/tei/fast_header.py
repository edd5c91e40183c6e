"""The header of a canonical file by one regular expression, made from the table; the caller proves that it is canonical."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from standfirst.formats.tei import table
from standfirst.formats.tei.expressions import NotCanonical, tag, unescaped
from standfirst.formats.tei.header_tree import Branch, header_tree
from standfirst.formats.tei.table import Heading

_LINK = re.compile(r'<idno type="([^"]*)"(?: n="([^"]*)")?>([^<]+)</idno>\n')
_AGENT = re.compile(r'<respStmt xml:id="([^"]*)"><resp>[^<]*</resp><name type="([^"]*)">([^<]*)</name></respStmt>\n')
_TEXT = re.compile(r"<\w+>([^<]*)</\w+>\n|<\w+/>\n")


class _Header(NamedTuple):
    """The expression, and what each of its groups holds."""

    pattern: re.Pattern[str]
    headings: tuple[tuple[Heading, tuple[str, ...]], ...]


def read(content: str, end: int) -> tuple[dict[str, Any], list[str]]:
    """The members in the header of ``content``, which ends at ``end``, and the lists that the document says it has.

    :raises NotCanonical: where the header is not of a usual form
    """
    header = _header()
    match = header.pattern.match(content, 0, end)
    if match is None or match.end() != end:
        raise NotCanonical("teiHeader")
    tree: dict[str, Any] = {}
    layers: list[str] = []
    for (heading, path), value in zip(header.headings, match.groups(), strict=True):
        if value is None:
            continue
        if heading.codec == "words":
            layers = value.split()
        elif value or heading.codec not in ("texts", "links", "agents"):
            holder = tree
            for name in path[:-1]:
                holder = holder.setdefault(name, {})
            holder[path[-1]] = _value(heading, value)
    return tree, layers


def _value(heading: Heading, value: str) -> Any:
    if heading.codec == "integer":
        return int(value)
    if heading.codec == "boolean":
        return value == "true"
    if heading.codec == "texts":
        return [unescaped(text or "") for text in _TEXT.findall(value)] if not value.startswith("<note") else []
    if heading.codec == "links":
        return list(map(_link, _LINK.findall(value)))
    if heading.codec == "agents":
        return [{"id": id_, "kind": kind, "name": unescaped(name)} for id_, kind, name in _AGENT.findall(value)]
    return unescaped(value)


def _link(groups: tuple[str, str, str]) -> dict[str, str]:
    scheme, label, name = groups
    link = {"scheme": tag(scheme), "id": unescaped(name)}
    return {**link, "label": unescaped(label)} if label else link


@cache
def _header() -> _Header:
    headings: list[tuple[Heading, tuple[str, ...]]] = []
    pattern = "".join(_patterns(header_tree(), headings))
    start = re.escape(table.PROLOGUE)
    return _Header(re.compile(start + pattern), tuple(headings))


def _patterns(branch: Branch, headings: list[tuple[Heading, tuple[str, ...]]]) -> Iterator[str]:
    """The pieces of the expression for a branch; ``headings`` gains what their groups hold, in their order."""
    name = branch.name
    mark = f' {branch.mark[0]}="{branch.mark[1]}"' if branch.mark else ""
    heading = branch.content or (branch.attribute[1] if branch.attribute else None)
    if heading is None:
        fixed = branch.fixed or ("", "")
        opened = f' {fixed[0][1:]}="{fixed[1]}"' if fixed[0].startswith("@") else ""
        first = f"<{fixed[0]}/>\n" if fixed[0] and not opened else ""
        inner = "".join(piece for child in branch.children for piece in _patterns(child, headings))
        pattern = f"<{name}{opened}>\n{first}{inner}</{name}>\n"
        if branch.always:
            yield f"(?:{pattern}|<{name}{opened}/>\n)"
        else:
            yield f"(?:{pattern})?"
        return
    headings.append((heading, tuple(heading.member.split("."))))
    if branch.attribute is not None:
        yield f'<{name}{mark} {branch.attribute[0]}="([^"]*)"/>\n'
    elif heading.codec == "texts":
        empty = f'<{table.EMPTY_LIST} type="{heading.member.rpartition(".")[2]}"/>\n'
        yield f"((?:{empty})|(?:<{name}>[^<]*</{name}>\n|<{name}/>\n)+)?"
    elif heading.codec == "links":
        yield f"((?:<{name} [^<]*</{name}>\n)+)?"
    elif heading.codec == "agents":
        yield f"((?:<{name} .*</{name}>\n)+)?"
    else:
        yield f"(?:<{name}{mark}>([^<]*)</{name}>\n|<{name}{mark}/>\n)?"
