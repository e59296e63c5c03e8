"""Outlook: the forecast of an indicator for a target, from its definition and the facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import measure
from zhice.measuring.counts import Counts, Cumulative, Ratio, Total, measures_of
from zhice.measuring.definition import Definition
from zhice.measuring.facts import Facts
from zhice.measuring.figure import NO_SOURCE
from zhice.measuring.fold import fold, unit_of
from zhice.measuring.history import Month, monthly
from zhice.measuring.target import Target
from zhice.measuring.units import convert
from zhice.plan.forecast.forecast import Forecast, Kind, forecast

YEARS_BACK = 8
NOT_OF_THIS_KIND = Words(zh="此类指标不作预测", en="Figures of this kind are not forecast")


def outlook(definition: Definition, target: Target, *, facts: Facts, period: Period) -> Forecast:
    """What `target` will see at the end of `period`, as known on the facts' day.

    Totals and cumulative counts of dated records, stocks, and ratios of a stock to a published statistic (taken as it is
    on the day) have a forecast; growth, ranks, means, distinct values and rooms without records say that they have none.
    """
    counts = definition.counts
    nothing = Forecast(period, target.unit, 0)
    if definition.awaits or any(not measure.is_known(code) for code in measures_of(counts)):
        return replace(nothing, why_not=NO_SOURCE)
    top = counts.above if isinstance(counts, Ratio) else counts
    kind = _kind(top)
    if kind is None or (isinstance(counts, Ratio) and kind != "stock"):
        return replace(nothing, why_not=NOT_OF_THIS_KIND)
    scale = _scale(counts, definition, target, facts)
    if isinstance(scale, Words):
        return replace(nothing, why_not=scale)
    reached_back = _since(top, period)
    series = _series(measures_of(top), facts, reached_back)
    return forecast(series, target, facts.day, period=reached_back, kind=kind, scale=scale)


def _kind(counts: Counts) -> Kind | None:
    if not isinstance(counts, Total | Cumulative):
        return None
    kinds = [measure.find(code) for code in counts.measures]
    if all(kind.spells for kind in kinds):
        return "stock"
    return "flow" if all(kind.dated for kind in kinds) else None


def _since(counts: Counts, period: Period) -> Period:
    since = counts.since if isinstance(counts, Cumulative) else None
    return period if since is None else Period(min(since, period.end), period.end)


def _scale(counts: Counts, definition: Definition, target: Target, facts: Facts) -> Decimal | Words:
    if not isinstance(counts, Ratio):
        return convert(Decimal(1), unit_of(counts) or definition.unit, target.unit)
    if not all(measure.find(code).statistic for code in measures_of(counts.below)):
        return NOT_OF_THIS_KIND
    below = fold(counts.below, facts=facts, period=Period(facts.day, facts.day))
    if not below.value:
        return below.why_not or NOT_OF_THIS_KIND
    return convert(Decimal(counts.per) / below.value, definition.unit, target.unit)


def _whole_month_from(day: date) -> date:
    month = Period.month(day.year, day.month)
    return month.start if month.start == day else month.until


def _series(codes: tuple[str, ...], facts: Facts, period: Period) -> list[Month]:
    """The months of all measures added up, from up to eight years back or from where the records are complete."""
    first = min(period.start, facts.day).replace(month=1, day=1)
    first = first.replace(year=first.year - YEARS_BACK)
    if facts.complete_since is not None:
        first = max(first, _whole_month_from(facts.complete_since))
    if first > facts.day:
        return []
    span = Period(first, facts.day)
    added: dict[Period, Decimal] = defaultdict(Decimal)
    complete: dict[Period, bool] = {}
    for code in codes:
        for month in monthly(code, facts=facts, period=span):
            added[month.period] += month.value
            complete[month.period] = month.complete
    return [Month(period, added[period], complete[period]) for period in sorted(added)]
