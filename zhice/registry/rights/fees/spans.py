"""Periods of fees: the day before any roll, the day in law, and a sentence. A year nobody has announced gives a provisional day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhice.kernel.references import Clause
from zhice.kernel.words import Words
from zhice.rules.calendar import CalendarNotAnnounced, add_months
from zhice.rules.calendar.reckoning import Rest

MONTHS = 12
PROVISIONAL = Words(
    zh="{year}年的放假安排尚未公布，如遇节假日顺延，此日为暂定",
    en="the holidays of {year} are not announced: provisional, it moves if the day is off",
)


@dataclass(frozen=True)
class Span:
    """A period of months. `nominal`: its last day before it moves off a day off; `day`: its last day in law."""

    start: date
    months: int
    nominal: date
    day: date
    provisional: bool
    rolled: tuple[Rest, ...]
    words: Words


def span(start: date, months: int, *, article: Clause) -> Span:
    """`months` after `start`, rolled to a working day (实施细则 art. 5); 0 months is the day itself."""
    plain = add_months(start, months, roll=False, article=article)
    try:
        rolled = add_months(start, months, article=article)
    except CalendarNotAnnounced as unknown:
        note = PROVISIONAL.fill(year=unknown.year)
        words = Words(zh=f"{plain.words.zh}{note.zh}。", en=f"{plain.words.en} {note.en}.")
        return Span(start, months, plain.nominal, plain.nominal, True, (), words)
    return Span(start, months, rolled.nominal, rolled.day, False, rolled.rolled, rolled.words)


def anniversary(start: date, years: int) -> date:
    """The same day `years` later, the month's last where there is none."""
    return add_months(start, MONTHS * years, roll=False).nominal if years else start


def year_of(start: date, day: date) -> int:
    """In which year, counted from 1, of a right that starts on `start` the day lies."""
    whole = day.year - start.year
    return whole + 1 if anniversary(start, whole) <= day else whole
