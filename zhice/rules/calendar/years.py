"""Which days people work in a year: announced tables first, then the library, which knows 2004 to 2026.

A year's table is a mapping `{"holidays": {day: name}, "working_days": [day, …]}`: days off by announcement, and
weekend days on which people work. All other weekend days are days off, all other days working days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.kernel.yaml_files import read_yaml

ANNOUNCED = Path(__file__).with_name("announced.yaml")
SATURDAY = 5
Table = Callable[[int], "dict[str, Any] | None"]


class CalendarNotAnnounced(ZhiceError):
    """A day of a year whose holidays are not announced yet: no deadline may be guessed there.

    `.year` is the year; `.nominal` the last day before any roll, where one was reached.
    """

    def __init__(self, year: int, *, nominal: date | None = None) -> None:
        known = f"{_library_years()[0]}—{_library_years()[-1]}"
        so_far = (
            Words(zh=f"名义期满日为 {nominal}，", en=f" The nominal last day is {nominal}.")
            if nominal
            else Words("", "")
        )
        super().__init__(
            Words(
                zh=f"{year}年的节假日安排尚未公布（已知 {known} 年），{so_far.zh}请在公布后录入该年日历再推算。",
                en=f"The holidays of {year} are not announced yet (known: {known}).{so_far.en} "
                "Enter that year's calendar once it is published, then count again.",
            )
        )
        self.year = year
        self.nominal = nominal


class BadAnnouncement(ZhiceError):
    """A year's table that cannot be right; the words name the day."""


@dataclass(frozen=True)
class Year:
    """The working calendar of one year."""

    year: int
    holidays: Mapping[date, Words]
    working_weekends: frozenset[date]

    def rest(self, day: date) -> Words | None:
        """Why nobody works on `day`: the holiday, or the weekend; None for a working day."""
        if day in self.holidays:
            return self.holidays[day]
        if day.weekday() >= SATURDAY and day not in self.working_weekends:
            return Words(zh="周末", en="weekend")
        return None


_table: list[Table] = []


def use(table: Table | None) -> None:
    """Let an upper floor give years from its records; `table(year)` returns the year's mapping, or None.

    The table is asked first, so that a correction in the records beats the library. `None` takes it away again.
    """
    _table[:] = [] if table is None else [table]


def read_year(year: int) -> Year:
    """The year's calendar, or `CalendarNotAnnounced`."""
    for table in _table:
        entry = table(year)
        if entry is not None:
            return _announced(year, entry)
    entry = _announcements().get(year)
    if entry is not None:
        return _announced(year, entry)
    if year in _library_years():
        return _from_library(year)
    raise CalendarNotAnnounced(year)


@cache
def _announcements() -> dict[int, dict[str, Any]]:
    data = read_yaml(ANNOUNCED.read_text(encoding="utf-8"), name=ANNOUNCED.name)
    return dict(data or {})


@cache
def _library_years() -> range:
    days = chinese_calendar.constants.holidays
    return range(min(days).year, max(days).year + 1)


@cache
@cache
def _from_library(year: int) -> Year:
    chinese = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    library = chinese_calendar.constants
    holidays = {
        day: Words(zh=chinese[name], en=name) for day, name in library.holidays.items() if day.year == year
    }
    return Year(year, holidays, frozenset(day for day in library.workdays if day.year == year))


def _announced(year: int, entry: Mapping[str, Any]) -> Year:
    holidays = dict(entry.get("holidays") or {})
    working = frozenset(entry.get("working_days") or ())
    for day in (*holidays, *working):
        if type(day) is not date or day.year != year:
            raise _bad(year, day, Words(zh="不是该年的日期", en="is no day of that year"))
    for day in working:
        if day.weekday() < SATURDAY or day in holidays:
            raise _bad(
                year, day, Words(zh="调休上班日应是周末且不是假日", en="is no weekend day free to work on")
            )
    if not holidays:
        raise _bad(year, year, Words(zh="没有任何节假日", en="has no holiday at all"))
    return Year(year, {day: Words(zh=str(name), en=str(name)) for day, name in holidays.items()}, working)


def _bad(year: int, day: object, reason: Words) -> BadAnnouncement:
    return BadAnnouncement(
        Words(
            zh=f"{year}年日历中的 {day}：{reason.zh}，请与公布的放假通知核对。",
            en=f"In the calendar of {year}, {day} {reason.en}; compare the published notice.",
        )
    )
