"""How soon it answers: `zhice --help`, a command that needs the database, `make run` when everything is there.

python -m bench.startup          medians of 5, in a home of its own; the limit beside each
"""

from __future__ import annotations

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ZHICE = ROOT / ".venv" / "bin" / "zhice"
TIMES = 5


def seconds(*words: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [str(word) for word in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def warm_run() -> tuple[float, float]:
    """Seconds from `make run` to the first page, and from the signal to the end."""
    began = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    for line in process.stdout:
        address = re.search(r"http://\S+:\d+", line)
        if address:
            urllib.request.urlopen(address.group(), timeout=30).read()
            break
    else:
        sys.exit("make run ended without an address")
    up = time.perf_counter() - began
    began = time.perf_counter()
    os.killpg(process.pid, signal.SIGTERM)
    process.stdout.read()
    process.wait()
    return up, time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        os.environ |= {"ZHICE_HOME": home, "ZHICE_PORT": str(probe.getsockname()[1])}
        probe.close()
        first, _ = warm_run()
        print(f"make run, new home              {first:7.2f} s   limit 60")
        runs = [warm_run() for _ in range(TIMES)]
        show("make run, warm, to the first page", 5.0, [up for up, _ in runs])
        show("Ctrl-C to the end", 3.0, [down for _, down in runs])
        show("zhice --help", 0.15, repeat(lambda: seconds(str(ZHICE), "--help")))
        show(
            "zhice indicators --json, cold", None, repeat(lambda: seconds(str(ZHICE), "indicators", "--json"))
        )


def repeat(measure: Callable[[], float]) -> list[float]:
    return [measure() for _ in range(TIMES)]


def show(what: str, limit: float | None, measured: list[float]) -> None:
    median = statistics.median(measured)
    against = f"   limit {limit:g}   ratio {median / limit:.2f}" if limit else ""
    print(f"{what:32}{median:7.2f} s{against}")


if __name__ == "__main__":
    main()
