"""A target: what a plan promised of an indicator, when it is met, and how far the way is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.units import convert, shown, unit_words

Comparator = Literal["more_than", "at_least", "at_most", "less_than", "between", "equal"]
Reach = Literal["annual", "cumulative", "stock", "mean_growth", "total"]
COMPARATORS = ("more_than", "at_least", "at_most", "less_than", "between", "equal")
REACHES = ("annual", "cumulative", "stock", "mean_growth", "total")

_SAYS = {
    "more_than": Words(zh="超过 {low} {unit}", en="more than {low} {unit}"),
    "at_least": Words(zh="不低于 {low} {unit}", en="at least {low} {unit}"),
    "at_most": Words(zh="不高于 {high} {unit}", en="at most {high} {unit}"),
    "less_than": Words(zh="低于 {high} {unit}", en="less than {high} {unit}"),
    "between": Words(
        zh="{low}–{high} {unit}（达到 {low} 即为完成）", en="{low}–{high} {unit} (met at {low})"
    ),
    "equal": Words(zh="达到 {low} {unit}", en="{low} {unit} reached"),
}
_REACH = {
    "annual": Words(zh="每年", en="each year"),
    "cumulative": Words(zh="累计", en="cumulative"),
    "stock": Words(zh="期末", en="at the end"),
    "mean_growth": Words(zh="年均", en="a year on average"),
    "total": Words(zh="合计", en="in total"),
}


class BadTarget(ZhiceError):
    """A target that cannot be judged."""


@dataclass(frozen=True)
class Target:
    """`low` and `high` are in `unit`. Lower bounds use `low`, upper bounds `high`, `between` both. `year` is the last year it speaks of.

    突破 and 超过 are strict, 以上 and 不低于 are not. `equal` (建成 10 所) is met by more, too; `between` (2-3 个) is met at
    `low`, `high` being the stretch.
    """

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str
    year: int | None
    period: Reach
    aspirational: bool = False

    def __post_init__(self) -> None:
        upper = self.comparator in ("at_most", "less_than")
        needs = {"high"} if upper else {"low", "high"} if self.comparator == "between" else {"low"}
        missing = sorted(name for name in needs if getattr(self, name) is None)
        known = self.comparator in COMPARATORS and self.period in REACHES
        disordered = self.comparator == "between" and not missing and self.high < self.low  # type: ignore[operator]
        if missing or not known or disordered:
            raise BadTarget(
                Words(
                    zh=f"目标不完整：{self.comparator} / {self.period} 缺少 {'、'.join(missing) or '有效的上下限'}，请补正。",
                    en=f"The target is incomplete: {self.comparator} / {self.period} lacks {', '.join(missing) or 'valid bounds'}.",
                )
            )

    @property
    def is_ceiling(self) -> bool:
        return self.comparator in ("at_most", "less_than")

    @property
    def bound(self) -> Decimal:
        """The value to reach or to stay under."""
        bound = self.high if self.is_ceiling else self.low
        assert bound is not None  # __post_init__ keeps it
        return bound

    def met(self, value: Decimal | None, *, unit: str | None = None) -> bool | None:
        """Whether `value` (in `unit`, else the target's own) meets the target; None while there is no value."""
        if value is None:
            return None
        value = convert(value, unit or self.unit, self.unit)
        if self.comparator == "more_than":
            return value > self.bound
        if self.comparator == "less_than":
            return value < self.bound
        return value <= self.bound if self.comparator == "at_most" else value >= self.bound

    def stretched(self, value: Decimal | None, *, unit: str | None = None) -> bool | None:
        """Whether the upper end of a `between` is reached, too; None for other targets or no value."""
        if value is None or self.comparator != "between" or self.high is None:
            return None
        return convert(value, unit or self.unit, self.unit) >= self.high

    def progress(self, value: Decimal | None, *, unit: str | None = None) -> Decimal | None:
        """The share of the way made: value over bound, not below 0 (may pass 1). A ceiling: 1 while it holds, else bound over value."""
        if value is None:
            return None
        value = convert(value, unit or self.unit, self.unit)
        if self.is_ceiling:
            return Decimal(1) if self.met(value) else self.bound / value if value else Decimal(0)
        if self.bound <= 0:
            return Decimal(1) if self.met(value) else Decimal(0)
        return max(Decimal(0), value / self.bound)

    def least(self, values: Mapping[int, Decimal | None]) -> tuple[int, Decimal] | None:
        """Of yearly values the one an "each year" target is judged by: the worst year and its value; None if any year has none."""
        if not values or any(value is None for value in values.values()):
            return None
        worst = max if self.is_ceiling else min
        return worst(
            ((year, value) for year, value in values.items() if value is not None), key=lambda pair: pair[1]
        )

    @property
    def words(self) -> Words:
        says = _SAYS[self.comparator].fill(
            low=shown(self.low) if self.low is not None else "",
            high=shown(self.high) if self.high is not None else "",
            unit=unit_words(self.unit),
        )
        reach = _REACH[self.period]
        by = Words(zh=f"（{self.year}年）" if self.year else "", en=f" ({self.year})" if self.year else "")
        return Words(zh=f"{reach.zh}{says.zh}{by.zh}", en=f"{says.en} {reach.en}{by.en}")

    def period_on(self, day: date, *, plan: Period) -> Period:
        """The period whose figure is judged on `day`: the day's year for yearly promises, the plan from its start for cumulative ones.

        A promise for a named year is judged for that year once it is past.
        """
        year = min(day.year, self.year) if self.year else day.year
        last = Period.year(year)
        start = plan.start if self.period in ("cumulative", "total") else last.start
        return Period(min(start, last.end), last.end)


def elapsed(period: Period, day: date) -> Decimal:
    """The share of a period's days that are over at the end of `day`, from 0 to 1."""
    if day < period.start:
        return Decimal(0)
    if day >= period.end:
        return Decimal(1)
    return Decimal((day - period.start).days + 1) / Decimal(period.days)
