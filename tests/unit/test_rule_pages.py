"""The pages of the rules are those that the rules' own documentation makes."""

import re
import sys
from pathlib import Path

from standfirst.rules import RULES
from standfirst.rules.documentation import page

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_rule_pages import CATALOGUE, FOLDER, INDEX, pages


def test_the_pages_are_up_to_date() -> None:
    wanted = dict(pages())
    assert {path: path.read_text("utf-8") for path in wanted} == wanted
    assert set(FOLDER.glob("*")) == set(wanted) - {INDEX}


def test_every_entry_of_the_catalogue_has_a_rule_or_a_reason() -> None:
    named = {name for rule in RULES for name in page(rule).catalogue}
    dropped = set(re.findall(r"^\| ([A-Z]\d\d) ", INDEX.read_text("utf-8"), re.MULTILINE))
    assert len(CATALOGUE) == 152
    assert named.isdisjoint(dropped)
    assert named | dropped == CATALOGUE
