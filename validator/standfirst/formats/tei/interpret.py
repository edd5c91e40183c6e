"""A whole document out of the elements of a TEI file: the tree that the same document has in JSON."""

from collections.abc import Callable
from typing import Any

from standfirst.formats.json.decode import decode
from standfirst.formats.pointer import pointer_tokens
from standfirst.formats.tei import table
from standfirst.formats.tei.blocks import starts_of
from standfirst.formats.tei.context import Context, Path, shown
from standfirst.formats.tei.header_reader import read_header
from standfirst.formats.tei.parse import Node
from standfirst.formats.tei.record_reader import corresp, read_apart, read_attributes, read_record
from standfirst.formats.tei.table import Record
from standfirst.formats.tei.values import attribute_value, bad_value, stretches
from standfirst.model import LAYERS

Tree = dict[str, Any]

_FIXED = {"TEI": ("xml:space",), "text": ("xml:id", "xml:lang"), "body": (), "standOff": (), "teiHeader": ()}
GROUPS: dict[tuple[str, str | None], Record] = {
    (record.group, record.group_type): record
    for record in (*table.RECORDS.values(), *table.ENTITIES.values())
    if record.layer in table.LAYER_ORDER
}
"""The records of each layer, by the element that holds them and its type."""


def interpret(context: Context, root: Node) -> Tree:
    """The document in ``root`` as plain values, with findings in ``context`` for everything that has no place in it."""
    tree: Tree = {}
    parts = _parts(context, root, ("teiHeader", "text", "standOff"), needed=2)
    context.check_attributes(root, _FIXED["TEI"], ())
    _check_space(context, root)
    layers: list[str] = []
    if "teiHeader" in parts:
        layers = read_header(context, parts["teiHeader"], tree)
    if "text" in parts:
        read_text(context, parts["text"], tree)
    if "standOff" in parts:
        context.check_attributes(parts["standOff"], (), ())
        context.check_no_text(parts["standOff"], ())
        read_stand_off(context, parts["standOff"], tree)
    empty_layers(tree, layers)
    return tree


def empty_layers(tree: Tree, layers: list[str]) -> None:
    """Add the lists that the header names and that hold nothing."""
    for layer in layers:
        tree.setdefault(layer, [])


def _parts(context: Context, node: Node, names: tuple[str, ...], *, needed: int) -> dict[str, Node]:
    """The children of ``node``, which are ``names`` in this order; the first ``needed`` must be there."""
    context.check_no_text(node, ())
    parts: dict[str, Node] = {}
    for child in node.nodes:
        if child.name not in names:
            context.unexpected(child, node, (), ", ".join(names))
        elif child.name in parts or any(names.index(child.name) < names.index(one) for one in parts):
            context.complain("SCH014", child, f"{shown(child)} does not stand here, or twice, in {shown(node)}", ())
        else:
            parts[child.name] = child
    for name in names[:needed]:
        if name not in parts:
            context.complain("SCH014", node, f"{shown(node)} holds no <{name}>", (), expected=f"<{name}>")
    return parts


def _check_space(context: Context, node: Node) -> None:
    if node.attributes.get("xml:space", "preserve") != "preserve":
        bad_value(context, node, node.attributes["xml:space"], "'preserve'", (), attribute="xml:space")


# The text and its zones.


def read_text(context: Context, node: Node, tree: Tree) -> None:
    """The text, its language, and the zones."""
    context.check_attributes(node, _FIXED["text"], ("text",))
    if node.attributes.get("xml:id", table.TEXT_ID) != table.TEXT_ID:
        bad_value(context, node, node.attributes["xml:id"], repr(table.TEXT_ID), ("text",), attribute="xml:id")
    if "xml:lang" in node.attributes:
        tree["language"] = node.attributes["xml:lang"]
        context.put(("language",), node, "xml:lang")
    context.put(("text",), node)
    body = _parts(context, node, ("body",), needed=1).get("body")
    if body is None:
        return
    context.check_attributes(body, (), ("text",))
    context.check_no_text(body, ("text",))
    texts: list[tuple[str, str]] = []
    names: set[str] = set()
    zones: list[Tree] = []
    position = 0
    for child in body.nodes:
        if child.name != "ab":
            context.unexpected(child, body, ("text",), "ab")
            continue
        text = context.text_of(child, ("text",))
        name = child.attributes.get("xml:id", "")
        zone = _block(context, child, name, name in names, len(zones))
        if zone is not None:
            zones.append({**zone, "start": position, "end": position + len(text)})
        position += len(text)
        names.add(name)
        texts.append((name, text))
    if not texts:
        context.complain("SCH014", body, "<body> holds no <ab>", ("text",), expected="<ab>")
    tree["text"] = "".join(text for _, text in texts)
    if zones:
        tree["zones"] = zones
    context.starts = starts_of(texts)


