"""Forecasts: what has happened stays, little history gives none, probability follows the target, and the sentence is computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.history import Month, months
from zhice.measuring.target import Target
from zhice.plan.forecast.forecast import Forecast, forecast
from zhice.plan.forecast.sentence import chance, sentence

YEAR = Period.year(2022)


def series(
    values: list[int], first: date = date(2018, 1, 1), *, complete_until: date = date(2022, 9, 30)
) -> list[Month]:
    spans = list(months(Period(first, date(2030, 12, 31))))[: len(values)]
    return [
        Month(span, Decimal(value), span.end <= complete_until)
        for span, value in zip(spans, values, strict=True)
    ]


def steady(mean: float, count: int, seed: int = 7) -> list[int]:
    return [int(value) for value in np.random.default_rng(seed).poisson(mean, count)]


def target(low: int, unit: str = "件", period: str = "annual") -> Target:
    return Target("more_than", Decimal(low), None, unit, 2022, period)  # type: ignore[arg-type]


def ahead(values: list[int], promise: Target, day: date = date(2022, 9, 30), **more: object) -> Forecast:
    kind = more.pop("kind", "flow")
    return forecast(series(values, complete_until=day), promise, day, period=YEAR, kind=kind, **more)  # type: ignore[arg-type]


def test_a_steady_flow_goes_on_and_its_interval_surrounds_the_expected_value() -> None:
    values = steady(100, 57)
    found = ahead(values, target(1500))
    assert found.expected is not None and found.low is not None and found.high is not None
    assert found.low < found.expected < found.high
    assert abs(float(found.expected) - (sum(values[48:]) + 300)) < 60
    assert found.n_history == 57 and "准泊松" in str(found.method)
    assert found.probability is not None and found.probability < Decimal("0.05")


def test_the_probability_falls_as_the_promise_rises() -> None:
    values = steady(100, 57)
    odds = [ahead(values, target(low)).probability for low in (1000, 1150, 1200, 1250, 1500)]
    assert odds == sorted(odds, reverse=True) and odds[0] == 1 and odds[-1] == 0  # type: ignore[type-var]


def test_what_has_happened_cannot_be_undone() -> None:
    day = date(2022, 12, 20)
    values = [*steady(20, 59), 500]  # December is not over, and already holds 500
    found = ahead(values, target(600), day)
    assert found.low is not None and found.low >= sum(values[48:])


def test_the_same_series_gives_the_same_forecast() -> None:
    values = steady(30, 57)
    assert ahead(values, target(300)) == ahead(values, target(300))


def test_a_stock_is_forecast_by_its_changes_and_scaled() -> None:
    values = [1000 + 5 * month + change for month, change in enumerate(steady(3, 57))]
    found = ahead(values, target(1200, period="stock"), kind="stock")
    assert found.expected is not None and abs(float(found.expected) - (1000 + 5 * 59 + 3)) < 12
    density = ahead(values, target(12, "件/万人", "stock"), kind="stock", scale=Decimal(10000) / 730000)
    assert (
        density.expected is not None
        and abs(float(density.expected) - float(found.expected) * 10000 / 730000) < 1e-9
    )


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (steady(50, 20), "完整月份 20 个，至少需要 24 个"),
        ([0] * 40 + steady(50, 17), "完整月份 17 个"),  # what came before the first record is no history
        ([1, *([0] * 50)], "记录太少"),
        ([0] * 57, "完整月份 0 个"),
        ([], "完整月份 0 个"),
    ],
)
def test_too_little_history_gives_no_forecast_and_says_so(values: list[int], why: str) -> None:
    found = ahead(values, target(100))
    assert found.expected is None and found.probability is None and why in str(found.why_not)
    assert why in str(sentence(found, day=date(2022, 9, 30)))


def test_a_period_that_is_over_is_not_forecast() -> None:
    found = ahead(steady(50, 60), target(100), date(2022, 12, 31))
    assert found.expected is None and "已结束" in str(found.why_not)


def test_the_sentence_is_computed_in_two_languages() -> None:
    numbers = {
        "expected": Decimal("1388.2"),
        "low": Decimal(1290),
        "high": Decimal(1492),
        "probability": Decimal("0.04"),
    }
    found = Forecast(YEAR, "件", 57, Words(zh="", en=""), **numbers)
    assert str(sentence(found, day=date(2022, 9, 30))) == "年末预计 1,388 件（1,290–1,492），达标概率 4%"
    english = "At the end of 2022: 1,388 items expected (1,290–1,492), probability of meeting the target 4%"
    assert sentence(found, day=date(2021, 9, 30)).en == english
    assert str(sentence(found, day=date(2021, 9, 30))).startswith("2022 年末预计 1,388 件")


@pytest.mark.parametrize(
    ("probability", "says"),
    [("0", "低于 1%"), ("0.004", "低于 1%"), ("0.5", "50%"), ("0.995", "高于 99%"), ("1", "高于 99%")],
)
def test_no_chance_is_called_impossible_or_certain(probability: str, says: str) -> None:
    assert str(chance(Decimal(probability))) == says
