"""What starting costs: CPU time of whole processes beside that of a bare ``python``, as medians of adjacent runs.

python benchmarks/startup.py
"""

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 15
ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "standfirst --version": ["--version"],
    "standfirst validate (a small clean file)": ["validate", str(ROOT / "samples" / "valid" / "minimal.json")],
    "standfirst validate (the reference article)": ["validate", str(ROOT / "corpus" / "chicago-open-letter.json")],
}


def cpu(command: list[str]) -> float:
    """The user and system time of one run, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    program = str(Path(sys.executable).with_name("standfirst"))
    print(f"{'command':46} {'ms over bare python':>20}")
    for name, arguments in COMMANDS.items():
        extra = [cpu([program, *arguments]) - cpu([sys.executable, "-c", "pass"]) for _ in range(ROUNDS)]
        print(f"{name:46} {statistics.median(extra):20.0f}")


if __name__ == "__main__":
    main()
