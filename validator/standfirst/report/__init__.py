"""Renderers of a report: one module each, from a report to text, without input or output."""

from collections.abc import Callable

from standfirst.finding import Report
from standfirst.report.json import render_json
from standfirst.report.text import printable, render_text, statistics

RENDERERS: dict[str, Callable[[Report], str]] = {"text": render_text, "json": render_json}
"""Every renderer by the name of its output."""

__all__ = ["RENDERERS", "printable", "render_json", "render_text", "statistics"]
