"""Days as people write them; what machines and other calendars write is refused with the reason."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.days import BadDay, Period, plausible_day, read_day

A_DAY = date(2022, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2022-03-01",
        "2022.03.01",
        "2022/3/1",
        "20220301",
        "2022年3月1日",
        "2022 年 3 月 1 日",
        "2022年03月01号",
        "二〇二二年三月一日",
        "二○二二年三月一日",
        "２０２２－０３－０１",
        "2022-03-01 00:00:00",
        " 2022-3-1 ",
    ],
)
def test_the_ways_people_write_a_day(text: str) -> None:
    assert read_day(text) == A_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [("二〇二二年十二月三十一日", 31), ("二〇二二年十二月廿一日", 21), ("二〇二二年十二月十日", 10)],
)
def test_chinese_tens(text: str, day: int) -> None:
    assert read_day(text) == date(2022, 12, day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "内容为空"),
        ("2022-02-30", "日历上没有2022年2月30日"),
        ("2022-13-01", "日历上没有"),
        ("二〇二二年十十月一日", "日历上没有"),
        ("2022-W01-1", "年-周-日"),
        ("2022W011", "年-周-日"),
        ("2022-060", "年-日序"),
        ("民国111年3月1日", "其他纪年"),
        ("令和4年3月1日", "其他纪年"),
        ("44621", "序列号"),
        ("22-3-1", "年份只有两位"),
        ("01/03/2022", "年份在最后"),
        ("2022-03-01T12:00:00Z", "带有时刻"),
        ("2022-03-01T00:00:00Z", "带有时刻"),
        ("9999-12-31", "空值占位"),
        ("0001-01-01", "空值占位"),
        ("1900-01-01", "空值占位"),
        ("٢٠٢٢-٠٣-٠١", "不是认得的日期写法"),
        ("2022_03_01", "不是认得的日期写法"),
        ("2022-3/1", "不是认得的日期写法"),
        ("202231", "不是认得的日期写法"),
        ("tomorrow", "不是认得的日期写法"),
    ],
)
def test_a_refusal_says_why_and_how_to_write_it(text: str, reason: str) -> None:
    with pytest.raises(BadDay) as error:
        read_day(text)
    assert reason in str(error.value)
    assert "2022-03-01" in error.value.words.en


@given(
    st.dates(date(1985, 4, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert read_day(day.strftime(form)) == day


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_day(text)
    except BadDay as error:
        assert error.words.zh


def test_a_plausible_day_lies_within_its_record() -> None:
    assert plausible_day(A_DAY, latest=A_DAY) == A_DAY
    with pytest.raises(BadDay, match="晚于允许的最后一日"):
        plausible_day(A_DAY + timedelta(days=1), latest=A_DAY)
    with pytest.raises(BadDay, match="早于允许的第一日"):
        plausible_day(date(1985, 3, 31), latest=A_DAY)


def test_a_period_is_inclusive_for_people_and_half_open_inside() -> None:
    year = Period.year(2022)
    assert (year.start, year.end, year.until, year.days) == (
        date(2022, 1, 1),
        date(2022, 12, 31),
        date(2023, 1, 1),
        365,
    )
    assert date(2022, 12, 31) in year
    assert date(2023, 1, 1) not in year


def test_quarters_fill_the_year() -> None:
    quarters = [Period.quarter(2024, quarter) for quarter in (1, 2, 3, 4)]
    assert [quarter.days for quarter in quarters] == [91, 91, 92, 92]
    assert [first.until == second.start for first, second in pairwise(quarters)] == [True] * 3


def test_a_period_names_itself() -> None:
    assert str(Period.year(2022)) == "2022年"
    assert str(Period.quarter(2022, 3)) == "2022年第3季度"
    assert str(Period.month(2024, 2)) == "2024年2月"
    assert Period(date(2020, 7, 1), date(2022, 12, 31)).words.en == "2020-07-01 to 2022-12-31"


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(BadDay, match="早于第一日"):
        Period(date(2022, 2, 1), date(2022, 1, 31))
    with pytest.raises(BadDay, match="没有第 5 季度"):
        Period.quarter(2022, 5)
