"""A stock of marks rebuilt for any day equals a telling day by day in plain Python, over random histories with moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registry.conftest import JIAOZUO, JIYUAN, LUOYANG
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.models import Trademark, TrademarkEvent, TrademarkSpell
from zhice.registry.rights.trademarks import actions
from zhice.registry.rights.trademarks.rows import TrademarkEventRow, TrademarkRow

FIRST = date(2009, 11, 1)
SPAN = 30
ENDS = {"cancelled", "revoked", "invalidated"}
HARMLESS = ["correction", "republished", "licence", "pledge", "partly_ended", "opposed"]
REGIONS = st.sampled_from([JIYUAN, LUOYANG, JIAOZUO])
DAYS = st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days))
KINDS = st.sampled_from([*sorted(ENDS), "restored", "address_change", *HARMLESS])
HISTORIES = st.lists(st.tuples(KINDS, DAYS, REGIONS), max_size=7).map(
    lambda events: list({(kind, day): (kind, day, region) for kind, day, region in events}.values())
)
# the mark's own days: registered within the span, ten years, perhaps renewed, half a year of grace
TEN_YEARS = {
    day: day.replace(year=day.year + 10) - timedelta(days=1)
    for day in (FIRST + timedelta(n) for n in range(SPAN + 1))
}


def in_force_in(home, registered, renewed, history, day):
    """The region in which the mark counts at the end of the day, or None: slow, obvious, without SQL."""
    if registered is None or day < registered:
        return None
    end = TEN_YEARS[registered]
    if renewed:
        end = end.replace(year=end.year + 10)
    month = end.month + 6
    grace = date(end.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last = grace.replace(
        day=min(end.day, ((grace.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day)
    )
    if day > last:
        return None
    alive, seat = True, home
    for today in sorted({when for _, when, _ in history if when <= day}):
        told = {kind: region for kind, when, region in history if when == today}
        if today >= registered and ENDS & told.keys():
            alive = False
        if today >= registered and "restored" in told:
            alive = True
        seat = told.get("address_change", seat)
    return seat if alive else None


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    registered=st.none() | DAYS, renewed=st.booleans(), home=REGIONS, history=HISTORIES, shuffle=st.randoms()
)
def test_stock_of_every_day_equals_brute_force(regions, registered, renewed, home, history, shuffle):
    from django.db import transaction

    row = TrademarkRow(
        office="CN", number="7000001", classes=(9, 35), name="示例", holder="济源示例机械有限公司", region=home,
        filed_date=FIRST, registered_date=registered,
    )  # fmt: skip
    events = [
        TrademarkEventRow(
            office="CN",
            number="7000001",
            kind=kind,
            day=day,
            region=region if kind == "address_change" else None,
        )
        for kind, day, region in history
    ]
    if renewed and registered:
        events.append(
            TrademarkEventRow(office="CN", number="7000001", kind="renewed", day=TEN_YEARS[registered])
        )
    shuffle.shuffle(events)
    with acting_as(SYSTEM), transaction.atomic():
        actions.register_trademarks(rows=[row], batch=None)
        actions.register_events(rows=events, batch=None)
        spells = list(
            TrademarkSpell.objects.filter(nice_class=35).values_list("from_date", "to_date", "region_id")
        )
        near = [FIRST + timedelta(days=step) for step in range(-2, SPAN + 3)]
        far = [date(2019, 11, 15), date(2020, 4, 30), date(2020, 6, 1), date(2029, 12, 1), date(2030, 6, 5)]
        ends = [to + timedelta(days=step) for _, to, _ in spells if to for step in (-1, 0, 1)]
        for day in [*near, *far, *ends]:
            counted = [where for start, end, where in spells if start <= day and (end is None or end > day)]
            expected = in_force_in(home, registered, renewed and registered, history, day)
            assert counted == ([expected] if expected else []), day
        assert TrademarkSpell.objects.filter(nice_class=9).count() == len(
            spells
        )  # each class has the same life
        transaction.set_rollback(True)


@pytest.fixture
def mark(regions):
    """Registered 2013-03-21 in class 9 for a firm of Jiyuan."""
    row = TrademarkRow(
        office="CN", number="11000001", classes=(9,), name="示例", holder="济源示例机械有限公司", region=JIYUAN,
        filed_date=date(2012, 1, 5), registered_date=date(2013, 3, 21),
    )  # fmt: skip
    with acting_as(SYSTEM):
        actions.register_trademarks(rows=[row], batch=None)
        return Trademark.objects.get()


def test_rebuilding_twice_changes_nothing(mark):
    with acting_as(SYSTEM):
        before = (
            Trademark.objects.values().get(),
            list(TrademarkSpell.objects.values_list("from_date", "to_date")),
        )
        actions.rebuild_life([mark.pk])
        assert before == (
            Trademark.objects.values().get(),
            list(TrademarkSpell.objects.values_list("from_date", "to_date")),
        )


def test_what_creates_no_count_creates_none(mark):
    """Corrections, re-publications, changes of address, licences and pledges: one mark stays one registration."""
    events = [
        TrademarkEventRow(office="CN", number=mark.number, kind=kind, day=date(2015, 1, 5))
        for kind in ("correction", "republished", "licence", "pledge", "pledge_released", "partly_ended")
    ]
    move = TrademarkEventRow(
        office="CN", number=mark.number, kind="address_change", day=date(2016, 1, 5), region=LUOYANG
    )
    with acting_as(SYSTEM):
        actions.register_events(rows=[*events, move], batch=None)
        mark.refresh_from_db()
        assert (mark.registered_date, mark.registered_region_id) == (date(2013, 3, 21), JIYUAN)
        assert list(TrademarkSpell.objects.values_list("region_id", "from_date", "to_date")) == [
            (JIYUAN, date(2013, 3, 21), date(2016, 1, 5)),
            (LUOYANG, date(2016, 1, 5), date(2023, 9, 21)),
        ]


def test_a_renewal_told_twice_renews_once(mark):
    """By its announcement in the window and by a list that gives the end of the new term."""
    announced = TrademarkEventRow(office="CN", number=mark.number, kind="renewed", day=date(2022, 11, 6))
    listed = TrademarkRow(
        office="CN",
        number=mark.number,
        classes=(9,),
        name="示例",
        registered_date=date(2013, 3, 21),
        until=date(2033, 3, 20),
    )
    with acting_as(SYSTEM):
        actions.register_events(rows=[announced], batch=None)
        outcomes = [
            verdict.outcome.value for verdict in actions.register_trademarks(rows=[listed], batch=None)
        ]
        mark.refresh_from_db()
        assert (outcomes, mark.expires_on) == (["duplicate"], date(2033, 3, 20))


def test_a_list_adds_days_and_never_moves_a_mark(mark):
    known = {"office": "CN", "number": mark.number, "classes": (9,), "name": "示例"}
    rows = [
        TrademarkRow(**known, published_date=date(2012, 12, 20)),
        TrademarkRow(**known, holder="洛阳示例公司", region=LUOYANG),
        TrademarkRow(**{**known, "name": "别的"}),
        TrademarkRow(**known, registered_date=date(2014, 1, 1)),
    ]
    with acting_as(SYSTEM):
        verdicts = [actions.register_trademarks(rows=[row], batch=None)[0] for row in rows]
        assert [verdict.outcome.value for verdict in verdicts] == ["new", "conflict", "conflict", "conflict"]
        assert [*verdicts[1].differences, *verdicts[2].differences, *verdicts[3].differences] == [
            "holder", "name", "registered_date",
        ]  # fmt: skip
        mark.refresh_from_db()
        assert (mark.published_date, mark.holder_region_id) == (date(2012, 12, 20), JIYUAN)


def test_several_classes_are_several_marks(regions):
    row = TrademarkRow(
        office="CN", number="12000001", classes=(9, 35, 42), name="示例", holder="济源示例机械有限公司", region=JIYUAN,
        registered_date=date(2020, 1, 7), groups=("0901", "3503"), goods={0: "计算机"},
    )  # fmt: skip
    with acting_as(SYSTEM):
        actions.register_trademarks(rows=[row], batch=None)
        assert list(Trademark.objects.order_by("nice_class").values_list("nice_class", "similar_groups")) == [
            (9, "0901"), (35, "3503"), (42, ""),
        ]  # fmt: skip
        assert actions.register_trademarks(rows=[row], batch=None)[0].outcome.value == "duplicate"
        assert (TrademarkSpell.objects.count(), TrademarkEvent.objects.count()) == (3, 3)
