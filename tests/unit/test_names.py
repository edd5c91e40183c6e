"""Names: the quick looks at many names agree with the patterns on each."""

import re

from hypothesis import given
from hypothesis import strategies as st
from standfirst.model.names import ID_PATTERN, TAG_PATTERN, are_ids, are_tags, is_id, is_tag

CANDIDATES = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.from_regex(r"\A[A-Za-z][A-Za-z0-9_.-]{0,3}\Z"),
        st.sampled_from(["", " ", "a b", "_x", "é", "a\n", "1", "x" * 64, "x" * 65, "a\u200b", "\U000e0001", "π"]),
    ),
    max_size=5,
)


@given(CANDIDATES)
def test_many_ids_at_once(names: list[str]) -> None:
    assert are_ids(names) == all(is_id(name) for name in names)
    assert all(is_id(name) == (re.search(ID_PATTERN, name) is not None) for name in names)


@given(CANDIDATES)
def test_many_tags_at_once(names: list[str]) -> None:
    assert are_tags(names) == all(is_tag(name) for name in names)
    assert all(is_tag(name) == (re.search(TAG_PATTERN, name) is not None) for name in names)


def test_a_tag_has_no_character_of_the_forbidden_categories() -> None:
    import unicodedata

    for code in range(0x110000):
        category = unicodedata.category(chr(code))
        if category in ("Cc", "Cf", "Co", "Zs", "Zl", "Zp"):
            assert not is_tag(chr(code)), f"U+{code:04X}"
        elif category not in ("Cn", "Cs"):
            assert is_tag(chr(code)) or chr(code) in "\u180e", f"U+{code:04X}"
