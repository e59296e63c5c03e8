"""A live answer equals the answer folded anew: over random histories, for every measure and every kind of count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhice.corpus.schema import arrow_schema
from zhice.kernel.days import Period
from zhice.measuring import facts as published
from zhice.measuring import history, live
from zhice.measuring.counts import (
    Average,
    Counts,
    Cumulative,
    Distinct,
    Growth,
    Median,
    Rank,
    Ratio,
    Reached,
    Total,
)
from zhice.measuring.facts import Facts
from zhice.measuring.fold import fold
from zhice.measuring.live import Change, Live, shape_of
from zhice.measuring.source import Row
from zhice.measuring.territory import Territory

JIYUAN, JIAOZUO = Territory("419001", "济源"), Territory("410800", "焦作", within=("410802",))
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
FOLLOWED = frozenset({"patents", "patent_spells", "pct_applications", "resident_population"})
IN_FORCE, GRANTS = "creation.invention_patents_in_force", "creation.patent_grants"
COUNTS: tuple[Counts, ...] = (
    Total((GRANTS,)),
    Total((IN_FORCE,)),
    Total(("creation.patent_filings_net", "creation.pct_filings")),
    Cumulative((GRANTS,), since=date(2020, 1, 1)),
    Distinct((GRANTS,), "holder"),
    Reached(("creation.pct_filings",)),
    Ratio(Total((IN_FORCE,)), Total(("registry.resident_population",)), 10_000),
    Growth(Total((GRANTS,))),
    Growth(Total((IN_FORCE,)), base=2020),
    Rank(Ratio(Total((IN_FORCE,)), Total(("registry.resident_population",)), 10_000)),
    Rank(Growth(Total((GRANTS,)))),
)

Tables = dict[str, dict[str, Row]]


class Held:
    """Facts held in DuckDB, as the engine would find them; asks are counted."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.asked = 0
        self._side = live.Side()
        self._fresh = False

    def rows(self, expression: Any) -> Any:
        self.asked += 1
        if not self._fresh:
            self._side.fill({name: _table(name, list(rows.values())) for name, rows in self.tables.items()})
            self._fresh = True
        return iter(self._side.ask(live.sql(expression, dialect="duckdb"), FOLLOWED))

    def moved(self) -> None:
        self._fresh = False

    def one(self, expression: Any) -> Row:
        (row,) = self.rows(expression)
        return row


def _table(relation: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow_schema(published.relation(relation)))


days = st.dates(date(2019, 1, 1), date(2023, 6, 30))
places = st.sampled_from(["419001", "410800", "410802", "410100"])
maybe = st.none() | days


@st.composite
def patents(draw: Any) -> Row:
    granted, filed = draw(maybe), draw(days)
    place = draw(places)
    return {
        "document_number": "CN1", "application_number": None, "title": "甲", "published_date": None, "agency": None,
        "kind": draw(st.sampled_from(["INVENTION", "UTILITY_MODEL", "DESIGN"])), "filed_date": filed,
        "granted_date": granted, "lapsed_date": None, "abnormal_date": draw(st.none() | st.none() | days),
        "filed_region": place, "granted_region": place if granted else None, "holder_region": draw(places),
        "holder": draw(st.sampled_from(["party:1", "party:2", None])), "holder_name": None, "ipc_subclass": "A01B",
        "filed_year": filed.year, "granted_year": granted.year if granted else None, "classes": None, "family": None,
    }  # fmt: skip


@st.composite
def spells(draw: Any) -> Row:
    start = draw(days)
    return {
        "document_number": "CN1", "kind": draw(st.sampled_from(["INVENTION", "DESIGN"])), "title": "甲",
        "holder": "party:1", "holder_name": None, "region": draw(places), "start_date": start,
        "end_date": draw(st.none() | st.dates(start, date(2024, 1, 1))),
    }  # fmt: skip


@st.composite
def pct(draw: Any) -> Row:
    return {
        "application_number": "PCT/CN2020/1", "title": "甲", "filed_date": draw(days), "region": draw(places),
        "applicant": None, "applicant_name": None,
    }  # fmt: skip


@st.composite
def people(draw: Any) -> Row:
    return {
        "region": draw(st.sampled_from(["419001", "410800"])), "year": draw(st.integers(2018, 2022)),
        "persons": draw(st.integers(1, 900_000)), "status": draw(st.sampled_from(["preliminary", "final", "superseded"])),
        "published_date": draw(days), "source": "公报",
    }  # fmt: skip


KINDS = {
    "patents": patents(),
    "patent_spells": spells(),
    "pct_applications": pct(),
    "resident_population": people(),
}
keys = st.integers(0, 5).map(lambda n: f"row:{n}")
edits = st.one_of(
    *(st.tuples(st.just(name), keys, st.none() | row) for name, row in KINDS.items())  # None: the row goes
)


def batches() -> Any:
    return st.lists(st.lists(edits, max_size=5), min_size=1, max_size=3)


