"""A coverage-guided run over readers: ``python tests/fuzzing/run.py [--seconds N] [TARGET ...]``, all by default.

What makes a reader raise, or keeps it busy for more than ten seconds, is written to ``tests/fuzzing/found`` by the name
of its target; a test reads every file there. The corpus of what was reached is kept in ``.fuzzing``, so that the next run
begins where this one ended. Needs atheris: ``pip install --group fuzzing``.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / "tests" / "fuzzing" / "found"
CORPUS = ROOT / ".fuzzing"
LONGEST = 16_384
BACKSLASH = "\\"


def words() -> list[bytes]:
    """The names that the formats, the configuration and schemes know, and what breaks parsers."""
    found = {
        b'"-0.0"',
        b"1e999",
        b"\\ud800",
        b"NaN",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\r\n",
        b"&#10;",
        b"]]>",
        b"<!DOCTYPE",
    }

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for name, held in value.items():
                if name in ("properties", "$defs") and isinstance(held, dict):
                    found.update(json.dumps(member).encode() for member in held)
                    found.update(member.encode() for member in held)  # as TOML and XML have them
                walk(held)
        elif isinstance(value, list):
            for held in value:
                walk(held)

    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        walk(json.loads(path.read_bytes()))
    return sorted(found)


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process; does not return."""
    import atheris

    with atheris.instrument_imports(include=["standfirst"]):
        from targets import TARGETS, seeds

        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(seeds(ROOT, name)):
            (folder / f"seed-{number}").write_bytes(data)
            TARGETS[name](data)  # modules that are imported only when they are needed are instrumented too
    dictionary = CORPUS / "words.dict"
    dictionary.write_text("".join(f'"{"".join(f"{BACKSLASH}x{byte:02x}" for byte in word)}"\n' for word in words()))
    options = [
        sys.argv[0],
        str(folder),
        f"-max_total_time={seconds}",
        f"-artifact_prefix={FOUND}/{name}-",
        f"-dict={dictionary}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup(options, TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    """Fuzz each target in a process of its own. The exit code is 1 if any reader failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.one:
        fuzz(said.one, said.seconds)
    sys.path.insert(0, str(Path(__file__).parent))
    from targets import TARGETS

    unknown = [name for name in said.targets if name not in TARGETS]
    if unknown:
        parser.error(f"there is no target {unknown[0]!r}; there are {', '.join(TARGETS)}")
    failed = []
    for name in said.targets or TARGETS:
        command = [sys.executable, __file__, "--one", name, "--seconds", str(said.seconds)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
        lines = done.stderr.splitlines()
        stats = [line.removeprefix("stat::").split(":") for line in lines if line.startswith("stat::")]
        reached = [line for line in lines if "cov:" in line][-1:]
        runs = {key: value.strip() for key, value in stats}.get("number_of_executed_units", "?")
        print(f"{name}: {runs} runs; {reached[0].strip() if reached else 'nothing reached'}", flush=True)
        if done.returncode:
            failed.append(name)
            print("\n".join(lines[-60:]), flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "no reader failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
