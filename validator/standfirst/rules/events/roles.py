"""The arguments of events against what the scheme says of types and roles."""

from collections import Counter
from collections.abc import Iterator

from standfirst.data import Scheme
from standfirst.data.schemes import EventType
from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.model import Mention
from standfirst.rules.events.places import Told, filler, name_of, played, problem, told
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.words import sentence_at

_TYPES = Needs(layers=("event_mentions",), scheme=("event_types",))
_MOST = 50
"""How many participants of one event are compared with each other."""
_ROLES = Needs(layers=("event_mentions",), scheme=("roles",))


def _uses(facts: Facts) -> set[tuple[str, str, str]]:
    """Every type of event with every role and kind of its arguments, once."""
    columns = facts.columns
    types = [mention.type for mention in facts.document.event_mentions or ()]
    return set(zip(map(types.__getitem__, columns.arg_owners), columns.arg_roles, columns.arg_kinds, strict=True))


def _demanding(facts: Facts) -> list[tuple[Told, EventType]]:
    """The event mentions with a list of arguments whose type demands something of it, and what."""
    types = facts.scheme.demanding if facts.scheme is not None else {}
    return [
        (Told(mention, position), types[mention.type])
        for position, mention in enumerate(facts.document.event_mentions or ())
        if mention.type in types and mention.args is not None and facts.is_sound(mention)
    ]


def _entity_types(facts: Facts) -> dict[str, str]:
    return {entity.id: entity.type for entity in reversed(facts.document.entities or ())}


def _twice(facts: Facts) -> list[int]:
    """The positions of the event mentions in which one entity is played by two arguments."""
    players = [(position, mention.entity) for position, _, mention in facts.of(played)]
    if len(set(players)) == len(players):
        return []
    return sorted({position for (position, _), times in Counter(players).items() if times > 1})


def _known(scheme: Scheme, role: str) -> bool:
    """Whether a role is one of the scheme's; where it is not, that is its own finding."""
    roles = scheme.tags.get("roles")
    return roles is None or role in roles


