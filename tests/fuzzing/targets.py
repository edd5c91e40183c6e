"""What is fuzzed: every reader of the library, each as a function of bytes that must never raise.

A function returns nothing. What a reader has to say of bad bytes are findings; an error that is documented for the
function, as a wrong option is, is no fault either.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from standfirst.baseline.file import read_baseline
from standfirst.check import DEFAULT_OPTIONS, check_data
from standfirst.configuration.find import load_configuration
from standfirst.data.schemes import load_scheme
from standfirst.errors import UsageError
from standfirst.formats import FORMATS
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.mapping import read_mapping
from standfirst.repair.fix.proposals import read_proposals

Target = Callable[[bytes], None]

TEXT = "🚢 Ann Lind met Bo Ek.\nAnn left Norvik, said “Bo”.\r\n".encode()
"""The text beside a file of brat's, unless the bytes say another, behind a null character, as for other formats they may."""


def _ours(name: str) -> Target:
    def target(data: bytes) -> None:
        for checked in check_data(data, f"a{FORMATS[name].suffixes[0]}", DEFAULT_OPTIONS):
            assert checked.reading.document is not None or checked.findings

    return target


def _foreign(name: str) -> Target:
    form = FOREIGN[name]

    def target(data: bytes) -> None:
        file, null, said = data.partition(b"\0")
        text = said if null else TEXT if name == "brat" else None
        source = Source(file, f"a{form.suffixes[0]}", lambda suffix: text if suffix == ".txt" else None)
        for reading in codec(form).read(source, Settings()):
            assert reading.document is not None or reading.findings

    return target


def _named(read: Callable[[bytes, str], object]) -> Target:
    def reader(data: bytes) -> None:
        read(data, "a")

    return reader


def _by_path(read: Callable[[str], object], name: str) -> Target:
    def reader(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            read(str(path))

    return reader


def _refusing(read: Target) -> Target:
    def target(data: bytes) -> None:
        with contextlib.suppress(UsageError):
            read(data)

    return target


SIDES: dict[str, Target] = {
    "mapping": _named(read_mapping),
    "edits": _named(read_proposals),
    "baseline": _by_path(read_baseline, "baseline.toml"),
    "scheme": _by_path(load_scheme, "a.scheme.json"),
    "configuration": _by_path(lambda path: load_configuration(explicit=path), "standfirst.toml"),
}
"""What reads the files beside documents, by its name; each may raise a usage error."""

TARGETS: dict[str, Target] = {
    **{name: _ours(name) for name, form in FORMATS.items() if form.readable},
    **{
        name: _foreign(name)
        for name, form in FOREIGN.items()
        if form.extra is None or find_spec(form.extra) is not None
    },
    **{name: _refusing(read) for name, read in SIDES.items()},
}
"""Every target by its name."""


def seeds(root: Path, name: str) -> Iterable[bytes]:
    """Files to begin with: the samples, good and bad, in the format of the target."""
    if name in FORMATS:
        suffix = {"json": ".json", "jsonl": ".json", "tei": ".tei.xml"}[name]
        paths = [*(root / "samples").rglob(f"*{suffix}")]
        for path in paths:
            data = path.read_bytes()
            if len(data) < 12_000:
                yield data.replace(b"\n", b" ") + b"\n" if name == "jsonl" else data
    elif name in FOREIGN:
        import standfirst

        for path in (root / "samples" / "valid").glob("*.json"):
            if path.stat().st_size < 12_000:
                files = dict(codec(FOREIGN[name]).write(standfirst.load(path), Settings(id="d")).files)
                data, *_ = files.values()
                yield data + b"\0" + files[".txt"] if ".txt" in files else data
    else:
        yield _BEGINNINGS[name]


_BEGINNINGS = {
    "mapping": b'[types]\nPerson = {layer = "mentions", tag = "PER"}\nToken = "none"\n[roles]\nWho = "agent"\n',
    "edits": b'{"standfirst_edits":"1.0","documents":[{"document":"d","sha256":"00","path":"a.json","line":1,"edits":'
    b'[{"pointer":"/mentions/0","before":{},"after":{},"rule":"OFF003","annotation":"m1","why":"x"}]}]}',
    "baseline": b'standfirst_baseline = "1.0"\n[[finding]]\nrule = "OFF003"\npath = "a.json"\nannotation = "m1"\n'
    b'content = "0"\ncount = 2\nreason = "x"\nsince = "2025-01-01"\n',
    "configuration": b'profile = "gold"\nselect = ["OFF"]\nexclude = ["*.bak"]\n[severity]\nOFF003 = "error"\n',
    "scheme": b'{"standfirst_scheme":"1.0","id":"s","title":"S","zones":[{"tag":"a","description":"A"}],'
    b'"events":[{"tag":"e","description":"E","roles":{"r":{"description":"R","required":true}}}]}',
}
