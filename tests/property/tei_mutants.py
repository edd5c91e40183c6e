"""Damaged and respelt TEI files: small changes to the elements of a canonical one, drawn from a seeded source.

Half of the changes are of the kind that a reader must see through, half of the kind that it must not swallow.
"""

import re
from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree
from standfirst.formats.tei import grammar, table

Element = Any
"""An element of lxml, which has no types."""
Change = Callable[[Random, Element], None]

TEI = f"{{{table.NAMESPACE}}}"
XML = f"{{{table.XML_NAMESPACE}}}"
NAMES = sorted(grammar.element_names())
ATTRIBUTES = ["type", "subtype", "cert", "resp", "corresp", "target", "n", "role", "name", "active", "passive", "value"]
ATTRIBUTES += ["org", "unit", "quantity", "level", "when", "ana", f"{XML}id", f"{XML}lang", f"{XML}space", f"{XML}base"]
VALUES = ["", " ", "x", "a b", "a\u00a0b", "#x", " #_text", "#_text", "0", "1", "1.0", "01", "1e0", "0.5", "true"]
VALUES += [
    "NAM",
    "draft",
    "full",
    "preserve",
    "default",
    "features",
    "args",
    "arg.mention",
    "arg.span",
    "head",
    "unnamed",
    "core",
    "list",
]


def mutant(data: bytes, random: Random) -> tuple[bytes, tuple[Change, ...]]:
    """``data`` with one or two changes, and which these are."""
    root = etree.fromstring(data, etree.XMLParser(collect_ids=False, resolve_entities=False))
    changes = tuple(random.choice(random.choice((DAMAGES, LIBERTIES))) for _ in range(random.choice((1, 1, 1, 2))))
    for change in changes:
        change(random, root)
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=random.random() < 0.5)
    return (_prefixed(written) if random.random() < 0.05 else written), changes


def has_one_of_each_id(data: bytes) -> bool:
    """Whether every id stands once. It is the rules, not the reader, that look for ids that stand twice."""
    root = etree.fromstring(data, etree.XMLParser(collect_ids=False))
    ids = root.xpath("//@xml:id")
    return len(set(ids)) == len(ids)


def _prefixed(data: bytes) -> bytes:
    """The same elements, in the namespace by a prefix."""
    text = data.decode("utf-8").replace(' xmlns="', ' xmlns:tei="', 1)
    return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1tei:", text).encode("utf-8")


def _any(random: Random, root: Element) -> Element:
    """An element: its name is drawn first, so that those which stand once are changed as often as the others."""
    names = sorted({one.tag for one in root.iter(f"{TEI}*")})
    return random.choice(list(root.iter(random.choice(names))))


def _inner(random: Random, root: Element) -> Element:
    """An element that is not the root."""
    found = _any(random, root)
    return found if found is not root else root[0]


def _container(random: Random, root: Element) -> Element:
    """An element that holds elements."""
    return random.choice([one for one in root.iter(f"{TEI}*") if len(one)])


def _attributed(random: Random, root: Element) -> Element:
    found = _any(random, root)
    while not found.attrib:
        found = _any(random, root)
    return found


