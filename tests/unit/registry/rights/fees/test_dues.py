"""What is due of the register's patents: who sees it, what a payment changes, and who is reminded once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from tests.unit.accounts.people import somebody
from tests.unit.registry.conftest import LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.notices.models import Notice
from zhice.journal.models import Event
from zhice.registry.models import FeeReduction, LegalEvent, Party, Patent
from zhice.registry.rights.fees import actions, queries
from zhice.registry.rights.fees.actions import FeeRefused
from zhice.registry.rights.fees.providers import Due, Stand, dues
from zhice.registry.rights.fees.reminding import remind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


def filed_so_that_due_on(day: date, years: int) -> date:
    return day.replace(year=day.year - years)


@pytest.fixture
def three(stored) -> Any:
    """Two inventions of one firm (filed 2018-03-15 and 2019-03-01) and one of another firm."""
    stored(
        publication("CN100000001B", filed_date=date(2018, 3, 15), date=date(2020, 6, 2), title="甲"),
        publication("CN100000002B", title="乙"),
        publication("CN100000003B", first_applicant="洛阳示例公司", region=LUOYANG, title="丙"),
    )
    with acting_as(SYSTEM):
        mine = Party.objects.get(name="济源示例机械有限公司")
        patents = {patent.title: patent for patent in Patent.objects.all()}
    return SimpleNamespace(party=mine, **patents)


def of(user: Any, day: date) -> dict[tuple[str, int | None], Due]:
    with acting_as(user):
        return {(due.right, due.year): due for due in dues(user=user, day=day)}


def paid(patent: Patent, year: int, day: date, today: date = date(2027, 1, 1)) -> LegalEvent:
    with acting_as(SYSTEM):
        return actions.pay_year(patent=patent, year=year, paid_on=day, today=today)


def test_one_s_own_dues_and_nobody_else_s(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    found = of(owner, date(2026, 2, 20))
    assert {right for right, _ in found} == {"甲", "乙"}
    assert found["甲", 9].stand is Stand.SOON
    assert (found["甲", 9].pay_by, found["甲", 9].total) == (date(2026, 3, 16), Decimal(2000))
    assert of(somebody("bank"), date(2026, 2, 20)) == {}


def test_in_grace_with_the_late_fee_and_then_silence(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    due = of(owner, date(2026, 5, 20))["甲", 9]
    assert (due.stand, due.late_fee, due.total) == (Stand.OVERDUE, Decimal(200), Decimal(2200))
    assert (due.grace, due.ends) == (date(2026, 9, 15), date(2026, 3, 15))
    # nothing was ever told of payments: the register holds the right in force, so it is not accused of having lapsed
    assert ("甲", 9) not in of(owner, date(2026, 9, 16))
    paid(three.甲, 8, date(2025, 3, 1))
    silent = of(owner, date(2026, 9, 16))["甲", 9]
    assert silent.stand is Stand.SILENT
    assert silent.note is not None and "请核对" in silent.note.zh


def test_a_payment_settles_its_year_and_the_earlier_ones(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    paid(three.甲, 9, date(2026, 2, 25))
    found = of(owner, date(2026, 5, 20))
    assert [year for right, year in found if right == "甲"] == [10]


def test_a_lapsed_right_owes_nothing(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    with acting_as(SYSTEM):
        from zhice.registry.rights.patents.actions import record_event

        record_event(patent=three.甲, kind="fee_lapse", day=date(2026, 3, 15), today=date(2026, 10, 1))
    assert {right for right, _ in of(owner, date(2026, 5, 20))} == {"乙"}


def test_a_reduction_counts_and_is_named(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    with acting_as(SYSTEM):
        reduction = actions.grant_reduction(
            patent=three.甲, ground="single", since=date(2025, 1, 10), source="减缴备案"
        )
    due = of(owner, date(2026, 5, 20))["甲", 9]
    assert (due.payable, due.late_fee) == (Decimal(300), Decimal(200))  # the late fee is of the full fee
    assert due.note is not None and "单独权利人减缴85%" in due.note.zh
    with acting_as(SYSTEM):
        actions.end_reduction(reduction=reduction, until=date(2025, 12, 31))
    assert of(owner, date(2026, 5, 20))["甲", 9].payable == 2000
    with acting_as(somebody("enterprise", name="别家", parties=(three.party.pk + 99,))):
        assert FeeReduction.objects.count() == 0


@pytest.mark.parametrize(
    ("year", "day", "words"),
    [
        (3, date(2026, 1, 5), "没有需要另缴的第3年"),
        (99, date(2026, 1, 5), "没有需要另缴的第99年"),
        (9, date(2028, 1, 5), "请核对"),
        (9, date(2017, 1, 5), "请核对"),
        (9, date(2026, 9, 16), "滞纳期满日"),
        (8, date(2025, 2, 1), "已登记为已缴"),
    ],
)
def test_a_wrong_payment_is_refused_in_words(three, year, day, words):
    paid(three.甲, 8, date(2025, 3, 1))
    with pytest.raises(FeeRefused) as refused:
        paid(three.甲, year, day)
    assert words in refused.value.words.zh


def test_an_owner_says_paid_and_cannot_say_anything_else(three):
    """The one opening of the wall: a payment of an own patent. No other event, nobody else's patent."""
    owner = somebody("enterprise", parties=(three.party.pk,))
    with acting_as(owner):
        event = actions.pay_year(
            patent=three.甲, year=9, paid_on=date(2026, 2, 25), today=date(2026, 3, 1), by_owner=True
        )
        assert event.detail == "第9年（权利人自报）"
        for row in (
            {"patent": three.甲, "kind": "abandoned"},
            {"patent": three.丙, "kind": "fee_paid"},
            {"patent": three.甲, "kind": "fee_paid", "party": three.party},
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                LegalEvent.objects.create(day=date(2026, 2, 25), **row)
        assert Patent.objects.filter(pk=three.甲.pk).update(title="改名") == 0


def test_reminders_are_told_once_at_each_stage(three):
    owner = somebody("enterprise", parties=(three.party.pk,))
    somebody("agency", parties=(three.party.pk + 99,))
    with acting_as(SYSTEM):
        paid_on = date(2026, 1, 5)
        actions.pay_year(patent=three.乙, year=8, paid_on=paid_on, today=paid_on)  # 乙 is quiet in 2026
    said = []
    pay_by, grace = date(2026, 3, 16), date(2026, 9, 15)
    near = [pay_by - timedelta(days=left) for left in (91, 90, 89, 31, 30, 29, 8, 7, 6, 1, 0, -1, -2)]
    near += [grace - timedelta(days=left) for left in (31, 30, 29, 1, 0, -1)]
    for day in near:
        with acting_as(SYSTEM):
            if remind(user=SYSTEM, day=day)["told"]:
                said.append(day)
            assert remind(user=SYSTEM, day=day)["told"] == 0
    assert said == [
        pay_by - timedelta(days=90), pay_by - timedelta(days=30), pay_by - timedelta(days=7),
        pay_by + timedelta(days=1), grace - timedelta(days=30),
    ]  # fmt: skip
    with acting_as(SYSTEM):
        notices = list(Notice.objects.order_by("day"))
        assert {notice.user_id for notice in notices} == {owner.pk}
        assert "还有 90 天" in notices[0].words_zh
        assert "含滞纳金" in notices[-1].words_zh
        assert Event.objects.filter(action="registry.annual_fee.remind").count() == 5


def test_a_day_that_the_job_missed_is_not_lost(three):
    somebody("enterprise", parties=(three.party.pk,))
    with acting_as(SYSTEM):
        remind(user=SYSTEM, day=date(2026, 3, 1))  # 15 days before: the 30-day reminder, late
        assert any("还有 15 天" in notice.words_zh for notice in Notice.objects.all())


def test_lapses_are_counted_by_year(three):
    with acting_as(SYSTEM):
        from zhice.registry.rights.patents.actions import record_event

        record_event(patent=three.甲, kind="fee_lapse", day=date(2025, 3, 15), today=date(2026, 1, 1))
        rows = queries.lapses(SYSTEM, region=None, day=date(2026, 1, 1))
    assert (rows[0].year, rows[0].ended, rows[0].in_force) == (2025, 1, 3)


@pytest.fixture
def near(stored) -> Any:
    """A utility model whose sixth year is due in a few days of the clock, as pages ask it."""
    today = timezone.localdate()
    due = today + timedelta(days=12)
    filed = (due.replace(day=28) if (due.month, due.day) == (2, 29) else due).replace(year=due.year - 5)
    stored(publication("CN200000001U", filed_date=filed, date=filed + timedelta(days=200), title="近"))
    with acting_as(SYSTEM):
        return SimpleNamespace(patent=Patent.objects.get(), party=Party.objects.get())


def test_the_owner_s_page_its_exports_and_the_payment(client, near):
    owner = somebody("enterprise", parties=(near.party.pk,))
    client.force_login(owner, backend="zhice.accounts.signing_in.Backend")
    page = client.get("/registry/my-rights/").content.decode()
    assert "近" in page and "第6年年费" in page and "30 天内" in page and "¥1,200" in page
    line = b"".join(client.get("/registry/my-rights.csv").streaming_content).decode("utf-8-sig")
    assert "第6年年费" in line.splitlines()[1]
    assert client.get("/registry/my-rights.xlsx").status_code == 200
    said = {"year": 6, "paid_on": timezone.localdate().isoformat()}
    assert client.post(f"/registry/patents/{near.patent.pk}/fees/paid/", said).status_code == 302
    assert "第6年年费" not in client.get("/registry/my-rights/").content.decode()
    again = client.post(f"/registry/patents/{near.patent.pk}/fees/paid/", said)
    assert again.status_code == 422
    assert client.get("/registry/fees/").status_code == 403


def test_the_bureau_s_page_and_its_filters(client, near):
    client.force_login(somebody("plan_office"), backend="zhice.accounts.signing_in.Backend")
    page = client.get("/registry/fees/").content.decode()
    assert "近" in page and "济源" in page and "因未缴年费终止" in page
    assert (
        "近" in client.get("/registry/fees/?stand=within_30&kind=UTILITY_MODEL&holder=机械").content.decode()
    )
    assert "没有符合条件" in client.get("/registry/fees/?kind=DESIGN").content.decode()
    assert client.get("/registry/fees/?stand=never").status_code == 400
    reduction = {"ground": "single", "since": "2020-01-01", "source": "备案"}
    assert client.post(f"/registry/patents/{near.patent.pk}/fees/reduction/", reduction).status_code == 302
    assert "单独权利人减缴85%" in client.get(f"/registry/patents/{near.patent.pk}/fees/").content.decode()
    assert client.get("/registry/my-rights/").status_code == 403


def test_a_foreign_patent_s_calendar_does_not_exist(client, near):
    client.force_login(somebody("enterprise"), backend="zhice.accounts.signing_in.Backend")
    assert client.get(f"/registry/patents/{near.patent.pk}/fees/").status_code == 404
    assert client.post(f"/registry/patents/{near.patent.pk}/fees/paid/", {}).status_code == 404
