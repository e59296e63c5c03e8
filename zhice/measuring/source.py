"""Where facts are read from: one Ibis expression runs on the live PostgreSQL and on Parquet, through DuckDB or Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir

Row = dict[str, Any]
BATCH = 2_000  # rows fetched at a time, so that a long list never stands in memory whole


class NoSuchCorpus(ZhiceError):
    """The folder holds no corpus."""


class Source(Protocol):
    """Runs an expression over fact relations and gives its rows one by one, as column name → value."""

    def rows(self, expression: ir.Table) -> Iterator[Row]: ...

    def one(self, expression: ir.Table) -> Row: ...


class Cursor(Protocol):
    """What we need of a DB-API cursor; Django's and psycopg's are such."""

    description: Any

    def execute(self, query: Any) -> Any: ...

    def fetchmany(self, size: int) -> list[Any]: ...


@lru_cache(maxsize=2_048)
def _compiled(operation: ops.Node, dialect: str) -> str:
    import ibis

    # compiling costs 10 ms, more than most queries: the same question on the same day is compiled once
    return str(ibis.to_sql(operation.to_expr(), dialect=dialect))


def sql(expression: ir.Table, *, dialect: str) -> str:
    """The SQL of an expression: `dialect` is "postgres", "duckdb" or "pyspark"."""
    return _compiled(expression.op(), dialect)


class Nowhere:
    """A source without rows: enough to write a question, or to ask a measure for its columns."""

    def rows(self, expression: ir.Table) -> Iterator[Row]:
        return iter(())

    def one(self, expression: ir.Table) -> Row:
        return {}


NOWHERE = Nowhere()


class PostgresSource:
    """The live records, on a connection the caller already holds, so that its row-level security and transaction apply.

    `cursor` opens a cursor: `django.db.connection.cursor`, `connection.chunked_cursor` for long lists, or a psycopg
    connection's `cursor`. The views of schema `fact` must exist.
    """

    def __init__(self, cursor: Callable[[], AbstractContextManager[Any]]) -> None:
        self._cursor = cursor

    def rows(self, expression: ir.Table) -> Iterator[Row]:
        text = sql(expression, dialect="postgres")
        with self._cursor() as cursor:
            cursor.execute(text)
            names = [column[0] for column in cursor.description]
            while batch := cursor.fetchmany(BATCH):
                for values in batch:
                    yield dict(zip(names, values, strict=True))

    def one(self, expression: ir.Table) -> Row:
        (row,) = self.rows(expression)
        return row


class ParquetSource:
    """A corpus: a folder with one Parquet file for each fact relation. Read only; use one per thread."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        import duckdb

        files = sorted(folder.glob("*.parquet"))
        if not files:
            raise NoSuchCorpus(
                Words(
                    zh=f"文件夹 {folder} 中没有语料（*.parquet）；请先用 zhice.corpus 生成快照。",
                    en=f"There is no corpus (*.parquet) in {folder}; take a snapshot with zhice.corpus first.",
                )
            )
        self.connection = duckdb.connect(config={"threads": threads} if threads else {})
        self.connection.execute("CREATE SCHEMA fact")
        for file in files:
            path = str(file.resolve()).replace("'", "''")
            self.connection.execute(
                f"CREATE VIEW fact.\"{file.stem}\" AS SELECT * FROM read_parquet('{path}')"
            )

    def rows(self, expression: ir.Table) -> Iterator[Row]:
        result = self.connection.cursor().execute(sql(expression, dialect="duckdb"))
        names = [column[0] for column in result.description]
        while batch := result.fetchmany(BATCH):
            for values in batch:
                yield dict(zip(names, values, strict=True))

    def one(self, expression: ir.Table) -> Row:
        (row,) = self.rows(expression)
        return row
