"""Write the reports in tests/golden/reports anew: every form, of the document in tests/reported.py as JSON and as TEI.

python tests/make_reports.py
"""

from collections.abc import Iterator
from pathlib import Path

from reported import files
from standfirst.check import validate
from standfirst.finding import Report
from standfirst.report import RENDERERS, Setting, render

FOLDER = Path(__file__).parent / "golden" / "reports"


def report_of(name: str, data: bytes) -> Report:
    """The report on a file that is not on the disk."""
    from msgspec.structs import replace

    report = validate(data)
    findings = tuple(replace(finding, path=f"news/{name}") for finding in report.findings)
    return replace(report, findings=findings, checked=(f"news/{name}", "news/clean.json"), files=2, documents=2)


def generated() -> Iterator[tuple[Path, str]]:
    """Every report, and what it says."""
    for name, data in files().items():
        report = report_of(name, data)
        for form in RENDERERS:
            yield FOLDER / f"{name.partition('.')[2]}.{form}.txt", render(report, form)
        yield (
            FOLDER / f"{name.partition('.')[2]}.full-ascii.txt",
            render(report, "full", Setting(ascii=True, colour=True)),
        )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path, text in generated():
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
