"""From a standing's months to the forecast of its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.history import Month
from zhice.measuring.target import Target as Promise
from zhice.plan.figures.reckoning import Reckoned


@dataclass(frozen=True)
class Forecast:
    """What is expected at the end of a target's period, in the target's unit, with an 80 % interval."""

    expected: Decimal
    low: Decimal
    high: Decimal
    probability: float
    sentence: Words
    method: Words


def forecast_of(
    promise: Promise, months: Sequence[Month], horizon: Period, on: date, reckoned: Reckoned
) -> Forecast | None:
    """The forecast, or None where the history is too short or the figure has no months."""
    return None
