"""What becomes of a row: new, duplicate or in conflict; and the content never depends on how the rows were dealt out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registry.conftest import JIAOZUO, JIYUAN, LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake.sinks import BatchInUse, Outcome
from zhice.registry.models import LegalEvent, Party, Patent, PatentHolding, PatentSpell, Publication
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.rows import LegalEventRow, PublicationRow

INTACT = {"application_number": "201810053768.3", "application_number_state": "intact"}
MANGLED = {"application_number": None, "application_number_state": "mangled"}


def outcomes(verdicts: list[Any]) -> list[str]:
    return [verdict.outcome.value for verdict in verdicts]


def content() -> dict[str, list[Any]]:
    """Everything that was stored, by the names and numbers of the trade instead of the database's own."""
    return {
        "patents": sorted(
            map(str, Patent.objects.values_list(
                "document_number", "application_number", "application_number_state", "kind", "title", "filed_date",
                "published_date", "granted_date", "filed_region", "granted_region", "holder_region",
                "first_holder__name", "ipc", "holders",
            ))
        ),
        "publications": sorted(Publication.objects.values_list("publication_number", "digest", "patent__title")),
        "parties": sorted(map(str, Party.objects.values_list("kind", "matching_name", "region"))),
        "holdings": sorted(map(str, PatentHolding.objects.values_list(
            "patent__document_number", "party__matching_name", "region", "from_date", "to_date"
        ))),
        "spells": sorted(map(str, PatentSpell.objects.values_list(
            "patent__document_number", "region", "from_date", "to_date"
        ))),
    }  # fmt: skip


def test_the_same_row_twice_is_stored_once(stored):
    row = publication()
    assert outcomes(stored(row, row)) == ["new", "duplicate"]
    assert outcomes(stored(row)) == ["duplicate"]


def test_other_content_under_a_known_number_is_a_conflict_that_names_the_differences(stored):
    stored(publication(title="一种示例装置"))
    (verdict,) = stored(publication(title="一种别的装置"))
    assert verdict.outcome is Outcome.CONFLICT
    assert verdict.differences == {"title": ("一种示例装置", "一种别的装置")}
    with acting_as(SYSTEM):
        assert Patent.objects.get().title == "一种示例装置"
        assert Publication.objects.get().contested


def test_two_different_rows_of_one_number_in_one_file_are_both_in_conflict(stored):
    assert outcomes(stored(publication(title="甲"), publication(title="乙"))) == ["conflict", "conflict"]
    with acting_as(SYSTEM):
        assert not Patent.objects.exists()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"filed_date": date(2018, 1, 1)}, "filed_date"),
        ({"filed_date": None, "date": date(2019, 1, 1)}, "date"),
        ({"application_number": "201811400598.8"}, "application_number"),
    ],
)
def test_a_grant_that_contradicts_its_publication_is_a_conflict(stored, change, names):
    stored(publication("CN100000001A", date=date(2019, 9, 1), **INTACT))
    (verdict,) = stored(publication("CN100000001B", **{**INTACT, **change}))
    assert list(verdict.differences) == [names]


def test_an_application_number_belongs_to_one_document(stored):
    stored(publication("CN100000001A", **INTACT))
    (verdict,) = stored(publication("CN100000002A", **INTACT))
    assert verdict.outcome is Outcome.CONFLICT


def test_a_grant_numbered_anew_before_2010_joins_the_patent_of_its_application(stored):
    """CN1234567A was granted as CN100000001C: one application, one patent, known by its later number."""
    early = {"filed_date": date(2004, 1, 1), **INTACT}
    assert outcomes(stored(publication("CN1234567A", date=date(2005, 1, 1), **early))) == ["new"]
    assert outcomes(stored(publication("CN100000001C", date=date(2007, 9, 1), **early))) == ["new"]
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.published_date, patent.granted_date) == (date(2005, 1, 1), date(2007, 9, 1))
        assert patent.document_number == "CN100000001"


def test_a_mangled_number_stays_empty_until_another_publication_brings_it(stored):
    stored(publication("CN100000001A", **MANGLED))
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.application_number, patent.application_number_state) == (None, "mangled")
    stored(publication("CN100000001B", **INTACT))
    with acting_as(SYSTEM):
        patent.refresh_from_db()
        assert (patent.application_number, patent.application_number_state) == ("201810053768.3", "intact")


def test_an_acceptance_notice_counts_as_filed_and_meets_its_publication(stored):
    notice = PublicationRow(
        publication_number="", kind="INVENTION", stage="filed", date=date(2018, 1, 19), title="一种示例装置",
        filed_date=date(2018, 1, 19), first_applicant="济源示例机械有限公司", applicants="济源示例机械有限公司",
        region=JIYUAN, **INTACT,
    )  # fmt: skip
    assert outcomes(stored(notice)) == ["new"]
    with acting_as(SYSTEM):
        assert Patent.objects.get().filed_region_id == JIYUAN
    stored(publication("CN100000001A", filed_date=date(2018, 1, 19), **INTACT))
    with acting_as(SYSTEM):
        assert Patent.objects.get().document_number == "CN100000001"


