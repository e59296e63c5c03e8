"""The pages of the registry: what a clerk finds, what an enterprise does not, and what reading a person leaves."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.registry.conftest import JIYUAN, LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import RoleGrant, User, UserParty
from zhice.journal.models import Event
from zhice.registry.models import LegalEvent, Party, Patent, PatentSpell
from zhice.registry.rights.patents.rows import Rank


@pytest.fixture
def signed_in(client, db, settings):
    settings.ZHICE_SECOND_FACTOR = "off"

    def enter(role: str, party: Party | None = None):
        with acting_as(SYSTEM):
            user = User.objects.create_user(username=f"示例-{role}", name="示例", password=None)
            RoleGrant.objects.create(user=user, role=role, from_day=date(2020, 1, 1))
            if party:
                UserParty.objects.create(user=user, party_id=party.pk)
        client.force_login(user, backend="zhice.accounts.signing_in.Backend")
        return client

    return enter


PAGES = ["patents", "parties", "regions", "populations", "pct"]


@pytest.mark.parametrize("slug", PAGES)
def test_every_register_opens_for_the_plan_office(signed_in, patent, slug):
    answer = signed_in("plan_office").get(f"/registers/{slug}/")
    assert answer.status_code == 200


def test_a_patent_shows_its_life_its_sources_and_where_it_sat(signed_in, patent):
    page = signed_in("plan_office").get(f"/registers/patents/{patent.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    for said in ("一生", "授权公告", "CN100000001B", "济源示例机械有限公司", "有效", "济源市"):
        assert said in text


def test_jiyuan_shows_its_earlier_codes(signed_in, regions):
    text = signed_in("plan_office").get(f"/registers/regions/{JIYUAN}/").content.decode()
    for code in ("412223", "410827", "410881", "419003"):
        assert code in text


def test_reading_a_party_leaves_exactly_one_event(signed_in, patent):
    enter = signed_in("plan_office")
    with acting_as(SYSTEM):
        party, before = Party.objects.get(), Event.objects.count()
    assert enter.get(f"/registers/parties/{party.pk}/").status_code == 200
    with acting_as(SYSTEM):
        assert Event.objects.filter(action="party.read", record=f"party:{party.pk}").count() == 1
        assert Event.objects.count() == before + 1


def test_a_persons_name_is_masked_for_the_auditor(signed_in, stored):
    stored(publication("CN100000009B", first_applicant="示小例", applicants="示小例"))
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
    enter = signed_in("audit_admin")
    for address in ("/registers/patents/", f"/registers/patents/{patent.pk}/", "/registers/parties/"):
        page = enter.get(address)
        assert page.status_code == 200
        assert "示小例" not in page.content.decode()


def test_a_foreign_patent_does_not_exist_for_an_enterprise(signed_in, stored):
    stored(
        publication("CN100000001B"),
        publication("CN100000002B", first_applicant="洛阳示例公司", region=LUOYANG),
    )
    with acting_as(SYSTEM):
        own = Party.objects.get(name="济源示例机械有限公司")
        mine, foreign = Patent.objects.get(first_holder=own), Patent.objects.exclude(first_holder=own).get()
    enter = signed_in("enterprise", own)
    assert enter.get(f"/registers/patents/{mine.pk}/").status_code == 200
    assert enter.get(f"/registers/patents/{foreign.pk}/").status_code == 404
    assert enter.get(f"/registers/patents/{mine.pk}/events/new/").status_code == 403


def test_recording_a_fee_lapse_ends_the_spell_and_leaves_one_event(signed_in, patent):
    enter = signed_in("plan_office")
    address = f"/registers/patents/{patent.pk}/events/new/"
    assert enter.get(address).status_code == 200
    said = {"kind": "fee_lapse", "day": "2021-07-01", "reason": "公报 37 卷 30 期"}
    assert enter.post(address, said).status_code == 302
    with acting_as(SYSTEM):
        assert Patent.objects.get().lapsed_date == PatentSpell.objects.get().to_date == date(2021, 7, 1)
        assert LegalEvent.objects.count() == 1
        assert Event.objects.filter(action="registry.patent.record_event").count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "fee_lapse", "day": "2018-01-01", "reason": "依据"}, "日期早于申请日"),
        ({"kind": "fee_lapse", "day": "2999-01-01", "reason": "依据"}, "日期不能晚于今天"),
        ({"kind": "transfer", "day": "2021-01-01", "reason": "依据"}, "须写明新权利人或新所在地"),
        ({"kind": "fee_lapse", "day": "2021-01-01"}, "依据"),
    ],
)
def test_a_wrong_event_is_refused_in_words_and_changes_nothing(signed_in, patent, said, words):
    answer = signed_in("plan_office").post(f"/registers/patents/{patent.pk}/events/new/", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with acting_as(SYSTEM):
        assert LegalEvent.objects.count() == 0


def test_a_patent_shows_who_words_it_otherwise(signed_in, stored, patent):
    stored(publication("CN100000001B", rank=Rank.LENS, title="An example device", agency="示例代理"))
    text = signed_in("plan_office").get(f"/registers/patents/{patent.pk}/").content.decode()
    sources = text[text.index("公布公告与来源") :]
    assert sources.count("CN100000001B") == 2
    assert "Lens" in sources and "文字不同" in sources
    assert "示例代理" in text and "An example device" not in text
