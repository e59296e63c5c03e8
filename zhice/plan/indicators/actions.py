"""What may be done to an indicator: define it, and add definitions from later days. Nothing is edited."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.counts import Rank
from zhice.measuring.definition import read_definition
from zhice.plan.corpora.models import Corpus
from zhice.plan.indicators.models import Definition, Indicator
from zhice.plan.indicators.queries import counts_of

if TYPE_CHECKING:
    from zhice.plan.goals.folder import DefinitionEntry, IndicatorEntry


class NoRank(ZhiceError):
    """Only an indicator that ranks is counted on a corpus, and only on one in use."""


class DefinitionDiffers(ZhiceError):
    """A definition of that day exists and says something else."""


def define(*, entry: IndicatorEntry) -> Indicator:
    """The indicator as `entry` says, created if new; definitions of new days become new versions.

    Part of adopting a plan, which leaves the journal event. Raises DefinitionDiffers where a definition in force from the
    same day differs: what was counted once may not be rewritten.
    """
    indicator, _ = Indicator.objects.get_or_create(
        code=entry.code,
        defaults={
            "name_zh": entry.name.zh,
            "name_en": entry.name.en,
            "pillar": entry.pillar,
            "unit": entry.unit,
            "awaits": entry.awaits,
        },
    )
    if (indicator.unit, indicator.pillar) != (entry.unit, entry.pillar):
        raise DefinitionDiffers(
            Words(
                zh=f"指标“{entry.code}”已按单位“{indicator.unit}”建立；单位不同是另一个指标，请换用新代码。",
                en=f"Indicator '{entry.code}' exists with unit '{indicator.unit}'; another unit is another indicator: use a new code.",
            )
        )
    if indicator.awaits != entry.awaits:
        indicator.awaits = entry.awaits
        indicator.save(update_fields=["awaits"])
    for in_force_from, definition in sorted(entry.definitions.items()):
        _define_from(indicator, in_force_from, definition, entry)
    return indicator


def _define_from(indicator: Indicator, day: date, entry: DefinitionEntry, whole: IndicatorEntry) -> None:
    source = entry.source or whole.source
    for counted in (entry.counts, *entry.beside.values()):
        read_definition(counted, unit=whole.unit, indicator=whole.code, awaits=whole.awaits or None)
    counts, beside = _as_json(entry.counts), {name: _as_json(value) for name, value in entry.beside.items()}
    known = indicator.definitions.filter(in_force_from=day).first()
    if known is None:
        Definition.objects.create(
            indicator=indicator,
            version=indicator.definitions.count() + 1,
            in_force_from=day,
            counts=counts,
            beside=beside,
            wording_zh=entry.wording.zh,
            wording_en=entry.wording.en,
            source_document=source.document,
            source_clause=source.clause,
        )
    elif (known.counts, known.beside) != (counts, beside):
        raise DefinitionDiffers(
            Words(
                zh=f"指标“{indicator.code}”自 {day} 起已有口径且内容不同；请以新的施行日另立版本。",
                en=f"Indicator '{indicator.code}' has another definition in force from {day}; add a version from a later day.",
            )
        )


def _as_json(value: Any) -> Any:
    """`counts` as JSON: days become ISO texts; `read_stored` turns them back."""
    if isinstance(value, dict):
        return {key: _as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def choose_corpus(*, indicator: Indicator, corpus: Corpus | None) -> Indicator:
    """选定语料: by which corpus an indicator ranks; None goes back to the records. Whatever counts our own region stays with them."""
    if corpus is not None:
        ranks = [isinstance(counts_of(each.counts), Rank) for each in indicator.definitions.all()]
        if not ranks or not all(ranks):
            raise NoRank(
                Words(
                    zh=f"指标“{indicator.code}”不是位次，按业务记录测算，不能选定语料；比较各地请用“区域对比”。",
                    en=f"Indicator '{indicator.code}' is no rank and is counted on the records; compare regions on the page for it.",
                )
            )
        if corpus.state != Corpus.State.ACTIVE:
            raise NoRank(Words(zh=f"语料“{corpus.name}”已停用。", en=f"Corpus “{corpus.name}” is retired."))
    with act("plan.indicator.choose_corpus", record=f"indicator:{indicator.pk}") as entry:
        entry.old = indicator.corpus.name if indicator.corpus else None
        entry.new = corpus.name if corpus else None
        indicator.corpus = corpus
        indicator.save(update_fields=["corpus"])
        return indicator
