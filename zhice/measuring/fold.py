"""Fold: from a count over measures to a figure. Rows are folded by the engine that holds them; only a few numbers come back."""

from __future__ import annotations

from dataclasses import replace

from zhice.kernel.days import Period
from zhice.measuring import figure as say
from zhice.measuring import measure
from zhice.measuring.counts import Counts, Distinct, Growth, Rank, Ratio, Reached, measures_of
from zhice.measuring.evidence import Evidence
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Figure
from zhice.measuring.outcome import Outcome
from zhice.measuring.outcomes import outcomes
from zhice.measuring.units import convert, per_unit


def unit_of(counts: Counts) -> str:
    """The unit a count gives: its measure's, 件/万人 for a ratio, % for a growth, 位 for a rank.

    "" where only the indicator can say it: distinct values (the measure counts services, the figure firms) and what is
    reached or not. Raises `BadMeasure` for an unknown measure.
    """
    if isinstance(counts, Ratio):
        above, below = unit_of(counts.above), unit_of(counts.below)
        return per_unit(above, below, counts.per) if above and below else ""
    if isinstance(counts, Growth):
        return "%"
    if isinstance(counts, Rank):
        return "位"
    return "" if isinstance(counts, Distinct | Reached) else measure.find(counts.measures[0]).unit


def fold(
    counts: Counts, *, facts: Facts, period: Period, unit: str | None = None, awaits: str | None = None
) -> Figure:
    """The figure of `counts` for the facts' territory in `period`, as known on the facts' day, in `unit` (else in its own).

    The period is cut at the day: inside a year, its figure counts to the day. `awaits` names the room whose records do not
    exist yet; then, and when a measure is not declared, the figure has no value and says 尚无数据来源.
    """
    missing = [code for code in measures_of(counts) if not measure.is_known(code)]
    if awaits or missing:
        return _figure(Outcome(None, why_not=say.NO_SOURCE), facts, period, unit or "")
    wanted = unit or unit_of(counts)
    if period.start > facts.day:
        return _figure(Outcome(None, why_not=say.NOT_STARTED), facts, period, wanted)
    cut = Period(period.start, min(period.end, facts.day))
    found = outcomes(counts, facts, cut)[facts.territory.code]
    if isinstance(counts, Rank):
        found = replace(found, unit_of_places=unit_of(counts.of))
    natural = unit_of(counts)
    if natural and found.value is not None:
        found = replace(found, value=convert(found.value, natural, wanted))
    return _figure(found, facts, cut, wanted)


def _figure(found: Outcome, facts: Facts, period: Period, unit: str) -> Figure:
    return Figure(
        value=found.value,
        unit=unit,
        period=period,
        day=facts.day,
        terms=found.terms,
        evidence=Evidence(facts.source, found.parts),
        why_not=found.why_not,
        remark=found.remark,
        years=found.years,
        compound=found.compound,
        mean_of_years=found.mean_of_years,
        places=found.places,
        unit_of_places=found.unit_of_places,
    )
