"""Every foreign format reads what it writes: the document minus exactly what the losses say."""

import json
from pathlib import Path

import pytest
import standfirst
from hypothesis import given
from round_trips import bare, read_back
from standfirst.finding import ERROR
from standfirst.interchange import FOREIGN, Foreign, Settings, codec
from standfirst.model import Document
from standfirst.strategies import documents

FORMS = list(FOREIGN.values())
by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@by_form
@given(document=documents() | documents(unknown=True))
def test_what_is_kept_comes_back_and_nothing_else(form: Foreign, document: Document) -> None:
    settings = Settings(id=document.id)
    kept, losses = codec(form).keep(document, settings)
    reading = read_back(form, kept, settings)
    assert [finding for finding in reading.findings if finding.level == ERROR] == []
    assert reading.document is not None
    assert bare(reading.document, form) == kept
    assert bool(losses) == (kept != document)


@by_form
@given(document=documents())
def test_what_a_format_can_hold_loses_nothing(form: Foreign, document: Document) -> None:
    settings = Settings(id=document.id)
    kept, _ = codec(form).keep(document, settings)
    assert codec(form).keep(kept, settings) == (kept, ())
    assert codec(form).write(kept, settings).losses == ()


@by_form
def test_the_gold_article_goes_through_and_comes_back(form: Foreign, root: Path) -> None:
    document = standfirst.load(root / "corpus" / "chicago-open-letter.json")
    settings = Settings(id=document.id)
    kept, losses = codec(form).keep(document, settings)
    reading = read_back(form, kept, settings)
    assert reading.document is not None
    assert bare(reading.document, form) == kept
    assert standfirst.validate(kept).valid
    assert len({(loss.kind, loss.why) for loss in losses}) == len(losses)


def test_names_of_formats_are_apart() -> None:
    assert not FOREIGN.keys() & standfirst.formats.FORMATS.keys()
    assert json.dumps([form.name for form in FORMS])
