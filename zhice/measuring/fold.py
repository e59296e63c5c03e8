"""Fold: from a count over measures to a figure. Rows are folded by the engine that holds them; only a few numbers come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import figure as say
from zhice.measuring import measure
from zhice.measuring.counts import Average, Counts, Cumulative, Growth, Median, Rank, Ratio, Simple, measures_of
from zhice.measuring.evidence import Evidence, Part
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Figure, Place, Term, YearRate
from zhice.measuring.folded_rows import Folded, fold_rows, has_records, rows_of
from zhice.measuring.units import convert, per_unit

PRECISION = 50  # roots are taken with these digits, then rounded, so that 20 % is 20 and not 19.999…
DECIMALS = Decimal("1e-12")


def unit_of(counts: Counts) -> str:
    """The unit a count gives: its measure's, 件/万人 for a ratio, % for a growth, 位 for a rank. Raises `BadMeasure` for an unknown measure."""
    if isinstance(counts, Ratio):
        return per_unit(unit_of(counts.above), unit_of(counts.below), counts.per)
    if isinstance(counts, Growth):
        return "%"
    if isinstance(counts, Rank):
        return "位"
    return measure.find(counts.measures[0]).unit


def fold(counts: Counts, *, facts: Facts, period: Period, unit: str | None = None, awaits: str | None = None) -> Figure:
    """The figure of `counts` for the facts' territory in `period`, as known on the facts' day, in `unit` (else in its own).

    The period is cut at the day: inside a year, its figure counts to the day. `awaits` names the room whose records do not
    exist yet; then, and when a measure is not declared, the figure has no value and says 尚无数据来源.
    """
    missing = [code for code in measures_of(counts) if not measure.is_known(code)]
    nothing = Figure(None, unit or "", period, facts.day, (), Evidence(facts.source, ()))
    if awaits or missing:
        return replace(nothing, why_not=say.NO_SOURCE)
    nothing = replace(nothing, unit=unit or unit_of(counts))
    if period.start > facts.day:
        return replace(nothing, why_not=say.NOT_STARTED)
    cut = Period(period.start, min(period.end, facts.day))
    found = _Folding(facts).counts(counts, cut)
    return _in_unit(found, unit or unit_of(counts), unit_of(counts), nothing)
