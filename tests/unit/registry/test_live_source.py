"""Figures follow the records: what the triggers tell makes kept answers equal to a new count, whatever was done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.unit.registry.conftest import publication
from zhice.accounts.acting import SYSTEM, acting_as, seeing_all
from zhice.kernel.days import Period
from zhice.measuring import history
from zhice.measuring.counts import Counts, Distinct, Growth, Rank, Ratio, Total
from zhice.measuring.fold import fold
from zhice.measuring.live import Live
from zhice.measuring.source import PostgresSource
from zhice.plan.figures.reckoning import facts_of
from zhice.registry.live import feed
from zhice.registry.live.models import FactChange
from zhice.registry.live.source import forget, live
from zhice.registry.parties import actions as parties
from zhice.registry.parties.models import Party
from zhice.registry.regions import loading
from zhice.registry.regions.models import Region
from zhice.registry.rights.patents import actions, storing
from zhice.registry.rights.patents.models import LegalEvent, Patent

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2022, 12, 31)
IN_FORCE, GRANTS = "creation.invention_patents_in_force", "creation.patent_grants"
COUNTS: tuple[Counts, ...] = (
    Total((GRANTS,)),
    Total((IN_FORCE,)),
    Distinct((GRANTS,), "holder_name"),
    Growth(Total((IN_FORCE,))),
    Rank(Ratio(Total((IN_FORCE,)), Total(("registry.resident_population",)), 10_000)),
)


@pytest.fixture(autouse=True)
def region() -> Any:
    with acting_as(SYSTEM):
        loading.fill()
        yield


def told(source: Any) -> list[Any]:
    facts = facts_of("419001", DAY, source=source)
    period = Period.year(DAY.year)
    found: list[Any] = []
    for counts in COUNTS:
        figure = fold(counts, facts=facts, period=period, unit="家" if isinstance(counts, Distinct) else None)
        places = [(place.territory.code, place.value) for place in figure.places]
        found.append((figure.value, [(term.value, term.evidence_count) for term in figure.terms], places))
    return [*found, history.monthly(IN_FORCE, facts=facts, period=period)]


def asked_again(kept: dict[str, Any]) -> tuple[list[Any], int, dict[str, Any]]:
    """The figures from what was kept, how many questions the database was asked, and what is kept now."""
    with seeing_all():
        source = live(kept)
        assert isinstance(source, Live)
        return told(source), source.asked, source.kept


def anew() -> list[Any]:
    with seeing_all():
        return told(PostgresSource(connection.cursor))


def grant(number: int, day: date = date(2022, 3, 1), **said: Any) -> Any:
    """A row of the gazette: an invention granted that day."""
    return publication(f"CN{102000000 + number}B", date=day, filed_date=date(2019, 3, 1), **said)


def store(*rows: Any) -> None:
    with transaction.atomic():
        storing.store(rows, batch=None)


def event(patent: Patent, kind: str, day: date, **said: Any) -> LegalEvent:
    return actions.record_event(patent=patent, kind=kind, day=day, today=date(2023, 1, 1), **said)


def test_every_way_of_changing_records_is_followed() -> None:
    store(*(grant(n, region="410800" if n % 3 == 0 else "419001") for n in range(9)))
    first, asked, kept = asked_again({})
    assert first == anew()
    assert asked > len(COUNTS)

    one, two, three, *_ = Patent.objects.filter(holder_region="419001").order_by("pk")
    deeds = (
        lambda: store(grant(20), grant(21, date(2021, 5, 1))),
        lambda: event(one, "fee_lapse", date(2022, 6, 1)),
        lambda: event(one, "restored", date(2022, 9, 1)),
        lambda: event(two, "address_change", date(2022, 7, 1), region=Region.objects.get(pk="410800")),
        lambda: event(three, "invalidated", date(2022, 8, 1)),
        lambda: parties.rename(
            party=Party.objects.first(), name="济源新名机械有限公司", day=date(2022, 2, 1), reason="更名"
        ),
        lambda: Patent.objects.filter(pk=two.pk).delete(),
        lambda: None,
    )
    for deed in deeds:
        deed()
        found, asked, kept = asked_again(kept)
        assert found == anew()


def test_counts_are_not_asked_of_the_database_again() -> None:
    store(*(grant(n) for n in range(3)))
    _, everything, kept = asked_again({})
    event(Patent.objects.first(), "fee_lapse", date(2022, 6, 1))
    found, asked, _ = asked_again(kept)
    assert found == anew()
    assert asked < everything / 4  # what is left: different values, and what lost a row


def test_a_rolled_back_change_never_was_and_one_under_way_is_not_kept() -> None:
    store(grant(1))
    before, _, kept = asked_again({})
    with pytest.raises(RuntimeError), transaction.atomic():
        storing.store([grant(2)], batch=None)
        with seeing_all():
            assert isinstance(live(kept), PostgresSource)
        raise RuntimeError
    assert asked_again(kept)[0] == before == anew()


def test_an_import_of_many_rows_says_only_that_there_was_one(monkeypatch: pytest.MonkeyPatch) -> None:
    store(*(grant(n) for n in range(3)))
    _, _, kept = asked_again({})
    store(*(grant(100 + n) for n in range(feed.MOST + 1)))
    assert FactChange.objects.filter(old__isnull=True, new__isnull=True, relation="patents").exists()
    assert FactChange.objects.count() < 50
    assert asked_again(kept)[0] == anew()


def test_yesterdays_changes_are_thrown_away() -> None:
    store(grant(1))
    assert forget(before=timezone.now()) == 0
    assert forget(before=timezone.now() + timedelta(days=1, minutes=1)) > 0
    assert not FactChange.objects.exists()