@rule("EVT001", "role-not-allowed", ERROR, "semantics", "document", needs=_TYPES)
def role_not_allowed(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every role of an event mention is one that the scheme gives to the type."""
    scheme = facts.scheme
    if scheme is None or facts.of(_uses) <= scheme.uses:
        return
    allowed = {type_: event.roles for type_, event in scheme.event_types.items() if event.roles is not None}
    wrong = {
        (type_, role)
        for type_, role, _ in facts.of(_uses)
        if role not in allowed.get(type_, (role,)) and _known(scheme, role)
    }
    if not wrong:
        return
    for one in facts.of(told):
        for index, arg in enumerate(one.mention.args or ()):
            if (one.mention.type, arg.role) not in wrong:
                continue
            roles = ", ".join(sorted(allowed[one.mention.type]))
            yield problem(
                one,
                facts,
                f"{name_of(facts, arg)} is the {arg.role} of {one.words}, and {one.mention.type} has no such role",
                arg=index,
                member="/role",
                expected=roles or "no role",
                found=arg.role,
                help=f"the roles of {one.mention.type} are {roles}" if roles else "remove the argument",
            )


@rule("EVT002", "role-kind", ERROR, "semantics", "document", needs=_ROLES)
def role_kind(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The kind of an argument is one that the scheme allows for its role."""
    scheme = facts.scheme
    if scheme is None or facts.of(_uses) <= scheme.uses:
        return
    kinds = {role: entry.kinds for role, entry in scheme.roles.items()}
    wrong = {(role, kind) for _, role, kind in facts.of(_uses) if role in kinds and kind not in kinds[role]}
    if not wrong:
        return
    for one in facts.of(told):
        for index, arg in enumerate(one.mention.args or ()):
            if (arg.role, arg.kind) in wrong:
                allowed = " or ".join(sorted(kinds[arg.role])) or "nothing"
                yield problem(
                    one,
                    facts,
                    f"the {arg.role} of {one.words} is a {arg.kind}, {name_of(facts, arg)}, and must be {allowed}",
                    arg=index,
                    member="/kind",
                    expected=allowed,
                    found=arg.kind,
                    help="refer to an annotation of that kind, or give it another role",
                )


@rule("EVT003", "role-entity-type", WARNING, "semantics", "document", needs=_ROLES)
def role_entity_type(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Who plays a role is of a type that the scheme allows for it, or is read as one."""
    scheme = facts.scheme
    if scheme is None:
        return
    typed = {role: entry.entity_types for role, entry in scheme.roles.items() if entry.entity_types is not None}
    known = scheme.tags.get("entities")
    types = facts.of(_entity_types)
    wrong = {
        (role, mention.id): type_
        for _, role, mention in facts.of(played)
        if role in typed
        and (type_ := mention.reading or types.get(mention.entity)) is not None
        and type_ not in typed[role]
        and (known is None or type_ in known)
    }
    if not wrong:
        return
    for one in facts.of(told):
        for index, arg in enumerate(one.mention.args or ()):
            found = wrong.get((arg.role, arg.ref or "")) if arg.kind == "mention" else None
            if found is not None:
                allowed = " or ".join(sorted(typed[arg.role]))
                yield problem(
                    one,
                    facts,
                    f"the {arg.role} of {one.words} is {name_of(facts, arg)}, of the type {found}, not {allowed}",
                    arg=index,
                    member="/ref",
                    expected=allowed,
                    found=found,
                    help=f"give it another role, or, if it stands for {allowed}, a reading",
                )


@rule("EVT004", "required-role-missing", WARNING, "semantics", "document", needs=_TYPES)
def required_role_missing(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event mention whose arguments are annotated has the roles that the scheme demands of its type."""
    for one, event in facts.of(_demanding):
        required, groups = event.required, event.one_of
        roles = {arg.role for arg in one.mention.args or ()}
        if required <= roles and all(map(roles.intersection, groups)):
            continue
        groups = tuple(group for group in groups if roles & group or _is_named(one, group, facts))
        if required <= roles and all(map(roles.intersection, groups)):
            continue
        missing = [*sorted(required - roles), *(" or ".join(sorted(group)) for group in groups if not roles & group)]
        yield problem(
            one,
            facts,
            f"{one.words} is a {one.mention.type}, and has no {' and no '.join(missing)}",
            member="/args",
            expected=", ".join(missing),
            found=", ".join(sorted(roles)) or "no argument",
            help="add the argument, or choose a type that does not need it",
        )


def _is_named(one: Told, roles: frozenset[str], facts: Facts) -> bool:
    """Whether the sentence of an event names something, outside of its arguments, that could play one of some roles.

    A text need not say where somebody went; that it does, and the event does not, is worth saying.
    """
    scheme = facts.scheme
    allowed = [scheme.roles[role].entity_types for role in roles if role in scheme.roles] if scheme is not None else []
    types = frozenset[str]().union(*(entry for entry in allowed if entry is not None))
    if not types:
        return True
    taken = {arg.ref for arg in one.mention.args or ()}
    sentence = sentence_at(facts, one.trigger[0][0])
    return any(
        mention.id not in taken and (mention.reading or facts.of(_entity_types).get(mention.entity)) in types
        for mention in facts.of(_by_sentence).get(sentence, ())
    )


def _by_sentence(facts: Facts) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in facts.document.mentions or ():
        if facts.is_sound(mention):
            found.setdefault(sentence_at(facts, mention.span[0].start), []).append(mention)
    return found


@rule("EVT005", "recommended-role-missing", NOTE, "semantics", "document", needs=_TYPES)
def recommended_role_missing(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event mention with arguments, none of whom is named, has the roles that the scheme recommends for its type."""
    for one, event in facts.of(_demanding):
        wanted, args = event.recommended, one.mention.args
        if not wanted or not args or any(arg.kind == "mention" for arg in args):
            continue  # who takes part may be named in another role, or as a number
        missing = wanted - {arg.role for arg in args}
        if missing:
            names = " and no ".join(sorted(missing))
            yield problem(
                one,
                facts,
                f"{one.words} is a {one.mention.type}, and has no {names}",
                member="/args",
                expected=", ".join(sorted(missing)),
                help="add it, if the text names it",
            )


@rule("EVT006", "too-many-fillers", WARNING, "semantics", "document", needs=_TYPES)
def too_many_fillers(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No role of an event mention is played more often than the scheme says."""
    for one, event in facts.of(_demanding):
        limits, args = event.at_most, one.mention.args
        if not limits or not args or len(args) < 2:
            continue
        roles = [arg.role for arg in args]
        for role, most in sorted(limits.items()):
            if roles.count(role) > most:
                names = ", ".join(sorted(name_of(facts, arg) for arg in args if arg.role == role))
                yield problem(
                    one,
                    facts,
                    f"{one.words} has {roles.count(role)} arguments with the role {role}, {names}; "
                    f"a {one.mention.type} has {most} at most",
                    member="/args",
                    expected=str(most),
                    found=str(roles.count(role)),
                    help="are these two events? Then each has its own trigger",
                )


@rule(
    "EVT019",
    "agent-equals-patient",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions",), scheme=("roles",), words=("pronouns",)),
)
def agent_equals_patient(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Roles that the scheme keeps apart are played by different entities, unless a pronoun says otherwise."""
    scheme = facts.scheme
    if scheme is None:
        return
    apart = {role: entry.apart_from for role, entry in scheme.roles.items() if entry.apart_from}
    for position in _twice(facts):
        one = Told((facts.document.event_mentions or ())[position], position)
        fillers = [
            (index, arg, filler(facts, arg))
            for index, arg in enumerate(one.mention.args or ())
            if arg.kind == "mention"
        ]
        for _, first, by in fillers[:_MOST]:
            for index, second, on in fillers[:_MOST]:
                if by is None or on is None or by.entity != on.entity or second.role not in apart.get(first.role, ()):
                    continue
                entity = find(facts, "entities", by.entity)
                if entity is None or entity.group or entity.generic or _is_reflexive(facts, on):
                    continue
                yield problem(
                    one,
                    facts,
                    f"the {first.role} of {one.words}, {name_of(facts, first)}, and the {second.role}, "
                    f"{name_of(facts, second)}, are one entity, {by.entity!r}",
                    arg=index,
                    found=by.entity,
                    help="does a pronoun refer to somebody else?",
                )


def _is_reflexive(facts: Facts, mention: Mention) -> bool:
    """Whether a mention is a pronoun that says that it is the same, or that it is done by each to the other."""
    words = facts.words
    return words is None or any(
        reading.kind in ("reflexive", "reciprocal")
        for fragment in mention.span
        for reading in words.readings(fragment.text)
    )


RULES = (
    role_not_allowed,
    role_kind,
    role_entity_type,
    required_role_missing,
    recommended_role_missing,
    too_many_fillers,
    agent_equals_patient,
)
