"""The script that the texts of a language are written in."""

_LATIN = """
    af ca cs cy da de en es et eu fi fil fr ga gl hr hu id is it lt lv ms mt nb nl nn no pl pt ro sk sl sq sv sw tl tr vi
"""
_LANGUAGES = {
    "ARABIC": "ar ckb fa ps sd ug ur",
    "ARMENIAN": "hy",
    "BENGALI": "as bn",
    "CYRILLIC": "be bg ky mk ru tg uk",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "LATIN": _LATIN,
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "CJK": "ja zh",
}
_SUBTAGS = {
    "arab": "ARABIC",
    "armn": "ARMENIAN",
    "beng": "BENGALI",
    "cyrl": "CYRILLIC",
    "deva": "DEVANAGARI",
    "grek": "GREEK",
    "hans": "CJK",
    "hant": "CJK",
    "hebr": "HEBREW",
    "jpan": "CJK",
    "kore": "HANGUL",
    "latn": "LATIN",
    "thai": "THAI",
}
_SCRIPT_OF = {language: script for script, languages in _LANGUAGES.items() for language in languages.split()}
_TOGETHER = {"CJK": frozenset(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "BOPOMOFO"))}


def scripts_of(tag: str) -> frozenset[str]:
    """The scripts of a language, by a BCP 47 tag, as the first words of the Unicode names of their letters.

    Empty where the language is not known or is written in several.
    """
    language, *rest = tag.lower().split("-")
    named = [subtag for subtag in rest[: rest.index("x") if "x" in rest else None] if len(subtag) == 4]
    scripts = [subtag for subtag in named if subtag.isalpha()]
    script = _SUBTAGS.get(scripts[0]) if scripts else _SCRIPT_OF.get(language)
    return frozenset() if script is None else _TOGETHER.get(script, frozenset((script,)))
