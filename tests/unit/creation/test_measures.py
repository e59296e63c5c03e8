"""创造's measures, case by case: what counts, from when, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.unit.measuring.histories import BEIJING, JIYUAN, LUOYANG, Census, Life, as_parquet, fact_rows
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts
from zhice.measuring.fold import fold
from zhice.measuring.measure import measures
from zhice.measuring.territory import Atlas

LIFE = Life("INVENTION", date(2020, 5, 1), date(2021, 5, 1), None, None, ((date(2020, 5, 1), JIYUAN),), "甲")
STOCK = "creation.invention_patents_in_force"


def count(
    tmp_path: Path, life: Life, code: str, day: date, *, where: str = JIYUAN, period: Period | None = None
) -> int:
    """The measure over this one life; 0 where it does not count."""
    source = as_parquet(fact_rows([life]), tmp_path)
    facts = Facts(source, Atlas(source).territory(where), day=day)
    figure = fold(read_counts(code), facts=facts, period=period or Period(date(day.year, 1, 1), day))
    return int(figure.value or 0)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2021, 4, 30), 0),
        (date(2021, 5, 1), 1),
        (date(2022, 8, 31), 1),
        (date(2022, 9, 1), 0),
        (date(2023, 1, 1), 0),
    ],
)
def test_in_force_from_the_grant_to_the_day_before_it_lapses(tmp_path: Path, day: date, counts: int) -> None:
    assert count(tmp_path, replace(LIFE, lapsed=date(2022, 9, 1)), STOCK, day) == counts


def test_a_move_of_the_holder_counts_from_its_day(tmp_path: Path) -> None:
    moved = replace(LIFE, seats=((date(2020, 5, 1), JIYUAN), (date(2022, 3, 1), LUOYANG)))
    assert count(tmp_path, moved, STOCK, date(2022, 2, 28)) == 1
    assert count(tmp_path, moved, STOCK, date(2022, 3, 1)) == 0
    assert count(tmp_path, moved, STOCK, date(2022, 3, 1), where=LUOYANG) == 1
    assert (
        count(tmp_path, moved, "creation.patent_grants", date(2021, 12, 31)) == 1
    )  # the grant stays where it was made


def test_only_inventions_are_inventions(tmp_path: Path) -> None:
    assert count(tmp_path, replace(LIFE, kind="DESIGN"), STOCK, date(2022, 1, 1)) == 0
    assert count(tmp_path, replace(LIFE, kind="DESIGN"), "creation.patents_in_force", date(2022, 1, 1)) == 1


def test_a_filing_found_abnormal_counts_until_it_is_found(tmp_path: Path) -> None:
    abnormal = replace(LIFE, abnormal=date(2021, 2, 1))
    year = Period.year(2020)
    assert count(tmp_path, abnormal, "creation.patent_filings_net", date(2021, 1, 31), period=year) == 1
    assert count(tmp_path, abnormal, "creation.patent_filings_net", date(2021, 2, 1), period=year) == 0
    assert count(tmp_path, abnormal, "creation.patent_filings_gross", date(2021, 2, 1), period=year) == 1


def test_another_provinces_patent_does_not_count_here(tmp_path: Path) -> None:
    elsewhere = replace(LIFE, seats=((date(2020, 5, 1), BEIJING),))
    for code in ("creation.patent_filings_gross", "creation.patent_grants", STOCK, "creation.pct_filings"):
        assert count(tmp_path, elsewhere, code, date(2021, 12, 31), where="410000") == 0


def test_the_population_is_the_regions_own_number_never_the_sum_of_its_parts(tmp_path: Path) -> None:
    censuses = [
        Census("410100", 2021, 12_000_000, "final", date(2022, 4, 1)),
        Census(JIYUAN, 2021, 730_000, "final", date(2022, 4, 1)),
    ]
    source = as_parquet(fact_rows([], censuses), tmp_path)
    facts = Facts(source, Atlas(source).territory("410000"), day=date(2022, 12, 31))
    assert (
        fold(read_counts("registry.resident_population"), facts=facts, period=Period.year(2022)).value is None
    )


def test_every_measure_says_what_it_counts() -> None:
    ours = [kind for kind in measures() if kind.code.split(".")[0] in ("creation", "registry")]
    assert len(ours) >= 10
    for kind in ours:
        assert len(kind.meaning) > 40 and kind.name.zh and kind.name.en, kind.code


def test_filings_of_one_family_are_one_invention(tmp_path: Path) -> None:
    rows = fact_rows([LIFE, replace(LIFE, kind="UTILITY_MODEL"), replace(LIFE, holder="乙")])
    for patent in rows["patents"][:2]:
        patent["family"] = "docdb-7001"
    source = as_parquet(rows, tmp_path)
    facts = Facts(source, Atlas(source).territory(JIYUAN), day=date(2021, 1, 1))
    year = Period.year(2020)
    total = fold(read_counts("creation.patent_families"), facts=facts, period=year)
    distinct = fold(
        read_counts({"distinct": ["creation.patent_families", "family"]}), facts=facts, period=year
    )
    assert (total.value, distinct.value) == (3, 2)
