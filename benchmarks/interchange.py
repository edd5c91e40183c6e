"""How fast formats of others are read, beside libraries by others on the same files: ratios within one run.

    python benchmarks/interchange.py

A library that is not installed is left out. ``make test-peers`` says how to install them.
"""

import importlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import standfirst
from measured import ratio
from standfirst.interchange import FOREIGN, Foreign, Settings, Source, codec
from standfirst.interchange.uima.layout import declared
from standfirst.interchange.uima.write import type_system
from standfirst.model import Document

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7


def documents() -> list[Document]:
    """The reference article and the articles of the samples."""
    paths = [ROOT / "corpus" / "chicago-open-letter.json", *sorted((ROOT / "samples" / "articles").glob("*.json"))]
    return [standfirst.load(path) for path in paths]


def best(work: Callable[[], Any]) -> float:
    """The seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def library(name: str) -> Any:
    """A library, or ``None`` where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def brat() -> None:
    """brat: our reader, and that of bioc."""
    form = FOREIGN["brat"]
    written = [dict(codec(form).encode(codec(form).keep(one, Settings())[0], Settings())) for one in documents()]

    def ours() -> None:
        for files in written:
            (reading,) = codec(form).read(Source(files[".ann"], "a.ann", files.get), Settings())
            assert reading.document is not None

    said = f"brat: {len(written) / best(ours):,.0f} documents/s"
    module = library("bioc.brat")
    if module is not None:

        def theirs() -> None:
            for files in written:
                module.load(io.StringIO(files[".txt"].decode()), io.StringIO(files[".ann"].decode()))

        said += f"; bioc takes {best(theirs) / best(ours):.2f} times as long"
    print(said)


def uima() -> None:
    """XMI and JSON CAS: our readers, and those of dkpro-cassis, which is given the type system once."""
    module = library("cassis")
    for name, ending in (("uima-xmi", ".xmi"), ("uima-json", ".cas.json")):
        form = FOREIGN[name]
        written = [dict(codec(form).encode(codec(form).keep(one, Settings())[0], Settings())) for one in documents()]

        def ours(form: Foreign = form, ending: str = ending, written: list[dict[str, bytes]] = written) -> None:
            for files in written:
                (reading,) = codec(form).read(Source(files[ending], "a" + ending), Settings())
                assert reading.document is not None

        said = f"{name}: {len(written) / best(ours):,.0f} documents/s"
        if module is not None:
            system = module.load_typesystem(io.BytesIO(type_system(declared())))
            load: dict[str, Callable[[io.BytesIO], Any]] = {
                "uima-xmi": partial(module.load_cas_from_xmi, typesystem=system),
                "uima-json": module.load_cas_from_json,
            }

            def theirs(
                read: Callable[[io.BytesIO], Any] = load[name],
                written: list[dict[str, bytes]] = written,
                ending: str = ending,
            ) -> None:
                for files in written:
                    read(io.BytesIO(files[ending]))

            said += f"; dkpro-cassis takes {best(theirs) / best(ours):.2f} times as long"
        print(said)


def webanno() -> None:
    """WebAnno TSV: our reader; there is no other library."""
    form = FOREIGN["webanno-tsv"]
    written = [codec(form).encode(codec(form).keep(one, Settings())[0], Settings())[0][1] for one in documents()]

    def ours() -> None:
        for data in written:
            (reading,) = codec(form).read(Source(data, "a.tsv"), Settings())
            assert reading.document is not None

    print(f"webanno-tsv: {len(written) / best(ours):,.0f} documents/s")


def conllu() -> None:
    """CoNLL-U: our reader, and the library that it is built on, alone."""
    module = library("conllu")
    if module is None:
        return
    form = FOREIGN["conllu"]
    folder = os.environ.get("STANDFIRST_ORACLES")
    found = sorted((Path(folder) / "peers" / "conll-u").glob("*.conllu")) if folder else []
    files = [("GUM", path.read_bytes()) for path in found]
    for document in documents()[:1]:
        kept, _ = codec(form).keep(document, Settings())
        files.append(("the reference article", codec(form).encode(kept, Settings())[0][1]))
    for name, data in files:
        text = data.decode("utf-8")

        def ours(data: bytes = data) -> None:
            assert all(one.document is not None for one in codec(form).read(Source(data, "a.conllu"), Settings()))

        def theirs(text: str = text) -> None:
            module.parse(text)

        speed, times = len(data) / best(ours) / 1e6, ratio(ours, theirs, 40)
        print(f"conllu, {name}: {speed:.1f} MB/s; takes {times:.2f} times as long as the library alone")


def main() -> None:
    """Print a line for each format."""
    with tempfile.TemporaryDirectory():
        brat()
        uima()
        webanno()
        conllu()


if __name__ == "__main__":
    main()
