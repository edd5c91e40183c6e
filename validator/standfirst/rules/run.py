"""Running rules over a document."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from standfirst.finding import Finding
from standfirst.rules.facts import Facts, Node
from standfirst.rules.needed import lack
from standfirst.rules.protocol import Problem, Rule, Skip


def sort_out(rules: Sequence[Rule], facts: Facts) -> tuple[list[Rule], list[Skip]]:
    """The rules that can be asked about a document, and those that cannot for want of something that they need."""
    # Rules that need the same share one object, which is asked for once and told by its identity.
    needs = [*map(_needs, rules)]
    names = [*map(id, needs)]
    distinct = dict(zip(names, needs, strict=True))
    lacking = {name: reason for name, one in distinct.items() if (reason := lack(one, facts)) is not None}
    if not lacking:
        return list(rules), []
    asked: list[Rule] = []
    skipped: list[Skip] = []
    for rule, reason in zip(rules, map(lacking.get, names), strict=True):
        if reason is None or rule.check is None:
            asked.append(rule)
        else:
            skipped.append(Skip(rule.code, reason))
    return asked, skipped


_needs = itemgetter(Rule._fields.index("needs"))


def run(rules: Sequence[Rule], facts: Facts, *, screened: bool = True) -> Iterator[Finding]:
    """The findings of those of ``rules`` on one document that can be asked about it, rule by rule."""
    return ask(sort_out(rules, facts)[0], facts, screened=screened)


def ask(rules: Sequence[Rule], facts: Facts, *, screened: bool = True) -> Iterator[Finding]:
    """The findings of ``rules`` on one document, rule by rule; it must have what they need (see ``sort_out``).

    ``screened=False`` asks every check about every node, which is slow and must give the same findings.
    """
    document = facts.node("document", 0)
    for rule in rules:
        _, _, _, _, _, target, check, screen, sound_only, _ = rule
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
            if sound_only and facts.unsound and _is_unsound(facts, rule, position, node):
                continue
            for problem in check(node, facts):
                yield _finding(rule, node, problem, facts)


def _is_unsound(facts: Facts, rule: Rule, position: int, node: Node) -> bool:
    unsound = facts.unsound
    if rule.target == "fragment":
        return position in unsound
    if rule.target == "span":
        return any(node.first + index in unsound for index in range(len(node.value)))
    # An annotation that a rule of meaning looks at; those of the phases before say themselves what they look at.
    return rule.phase == "semantics" and not facts.is_sound(node.annotation)


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
