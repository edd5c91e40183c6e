"""What conllu does with files that it reads and writes again."""

import pytest
from hypothesis import strategies as st
from shrunk import peer, smallest

pytestmark = pytest.mark.peers
conllu = peer("conllu", "conllu")


def token(form: str = "a", feats: str = "_", misc: str = "_") -> str:
    return f"1\t{form}\t_\t_\t_\t{feats}\t0\troot\t_\t{misc}\n\n"


def again(file: str) -> str:
    return "".join(sentence.serialize() for sentence in conllu.parse(file))


PLAIN = st.text(st.sampled_from("ab=|\\_0"), min_size=1, max_size=8)


def test_a_value_is_cut_at_its_equals_sign() -> None:
    values = st.text(st.sampled_from("ab=\\"), max_size=6).map("a{}b".format)
    value = smallest(values, lambda each: again(token(misc=f"K={each}")) != token(misc=f"K={each}"))
    assert value == "a=b"
    assert again(token(misc="K=a=b")) == token(misc="K=a")


def test_of_names_that_stand_twice_the_last_is_left() -> None:
    pairs = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("12")).map("=".join), min_size=1, max_size=4)
    found = smallest(pairs, lambda each: again(token(feats="|".join(each))) != token(feats="|".join(each)))
    assert len(found) == 2
    assert again(token(feats="A=1|A=2")) == token(feats="A=2")
    assert again(token(misc="A=1|A=2")) == token(misc="A=2")


def test_an_empty_value_becomes_an_underscore() -> None:
    value = smallest(
        st.sampled_from(["a", "_", ""]), lambda each: again(token(misc=f"K={each}")) != token(misc=f"K={each}")
    )
    assert value == ""
    assert again(token(misc="K=")) == token(misc="K=_")


def test_of_comments_with_one_name_the_last_is_left() -> None:
    names = st.lists(st.sampled_from("ab"), min_size=1, max_size=4)

    def file(each: list[str]) -> str:
        return "".join(f"# {name} = {number}\n" for number, name in enumerate(each)) + token()

    found = smallest(names, lambda each: again(file(each)) != file(each))
    assert found == ["a", "a"]
    assert again("# a = 1\n# a = 2\n" + token()) == "# a = 2\n" + token()


def test_a_comment_that_is_no_pair_is_dropped() -> None:
    found = smallest(PLAIN, lambda each: again(f"# {each}\n{token()}") == token() and "=" not in each)
    assert len(found) == 1
    for comment in ("a", "0", "checked by two annotators"):
        assert again(f"# {comment}\n{token()}") == token()
    for comment in ("newpar", "a = 1"):
        assert again(f"# {comment}\n{token()}") == f"# {comment}\n{token()}"


def test_the_text_of_a_sentence_loses_white_space_at_its_ends() -> None:
    def loses(text: str) -> bool:
        (sentence,) = conllu.parse(f"# text = {text}\n{token()}")
        return bool(sentence.metadata["text"] != text)

    found = smallest(st.text(st.sampled_from("ab \u00a0\u3000"), min_size=1).filter(str.strip), loses)
    assert len(found) == 2
    assert found != found.strip()


def test_a_form_with_two_spaces_moves_the_columns() -> None:
    found = smallest(
        st.text(st.sampled_from("a "), min_size=1), lambda each: again(token(form=each)) != token(form=each)
    )
    assert "  " in found
    (sentence,) = conllu.parse(token(form="a  b"))
    assert (sentence[0]["form"], sentence[0]["lemma"]) == ("a", "b")
