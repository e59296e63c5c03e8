"""Figures that have no value say why; growth, medians, ranks and amounts worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pytest

from tests.unit.measuring.histories import JIYUAN, LUOYANG, ZHENGZHOU, as_parquet, fact_rows
from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import facts as fact_relations
from zhice.measuring import measure as measures
from zhice.measuring.counts import read_counts
from zhice.measuring.definition import Definition
from zhice.measuring.evidence import NoSuchEvidence
from zhice.measuring.facts import FactRelation, Facts, publish
from zhice.measuring.figure import Figure
from zhice.measuring.fold import fold
from zhice.measuring.measure import BadMeasure, measure
from zhice.measuring.territory import Atlas, UnknownRegion

DAY = date(2022, 12, 31)
W = Words(zh="测试", en="test")


@pytest.fixture(autouse=True)
def loans(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A relation and a measure with amounts, for these tests alone."""
    monkeypatch.setattr(fact_relations, "_RELATIONS", dict(fact_relations._RELATIONS))
    monkeypatch.setattr(measures, "_MEASURES", dict(measures._MEASURES))
    columns = {
        "record": "string",
        "region": "string",
        "firm": "string?",
        "day": "date",
        "amount": "decimal(18, 2)",
    }
    publish(
        FactRelation("loans", {name: (kind, W) for name, kind in columns.items()}, "tests", W, ("region",))
    )

    @measure(
        "operation.loans",
        unit="万元",
        grain="pledge",
        needs=("loans",),
        name=Words(zh="贷款", en="Loans"),
        dated="day",
    )
    def loans(facts: Facts, period: Period) -> ir.Table:
        """Loans of the period."""
        rows = facts["loans"]
        return rows.filter(rows.day >= period.start, rows.day <= period.end, facts.covers(rows.region))

    yield


def facts_with(tmp_path: Path, rows: list[tuple[str, str, date, str]], **more: Any) -> Facts:
    """Rows are (region, firm, day, amount)."""
    held = [
        {"record": f"pledge:{n}", "region": region, "firm": firm, "day": day, "amount": Decimal(amount)}
        for n, (region, firm, day, amount) in enumerate(rows)
    ]
    source = as_parquet({**fact_rows([]), "loans": held}, tmp_path)
    atlas = Atlas(source)
    return Facts(source, atlas.territory(JIYUAN), day=more.pop("day", DAY), peers=atlas.peers(JIYUAN), **more)


def figure(facts: Facts, counts: Any, year: int = 2022, unit: str | None = None) -> Figure:
    return fold(read_counts(counts), facts=facts, period=Period.year(year), unit=unit)


def yearly(amounts: dict[int, str], region: str = JIYUAN) -> list[tuple[str, str, date, str]]:
    return [(region, "甲", date(year, 5, 1), amount) for year, amount in amounts.items()]


def test_amounts_are_added_exactly_and_converted(tmp_path: Path) -> None:
    facts = facts_with(
        tmp_path, [(JIYUAN, "甲", DAY, "0.10"), (JIYUAN, "乙", DAY, "0.20"), (LUOYANG, "丙", DAY, "9")]
    )
    assert figure(facts, {"total": "operation.loans"}).value == Decimal("0.30")
    assert figure(facts, {"total": "operation.loans"}, unit="元").value == 3000
    assert figure(facts, {"distinct": ["operation.loans", "firm"]}, unit="家").value == 2


def test_cumulative_reaches_back_to_its_first_day(tmp_path: Path) -> None:
    facts = facts_with(tmp_path, yearly({2019: "5", 2020: "7", 2021: "11", 2022: "13"}))
    assert figure(facts, {"cumulative": "operation.loans", "since": date(2020, 1, 1)}).value == 31
    assert figure(facts, {"cumulative": "operation.loans"}).value == 13
    whole = fold(
        read_counts({"cumulative": "operation.loans"}), facts=facts, period=Period(date(2020, 1, 1), DAY)
    )
    assert whole.value == 31


