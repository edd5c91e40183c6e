"""Renderers of a report: one module each, from a report to text, without input or output."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from standfirst.finding import Report
from standfirst.report.escape import printable
from standfirst.report.paths import base_folder
from standfirst.report.setting import MAX_REPEATS, PLAIN, Setting
from standfirst.report.summary import number, statistics

RENDERERS = ("full", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson", "markdown")
"""The names of the renderers, each that of its module."""

TEXTS = ("full", "concise")
"""Those for people to read."""

Renderer = Callable[[Report, Setting], str]


@cache
def renderer(name: str) -> Renderer:
    """The renderer of that name, imported when it is first asked for. :raises KeyError: where there is none"""
    if name not in RENDERERS:
        raise KeyError(name)
    render: Renderer = import_module(f"standfirst.report.{name}").render
    return render


def render(report: Report, form: str = "full", setting: Setting = PLAIN) -> str:
    """The report in the form of that name. :raises KeyError: where there is no such form"""
    return renderer(form)(report, setting)


__all__ = [
    "MAX_REPEATS",
    "PLAIN",
    "RENDERERS",
    "TEXTS",
    "Setting",
    "base_folder",
    "number",
    "printable",
    "render",
    "renderer",
    "statistics",
]
