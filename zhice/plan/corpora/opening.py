"""Opening a registered corpus: never without seeing that its files are still those that were registered."""

from __future__ import annotations

import os
import threading
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zhice.corpus.manifest import FILE, BadCorpus, digest
from zhice.kernel.words import Words
from zhice.measuring.facts import Facts
from zhice.measuring.source import Source
from zhice.measuring.territory import Atlas
from zhice.plan.corpora.models import Corpus

_kept = threading.local()  # an open source serves one thread


def home() -> Path:
    """Where corpora lie unless they are named by a path."""
    return Path(settings.ZHICE_HOME) / "corpora"


def folder_of(name: str) -> Path:
    """The folder of a stored name: a path, or a folder of the home."""
    return home() / name  # an absolute path stands for itself


def source_of(corpus: Corpus) -> Source:
    """The corpus, opened, once for each thread. Raises `BadCorpus` where a file is not what was registered, `NoSpark` without a cluster."""
    folder = folder_of(corpus.folder)
    unchanged(corpus, folder)
    opened: dict[str, Source] = _kept.__dict__.setdefault("opened", {})
    key = f"{corpus.digest} {corpus.engine} {folder}"
    if key not in opened:
        opened[key] = _opened(corpus, folder)
    return opened[key]


def facts_in(corpus: Corpus, region_code: str, on: date) -> Facts:
    """What the corpus knows of a region and its peers on a day; after its own day it knows no more."""
    source = source_of(corpus)
    atlas = Atlas(source)
    peers = atlas.peers(region_code)
    return Facts(source, atlas.territory(region_code), min(on, corpus.day), peers=peers)


def unchanged(corpus: Corpus, folder: Path) -> None:
    """Hold the folder against what was registered. Whole files are read again only when one was touched."""
    manifest = folder / FILE
    if not manifest.exists() or digest(manifest) != corpus.digest:
        raise BadCorpus(
            Words(
                zh=f"语料“{corpus.name}”的清单 {manifest} 与登记时不同或已不在；请恢复原文件，或登记为新的语料。",
                en=f"The manifest {manifest} of corpus “{corpus.name}” is gone or not as registered; restore it, or register a new corpus.",
            )
        )
    _verified(
        folder, tuple((f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(folder.iterdir()))
    )


@lru_cache(maxsize=64)
def _verified(folder: Path, touched: tuple[tuple[str, int, int], ...]) -> None:
    from zhice.corpus.checking import verify  # a web server starts without arrays

    verify(folder)  # raising keeps nothing: a changed file is told each time


def _opened(corpus: Corpus, folder: Path) -> Source:
    from zhice.corpus.snapshot import open_corpus
    from zhice.corpus.spark import NoSpark, open_on_spark

    if corpus.engine == Corpus.Engine.DUCKDB:
        return open_corpus(folder).source
    address = os.environ.get("ZHICE_SPARK", "")
    if not address:
        raise NoSpark(
            Words(
                zh=f"语料“{corpus.name}”由集群计算，但没有设置 ZHICE_SPARK（如 sc://主机:15002）；见 docs/national-size.md。",
                en=f"Corpus “{corpus.name}” is computed by a cluster, but ZHICE_SPARK is not set; see docs/national-size.md.",
            )
        )
    at = os.environ.get("ZHICE_SPARK_FOLDER", "")
    return open_on_spark(folder, address=address, seen_as=f"{at.rstrip('/')}/{folder.name}" if at else "")
