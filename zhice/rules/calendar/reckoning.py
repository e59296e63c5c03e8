"""Periods counted as the law counts them: the day of start is not counted; a last day off moves to a working day.

民法典 arts 200-204, 专利法实施细则 art. 5 and 市场监督管理行政处罚程序规定 art. 80 agree on this. Every result explains itself.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zhice.kernel.references import Clause
from zhice.kernel.words import Words
from zhice.rules.calendar.years import CalendarNotAnnounced, Year, read_year

Unit = Literal["working_day", "calendar_day", "month"]
MONTHS = 12
_ONE = timedelta(days=1)
_UNIT_WORDS: dict[Unit, Words] = {
    "working_day": Words(zh="个工作日", en="working days"),
    "calendar_day": Words(zh="日", en="days"),
    "month": Words(zh="个月", en="months"),
}


@dataclass(frozen=True)
class Rest:
    """A day nobody works, and why."""

    day: date
    reason: Words


@dataclass(frozen=True)
class Reckoning:
    """How a last day came about.

    `nominal` is the last day before any roll, the earlier and safer one for internal control; `day` is the last day
    in law. `skipped` are the days off that working days passed over, `rolled` those that moved the end.
    """

    start: date
    count: int
    unit: Unit
    nominal: date
    day: date
    skipped: tuple[Rest, ...] = ()
    rolled: tuple[Rest, ...] = ()
    article: Clause | None = None

    @property
    def words(self) -> Words:
        """The reckoning as a sentence."""
        unit = _UNIT_WORDS[self.unit]
        backwards = self.count < 0
        zh = f"{self.start} {'前' if backwards else '起'} {abs(self.count)} {unit.zh}，当日不计"
        en = f"{self.start} {'-' if backwards else '+'} {abs(self.count)} {unit.en}, first day not counted"
        if self.skipped:
            zh, en = f"{zh}，跳过{_named(self.skipped).zh}", f"{en}, passing {_named(self.skipped).en}"
        zh, en = f"{zh}：{self.nominal}", f"{en}: {self.nominal}"
        if self.rolled:
            zh = f"{zh}，遇{self.rolled[0].reason.zh}，顺延至 {self.day}"
            en = f"{en}, a day off; next working day {self.day}"
        source = f"（{self.article}）" if self.article else ""
        return Words(zh=f"{zh}{source}。", en=f"{en}{f' ({self.article})' if self.article else ''}.")


def is_working_day(day: date) -> bool:
    """Whether people work on `day`, adjusted weekends included; `CalendarNotAnnounced` for an unknown year."""
    return read_year(day.year).rest(day) is None


def add_working_days(start: date, n: int, *, article: Clause | None = None) -> Reckoning:
    """The n-th working day after `start`."""
    return _count_working_days(start, _positive(n), step=_ONE, article=article)


def working_days_before(start: date, n: int, *, article: Clause | None = None) -> Reckoning:
    """The n-th working day before `start`: the last day on which a notice of n working days can be given."""
    return _count_working_days(start, _positive(n), step=-_ONE, article=article)


def add_days(start: date, n: int, *, roll: bool = True, article: Clause | None = None) -> Reckoning:
    """`n` calendar days after `start`; with `roll` a last day off moves to the next working day."""
    return _end(start, _positive(n), "calendar_day", nominal=start + n * _ONE, roll=roll, article=article)


def add_months(start: date, n: int, *, roll: bool = True, article: Clause | None = None) -> Reckoning:
    """The corresponding day `n` months later, the month's last where there is none; `roll` as in `add_days`."""
    months = start.year * MONTHS + start.month - 1 + _positive(n)
    year, month = divmod(months, MONTHS)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return _end(start, n, "month", nominal=date(year, month + 1, day), roll=roll, article=article)


def _count_working_days(start: date, n: int, *, step: timedelta, article: Clause | None) -> Reckoning:
    skipped: list[Rest] = []
    counted, last = 0, start
    for day, reason in _days_after(start, step=step):
        if reason is not None:
            skipped.append(Rest(day, reason))
            continue
        counted, last = counted + 1, day
        if counted == n:
            break
    signed = n if step > timedelta(0) else -n
    return Reckoning(start, signed, "working_day", last, last, skipped=tuple(skipped), article=article)


def _end(start: date, n: int, unit: Unit, *, nominal: date, roll: bool, article: Clause | None) -> Reckoning:
    rolled: list[Rest] = []
    day = nominal
    if roll:
        try:
            for day, reason in _days_after(nominal - _ONE, step=_ONE):
                if reason is None:
                    break
                rolled.append(Rest(day, reason))
        except CalendarNotAnnounced as unknown:
            raise CalendarNotAnnounced(unknown.year, nominal=nominal) from None
    return Reckoning(start, n, unit, nominal, day, rolled=tuple(rolled), article=article)


def _days_after(start: date, *, step: timedelta) -> Iterator[tuple[date, Words | None]]:
    """The days after (or before) `start` without end, each with the reason why it is off, or None."""
    years: dict[int, Year] = {}  # one reading a year: the table may be a database
    day = start
    while True:
        day += step
        if day.year not in years:
            years[day.year] = read_year(day.year)
        yield day, years[day.year].rest(day)


def _positive(n: int) -> int:
    if n < 1:
        raise ValueError(f"a period has at least one day, not {n}")
    return n


def _named(rests: tuple[Rest, ...]) -> Words:
    """周末 4 天、国庆节 7 天: how many days of each reason."""
    counts: dict[Words, int] = {}
    for rest in rests:
        counts[rest.reason] = counts.get(rest.reason, 0) + 1
    return Words(
        zh="、".join(f"{reason.zh}{days}天" for reason, days in counts.items()),
        en=", ".join(f"{reason.en} ({days})" for reason, days in counts.items()),
    )
