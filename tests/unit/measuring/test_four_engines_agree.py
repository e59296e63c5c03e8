"""PostgreSQL, DuckDB, Sail and Spark answer every kind of count alike: value, terms, places, evidence and digest."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.unit.measuring.histories import SEATS, Census, Life, as_parquet, as_postgres, fact_rows
from tests.unit.measuring.test_two_engines_agree import EVERY_KIND, facts_of
from zhice.corpus.spark import NoSpark, SparkSource, spark_sql
from zhice.kernel.days import Period
from zhice.measuring import counts as grammar
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts, relation
from zhice.measuring.figure import Figure
from zhice.measuring.fold import fold
from zhice.measuring.history import monthly, stock_by_month
from zhice.measuring.measure import find
from zhice.measuring.source import PostgresSource
from zhice.measuring.tabulate import ROWS, Cell, advantage, tabulate

DAY = date(2022, 12, 31)
STOCK = "creation.invention_patents_in_force"
WITH_ROWS = [
    EVERY_KIND[0],
    EVERY_KIND[4],
]  # a list costs a cluster a second or two: one of patents, one with people in it


def said(figure: Figure) -> tuple[Any, ...]:
    """All that a figure says without opening its rows."""
    places = [(place.territory.code, place.value, place.position, place.why_not) for place in figure.places]
    return figure.value, figure.why_not, figure.remark, figure.terms, figure.years, places


def some_lives(count: int = 60) -> list[Life]:
    """Lives from a fixed seed: kinds, moves, lapses and findings of every sort."""
    drawn = random.Random(20201118)
    lives = []
    for _ in range(count):
        filed = date(2018, 6, 1) + timedelta(drawn.randrange(1500))
        granted = filed + timedelta(drawn.randrange(60, 700)) if drawn.random() < 0.8 else None
        lapsed = granted + timedelta(drawn.randrange(900)) if granted and drawn.random() < 0.3 else None
        abnormal = filed + timedelta(drawn.randrange(1, 600)) if drawn.random() < 0.2 else None
        seats = [(filed, drawn.choice(SEATS))]
        if drawn.random() < 0.3:
            seats.append((filed + timedelta(drawn.randrange(1, 900)), drawn.choice(SEATS)))
        kind = drawn.choice(["INVENTION", "INVENTION", "UTILITY_MODEL", "DESIGN"])
        lives.append(Life(kind, filed, granted, lapsed, abnormal, tuple(seats), drawn.choice("甲乙丙丁")))
    return lives


CENSUSES = [
    Census(region, year, 300_000 + 1_000 * year % 777 + at, status, date(year + 1, 4, 1))
    for at, region in enumerate(("419001", "410100", "410300"))
    for year in (2019, 2020, 2021)
    for status in ("final",)
]


@pytest.fixture(scope="module")
def engines(
    sail: str, spark: str, bare_database: psycopg.Connection[Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Facts]]:
    rows, folder = fact_rows(some_lives(), CENSUSES), tmp_path_factory.mktemp("rows")
    as_postgres(rows, bare_database)
    duck = as_parquet(rows, folder)
    clusters = {
        name: SparkSource(address, str(folder), tuple(rows))
        for name, address in (("Sail", sail), ("Spark", spark))
    }
    sources = {"PostgreSQL": PostgresSource(bare_database.cursor), "DuckDB": duck, **clusters}
    yield {name: facts_of(source, DAY) for name, source in sources.items()}
    for source in clusters.values():
        source.close()
    bare_database.execute("drop schema fact cascade")


def test_every_kind_of_count_is_tried() -> None:
    """A new kind in the grammar must be added to the list."""
    tried = {head for each in EVERY_KIND for head in (each if isinstance(each, dict) else {"total": each})}
    assert set(grammar._HEADS) <= tried


@pytest.mark.parametrize("counts", EVERY_KIND, ids=str)
def test_four_engines_give_one_figure(engines: dict[str, Facts], counts: Any) -> None:
    unit = "x" if "reached" in counts or "distinct" in counts else None
    figures = {
        name: fold(read_counts(counts), facts=facts, period=Period.year(2022), unit=unit)
        for name, facts in engines.items()
    }
    answers = {name: said(figure) for name, figure in figures.items()}
    for name, answer in answers.items():
        assert answer == answers["PostgreSQL"], name


@pytest.mark.parametrize("counts", WITH_ROWS, ids=str)
def test_four_engines_show_the_same_rows(engines: dict[str, Facts], counts: Any) -> None:
    digests = {
        name: fold(read_counts(counts), facts=facts, period=Period.year(2022)).evidence.digest()
        for name, facts in engines.items()
    }
    assert len(set(digests.values())) == 1, digests


def test_four_engines_give_one_course_and_one_table(engines: dict[str, Facts]) -> None:
    period = Period(date(2019, 1, 1), DAY)
    courses = [monthly(STOCK, facts=facts, period=period) for facts in engines.values()]
    assert all(course == courses[0] for course in courses) and any(month.value for month in courses[0])
    tables = []
    for facts in engines.values():
        rows = find("creation.invention_filings").rows(facts, period)
        cells = {
            "n": ROWS,
            "rate": Cell("share", "granted_date"),
            "days": Cell("mean", "pendency"),
            "firms": Cell("distinct", "holder"),
        }
        folded = tabulate(rows, by=("holder_name", "filed_year"), cells=cells, order=("-n",), limit=9)
        gained = advantage(
            tabulate(rows, by=("region", "filed_year"), cells={"n": ROWS}), of="region", against="filed_year"
        )
        stock = stock_by_month(STOCK, facts=facts, until=DAY, by=("region",))
        tables.append([_plain(facts.source.rows(table)) for table in (folded, gained, stock)])
    assert all(tables[0]) and tables.count(tables[0]) == len(tables)


def _plain(rows: Iterator[dict[str, Any]]) -> list[Any]:
    def one(value: Any) -> Any:
        return value if isinstance(value, str | date) or value is None else round(float(value), 9)

    return sorted(tuple(one(value) for value in row.values()) for row in rows)


def test_two_corpora_on_one_cluster_never_meet(sail: str, tmp_path: Path) -> None:
    counted = []
    sources = []
    for n in (3, 7):
        rows, folder = fact_rows(some_lives(n)), tmp_path / str(n)
        as_parquet(rows, folder)
        sources.append(SparkSource(sail, str(folder), tuple(rows)))
    for source in sources:
        table = relation("patents").table
        counted.append(source.one(table.aggregate(n=table.count()))["n"])
        source.close()
    assert counted == [3, 7]


def test_a_cluster_that_is_not_there_or_sees_no_file_is_told_in_words(sail: str, tmp_path: Path) -> None:
    with pytest.raises(NoSpark, match="ZHICE_SPARK"):
        SparkSource("spark://127.0.0.1:7077", str(tmp_path), ())
    with pytest.raises(NoSpark, match=r"读不到 .*patents\.parquet"):
        SparkSource(sail, str(tmp_path / "nowhere"), ("patents",))


def test_the_sql_for_spark_names_the_views_of_its_session() -> None:
    table = relation("patents").table
    text = spark_sql(
        table.filter(table.kind == "DESIGN").aggregate(n=table.filter(table.kind == "DESIGN").count())
    )
    assert "`fact_patents`" in text and "`fact`.`patents`" not in text
