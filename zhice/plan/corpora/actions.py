"""登记, 停用 a corpus, and 选定 one for an indicator that ranks."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.corpus.manifest import FILE, digest
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.corpora.models import Corpus
from zhice.plan.corpora.opening import folder_of


class CorpusRefused(ZhiceError):
    """The folder cannot be registered so, or the corpus not be used so."""


def register_corpus(
    *,
    folder: str,
    name: str,
    source: str,
    day: date | None = None,
    coverage: str = Corpus.Coverage.PROVINCE,
    engine: str = Corpus.Engine.DUCKDB,
) -> Corpus:
    """登记: check every file against its declaration and the manifest, then keep name, day, source and digest.

    Raises `BadCorpus` naming file, column and reason; `CorpusRefused` for another day than the manifest's, no source, a known name.
    """
    from zhice.corpus.checking import check, verify  # a web server starts without arrays

    place = folder_of(folder)
    manifest = check(place)
    verify(place)
    if day is not None and day != manifest.day:
        raise CorpusRefused(
            Words(
                zh=f"清单写明数据截至 {manifest.day}，登记却写 {day}；请核对后登记。",
                en=f"The manifest says {manifest.day}, the registration {day}; see which is right.",
            )
        )
    if not name.strip() or not source.strip():
        raise CorpusRefused(
            Words(zh="请写明语料的名称与来源。", en="Give the name and the source of the corpus.")
        )
    if Corpus.objects.filter(name=name.strip()).exists():
        raise CorpusRefused(
            Words(
                zh=f"已有名为“{name}”的语料，请另取名称。",
                en=f"There is a corpus “{name}”; take another name.",
            )
        )
    with act("plan.corpus.register", detail={"name": name, "folder": str(place)}) as entry:
        corpus = Corpus.objects.create(
            name=name.strip(),
            folder=folder,
            day=manifest.day,
            source=source.strip(),
            coverage=coverage,
            engine=engine,
            digest=digest(place / FILE),
            rows=sum(held.rows for held in manifest.relations.values()),
            generated=manifest.generated,
        )
        entry.record, entry.new = f"corpus:{corpus.pk}", corpus.digest
        return corpus


def register_here(values: dict[str, Any]) -> Corpus:
    """The same from a page: only folders that lie in the product's own `corpora` can be named."""
    if "/" in values["folder"] or "\\" in values["folder"] or values["folder"].startswith("."):
        raise CorpusRefused(
            Words(
                zh="这里只能填写数据目录 corpora 之下的文件夹名；其他路径请用命令 zhice corpus register。",
                en="Name a folder of the data directory's corpora; other paths are registered by zhice corpus register.",
            )
        )
    return register_corpus(**values)


def retire_corpus(*, corpus: Corpus, reason: str) -> Corpus:
    """停用: it stays in the list for the figures that name it, and serves no new ones."""
    if not reason.strip():
        raise CorpusRefused(Words(zh="请写明停用原因。", en="Give the reason for retiring it."))
    if corpus.indicators.exists():
        told = "、".join(corpus.indicators.values_list("code", flat=True))
        raise CorpusRefused(
            Words(
                zh=f"指标 {told} 仍依据“{corpus.name}”排名；请先为其选定其他语料。",
                en=f"{told} still ranks by “{corpus.name}”; choose another corpus for it first.",
            )
        )
    with act("plan.corpus.retire", record=f"corpus:{corpus.pk}", reason=reason):
        corpus.state = Corpus.State.RETIRED
        corpus.save(update_fields=["state"])
        return corpus
