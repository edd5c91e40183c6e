"""brat's annotation.conf and schemes, one made of the other."""

import json
from pathlib import Path
from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.cli import run
from standfirst.data.schemes import load_scheme, read_scheme
from standfirst.errors import UsageError
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.brat.conf import conf_of, scheme_of
from standfirst.strategies import schemes

CONF = """
[entities]
!Thing
\tPerson
\tPlace
[relations]
Near  Arg1:Place, Arg2:Place, <REL-TYPE>:symmetric
[events]
<POG>=Person|Place
!Life
\tMarry\tWho{2}:Person, Where?:Place, Who-Else*:<POG>
Report\tBy+:<POG>, What:<EVENT>  # a comment
[attributes]
Sure\tArg:<EVENT>
Mention  Arg:<ENTITY>, Value:Name|Nominal
"""


def test_a_scheme_says_what_the_file_does() -> None:
    scheme = read_scheme(scheme_of(CONF.encode(), "s"))
    assert scheme.tags["entities"] == frozenset(("Person", "Place"))
    assert scheme.event_types.keys() == {"Marry", "Report"}
    marry = scheme.event_types["Marry"]
    assert marry.required == frozenset(("Who",))
    assert marry.at_most == {"Who": 2, "Where": 1}
    assert scheme.roles["What"].kinds == frozenset(("event",))
    assert scheme.relation_types.keys() == {"Near"}
    assert {one["name"]: one.get("values") for one in scheme_of(CONF.encode(), "s")["attributes"]} == {
        "Sure": None,
        "Mention": ["Name", "Nominal"],
    }


NUMBERED = b"[events]\nMeet\tArg1:Person, Arg2*:Person, Who*:Person, Part10:Person\n"


@pytest.mark.parametrize(
    ("conf", "found"),
    [
        (NUMBERED, ["Arg1", "Arg2", "Arg2", "Who", "Who", "Part10"]),
        (None, ["Arg", "Arg", "Arg", "Who", "Who", "Part"]),
        (b"[events]\nMeet\tnone at all\n", ["Arg", "Arg", "Arg", "Who", "Who", "Part"]),
    ],
)
def test_digits_that_belong_to_a_role_stay(conf: bytes | None, found: list[str]) -> None:
    args = " ".join(f"{role}:T2" for role in ("Arg1", "Arg2", "Arg22", "Who", "Who2", "Part10"))
    ann = f"T1\tMeet 4 7\tmet\nT2\tPerson 0 3\tAnn\nE1\tMeet:T1 {args}\n"
    files = {".txt": b"Ann met.", "annotation.conf": conf}
    (reading,) = codec(FOREIGN["brat"]).read(Source(ann.encode(), "a.ann", files.get), Settings())
    assert reading.document is not None
    (event,) = reading.document.layer("event_mentions")
    assert [arg.role for arg in event.args or ()] == found


@pytest.mark.parametrize("line", ["Person Arg", "Per\u200bson", "Marry Who:"])
def test_a_bad_line_is_said(line: str) -> None:
    with pytest.raises(UsageError, match="line 2 of"):
        scheme_of(f"[events]\n{line}\n".encode(), "s")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_scheme_or_refused(data: bytes) -> None:
    try:
        tree = scheme_of(b"[entities]\n" + data, "s")
    except UsageError:
        return
    read_scheme(tree)


@given(schemes())
def test_there_and_back_keeps_what_brat_can_say(tree: dict[str, Any]) -> None:
    conf = conf_of(tree)
    again = scheme_of(conf, tree["id"])
    assert conf_of(again) == conf_of(scheme_of(conf_of(again), tree["id"]))


def test_the_command_converts_both_ways(tmp_path: Path, oracles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = oracles / "peers" / "brat" / "news" / "annotation.conf"
    scheme, back = tmp_path / "news-brat.json", tmp_path / "annotation.conf"
    assert run(["convert", str(source), str(scheme)]) == 0
    loaded = load_scheme(str(scheme))
    assert {"Be-born", "Merge-org", "Report"} <= loaded.event_types.keys()
    assert run(["convert", str(scheme), str(back)]) == 0
    assert scheme_of(back.read_bytes(), "news-brat") == json.loads(scheme.read_text("utf-8"))
    assert run(["convert", str(scheme), str(back)]) == 2
    assert "exists" in capsys.readouterr().err
    assert standfirst.__version__
