"""The same XML in other spellings, XML with damage, and text streams: what tests of TEI share. Nothing here is ours."""

import random
import re

TAG = re.compile(r"<[^<>!?]*>")
_ATTRIBUTES = re.compile(r' ([\w:]+)="([^"]*)"')
_NAMES = ["span", "ab", "note", "fs", "f", "hi", "ref", "person", "idno", "date", "title", "foo"]
_SCRAPS = ["<", ">", "&", '"', "&amp;", "&#10;", "&#x41;", "<!-- -->", "<x/>", "\n", " ", "\r", "#", "_g1", "0", "]]>"]


def respelt(text: str, chance: random.Random) -> str:
    """The same document: attributes in another order and other quotation marks, white space, references, comments."""
    lines = text.split("\n")
    inside = False
    for number, line in enumerate(lines):
        inside = inside or line.startswith("<body")
        if not inside and number > 1 and chance.random() < 0.05:
            lines[number] = (
                chance.choice(["<!-- a note -->", "  ", "\t", ""]) + line if number < len(lines) - 1 else line
            )
        inside = inside and "</body>" not in line
    return TAG.sub(lambda match: _tag(match[0], chance), "\n".join(lines))


def _tag(tag: str, chance: random.Random) -> str:
    attributes = _ATTRIBUTES.findall(tag)
    if not attributes or chance.random() < 0.7:
        return tag
    chance.shuffle(attributes)
    name = re.match(r"<([\w:]+)", tag)
    assert name is not None
    blank = chance.choice([" ", "  ", "\n"])
    quoted = [f'{blank}{key}="{value}"' if "'" in value else f"{blank}{key}='{value}'" for key, value in attributes]
    return f"<{name[1]}{''.join(quoted)}{chance.choice(['', ' '])}{'/>' if tag.endswith('/>') else '>'}"


def damaged(text: str, chance: random.Random) -> str:
    """The file with up to three changes that may or may not break it, most of them inside one line."""
    for _ in range(chance.randint(1, 3)):
        tags = list(TAG.finditer(text))
        tag = chance.choice(tags)
        change = chance.randrange(7)
        if change == 0:  # another number
            digits = list(re.finditer(r"[0-9]+", text))
            one = chance.choice(digits) if digits else tag
            text = text[: one.start()] + chance.choice(["0", "1", "7", "007", "99999", "1.0", ""]) + text[one.end() :]
        elif change == 1:  # a line gone, twice, or elsewhere
            lines = text.split("\n")
            line = lines.pop(chance.randrange(len(lines)))
            for _ in range(chance.randint(0, 2)):
                lines.insert(chance.randrange(len(lines) + 1), line)
            text = "\n".join(lines)
        elif change == 2:  # an attribute gone or renamed
            put = chance.choice(["", ' n="x"', ' type=""', ' corresp="#m1"', ' target="#string-range(_g1,0,1)"'])
            text = text[: tag.start()] + _ATTRIBUTES.sub(put, tag[0], count=1) + text[tag.end() :]
        elif change == 3:  # another element
            name = chance.choice(_NAMES)
            text = text[: tag.start()] + re.sub(r"\w+", name, tag[0], count=1) + text[tag.end() :]
        elif change == 4:  # an element gone, an empty one made
            text = text[: tag.start()] + chance.choice(["", "<note/>", "<x></x>"]) + text[tag.end() :]
        else:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(_SCRAPS) + text[at + chance.choice([0, 0, 1, 3]) :]
    return text
