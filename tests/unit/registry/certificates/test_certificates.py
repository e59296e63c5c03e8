"""Certificates as a clerk meets them: a list comes in, events change what is valid, the figure and the firm's page follow."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.registry.conftest import JIYUAN
from tests.unit.registry.test_pages import signed_in  # noqa: F401 - a fixture
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import User, UserParty
from zhice.accounts.notices.models import Notice
from zhice.intake import pipeline
from zhice.journal.models import Event
from zhice.registry.certificates.queries import standing_of
from zhice.registry.certificates.reminding import remind
from zhice.registry.models import Certificate, CertificateEvent, CertificateSpell, Party

HEAD = "证书号,组织名称,统一社会信用代码,地址,认证依据,认证机构,颁证日期,证书到期日期,状态,状态变更日期,监督审核日期"
GOOD = [
    "A1,济源示例机械有限公司,,河南省济源市天坛路1号,GB/T 29490-2013,示例认证公司,2021-03-01,2024-02-28,有效,,2022-03-10",
    "A2,济源示例茶业有限公司,,河南省济源市,GB/T29490-2023 企业知识产权合规管理体系,示例认证公司,2024-05-01,2027-04-30,,,",
    "A3,济源示例机械有限公司,,济源市,2013,示例认证公司,2018-03-01,2021-02-28,撤销,2020-06-01,",
]
BAD = [
    "B1,,,济源市,GB/T 29490-2013,示例认证公司,2021-03-01,2024-02-28,,,",  # no firm
    "B2,济源甲厂,,济源市,ISO 9001,示例认证公司,2021-03-01,2024-02-28,,,",  # another standard
    "B3,济源甲厂,,济源市,2013,示例认证公司,2021-03-01,2020-02-28,,,",  # ends before it begins
    "B4,济源甲厂,,济源市,2013,示例认证公司,2021-03-01,2024-02-28,暂停,,",  # suspended from when?
    "B5,济源甲厂,91419001MA40X2YF90,济源市,2013,示例认证公司,2021-03-01,2024-02-28,,,",  # wrong check sign
    "B6,没有地址的公司,,,2013,示例认证公司,2021-03-01,2024-02-28,,,",  # belongs nowhere
]


@pytest.fixture
def take_in(regions, tmp_path):
    def take(*rows, name="贯标.csv"):
        file = tmp_path / name
        file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="gb18030")
        with acting_as(SYSTEM):
            staged = pipeline.stage(file=file, name=name, format="certificates-table")
            return pipeline.confirm(staged=staged, day=date(2025, 6, 30))

    return take


def test_a_list_comes_in_and_bad_rows_wait(take_in):
    batch = take_in(*GOOD, *BAD)
    assert (batch.rows, batch.stored, batch.duplicate, batch.quarantined) == (9, 3, 0, 6)
    with acting_as(SYSTEM):
        assert Party.objects.filter(name="济源示例机械有限公司").count() == 1
        assert {one.number: (one.edition, str(one.ended_on)) for one in Certificate.objects.all()} == {
            "A1": ("2013", "2024-02-29"),
            "A2": ("2023", "2027-05-01"),
            "A3": ("2013", "2020-06-01"),
        }
        assert set(Certificate.objects.values_list("region", flat=True)) == {JIYUAN}
    again = take_in(*GOOD, name="再来.csv")
    assert (again.stored, again.duplicate, again.quarantined) == (0, 3, 0)


def test_a_later_list_adds_events_and_contradicts_nothing_silently(take_in):
    take_in(GOOD[1])
    suspended = take_in(GOOD[1].replace(",,,", ",暂停,2025-01-10,"), name="二.csv")
    other_term = take_in(GOOD[1].replace("2027-04-30", "2028-04-30"), name="三.csv")
    assert (suspended.stored, other_term.stored, other_term.quarantined) == (1, 0, 1)
    with acting_as(SYSTEM):
        assert [str(spell.to_date) for spell in CertificateSpell.objects.all()] == ["2025-01-10"]
        pipeline.rollback(batch=suspended, reason="试")
        assert [str(spell.to_date) for spell in CertificateSpell.objects.all()] == ["2027-05-01"]


def test_a_batch_is_taken_back_whole(take_in):
    batch = take_in(*GOOD)
    with acting_as(SYSTEM):
        pipeline.rollback(batch=batch, reason="试")
        assert not Certificate.objects.exists()
        assert not Party.objects.filter(name__startswith="济源示例").exists()


def test_an_event_by_hand_and_what_the_page_says(take_in, signed_in):  # noqa: F811
    clerk = signed_in("plan_office")
    take_in(*GOOD)
    with acting_as(SYSTEM):
        one = Certificate.objects.get(number="A2")
    address = f"/registers/certificates/{one.pk}/"
    page = clerk.get(address).content.decode()
    assert "GB/T 29490-2023" in page
    assert "按年度监督推算" in page  # issued 2024-05-01, never audited: a reminder, and still valid
    assert "有效" in page
    form = {"kind": "revoked", "day": "2025-02-03", "detail": "", "reason": "认证机构公告"}
    assert clerk.post(f"{address}events/new/", form).status_code == 302
    with acting_as(SYSTEM):
        assert Event.objects.filter(action="registry.certificate.record_event").count() == 1
    assert "撤销" in clerk.get(address).content.decode()
    early = clerk.post(f"{address}events/new/", form | {"day": "2020-01-01"})
    assert early.status_code == 422
    assert "早于发证日期" in early.content.decode()
    no_term = clerk.post(f"{address}events/new/", form | {"kind": "renewed", "day": "2025-03-03"})
    assert no_term.status_code == 422
    with acting_as(SYSTEM):
        assert CertificateEvent.objects.filter(certificate=one).count() == 1
        assert str(Certificate.objects.get(pk=one.pk).ended_on) == "2025-02-03"


def test_an_unconverted_certificate_of_2013_ends_with_the_transition(take_in, signed_in):  # noqa: F811
    clerk = signed_in("plan_office")
    take_in("C1,济源示例茶业有限公司,,济源市,2013,示例认证公司,2024-05-01,2027-04-30,,,")
    with acting_as(SYSTEM):
        one = Certificate.objects.get()
    assert str(one.ended_on) == "2026-01-01"
    form = {"kind": "converted", "day": "2025-06-01", "reason": "换证"}
    assert clerk.post(f"/registers/certificates/{one.pk}/events/new/", form).status_code == 302
    with acting_as(SYSTEM):
        assert str(Certificate.objects.get().ended_on) == "2027-05-01"
        assert standing_of(Certificate.objects.get(), day=date(2026, 3, 1)).colour == "ok"


def test_the_firm_is_reminded_once(take_in, regions):
    take_in(GOOD[1])
    with acting_as(SYSTEM):
        user = User.objects.create_user(username="pat", name="张示例")
        UserParty.objects.create(user=user, party_id=Party.objects.get(name="济源示例茶业有限公司").pk)
        days = [date(2027, 1, 1), date(2027, 2, 1), date(2027, 2, 2), date(2027, 4, 5), date(2027, 5, 1)]
        told = [remind(user=SYSTEM, day=day) for day in days]
        assert told == [1, 1, 0, 1, 0]  # the late audit, 90 days, once, 30 days, over
        words = " ".join(Notice.objects.values_list("words_zh", flat=True))
        assert "2027-04-30" in words


def test_who_sees_what(take_in, signed_in, client):  # noqa: F811
    take_in(*GOOD)
    with acting_as(SYSTEM):
        tea, one, other = (
            Party.objects.get(name="济源示例茶业有限公司"),
            Certificate.objects.get(number="A2"),
            Certificate.objects.get(number="A1"),
        )
    firm = signed_in("enterprise", tea)
    assert firm.get(f"/registers/certificates/{one.pk}/").status_code == 200
    assert firm.get(f"/registers/certificates/{other.pk}/").status_code == 404
    page = firm.get(f"/registers/parties/{tea.pk}/").content.decode()
    assert "A2" in page and "贯标证书" in page
