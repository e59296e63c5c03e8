"""Which corpora there are."""

from __future__ import annotations

from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.corpora.models import Corpus


class UnknownCorpus(ZhiceError):
    """There is no corpus of that name in use."""


def in_use() -> list[Corpus]:
    """Every corpus in use, latest day first."""
    return list(Corpus.objects.filter(state=Corpus.State.ACTIVE))


def corpus_named(name: str) -> Corpus:
    """The corpus of a name, in use; the error lists what there is."""
    found = Corpus.objects.filter(name=name, state=Corpus.State.ACTIVE).first()
    if found is None:
        known = "、".join(corpus.name for corpus in in_use())
        raise UnknownCorpus(
            Words(
                zh=f"没有在用的语料“{name}”；现有：{known or '（尚未登记，见 zhice corpus register）'}。",
                en=f"There is no corpus “{name}” in use; there are: {known or '(none; see zhice corpus register)'}.",
            )
        )
    return found


def told(corpus: Corpus | None) -> dict[str, Any]:
    """Where a figure was counted: the records, or a corpus with its day and source. Plain data for pages, JSON and closings."""
    if corpus is None:
        return {
            "kind": "records",
            "name": None,
            "day": None,
            "source": None,
            "digest": None,
            "generated": False,
        }
    return {
        "kind": "corpus",
        "name": corpus.name,
        "day": corpus.day.isoformat(),
        "source": corpus.source,
        "digest": corpus.digest,
        "generated": corpus.generated,
    }
