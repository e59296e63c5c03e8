"""Forecast: simulated ways from today to the end of the period, and what they say of the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.history import Month, months
from zhice.measuring.target import Target
from zhice.plan.forecast.paths import flow_paths, stock_paths

if TYPE_CHECKING:
    from zhice.plan.forecast.paths import Floats

Kind = Literal["flow", "stock"]

LEAST_MONTHS = 24  # two full years: fewer cannot tell a season from a trend
LEAST_EVENTS = 12
LOW, HIGH = 0.10, 0.90  # the ends of an 80 % interval

FLOW_METHOD = Words(
    zh="季节性准泊松回归（月度计数，近期权重较大），模拟 {paths} 条路径",
    en="seasonal quasi-Poisson regression of monthly counts, recent months weighing more; {paths} simulated paths",
)
STOCK_METHOD = Words(
    zh="季节性加权回归（存量的逐月变动，近期权重较大），模拟 {paths} 条路径",
    en="seasonal weighted regression of a stock's monthly changes, recent months weighing more; {paths} simulated paths",
)
TOO_SHORT = Words(
    zh="历史太短，不作预测：完整月份 {n} 个，至少需要 {least} 个",
    en="Too little history, no forecast: {n} complete months, at least {least} needed",
)
TOO_FEW = Words(
    zh="记录太少，不作预测：历史上共 {n} 件，至少需要 {least} 件",
    en="Too few records, no forecast: {n} in all, at least {least} needed",
)
OVER = Words(zh="期间已结束，无需预测", en="The period is over; nothing is left to forecast")


@dataclass(frozen=True)
class Forecast:
    """`expected` is the median at the end of `period`, `low`–`high` the 80 % interval, in the target's unit; `probability` of meeting it.

    No forecast: `why_not` says why, and the numbers are None. `n_history` is the number of complete months it rests on.
    """

    period: Period
    unit: str
    n_history: int
    method: Words | None = None
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    probability: Decimal | None = None
    why_not: Words | None = None


def forecast(
    series: Sequence[Month],
    target: Target,
    day: date,
    *,
    period: Period,
    kind: Kind,
    scale: Decimal = Decimal(1),
) -> Forecast:
    """What `target` will see at the end of `period`, from a monthly `series` known to `day`.

    A flow is what the months of `period` add up to, a stock the last month-end. `scale` turns the series' unit into the
    target's (1e-8 for 元 to 亿元; 10000 ÷ residents for a density, the residents taken as they are). The same input gives
    the same forecast.
    """
    return _forecast(tuple(series), target, day, period, kind, scale)


@lru_cache(maxsize=1_024)
def _forecast(
    series: tuple[Month, ...], target: Target, day: date, period: Period, kind: Kind, scale: Decimal
) -> Forecast:
    import numpy as np

    # estimating costs tens of milliseconds, and an overview asks for the same forecasts again until a record changes
    known = _from_first_event(series)
    complete = [month for month in known if month.complete]
    why_not = _why_not(complete, day, period, kind)
    nothing = Forecast(period, target.unit, len(complete), why_not=why_not)
    if why_not is not None:
        return nothing
    values = np.array([float(month.value) for month in complete])
    ahead = [
        month for month in months(Period(complete[-1].period.until, period.end)) if month.end <= period.end
    ]
    if kind == "flow":
        ends, method = _flow_ends(flow_paths(values, len(ahead)), known, ahead, period), FLOW_METHOD
    else:
        ends, method = stock_paths(values, len(ahead))[-1], STOCK_METHOD
    return _told(ends * float(scale), nothing, target, method.fill(paths=ends.size))


def _from_first_event(series: Sequence[Month]) -> list[Month]:
    first = next((at for at, month in enumerate(series) if month.value), len(series))
    return list(series[first:])


def _why_not(complete: list[Month], day: date, period: Period, kind: str) -> Words | None:
    if day >= period.end:
        return OVER
    if len(complete) < LEAST_MONTHS:
        return TOO_SHORT.fill(n=len(complete), least=LEAST_MONTHS)
    events = sum(month.value for month in complete) if kind == "flow" else complete[-1].value
    return TOO_FEW.fill(n=events, least=LEAST_EVENTS) if events < LEAST_EVENTS else None


def _flow_ends(paths: Floats, known: list[Month], ahead: list[Period], period: Period) -> Floats:
    import numpy as np

    running = next((float(month.value) for month in known if not month.complete), 0.0)
    paths[0] = np.maximum(paths[0], running)  # what has happened this month cannot be undone
    inside = np.array([period.start <= month.start for month in ahead])
    done = sum(float(month.value) for month in known if month.complete and period.start <= month.period.start)
    ends: Floats = done + paths[inside].sum(axis=0)
    return ends


def _told(ends: Floats, nothing: Forecast, target: Target, method: Words) -> Forecast:
    import numpy as np

    low, middle, high = (Decimal(repr(float(end))) for end in np.quantile(ends, [LOW, 0.5, HIGH]))
    met = sum(bool(target.met(Decimal(repr(float(end))))) for end in ends)
    return Forecast(
        period=nothing.period,
        unit=nothing.unit,
        n_history=nothing.n_history,
        method=method,
        expected=middle,
        low=low,
        high=high,
        probability=Decimal(met) / ends.size,
    )
