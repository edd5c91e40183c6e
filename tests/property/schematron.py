"""The Schematron rules that a RELAX NG schema or an ODD carries, as one XSLT stylesheet: a mode for each pattern.

This is as much of ISO Schematron as the schema of TEI uses: namespaces, patterns, rules, variables, asserts and reports.
"""

from pathlib import Path
from typing import Any

from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
TEI = "http://www.tei-c.org/ns/1.0"
XSL = "http://www.w3.org/1999/XSL/Transform"


def stylesheet(schema: Path) -> str:
    """A stylesheet that writes a line for every message that the rules in ``schema`` have on a document."""
    tree = etree.parse(schema)
    namespaces = {one.get("prefix"): one.get("uri") for one in tree.iter(f"{SCH}ns")} or {"tei": TEI}
    root = etree.Element(f"{{{XSL}}}stylesheet", {"version": "3.0"}, nsmap={"xsl": XSL, **namespaces})
    _add(root, "output", method="text")
    start = _add(root, "template", match="/")
    # In a customisation the element around rules is a constraint.
    patterns = list(dict.fromkeys(rule.getparent() for rule in tree.iter(f"{SCH}rule")))
    assert patterns
    for number, pattern in enumerate(patterns):
        assert set(pattern.keys()) <= {"id"}, "an abstract pattern"
        mode = f"p{number}"
        _add(start, "apply-templates", select=".", mode=mode)
        _add(root, "mode", name=mode, **{"on-no-match": "shallow-skip"})
        rules = list(pattern.iter(f"{SCH}rule"))
        for position, rule in enumerate(rules):
            # Of the rules of a pattern the first that matches a node is the one that counts.
            _rule(root, rule, mode, len(rules) - position)
    written: str = etree.tostring(root, encoding="unicode")
    return written


def _rule(root: Any, rule: Any, mode: str, priority: int) -> None:
    template = _add(root, "template", match=rule.get("context"), mode=mode, priority=str(priority))
    for one in rule:
        if one.tag == f"{SCH}let":
            _add(template, "variable", name=one.get("name"), select=one.get("value"))
        elif one.tag in (f"{SCH}assert", f"{SCH}report"):
            test = one.get("test")
            check = _add(template, "if", test=f"not({test})" if one.tag == f"{SCH}assert" else test)
            words = " ".join("".join(one.itertext()).split())
            _add(check, "text").text = f"{rule.get('context')}: {words}\n"
    _add(template, "apply-templates", select="@*, node()", mode=mode)


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{XSL}}}{tag}", attributes)
