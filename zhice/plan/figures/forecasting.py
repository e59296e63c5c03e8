"""The forecast of a stored target: handed to `zhice.plan.forecast` with the live records."""

from __future__ import annotations

from datetime import date

from zhice.accounts.acting import seeing_all
from zhice.kernel.days import Period
from zhice.measuring.definition import Definition as Counted
from zhice.measuring.facts import Facts
from zhice.measuring.target import Target as Promise
from zhice.plan.figures.reckoning import Reckoned
from zhice.plan.forecast.forecast import Forecast
from zhice.plan.forecast.outlook import outlook
from zhice.plan.indicators.queries import counts_of


def forecast_of(promise: Promise, *, horizon: Period, facts: Facts, reckoned: Reckoned) -> Forecast:
    """What the target will see at the end of its time; without a forecast its `why_not` says why.

    A yearly promise ends with its year, every other with the last year it speaks of.
    """
    indicator = reckoned.indicator
    counted = Counted(counts_of(reckoned.definition.counts), indicator.unit, indicator.awaits or None)
    end = horizon.end if promise.period == "annual" or promise.year is None else date(promise.year, 12, 31)
    with seeing_all():
        return outlook(
            counted,
            promise,
            facts=facts,
            period=Period(horizon.start, max(end, horizon.end)),
        )
