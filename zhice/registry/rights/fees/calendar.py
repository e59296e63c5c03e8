"""The annual fees of one patent, computed from dated rules: amounts, due days, grace, late fees, and when the right ends.

Year k runs from the (k-1)th anniversary of the filing day. The fee of the year of grant is paid with the registration;
each later one before its year begins (实施细则 art. 115). Steps of the late fee and the grace period are counted from
the nominal due day, the stricter reading: whether a due day that moved moves them too was not seen in any text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from zhice.kernel.references import Clause
from zhice.registry.rights.fees.spans import MONTHS, Span, anniversary, span, year_of
from zhice.rules.book import RuleNotInForce, rules
from zhice.rules.value import RuleValue

WHOLE = Decimal(100)
_ONE = timedelta(days=1)
Spans = Callable[[date, int, Clause], Span]


@dataclass(frozen=True, kw_only=True)
class Reduction:
    """Why less is paid, and since when: `ground` is single, joint or open_licence; `until` is its last day, None: still."""

    ground: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Right:
    """What the calendar asks of a patent. `kind` as `PatentKind`; `granted` is the day of the announcement."""

    kind: str
    filed: date
    granted: date
    reductions: tuple[Reduction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stretch of the grace period (both days included) and the late fee in it, in 元."""

    first: date
    last: date
    percent: int
    late_fee: Decimal


@dataclass(frozen=True, kw_only=True)
class YearFee:
    """The fee of one patent year, in 元. `percent_off` and `ground` say which reduction counts; the best one, never two."""

    year: int
    full: Decimal
    payable: Decimal
    percent_off: int
    ground: str
    due: Span
    grace: Span
    steps: tuple[Step, ...]
    sources: tuple[RuleValue, ...] = field(repr=False)

    @property
    def ends_if_unpaid(self) -> date:
        """The right then ends as from the due day, however late that becomes certain."""
        return self.due.nominal

    @property
    def article(self) -> Clause:
        return self.sources[0].clause

    @property
    def is_unverified(self) -> bool:
        return any(source.confidence != "seen" for source in self.sources)

    def late_fee_on(self, day: date) -> Decimal:
        """Nothing up to the last day for payment; after the grace period there is nothing left to pay."""
        if day <= self.due.day:
            return Decimal(0)
        return next((step.late_fee for step in self.steps if step.first <= day <= step.last), Decimal(0))

    def total_on(self, day: date) -> Decimal:
        """What is to be paid on `day`; 0 once the grace period is over."""
        return self.payable + self.late_fee_on(day) if day <= self.grace.day else Decimal(0)


@dataclass
class FeeCalendar:
    """Computes; keeps the spans it has counted, so that one page over many rights asks the calendar once a day."""

    _spans: Spans = field(
        default_factory=lambda: cache(lambda start, n, clause: span(start, n, article=clause))
    )

    def years(self, right: Right, *, around: date | None = None) -> list[YearFee]:
        """Every year after that of the grant, to the end of the term; years before the book's rules are left out.

        `around`, a day since the grant: only those a page of that day can speak of, the one before the day's year, that one and the next.
        """
        first = year_of(right.filed, right.granted) + 1
        last = rules.at(f"registry.patent_terms.{right.kind.lower()}", right.filed).number
        if around is not None:
            now = year_of(right.filed, around)
            first, last = max(first, now - 1), min(last, now + 1)
        found = (self.year(right, number) for number in range(first, last + 1))
        return [fee for fee in found if fee is not None]

    def year(self, right: Right, number: int) -> YearFee | None:
        """The fee of one year; None where the rule book does not reach back to it."""
        nominal = anniversary(right.filed, number - 1)
        try:
            table = _at(right.kind.lower(), nominal)
            grace, steps = _at("grace", nominal), _at("late_fee_steps", nominal)
        except RuleNotInForce:
            return None
        full = _amount(table, number)
        if full is None:
            return None
        best = _best(right, number, nominal)
        percent, ground, source = best or (0, "", None)
        ends = self._spans(nominal, grace.number, grace.clause)
        return YearFee(
            year=number,
            full=full,
            payable=full * (WHOLE - percent) / WHOLE,
            percent_off=percent,
            ground=ground,
            due=self._spans(right.filed, MONTHS * (number - 1), grace.clause),
            grace=ends,
            steps=_steps(nominal, ends, full, steps, self._spans),
            sources=(grace, table, steps, *([source] if source else [])),
        )


def _at(name: str, day: date) -> RuleValue:
    return rules.at(f"registry.annual_fees.{name}", day)


def _amount(table: RuleValue, year: int) -> Decimal | None:
    rows: Any = table.value
    return next((Decimal(row["fee"]) for row in rows if row["from"] <= year <= row["to"]), None)


def _steps(due: date, grace: Span, full: Decimal, table: RuleValue, spans: Spans) -> tuple[Step, ...]:
    """Month m overdue runs from the day after m-1 months to m months after the due day; the last one to the end of grace."""
    percents: Any = table.value
    found, first = [], due + _ONE
    for month, percent in enumerate(percents, start=1):
        last = spans(due, month, table.clause).nominal if month < len(percents) else grace.day
        found.append(Step(first=first, last=last, percent=percent, late_fee=full * percent / WHOLE))
        first = last + _ONE
    return tuple(found)


def _best(right: Right, number: int, due: date) -> tuple[int, str, RuleValue] | None:
    """The reduction that takes off most on the due day (公告594: one, the best)."""
    found = [counted for each in right.reductions if (counted := _counted(right, each, number, due))]
    return max(found, key=lambda counted: counted[0], default=None)


def _counted(right: Right, reduction: Reduction, number: int, due: date) -> tuple[int, str, RuleValue] | None:
    """Percent, ground and rule of a reduction for this year's fee; None where it does not reach it."""
    if due < reduction.since or (reduction.until is not None and reduction.until < due):
        return None
    open_licence = reduction.ground == "open_licence"
    try:
        rule = _at("open_licence" if open_licence else f"reduction_{reduction.ground}", due)
        if not open_licence and not _in_time(right, reduction, number, due):
            return None
    except RuleNotInForce:
        return None
    return rule.number, reduction.ground, rule


def _in_time(right: Right, reduction: Reduction, number: int, due: date) -> bool:
    """Asked for early enough, and for one of the years from that of the grant on that can be reduced."""
    ahead: Any = _at("reduction_ask_before", due).value
    asked_by = anniversary_months(due, -ahead["months"]) - timedelta(days=ahead["days"])
    years = _at("reduction_years", due).number
    return reduction.since <= asked_by and number < year_of(right.filed, right.granted) + years


def anniversary_months(day: date, months: int) -> date:
    """The corresponding day some months before (negative) or after, the month's last where there is none."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    first_of_next = date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - _ONE).day))
