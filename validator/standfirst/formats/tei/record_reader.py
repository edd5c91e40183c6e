"""Records out of their elements, by the table: the members inside an element, and those that stand apart from it."""

from functools import cache
from typing import Any, NamedTuple

from standfirst.formats.tei import table
from standfirst.formats.tei.context import WHITE_SPACE, Context, Path, shown
from standfirst.formats.tei.parse import Node
from standfirst.formats.tei.table import Member, Record
from standfirst.formats.tei.values import attribute_value, bad_value, feature_value, listed, stretches, text_value

_PLACED = frozenset(("span", "fragment", "fragments"))
_REPEATED = frozenset(("args", "links"))
_CORE = "fs:core"
_GIVEN = "fs:attributes"
_NOTED = f"note:{table.FEATURES}"
_IN_PLACE = frozenset(("hi", "ref"))


class Plan(NamedTuple):
    """The members of a record by where they stand.

    ``ranks`` gives the order of elements, and ``homes`` the element of the record in which each of them stands: the
    record's own is ``""``.
    """

    attributes: dict[str, Member]
    children: dict[str, Member]
    core: dict[str, Member]
    ranks: dict[str, int]
    homes: dict[str, str]
    surface: Member | None


@cache
def inside(record: Record) -> Plan:
    """The plan of what stands inside a record's element."""
    return _plan(record.inside, noted=record.noted)


@cache
def apart(record: Record) -> Plan:
    """The plan of what stands apart from it."""
    return _plan(record.apart, noted=False)


def _plan(members: tuple[Member, ...], *, noted: bool) -> Plan:
    plan = Plan({}, {}, {}, {}, {}, next((member for member in members if member.place == "@target"), None))
    for member in members:
        if member.place.startswith("@"):
            plan.attributes[member.place[1:]] = member
            continue
        home, _, key = member.place.rpartition("/")
        if key in ("core", "fs"):
            home = _NOTED if noted else ""
            key = _CORE if key == "core" else _GIVEN
        if key == _CORE:
            plan.core[member.name] = member
        else:
            plan.children[key] = member
        for one, its in ((home, ""), (key, home)):
            if one:
                plan.ranks.setdefault(one, len(plan.ranks))
                plan.homes.setdefault(one, its)
    return plan


def read_record(context: Context, node: Node, record: Record, path: Path) -> dict[str, Any]:
    """The record in ``node``, with every member that stands inside it."""
    members = inside(record)
    context.put(path, node)
    context.check_attributes(node, tuple(members.attributes), path)
    return _read(context, node, members, path)


def read_attributes(context: Context, node: Node, record: Record, path: Path, fixed: str) -> dict[str, Any]:
    """The members in the attributes of a record whose content is something else; ``fixed`` is one that holds no member."""
    members = inside(record)
    context.put(path, node)
    context.check_attributes(node, (*members.attributes, fixed), path)
    return _attributes(context, node, members, path)


def read_apart(context: Context, node: Node, record: Record, path: Path) -> dict[str, Any]:
    """The members in a ``span`` of the group of features. Its ``@corresp`` is for the caller."""
    context.check_attributes(node, ("corresp",), path)
    return _read(context, node, apart(record), path)


