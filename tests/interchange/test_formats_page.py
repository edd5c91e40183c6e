"""docs/formats.md says what the capabilities say, and the command what the page says."""

import json
import sys
from pathlib import Path

import pytest
from standfirst.cli import run
from standfirst.interchange import FOREIGN
from standfirst.interchange.problems import IMPORT_RULES, ImportRule

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_formats_page import PAGE, page


def test_the_page_is_made_from_the_capabilities() -> None:
    """``python tests/make_formats_page.py`` makes it so."""
    assert PAGE.read_text("utf-8") == page()


def test_the_command_lists_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats"]) == 0
    listed = capsys.readouterr().out
    assert all(f"\n{name} " in f"\n{listed}" for name in FOREIGN)
    assert run(["formats", "--format", "json"]) == 0
    assert {one["name"] for one in json.loads(capsys.readouterr().out)} >= FOREIGN.keys()


@pytest.mark.parametrize("rule", IMPORT_RULES, ids=lambda rule: rule.code)
def test_what_readers_find_is_explained(rule: ImportRule, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", rule.code]) == 0
    said = capsys.readouterr().out
    assert rule.summary in said
    assert rule.why in said
