"""Every figure equals a count in plain Python over the lives it came from, and its evidence has as many rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.measuring.histories import (
    CENSUSES,
    JIYUAN,
    LUOYANG,
    WITHIN,
    ZHENGZHOU,
    Census,
    Life,
    as_parquet,
    fact_rows,
    lives,
)
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts
from zhice.measuring.figure import NO_RECORDS, ZERO_BASE, Figure
from zhice.measuring.fold import fold
from zhice.measuring.history import monthly
from zhice.measuring.territory import Atlas
from zhice.measuring.waterfall import waterfall

EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HISTORIES = st.lists(lives(), max_size=25)
WHERE = st.sampled_from([JIYUAN, ZHENGZHOU, LUOYANG, "410000"])
# few days, so that each question is written once; among them ends of years and months, a leap day, and days within
UNTIL = st.sampled_from(
    [
        date(2020, 2, 29),
        date(2020, 12, 31),
        date(2021, 7, 5),
        date(2021, 12, 31),
        date(2022, 6, 30),
        date(2022, 12, 31),
    ]
)


def world(rights: list[Life], where: str, day: date, censuses: list[Census] | None = None) -> Facts:
    source = as_parquet(fact_rows(rights, censuses or []), Path(tempfile.mkdtemp()))
    atlas = Atlas(source)
    return Facts(source, atlas.territory(where), day=day, peers=atlas.peers(where))


def asked(facts: Facts, counts: object, period: Period) -> Figure:
    return fold(read_counts(counts), facts=facts, period=period)


def filed(rights: list[Life], where: str, period: Period) -> list[Life]:
    return [life for life in rights if life.filed in period and life.seat(life.filed) in WITHIN[where]]


def found_normal(rights: list[Life], day: date) -> list[Life]:
    return [life for life in rights if life.abnormal is None or life.abnormal > day]


def granted(rights: list[Life], where: str, period: Period) -> list[Life]:
    return [
        life
        for life in rights
        if life.granted and life.granted in period and life.seat(life.granted) in WITHIN[where]
    ]


def inventions(rights: list[Life], where: str, day: date) -> list[Life]:
    return [
        life
        for life in rights
        if life.kind == "INVENTION" and life.in_force(day) and life.seat(day) in WITHIN[where]
    ]


def to(day: date) -> Period:
    return Period(date(day.year, 1, 1), day)


COUNTED: dict[str, Callable[[list[Life], str, date], list[Life]]] = {
    "creation.patent_filings_gross": lambda rights, where, day: filed(rights, where, to(day)),
    "creation.patent_filings_net": lambda rights, where, day: found_normal(
        filed(rights, where, to(day)), day
    ),
    "creation.patent_grants": lambda rights, where, day: granted(rights, where, to(day)),
    "creation.invention_patents_in_force": inventions,
    "creation.pct_filings": lambda rights, where, day: [
        r for r in filed(rights, where, to(day)) if r.holder == "甲"
    ],
}


@EXAMPLES
@given(rights=HISTORIES, where=WHERE, day=UNTIL, code=st.sampled_from(sorted(COUNTED)))
def test_a_total_is_the_count_and_its_evidence_has_as_many_rows(
    rights: list[Life], where: str, day: date, code: str
) -> None:
    truth = COUNTED[code](rights, where, day)
    facts = world(rights, where, day)
    figure = asked(facts, {"total": code}, Period.year(day.year))
    rows = list(figure.evidence.rows())
    assert (
        len(rows)
        == len(truth)
        == figure.evidence.count()
        == figure.evidence_count * (figure.value is not None)
    )
    if figure.value is None:
        assert figure.why_not == NO_RECORDS
    else:
        assert figure.value == len(truth)
        assert {row["record"].split(":")[1] for row in rows} == {
            str(rights.index(life)) for life in truth
        } or len(set(rights)) < len(rights)


@EXAMPLES
@given(rights=st.lists(lives(), min_size=1, max_size=25), where=WHERE, day=UNTIL)
def test_growth_compares_the_same_days_of_two_years(rights: list[Life], where: str, day: date) -> None:
    if (day.month, day.day) == (2, 29):
        day = date(day.year, 2, 28)
    before = len(granted(rights, where, to(day.replace(year=day.year - 1))))
    now = len(granted(rights, where, to(day)))
    figure = asked(world(rights, where, day), {"growth": "creation.patent_grants"}, Period.year(day.year))
    if figure.value is None:
        assert figure.why_not in (NO_RECORDS, ZERO_BASE) and before == 0
    else:
        assert abs(figure.value - Decimal(100) * (now - before) / before) < Decimal("1e-9")


def the_census(censuses: list[Census], where: str, day: date) -> Census | None:
    """The latest year before the day's, then the firmest, then the latest published; never superseded, never not yet published."""
    order = ["preliminary", "revised", "final"]
    usable = [
        one
        for one in censuses
        if one.region == where and one.year < day.year and one.published <= day and one.status in order
    ]
    return max(usable, key=lambda one: (one.year, order.index(one.status), one.published), default=None)