@pytest.mark.parametrize(
    ("amounts", "median", "mean"),
    [(["3"], "3", "3"), (["1", "9", "2"], "2", "4"), (["1", "2", "4", "9"], "3", "4")],
)
def test_median_and_mean_are_exact(tmp_path: Path, amounts: list[str], median: str, mean: str) -> None:
    facts = facts_with(tmp_path, [(JIYUAN, "甲", DAY, amount) for amount in amounts])
    assert figure(facts, {"median": "operation.loans"}).value == Decimal(median)
    assert figure(facts, {"average": "operation.loans"}).value == Decimal(mean)


def test_mean_growth_of_exactly_a_fifth_is_twenty_not_less(tmp_path: Path) -> None:
    facts = facts_with(tmp_path, yearly({2019: "1000", 2020: "1200", 2021: "1440", 2022: "1728"}))
    found = figure(facts, {"growth": "operation.loans", "base": 2019})
    assert found.value == found.compound == found.mean_of_years == 20
    assert [(one.year, one.value, one.rate) for one in found.years] == [
        (2019, 1000, None), (2020, 1200, 20), (2021, 1440, 20), (2022, 1728, 20)
    ]  # fmt: skip
    assert [term.key for term in found.terms] == ["2022", "2021", "2020", "2019"]


def test_compound_and_arithmetic_growth_stand_side_by_side(tmp_path: Path) -> None:
    facts = facts_with(tmp_path, yearly({2020: "100", 2021: "50", 2022: "100"}))
    compound = figure(facts, {"growth": "operation.loans", "base": 2020})
    arithmetic = figure(facts, {"growth": "operation.loans", "base": 2020, "mean": "arithmetic"})
    assert (compound.value, compound.mean_of_years) == (0, 25)
    assert (arithmetic.value, arithmetic.compound) == (25, 0)


@pytest.mark.parametrize(
    ("amounts", "counts", "why"),
    [
        ({2022: "1"}, {"growth": "operation.loans"}, "基期为0"),
        (
            {2020: "1", 2022: "1"},
            {"growth": "operation.loans", "base": 2020, "mean": "arithmetic"},
            "基期为0",
        ),
        ({2021: "-1", 2022: "1"}, {"growth": "operation.loans"}, "基期为负"),
        ({2022: "1"}, {"growth": "operation.loans", "base": 2022}, "不晚于基期 2022"),
        ({}, {"total": "operation.loans"}, "没有记录"),
        ({2020: "1"}, {"median": "operation.loans"}, "没有数额"),
        ({2022: "1"}, {"total": "operation.pledges"}, "尚无数据来源"),
        ({2022: "1"}, {"ratio": ["operation.loans", "registry.resident_population"]}, "分母缺失"),
        (
            {2020: "0", 2022: "1"},
            {"ratio": ["operation.loans", {"cumulative": "creation.pct_filings"}]},
            "分母缺失",
        ),
    ],
)
def test_no_figure_says_why(tmp_path: Path, amounts: dict[int, str], counts: Any, why: str) -> None:
    found = figure(facts_with(tmp_path, yearly(amounts)), counts)
    assert found.value is None and why in str(found.why_not)


def test_a_period_not_begun_and_a_short_history_say_so(tmp_path: Path) -> None:
    rows = yearly({2021: "1", 2022: "2"})
    assert "尚未开始" in str(figure(facts_with(tmp_path, rows), {"total": "operation.loans"}, 2023).why_not)
    short = figure(facts_with(tmp_path, rows, complete_since=date(2021, 3, 1)), {"growth": "operation.loans"})
    assert short.value is None and "2021-03-01" in str(short.why_not)


def test_a_year_without_records_in_a_region_that_has_some_is_zero_with_a_remark(tmp_path: Path) -> None:
    found = figure(facts_with(tmp_path, yearly({2020: "1"})), {"total": "operation.loans"})
    assert found.value == 0 and "计为 0" in str(found.remark)
    assert (
        figure(facts_with(tmp_path, yearly({2020: "1"})), {"reached": "operation.loans"}, unit="").value == 0
    )


