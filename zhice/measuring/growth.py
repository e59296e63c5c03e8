"""Growth: yearly rates, the compound rate and the mean of the yearly ones. Plain arithmetic on exact numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

from zhice.kernel.days import Period
from zhice.measuring.figure import YearRate

PRECISION = 50  # a root is taken with these digits, then rounded, so that 20 % is 20 and not 19.999…
DECIMALS = Decimal("1e-12")
HUNDRED = Decimal(100)


def back(period: Period, years: int) -> Period:
    """The same days `years` years before; 29 February becomes the 28th. A month's or year's end stays one."""
    return Period(_back(period.start, years), _back(period.end, years))


def _back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def rate(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Growth in % of `value` on `base`; None where it is undefined: a value is missing, or the base is not positive."""
    if value is None or base is None or base <= 0:
        return None
    with localcontext(prec=PRECISION):
        return ((value - base) / base * HUNDRED).quantize(DECIMALS)


def compound(value: Decimal | None, base: Decimal | None, years: int) -> Decimal | None:
    """The yearly rate in % that turns `base` into `value` in `years` years; None where undefined."""
    if value is None or base is None or base <= 0 or value < 0 or years < 1:
        return None
    with localcontext(prec=PRECISION):
        root = (value / base) ** (Decimal(1) / years) if value else Decimal(0)
        return ((root - 1) * HUNDRED).quantize(DECIMALS)


def yearly(values: dict[int, Decimal | None]) -> tuple[YearRate, ...]:
    """Each year with its rate on the year before, oldest first."""
    return tuple(
        YearRate(year, values[year], rate(values[year], values.get(year - 1))) for year in sorted(values)
    )


def mean(years: tuple[YearRate, ...]) -> Decimal | None:
    """The arithmetic mean of the yearly rates; None if any year after the first has none."""
    rates = [one.rate for one in years[1:]]
    if not rates or any(one is None for one in rates):
        return None
    return (sum((one for one in rates if one is not None), Decimal(0)) / len(rates)).quantize(DECIMALS)
