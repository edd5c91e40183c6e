"""XML that is meant to do harm: refused with a finding, at once, without a look at the disk or the network."""

import socket
from pathlib import Path
from typing import Any

import pytest
import standfirst
from standfirst import cli
from standfirst.model import Document

GOOD = standfirst.dumps(Document.create("Ann left.", id="d", language="en", license="CC0-1.0"), "tei").decode("utf-8")
SECRET = "the secret that must not be read"


def with_doctype(subset: str, text: str = "Ann left.") -> str:
    return GOOD.replace("<TEI ", f"<!DOCTYPE TEI {subset}>\n<TEI ").replace("Ann left.", text)


def laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{"".join([f"&l{n - 1};"] * 10)}">' for n in range(1, 30))
    return with_doctype(f'[<!ENTITY l0 "lol">{levels}]', "&l29;")


def swelling() -> str:
    return with_doctype(f'[<!ENTITY a "{"a" * 100_000}">]', "&a;" * 10_000)


ATTACKS: dict[str, tuple[str | bytes, str]] = {
    "external entity": (with_doctype('[<!ENTITY x SYSTEM "{secret}">]', "&x;"), "DEC013"),
    "external entity over the network": (with_doctype('[<!ENTITY x SYSTEM "http://192.0.2.1/x">]', "&x;"), "DEC013"),
    "internal entity": (with_doctype('[<!ENTITY x "Bob">]', "&x; left."), "DEC013"),
    "parameter entity": (with_doctype('[<!ENTITY % p SYSTEM "{secret}"> %p;]'), "DEC013"),
    "billion laughs": (laughs(), "DEC013"),
    "quadratic growth": (swelling(), "DEC013"),
    "external document type": (with_doctype('SYSTEM "{secret}"'), "DEC013"),
    "public document type": (with_doctype('PUBLIC "-//TEI//DTD" "http://192.0.2.1/tei.dtd"'), "DEC013"),
    "default attributes": (with_doctype('[<!ATTLIST ab cert CDATA "1.0">]'), "DEC013"),
    "an entity that nobody defined": (GOOD.replace("Ann", "&ann;"), "DEC012"),
    "XInclude of text": (
        GOOD.replace("Ann left.", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'),
        "SCH011",
    ),
    "xml:base": (GOOD.replace("<body>", '<body xml:base="http://192.0.2.1/">'), "SCH012"),
    "style sheet": (GOOD.replace("<TEI ", '<?xml-stylesheet href="{secret}"?><TEI ').replace("Ann", "<a/>"), "SCH011"),
    "depth": (GOOD.replace("Ann left.", "<ab>" * 100_000 + "</ab>" * 100_000), "DEC008"),
    "a hundred thousand attributes": (
        GOOD.replace("<body>", "<body " + " ".join(f'a{n}=""' for n in range(100_000)) + ">"),
        "SCH012",
    ),
    "an attribute twice": (GOOD.replace("<body>", '<body n="1" n="2">'), "DEC012"),
    "an id twice": (GOOD.replace("</ab>", '</ab><ab xml:id="_g1" type="gap">x</ab>'), "SCH015"),
    "UTF-7": (GOOD.replace('"UTF-8"', '"UTF-7"'), "DEC014"),
    "UTF-16": (GOOD.encode("utf-16"), "DEC001"),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), "DEC012"),
    "Latin-1": (GOOD.replace("Ann", "Änn").encode("latin-1"), "DEC001"),
    "XML 1.1": (GOOD.replace('version="1.0"', 'version="1.1"', 1), "DEC014"),
    "a control character": (GOOD.replace("Ann", "&#1;"), "DEC012"),
    "a null": (GOOD.replace("Ann", "\0"), "DEC012"),
    "half a surrogate pair": (GOOD.replace("Ann", "&#xD800;"), "DEC012"),
    "a noncharacter": (GOOD.replace("Ann", "&#xFFFE;"), "DEC012"),
    "compressed": (__import__("gzip").compress(GOOD.encode()), "DEC001"),
    "cut off": (GOOD[: len(GOOD) // 2], "DEC012"),
    "two roots": (GOOD + "<TEI/>", "DEC012"),
    "a large number": (GOOD.replace('quantity="9"', f'quantity="{"9" * 5_000}"', 1), "SCH015"),
    "a large offset": (
        GOOD.replace("</TEI>", '<standOff><spanGrp type="segments"><span xml:id="s1" type="a" target="#string-index(_g1,'
                     + "9" * 5_000 + ')"/></spanGrp></standOff></TEI>'),
        "SCH015",
    ),
    "not XML at all": ("<" * 10_000, "DEC012"),
}  # fmt: skip


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_members: Any) -> None:
        raise AssertionError("something wants to reach the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_a_finding(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    data, code = ATTACKS[name]
    path = tmp_path / "a.tei.xml"
    path.write_bytes(data if isinstance(data, bytes) else data.replace("{secret}", secret.as_uri()).encode("utf-8"))
    opened: list[str] = []
    real_open = open

    def watched(file: Any, *args: Any, **members: Any) -> Any:
        opened.append(str(file))
        return real_open(file, *args, **members)

    monkeypatch.setattr("builtins.open", watched)
    assert cli.run(["validate", str(path)]) == 1
    out = capsys.readouterr().out
    assert f" {code} " in out
    assert SECRET not in out
    assert str(secret) not in opened


@pytest.mark.parametrize("name", ["billion laughs", "quadratic growth", "depth", "a hundred thousand attributes"])
def test_an_attack_does_not_swell_the_report(name: str) -> None:
    data = ATTACKS[name][0]
    assert isinstance(data, str)
    assert 1 <= len(standfirst.validate(data.encode()).findings) <= 10
