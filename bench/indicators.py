"""The indicator set over generated rights: our measures against hand-written DuckDB SQL, the decode floor, pandas, PostgreSQL, Sail.

    python -m bench.indicators --rows 10000000 [--postgres] [--pandas] [--sail] [--threads 1]

Prints, for each question, the median seconds of five runs and the ratio of ours to the hand-written SQL; every answer is
compared with the hand-written one's before it is timed. Both run in one process, in turns, over the same Parquet files.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.indicator_floor import apart, decoded
from bench.indicator_queries import EVER, MEASURED, by_hand, density
from zhice.corpus.generate import generate
from zhice.corpus.snapshot import open_corpus
from zhice.measuring.facts import Facts
from zhice.measuring.source import ParquetSource, sql
from zhice.measuring.territory import Atlas, Territory

DATA = Path(__file__).parent / "data"
RUNS = 5
GOALS = {"by hand": 1.10, "decode": 1.6, "Sail": 2.0, "PostgreSQL": 5.0, "pandas cold": 6.0, "memory": 10.0}


def corpus(rows: int) -> Path:
    folder = DATA / f"rights-{rows}"
    if not (folder / "manifest.yaml").exists():
        start = time.perf_counter()
        generate(folder, rights=rows)
        print(f"generated {rows:,} rights in {time.perf_counter() - start:.0f} s")
    return folder


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--runs", type=int, default=RUNS)
    for peer in ("pandas", "postgres", "sail"):
        asked.add_argument(f"--{peer}", action="store_true", help="measure it beside (pandas: 3 GB at 10 M)")
    options = asked.parse_args()
    folder = corpus(options.rows)
    table = Table(["DuckDB by hand", "ours"])
    load = os.getloadavg()[0]
    print(
        f"{options.rows:,} rights, {options.threads} thread(s), medians of {options.runs}, seconds; load {load:.1f}"
    )
    duck(folder, table, options)
    table.add("bare decode", decoded(folder, runs=options.runs))
    ratios = {"by hand": table.ratio("ours", "DuckDB by hand"), "decode": table.ratio("ours", "bare decode")}
    if options.sail:
        from bench.indicator_sail import in_sail

        table.add("ours on Sail", in_sail(folder, runs=options.runs, regions=regions_of(folder)))
        ratios["Sail"] = table.ratio("ours on Sail", "ours")
    if options.postgres:
        from bench.indicator_postgres import in_postgres

        table.add("PostgreSQL by hand", in_postgres(folder, runs=options.runs))
        ratios["PostgreSQL"] = table.ratio("PostgreSQL by hand", "ours")
    if options.pandas:
        ratios |= beside_pandas(folder, table, options)
    table.print()
    for name, ratio in ratios.items():
        most = name in ("by hand", "decode", "Sail")
        met = ratio <= GOALS[name] if most else ratio >= GOALS[name]
        print(
            f"{SAYS[name]}: {ratio:.2f} (goal {'≤' if most else '≥'} {GOALS[name]:g}: {'met' if met else 'MISSED'})"
        )


SAYS = {
    "by hand": "ours / hand-written SQL",
    "decode": "ours / bare decode of the columns",
    "Sail": "ours on Sail / ours on DuckDB",
    "PostgreSQL": "hand-written SQL on PostgreSQL / ours on DuckDB",
    "pandas cold": "pandas from cold (load and questions) / ours",
    "memory": "peak memory of pandas / of ours",
}


def beside_pandas(folder: Path, table: Table, options: Any) -> dict[str, float]:
    """pandas and ours in a process each, so that each peak of memory is its own."""
    theirs, ours = (apart(way, folder, runs=options.runs) for way in ("pandas", "ours"))
    table.add("pandas, loaded", theirs["seconds"])
    print(
        f"pandas: load {theirs['load']:.1f} s, peak {theirs['peak_mb']:,.0f} MB; ours: peak {ours['peak_mb']:,.0f} MB"
    )
    cold = theirs["load"] + sum(theirs["seconds"].values())
    return {"pandas cold": cold / table.total("ours"), "memory": theirs["peak_mb"] / ours["peak_mb"]}


class Table:
    """Seconds by question and way."""

    def __init__(self, ways: list[str]) -> None:
        self.ways = ways
        self.seconds: dict[str, dict[str, float]] = {}

    def add(self, way: str, seconds: dict[str, float]) -> None:
        if way not in self.ways:
            self.ways.append(way)
        for question, value in seconds.items():
            self.seconds.setdefault(question, {})[way] = value

    def total(self, way: str) -> float:
        return sum(one[way] for one in self.seconds.values())

    def ratio(self, way: str, other: str) -> float:
        return self.total(way) / self.total(other)

    def print(self) -> None:
        print(f"{'question':22}" + "".join(f"{way:>20}" for way in self.ways) + f"{'ours / by hand':>16}")
        total = {way: self.total(way) for way in self.ways}
        for question, one in [*self.seconds.items(), ("total", total)]:
            cells = "".join(f"{one[way]:>20.3f}" for way in self.ways)
            print(f"{question:22}{cells}{one['ours'] / one['DuckDB by hand']:>16.2f}")


def duck(folder: Path, table: Table, options: Any) -> None:
    source, ours = questions(folder, threads=options.threads)
    hand, mine = {}, {}
    for name, text in by_hand("duckdb").items():
        theirs = lambda text=text: _arrow(source, text)  # type: ignore[misc] # noqa: E731 - timed like ours
        _equal(name, theirs(), ours[name]())
        hand[name], mine[name] = _in_turns(theirs, ours[name], options.runs)
    table.add("DuckDB by hand", hand)
    table.add("ours", mine)


def questions(folder: Path, *, threads: int) -> tuple[ParquetSource, dict[str, Callable[[], Any]]]:
    """The seven through our measures, and the source that answers them."""
    source = open_corpus(folder, threads=threads).source
    atlas = Atlas(source)
    nation = Facts(source, Territory("100000", "示例", whole=True), day=EVER.end)
    places = _places(source)
    city = Facts(source, atlas.territory("410100"), day=EVER.end)
    ours: dict[str, Callable[[], Any]] = {"density": lambda: density(nation.over(places))}
    for name, ask in MEASURED.items():
        facts = city if name == "top applicants" else nation
        ours[name] = lambda ask=ask, facts=facts: _arrow(source, sql(ask(facts), dialect="duckdb"))  # type: ignore[misc]
    return source, ours


def regions_of(folder: Path) -> tuple[Territory, ...]:
    return _places(open_corpus(folder).source)


def _places(source: ParquetSource) -> tuple[Territory, ...]:
    atlas = Atlas(source)
    return tuple(atlas.territory(row[0]) for row in source.connection.execute(REGIONS).fetchall())


# regions that hold patents themselves: those without parts
REGIONS = "select code from fact.regions r where not exists (select 1 from fact.regions p where p.parent = r.code) order by 1"


def _arrow(source: ParquetSource, text: str) -> Any:
    return source.connection.sql(text).to_arrow_table()


def _in_turns(one: Callable[[], Any], other: Callable[[], Any], runs: int) -> tuple[float, float]:
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for ask, kept in zip((one, other), seconds, strict=True):
            start = time.perf_counter()
            ask()
            kept.append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def _equal(name: str, theirs: Any, ours: Any) -> None:
    wanted = list(zip(*theirs.to_pydict().values(), strict=True))
    found = ours if isinstance(ours, list) else list(zip(*ours.to_pydict().values(), strict=True))
    assert len(wanted) == len(found), f"{name}: {len(wanted)} rows by hand, {len(found)} ours"
    for one, other in zip(wanted, found, strict=True):
        for left, right in zip(one, other, strict=True):
            same = (
                left == right
                if isinstance(left, str | None)
                else math.isclose(float(left), float(right), rel_tol=1e-9)
            )
            assert same, f"{name}: by hand {one}, ours {other}"


if __name__ == "__main__":
    main()
