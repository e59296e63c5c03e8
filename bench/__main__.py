"""Every bench in its own process, one after the other, in small sizes; `--full` for the sizes of the goals.

python -m bench [NAME …] [--full] [--list]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Bench:
    """What it measures, and its arguments in the small and in the full size."""

    what: str
    small: tuple[str, ...] = ()
    full: tuple[str, ...] = ()


BENCHES = {
    "startup": Bench("how soon it answers: --help, a command, make run"),
    "indicators": Bench(
        "the indicator set: our measures against hand-written SQL",
        ("--rows", "200000"),
        ("--rows", "10000000", "--pandas", "--postgres"),
    ),
    "live": Bench(
        "figures that follow changes against counting anew", ("--rows", "200000"), ("--rows", "10000000")
    ),
    "intake": Bench("reading, judging and placing rows of the gazette"),
    "xml": Bench("XML records beside a bare pass", ("10000",)),
    "plan_reader": Bench("precision and recall of the plan reader", (), ("--held",)),
    "matching": Bench(
        "firms' names: ours, nomenklatura's, rapidfuzz; a million names indexed",
        ("--names", "20000"),
        ("--held", "--names", "1000000"),
    ),
    "forecast": Bench("coverage and skill of the forecast, by rolling origin", ("--series", "6")),
    "journal": Bench("acts and verified events per second", ("20000",)),
    "registry": Bench("figure, evidence, overview and storing over many patents", ("30000",)),
    "search": Bench(
        "search beside SQLite FTS5 and PostgreSQL trigrams", ("--docs", "50000", "--postgres", "20000")
    ),
    "following": Bench(
        "how soon a commit is found, and what noting it costs an import",
        ("--commits", "20", "--rows", "2000"),
    ),
    "addresses": Bench("addresses of real gazettes beside a second reader", ("../shared/data",)),
    "pages": Bench("server time of the pages", ("--patents", "30000")),
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", choices=[[], *BENCHES])
    asked.add_argument("--full", action="store_true", help="the sizes of the goals: an hour and 10 GB")
    asked.add_argument("--list", action="store_true", help="only name them")
    told = asked.parse_args()
    if told.list:
        print("\n".join(f"{name:12} {bench.what}" for name, bench in BENCHES.items()))
        return 0
    failed = [name for name in told.names or BENCHES if not passes(name, full=told.full)]
    if failed:
        print(f"bench: failed: {', '.join(failed)}")
    return 1 if failed else 0


def passes(name: str, *, full: bool) -> bool:
    """Run one; its figures go straight to the terminal."""
    bench = BENCHES[name]
    print(f"\n== {name}: {bench.what}", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", f"bench.{name}", *(bench.full if full else bench.small)]
    status = subprocess.run(command, check=False).returncode
    print(
        f"-- {name}: {time.monotonic() - began:.0f} s{'' if status == 0 else f', status {status}'}",
        flush=True,
    )
    return status == 0


if __name__ == "__main__":
    sys.exit(main())