def test_inside_a_year_the_figure_counts_to_the_day(tmp_path: Path) -> None:
    rows = [(JIYUAN, "甲", date(2022, 3, 1), "1"), (JIYUAN, "甲", date(2022, 9, 1), "2")]
    found = figure(facts_with(tmp_path, rows, day=date(2022, 6, 30)), {"total": "operation.loans"})
    assert found.value == 1 and found.period == Period(date(2022, 1, 1), date(2022, 6, 30))


def test_rank_names_everyone_and_ties_share(tmp_path: Path) -> None:
    rows = [*yearly({2022: "5"}), *yearly({2022: "5"}, ZHENGZHOU), *yearly({2022: "2"}, LUOYANG)]
    found = figure(facts_with(tmp_path, rows), {"rank": "operation.loans"})
    assert found.value == 1 and found.unit == "位" and found.unit_of_places == "万元"
    assert [(place.territory.code, place.value, place.position) for place in found.places] == [
        (ZHENGZHOU, 5, 1), (JIYUAN, 5, 1), (LUOYANG, 2, 3)
    ]  # fmt: skip
    lowest = figure(facts_with(tmp_path, rows), {"rank": "operation.loans", "best": "lowest"})
    assert lowest.value == 2


def test_evidence_opens_by_term_filters_pages_and_names_what_it_lacks(tmp_path: Path) -> None:
    facts = facts_with(
        tmp_path, [(JIYUAN, "甲乙"[n % 2], date(2021 + n % 2, 1, 1), str(n)) for n in range(6)]
    )
    evidence = figure(facts, {"growth": "operation.loans"}).evidence
    assert evidence.keys == ("2022", "2021") and evidence.count() == 6 and evidence.count("2022") == 3
    assert evidence.count("2022", where={"firm": "甲"}) == 0
    page = list(evidence.rows("2022", order="amount", descending=True, limit=1, offset=1))
    assert [(row["record"], row["term"], row["measure"]) for row in page] == [
        ("pledge:3", "2022", "operation.loans")
    ]
    with pytest.raises(NoSuchEvidence, match="2022"):
        list(evidence.rows("2019"))
    with pytest.raises(NoSuchEvidence, match="firm"):
        list(evidence.rows("2022", order="name; drop table x"))


def test_measures_are_held_to_their_contract(tmp_path: Path) -> None:
    def twice(facts: Facts, period: Period) -> ir.Table:
        """A second one."""
        return facts["loans"]

    declare = {"unit": "万元", "grain": "pledge", "needs": ("loans",), "name": W}
    with pytest.raises(BadMeasure, match="两次"):
        measure("operation.loans", **declare)(twice)  # type: ignore[arg-type]
    with pytest.raises(BadMeasure, match="支柱"):
        measure("Loans", **declare)(twice)  # type: ignore[arg-type]
    twice.__doc__ = None
    with pytest.raises(BadMeasure, match="说明"):
        measure("operation.silent", **declare)(twice)  # type: ignore[arg-type]

    def without_record(facts: Facts, period: Period) -> ir.Table:
        """Rows that cannot be opened."""
        return facts["loans"].drop("record")

    lame = measure("operation.lame", **declare)(without_record)  # type: ignore[arg-type]
    with pytest.raises(BadMeasure, match="record"):
        lame.rows(facts_with(tmp_path, []), Period.year(2022))


def test_awaited_room_and_unknown_region(tmp_path: Path) -> None:
    facts = facts_with(tmp_path, yearly({2022: "1"}))
    definition = Definition(read_counts("operation.loans"), "万元", awaits="operation/pledges")
    assert "尚无数据来源" in str(definition.figure(facts=facts, period=Period.year(2022)).why_not)
    with pytest.raises(UnknownRegion, match="999999"):
        Atlas(facts.source).territory("999999")
