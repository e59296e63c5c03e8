"""A closed figure: two people, frozen whole, corrected in the open, never changed."""

from datetime import date

import pytest
from django.db import Error, transaction

from tests.unit.plan.conftest import rows
from zhice.kernel.days import Period
from zhice.plan.figures import actions
from zhice.plan.figures.actions import ClosingRefused
from zhice.plan.figures.models import Measurement

YEAR = Period.year(2021)
LATER = date(2022, 3, 1)


@pytest.fixture
def closed(patents, version, person):
    one, two = person("plan_office"), person("bureau_leader")
    closing = actions.propose_closing(version=version, period=YEAR, as_of=YEAR.end, on=LATER, by=one)
    return actions.close(closing=closing, on=LATER, by=two)


def filings(closing) -> Measurement:
    return closing.measurements.filter(indicator__code="patent-filings").order_by("-version").first()


def test_who_proposes_cannot_close(patents, version, person):
    one = person("plan_office")
    closing = actions.propose_closing(version=version, period=YEAR, as_of=YEAR.end, on=LATER, by=one)
    with pytest.raises(ClosingRefused, match="另一人"):
        actions.close(closing=closing, on=LATER, by=one)


def test_a_period_is_proposed_once_and_only_when_over(closed, version, person):
    who = person("plan_office", name="again")
    with pytest.raises(ClosingRefused, match="已提请"):
        actions.propose_closing(version=version, period=YEAR, as_of=YEAR.end, on=LATER, by=who)
    with pytest.raises(ClosingRefused, match="之后才能"):
        actions.propose_closing(version=version, period=Period.year(2022), as_of=LATER, on=LATER, by=who)


def test_closing_freezes_every_indicator_with_day_versions_evidence_and_digest(closed, version):
    assert closed.measurements.count() == version.placements.count()
    frozen = filings(closed)
    assert frozen.value == frozen.evidence_count == frozen.rows.count() == 43
    assert (frozen.as_of, frozen.frozen_on, frozen.definition.version) == (YEAR.end, LATER, 1)
    assert len(frozen.evidence_digest) == len(frozen.rules_version) == 64
    pledges = closed.measurements.get(indicator__code="pledge-financing")
    assert pledges.value is None
    assert pledges.why_not["zh"] == "尚无数据来源"


def test_a_frozen_figure_cannot_be_changed_or_deleted(closed):
    frozen = filings(closed)
    for change in (
        lambda: Measurement.objects.filter(pk=frozen.pk).update(value=1),
        lambda: Measurement.objects.filter(pk=frozen.pk).delete(),
        lambda: frozen.rows.all().update(amount=2),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert filings(closed).value == 43


def test_a_late_record_moves_nothing_until_it_is_corrected_in_the_open(closed, person):
    from zhice.registry.rights.patents import storing

    frozen = filings(closed)
    assert not any(actions.drift(frozen, on=LATER).values())
    storing.store(rows(2021, 2, first=8000), batch=None)
    assert filings(closed).value == 43
    moved = actions.drift(frozen, on=LATER)
    assert len(moved["added"]) == 2
    leader = person("bureau_leader", name="other")
    with pytest.raises(ClosingRefused, match="更正原因"):
        actions.correct(measurement=frozen, as_of=LATER, on=LATER, by=leader, reason=" ")
    again = actions.correct(measurement=frozen, as_of=LATER, on=LATER, by=leader, reason="迟到的公告")
    assert (again.version, again.value, again.reason) == (2, 45, "迟到的公告")
    assert again.moved == {"added": moved["added"], "removed": [], "changed": []}
    assert Measurement.objects.get(pk=frozen.pk).value == 43
    with pytest.raises(ClosingRefused, match="无需更正"):
        actions.correct(measurement=again, as_of=LATER, on=LATER, by=leader, reason="再来一次")
