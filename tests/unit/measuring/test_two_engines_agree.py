"""One Ibis expression, two engines: PostgreSQL and DuckDB over Parquet give the same figures, terms, evidence and digests."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.measuring.histories import (
    CENSUSES,
    JIYUAN,
    Census,
    Life,
    as_parquet,
    as_postgres,
    fact_rows,
    lives,
)
from zhice.corpus.snapshot import open_corpus, snapshot
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Figure
from zhice.measuring.fold import fold
from zhice.measuring.history import monthly
from zhice.measuring.source import PostgresSource, Source
from zhice.measuring.territory import Atlas
from zhice.measuring.waterfall import waterfall

STOCK = "creation.invention_patents_in_force"
EVERY_KIND: list[Any] = [
    "creation.patent_filings_gross",
    {"total": ["creation.patent_filings_net", "creation.pct_filings"]},
    {"cumulative": "creation.patent_grants", "since": date(2019, 1, 1)},
    {"distinct": ["creation.patents_in_force", "holder"]},
    {"ratio": [STOCK, "registry.resident_population"], "per": 10000},
    {"growth": STOCK},
    {"growth": "creation.patent_filings_net", "base": 2019, "mean": "arithmetic"},
    {"average": "registry.resident_population"},
    {"median": "registry.resident_population_same_year"},
    {"rank": {"ratio": [STOCK, "registry.resident_population"], "per": 10000}},
    {"rank": {"median": "registry.resident_population"}},
    {"reached": "creation.pct_filings"},
]


def told(figure: Figure) -> tuple[Any, ...]:
    """All that a figure says but for the engine it came from."""
    places = [(place.territory.code, place.value, place.position, place.why_not) for place in figure.places]
    return (
        figure.value,
        figure.why_not,
        figure.remark,
        figure.terms,
        figure.years,
        places,
        figure.evidence.count(),
        figure.evidence.digest(),
    )


def facts_of(source: Source, day: date) -> Facts:
    atlas = Atlas(source)
    return Facts(source, atlas.territory(JIYUAN), day=day, peers=atlas.peers(JIYUAN))


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    rights=st.lists(lives(), max_size=40),
    censuses=CENSUSES,
    day=st.sampled_from([date(2021, 7, 5), date(2022, 12, 31)]),
)
def test_the_same_records_give_the_same_figures(
    bare_database: psycopg.Connection[Any], rights: list[Life], censuses: list[Census], day: date
) -> None:
    rows = fact_rows(rights, censuses)
    as_postgres(rows, bare_database)
    live = facts_of(PostgresSource(bare_database.cursor), day)
    corpus = facts_of(as_parquet(rows, Path(tempfile.mkdtemp())), day)
    for counts in EVERY_KIND:
        one, other = (
            fold(
                read_counts(counts),
                facts=facts,
                period=Period.year(day.year),
                unit="x" if "reached" in counts or "distinct" in counts else None,
            )
            for facts in (live, corpus)
        )
        assert told(one) == told(other), counts
    for code in (STOCK, "creation.patent_grants"):
        assert monthly(code, facts=live, period=Period(date(2019, 1, 1), day)) == monthly(
            code, facts=corpus, period=Period(date(2019, 1, 1), day)
        )
    bars = [
        waterfall("creation.patent_filings_net", facts=facts, period=Period.year(day.year))
        for facts in (live, corpus)
    ]
    assert [(bar.role, bar.amount) for bar in bars[0]] == [(bar.role, bar.amount) for bar in bars[1]]


RIGHTS = st.lists(lives(), min_size=30, max_size=30)


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rights=RIGHTS, censuses=CENSUSES)
def test_a_snapshot_of_the_live_records_measures_as_they_do(
    bare_database: psycopg.Connection[Any], rights: list[Life], censuses: list[Census]
) -> None:
    as_postgres(fact_rows(rights, censuses), bare_database)
    live = PostgresSource(bare_database.cursor)
    folder = Path(tempfile.mkdtemp()) / "corpus"
    day = date(2022, 12, 31)
    manifest = snapshot(live, folder, day=day, origin="tests")
    assert manifest.relations["patents"].rows == 30 and not manifest.generated
    for counts in EVERY_KIND[:5]:
        one, other = (
            fold(
                read_counts(counts),
                facts=facts_of(source, day),
                period=Period.year(2022),
                unit="家" if "distinct" in counts else None,
            )
            for source in (live, open_corpus(folder).source)
        )
        assert told(one) == told(other)


def test_row_security_of_the_callers_connection_holds(bare_database: psycopg.Connection[Any]) -> None:
    """The engine opens no connection of its own: what the caller may not see does not count."""
    life = Life("DESIGN", date(2022, 1, 5), date(2022, 6, 1), None, None, ((date(2022, 1, 5), JIYUAN),), "甲")
    as_postgres(fact_rows([life, life]), bare_database)
    bare_database.execute("drop role if exists measuring_reader")
    bare_database.execute("create role measuring_reader")
    bare_database.execute("grant usage on schema fact to measuring_reader")
    bare_database.execute("grant select on all tables in schema fact to measuring_reader")
    bare_database.execute("alter table fact.patents enable row level security")
    bare_database.execute(
        "create policy one on fact.patents using (record = current_setting('zhice.sees', true))"
    )
    facts = facts_of(PostgresSource(bare_database.cursor), date(2022, 12, 31))

    def counted() -> Figure:
        return fold(read_counts("creation.patent_grants"), facts=facts, period=Period.year(2022))

    assert counted().value == 2
    try:
        bare_database.execute("set role measuring_reader")
        assert counted().value is None
        bare_database.execute("select set_config('zhice.sees', 'patent:1', false)")
        assert counted().value == 1 and [row["record"] for row in counted().evidence.rows()] == ["patent:1"]
    finally:
        bare_database.execute("reset role")
        bare_database.execute("drop schema fact cascade")
        bare_database.execute("drop role measuring_reader")
