"""Snapshot: every published fact relation of a source, written as Parquet, sorted, with a manifest; and opening one again."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhice.corpus.checking import check
from zhice.corpus.manifest import BadCorpus, Held, Manifest, digest
from zhice.corpus.schema import arrow_schema
from zhice.kernel.words import Words
from zhice.measuring.facts import FactRelation, relations
from zhice.measuring.source import ParquetSource, Source

GROUP = 100_000  # rows of a row group: enough for DuckDB to work in parallel, few enough to stand in memory


@dataclass(frozen=True)
class Corpus:
    """An opened corpus: a source for `Facts`, and its manifest. Read only; one for each thread."""

    source: ParquetSource
    manifest: Manifest


def snapshot(source: Source, folder: Path, *, day: date, origin: str) -> Manifest:
    """Write all published relations of `source` to `folder` (must not exist or be empty) as they stand, and say of which day.

    The folder appears whole or not at all. Rows are sorted, so that equal facts give equal files. Raises `BadCorpus`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BadCorpus(
            Words(
                zh=f"文件夹 {folder} 不是空的；请换一个，或先移走其中的文件。",
                en=f"Folder {folder} is not empty; choose another, or move its files away.",
            )
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        held = {relation.name: _write(source, relation, unfinished) for relation in relations()}
        manifest = Manifest(day, origin, generated=False, relations=held)
        manifest.write(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    return manifest


def open_corpus(folder: Path, *, threads: int | None = None) -> Corpus:
    """The corpus in `folder`, after a look at its manifest, its files and their columns. Raises `BadCorpus`, naming the faults."""
    manifest = check(folder)
    return Corpus(ParquetSource(folder, threads=threads), manifest)


def _write(source: Source, relation: FactRelation, folder: Path) -> Held:
    schema = arrow_schema(relation)
    table = relation.table
    ordered = table.order_by([table[name].asc() for name in table.columns])
    file = folder / f"{relation.name}.parquet"
    rows = source.rows(ordered)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
    return Held(count, digest(file))
