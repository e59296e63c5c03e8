"""Two marks beside the indicator set: the bare decoding of the columns each question needs, and what pandas takes from cold.

    python -m bench.indicator_floor ours|pandas FOLDER RUNS

answers, in a process of its own, with seconds and the peak of its memory as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

STOCK = ("patent_spells", ("kind", "region", "start_date", "end_date"))
COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "density": STOCK,
    "filings and grants": ("patents", ("filed_year", "kind", "filed_region", "granted_date")),
    "top applicants": ("patents", ("filed_region", "filed_date", "holder_name", "kind")),
    "IPC x year": ("patents", ("ipc_subclass", "filed_year")),
    "technology advantage": ("patents", ("kind", "filed_region", "ipc_subclass")),
    "monthly stock": STOCK,
    "agency quality": ("patents", ("kind", "agency", "granted_date", "filed_date")),
}


def decoded(folder: Path, *, runs: int) -> dict[str, float]:
    """Median seconds in which DuckDB decodes the columns of each question and only looks at each value (its largest), one thread.

    A count needs no decoding, and without `offset 1` the largest would come out of the file's statistics.
    """
    connection = duckdb.connect(config={"threads": 1})
    seconds = {}
    for question, (relation, columns) in COLUMNS.items():
        counted = ", ".join(f"max({column})" for column in columns)
        text = (
            f"select {counted} from (select {', '.join(columns)} from '{folder / relation}.parquet' offset 1)"
        )
        taken = []
        for _ in range(runs):
            start = time.perf_counter()
            connection.execute(text).fetchall()
            taken.append(time.perf_counter() - start)
        seconds[question] = statistics.median(taken)
    return seconds


def apart(way: str, folder: Path, *, runs: int) -> dict[str, Any]:
    """The answer of this module run as a program: `seconds` by question, `load`, `peak_mb`."""
    command = [sys.executable, "-m", "bench.indicator_floor", way, str(folder), str(runs)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def _main(way: str, folder: Path, runs: int) -> None:
    load = 0.0
    if way == "pandas":
        from bench.indicator_pandas import in_pandas

        seconds, load = in_pandas(folder, runs=runs)
    else:
        from bench.indicators import questions

        source, asked = questions(folder, threads=1)
        seconds = {}
        for name, ask in asked.items():
            taken = []
            for _ in range(runs):
                start = time.perf_counter()
                ask()
                taken.append(time.perf_counter() - start)
            seconds[name] = statistics.median(taken)
        source.connection.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "load": load, "peak_mb": peak}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