def _cut(element: Element) -> None:
    """Take an element out, and leave the text behind it where it is."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def remove(random: Random, root: Element) -> None:
    _cut(_inner(random, root))


def rename(random: Random, root: Element) -> None:
    _inner(random, root).tag = TEI + random.choice(NAMES)


def foreign(random: Random, root: Element) -> None:
    _inner(random, root).tag = random.choice(("{urn:other}p", "p"))


def swap_siblings(random: Random, root: Element) -> None:
    parent = _container(random, root)
    first, second = random.choice(list(parent)), random.choice(list(parent))
    if first is not second:
        place = parent.index(second)
        _cut(first)
        parent.insert(place, first)


def move(random: Random, root: Element) -> None:
    moved, target = _inner(random, root), _container(random, root)
    if target is not moved and moved not in target.iterancestors():
        _cut(moved)
        target.insert(random.randint(0, len(target)), moved)


def duplicate(random: Random, root: Element) -> None:
    found = _inner(random, root)
    twin = etree.fromstring(etree.tostring(found, with_tail=False), etree.XMLParser(collect_ids=False))
    found.addnext(twin)


def duplicate_with_new_ids(random: Random, root: Element) -> None:
    found = _inner(random, root)
    twin = etree.fromstring(etree.tostring(found, with_tail=False), etree.XMLParser(collect_ids=False))
    for one in twin.iter(f"{TEI}*"):
        if f"{XML}id" in one.attrib:
            one.set(f"{XML}id", one.get(f"{XML}id", "") + "-twin")
    found.addnext(twin)


def empty(random: Random, root: Element) -> None:
    found = _inner(random, root)
    for child in list(found):
        found.remove(child)
    found.text = None


def unwrap(random: Random, root: Element) -> None:
    found = _inner(random, root)
    if len(found):
        for child in list(found):
            found.addprevious(child)
        _cut(found)


def wrap(random: Random, root: Element) -> None:
    found = _inner(random, root)
    kind = {"type": table.FEATURES} if random.random() < 0.5 else {}
    wrapper = etree.Element(TEI + random.choice(("note", "objectIdentifier", "fs", "ref", random.choice(NAMES))), kind)
    found.addprevious(wrapper)
    tail, found.tail = found.tail, None
    wrapper.append(found)
    wrapper.tail = tail


def remove_attribute(random: Random, root: Element) -> None:
    found = _attributed(random, root)
    del found.attrib[random.choice(list(found.attrib))]


def add_attribute(random: Random, root: Element) -> None:
    _any(random, root).set(random.choice(ATTRIBUTES), random.choice(VALUES))


def rename_attribute(random: Random, root: Element) -> None:
    found = _attributed(random, root)
    name = random.choice(list(found.attrib))
    found.set(random.choice(ATTRIBUTES), found.attrib.pop(name))


def change_value(random: Random, root: Element) -> None:
    found = _attributed(random, root)
    found.set(random.choice(list(found.attrib)), random.choice(VALUES))


def swap_values(random: Random, root: Element) -> None:
    first = _attributed(random, root)
    name = random.choice(list(first.attrib))
    second = random.choice([one for one in root.iter(f"{TEI}*") if name in one.attrib])
    value, other = first.get(name, ""), second.get(name, "")
    first.set(name, other)
    second.set(name, value)


def insert_text(random: Random, root: Element) -> None:
    found = _any(random, root)
    found.text = (found.text or "") + random.choice(("x", "\u00a0", "]]>", "true"))


def insert_tail(random: Random, root: Element) -> None:
    found = _inner(random, root)
    found.tail = (found.tail or "") + "x"


def replace_text(random: Random, root: Element) -> None:
    leaves = [one for one in root.iter(f"{TEI}*") if not len(one)]
    random.choice(leaves).text = random.choice(VALUES)


def insert_instruction(random: Random, root: Element) -> None:
    found = _any(random, root)
    found.insert(0, etree.ProcessingInstruction("x", "y"))


# Changes that mean nothing, or say the same in other words.


def insert_comment(random: Random, root: Element) -> None:
    found = _container(random, root)
    found.insert(random.randint(0, len(found)), etree.Comment("x"))


def insert_white_space(random: Random, root: Element) -> None:
    for _ in range(3):
        found = _container(random, root)
        target = random.choice(list(found))
        if target.tag != f"{TEI}hi":
            target.tail = (target.tail or "") + random.choice((" ", "\n", "\t\r\n  "))


def reorder_attributes(random: Random, root: Element) -> None:
    for found in root.iter(f"{TEI}*"):
        held = list(found.attrib.items())
        random.shuffle(held)
        found.attrib.clear()
        found.attrib.update(held)


def reorder_features(random: Random, root: Element) -> None:
    for found in list(root.iter(f"{TEI}fs")):
        held = list(found)
        random.shuffle(held)
        found[:] = held


def respell_numbers(random: Random, root: Element) -> None:
    for found in root.iter(f"{TEI}*"):
        for name in ("cert", "value", "quantity"):
            number = found.get(name, "")
            if number.replace(".", "", 1).isdigit():
                found.set(
                    name, random.choice((f"{number}e0", f"{number}0" if "." in number else f"{number}.0", number))
                )


def space_in_lists(random: Random, root: Element) -> None:
    for found in root.iter(f"{TEI}*"):
        for name in ("target", "corresp"):
            if " " in found.get(name, ""):
                found.set(name, random.choice((" ", "\n\t")).join(found.get(name, "").split()) + " ")


def drop_space_attributes(_random: Random, root: Element) -> None:
    for found in root.iter(f"{TEI}*"):
        found.attrib.pop(f"{XML}space", None)


DAMAGES: tuple[Change, ...] = (
    remove, rename, foreign, swap_siblings, move, duplicate, duplicate_with_new_ids, empty, unwrap, wrap, remove_attribute,
    add_attribute, rename_attribute, change_value, swap_values, insert_text, insert_tail, replace_text, insert_instruction,
)  # fmt: skip
LIBERTIES: tuple[Change, ...] = (
    insert_comment, insert_white_space, reorder_attributes, reorder_features, respell_numbers, space_in_lists,
    drop_space_attributes,
)  # fmt: skip
