"""The seven questions in pandas, over the same files, loaded once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

PATENTS = [
    "kind",
    "filed_date",
    "granted_date",
    "filed_region",
    "holder_name",
    "ipc_subclass",
    "agency",
    "filed_year",
]
SPELLS = ["kind", "region", "start_date", "end_date"]


def in_pandas(folder: Path, *, runs: int) -> tuple[dict[str, float], float]:
    """Median seconds by question, and the seconds of the load before them."""
    start = time.perf_counter()
    patents = pd.read_parquet(folder / "patents.parquet", columns=PATENTS)
    spells = pd.read_parquet(folder / "patent_spells.parquet", columns=SPELLS)
    people = pd.read_parquet(folder / "resident_population.parquet")
    for frame, names in ((patents, ("filed_date", "granted_date")), (spells, ("start_date", "end_date"))):
        for name in names:
            frame[name] = pd.to_datetime(frame[name])
    load = time.perf_counter() - start
    questions = _questions(patents, spells, people)
    return {name: _median(ask, runs) for name, ask in questions.items()}, load


def _median(ask: Callable[[], Any], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _questions(patents: Any, spells: Any, people: Any) -> dict[str, Callable[[], Any]]:
    day = pd.Timestamp("2021-12-31")
    inventions = patents.kind == "INVENTION"

    def density() -> Any:
        holds = (
            (spells.kind == "INVENTION")
            & (spells.start_date <= day)
            & (spells.end_date.isna() | (spells.end_date > day))
        )
        stock = spells[holds].groupby("region").size().rename("n").reset_index()
        both = stock.merge(people[people.year == 2020], on="region")
        return both.assign(density=both.n * 10000 / both.persons)

    def top_applicants() -> Any:
        city = patents[patents.filed_region.str.startswith("4101") & (patents.filed_date >= "2018-01-01")]
        found = (
            city.assign(inventions=city.kind == "INVENTION")
            .groupby("holder_name")
            .inventions.agg(["size", "sum"])
        )
        return found.sort_values("size", ascending=False).head(50)

    def advantage() -> Any:
        technical = patents[patents.kind != "DESIGN"]
        n = technical.groupby(["filed_region", "ipc_subclass"]).size().rename("n").reset_index()
        own, field = (n.groupby(by).n.transform("sum") for by in ("filed_region", "ipc_subclass"))
        return n.assign(advantage=(n.n / own) / (field / n.n.sum()))

    def stock() -> Any:
        rows = spells[spells.kind == "INVENTION"]
        changes = []
        for name, change in (("start_date", 1), ("end_date", -1)):
            dated = rows[rows[name] <= pd.Timestamp("2022-12-31")]
            month = dated[name].dt.year * 12 + dated[name].dt.month - 1
            changes.append(pd.DataFrame({"region": dated.region, "month": month, "change": change}))
        months = pd.concat(changes).groupby(["region", "month"], as_index=False).change.sum()
        return months.assign(stock=months.groupby("region").change.cumsum())

    def agencies() -> Any:
        rows = patents[inventions]
        rows = rows.assign(days=(rows.granted_date - rows.filed_date).dt.days)
        return rows.groupby("agency").agg(
            n=("kind", "size"), granted=("granted_date", "count"), days=("days", "mean")
        )

    return {
        "density": density,
        "filings and grants": lambda: patents.groupby(
            ["filed_year", "kind", "filed_region"]
        ).granted_date.agg(["size", "count"]),
        "top applicants": top_applicants,
        "IPC x year": lambda: patents.groupby(["ipc_subclass", "filed_year"]).size(),
        "technology advantage": advantage,
        "monthly stock": stock,
        "agency quality": agencies,
    }
