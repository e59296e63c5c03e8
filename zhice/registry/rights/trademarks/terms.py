"""Term, renewal and grace of a registered mark. Pure Python; every number comes from the rule book of the day.

A term begins on the day of registration and ends on the day before the corresponding day (商标法实施条例 art. 12); where the
last month has no such day it ends with that month. A renewal begins the day after. The window before the end and the grace
behind it are counted in months; the grace's last day moves on when nobody works on it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zhice.rules.book import rules
from zhice.rules.calendar import CalendarNotAnnounced, Reckoning, add_months
from zhice.rules.calendar.reckoning import MONTHS
from zhice.rules.value import RuleValue

TOPIC = "registry.trademark_terms"
_DAY = timedelta(days=1)

Stage = Literal["not_yet", "open", "grace", "over"]


@dataclass(frozen=True)
class Renewal:
    """A renewal as a source tells it; `until` is the last day of the new term where the source says so."""

    day: date
    until: date | None = None


@dataclass(frozen=True)
class Window:
    """When a registration can be renewed. `closes` is the last day with the grace, in law; `nominal` before it moved."""

    opens: date
    expires: date
    nominal: date
    closes: date
    stage: Stage
    window: RuleValue
    grace: RuleValue
    announced: bool
    """Whether the holidays of the year in which the grace ends are known; else `closes` is provisional."""

    @property
    def due(self) -> date:
        """The day that a reminder names: the end of the term, behind it the end of the grace."""
        return self.expires if self.stage in ("not_yet", "open") else self.closes


def rule(name: str, day: date) -> RuleValue:
    """The rule of that day; of marks older than the first law on record, that law's."""
    first = rules.rule(f"{TOPIC}.{name}").history[0].since
    return rules.at(f"{TOPIC}.{name}", max(day, first))


def last_day(first: date, years: int) -> date:
    """The last day of a term of `years` that begins on `first`.

    >>> last_day(date(2013, 3, 21), 10), last_day(date(2012, 2, 29), 10)
    (datetime.date(2023, 3, 20), datetime.date(2022, 2, 28))
    """
    reached = add_months(first, years * MONTHS, roll=False).nominal
    return reached - _DAY if reached.day == first.day else reached


def first_expiry(registered: date) -> date:
    """The last day of the first term."""
    return last_day(registered, rule("term", registered).number)


def next_expiry(expires: date) -> date:
    """The last day of the term after the one that ends on `expires`."""
    return last_day(expires + _DAY, rule("renewal_term", expires + _DAY).number)


def opens(expires: date) -> date:
    """The first day on which the term that ends on `expires` can be renewed."""
    end = expires + _DAY
    months = end.year * MONTHS + end.month - 1 - rule("renewal_window", expires).number
    year, month = divmod(months, MONTHS)
    return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1]))


def expiry(registered: date, *, until: date | None = None, renewals: Iterable[Renewal] = ()) -> date:
    """The last day of the present term, given everything that sources tell, in any order and however often.

    A renewal that says until when is believed; one that does not renews the term in whose window (or later) it lies, so
    that the same renewal told twice, by its announcement and by its beginning, is one.
    """
    end = until or first_expiry(registered)
    for renewal in sorted(renewals, key=lambda one: (one.day, one.until or date.min)):
        if renewal.until is not None:
            end = max(end, renewal.until)
        elif renewal.day >= opens(end):
            end = next_expiry(end)
    return end


def latest_open(day: date) -> date:
    """The latest end of a term that can already be renewed on `day`; a few days of the month after may be with it."""
    reached = add_months(day, rule("renewal_window", day).number, roll=False).nominal
    return reached + timedelta(days=monthrange(reached.year, reached.month)[1])


def earliest_reaching(day: date) -> date:
    """No term that ended before this day has a grace that reaches `day`, however far its last day moved on."""
    longest_month = 31
    return day - timedelta(days=longest_month * (rule("grace", day).number + 1))


def grace_ends(expires: date) -> date:
    """The last day of the grace before any roll: until then a mark counts as registered."""
    return _grace(expires, expires, roll=False).nominal


def renewals_until(registered: date, until: date) -> tuple[date | None, list[Renewal]]:
    """What a source means that gives only registration and end of the present term: the first term's end where it is not
    the law's, and the renewals between."""
    end, found = first_expiry(registered), list[Renewal]()
    while (following := next_expiry(end)) <= until:
        found.append(Renewal(end + _DAY, following))
        end = following
    if end == until:
        return None, found
    if not found:
        return until, []
    return None, [*found[:-1], Renewal(found[-1].day, until)]


def window(expires: date, *, day: date) -> Window:
    """How the renewal of a term that ends on `expires` stands on `day`, by the law of that day."""
    try:
        grace, announced = _grace(expires, day, roll=True), True
    except CalendarNotAnnounced:
        grace, announced = _grace(expires, day, roll=False), False
    begins = opens(expires)
    stage: Stage = (
        "not_yet" if day < begins else "open" if day <= expires else "grace" if day <= grace.day else "over"
    )
    return Window(
        begins,
        expires,
        grace.nominal,
        grace.day,
        stage,
        rule("renewal_window", day),
        rule("grace", day),
        announced,
    )


def _grace(expires: date, day: date, *, roll: bool) -> Reckoning:
    months = rule("grace", day)
    return add_months(expires, months.number, roll=roll, article=months.clause)