def _block(context: Context, node: Node, name: str, taken: bool, number: int) -> Tree | None:
    """The zone that a block is, without its offsets; ``None`` for a gap."""
    _check_space(context, node)
    if name.startswith("_"):
        context.check_attributes(node, ("xml:id", "type", "xml:space"), ("text",))
        if node.attributes.get("type") != table.GAP:
            bad_value(context, node, node.attributes.get("type", ""), repr(table.GAP), ("text",), attribute="type")
        if not name.startswith("_g") or not name[2:].isdigit() or not name.isascii() or taken:
            expected = "'_g' and a number that no other gap has, or the id of a zone"
            bad_value(context, node, name, expected, ("text",), attribute="xml:id")
        return None
    path = ("zones", number)
    context.put((*path, "start"), node)
    return read_attributes(context, node, table.ZONES, path, "xml:space")


# The annotations.


def read_stand_off(context: Context, node: Node, tree: Tree) -> None:
    """The layers, and what stands apart from its record, in ``standOff`` elements: the tree's zones must be there."""
    rank = -2
    if not any(True for _ in node.nodes):
        context.complain("SCH014", node, f"{shown(node)} is empty", (), help="leave it out if nothing is annotated")
    for child in node.nodes:
        kind = child.attributes.get("type")
        context.check_no_text(child, ()) if child.name != "xenoData" else None
        record = GROUPS.get((child.name, kind))
        special = _SPECIAL.get((child.name, kind))
        if record is None and special is None:
            context.unexpected(child, node, (), "spanGrp, listPerson, listOrg, listPlace, listObject, listEvent, …")
            continue
        here = _rank(child.name, kind, record)
        if here < rank or (here == rank and record not in table.ENTITIES.values()):
            order = ", ".join(("coverage", *table.LAYER_ORDER, "features", "unknown members"))
            context.complain(
                "SCH014",
                child,
                f"{shown(child)} stands twice or too late in <standOff>",
                (),
                help=f"the order is {order}",
            )
            continue
        rank = here
        if record is not None:
            _group(context, child, record, tree)
        elif special is not None:
            special(context, child, tree)


def _rank(name: str, kind: str | None, record: Record | None) -> int:
    if record is not None:
        return table.LAYER_ORDER.index(record.layer)
    if name == "xenoData":
        return len(table.LAYER_ORDER) + 1
    return len(table.LAYER_ORDER) if kind == table.FEATURES else -1


def _group(context: Context, node: Node, record: Record, tree: Tree) -> None:
    """The records of one element."""
    context.check_attributes(node, ("type",) if record.group_type else (), (record.layer,))
    records = tree.setdefault(record.layer, [])
    context.put((record.layer,), node)
    for child in node.nodes:
        path = (record.layer, len(records))
        if child.name != record.element:
            context.unexpected(child, node, (record.layer,), record.element)
        elif context.records is not None and path not in context.records:
            records.append({"id": child.attributes.get("xml:id", "")})
        else:
            records.append(read_record(context, child, record, path))
    if not any(True for _ in node.nodes) and node.name != "spanGrp":
        context.complain("SCH014", node, f"{shown(node)} is empty", (record.layer,), expected=f"<{record.element}>")


def _coverage(context: Context, node: Node, tree: Tree) -> None:
    """The coverage that each layer declares."""
    context.check_attributes(node, ("type",), ("coverage",))
    context.put(("coverage",), node)
    coverage: Tree = tree.setdefault("coverage", {})
    for child in node.nodes:
        layer = child.attributes.get("type", "")
        if child.name != "span":
            context.unexpected(child, node, ("coverage",), "span")
        elif layer in coverage or layer not in LAYERS:
            bad_value(context, child, layer, "a layer, each once", ("coverage",), attribute="type")
        else:
            coverage[layer] = _layer_coverage(context, child, ("coverage", layer))


