"""Is this folder a corpus, and still the one its manifest speaks of? Every fault is told by file, column and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhice.corpus.manifest import BadCorpus, Manifest, digest
from zhice.corpus.schema import arrow_schema
from zhice.kernel.words import Words
from zhice.measuring.facts import FactRelation, relations

MOST_TOLD = 5  # the first faults are enough to see what is wrong


def check(folder: Path) -> Manifest:
    """The manifest of a corpus whose files are all there and have the columns declared. Raises `BadCorpus`, naming the faults."""
    manifest = Manifest.read(folder)
    faults = [fault for relation in relations() for fault in _faults(folder, relation, manifest)]
    if faults:
        raise refused(folder, faults)
    return manifest


def verify(folder: Path) -> None:
    """Hold every file against the manifest's digest and row count. Raises `BadCorpus` at the first that differs."""
    for name, held in Manifest.read(folder).relations.items():
        file = folder / f"{name}.parquet"
        if not file.exists() or digest(file) != held.sha256 or pq.read_metadata(file).num_rows != held.rows:
            raise refused(
                folder,
                [
                    Words(
                        zh=f"{name}.parquet 与清单不符，文件已被改动",
                        en=f"{name}.parquet differs from the manifest: the file was changed",
                    )
                ],
            )


def refused(folder: Path, faults: list[Words]) -> BadCorpus:
    """The refusal of a folder: its first faults in words, and what to do."""
    zh, en = "；".join(f.zh for f in faults[:MOST_TOLD]), "; ".join(f.en for f in faults[:MOST_TOLD])
    return BadCorpus(
        Words(
            zh=f"语料 {folder} 不能用：{zh}。请重新生成快照，或改正文件后重新登记。",
            en=f"The corpus {folder} is of no use: {en}. Take the snapshot again, or correct the files and register anew.",
        )
    )


def _faults(folder: Path, relation: FactRelation, manifest: Manifest) -> Iterator[Words]:
    name = f"{relation.name}.parquet"
    if relation.name not in manifest.relations or not (folder / name).exists():
        yield Words(zh=f"缺少 {name}", en=f"{name} is missing")
        return
    try:
        found = pq.read_schema(folder / name)
    except (pa.ArrowInvalid, OSError):
        yield Words(zh=f"{name} 不是可读的 Parquet 文件", en=f"{name} is no readable Parquet file")
        return
    wanted = arrow_schema(relation)
    for field in wanted:
        yield from _field(name, field, found)
    for extra in sorted(set(found.names) - set(wanted.names)):
        yield Words(zh=f"{name} 多出列 {extra}", en=f"{name} has a column {extra} too many")


def _field(file: str, field: pa.Field, found: pa.Schema) -> Iterator[Words]:
    if field.name not in found.names:
        yield Words(zh=f"{file} 缺少列 {field.name}", en=f"{file} lacks the column {field.name}")
        return
    is_type = found.field(field.name).type
    if is_type != field.type:
        yield Words(
            zh=f"{file} 的列 {field.name} 类型为 {is_type}，应为 {field.type}",
            en=f"column {field.name} of {file} has type {is_type}, not {field.type}",
        )
