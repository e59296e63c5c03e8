"""The hand-written SQL on PostgreSQL: a database of its own on the product's server, loaded by COPY, dropped afterwards."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from bench.indicator_queries import by_hand
from zhice.measuring.facts import relation

TYPES = {"string": "text", "date": "date", "int64": "bigint"}
RELATIONS = ("patents", "patent_spells", "resident_population")


def in_postgres(folder: Path, *, runs: int) -> dict[str, float]:
    """Median seconds by question, one process, no parallel workers; the load is printed beside."""
    if "ZHICE_HOME" not in os.environ:
        os.environ["ZHICE_HOME"] = tempfile.mkdtemp(prefix="zhice-bench-")
    from zhice.site import postgres

    name = f"bench_{os.getpid()}"
    with (
        postgres.running(),
        psycopg.connect(**postgres.conninfo("bootstrap", database="postgres"), autocommit=True) as bootstrap,
    ):
        bootstrap.execute(f'create database "{name}"')  # type: ignore[call-overload]
        try:
            with psycopg.connect(
                **postgres.conninfo("bootstrap", database=name), autocommit=True
            ) as connection:
                return _measured(connection, folder, runs)
        finally:
            bootstrap.execute(f'drop database "{name}" with (force)')  # type: ignore[call-overload]


def _measured(connection: psycopg.Connection[Any], folder: Path, runs: int) -> dict[str, float]:
    start = time.perf_counter()
    connection.execute("create schema fact")
    for name in RELATIONS:
        _load(connection, folder, name)
    connection.execute("vacuum analyze")
    print(f"PostgreSQL: load {time.perf_counter() - start:.0f} s")
    connection.execute("set max_parallel_workers_per_gather = 0")
    connection.execute("set work_mem = '256MB'")
    connection.execute("set jit = off")
    return {name: _median(connection, text, runs) for name, text in by_hand("postgres").items()}


def _load(connection: psycopg.Connection[Any], folder: Path, name: str) -> None:
    columns = ", ".join(
        f'"{column}" {TYPES[kind.rstrip("?")]}' for column, (kind, _) in relation(name).columns.items()
    )
    connection.execute(f"create unlogged table fact.{name} ({columns})")  # type: ignore[call-overload]
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "rows.csv"
        duckdb.sql(f"copy (from '{folder / f'{name}.parquet'}') to '{file}' (header false, nullstr '\\N')")
        with file.open("rb") as rows, connection.cursor() as cursor:
            with cursor.copy(f"copy fact.{name} from stdin (format csv, null '\\N')") as copy:  # type: ignore[arg-type]
                while chunk := rows.read(1 << 20):
                    copy.write(chunk)
            held = cursor.execute(f"select count(*) from fact.{name}").fetchone()  # type: ignore[arg-type]
    assert held and held[0], f"{name}: nothing was loaded"


def _median(connection: psycopg.Connection[Any], text: str, runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        connection.execute(text).fetchall()  # type: ignore[arg-type]
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
