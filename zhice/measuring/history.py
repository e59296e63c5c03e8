"""History: a measure month by month, in one query. A flow counts within each month, a stock at each month's end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring import measure
from zhice.measuring.facts import Facts
from zhice.measuring.measure import Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

MONTHS = 12


class NoHistory(ZhiceError):
    """The measure does not say which day its rows belong to."""


@dataclass(frozen=True)
class Month:
    """`value` of the month; `complete` tells whether the month was over on the as-of day."""

    period: Period
    value: Decimal
    complete: bool


def months(period: Period) -> Iterator[Period]:
    """The calendar months that a period touches, whole."""
    at, last = _number(period.start), _number(period.end)
    while at <= last:
        yield Period.month(at // MONTHS, at % MONTHS + 1)
        at += 1


def monthly(code: str, *, facts: Facts, period: Period) -> tuple[Month, ...]:
    """The measure in each month of `period` for the facts' territory, cut at the as-of day. Raises `NoHistory`."""
    if period.start > facts.day:
        return ()
    kind = measure.find(code)
    cut = Period(period.start, min(period.end, facts.day))
    values = _stocks(kind, facts, cut) if kind.spells else _flows(kind, facts, cut)
    return tuple(
        Month(each, values.get(_number(each.start), Decimal(0)), each.end <= facts.day)
        for each in months(cut)
    )


def _flows(kind: Measure, facts: Facts, period: Period) -> dict[int, Decimal]:
    if kind.dated is None:
        raise NoHistory(
            Words(
                zh=f"口径 {kind.code} 没有说明每行属于哪一日（dated），不能按月展开。",
                en=f"Measure {kind.code} does not say which day a row belongs to (dated); it has no months.",
            )
        )
    rows = kind.rows(facts, period)
    dated = rows.mutate(month=_month(rows[kind.dated]))
    value = dated.amount.sum() if "amount" in rows.columns else dated.count()
    grouped = dated.group_by("month").aggregate(n=dated.count(), value=value)
    return {int(row["month"]): Decimal(row["value"]) for row in facts.source.rows(grouped)}


def stock_changes(code: str, *, facts: Facts, until: date, by: tuple[str, ...] = ()) -> ir.Table:
    """A stock's net change in each month to `until`: columns `by`, `month` (year × 12 + month − 1), `n` and `change`.

    `n` counts the changes. Raises `NoHistory`.
    """
    import ibis

    kind = measure.find(code)
    if kind.spells is None:
        raise NoHistory(
            Words(
                zh=f"口径 {code} 不是由期段得出的存量，没有逐月变动。",
                en=f"Measure {code} is no stock made of spells; it has no monthly changes.",
            )
        )
    spells = kind.spells(facts)
    keys = {name: spells[name] for name in by}
    begun = spells.select(**keys, day=spells.start_date, change=ibis.literal(1))
    ended = spells.select(**keys, day=spells.end_date, change=ibis.literal(-1))
    changes = ibis.union(begun, ended)
    changes = changes.filter(changes.day <= until)
    grouped = changes.group_by([*by, _month(changes.day).name("month")])
    return grouped.aggregate(n=changes.count(), change=changes.change.sum())


def stock_by_month(code: str, *, facts: Facts, until: date, by: tuple[str, ...]) -> ir.Table:
    """A stock at the end of each month that changed it, for each value of the columns `by`: adds column `stock`."""
    import ibis

    changes = stock_changes(code, facts=facts, until=until, by=by)
    so_far = ibis.cumulative_window(group_by=list(by), order_by="month")
    return changes.mutate(stock=changes.change.sum().over(so_far)).order_by([*by, "month"])


def _stocks(kind: Measure, facts: Facts, period: Period) -> dict[int, Decimal]:
    """Level at each month's end (the last at the as-of day): what began so far less what ended so far."""
    changes = stock_changes(kind.code, facts=facts, until=period.end)
    by_month = {int(row["month"]): Decimal(row["change"]) for row in facts.source.rows(changes)}
    first, last = _number(period.start), _number(period.end)
    before = sum((change for month, change in by_month.items() if month < first), Decimal(0))
    running = accumulate(
        (by_month.get(month, Decimal(0)) for month in range(first, last + 1)), initial=before
    )
    return dict(zip(range(first, last + 1), list(running)[1:], strict=True))


def _month(day: ir.DateValue) -> ir.IntegerValue:
    return day.year() * MONTHS + day.month() - 1


def _number(day: date) -> int:
    return day.year * MONTHS + day.month - 1