def _layer_coverage(context: Context, node: Node, path: Path) -> Tree:
    context.check_attributes(node, ("type", "subtype"), path)
    context.check_no_text(node, path)
    context.put(path, node)
    declared: Tree = {}
    if "subtype" in node.attributes:
        declared["extent"] = node.attributes["subtype"]
        context.put((*path, "extent"), node, "subtype")
    order = ("zones", "ranges", "policy")
    for child in node.nodes:
        kind = "policy" if child.name == "note" else child.attributes.get("type", "")
        if child.name not in ("span", "note") or kind not in order:
            context.unexpected(child, node, path, "span type='zones', span type='ranges', note")
        elif kind in declared or any(order.index(kind) < order.index(one) for one in declared if one in order):
            context.complain("SCH014", child, f"{shown(child)} stands twice or too late in {shown(node)}", path)
        else:
            context.put((*path, kind), child)
            declared[kind] = _covered(context, child, kind, (*path, kind))
    return declared


def _covered(context: Context, node: Node, kind: str, path: Path) -> Any:
    if kind == "policy":
        context.check_attributes(node, (), path)
        return context.text_of(node, path)
    attribute = "corresp" if kind == "zones" else "target"
    context.check_attributes(node, ("type", attribute), path)
    context.text_of(node, path)
    context.check_no_text(node, path)
    if attribute not in node.attributes:
        return []
    if kind == "zones":
        return attribute_value(context, node, attribute, "pointers", path)
    return [{"start": start, "end": end} for start, end in stretches(context, node, path)]


def _features(context: Context, node: Node, tree: Tree) -> None:
    """What stands apart from its record."""
    context.check_attributes(node, ("type",), ())
    owners = _owners(tree)
    seen: set[str] = set()
    for child in node.nodes:
        if child.name != "span":
            context.unexpected(child, node, (), "span")
            continue
        target = corresp(context, child, ())
        if target is None:
            continue
        if target not in owners or target in seen:
            why = (
                "a record whose members stand apart" if target not in seen else "a record that no span before it names"
            )
            bad_value(context, child, f"#{target}", why, (), attribute="corresp")
            continue
        seen.add(target)
        record, path, owner = owners[target]
        if path and context.records is not None and path not in context.records:
            continue
        owner.update(read_apart(context, child, record, path))


def _owners(tree: Tree) -> dict[str, tuple[Record, Path, Tree]]:
    """Everything that may have members apart, by its id. Of records with one id the first counts."""
    owners: dict[str, tuple[Record, Path, Tree]] = {table.TEXT_ID: (table.DOCUMENT, (), tree)}
    for layer in ("agents", *LAYERS):
        record = table.RECORDS.get(layer)
        if record is not None and record.apart:
            for number, one in enumerate(tree.get(layer, ())):
                owners.setdefault(one.get("id", ""), (record, (layer, number), one))
    return owners


def _unknown(context: Context, node: Node, tree: Tree) -> None:
    """The members of later versions: each is put back to where it was."""
    context.check_attributes(node, ("type",), ())
    decoded = decode(context.text_of(node, ()).encode("utf-8"))
    rows = decoded.tree
    if not isinstance(rows, list) or decoded.findings:
        why = decoded.findings[0].message if decoded.findings else "it is no list"
        bad_value(context, node, context.text_of(node, ()), f"a JSON list of [id, path, value]: {why}", ())
        return
    owners: dict[str, Tree] = {"": tree}
    for layer in ("agents", *LAYERS):
        for one in tree.get(layer, ()):
            owners.setdefault(one.get("id", ""), one)
    for row in rows:
        if not _graft(owners, row):
            bad_value(context, node, repr(row), "[id, path, value] with the path to an object that is there", ())


def _graft(owners: dict[str, Tree], row: Any) -> bool:
    """Put one member back; whether that can be done."""
    if not (isinstance(row, list) and len(row) == 3 and isinstance(row[0], str) and isinstance(row[1], str)):
        return False
    owner: Any = owners.get(row[0])
    *way, name = pointer_tokens(row[1]) or [""]
    try:
        for token in way:
            owner = owner[int(token)] if isinstance(owner, list) else owner[token]
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    if not isinstance(owner, dict) or name in owner or not row[1].startswith("/"):
        return False
    owner[name] = row[2]
    return True


_SPECIAL: dict[tuple[str, str | None], Callable[[Context, Node, Tree], None]] = {
    ("spanGrp", table.COVERAGE): _coverage,
    ("spanGrp", table.FEATURES): _features,
    ("xenoData", table.UNKNOWN): _unknown,
}
