"""A corpus on a cluster: the same Ibis expressions, written for Spark and run through Spark Connect.

The product is a client only (`pyspark-client`, without Java). What answers may be Apache Spark or anything else that speaks
its protocol; the tests try Sail and Spark's own local cluster.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhice.corpus.checking import check
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.facts import SCHEMA
from zhice.measuring.source import Row, sql

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir

SCHEME = "sc://"


class NoSpark(ZhiceError):
    """There is no cluster to ask: the client is not installed, or nobody answers."""


class SparkSource:
    """The Parquet files of a corpus, read by a cluster. A session of its own, so that two corpora never meet; one for each thread.

    `address` is sc://host:port; `folder` is the corpus as the cluster sees it: a path on every node, or an object store's.
    """

    def __init__(self, address: str, folder: str, names: tuple[str, ...]) -> None:
        self.session = _session(address)
        for name in names:
            file = f"{folder.rstrip('/')}/{name}.parquet"
            try:
                frame = self.session.read.parquet(file)
                if (
                    not frame.columns
                ):  # asked now, a frame is lazy; a missing file may read as one without columns
                    raise FileNotFoundError(file)
                frame.createOrReplaceTempView(_view(name))
            except Exception as fault:
                self.close()
                raise _unreadable(file, fault) from fault

    def rows(self, expression: ir.Table) -> Iterator[Row]:
        for row in self.session.sql(spark_sql(expression)).toLocalIterator():
            yield row.asDict()

    def one(self, expression: ir.Table) -> Row:
        (row,) = self.rows(expression)
        return row

    def close(self) -> None:
        """End the session; the views go with it."""
        self.session.stop()


def open_on_spark(folder: Path, *, address: str, seen_as: str = "") -> SparkSource:
    """The corpus in `folder`, checked here, read by the cluster at `address`, which sees it at `seen_as` (by default the same path)."""
    manifest = check(folder)
    return SparkSource(address, seen_as or str(folder.resolve()), tuple(manifest.relations))


def spark_sql(expression: ir.Table) -> str:
    """The SQL of an expression for Spark. Views of a session lie in no schema: `fact.patents` is `fact_patents` there."""
    return sql(_in_session(expression.op()), dialect="pyspark")


@lru_cache(maxsize=1_024)
def _in_session(operation: ops.Node) -> ir.Table:
    import ibis
    import ibis.expr.operations as ops

    ibis.pyspark  # noqa: B018 - loading it registers the options that its compiler asks for

    def moved(node: ops.Node, inputs: dict[str, Any] | None) -> ops.Node:
        if isinstance(node, ops.UnboundTable):
            return ops.UnboundTable(_view(node.name), node.schema, ops.Namespace())
        return node.__recreate__(inputs) if inputs else node

    table: ir.Table = operation.replace(moved).to_expr()
    return table


def _view(name: str) -> str:
    return f"{SCHEMA}_{name}"


def _session(address: str) -> Any:
    if not address.startswith(SCHEME):
        raise NoSpark(
            Words(
                zh=f"Spark 地址“{address}”无效；应形如 sc://主机:端口（设置 ZHICE_SPARK）。",
                en=f"“{address}” is no address of Spark; it reads sc://host:port (setting ZHICE_SPARK).",
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # pyspark warns of pandas 3, which we do not use
            from pyspark.sql.connect.session import SparkSession
    except ImportError as missing:
        raise NoSpark(
            Words(
                zh=f"尚未安装 Spark 客户端（{missing}）；请运行 pip install pyspark-client zstandard，版本与集群一致。",
                en=f"The Spark client is not installed ({missing}); run pip install pyspark-client zstandard, of the cluster's version.",
            )
        ) from missing
    try:
        return SparkSession.builder.remote(address).create()
    except Exception as fault:
        raise NoSpark(
            Words(
                zh=f"连不上 {address} 的 Spark：{_first(fault)}。请确认 Spark Connect 已启动、端口可达。",
                en=f"Spark at {address} does not answer: {_first(fault)}. See that Spark Connect runs and the port is open.",
            )
        ) from fault


def _unreadable(file: str, fault: Exception) -> NoSpark:
    return NoSpark(
        Words(
            zh=f"集群读不到 {file}：{_first(fault)}。语料须放在集群各节点都能读到的位置（设置 ZHICE_SPARK_FOLDER）。",
            en=f"The cluster cannot read {file}: {_first(fault)}. Put it where every node can read it (ZHICE_SPARK_FOLDER).",
        )
    )


def _first(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0][:200] if lines else type(fault).__name__