def _attributes(context: Context, node: Node, members: Plan, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, member in members.attributes.items():
        if name in node.attributes and member is not members.surface:
            way = (*path, member.name)
            context.put(way, node, name)
            value = attribute_value(context, node, name, member.codec, way)
            if value is not None:
                found[member.name] = value
    return found


def _read(context: Context, node: Node, members: Plan, path: Path) -> dict[str, Any]:
    found = _attributes(context, node, members, path)
    children = list(node.children)
    if members.surface is not None:
        held = _leading(children)
        if "target" in node.attributes:
            found[members.surface.name] = _place(context, node, held, members.surface, (*path, members.surface.name))
        children = children[len(held) :]
    rank = -1
    for child in children:
        if isinstance(child, str):
            if child.strip(WHITE_SPACE):
                context.stray_text(node, child, path)
        else:
            rank = _child(context, node, child, members, found, path, rank)
    for key in members.homes:
        member = members.children.get(key)
        if member is None:
            found.pop(key, None)
        elif member.codec == "name":
            _check_name(context, node, key, member, found, path)
    return found


def _check_name(context: Context, node: Node, key: str, member: Member, found: dict[str, Any], path: Path) -> None:
    """TEI demands the element of a name, also of what has none: that it is unnamed is no value."""
    if member.name not in found:
        context.complain("SCH014", node, f"{shown(node)} holds no <{key}>", path, expected=f"<{key}>")
    elif found[member.name] is None:
        del found[member.name]


def _child(
    context: Context,
    node: Node,
    child: Node,
    members: Plan,
    found: dict[str, Any],
    path: Path,
    rank: int,
    home: str = "",
) -> int:
    """Read one child element into ``found``, and return its rank in the order of children."""
    key = _key(child)
    if members.homes.get(key) != home:
        context.unexpected(child, node, path, ", ".join(one for one, its in members.homes.items() if its == home))
        return rank
    member = members.children.get(key)
    name = member.name if member is not None else key
    if members.ranks[key] < rank or (name in found and not (member and member.codec in _REPEATED)):
        order = ", ".join(members.ranks)
        twice = "stands twice" if name in found else "stands too late"
        context.complain(
            "SCH014",
            child,
            f"{shown(child)} {twice} in {shown(node)}",
            path,
            expected=order,
            help=f"the order is {order}",
        )
        return rank
    rank = members.ranks[key]
    if member is not None:
        _element(context, child, member, found, (*path, member.name))
        return rank
    found[name] = None
    if key == _CORE:
        _core(context, child, members, found, path)
        return rank
    return _wrapped(context, child, members, found, path, rank)


def _key(child: Node) -> str:
    """What tells the children of a record apart: their name, and the type of those that have many uses."""
    kind = child.attributes.get("type", "")
    if child.name == "span":
        return "span:args" if kind.startswith("arg.") else f"span:{kind}"
    if child.name == "note" and kind:
        return f"note:{kind}"
    return f"fs:{kind}" if child.name == "fs" else child.name


def _wrapped(context: Context, wrapper: Node, members: Plan, found: dict[str, Any], path: Path, rank: int) -> int:
    """The members inside an element that TEI demands around them."""
    home = _key(wrapper)
    context.check_attributes(wrapper, ("type",) if home == _NOTED else (), path)
    context.check_no_text(wrapper, path)
    for child in wrapper.nodes:
        rank = _child(context, wrapper, child, members, found, path, rank, home)
    return rank


def _element(context: Context, child: Node, member: Member, found: dict[str, Any], path: Path) -> None:
    """The value of a child element."""
    codec, name = member.codec, member.name
    context.put(path, child)
    if codec in _PLACED:
        context.check_attributes(child, ("type", "target"), path)
        found[name] = _placed(context, child, member, path)
    elif codec in ("pointer", "pointers"):
        context.check_attributes(child, ("type", "corresp"), path)
        _no_content(context, child, path)
        if "corresp" in child.attributes:
            found[name] = attribute_value(context, child, "corresp", codec, path)
        elif codec == "pointers":
            found[name] = []
        else:
            bad_value(context, child, "", "there: @corresp is missing", path)
    elif codec == "args":
        _arg(context, child, found.setdefault(name, []), path)
    elif codec == "links":
        read_link(context, child, found.setdefault(name, []), path)
    elif codec == "attributes":
        context.check_attributes(child, ("type",), path)
        found[name] = _features(context, child, None, path)
    elif codec == "name" and child.attributes.get("type") == table.UNNAMED:
        context.check_attributes(child, ("type",), path)
        _no_content(context, child, path)
        found[name] = None
    else:
        context.check_attributes(child, (), path)
        found[name] = text_value(context, child, codec, path)


def _no_content(context: Context, node: Node, path: Path) -> None:
    context.check_no_text(node, path)
    for child in node.nodes:
        context.unexpected(child, node, path, "")


# Places in the text.


def _leading(children: list[Any]) -> list[Any]:
    """The children at the beginning that are surfaces: text, ``hi`` and ``ref``, without white space between these."""
    count = 0
    for child in children:
        if not isinstance(child, str) and child.name not in _IN_PLACE:
            break
        count += 1
    return children[:count]


def _placed(context: Context, node: Node, member: Member, path: Path) -> Any:
    if "target" in node.attributes:
        held = _leading(node.children)
        for child in node.children[len(held) :]:
            if not isinstance(child, str):
                context.unexpected(child, node, path, "hi, ref")
            elif child.strip(WHITE_SPACE):
                context.stray_text(node, child, path)
        return _place(context, node, held, member, path)
    _no_content(context, node, path)
    if member.codec != "fragments":
        bad_value(context, node, "", "there: @target is missing", path)
    return []


def _place(context: Context, node: Node, held: list[Any], member: Member, path: Path) -> Any:
    """The fragments that ``@target`` points to, with the surfaces in ``held``."""
    context.put(path, node, "target")
    places = stretches(context, node, path)
    references = [child for child in held if isinstance(child, Node) and child.name == "ref"]
    if references:
        for child in held:
            if isinstance(child, str) and child.strip(WHITE_SPACE):
                context.stray_text(node, child, path)
            elif isinstance(child, Node) and child.name != "ref":
                context.unexpected(child, node, path, "ref")
        for reference in references:
            context.check_attributes(reference, (), path)
        surfaces = [_surface(context, reference, reference.children, path) for reference in references]
        owners = references
    else:
        surfaces, owners = [_surface(context, node, held, path)], [node]
    pointers = len(listed(node.attributes["target"]))
    if len(surfaces) != pointers:
        context.complain(
            "SCH014",
            node,
            f"{shown(node)} points to {pointers} stretches of the text and holds {len(surfaces)} surfaces",
            path,
            expected=str(pointers),
            found=str(len(surfaces)),
            help="a single surface is the element's text; several stand in ref elements, one for each pointer",
        )
    fragments = []
    single = member.codec == "fragment"
    for position, ((start, end), surface, owner) in enumerate(zip(places, surfaces, owners, strict=False)):
        way = path if single else (*path, position)
        context.put(way, owner)
        context.put((*way, "start"), node, "target")
        context.put((*way, "end"), node, "target")
        fragments.append({"start": start, "end": end, **surface})
    if single:
        if len(fragments) == 1:
            return fragments[0]
        bad_value(context, node, node.attributes["target"], "one pointer", path, attribute="target")
        return {}
    return fragments


def _surface(context: Context, node: Node, held: list[Any], path: Path) -> dict[str, str]:
    """A surface, and the contexts around it where it stands in a ``hi`` element."""
    before, marked, after = "", None, ""
    for child in held:
        if isinstance(child, str):
            if marked is None:
                before += child
            else:
                after += child
        elif child.name == "hi" and marked is None:
            context.check_attributes(child, (), path)
            marked = context.text_of(child, path)
        else:
            context.unexpected(child, node, path, "one hi")
    if marked is None:
        return {"text": before}
    return {"text": marked, **({"prefix": before} if before else {}), **({"suffix": after} if after else {})}


def _arg(context: Context, node: Node, args: list[Any], path: Path) -> None:
    path = (*path, len(args))
    context.put(path, node)
    kind = node.attributes["type"].removeprefix("arg.")
    if node.attributes["type"] == "args":  # there is a list, and nothing is in it
        context.check_attributes(node, ("type",), path)
        _no_content(context, node, path)
        return
    context.check_attributes(node, ("type", "subtype", "corresp", "target"), path)
    arg: dict[str, Any] = {"kind": kind}
    context.put((*path, "kind"), node, "type")
    if "subtype" in node.attributes:
        arg["role"] = attribute_value(context, node, "subtype", "word", (*path, "role"))
        context.put((*path, "role"), node, "subtype")
    if "corresp" in node.attributes:
        arg["ref"] = attribute_value(context, node, "corresp", "pointer", (*path, "ref"))
        context.put((*path, "ref"), node, "corresp")
    if "target" in node.attributes:
        arg["span"] = _placed(context, node, _ARG_SPAN, (*path, "span"))
    else:
        _no_content(context, node, path)
    args.append(arg)


_ARG_SPAN = Member("span", "@target", "span")


def read_link(context: Context, node: Node, links: list[Any], path: Path) -> None:
    """Add the link in an ``idno`` to ``links``; one that holds nothing says that the list is there, and empty."""
    if "type" not in node.attributes and not node.children:  # there is a list, and nothing is in it
        context.check_attributes(node, (), path)
        return
    path = (*path, len(links))
    context.put(path, node)
    context.check_attributes(node, ("type", "n"), path)
    link: dict[str, Any] = {"id": context.text_of(node, path)}
    if "type" in node.attributes:
        link["scheme"] = attribute_value(context, node, "type", "word", (*path, "scheme"))
    if "n" in node.attributes:
        link["label"] = node.attributes["n"]
    links.append(link)


# Features.


def _core(context: Context, node: Node, members: Plan, found: dict[str, Any], path: Path) -> None:
    context.check_attributes(node, ("type",), path)
    found.update(_features(context, node, members.core, path))


def _features(context: Context, node: Node, core: dict[str, Member] | None, path: Path) -> dict[str, Any]:
    """The features of an ``fs``: those of the format (``core``), or, without it, the attributes that a user gave."""
    found: dict[str, Any] = {}
    context.check_no_text(node, path)
    for feature in node.nodes:
        if feature.name != "f":
            context.unexpected(feature, node, path, "f")
            continue
        context.check_attributes(feature, ("name",), path)
        name = feature.attributes.get("name", "")
        if name in found or (core is not None and name not in core):
            why = "stands twice" if name in found else "is no feature of it"
            listed = ", ".join(core) if core is not None else "each name once"
            context.complain(
                "SCH014", feature, f"the feature {name!r} {why} in {shown(node)}", path, expected=listed, found=name
            )
            continue
        way = (*path, name)
        context.put(way, feature)
        codec = core[name].codec if core is not None else "attributes"
        found[name] = feature_value(context, feature, codec, way)
    return found


def corresp(context: Context, node: Node, path: Path) -> str | None:
    """The id that ``@corresp`` names, or ``None`` with a finding."""
    if "corresp" not in node.attributes:
        bad_value(context, node, "", "there: @corresp is missing", path)
        return None
    value: str | None = attribute_value(context, node, "corresp", "pointer", path)
    return value
