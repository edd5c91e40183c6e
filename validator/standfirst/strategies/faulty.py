"""Documents with a known fault, and files with damaged bytes."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from standfirst.faults import OPERATORS, Fault, Operator, bases
from standfirst.faults import operator as operator_named
from standfirst.formats import named_format
from standfirst.formats.codecs import encoded
from standfirst.formats.json.write import write
from standfirst.model import Document, Entity, Mention


class Faulty(NamedTuple):
    """A document with one fault.

    ``data`` is the document as plain JSON data; ``rules`` are the codes of the rules of which one at least must be found,
    and ``affected`` the ids of the annotations that are wrong; ``clean`` is the document before.
    """

    data: dict[str, Any]
    operator: Operator
    fault: Fault
    clean: dict[str, Any]

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of which one at least must be found."""
        return self.operator.codes

    @property
    def affected(self) -> tuple[str, ...]:
        """The ids of the annotations that are wrong."""
        return self.fault.affected

    def bytes(self) -> bytes:
        """The faulty document as the content of a file."""
        return json.dumps(self.data).encode()


_chances = st.randoms(use_true_random=False)


def faulty(
    document: st.SearchStrategy[Document] | None = None, operator: str | None = None
) -> st.SearchStrategy[Faulty]:
    """Documents with one fault in their offsets, text or structure, from :data:`standfirst.faults.OPERATORS`.

    :param document: where documents come from; by default they have mentions, quotes and events on a text that is hard
        to count
    :param operator: the name or number of the fault, any by default
    :raises KeyError: where there is no such operator
    """
    chosen = OPERATORS if operator is None else (operator_named(operator),)
    return st.builds(_broken, _ready() if document is None else document, st.sampled_from(chosen), _chances)


def _broken(document: Document, operator: Operator, random: Random) -> Faulty:
    """The document broken by ``operator``, or, where that has no effect on it, by the next one that has."""
    plain: dict[str, Any] = json.loads(write(document))
    for _, clean in bases(plain, random):
        fault = operator.break_document(clean, random)
        if fault is not None:
            return Faulty(fault.data, operator, fault, clean)
    start = OPERATORS.index(operator)
    for other in (*OPERATORS[start + 1 :], *OPERATORS[:start]):
        fault = other.break_document(plain, random)
        if fault is not None:
            return Faulty(fault.data, other, fault, plain)
    raise ValueError(f"the document {document.id!r} has nothing that could be broken")


@st.composite
def _ready(draw: st.DrawFn) -> Document:
    """Documents with something on every kind of character that faults are about."""
    from standfirst.strategies.documents import documents

    sentences = draw(st.lists(st.sampled_from(_SENTENCES), min_size=4, max_size=8, unique=True))
    document = draw(documents(text=st.just("".join(sentences))))
    words = [match.span() for match in _NAME.finditer(document.text)]
    made = [
        (
            Entity(id=f"standfirst-e{number}", type="PER"),
            Mention(id=f"standfirst-m{number}", entity=f"standfirst-e{number}", span=document.span(word)),
        )
        for number, word in enumerate(words, 1)
    ]
    return document.add(*(one for pair in made for one in pair))


_NAME = re.compile(r"[A-Z][\w’]+(?: [A-Z][\w’]+)*")
_SENTENCES = (
    "Ann Lind left Norvik on Monday.\n",
    "🚢 Émile Zöllner met Bo Ek & Co; it cost €5 – “too much”.\n",
    "The mayor said: «Jamais», wrote Lucía Núñez.\n\n",
    "👩‍🚒 Chief Mia O’Hara\tput out the fire 🇳🇴.\n",
    'Ann Lind came back; "so be it", said Bo Ek…\n',
    "A\u030asa Moe (34) won\u200b the vote 1\u00a0200 to 7.\n",
    "Łódź and Ångström < Kyiv, said Dr. Di Fry.\n",
    "𝒳 Corp. don’t agree with The Guild.\n",
)


Damage = Callable[[bytes, Random], bytes]


def _truncated(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _byte_lost(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + 1 :]


def _stretch_doubled(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data))
    end = min(len(data), start + random.randint(1, 80))
    return data[:end] + data[start:end] + data[end:]


def _line_doubled(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = random.randrange(len(lines))
    return b"".join((*lines[: at + 1], *lines[at:]))


def _as_latin_1(data: bytes, _random: Random) -> bytes:
    return data.decode("utf-8").encode("latin-1", "replace")


def _read_as_latin_1(data: bytes, _random: Random) -> bytes:
    return data.decode("latin-1").encode("utf-8")


def _as_utf_16(data: bytes, _random: Random) -> bytes:
    return data.decode("utf-8").encode("utf-16")


def _with_byte_order_mark(data: bytes, _random: Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def _with_null(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + b"\0" + data[at:]


def _with_crlf(data: bytes, _random: Random) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _emptied(_data: bytes, _random: Random) -> bytes:
    return b""


def _member_doubled(data: bytes, random: Random) -> bytes:
    """A member of the first level of a JSON object twice, or an attribute of an XML element."""
    quotes = [at for at in range(len(data)) if data[at : at + 1] == b'"']
    start, end = sorted(random.sample(quotes, 2)) if len(quotes) > 1 else (0, len(data))
    return data[:end] + data[start:end] + data[end:]


DAMAGES: dict[str, Damage] = {
    "truncated": _truncated,
    "bit-flipped": _flipped,
    "byte-lost": _byte_lost,
    "stretch-doubled": _stretch_doubled,
    "line-doubled": _line_doubled,
    "member-doubled": _member_doubled,
    "latin-1": _as_latin_1,
    "mojibake": _read_as_latin_1,
    "utf-16": _as_utf_16,
    "byte-order-mark": _with_byte_order_mark,
    "null": _with_null,
    "crlf": _with_crlf,
    "empty": _emptied,
}
"""What happens to the bytes of files, by name."""


def corrupt_bytes(
    document: st.SearchStrategy[Document] | None = None, format: str = "json"
) -> st.SearchStrategy[bytes]:
    """The content of files that were cut, recoded, merged by hand or hit by a bad disk; a few are still whole.

    :param document: where documents come from, :func:`documents` by default
    :param format: the name of one of our formats
    :raises UsageError: where there is no such format
    """
    form = named_format(format)
    damages = st.lists(st.sampled_from(sorted(DAMAGES)), min_size=1, max_size=2)

    def damaged(whole: Document, names: list[str], random: Random) -> bytes:
        data, _ = encoded(whole, form)
        for name in names:
            try:
                data = DAMAGES[name](data, random) if data else data
            except UnicodeDecodeError:  # the first damage left no UTF-8 that could be recoded
                continue
        return data

    return st.builds(damaged, _ready() if document is None else document, damages, _chances)
