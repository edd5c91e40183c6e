"""The rules of events: what must be found, and what looks like it and must not be, mostly from the family's good document."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
import standfirst
from msgspec import structs
from standfirst.data import Scheme, read_scheme
from standfirst.model import (
    Arg,
    Document,
    Entity,
    Event,
    EventMention,
    Mention,
    Relation,
)
from standfirst.model.columns import Columns
from standfirst.rules import RULES as ALL
from standfirst.rules.events import RULES
from standfirst.rules.facts import Facts
from standfirst.rules.run import run


def _base(name: str) -> Document:
    text = (files("standfirst.rules.events") / "examples.toml").read_text("utf-8")
    return standfirst.loads(tomllib.loads(text)[name].lstrip().encode())


DEPOT = _base("depot")


def found(document: Document, scheme: Scheme | None = None) -> set[str]:
    return {finding.code for finding in run(RULES, Facts(Columns(document), scheme=scheme))}


def changed(name: str, **members: Any) -> Document:
    """The good document with one annotation changed, whatever that breaks."""
    layer = next(layer for layer in ("event_mentions", "quotes", "mentions", "entities", "times", "events")
                 if any(each.id == name for each in DEPOT.layer(layer)))  # fmt: skip
    annotations = tuple(structs.replace(each, **members) if each.id == name else each for each in DEPOT.layer(layer))
    return structs.replace(DEPOT, **{layer: annotations})


def args_of(name: str) -> tuple[Arg, ...]:
    return next(mention.args or () for mention in DEPOT.event_mentions or () if mention.id == name)


def arg(role: str, kind: Any, ref: str) -> Arg:
    return Arg(role=role, kind=kind, ref=ref)


def span(words: str, which: int = 1) -> Any:
    start = -1
    for _ in range(which):
        start = DEPOT.text.index(words, start + 1)
    return DEPOT.span((start, start + len(words)))


def test_the_good_document_is_good() -> None:
    assert found(DEPOT) == set()
    assert standfirst.validate(DEPOT).findings == ()


# Roles.


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("destination", {"EVT001"}),
        ("content", {"EVT001", "EVT002"}),
        ("theme", set()),
        ("Patient", set()),
        ("place", set()),
    ],
)
def test_roles_of_a_type(role: str, codes: set[str]) -> None:
    assert found(changed("x4", args=(arg("agent", "mention", "m2"), arg(role, "mention", "m3")))) == codes


def test_a_type_without_roles_takes_all_and_an_unknown_type_is_left_alone() -> None:
    scheme = read_scheme({"id": "news-1.0", "events": [{"tag": "conflict.attack", "description": "An attack."}]})
    document = changed("x4", args=(arg("destination", "mention", "m3"),))
    assert "EVT001" not in found(document, scheme)
    empty = read_scheme({"id": "news-1.0", "events": [{"tag": "conflict.attack", "description": "A.", "roles": {}}]})
    assert "EVT001" in found(document, empty)
    assert "EVT001" not in found(changed("x4", type="conflict.war", args=(arg("destination", "mention", "m3"),)))


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (arg("time", "mention", "m3"), True),
        (arg("agent", "event", "x7"), True),
        (Arg(role="agent", kind="span", span=span("protesters")), True),
        (arg("amount", "time", "t1"), True),
        (arg("time", "event", "x7"), False),
        (Arg(role="patient", kind="span", span=span("the depot")), False),
        (arg("cause", "quote", "q2"), False),
    ],
)
def test_kinds_of_a_role(made: Arg, wrong: bool) -> None:
    assert ("EVT002" in found(changed("x4", args=(made,)))) is wrong


def test_types_of_who_plays_a_role() -> None:
    assert "EVT003" in found(changed("x4", args=(arg("agent", "mention", "m3"),)))
    assert "EVT003" in found(changed("x4", args=(arg("place", "mention", "m2"),)))
    assert "EVT003" not in found(changed("x4", args=(arg("patient", "mention", "m3"),)))
    assert "EVT003" not in found(changed("x4", args=(arg("agent", "mention", "gone"),)))
    reading = changed("m3", reading="ORG")
    mentions = tuple(
        structs.replace(each, args=(arg("agent", "mention", "m3"),)) if each.id == "x4" else each
        for each in reading.event_mentions or ()
    )
    assert "EVT003" not in found(structs.replace(reading, event_mentions=mentions))
    assert "EVT003" not in found(changed("e2", type="Person"))  # REF005 says that there is no such type


def test_what_a_type_needs() -> None:
    said = args_of("x3")
    assert found(changed("x3", args=said[:2])) == {"EVT004"}
    assert found(changed("x3", args=())) == {"EVT004"}
    assert found(changed("x3", args=None)) == set()
    travel = changed("x12", type="movement.travel", args=(arg("agent", "mention", "m9"),))
    assert "EVT004" in found(travel)
    for role in ("origin", "destination", "place"):
        there = changed("x12", type="movement.travel", args=(arg(role, "mention", "m10"),))
        assert "EVT004" not in found(there)


def test_what_a_type_should_have() -> None:
    assert found(changed("x8", args=(arg("time", "time", "t4"),))) == {"EVT005"}
    assert found(changed("x8", args=())) == set()  # a noun may name nobody
    assert found(changed("x8", args=None)) == set()


def test_how_often_a_role_is_played() -> None:
    twice = (*args_of("x3"), arg("content", "event", "x4"))
    assert found(changed("x3", args=twice)) == {"EVT006"}
    places = (arg("place", "mention", "m10"), arg("place", "mention", "m3"))
    assert "EVT006" not in found(changed("x12", args=places))


def test_who_does_it_to_whom() -> None:
    itself = (arg("agent", "mention", "m4"), arg("patient", "mention", "m6"))
    assert found(changed("x7", args=itself)) == {"EVT019"}
    assert found(changed("x7", args=(arg("agent", "mention", "m4"), arg("recipient", "mention", "m6")))) == set()
    document = changed("x7", args=itself)
    group = tuple(structs.replace(each, group=True) for each in document.entities or ())
    assert found(structs.replace(document, entities=group)) == set()  # a group may act on its members
    assert found(structs.replace(document, language="ja")) == set()  # nothing is known of its pronouns


def test_whoever_does_it_to_themselves() -> None:
    text = "She praised herself."
    document = Document.create(text, id="d", language="en", license="CC0-1.0", scheme="news-1.0").add(
        Entity(id="e1", type="PER"), Event(id="v1", type="communication.accuse")
    )
    document = document.add(
        Mention(id="m1", entity="e1", span=document.span((0, 3))),
        Mention(id="m2", entity="e1", span=document.span((12, 19))),
    )
    args = (arg("agent", "mention", "m1"), arg("patient", "mention", "m2"))
    event = EventMention(id="x1", event="v1", trigger=document.span((4, 11)), type="communication.accuse", args=args)
    assert found(document.add(event)) == set()


# Reports.


@pytest.mark.parametrize("class_", ["OCCURRENCE", "STATE", "PERCEPTION"])
def test_the_class_of_what_reports(class_: Any) -> None:
    assert found(changed("x3", class_=class_)) == {"EVT007"}
    assert found(changed("x3", class_=None)) == set()


def test_reporting_that_reports_nothing() -> None:
    assert "EVT007" in found(changed("x7", class_="REPORTING"))
    uncovered = structs.replace(changed("x7", class_="REPORTING"), coverage=None)
    assert "EVT007" not in found(uncovered)
    assert "EVT007" not in found(structs.replace(changed("x7", class_="REPORTING"), quotes=None))


def test_cues_without_an_event() -> None:
    silent = changed("x6", reports=None)
    assert "EVT008" in found(silent)
    assert "EVT008" not in found(structs.replace(silent, coverage=None))
    assert "EVT008" not in found(structs.replace(silent, language="ja"))
    quotes = tuple(
        structs.replace(quote, cue=span("was cruel")) if quote.id == "q2" else quote for quote in silent.quotes or ()
    )
    assert "EVT008" not in found(structs.replace(silent, quotes=quotes))  # no verb that reports


def test_the_trigger_and_the_cue() -> None:
    assert "EVT009" in found(changed("x6", trigger=span("Lind", 2)))
    assert "EVT009" not in found(changed("q2", cue=span("Lind wrote")))
    assert "EVT009" not in found(changed("x6", trigger=span("Lind wrote")))
    assert "EVT009" not in found(changed("q2", cue=None))


def test_the_agent_and_the_speaker() -> None:
    other = args_of("x6")[1:]
    assert found(changed("x6", args=(arg("agent", "mention", "m5"), *other))) == {"EVT010"}
    assert found(changed("x6", args=other)) == set()
    assert found(changed("q2", speaker=("e1", "e4"))) == set()
    assert found(changed("q2", speaker=("e4",))) == {"EVT010"}
    assert found(changed("q2", speaker=("e4",), via="e1")) == set()
    speaks_for = structs.replace(
        changed("q2", speaker=("e5",)), relations=(Relation(id="r1", type="member_of", from_="e1", to="e5"),)
    )
    assert found(speaks_for) == set()
    assert found(changed("q2", speaker=())) == set()


def test_attributed_to_another_quote() -> None:
    assert found(changed("x7", attributed_to="q1")) == {"EVT011"}
    assert found(changed("x4", attributed_to="q2")) == {"EVT011"}
    assert found(changed("x4", attributed_to="gone")) <= {"EVT012"}


def test_attributed_to_no_quote() -> None:
    assert found(changed("x4", attributed_to=None)) == {"EVT012"}
    nowhere = tuple(structs.replace(each, attributed_to=None) for each in DEPOT.event_mentions or ())
    assert found(structs.replace(DEPOT, event_mentions=nowhere)) == set()


def nested(attributed_to: str | None, parent: str | None = "q1") -> set[str]:
    quote = next(quote for quote in DEPOT.quotes or () if quote.id == "q1")
    inner = structs.replace(
        quote, id="q3", parent=parent, content=span("attacked the depot"), cue=span("that"), source=None
    )
    document = changed("x4", attributed_to=attributed_to)
    return found(structs.replace(document, quotes=(*(document.quotes or ()), inner)))


def test_attributed_to_the_innermost_quote() -> None:
    assert nested("q3") == set()
    assert nested("q1") == {"EVT012"}
    assert nested(None) == {"EVT012"}
    assert nested("q2") == {"EVT011"}


def test_the_quote_is_the_content() -> None:
    agent = args_of("x6")[:1]
    assert found(changed("x6", args=(*agent, arg("content", "quote", "q1")))) == {"EVT023"}
    assert found(changed("x6", args=(*agent, arg("theme", "quote", "q2")), type="communication.request")) == {"EVT013"}
    assert "EVT023" not in found(changed("x6", args=agent))  # EVT004 says so
    request = changed("x6", args=agent, type="communication.request")
    assert found(request) == {"EVT013", "EVT023"}
    without = tuple(
        structs.replace(each, args=tuple(one for one in each.args or () if one.kind != "quote"))
        for each in request.event_mentions or ()
    )
    assert "EVT023" not in found(structs.replace(request, event_mentions=without))  # the document never does it


# Identity.


def test_one_event_has_one_type() -> None:
    assert "EVT013" in found(changed("x12", type="contact.meet"))
    assert "EVT013" in found(changed("v9", type="contact.meet"))
    assert "EVT013" not in found(changed("x12", event="gone"))


@pytest.mark.parametrize(
    ("members", "wrong"),
    [
        ({"realis": "hypothetical"}, True),
        ({"polarity": "negative"}, True),
        ({"realis": None, "polarity": None}, False),
    ],
)
def test_one_event_has_one_realis(members: dict[str, Any], wrong: bool) -> None:
    assert ("EVT014" in found(changed("x5", **members))) is wrong


def test_the_order_of_the_layer_does_not_matter() -> None:
    document = changed("x5", realis="future")
    mentions = (document.event_mentions or ())[::-1]
    first, second = (
        [str((each.code, each.annotation, each.message)) for each in run(RULES, Facts(Columns(one)))]
        for one in (document, structs.replace(document, event_mentions=mentions))
    )
    assert sorted(first) == sorted(second) != []


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("XXXX-WXX-5", True),
        ("XXXX-WXX-7", False),
        ("2019-07-12", True),
        ("2019-07-14", False),
        ("2019-07", False),
        ("P2D", False),
    ],
)
def test_one_event_has_one_time(value: str, wrong: bool) -> None:
    assert ("EVT015" in found(changed("t3", value=value))) is wrong


def test_what_begins_lasts_or_is_vague_has_several_times() -> None:
    document = changed("t3", value="XXXX-WXX-5")
    assert "EVT015" in found(document)
    begun = tuple(
        structs.replace(each, phase="begin") if each.id == "x5" else each for each in document.event_mentions or ()
    )
    assert "EVT015" not in found(structs.replace(document, event_mentions=begun))
    assert "EVT015" not in found(changed("t3", value="XXXX-WXX-5", mod="APPROX"))
    assert "EVT015" not in found(changed("t3", value=None))


def test_its_own_participant() -> None:
    assert found(changed("x2", args=(arg("theme", "event", "x10"),))) == {"EVT016"}
    assert "EVT016" not in found(changed("x2", args=(arg("theme", "event", "x2"),)))  # REF004
    assert "EVT016" not in found(changed("x2", args=(arg("theme", "event", "gone"),)))


def test_the_same_argument_twice() -> None:
    once = args_of("x9")
    assert found(changed("x9", args=(*once, once[1]))) == {"EVT017"}
    assert found(changed("x9", args=(*once, arg("theme", "mention", "m8")))) == set()
    written = Arg(role="theme", kind="span", span=span("the strike"))
    assert found(changed("x9", args=(*once, written, written))) == {"EVT017"}
    other = Arg(role="theme", kind="span", span=span("strike"))
    assert found(changed("x9", args=(*once, written, other))) == set()


# Context.


def test_a_mention_far_off() -> None:
    rest = args_of("x12")[1:]
    assert found(changed("x12", args=(arg("agent", "mention", "m1"), *rest))) == {"EVT018"}
    assert found(changed("x12", args=(arg("agent", "mention", "m6"), *rest))) == set()  # two paragraphs before
    assert found(changed("x12", args=(arg("agent", "mention", "m2"), *rest))) == set()  # nowhere else
    assert found(structs.replace(changed("x12", args=(arg("agent", "mention", "m1"), *rest)), zones=None)) == set()


def test_a_trigger_in_a_name() -> None:
    inside = changed("x9", trigger=span("Strike"))
    assert found(inside) == {"EVT020"}
    entities = tuple(structs.replace(each, type="EVT") if each.id == "e5" else each for each in inside.entities or ())
    assert "EVT020" not in found(structs.replace(inside, entities=entities))
    assert "EVT020" not in found(changed("x9", trigger=span("Strike Fund")))  # the whole name


def sentence(text: str, language: str = "en", **members: Any) -> set[str]:
    """The codes for a document with one event mention, whose trigger stands between brackets."""
    start, end = text.index("["), text.index("]") - 1
    document = Document.create(text.replace("[", "").replace("]", ""), id="d", language=language, license="CC0-1.0")
    trigger = document.span((start, end))
    mention = EventMention(id="x1", event="v1", trigger=trigger, type="a", **members)
    return found(document.add(Event(id="v1", type="a")).add(mention))


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("They did not [resign].", "en", True),
        ("They didn't [resign].", "en", True),
        ("They didn’t [resign].", "en", True),
        ("They never [resigned].", "en", True),
        ("There were no [arrests].", "en", True),
        ("Not [arrested] yet.", "en", True),
        ("Sie wurden nicht [verhaftet].", "de", True),
        ("Ils n’ont pas [démissionné].", "fr", True),
        ("No [dimitió].", "es", True),
        ("They not only [resigned] but left.", "en", False),
        ("They said no. [Resignations] followed.", "en", False),
        ("They did not say that she [resigned].", "en", False),
        ("They resigned, not [arrested], it said.", "en", True),
        ("No\n[Arrests] followed.", "en", False),
        ("They [resigned], not we.", "en", False),
        ("They knot [resigned].", "en", False),
        ("[Resigned].", "en", False),
        ("彼らは not [resign].", "ja", False),
    ],
)
def test_negation(text: str, language: str, wrong: bool) -> None:
    assert ("EVT021" in sentence(text, language, polarity="positive")) is wrong
    assert "EVT021" not in sentence(text, language, polarity="negative")
    assert "EVT021" not in sentence(text, language)


def test_what_goes_on_no_longer_has_a_phase() -> None:
    assert "EVT021" in sentence("They no longer [cooperate].", polarity="positive")
    assert "EVT021" not in sentence("They no longer [cooperate].", polarity="positive", phase="end")


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("They will [resign].", "en", True),
        ("They may [resign].", "en", True),
        ("They are expected to [resign].", "en", True),
        ("They plan to [resign].", "en", True),
        ("Sie werden [gehen].", "de", None),
        ("In May [she] resigned.", "en", None),
        ("They had to [resign].", "en", False),
        ("They would later [resign].", "en", False),
        ("They'd [resigned].", "en", False),
        ("They [resigned].", "en", False),
        ("His will, [read] yesterday, was long.", "en", False),
    ],
)
def test_the_future(text: str, language: str, wrong: bool | None) -> None:
    codes = sentence(text, language, realis="actual")
    assert wrong is None or ("EVT022" in codes) is wrong
    assert "EVT022" not in sentence(text, language, realis="future")
    assert "EVT022" not in sentence(text, language)


# Never an exception, and never slow.


def test_ten_thousand_events() -> None:
    """Nothing looks at every pair: the time limit of the test run would tell."""
    text = "She said that they left. " * 2500
    document = Document.create(text, id="d", language="en", license="CC0-1.0", scheme="news-1.0", entities=())
    fragments = [document.fragment(25 * number + 4, 25 * number + 8, context=False) for number in range(2500)]
    contents = [document.fragment(25 * number + 9, 25 * number + 23, context=False) for number in range(2500)]
    inner = [document.fragment(25 * number + 19, 25 * number + 23, context=False) for number in range(2500)]
    quote = next(iter(DEPOT.quotes or ()))
    quotes = tuple(
        structs.replace(quote, id=f"q{number}", content=(contents[number],), cue=(fragments[number],), source=None)
        for number in range(2500)
    )
    told = tuple(
        EventMention(
            id=f"x{number}",
            event="v1",
            trigger=(inner[number],),
            type="communication.statement",
            attributed_to="q7",
            args=(),
        )
        for number in range(2500)
    )
    said = tuple(
        EventMention(id=f"y{number}", event="v2", trigger=(fragments[number],), type="a", reports=f"q{number}", args=(
            arg("theme", "event", f"x{number}"),)) for number in range(2500)
    )  # fmt: skip
    whole = structs.replace(document, quotes=quotes, event_mentions=(*told, *said), events=())
    assert found(whole) >= {"EVT004", "EVT011"}


def test_ids_twice_wrong_surfaces_and_cycles_are_no_trouble() -> None:
    mentions = tuple(
        structs.replace(
            each, id="x1", event="x1", reports="x1", attributed_to="q1", args=(arg("agent", "event", "x1"),) * 2
        )
        for each in DEPOT.event_mentions or ()
    )
    found(structs.replace(DEPOT, event_mentions=mentions))
    found(structs.replace(DEPOT, text="x", mentions=(), quotes=(), entities=(), times=()))
    found(structs.replace(DEPOT, text=""))
    found(structs.replace(DEPOT, entities=None, mentions=None, times=None))
    assert {rule.code for rule in RULES} <= {rule.code for rule in ALL}
