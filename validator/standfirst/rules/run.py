"""Running rules over a document."""

from collections.abc import Iterable, Iterator, Sequence

from standfirst.finding import Finding
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, Rule

_PLACED = frozenset(("fragment", "span"))


def run(rules: Sequence[Rule], facts: Facts, *, screened: bool = True) -> Iterator[Finding]:
    """The findings of ``rules`` on one document, rule by rule.

    ``screened=False`` asks every check about every node, which is slow and must give the same findings.
    """
    document = facts.node("document", 0)
    for rule in rules:
        _, _, _, _, _, target, check, screen, sound_only = rule
        if check is None:
            continue
        if screen is not None and screened:
            suspects: Iterable[int] = screen(facts)
        elif target == "document":
            for problem in check(document, facts):
                yield _finding(rule, document, problem, facts)
            continue
        else:
            suspects = range(facts.count(target))
        for position in suspects:
            node = facts.node(target, position)
            if sound_only and target in _PLACED and _is_unsound(facts, rule, position, node):
                continue
            for problem in check(node, facts):
                yield _finding(rule, node, problem, facts)


def _is_unsound(facts: Facts, rule: Rule, position: int, node: Node) -> bool:
    unsound = facts.unsound
    if not unsound:
        return False
    if rule.target == "fragment":
        return position in unsound
    return any(node.first + index in unsound for index in range(len(node.value)))


def _finding(rule: Rule, node: Node, problem: Problem, facts: Facts) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        level=rule.level,
        message=problem.message,
        document=facts.document.id,
        pointer=node.pointer + problem.below,
        annotation=problem.annotation or (node.annotation.id if node.annotation is not None else None),
        range=problem.range,
        expected=problem.expected,
        found=problem.found,
        help=problem.help,
    )
