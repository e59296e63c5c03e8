"""What the command line asks of corpora, as plain data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.site.commands import system


def snapshot(folder: Path) -> dict[str, int]:
    """Write every fact relation of the records as Parquet; relation name → rows."""
    with system():
        from django.db import connection
        from django.utils import timezone

        from zhice.corpus.snapshot import snapshot as write
        from zhice.measuring.source import PostgresSource
        from zhice.web.place import here

        origin = f"业务数据库快照（{here().title}）"
        manifest = write(PostgresSource(connection.cursor), folder, day=timezone.localdate(), origin=origin)
        return {name: held.rows for name, held in manifest.relations.items()}


def register(
    folder: Path, *, name: str, source: str, day: date | None, coverage: str, engine: str
) -> dict[str, Any]:
    """Check and register a folder."""
    with system():
        from zhice.plan.corpora.actions import register_corpus

        corpus = register_corpus(
            folder=str(folder.resolve()), name=name, source=source, day=day, coverage=coverage, engine=engine
        )
        return _line(corpus)


def listed() -> list[dict[str, Any]]:
    """Every corpus with what is wrong with its files now, if anything."""
    with system():
        from zhice.plan.corpora.models import Corpus

        return [_line(corpus) | {"fault": _fault(corpus)} for corpus in Corpus.objects.all()]


def choose(indicator: str, name: str) -> dict[str, Any]:
    """Choose a corpus for an indicator that ranks; no name: back to the records."""
    with system():
        from zhice.plan.corpora.queries import corpus_named
        from zhice.plan.figures.answers import indicator_named
        from zhice.plan.indicators.actions import choose_corpus

        chosen = corpus_named(name) if name else None
        choose_corpus(indicator=indicator_named(indicator), corpus=chosen)
        return {"indicator": indicator, "corpus": name or None}


def retire(name: str, reason: str) -> dict[str, Any]:
    """Retire a corpus."""
    with system():
        from zhice.plan.corpora.actions import retire_corpus
        from zhice.plan.corpora.queries import corpus_named

        return _line(retire_corpus(corpus=corpus_named(name), reason=reason))


def _line(corpus: Any) -> dict[str, Any]:
    return {
        "name": corpus.name,
        "day": corpus.day.isoformat(),
        "source": corpus.source,
        "coverage": corpus.coverage,
        "engine": corpus.engine,
        "state": corpus.state,
        "rows": corpus.rows,
        "generated": corpus.generated,
        "digest": corpus.digest,
        "folder": corpus.folder,
    }


def _fault(corpus: Any) -> str | None:
    from zhice.plan.corpora.opening import folder_of, unchanged

    try:
        unchanged(corpus, folder_of(corpus.folder))
    except ZhiceError as fault:
        return fault.words.zh
    except OSError as fault:
        return str(fault)
    return None
