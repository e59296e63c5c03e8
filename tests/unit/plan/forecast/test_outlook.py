"""An indicator's outlook: the series is found from its definition, or the words why there is none."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.measuring.histories import JIYUAN, Census, Life, as_parquet, fact_rows
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.definition import Definition
from zhice.measuring.facts import Facts
from zhice.measuring.fold import fold
from zhice.measuring.target import Target
from zhice.measuring.territory import Atlas
from zhice.plan.forecast.outlook import outlook

DAY = date(2022, 8, 31)
STOCK = "creation.invention_patents_in_force"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    rng = np.random.default_rng(3)
    filed = [date(2016, 1, 1) + timedelta(int(days)) for days in rng.integers(0, 2400, 1500)]
    rights = [
        Life("INVENTION", day, day + timedelta(300), None, None, ((day, JIYUAN),), "甲")
        for day in filed
        if day + timedelta(300) <= DAY
    ]
    rows = fact_rows(rights, [Census(JIYUAN, 2021, 730_000, "final", date(2022, 4, 1))])
    source = as_parquet(rows, tmp_path_factory.mktemp("outlook"))
    return Facts(source, Atlas(source).territory(JIYUAN), day=DAY)


def look(facts: Facts, counts: Any, unit: str, low: str, period: Period, **more: Any) -> Any:
    reach = "stock" if "力" in unit else "annual"
    promise = Target("more_than", Decimal(low), None, unit, 2022, reach)  # type: ignore[arg-type]
    return outlook(Definition(read_counts(counts), unit, **more), promise, facts=facts, period=period)


def test_a_yearly_flow(facts: Facts) -> None:
    found = look(facts, "creation.patent_grants", "件", "200", Period.year(2022))
    so_far = fold(read_counts("creation.patent_grants"), facts=facts, period=Period.year(2022)).value
    assert so_far is not None and found.low >= so_far and found.unit == "件" and found.n_history >= 60


def test_a_density_scales_its_stock_by_the_residents_of_the_day(facts: Facts) -> None:
    stock = look(facts, STOCK, "件", "1", Period.year(2022))
    density = look(
        facts,
        {"ratio": [STOCK, "registry.resident_population"], "per": 10000},
        "件/万人",
        "6",
        Period.year(2022),
    )
    assert abs(density.expected - stock.expected * 10000 / 730_000) < Decimal("1e-9")


def test_a_cumulative_count_reaches_back(facts: Facts) -> None:
    plan = Period(date(2020, 1, 1), date(2022, 12, 31))
    yearly = look(facts, "creation.patent_grants", "件", "1", Period.year(2022))
    whole = look(facts, {"cumulative": "creation.patent_grants"}, "件", "1", plan)
    since = look(
        facts,
        {"cumulative": "creation.patent_grants", "since": date(2020, 1, 1)},
        "件",
        "1",
        Period.year(2022),
    )
    assert whole.expected == since.expected > yearly.expected


def test_incomplete_records_are_no_history(facts: Facts) -> None:
    late = Facts(facts.source, facts.territory, day=DAY, complete_since=date(2021, 6, 15))
    found = look(late, "creation.patent_grants", "件", "1", Period.year(2022))
    assert found.expected is None and found.n_history == 14 and "14 个" in str(found.why_not)


@pytest.mark.parametrize(
    ("counts", "unit", "more", "why"),
    [
        ({"growth": "creation.patent_grants"}, "%", {}, "不作预测"),
        ({"rank": "creation.patent_grants"}, "位", {}, "不作预测"),
        ({"distinct": ["creation.patent_grants", "holder"]}, "家", {}, "不作预测"),
        ({"total": "protection.cases_filed"}, "件", {}, "尚无数据来源"),
        ({"total": "creation.patent_grants"}, "件", {"awaits": "creation/x"}, "尚无数据来源"),
    ],
)
def test_other_kinds_say_that_they_have_none(
    facts: Facts, counts: Any, unit: str, more: Any, why: str
) -> None:
    found = look(facts, counts, unit, "1", Period.year(2022), **more)
    assert found.expected is None and why in str(found.why_not)


def test_without_residents_there_is_no_density_to_forecast(tmp_path: Path) -> None:
    source = as_parquet(fact_rows([]), tmp_path)
    empty = Facts(source, Atlas(source).territory(JIYUAN), day=DAY)
    found = look(
        empty,
        {"ratio": [STOCK, "registry.resident_population"], "per": 10000},
        "件/万人",
        "6",
        Period.year(2022),
    )
    assert found.expected is None and "没有记录" in str(found.why_not)