@EXAMPLES
@given(rights=HISTORIES, where=st.sampled_from([JIYUAN, ZHENGZHOU]), day=UNTIL, censuses=CENSUSES)
def test_density_divides_by_the_population_published_by_the_day(
    rights: list[Life], where: str, day: date, censuses: list[Census]
) -> None:
    counts = {"ratio": ["creation.invention_patents_in_force", "registry.resident_population"], "per": 10000}
    figure = asked(world(rights, where, day, censuses), counts, Period.year(day.year))
    census = the_census(censuses, where, day)
    if census is None:
        assert figure.value is None and ("分母缺失" in str(figure.why_not) or figure.why_not == NO_RECORDS)
    elif figure.value is not None:
        above, below = figure.terms
        assert (above.value, below.value) == (len(inventions(rights, where, day)), census.persons)
        assert (below.year, below.status, below.source) == (
            census.year,
            census.status,
            f"{census.year}年公报",
        )
        assert figure.value == Decimal(len(inventions(rights, where, day))) * 10000 / census.persons
    else:
        assert figure.why_not == NO_RECORDS


@EXAMPLES
@given(rights=HISTORIES, day=UNTIL)
def test_rank_places_peers_by_their_own_figures_and_ties_share(rights: list[Life], day: date) -> None:
    figure = asked(world(rights, JIYUAN, day), {"rank": "creation.patent_grants"}, Period.year(day.year))
    truth = {where: len(granted(rights, where, to(day))) for where in (JIYUAN, ZHENGZHOU, LUOYANG)}
    assert {place.territory.code for place in figure.places} == set(truth)
    placed = {place.territory.code: place for place in figure.places if place.value is not None}
    for where, place in placed.items():
        assert place.value == truth[where]
        assert place.position == 1 + sum(truth[other] > truth[where] for other in placed)
    ranked = JIYUAN in placed and len(placed) > 1  # a rank among one says nothing
    assert figure.value == (placed[JIYUAN].position if ranked else None)


@EXAMPLES
@given(rights=HISTORIES, where=WHERE, day=UNTIL)
def test_months_add_up_and_month_ends_are_the_stock_of_that_day(
    rights: list[Life], where: str, day: date
) -> None:
    facts = world(rights, where, day)
    period = Period(date(2019, 3, 1), day)
    flows = monthly("creation.patent_grants", facts=facts, period=period)
    assert [month.value for month in flows] == [
        len(granted(rights, where, Period(month.period.start, min(month.period.end, day)))) for month in flows
    ]
    for month in monthly("creation.invention_patents_in_force", facts=facts, period=period):
        assert month.value == len(inventions(rights, where, min(month.period.end, day)))


@EXAMPLES
@given(rights=HISTORIES, where=WHERE, day=UNTIL)
def test_the_way_of_a_figure_adds_up_and_every_bar_opens(rights: list[Life], where: str, day: date) -> None:
    bars = waterfall("creation.patent_filings_net", facts=world(rights, where, day), period=to(day))
    start, outside, abnormal, counted, *parts = bars
    assert start.amount == sum(life.filed in to(day) for life in rights)
    assert (
        counted.amount
        == len(found_normal(filed(rights, where, to(day)), day))
        == sum(part.amount for part in parts)
    )
    assert start.amount - outside.amount - abnormal.amount == counted.amount
    assert all(len(list(bar.evidence.rows())) == bar.amount for bar in bars)


@EXAMPLES
@given(rights=HISTORIES, day=UNTIL, data=st.data())
def test_the_digest_knows_no_order_but_sees_every_change(
    rights: list[Life], day: date, data: st.DataObject
) -> None:
    rows = fact_rows(rights)
    shuffled = {name: data.draw(st.permutations(held)) for name, held in rows.items()}
    one, other = (_digest(held, day) for held in (rows, shuffled))
    assert one == other
    counted = [row for row in rows["patents"] if row["granted_date"] and row["granted_date"] in to(day)]
    for row in counted[:1]:
        row["title"] += "（更正）"
        inside = row["granted_region"] in WITHIN["410000"]
        assert (_digest(rows, day) != one) == inside


def _digest(rows: dict[str, list[dict[str, object]]], day: date) -> str:
    source = as_parquet(rows, Path(tempfile.mkdtemp()))
    facts = Facts(source, Atlas(source).territory("410000"), day=day)
    return asked(facts, "creation.patent_grants", Period.year(day.year)).evidence.digest()
