"""What an interpretation of a TEI file gathers: findings with their places, faults, and where each member stands."""

from collections.abc import Collection
from typing import Any

from standfirst.finding import ERROR, Finding
from standfirst.formats.tei.parse import Node, Source, xpath

Path = tuple[str | int, ...]

NAMES = {
    "SCH011": "unexpected-element",
    "SCH012": "unexpected-attribute",
    "SCH013": "unexpected-text",
    "SCH014": "element-order",
    "SCH015": "markup-value",
    "SCH016": "unknown-block",
}


class Context:
    """One interpretation.

    ``findings`` are those of the phase *schema*; ``damaged`` the paths, in the document, of values that cannot be relied
    on; ``places`` the element, and its attribute, in which the value at a path stands; ``starts`` the offset, in code
    points, at which each block begins. Where ``records`` are given, by layer and number, only these are looked into.
    """

    def __init__(self, source: Source, records: Collection[tuple[str, int]] | None = None) -> None:
        self.source = source
        self.records = records
        self.findings: list[Finding] = []
        self.damaged: set[Path] = set()
        self.places: dict[Path, tuple[Node, str | None]] = {}
        self.starts: dict[str, int] = {}

    def put(self, path: Path, node: Node, attribute: str | None = None) -> None:
        """Remember where the value at ``path`` stands."""
        self.places[path] = node, attribute

    def complain(
        self,
        code: str,
        node: Node,
        message: str,
        path: Path,
        *,
        attribute: str | None = None,
        **members: Any,
    ) -> None:
        """Add a finding on an element or an attribute of it; what stands at ``path`` is damaged by it."""
        line, column = self.source.place(self.source.begin(node, attribute))
        self.damaged.add(path)
        self.findings.append(
            Finding(
                code=code,
                name=NAMES[code],
                level=ERROR,
                message=message,
                line=line,
                column=column,
                xpath=xpath(node, attribute),
                **members,
            )
        )

    def unexpected(self, node: Node, where: Node, path: Path, allowed: str) -> None:
        """The element is not known where it stands."""
        self.complain(
            "SCH011",
            node,
            f"the element {shown(node)} does not belong into {shown(where)}",
            path,
            expected=allowed or "no element",
            found=node.name,
            help="the table in docs/format.md says where everything stands; elements of other schemes of TEI are not read",
        )

    def check_attributes(self, node: Node, allowed: tuple[str, ...], path: Path) -> None:
        """Complain about every attribute of ``node`` that is not allowed."""
        strangers = [name for name in node.attributes if name not in allowed]
        listed = ", ".join(f"@{one}" for one in allowed) or "none"
        for number, name in enumerate(strangers[:MOST_ATTRIBUTES], 1):
            rest = len(strangers) - number if number == MOST_ATTRIBUTES else 0
            self.complain(
                "SCH012",
                node,
                f"the attribute @{name} does not belong to {shown(node)}{f', and {rest} more do not' if rest else ''}",
                path,
                attribute=name,
                expected=listed,
                found=name,
                help="the table in docs/format.md says where everything stands",
            )

    def check_no_text(self, node: Node, path: Path) -> None:
        """Complain about text beside the children of ``node`` that is more than white space."""
        for child in node.children:
            if isinstance(child, str) and child.strip(WHITE_SPACE):
                self.stray_text(node, child, path)
                return

    def stray_text(self, node: Node, text: str, path: Path) -> None:
        """The text stands where only elements may."""
        clipped = text.strip(WHITE_SPACE)[:40]
        self.complain(
            "SCH013",
            node,
            f"the text {clipped!r} stands in {shown(node)}, where there is none",
            path,
            found=clipped,
            help="text stands only in the elements that the table in docs/format.md gives for it",
        )

    def text_of(self, node: Node, path: Path) -> str:
        """The text of an element that holds nothing else."""
        if len(node.children) == 1 and isinstance(node.children[0], str):
            return node.children[0]
        for child in node.nodes:
            self.unexpected(child, node, path, "")
        return "".join(child for child in node.children if isinstance(child, str))


MOST_ATTRIBUTES = 10
"""How many attributes of one element are complained about one by one; the last complaint counts the rest."""

WHITE_SPACE = " \t\n\r"
"""White space in XML (production 3, S)."""


def shown(node: Node) -> str:
    """The start of an element, as messages name it."""
    kind = node.attributes.get("type")
    return f"<{node.name} type={kind[:40]!r}>" if kind is not None else f"<{node.name}>"