def test_one_firm_written_in_two_ways_is_one_party(stored):
    stored(publication("CN100000001A", first_applicant="济源示例（集团）有限公司"))
    stored(publication("CN100000002A", first_applicant="济源示例(集团) 有限公司"))
    with acting_as(SYSTEM):
        assert Party.objects.count() == 1


def test_a_name_in_another_region_is_another_party(stored):
    stored(
        publication("CN100000001A", first_applicant="示小例"),
        publication("CN100000002A", first_applicant="示小例", region=LUOYANG),
    )
    with acting_as(SYSTEM):
        assert Party.objects.count() == 2


def test_a_name_too_long_for_a_party_is_a_conflict_and_not_a_crash(stored):
    (verdict,) = stored(publication(first_applicant="示" * 301))
    assert "300" in verdict.differences["applicants"][0]


ROWS = [
    publication("CN100000001A", date=date(2019, 9, 1), **MANGLED),
    publication("CN100000001B", region=LUOYANG, **INTACT),
    publication("CN100000001B8", date=date(2020, 9, 1), **INTACT),
    publication("CN200000002U", first_applicant="济源示例（集团）有限公司", region=JIAOZUO),
    publication("CN300000003S", first_applicant="济源示例(集团)有限公司", region=JIAOZUO, ipc="09-03"),
    publication("CN100000004A", first_applicant="示小例", region=None),
    publication("CN100000005A", first_applicant="示小例", filed_date=None),
]


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dealt=st.lists(st.lists(st.sampled_from(ROWS), max_size=6), max_size=5), order=st.permutations(ROWS))
def test_split_shuffled_or_repeated_the_content_is_the_same(regions, dealt, order):
    with acting_as(SYSTEM):
        with transaction.atomic():
            actions.register_publications(rows=ROWS, batch=None)
            expected = content()
            transaction.set_rollback(True)
        with transaction.atomic():
            for rows in (*dealt, order):
                verdicts = actions.register_publications(rows=rows, batch=None)
                assert not actions.refused(verdicts)
            assert content() == expected
            transaction.set_rollback(True)


def test_a_batch_taken_back_leaves_nothing_and_spares_what_was_there(stored, new_batch):
    first, second = new_batch(), new_batch()
    stored(publication("CN100000001A", date=date(2019, 9, 1), **MANGLED), batch=first)
    with acting_as(SYSTEM):
        before = content()
    more = (publication("CN100000001B", **INTACT), publication("CN100000002A", first_applicant="示小例"))
    stored(*more, batch=second)
    with acting_as(SYSTEM):
        assert actions.withdraw_batch(batch=second.pk) == 2
        assert content() == before
        assert actions.withdraw_batch(batch=first.pk) == 1
        assert not Patent.objects.exists()
        assert not Party.objects.exists()


def test_a_batch_on_which_later_events_rest_is_not_taken_back(stored, new_batch):
    first, second = new_batch(), new_batch()
    stored(publication(), batch=first)
    with acting_as(SYSTEM):
        event = LegalEventRow(patent="CN100000001", kind="fee_lapse", day=date(2021, 7, 1))
        actions.register_legal_events(rows=[event], batch=second.pk)
        with pytest.raises(BatchInUse, match="1 条法律状态事件"):
            actions.withdraw_batch(batch=first.pk)
        assert actions.withdraw_batch(batch=second.pk) == 1
        assert Patent.objects.get().lapsed_date is None
        assert actions.withdraw_batch(batch=first.pk) == 1


def test_an_event_finds_its_patent_by_any_number_and_is_stored_once(stored):
    stored(publication("CN100000001B", **INTACT))
    with acting_as(SYSTEM):
        rows = [
            LegalEventRow(patent=number, kind="found_abnormal", day=date(2021, 7, 1), detail="示例")
            for number in ("CN100000001", "201810053768.3", "CN100000001B")
        ]
        answers = [outcomes(actions.register_legal_events(rows=[row], batch=None)) for row in rows]
        assert answers == [["new"], ["duplicate"], ["duplicate"]]
        assert LegalEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (LegalEventRow(patent="CN199999999", kind="fee_lapse", day=date(2021, 7, 1)), "patent"),
        (LegalEventRow(patent="CN100000001", kind="fee_lapse", day=date(2018, 7, 1)), "day"),
    ],
)
def test_an_event_that_cannot_be_is_a_conflict(stored, row, column):
    stored(publication())
    with acting_as(SYSTEM):
        (verdict,) = actions.register_legal_events(rows=[row], batch=None)
        assert list(verdict.differences) == [column]
        assert not LegalEvent.objects.exists()
