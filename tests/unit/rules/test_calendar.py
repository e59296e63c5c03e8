"""The working calendar: legal vectors, a second implementation, and years that nobody has announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.references import Clause
from zhice.rules import calendar
from zhice.rules.calendar import (
    BadAnnouncement,
    CalendarNotAnnounced,
    Reckoning,
    add_days,
    add_months,
    add_working_days,
    is_working_day,
    working_days_before,
)

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "rules_periods.yaml").read_text(encoding="utf-8")
)
ONE = timedelta(days=1)
ADD = {"working_day": add_working_days, "calendar_day": add_days, "month": add_months}


def reckon(case: dict[str, Any]) -> Reckoning:
    if case["count"] < 0:
        return working_days_before(case["start"], -case["count"])
    return ADD[case["unit"]](case["start"], case["count"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['start']} {case['count']} {case['unit']}")
def test_a_period_of_the_law(case: dict[str, Any]) -> None:
    reckoning = reckon(case)
    assert reckoning.day == case["due"]
    assert reckoning.nominal == case.get("nominal", case["due"])


def test_the_cases_hold_all_that_the_reference_lists() -> None:
    assert len(CASES) == 27


# A second way: the library asked day by day, one step at a time.
def by_hand_working(start: date, n: int) -> date:
    day = start
    while n:
        day += ONE
        n -= chinese_calendar.is_workday(day)
    return day


def by_hand_rolled(day: date) -> date:
    while chinese_calendar.is_holiday(day):
        day += ONE
    return day


days = st.dates(date(2004, 1, 1), date(2026, 3, 1))


@given(days, st.integers(1, 60))
def test_working_days_agree_with_counting_by_hand(start: date, n: int) -> None:
    reckoning = add_working_days(start, n)
    assert reckoning.day == by_hand_working(start, n)
    assert (reckoning.day - start).days == n + len(reckoning.skipped)
    assert all(chinese_calendar.is_holiday(rest.day) for rest in reckoning.skipped)


@given(days, st.integers(1, 90))
def test_calendar_days_agree_with_counting_by_hand(start: date, n: int) -> None:
    reckoning = add_days(start, n)
    assert reckoning.nominal == start + n * ONE
    assert reckoning.day == by_hand_rolled(reckoning.nominal)
    assert add_days(start, n, roll=False).day == reckoning.nominal


@given(days, st.integers(1, 6))
def test_months_agree_with_another_library(start: date, n: int) -> None:
    nominal = start + relativedelta(months=n)
    reckoning = add_months(start, n)
    assert (reckoning.nominal, reckoning.day) == (nominal, by_hand_rolled(nominal))


@given(days, st.integers(1, 30))
def test_counting_back_undoes_counting_forward(start: date, n: int) -> None:
    due = add_working_days(by_hand_rolled(start), n).day
    assert working_days_before(due, n).day == by_hand_rolled(start)


def test_a_reckoning_explains_itself() -> None:
    article = Clause("市场监督管理行政处罚程序规定", "第六十四条")
    reckoning = add_days(date(2021, 7, 3), 90, article=article)
    assert str(reckoning.words) == (
        "2021-07-03 起 90 日，当日不计：2021-10-01，遇国庆节，顺延至 2021-10-08（市场监督管理行政处罚程序规定 第六十四条）。"
    )
    assert [rest.day.day for rest in reckoning.rolled] == [1, 2, 3, 4, 5, 6, 7]
    skipping = add_working_days(date(2026, 9, 18), 20)
    assert "跳过周末4天、中秋3天、国庆节7天" in skipping.words.zh
    assert "passing weekend (4)" in skipping.words.en


def test_an_adjusted_weekend_is_a_working_day() -> None:
    assert is_working_day(date(2022, 10, 8))
    assert not is_working_day(date(2022, 10, 7))


def test_a_period_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        add_working_days(date(2022, 1, 1), 0)


def test_an_unannounced_year_is_said_and_never_guessed() -> None:
    with pytest.raises(CalendarNotAnnounced, match="2027年的节假日安排尚未公布") as error:
        add_days(date(2026, 12, 20), 30)
    assert (error.value.year, error.value.nominal) == (2027, date(2027, 1, 19))
    with pytest.raises(CalendarNotAnnounced):
        is_working_day(date(2027, 3, 1))
    with pytest.raises(CalendarNotAnnounced):
        is_working_day(date(2003, 12, 31))
    assert add_days(date(2026, 12, 20), 30, roll=False).day == date(2027, 1, 19)


@pytest.fixture
def announced() -> Iterator[dict[int, dict[str, Any]]]:
    years: dict[int, dict[str, Any]] = {}
    calendar.use(years.get)
    yield years
    calendar.use(None)


# An invented announcement: only the form matters here.
INVENTED = {
    "holidays": {date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦"},
    "working_days": [date(2027, 1, 3)],
}


def test_an_announced_year_is_used(announced: dict[int, dict[str, Any]]) -> None:
    announced[2027] = INVENTED
    reckoning = add_days(date(2026, 12, 20), 12)
    assert (reckoning.nominal, reckoning.day) == (date(2027, 1, 1), date(2027, 1, 3))
    assert "遇元旦" in str(reckoning.words)


def test_an_announced_year_beats_the_library(announced: dict[int, dict[str, Any]]) -> None:
    assert is_working_day(date(2026, 3, 2))
    announced[2026] = {"holidays": {date(2026, 3, 2): "临时放假"}, "working_days": []}
    assert not is_working_day(date(2026, 3, 2))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"holidays": {date(2026, 1, 1): "元旦"}}, "不是该年的日期"),
        ({"holidays": {"2027-01-01": "元旦"}}, "不是该年的日期"),
        ({"holidays": {date(2027, 1, 1): "元旦"}, "working_days": [date(2027, 1, 4)]}, "应是周末"),
        ({"holidays": {}}, "没有任何节假日"),
    ],
)
def test_a_wrong_announcement_is_refused(announced: dict[int, Any], table: Any, reason: str) -> None:
    announced[2027] = table
    with pytest.raises(BadAnnouncement, match=reason):
        is_working_day(date(2027, 3, 1))