def made(held: Held, batch: list[tuple[str, str, Row | None]]) -> list[Change]:
    """Make the edits and say what changed, as the database's triggers do."""
    gone: dict[str, list[Row]] = {}
    come: dict[str, list[Row]] = {}
    held.moved()
    for relation, key, row in batch:
        rows = held.tables.setdefault(relation, {})
        if key in rows:
            gone.setdefault(relation, []).append(rows.pop(key))
        if row is not None:
            rows[key] = {"record": key, **row}
            come.setdefault(relation, []).append(rows[key])
    return [
        Change(name, _table(name, gone.get(name, [])), _table(name, come.get(name, [])))
        for name in sorted(gone.keys() | come.keys())
    ]


def facts_from(source: Any) -> Facts:
    return Facts(source, JIYUAN, YEAR.end, peers=(JIYUAN, JIAOZUO))


def told(counts: Counts, source: Any) -> Any:
    figure = fold(
        counts, facts=facts_from(source), period=YEAR, unit="件" if isinstance(counts, Distinct) else None
    )
    terms = [(term.key, term.value, term.evidence_count, term.year) for term in figure.terms]
    places = [(place.territory.code, place.position, place.value) for place in figure.places]
    return figure.value, figure.why_not, figure.remark, terms, places


def months(source: Any) -> Any:
    period = Period(date(2021, 1, 1), YEAR.end)
    return [history.monthly(code, facts=facts_from(source), period=period) for code in (GRANTS, IN_FORCE)]


def agree(first: list[Any], then: list[list[Any]], asked: list[Counts | None]) -> None:
    """None asks for the months of a flow and of a stock."""
    held = Held({})
    made(held, first)
    kept = Live(held, FOLLOWED)
    for batch in [[], *then]:
        kept.follow(made(held, batch))
        for counts in asked:
            ask = partial(told, counts) if counts else months
            assert ask(kept) == ask(held), counts


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
questions = st.lists(st.sampled_from([None, *COUNTS]), min_size=1, max_size=2, unique=True)
histories = given(st.lists(edits, max_size=12), batches(), questions)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@histories
def test_what_is_kept_follows_every_change(first: Any, then: Any, asked: Any) -> None:
    agree(first, then, asked)


@pytest.mark.long
@settings(max_examples=2_000, deadline=None, suppress_health_check=SLOW)
@histories
def test_what_is_kept_follows_every_change_in_2000_histories(first: Any, then: Any, asked: Any) -> None:
    agree(first, then, asked)


def row_of(relation: str, **values: Any) -> Row:
    empty = dict.fromkeys(published.relation(relation).columns)
    return {**empty, **values}


def granted(key: str, place: str = "419001", day: date = date(2022, 3, 1)) -> Row:
    return row_of(
        "patents",
        record=key,
        kind="INVENTION",
        title="甲",
        granted_date=day,
        granted_region=place,
        document_number="CN1",
    )


def test_an_additive_figure_is_not_folded_again() -> None:
    held = Held({"patents": {"a": granted("a"), "b": granted("b")}})
    kept = Live(held, FOLLOWED)
    assert told(Total((GRANTS,)), kept)[0] == 2
    asked = held.asked
    held.tables["patents"]["c"] = granted("c")
    kept.follow([Change("patents", _table("patents", []), _table("patents", [granted("c")]))])
    assert told(Total((GRANTS,)), kept)[0] == Decimal(3)
    assert held.asked == asked


def test_a_row_that_came_and_went_at_once_was_never_there() -> None:
    held = Held({"patents": {}})
    kept = Live(held, FOLLOWED)
    before = told(Total((GRANTS,)), kept)
    kept.follow([Change("patents", _table("patents", [granted("a")]), _table("patents", [granted("a")]))])
    assert told(Total((GRANTS,)), kept) == before == told(Total((GRANTS,)), held)


def test_a_change_whose_rows_are_not_known_is_asked_for_again() -> None:
    held = Held({"patents": {"a": granted("a")}})
    kept = Live(held, FOLLOWED)
    assert told(Total((GRANTS,)), kept)[0] == 1
    held.tables["patents"]["b"] = granted("b")
    held.moved()
    kept.follow([Change("patents")])
    assert told(Total((GRANTS,)), kept)[0] == 2


def test_what_nobody_follows_is_never_kept() -> None:
    held = Held({"patents": {"a": granted("a")}})
    kept = Live(held, frozenset())
    assert told(Total((GRANTS,)), kept)[0] == 1
    assert not kept.kept


def test_different_values_and_published_numbers_are_not_additive() -> None:
    from zhice.measuring.folded_rows import _question

    view = facts_from(Held({})).away
    assert shape_of(_question(Total((GRANTS,)), view, YEAR).op()).additive  # type: ignore[union-attr]
    for counts in (Distinct((GRANTS,), "holder"), Total(("registry.resident_population",))):
        assert not shape_of(_question(counts, view, YEAR).op()).additive  # type: ignore[union-attr]
    assert (
        Average and Median
    )  # their amounts come with the rooms that have some; sums and counts of them are additive
