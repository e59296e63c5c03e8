"""The seven questions through our measures on Sail, over the same files, on one core."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.indicator_queries import EVER, MEASURED, density
from zhice.corpus.spark import open_on_spark, spark_sql
from zhice.measuring.facts import Facts
from zhice.measuring.territory import Atlas, Territory


def in_sail(folder: Path, *, runs: int, regions: tuple[Territory, ...]) -> dict[str, float]:
    """Median seconds by question; the server runs in a process of its own, held to one core."""
    with tempfile.TemporaryDirectory() as scratch:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.clusters", "sail", scratch],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        os.sched_setaffinity(server.pid, {0})  # before it has threads: they inherit it
        try:
            line = next(line for line in server.stdout or () if line.startswith("port "))
            source = open_on_spark(folder, address=f"sc://127.0.0.1:{line.split()[1]}")
            return {name: _median(ask, runs) for name, ask in _asked(source, regions).items()}
        finally:
            server.terminate()
            server.wait()


def _asked(source: Any, regions: tuple[Territory, ...]) -> dict[str, Callable[[], Any]]:
    nation = Facts(source, Territory("100000", "示例", whole=True), day=EVER.end)
    city = Facts(source, Atlas(source).territory("410100"), day=EVER.end)
    asked: dict[str, Callable[[], Any]] = {"density": lambda: density(nation.over(regions))}
    for name, ask in MEASURED.items():
        facts = city if name == "top applicants" else nation
        asked[name] = lambda ask=ask, facts=facts: source.session.sql(spark_sql(ask(facts))).toArrow()  # type: ignore[misc]
    return asked


def _median(ask: Callable[[], Any], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
