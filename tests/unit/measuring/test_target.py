"""Targets: when they are met, how far they are, and in which period they are judged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zhice.kernel.days import Period
from zhice.measuring.target import BadTarget, Target, elapsed
from zhice.measuring.units import ForeignUnit, convert, per_unit, shown

PLAN = Period(date(2020, 1, 1), date(2022, 12, 31))


def target(
    comparator: str, low: str | None = None, high: str | None = None, unit: str = "件", **more: Any
) -> Target:
    bounds = {"low": None if low is None else Decimal(low), "high": None if high is None else Decimal(high)}
    return Target(
        comparator,
        **bounds,
        unit=unit,
        year=more.pop("year", 2022),
        period=more.pop("period", "annual"),
        **more,
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("promise", "value", "met", "progress"),
    [
        (target("more_than", "1500"), "1500", False, "1"),  # 突破 is strict
        (target("more_than", "1500"), "1501", True, None),
        (target("at_least", "20"), "20", True, "1"),
        (target("at_least", "20"), "10", False, "0.5"),
        (target("equal", "10"), "12", True, "1.2"),  # 建成 10 所: more is no failure
        (target("between", "2", "3"), "2", True, "1"),
        (target("between", "2", "3"), "5", True, "2.5"),
        (target("between", "2", "3"), "1", False, "0.5"),
        (target("at_most", None, "30"), "30", True, "1"),
        (target("less_than", None, "30"), "30", False, "1"),
        (target("at_most", None, "30"), "60", False, "0.5"),
        (target("at_least", "20"), "-5", False, "0"),
    ],
)
def test_met_and_progress(promise: Target, value: str, met: bool, progress: str | None) -> None:
    assert promise.met(Decimal(value)) is met
    if progress is not None:
        assert promise.progress(Decimal(value)) == Decimal(progress)


def test_no_value_is_neither_met_nor_missed() -> None:
    assert target("at_least", "1").met(None) is None and target("at_least", "1").progress(None) is None


def test_between_is_met_at_its_lower_end_and_stretched_at_its_upper() -> None:
    assert target("between", "2", "3").stretched(Decimal(2)) is False
    assert target("between", "2", "3").stretched(Decimal(3)) is True


def test_units_convert_within_their_family_only() -> None:
    three = target("more_than", "3", unit="亿元", period="cumulative")
    assert (
        three.met(Decimal(30000), unit="万元") is False and three.met(Decimal("300000001"), unit="元") is True
    )
    assert convert(Decimal("0.3"), "亿元", "万元") == 3000
    with pytest.raises(ForeignUnit, match="件"):
        three.met(Decimal(1), unit="件")
    assert (per_unit("件", "人", 10000), per_unit("件", "件", 100)) == ("件/万人", "%")
    assert shown(Decimal("1388.50")) == "1,388.5" and shown(Decimal("0.005")) == "0.01"


def test_each_year_is_judged_by_its_worst() -> None:
    assert target("at_least", "20").least({2020: Decimal(25), 2021: Decimal(19), 2022: Decimal(30)}) == (
        2021,
        19,
    )
    assert target("at_most", None, "20").least({2020: Decimal(25), 2021: Decimal(19)}) == (2020, 25)
    assert target("at_least", "20").least({2020: Decimal(25), 2021: None}) is None


def test_periods_and_time_elapsed() -> None:
    day = date(2021, 6, 30)
    assert target("at_least", "1").period_on(day, plan=PLAN) == Period.year(2021)
    assert target("at_least", "1", period="cumulative").period_on(day, plan=PLAN).start == PLAN.start
    assert target("at_least", "1", year=2020).period_on(day, plan=PLAN) == Period.year(2020)
    assert elapsed(Period.year(2021), day) == Decimal(181) / 365
    assert (elapsed(Period.year(2021), date(2020, 1, 1)), elapsed(Period.year(2021), date(2022, 1, 1))) == (
        0,
        1,
    )


def test_words_in_two_languages() -> None:
    assert str(target("more_than", "1500").words) == "每年超过 1,500 件（2022年）"
    assert (
        target("between", "2", "3", unit="个", period="cumulative").words.en
        == "2–3 in number (met at 2) cumulative (2022)"
    )


@pytest.mark.parametrize(
    "bad", [("at_least", None, "3"), ("at_most", "3", None), ("between", "3", "2"), ("about", "3", None)]
)
def test_incomplete_targets_are_refused(bad: tuple[str, str | None, str | None]) -> None:
    with pytest.raises(BadTarget, match="不完整"):
        target(*bad)
