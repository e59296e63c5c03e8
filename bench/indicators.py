"""The indicator set over generated rights: our measures against hand-written DuckDB SQL, with pandas and PostgreSQL beside them.

    python -m bench.indicators --rows 10000000 [--postgres] [--pandas] [--threads 1]

Prints, for each question, the median seconds of five runs and the ratio of ours to the hand-written SQL; every answer is
compared with the hand-written one's before it is timed. Both run in one process, in turns, over the same Parquet files.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.indicator_queries import EVER, MEASURED, by_hand, density
from zhice.corpus.generate import generate
from zhice.corpus.snapshot import open_corpus
from zhice.measuring.facts import Facts
from zhice.measuring.source import ParquetSource, sql
from zhice.measuring.territory import Atlas, Territory

DATA = Path(__file__).parent / "data"
RUNS = 5
GOAL = 1.25


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
    asked.add_argument("--pandas", action="store_true", help="measure pandas beside it (3 GB at 10 M)")
    asked.add_argument(
        "--postgres", action="store_true", help="load a database of its own and measure it beside it"
    )
    options = asked.parse_args()
    folder = corpus(options.rows)
    table = Table(["DuckDB by hand", "ours"])
    print(f"{options.rows:,} rights, {options.threads} thread(s), medians of {options.runs}, seconds")
    duck(folder, table, options)
    table.print()
    if options.pandas:
        from bench.indicator_pandas import in_pandas

        table.add("pandas", in_pandas(folder, runs=options.runs))
    if options.postgres:
        from bench.indicator_postgres import in_postgres

        table.add("PostgreSQL by hand", in_postgres(folder, runs=options.runs))
    if len(table.ways) > 2:
        table.print()


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

    def print(self) -> None:
        print(f"{'question':22}" + "".join(f"{way:>20}" for way in self.ways) + f"{'ours / by hand':>16}")
        total = {way: sum(one[way] for one in self.seconds.values()) for way in self.ways}
        for question, one in [*self.seconds.items(), ("total", total)]:
            cells = "".join(f"{one[way]:>20.3f}" for way in self.ways)
            print(f"{question:22}{cells}{one['ours'] / one['DuckDB by hand']:>16.2f}")
        for way in self.ways[1:]:
            print(f"{way}: {total[way] / total['DuckDB by hand']:.2f} x DuckDB by hand")
        ratio = total["ours"] / total["DuckDB by hand"]
        print(f"goal {GOAL} x: {'met' if ratio <= GOAL else 'MISSED'} ({ratio:.2f})")


def duck(folder: Path, table: Table, options: Any) -> None:
    source = open_corpus(folder, threads=options.threads).source
    atlas = Atlas(source)
    nation = Facts(source, Territory("100000", "示例", whole=True), day=EVER.end)
    regions = tuple(atlas.territory(row[0]) for row in source.connection.execute(REGIONS).fetchall())
    city = Facts(source, atlas.territory("410100"), day=EVER.end)
    ours: dict[str, Callable[[], Any]] = {"density": lambda: density(nation.over(regions))}
    for name, ask in MEASURED.items():
        facts = city if name == "top applicants" else nation
        ours[name] = lambda ask=ask, facts=facts: _arrow(source, sql(ask(facts), dialect="duckdb"))  # type: ignore[misc]
    hand, mine = {}, {}
    for name, text in by_hand("duckdb").items():
        theirs = lambda text=text: _arrow(source, text)  # type: ignore[misc] # noqa: E731 - timed like ours
        _equal(name, theirs(), ours[name]())
        hand[name], mine[name] = _in_turns(theirs, ours[name], options.runs)
    table.add("DuckDB by hand", hand)
    table.add("ours", mine)


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
