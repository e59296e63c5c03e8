"""Any stock can be rebuilt for any day: the folded life equals a brute-force telling of random histories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registry.brute_force import ENDS, Told, in_force_in, seat_on
from tests.unit.registry.conftest import JIAOZUO, JIYUAN, LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.models import Patent, PatentHolding, PatentSpell
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.rows import LegalEventRow

FIRST = date(2019, 3, 1)
NUMBER = "CN100000001"
KINDS = [*sorted(ENDS), "restored", "address_change", "found_abnormal", "correction", "withdrawn"]
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
REGIONS = st.sampled_from([JIYUAN, LUOYANG, JIAOZUO])
EVENTS = st.lists(st.tuples(st.sampled_from(KINDS), DAYS, REGIONS), max_size=8)
# at most one event of a kind and day: two moves of one day would leave their order open
HISTORIES = EVENTS.map(
    lambda events: list({(kind, day): (kind, day, region) for kind, day, region in events}.values())
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(granted=st.none() | DAYS, published=DAYS, home=REGIONS, history=HISTORIES, shuffle=st.randoms())
def test_stock_of_every_day_equals_brute_force(regions, granted, published, home, history, shuffle):
    from django.db import transaction

    sources = [Told(published, "published", "甲", home)]
    rows = [publication(NUMBER + "A", date=published, region=home)]
    if granted is not None:
        sources.append(Told(granted, "granted", "甲", home))
        rows.append(publication(NUMBER + "B", date=granted, region=home))
    events = []
    for kind, day, region in history:
        moves = kind == "address_change"
        sources.append(Told(day, kind, None, region if moves else None))
        events.append(LegalEventRow(patent=NUMBER, kind=kind, day=day, region=region if moves else None))
    shuffle.shuffle(rows)
    shuffle.shuffle(events)
    with acting_as(SYSTEM), transaction.atomic():
        actions.register_publications(rows=rows, batch=None)
        actions.register_legal_events(rows=events, batch=None)
        spells = list(PatentSpell.objects.values_list("from_date", "to_date", "region_id"))
        patent = Patent.objects.get()
        for step in range(-2, 64):
            day = FIRST + timedelta(days=step)
            counted = [where for start, end, where in spells if start <= day and (end is None or end > day)]
            expected = in_force_in(sources, day)
            assert counted == ([expected] if expected else []), day
        assert patent.filed_region_id == seat_on(sources, FIRST)
        assert patent.granted_date == granted
        assert patent.granted_region_id == (seat_on(sources, granted) if granted else None)
        found = [told.day for told in sources if told.kind == "found_abnormal"]
        assert patent.abnormal_date == min(found, default=None)
        transaction.set_rollback(True)


def test_rebuilding_twice_changes_nothing(patent):
    with acting_as(SYSTEM):
        before = Patent.objects.values().get(), list(PatentSpell.objects.values_list("from_date", "to_date"))
        actions.rebuild_life([patent.pk])
        assert (
            Patent.objects.values().get(),
            list(PatentSpell.objects.values_list("from_date", "to_date")),
        ) == before


def test_corrections_and_partial_invalidations_make_no_second_grant(stored):
    """B8 corrects the front page, C1 is the re-publication after a partial invalidation: still one grant of 2020-06-01."""
    stored(publication(NUMBER + "B"))
    stored(
        publication(NUMBER + "B8", date=date(2020, 9, 1)), publication(NUMBER + "C1", date=date(2021, 9, 1))
    )
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.granted_date, patent.publications.count()) == (date(2020, 6, 1), 3)
        assert PatentSpell.objects.count() == 1


def test_a_moved_holder_counts_where_it_sat_on_the_day(stored):
    """Filed from Jiyuan, moved to Luoyang on 2021-01-01: the stock of 2020 is Jiyuan's, that of 2021 Luoyang's."""
    stored(publication(NUMBER + "B"))
    with acting_as(SYSTEM):
        move = LegalEventRow(patent=NUMBER, kind="address_change", day=date(2021, 1, 1), region=LUOYANG)
        actions.register_legal_events(rows=[move], batch=None)
        assert list(
            PatentSpell.objects.order_by("from_date").values_list("region_id", "from_date", "to_date")
        ) == [
            (JIYUAN, date(2020, 6, 1), date(2021, 1, 1)),
            (LUOYANG, date(2021, 1, 1), None),
        ]
        assert Patent.objects.get().filed_region_id == JIYUAN


def test_a_transfer_without_a_region_moves_the_right_to_the_new_holders_seat(stored):
    stored(
        publication(NUMBER + "B"), publication("CN100000002B", first_applicant="洛阳示例公司", region=LUOYANG)
    )
    with acting_as(SYSTEM):
        sale = LegalEventRow(
            patent=NUMBER, kind="transfer", day=date(2021, 5, 1), holder="洛阳示例公司", region=LUOYANG
        )
        actions.register_legal_events(rows=[sale], batch=None)
        patent = Patent.objects.get(document_number=NUMBER)
        assert (patent.first_holder.name, patent.holder_region_id) == ("洛阳示例公司", LUOYANG)
        assert PatentHolding.objects.filter(patent=patent).count() == 2
