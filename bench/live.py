"""Live figures: what was counted follows 1 to 1,000 changed rows, against counting it all again.

    python -m bench.live [--rows N]

40 families of figures (five measures, eight years, every region of the corpus at once) over N generated rights: counted anew
from Parquet by DuckDB, and brought up to date by the same questions of the changed rows alone. One process, one thread,
medians of five; before it is timed, the followed answers are compared with a new count over changed files.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import zhice.creation.measures
import zhice.registry.facts  # noqa: F401 - and of what
from zhice.corpus.generate import DAY, generate
from zhice.kernel.days import Period
from zhice.measuring.counts import Total
from zhice.measuring.facts import Facts
from zhice.measuring.folded_rows import _question
from zhice.measuring.live import Change, Live
from zhice.measuring.source import NOWHERE, ParquetSource, Row
from zhice.measuring.territory import Atlas

MEASURES = (
    "creation.patent_filings_gross",
    "creation.patent_filings_net",
    "creation.patent_grants",
    "creation.invention_patents_in_force",
    "creation.patents_in_force",
)
YEARS = range(2015, 2023)
FOLLOWED = frozenset({"patents", "patent_spells"})
SIZES = (1, 10, 100, 1_000)


def questions(source: ParquetSource) -> list[Any]:
    """The 40 questions, each grouped by every region."""
    atlas = Atlas(source)
    places = [atlas.territory(code) for code in sorted(atlas._regions)]
    facts = Facts(NOWHERE, places[0], DAY).over(places)
    return [_question(Total((code,)), facts, Period.year(year)) for code in MEASURES for year in YEARS]


def ask(source: Any, asked: list[Any]) -> list[list[Row]]:
    return [sorted(source.rows(question), key=lambda row: str(row["place"])) for question in asked]


def changes(folder: Path, size: int, *, by: int) -> list[Change]:
    """`size` rights of which a later day is told: granted `by` days later, and in force from then on."""
    made = []
    for name, column in (("patents", "granted_date"), ("patent_spells", "start_date")):
        rows = pq.read_table(folder / f"{name}.parquet")
        granted = rows.filter(pc.is_valid(rows[column]))
        old = granted.slice(len(granted) // 3, size)
        moved = pa.array([day + timedelta(days=by) for day in old[column].to_pylist()], pa.date32())
        new = old.set_column(old.schema.get_field_index(column), old.schema.field(column), moved)
        made.append(Change(name, old, new))
    return made


def median(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def equal(folder: Path, asked: list[Any], into: Path) -> bool:
    """Whether 1,000 followed changes give what a new count over the changed corpus gives."""
    made = [change for change in changes(folder, 1_000, by=3) if change.relation == "patents"]
    kept = Live(ParquetSource(folder, threads=1), FOLLOWED)
    ask(kept, asked)
    kept.follow(made)
    granted = pq.read_table(folder / "patents.parquet")
    rows = {row["record"]: row for row in made[0].new.to_pylist()}  # type: ignore[union-attr]
    table = pa.Table.from_pylist(
        [rows.get(row["record"], row) for row in granted.to_pylist()], schema=granted.schema
    )
    for file in folder.glob("*.parquet"):
        pq.write_table(table if file.stem == "patents" else pq.read_table(file), into / file.name)
    return ask(kept, asked) == ask(ParquetSource(into, threads=1), asked)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as other:
        small = Path(other)
        generate(small / "small", rights=20_000)
        (small / "changed").mkdir()
        asked = questions(ParquetSource(small / "small", threads=1))
        if not equal(small / "small", asked, small / "changed"):
            print("followed and counted anew differ")
            return 1
        folder = Path(place)
        generate(folder, rights=told.rows)
        source = ParquetSource(folder, threads=1)
        asked = questions(source)
        kept = Live(source, FOLLOWED)
        ask(kept, asked)
        anew = median(lambda: ask(source, asked))
        print(f"{len(asked)} families over {told.rows:,} rights, counted anew: {anew:.2f} s")
        for size in SIZES:
            made = changes(folder, size, by=2)
            taken = median(lambda made=made: kept.follow(made))  # type: ignore[misc]
            print(
                f"followed {size:>5} changes: {taken * 1000:7.1f} ms   {anew / taken:6.0f} ×   (goal 250 ×, ≤ 1,000)"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
