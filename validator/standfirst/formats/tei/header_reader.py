"""The header, read by the tree of elements that the table gives."""

from typing import Any

from standfirst.formats.tei import table
from standfirst.formats.tei.context import Context, Path, shown
from standfirst.formats.tei.header_tree import Branch, header_tree
from standfirst.formats.tei.parse import Node
from standfirst.formats.tei.record_reader import read_link
from standfirst.formats.tei.values import attribute_value, bad_value, listed, text_value
from standfirst.model import LAYERS

_REPEATED = frozenset(("texts", "links", "agents"))


def read_header(context: Context, node: Node, tree: dict[str, Any]) -> list[str]:
    """Put the members in the header into ``tree``, and return the lists that the document says it has."""
    layers: list[str] = []
    _element(context, node, header_tree(), tree, layers)
    return layers


def _element(context: Context, node: Node, branch: Branch, tree: dict[str, Any], layers: list[str]) -> None:
    """An element of the header and everything in it."""
    heading = branch.content
    path = _path(heading.member) if heading is not None else ()
    allowed = [branch.mark[0]] if branch.mark else []
    if branch.attribute is not None:
        _attribute(context, node, branch, tree, allowed)
    if branch.fixed is not None and branch.fixed[0].startswith("@"):
        allowed.append(branch.fixed[0][1:])
        if node.attributes.get(allowed[-1]) != branch.fixed[1]:
            bad_value(
                context, node, node.attributes.get(allowed[-1], ""), repr(branch.fixed[1]), (), attribute=allowed[-1]
            )
    if heading is not None and heading.codec == "links":
        read_link(context, node, _list(tree, path), path)
        return
    if heading is not None and heading.codec == "agents":
        context.put(("agents",), node)
        _agent(context, node, _list(tree, path))
        return
    context.check_attributes(node, tuple(allowed), path)
    if heading is None:
        _children(context, node, branch, tree, layers)
    elif heading.codec == "words":
        layers += _layers(context, node)
    elif heading.codec == "texts":
        texts = _list(tree, path)
        context.put((*path, len(texts)), node)
        texts.append(context.text_of(node, path))
    else:
        context.put(path, node)
        value = text_value(context, node, heading.codec, path)
        if value is not None:
            _holder(tree, path)[path[-1]] = value


def _attribute(context: Context, node: Node, branch: Branch, tree: dict[str, Any], allowed: list[str]) -> None:
    assert branch.attribute is not None
    name, heading = branch.attribute
    allowed.append(name)
    path = _path(heading.member)
    if name in node.attributes:
        context.put(path, node, name)
        value = attribute_value(context, node, name, heading.codec, path)
        if value is not None:
            _holder(tree, path)[path[-1]] = value


def _children(context: Context, node: Node, branch: Branch, tree: dict[str, Any], layers: list[str]) -> None:
    context.check_no_text(node, ())
    fixed = branch.fixed[0] if branch.fixed is not None and not branch.fixed[0].startswith("@") else None
    seen: list[int] = []
    for child in node.nodes:
        if fixed is not None and child.name == fixed and not child.attributes:
            if child is not next(iter(node.nodes)):
                context.complain("SCH014", child, f"{shown(child)} is not the first element of {shown(node)}", ())
            context.text_of(child, ())
            context.check_no_text(child, ())
            continue
        position = _find(child, branch)
        if position is None:
            expected = ", ".join(_written(one) for one in branch.children)
            context.unexpected(child, node, (), expected)
            continue
        known = branch.children[position]
        repeated = known.content is not None and known.content.codec in _REPEATED
        if seen and (position < seen[-1] or (position == seen[-1] and not repeated)):
            order = ", ".join(_written(one) for one in branch.children)
            context.complain(
                "SCH014",
                child,
                f"{shown(child)} stands twice or too late in {shown(node)}",
                (),
                help=f"the order is {order}",
            )
            continue
        seen.append(position)
        if known.content is not None and known.content.codec == "texts" and child.name != known.name:
            path = _path(known.content.member)
            context.text_of(child, path)
            context.check_no_text(child, path)
            context.check_attributes(child, ("type",), path)
            _list(tree, path)
        else:
            _element(context, child, known, tree, layers)
    _missing(context, node, branch, fixed, seen)


def _missing(context: Context, node: Node, branch: Branch, fixed: str | None, seen: list[int]) -> None:
    """Complain about every element that stands in each file, and not in this one."""
    wanted = [one for number, one in enumerate(branch.children) if _needed(one) and number not in seen]
    names = [_written(one) for one in wanted]
    if fixed is not None and not any(child.name == fixed for child in node.nodes):
        names.insert(0, fixed)
    for name in names:
        context.complain("SCH014", node, f"{shown(node)} holds no <{name}>", (), expected=f"<{name}>")


def _needed(branch: Branch) -> bool:
    return branch.always or (branch.content is not None and branch.content.codec == "words")


def _find(child: Node, branch: Branch) -> int | None:
    """The number of the child of ``branch`` that an element is."""
    for number, one in enumerate(branch.children):
        if one.name == child.name and (one.mark is None or child.attributes.get(one.mark[0]) == one.mark[1]):
            return number
        strings = one.content is not None and one.content.codec == "texts" and child.name == table.EMPTY_LIST
        if strings and one.content and child.attributes.get("type") == one.content.member.rpartition(".")[2]:
            return number
    return None


def _written(branch: Branch) -> str:
    return f"{branch.name} {branch.mark[0]}='{branch.mark[1]}'" if branch.mark else branch.name


def _layers(context: Context, node: Node) -> list[str]:
    names = listed(context.text_of(node, ()))
    known = ("agents", *LAYERS)
    for name in names:
        if name not in known:
            bad_value(context, node, name, f"one of {', '.join(known)}", ())
    return [name for name in names if name in known]


def _agent(context: Context, node: Node, agents: list[Any]) -> None:
    """The person, program or organization in a ``respStmt``."""
    path: Path = ("agents", len(agents))
    context.put(path, node)
    context.check_attributes(node, ("xml:id",), path)
    context.check_no_text(node, path)
    agent: dict[str, Any] = {}
    if "xml:id" in node.attributes:
        agent["id"] = node.attributes["xml:id"]
    children = list(node.nodes)
    if [child.name for child in children] != ["resp", "name"]:
        context.complain("SCH014", node, f"{shown(node)} holds not one resp and one name", path, expected="resp, name")
    for child in children:
        if child.name == "resp":
            context.check_attributes(child, (), path)
            if context.text_of(child, path) != table.RESPONSIBILITY:
                bad_value(context, child, context.text_of(child, path), repr(table.RESPONSIBILITY), path)
        elif child.name == "name":
            context.check_attributes(child, ("type",), path)
            context.put((*path, "name"), child)
            agent["name"] = context.text_of(child, path)
            if "type" in child.attributes:
                context.put((*path, "kind"), child, "type")
                agent["kind"] = child.attributes["type"]
    agents.append(agent)


def _path(member: str) -> tuple[str, ...]:
    return tuple(member.split(".")) if member else ()


def _holder(tree: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The object that holds the member at ``path``, made where it is not there yet."""
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    return tree


def _list(tree: dict[str, Any], path: tuple[str, ...]) -> list[Any]:
    found: list[Any] = _holder(tree, path).setdefault(path[-1], [])
    return found
