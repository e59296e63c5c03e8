"""A comparison: values of indicators (or of years) for regions, with ranks; and the sentence under it, computed from nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from zhice.accounts.acting import seeing_all
from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import figure as say
from zhice.measuring.counts import Counts, Rank
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Place
from zhice.measuring.growth import back
from zhice.measuring.outcomes import outcomes
from zhice.measuring.rank import ranked
from zhice.measuring.territory import Territory
from zhice.measuring.units import shown, unit_words
from zhice.plan.corpora.models import Corpus
from zhice.plan.figures.reckoning import facts_of
from zhice.plan.indicators.models import Indicator
from zhice.plan.indicators.queries import counts_of


@dataclass(frozen=True)
class Asked:
    """What is compared: several indicators on a day, or one over `years` years; for regions, on the records or a corpus."""

    indicators: tuple[Indicator, ...]
    on: date
    years: int
    region: str
    regions: tuple[str, ...]  # none: the units beside the region
    corpus: Corpus | None


@dataclass(frozen=True)
class Column:
    """One indicator in one period: its places, best first."""

    name: Words
    unit: str
    period: Period
    places: tuple[Place, ...]

    def of(self, code: str) -> Place:
        return next(place for place in self.places if place.territory.code == code)


@dataclass(frozen=True)
class Comparison:
    """Columns over the same territories; the first one orders the table."""

    day: date
    own: str
    columns: tuple[Column, ...]

    @property
    def territories(self) -> tuple[Territory, ...]:
        return tuple(place.territory for place in self.columns[0].places)


def compare(asked: Asked) -> Comparison:
    """Every column in one query for each number it is made of, over all regions at once."""
    with seeing_all():
        facts = facts_of(asked.region, asked.on, corpus=asked.corpus)
        territories = _territories(asked, facts)
        day = facts.day
        if len(asked.indicators) == 1 and asked.years > 1:
            one = asked.indicators[0]
            columns = [
                _column(one, facts, territories, back(_year(day), n), dated=True) for n in range(asked.years)
            ]
        else:
            columns = [_column(each, facts, territories, _year(day)) for each in asked.indicators]
    return Comparison(day, asked.region, tuple(columns))


def _territories(asked: Asked, facts: Facts) -> tuple[Territory, ...]:
    found = {where.code: where for where in facts.peers}
    if not asked.regions:
        return facts.peers
    wanted = dict.fromkeys((*asked.regions, asked.region))
    return tuple(
        found[code] if code in found else facts_of(code, asked.on, corpus=asked.corpus).territory
        for code in wanted
    )


def _year(day: date) -> Period:
    return Period(date(day.year, 1, 1), day)


def _column(
    indicator: Indicator,
    facts: Facts,
    territories: tuple[Territory, ...],
    period: Period,
    *,
    dated: bool = False,
) -> Column:
    counts: Counts = counts_of(indicator.definition(on=max(period.end, _first(indicator))).counts)
    best, unit = "highest", indicator.unit
    if isinstance(counts, Rank):
        best, unit, counts = counts.best, "%", counts.of
    found = outcomes(counts, replace(facts, day=facts.day).over(territories), period)
    name = Words(zh=indicator.name_zh, en=indicator.name_en or indicator.name_zh)
    if dated:
        name = Words(zh=f"{period.end.year}年", en=str(period.end.year))
    return Column(name, unit, period, ranked(found, territories, best=best))


def _first(indicator: Indicator) -> date:
    return min(each.in_force_from for each in indicator.definitions.all())


def sentence(comparison: Comparison, *, name: Words) -> Words:
    """Where the region stands in the first column: its value and place, the best, the median. Recomputed by a test."""
    first = comparison.columns[0]
    placed = [place for place in first.places if place.value is not None]
    own = first.of(comparison.own)
    of = len(first.places)
    if len(placed) < 2:  # noqa: PLR2004 - one value compares with nothing
        return say.ALONE
    unit, best = unit_words(first.unit), placed[0]
    middle = shown(Decimal(median(place.value for place in placed if place.value is not None)))
    top = shown(best.value or Decimal(0))
    zh = f"最高为{best.territory.name} {top} {unit.zh}，中位数 {middle} {unit.zh}"
    en = f"the best is {best.territory.name} with {top} {unit.en}, the median {middle}"
    if own.value is None or own.position is None:
        return Words(
            zh=f"{own.territory.name}没有{name.zh}的数值；{zh}。",
            en=f"{own.territory.name} has no value of {name.en}; {en}.",
        )
    value = shown(own.value)
    return Words(
        zh=f"{own.territory.name}{name.zh}为 {value} {unit.zh}，在 {of} 个区域中列第 {own.position} 位；{zh}。",
        en=f"{own.territory.name}: {name.en} {value} {unit.en}, place {own.position} of {of}; {en}.",
    )


def table(comparison: Comparison) -> list[list[Any]]:
    """Place, region, and a value for each column (None: no value), in the first column's order: for pages and files alike."""
    first = comparison.columns[0]
    return [
        [
            place.position,
            place.territory.name,
            *(column.of(place.territory.code).value for column in comparison.columns),
        ]
        for place in first.places
    ]
