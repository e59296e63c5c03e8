"""The queue on the screen: who sees it, who decides, and that bad input is answered with words."""

import pytest

from tests.unit.accounts.people import somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal.models import Event
from zhice.registry.models import MatchProposal, PartyMerge


@pytest.fixture
def office(client, db):
    client.force_login(somebody("plan_office"))
    return client


def test_a_proposal_is_decided_and_undone_on_the_page(office, proposal):
    page = office.get("/registry/matches/").content.decode()
    assert "是同一主体" in page
    assert "一方用繁体字" in page
    office.post(f"/registry/matches/{proposal.pk}/same/", {"reason": "登记档案"})
    with acting_as(SYSTEM):
        merge = PartyMerge.objects.get()
        assert (merge.reason, merge.merged_by.username) == ("登记档案", "plan_office")
    assert "撤销合并" in office.get("/registry/matches/").content.decode()
    office.post(f"/registry/matches/merges/{merge.pk}/undo/", {"reason": "核错了"})
    with acting_as(SYSTEM):
        assert MatchProposal.objects.get().state == "open"


def test_without_a_reason_the_page_says_so_and_nothing_is_done(office, proposal):
    answer = office.post(f"/registry/matches/{proposal.pk}/same/", {"reason": "长" * 201}, follow=True)
    assert "请写明依据" in answer.content.decode()
    with acting_as(SYSTEM):
        assert PartyMerge.objects.count() == 0


def test_later_and_different(office, proposal):
    office.post(f"/registry/matches/{proposal.pk}/later/")
    assert "稍后处理" in office.get("/registry/matches/").content.decode()
    office.post(f"/registry/matches/{proposal.pk}/different/", {"reason": "两家"})
    assert "没有待核对的主体" in office.get("/registry/matches/").content.decode()


def test_the_auditor_reads_masked_names_and_decides_nothing(client, proposal):
    client.force_login(somebody("audit_admin"))
    page = client.get("/registry/matches/").content.decode()
    assert "济源示例机电" not in page
    assert "是同一主体" not in page
    assert client.post(f"/registry/matches/{proposal.pk}/same/", {"reason": "x"}).status_code == 403


def test_an_enterprise_sees_none_of_it(client, proposal):
    client.force_login(somebody("enterprise", parties=(proposal.left_id,)))
    assert client.get("/registry/matches/").status_code == 403


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "９", "9" * 30])
def test_a_page_that_is_none_is_refused(office, page, db):
    assert office.get("/registry/matches/", {"page": page}).status_code == 400


def test_reading_the_queue_is_journalled(office, proposal):
    office.get("/registry/matches/")
    with acting_as(SYSTEM):
        assert Event.objects.filter(action="party.read", detail__rows=2).exists()


def test_looking_anew_is_a_button(office, proposal):
    assert "已重新比对" in office.post("/registry/matches/look/", follow=True).content.decode()
