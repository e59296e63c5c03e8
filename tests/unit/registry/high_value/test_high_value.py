"""High value: two engines, one brute-force count, and the pages."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.measuring.conftest import bare_database  # noqa: F401 - a fixture
from tests.unit.measuring.histories import JIYUAN, Life, as_parquet, as_postgres, fact_rows, lives
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts
from zhice.measuring.fold import fold
from zhice.measuring.history import monthly
from zhice.measuring.source import PostgresSource, Source
from zhice.measuring.territory import Atlas
from zhice.measuring.waterfall import waterfall
from zhice.rules.book import rules

CLASSES = ("strategic", "family", "years", "pledge", "award")
DAYS = st.dates(date(2012, 1, 1), date(2023, 6, 30))
GROUNDS = st.lists(
    st.fixed_dictionaries(
        {
            "of": st.integers(0, 11),
            "ground": st.sampled_from(["strategic", "strategic", "pledge", "award"]),
            "verdict": st.sampled_from(["hit", "candidate", "refused"]),
            "start_date": DAYS,
            "end_date": st.none() | DAYS,
            "amount": st.sampled_from(
                [None, Decimal("9999999.99"), Decimal("10000000"), Decimal("30000000")]
            ),
        }
    ),
    max_size=14,
)
FAMILIES = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["CN", "US", "EP"]), DAYS), max_size=8)
OLD = st.tuples(lives(), st.integers(0, 3700)).map(lambda two: _older(*two))


def _older(life: Life, days: int) -> Life:
    """The same life, filed earlier, so that some have reached ten years, leap days among them."""
    filed = date(2012, 2, 29) if days % 5 == 0 else life.filed - timedelta(days)
    return Life(
        life.kind,
        filed,
        life.granted,
        life.lapsed,
        life.abnormal,
        ((filed, life.seats[0][1]), *life.seats[1:]),
        life.holder,
    )


def rows_of(
    rights: list[Life], grounds: list[dict[str, Any]], families: list[tuple[int, str, date]]
) -> dict[str, Any]:
    rows = fact_rows(rights)
    rows["high_value_grounds"] = [
        {
            "record": f"patent:{one['of']}",
            "evidence": "依据",
            **{name: one[name] for name in ("ground", "start_date", "amount")},
            "verdict": one["verdict"] if one["ground"] == "strategic" else "hit",
            "end_date": one["end_date"] if one["ground"] == "strategic" else None,
        }
        for one in grounds
    ]
    rows["patent_families"] = [
        {
            "record": f"patent:{of}",
            "family": None,
            "country": country,
            "publication_number": "X",
            "publication_date": day,
        }
        for of, country, day in families
    ]
    return rows


def held(number: int, life: Life, rows: dict[str, Any], day: date) -> set[str]:
    """The classes of one right on the day, told rule by rule in plain Python."""
    if life.kind != "INVENTION" or not life.in_force(day) or life.seat(day) != JIYUAN:
        return set()
    found = set()
    for one in rows["high_value_grounds"]:
        if one["record"] != f"patent:{number}" or one["start_date"] > day:
            continue
        if one["ground"] == "award" or (one["ground"] == "pledge" and (one["amount"] or 0) >= 10_000_000):
            found.add(one["ground"])
        in_use = one["end_date"] is None or one["end_date"] > day
        if one["ground"] == "strategic" and one["verdict"] == "hit" and in_use:
            found.add("strategic")
    for one in rows["patent_families"]:
        if one["record"] == f"patent:{number}" and one["country"] != "CN" and one["publication_date"] <= day:
            found.add("family")
    year, month, of_month = life.filed.year + 10, life.filed.month, life.filed.day
    anniversary = date(year, month, 28 if (month, of_month) == (2, 29) and year % 4 else of_month)
    return found | ({"years"} if day > anniversary else set())


def facts_of(source: Source, day: date) -> Facts:
    return Facts(source, Atlas(source).territory(JIYUAN), day=day)


def count(code: str, facts: Facts) -> int:
    figure = fold(read_counts(code), facts=facts, period=Period(date(facts.day.year, 1, 1), facts.day))
    assert figure.evidence.count() == int(figure.value or 0)
    return int(figure.value or 0)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    rights=st.lists(OLD, min_size=4, max_size=12),
    grounds=GROUNDS,
    families=FAMILIES,
    day=st.sampled_from([date(2022, 2, 28), date(2022, 3, 1), date(2022, 12, 31)]),
)
def test_two_engines_and_brute_force_agree(
    bare_database: psycopg.Connection[Any],  # noqa: F811
    rights: list[Life],
    grounds: list[dict[str, Any]],
    families: list[tuple[int, str, date]],
    day: date,
) -> None:
    rows = rows_of(rights, grounds, families)
    as_postgres(rows, bare_database)
    live = facts_of(PostgresSource(bare_database.cursor), day)
    corpus = facts_of(as_parquet(rows, Path(tempfile.mkdtemp())), day)
    months = Period(date(2021, 1, 1), day)
    expected = [held(number, life, rows, day) for number, life in enumerate(rights)]
    for facts in (live, corpus):
        assert count("creation.high_value_inventions", facts) == sum(map(bool, expected))
        for code in CLASSES:
            assert count(f"creation.high_value_{code}", facts) == sum(
                code in classes for classes in expected
            ), code
        bars = waterfall("creation.high_value_inventions", facts=facts, period=months)
        assert [bar.amount for bar in bars[:5]] == [
            sum(code in classes for classes in expected) for code in CLASSES
        ]
        assert bars[5].amount == sum(len(classes) - 1 for classes in expected if classes)

    series = [
        monthly("creation.high_value_inventions", facts=facts, period=months) for facts in (live, corpus)
    ]
    assert series[0] == series[1]


def test_the_thresholds_are_marked_as_unverified():
    for name in ("years_in_force", "pledge_amount"):
        assert rules.at(f"creation.high_value.{name}", date(2022, 1, 1)).confidence == "unverified"
