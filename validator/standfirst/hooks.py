"""What Hypothesis and pytest find of Standfirst by their entry points. It is imported wherever they are: nothing heavy."""

from typing import Any

from standfirst.registration import register

__all__ = ["pytest_assertrepr_compare", "pytest_runtest_makereport", "register"]


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Two documents that should be equal, as their first difference and their articles."""
    import sys

    model = sys.modules.get("standfirst.model")
    if model is None or op != "==" or not isinstance(left, model.Document) or not isinstance(right, model.Document):
        return None
    from standfirst.testing.checks import assert_same

    try:
        assert_same(left, right)
    except AssertionError as error:
        return ["two documents that should be the same", *str(error).splitlines()]
    return None


def pytest_runtest_makereport(item: Any, call: Any) -> None:
    """Add the articles of the documents that a failing test was given to its report."""
    import sys

    model = sys.modules.get("standfirst.model")
    if model is None or call.excinfo is None or call.when != "call":
        return
    told: set[int] = set()
    for entry in call.excinfo.traceback:
        for name, value in entry.frame.f_locals.items():
            if isinstance(value, model.Document) and id(value) not in told and len(told) < 2:
                told.add(id(value))
                item.add_report_section("call", f"standfirst: {name}", _shown(value))


def _shown(document: Any) -> str:
    """The article; of what is no document by its types, why it cannot be shown: the report of a test must not fail."""
    from standfirst.testing.shown import shown

    try:
        return shown(document)
    except Exception as error:
        return f"the document cannot be shown: {error!r}"
