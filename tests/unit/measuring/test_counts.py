"""The grammar takes what it knows, and refuses everything else by the name of the key."""

from datetime import date
from typing import Any

import pytest

import zhice.creation.measures
import zhice.registry.measures  # noqa: F401
from zhice.measuring.counts import (
    BadCounts,
    Cumulative,
    Distinct,
    Growth,
    Rank,
    Ratio,
    Total,
    measures_of,
    read_counts,
)
from zhice.measuring.definition import read_definition
from zhice.measuring.measure import BadMeasure

FILINGS, STOCK, PEOPLE = (
    "creation.patent_filings_net",
    "creation.invention_patents_in_force",
    "registry.resident_population",
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (FILINGS, Total((FILINGS,))),
        ({"total": [FILINGS, STOCK]}, Total((FILINGS, STOCK))),
        ({"cumulative": FILINGS, "since": date(2020, 1, 1)}, Cumulative((FILINGS,), date(2020, 1, 1))),
        (
            {"distinct": ["management.certificates_issued", "party"]},
            Distinct(("management.certificates_issued",), "party"),
        ),
        ({"ratio": [STOCK, PEOPLE], "per": 10000}, Ratio(Total((STOCK,)), Total((PEOPLE,)), 10000)),
        (
            {"growth": FILINGS, "base": 2019, "mean": "arithmetic"},
            Growth(Total((FILINGS,)), 2019, "arithmetic"),
        ),
        ({"rank": {"growth": FILINGS}}, Rank(Growth(Total((FILINGS,))))),
        (
            {"rank": {"ratio": [STOCK, PEOPLE]}, "best": "lowest"},
            Rank(Ratio(Total((STOCK,)), Total((PEOPLE,))), "lowest"),
        ),
    ],
)
def test_reads(written: Any, read: object) -> None:
    assert read_counts(written) == read


def nested(depth: int) -> Any:
    counts: Any = FILINGS
    for _ in range(depth):
        counts = {"growth": counts}
    return counts


HOSTILE: list[tuple[Any, str]] = [
    ("__import__('os').system('id')", "counts"),
    ({"total": "__import__('os')"}, "counts.total"),
    ({"total": "creation.patent_grants.__class__"}, "counts.total"),
    ({"total": "9**9**9"}, "counts.total"),
    ({"total": "creation.a + creation.b"}, "counts.total"),
    ({"total": "creation.patent_grants\n"}, "counts.total"),
    ({"total": "ｃreation.grants"}, "counts.total"),
    ({"total": "a" * 1_000_000 + ".b"}, "counts.total"),
    ({"total": [f"creation.m{n}" for n in range(1_000_000)]}, "counts.total"),
    ({"total": [FILINGS, FILINGS]}, "counts.total"),
    ({"total": []}, "counts.total"),
    ({"total": None}, "counts.total"),
    ({"total": {"total": FILINGS}}, "counts.total"),
    ({"formula": "a/b"}, "formula"),
    ({"total": FILINGS, "formula": "x"}, "counts.formula"),
    ({"total": FILINGS, "growth": FILINGS}, "counts"),
    ({"total": FILINGS, "per": 100}, "counts.per"),
    ({}, "counts"),
    (None, "counts"),
    (42, "counts"),
    ([FILINGS], "counts"),
    ({"ratio": [STOCK]}, "counts.ratio"),
    ({"ratio": [STOCK, PEOPLE, STOCK]}, "counts.ratio"),
    ({"ratio": [{"ratio": [STOCK, PEOPLE]}, PEOPLE]}, "counts.ratio[0].ratio"),
    ({"ratio": [STOCK, PEOPLE], "per": 0}, "counts.ratio.per"),
    ({"ratio": [STOCK, PEOPLE], "per": -1}, "counts.ratio.per"),
    ({"ratio": [STOCK, PEOPLE], "per": 1e4}, "counts.ratio.per"),
    ({"ratio": [STOCK, PEOPLE], "per": True}, "counts.ratio.per"),
    ({"ratio": [STOCK, PEOPLE], "per": 10**400}, "counts.ratio.per"),
    ({"ratio": [STOCK, PEOPLE], "per": float("nan")}, "counts.ratio.per"),
    ({"growth": FILINGS, "base": "2019"}, "counts.growth.base"),
    ({"growth": FILINGS, "base": 1}, "counts.growth.base"),
    ({"growth": FILINGS, "mean": "geometric; drop table"}, "counts.growth.mean"),
    ({"growth": {"growth": FILINGS}}, "counts.growth.growth"),
    (nested(50_000), "counts.growth.growth"),
    ({"rank": {"rank": FILINGS}}, "counts.rank.rank"),
    ({"distinct": FILINGS}, "counts.distinct"),
    ({"distinct": [FILINGS, "__class__"]}, "counts.distinct"),
    ({"distinct": [FILINGS, "holder; drop table x"]}, "counts.distinct"),
    ({"distinct": [FILINGS, "a__b"]}, "counts.distinct"),
    ({"cumulative": FILINGS, "since": "2020-01-01"}, "counts.cumulative.since"),
]


@pytest.mark.parametrize(("written", "key"), HOSTILE, ids=range(len(HOSTILE)))
def test_refuses_naming_the_key(written: Any, key: str) -> None:
    with pytest.raises(BadCounts) as refused:
        read_counts(written)
    assert key in str(refused.value) and key in refused.value.words.en
    assert len(str(refused.value)) < 1_000


@pytest.mark.parametrize(
    ("counts", "unit", "says"),
    [
        ({"total": "creation.patent_grant"}, "件", "creation.patent_grants"),  # unknown: the nearest is named
        ({"total": "bad-density"}, "件", "口径代码"),
        ({"total": [FILINGS, PEOPLE]}, "件", "单位不同"),
        ({"total": FILINGS}, "家", "单位"),
        ({"ratio": [STOCK, PEOPLE], "per": 10000}, "件/人", "件/万人"),
        ({"distinct": [FILINGS, "password"]}, "家", "没有列 password"),
        ({"cumulative": STOCK}, "件", "存量"),
        ({"average": FILINGS}, "件", "没有数额"),
        ({"growth": FILINGS}, "件", "%"),
    ],
)
def test_a_definition_is_held_to_the_measures(counts: Any, unit: str, says: str) -> None:
    with pytest.raises((BadCounts, BadMeasure)) as refused:
        read_definition(counts, unit=unit)
    assert says in str(refused.value)


def test_a_definition_may_not_name_its_own_indicator() -> None:
    with pytest.raises(BadCounts, match="引用了它自己"):
        read_definition(
            {"ratio": ["invention-density", PEOPLE]}, unit="件/万人", indicator="invention-density"
        )


def test_an_awaited_room_needs_no_measures_yet() -> None:
    definition = read_definition(
        {"distinct": ["operation.firms", "party"]}, unit="家", awaits="operation/firms"
    )
    assert measures_of(definition.counts) == ("operation.firms",)
    with pytest.raises(BadMeasure, match=r"operation\.firms"):
        read_definition({"distinct": ["operation.firms", "party"]}, unit="家")
