"""The fee calendar: the law's vectors, and a second implementation written from the text instead of the rule book."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.registry.rights.fees.calendar import FeeCalendar, Reduction, Right, YearFee
from zhice.registry.rights.fees.spans import year_of

CASES = yaml.safe_load((Path(__file__).parents[4] / "cases" / "annual_fees.yaml").read_text(encoding="utf-8"))
ONE = timedelta(days=1)


def right_of(case: dict[str, Any]) -> Right:
    reductions = tuple(Reduction(**each) for each in case.get("reductions", ()))
    return Right(kind=case["kind"], filed=case["filed"], granted=case["granted"], reductions=reductions)


def fee_of(right: Right, year: int) -> YearFee | None:
    return next((fee for fee in FeeCalendar().years(right) if fee.year == year), None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_fee_of_the_law(case):
    fee = fee_of(right_of(case), case["year"])
    if case.get("none"):
        assert fee is None
        return
    assert fee is not None
    assert fee.due.nominal == fee.ends_if_unpaid == case["due"]
    assert fee.payable == case["fee"]
    assert fee.due.provisional == case.get("pay_by_provisional", False)
    if "pay_by" in case:
        assert fee.due.day == case["pay_by"]
    if "grace" in case:
        assert (fee.grace.day, fee.grace.provisional) == (case["grace"], case.get("grace_provisional", False))
    for day, owed in case.get("owed", {}).items():
        assert fee.total_on(day) == owed, day


def test_every_day_explains_itself():
    fee = fee_of(Right(kind="UTILITY_MODEL", filed=date(2021, 10, 3), granted=date(2022, 5, 10)), 6)
    assert fee is not None
    assert "2021-10-03 起 60 个月" in fee.due.words.zh
    assert "顺延至 2026-10-08" in fee.due.words.zh
    assert "第一百一十五条" in fee.due.words.zh
    assert "2027年的放假安排尚未公布" in fee.grace.words.zh
    assert [rest.day.day for rest in fee.due.rolled] == [3, 4, 5, 6, 7]


def test_what_is_not_read_says_so():
    before = fee_of(Right(kind="INVENTION", filed=date(2018, 3, 15), granted=date(2020, 6, 2)), 9)
    assert (
        before is not None and before.is_unverified
    )  # the amounts of before 2026-07-31 are known from practice only


# A second way, from the text of law.md: tables typed anew, days walked one by one with the library.
TABLES = {
    "INVENTION": [900] * 3 + [1200] * 3 + [2000] * 3 + [4000] * 3 + [6000] * 3 + [8000] * 5,
    "UTILITY_MODEL": [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2,
    "DESIGN": [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2 + [3000] * 5,
}
OFF = {"single": 85, "joint": 70, "open_licence": 15}


def rolled(day: date) -> tuple[date, bool]:
    start = day
    while day.year <= 2026:
        if chinese_calendar.is_workday(day):
            return day, False
        day += ONE
    return start, True


def by_hand(right: Right, year: int, day: date) -> dict[str, Any]:
    due = right.filed + relativedelta(years=year - 1)
    full = Decimal(TABLES[right.kind][year - 1])
    of_grant = 1
    while right.filed + relativedelta(years=of_grant) <= right.granted:
        of_grant += 1
    off = [0]
    for each in right.reductions:
        if not (each.since <= due and (each.until is None or due <= each.until)):
            continue
        if each.ground == "open_licence":
            if due >= date(2024, 8, 6):
                off.append(15)
            continue
        years = 10 if due >= date(2018, 8, 1) else 6
        asked_by = due - relativedelta(months=2) - timedelta(days=15)
        if due >= date(2016, 9, 1) and year - of_grant < years and each.since <= asked_by:
            off.append(OFF[each.ground])
    pay_by, _ = rolled(due)
    ends, provisional = rolled(due + relativedelta(months=6))
    payable = full - full * max(off) / 100
    late = Decimal(0)
    if pay_by < day <= ends:
        months = max(m for m in range(6) if m == 0 or day > due + relativedelta(months=m))
        late = full * 5 * months / 100
    return {
        "due": due, "pay_by": pay_by, "ends": ends, "provisional": provisional, "payable": payable,
        "total": payable + late if day <= ends else Decimal(0),
    }  # fmt: skip


reductions = st.builds(
    Reduction,
    ground=st.sampled_from(sorted(OFF)),
    since=st.dates(date(2014, 1, 1), date(2026, 12, 1)),
    until=st.none() | st.dates(date(2016, 1, 1), date(2030, 1, 1)),
)


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from(sorted(TABLES)),
    filed=st.dates(date(2009, 3, 1), date(2024, 12, 31)),
    wait=st.integers(60, 1500),
    given=st.lists(reductions, max_size=3),
    offset=st.integers(-200, 220),
)
def test_two_implementations_agree(kind, filed, wait, given, offset):
    right = Right(kind=kind, filed=filed, granted=filed + timedelta(days=wait), reductions=tuple(given))
    fees = FeeCalendar().years(right)
    term = {"INVENTION": 20, "UTILITY_MODEL": 10, "DESIGN": 15 if filed >= date(2021, 6, 1) else 10}[kind]
    assert [fee.year for fee in fees] == list(range(year_of(filed, right.granted) + 1, term + 1))
    for fee in fees:
        day = fee.due.nominal + timedelta(days=offset)
        expected = by_hand(right, fee.year, day)
        found = {
            "due": fee.due.nominal, "pay_by": fee.due.day, "ends": fee.grace.day, "provisional": fee.grace.provisional,
            "payable": fee.payable, "total": fee.total_on(day),
        }  # fmt: skip
        assert found == expected


@given(filed=st.dates(date(2012, 1, 1), date(2022, 1, 1)), kind=st.sampled_from(sorted(TABLES)))
@settings(max_examples=40, deadline=None)
def test_steps_cover_the_grace_period_without_a_gap(filed, kind):
    for fee in FeeCalendar().years(Right(kind=kind, filed=filed, granted=filed + timedelta(days=200))):
        days = [(step.first, step.last) for step in fee.steps]
        assert days[0][0] == fee.due.nominal + ONE
        assert days[-1][1] == fee.grace.day
        assert all(before[1] + ONE == after[0] for before, after in pairwise(days))


@given(
    kind=st.sampled_from(sorted(TABLES)),
    filed=st.dates(date(2012, 1, 1), date(2024, 1, 1)),
    later=st.integers(0, 4000),
)
@settings(max_examples=60, deadline=None)
def test_the_years_around_a_day_are_all_that_matter_on_it(kind, filed, later):
    """Every year that is in grace on the day, and the next to come, are among them, and each as in the whole."""
    right = Right(kind=kind, filed=filed, granted=filed + timedelta(days=300))
    day = right.granted + timedelta(days=later)
    whole, near = FeeCalendar().years(right), FeeCalendar().years(right, around=day)
    assert [fee for fee in whole if fee in near] == near
    wanted = [fee for fee in whole if fee.due.nominal < day <= fee.grace.day]
    wanted += [fee for fee in whole if fee.due.nominal >= day][:1]
    assert all(fee in near for fee in wanted)
