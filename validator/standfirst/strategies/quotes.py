"""Quotes whose parts agree: with words in them, inside their parent or apart from it, and of the form that their marks give."""

import re
from typing import Any, get_args

from hypothesis import strategies as st

from standfirst.model import Quote
from standfirst.model import values as closed
from standfirst.strategies.maker import Maker, annotation_members
from standfirst.strategies.spans import Stretch, Stretches

# Pairs that no language reads the other way round; what stands between them holds none of them.
_MARKED = re.compile('"[^"]+"|「[^「」]+」|『[^『』]+』')
_MARKS = "\"“”„‟«»「」『』〝〞〟＂״'‘’‚‛‹›"


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _stretches(maker: Maker) -> Stretches:
    return maker.places.stretches(most=2)


_QUOTE = annotation_members(
    6.5,
    cue=_stretches,
    source=_stretches,
    source_mention=lambda maker: maker.reference("mentions"),
    speaker=lambda maker: maker.references("entities"),
    addressee=lambda maker: maker.places.span(_stretches(maker)),
    addressee_entity=lambda maker: maker.references("entities"),
    via=lambda maker: maker.reference("entities"),
    verbatim=st.sampled_from(("all", "part", "none")),
    level=st.sampled_from((0, 0, 0, 2, closed.MAX_INTEGER)),
    form=_one_of(closed.Form),
    medium=_one_of(closed.Medium),
    function=_one_of(closed.QuoteFunction),
    polarity=_one_of(closed.Polarity),
    attribution=_one_of(closed.Attribution),
)


def quote(maker: Maker) -> Quote | None:
    """A quote, inside one made before or apart from all of them; ``None`` where there are no words for it."""
    places = maker.places
    content, nested = places.stretches(), maker.coin()
    marked = [match.span() for match in _MARKED.finditer(places.text)]
    if maker.coin() and marked:
        content = (maker.choice(marked),)
    members = maker.members(_QUOTE)
    parent, content = _settled(maker, content, nested=nested)
    if not any(_speaks(places.text[start:end]) for start, end in content) or not maker.is_new("quote", content):
        return None
    if parent is not None:
        members["parent"] = parent.id
    _set_level(members, parent)
    _set_form(maker, members, content)
    _set_parts(maker, members, content)
    _set_speaker(maker, members)
    made = Quote(id=maker.id("quotes", "q"), content=places.span(content), **members)
    maker.quotes[made.id] = made
    return made


def _settled(maker: Maker, content: Stretches, *, nested: bool) -> tuple[Quote | None, Stretches]:
    """The innermost quote that a new one is in, and its content: moved into it, where it would lie across its edge."""
    parent: Quote | None = None
    within = list(maker.quotes.values())
    if nested and within:
        content = _part(maker, within[-1])  # quotes in quotes in quotes would be rare by chance
    while (other := next((quote for quote in within if _meet(_content(quote), content)), None)) is not None:
        if not _is_inside(content, _content(other)):
            content = _part(maker, other)
        parent = other
        within = [quote for quote in maker.quotes.values() if quote.parent == other.id]
    return parent, content


def _part(maker: Maker, quote: Quote) -> Stretches:
    return (maker.places.within(maker.choice(_content(quote))),)


def _is_inside(inner: Stretches, outer: Stretches) -> bool:
    return all(any(start <= begin and end <= last for start, last in outer) for begin, end in inner)


def _content(quote: Quote) -> Stretches:
    return tuple((fragment.start, fragment.end) for fragment in quote.content)


def _meet(first: Stretches, second: Stretches) -> bool:
    return any(start < last and begin < end for start, end in first for begin, last in second)


def _speaks(text: str) -> bool:
    return any(map(str.isalnum, text))


def _set_level(members: dict[str, Any], parent: Quote | None) -> None:
    """A level one more than the parent's; where that has none, any."""
    if members.get("level") is None:
        return
    known = 0 if parent is None else parent.level
    if known is not None:
        members["level"] = known + 1
    elif members["level"] == 0:
        members["level"] = 2
    if members["level"] > closed.MAX_INTEGER:
        del members["level"]


def _set_form(maker: Maker, members: dict[str, Any], content: Stretches) -> None:
    """Verbatim parts inside the content, their marks in pairs or outside, and the form that follows from them."""
    text, form = maker.places.text, members.get("form")
    share = members.pop("verbatim", None)
    sound = all(_is_sound(text[start:end]) for start, end in content)
    if share is None:
        if form == "direct" and not sound:
            del members["form"]
        return
    if share == "all" and sound and all(_speaks(text[start:end]) for start, end in content):
        verbatim, derived = content, "direct"
    elif share != "none" and (found := _bare(maker, content)) is not None:
        verbatim = (found,)
        rest = "".join(text[start:end] for start, end in _without(content, found))
        derived = "mixed" if _speaks(rest) else "direct"
    else:
        verbatim, derived = (), "indirect"
    members["verbatim"] = tuple(map(maker.places.fragment, verbatim))
    if form is not None and form != "free":
        members["form"] = derived
    if members.get("form") == "direct" and not sound:
        del members["form"]


def _is_sound(surface: str) -> bool:
    """Whether a surface has no quotation mark at its edges, or is all that stands between two."""
    return (surface[0] not in _MARKS and surface[-1] not in _MARKS) or _MARKED.fullmatch(surface) is not None


def _bare(maker: Maker, content: Stretches) -> Stretch | None:
    """A part of the content that has words and, at its edges, neither marks nor white space."""
    text = maker.places.text
    start, end = maker.places.within(maker.choice(content))
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return (start, end) if _speaks(text[start:end]) else None


def _without(content: Stretches, part: Stretch) -> Stretches:
    return tuple(
        piece
        for start, end in content
        for piece in ((start, min(end, part[0])), (max(start, part[1]), end))
        if piece[0] < piece[1]
    )


def _set_parts(maker: Maker, members: dict[str, Any], content: Stretches) -> None:
    """A cue and a source outside of the content and of each other, where there is room."""
    taken = content
    for name in ("cue", "source"):
        drawn: Stretches = members.pop(name, ())
        found: list[Stretch] = []
        for stretch in drawn:
            piece = maker.places.outside(stretch, taken)
            if piece is not None and (not found or found[-1][1] < piece[0]):
                found.append(piece)
        if found:
            members[name] = maker.places.span(tuple(found))
            taken = (*taken, *found)


def _set_speaker(maker: Maker, members: dict[str, Any]) -> None:
    """The entity of the source's mention among the speakers, if there are any."""
    if "source_mention" in members and "speaker" in members:
        entity = maker.mentions[members["source_mention"]].entity
        members["speaker"] = tuple(dict.fromkeys((*members["speaker"], entity)))
