"""The subject's page: what each role sees, a timeline equal to a slow one, figures equal to their lists, parts that come and go."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from tests.unit.accounts.people import somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal.models import Event
from zhice.registry.models import Patent, Trademark
from zhice.registry.parties import subject as subjects
from zhice.registry.parties.subject import Moment, Part, Table, TableTwice
from zhice.registry.parties.subject_screens import asking_of, subject_of
from zhice.registry.parties.timeline import collected

pytestmark = pytest.mark.django_db
FIGURE = re.compile(r'<li><a href="([^"]+)"><span>([^<]+)</span><b>([\d,]+)</b>')


def page_of(client, party, query=""):
    answer = client.get(f"/registers/parties/{party.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def office(client, db):
    client.force_login(somebody("plan_office"))
    return client


def told(user, party):
    with acting_as(user):
        request = SimpleNamespace(user=user, GET={})
        return [(m.day, m.kind, m.title) for m in collected(subjects.parts(user), asking_of(party, request))]


def slow(firm, alias):
    """Collected anew with plain SQL, one question a kind of event, without any of the page's code."""
    ours = (firm, alias)
    asked = {
        "filed": [
            "select filed_date, title from registry_patent where title in ('甲','乙','丁','戊')",  # 丙 was another's then
            "select filed_date, name from registry_trademark",
            "select filed_date, title from registry_pctapplication",
        ],
        "published": [
            "select published_date, title from registry_patent where title in ('甲','乙','丁','戊')",
            "select published_date, name from registry_trademark",
        ],
        "granted": [
            "select granted_date, title from registry_patent where title in ('甲','乙','丁','戊')",
            "select registered_date, name from registry_trademark",
        ],
        "moved": ["select day, '丙' from registry_legalevent where kind = 'transfer'"],
        "ended": [
            "select e.day, title from registry_legalevent e join registry_patent p on p.id = patent_id"
            " where e.kind = 'fee_lapse' and title <> '别家'",
            "select to_date, '示例山茶' from registry_indicationuser",
        ],
        "pledge": ["select day, '甲' from registry_legalevent where kind = 'pledge'"],
        "paid": ["select day, '甲' from registry_legalevent where kind = 'fee_paid'"],
        "licence": ["select day, '别家' from registry_legalevent where kind = 'licence'"],
        "renewed": ["select day, '示例一' from registry_trademarkevent where kind = 'renewed'"],
        "recognised": [
            "select day, mark from registry_wellknownrecognition",
            "select recognised_on, name from registry_geographicalindication",
            "select from_date, '示例山茶' from registry_indicationuser",
        ],
        "identity": [
            f"select from_date, name from registry_partyname where party_id in {ours}",
            "select merged_on, '济源示例機械有限公司' from registry_partymerge",
        ],
    }
    found = []
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for kind, questions in asked.items():
            for question in questions:
                cursor.execute(question)
                found += [(day, kind, title) for day, title in cursor.fetchall() if day]
    return found


def test_the_timeline_equals_a_slow_one_newest_first(subject):
    found = told(somebody("plan_office"), subject.firm)
    assert sorted(found) == sorted(slow(subject.firm.pk, subject.alias.pk))
    assert [day for day, *_ in found] == sorted((day for day, *_ in found), reverse=True)
    assert {kind for _, kind, _ in found} >= {"moved", "licence", "pledge", "paid", "renewed", "identity"}


def test_the_seller_keeps_what_happened_while_the_right_was_its_own(subject):
    found = told(somebody("plan_office"), subject.other)
    assert (date(2021, 5, 6), "moved", "丙") in found
    assert [kind for _, kind, title in found if title == "丙"].count("filed") == 1


def test_figures_equal_their_lists_and_a_count_of_one_s_own(office, subject):
    figures = {word: (url, int(count)) for url, word, count in FIGURE.findall(page_of(office, subject.firm))}
    with acting_as(SYSTEM):
        today = timezone.localdate()
        alive = [
            p
            for p in Patent.objects.all()
            if p.first_holder_id == subject.firm.pk
            and p.granted_date
            and not (p.lapsed_date and p.lapsed_date <= today)
        ]
        marks = Trademark.objects.count()
    assert {patent.title for patent in alive} == {"甲", "丙", "丁"}  # 丁 came with the alias
    assert figures["有效专利"][1] == len(alive)
    assert figures["有效注册商标"][1] == marks == 2
    assert figures["持有的地理标志"][1] == figures["使用的地理标志"][1] == figures["PCT 国际申请"][1] == 1
    assert len(figures) == 7
    for url, count in figures.values():
        answer = office.get(url)
        assert answer.status_code == 200
        assert f"共 <b>{count}</b>" in answer.content.decode()
        assert answer.content.decode().count('<th scope="row"') == count


def test_kind_and_year_stand_in_the_address(office, subject):
    whole = slow(subject.firm.pk, subject.alias.pk)
    page = page_of(office, subject.firm, "?kind=granted&year=2020")
    expected = [one for one in whole if one[1] == "granted" and one[0].year == 2020]
    line = page.split('<ol class="zc-subject-line">')[1].split("</ol>")[0]
    assert line.count("<li>") == len(expected) > 0
    assert f"筛选出 {len(expected)} 件事，共 {len(whole)} 件" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=nothing", 400),
        ("year=x", 400),
        ("year=２０２２", 400),
        ("page=0", 404),
        ("page=99", 404),
        ("page=-1", 400),
    ],
)
def test_a_wrong_address_is_answered_with_words(office, subject, query, status):
    assert office.get(f"/registers/parties/{subject.firm.pk}/?{query}").status_code == status


def test_an_enterprise_sees_its_own_page_and_no_other(client, subject):
    client.force_login(somebody("enterprise", parties=(subject.firm.pk,)))
    page = page_of(client, subject.firm)
    assert "丙" in page and "别家" not in page and "合并主体" not in page
    assert client.get(f"/registers/parties/{subject.other.pk}/").status_code == 404
    assert client.get(f"/registry/parties/{subject.other.pk}/patents/").status_code == 404


def test_an_agency_sees_its_clients(client, subject):
    client.force_login(somebody("agency", parties=(subject.other.pk,)))
    assert "别家" in page_of(client, subject.other)
    assert client.get(f"/registers/parties/{subject.firm.pk}/").status_code == 404


def test_a_bank_sees_the_party_but_no_part_it_has_no_door_to(client, subject):
    client.force_login(somebody("bank", parties=(subject.firm.pk,)))
    page = page_of(client, subject.firm)
    assert "更名" in page and "有效专利" not in page and "应缴" not in page
    assert client.get(f"/registry/parties/{subject.firm.pk}/patents/").status_code == 404


def test_the_auditor_reads_no_name_anywhere(client, subject):
    client.force_login(somebody("audit_admin"))
    for party in (subject.firm, subject.other, subject.person, subject.alias):
        page = page_of(client, party)
        for name in ("济源示例", "洛阳示例", "濟源", "小明", "機械"):
            assert name not in page, name
    assert "济某某" in page_of(client, subject.firm)
    assert "济源示例" not in client.get(f"/registry/parties/{subject.firm.pk}/patents/").content.decode()


def test_a_citizen_gets_in_nowhere(client, subject):
    client.force_login(somebody("citizen"))
    assert client.get(f"/registers/parties/{subject.firm.pk}/").status_code in (403, 404)
    assert client.get(f"/registry/parties/{subject.firm.pk}/patents/").status_code in (403, 404)


def test_an_alias_leads_to_the_survivor_and_has_nothing_of_its_own(office, subject):
    page = page_of(office, subject.alias)
    assert f'href="/registers/parties/{subject.firm.pk}/">济源示例重机有限公司' in page
    assert "有效专利" not in page and "时间线" not in page
    assert office.get(f"/registry/parties/{subject.alias.pk}/patents/").status_code == 404
    head = page_of(office, subject.firm).split('<p class="zc-subject-names">')[1].split("</p>")[0]
    assert "济源示例机械有限公司" in head and "济源示例機械有限公司" in head


def test_reading_a_person_leaves_one_event(office, subject):
    def events():
        with acting_as(SYSTEM):
            return Event.objects.filter(record=f"party:{subject.person.pk}").count()

    before = events()
    page_of(office, subject.person)
    assert events() == before + 1
    office.get(f"/registry/parties/{subject.person.pk}/patents/")
    assert events() == before + 2


def test_a_pillar_adds_its_part_and_its_kind_and_nothing_is_promised_without(office, subject):
    table = Table(
        name="pledges",
        title="质押合同",
        rows=lambda asking: [1, 2],
        headings=("号",),
        line=lambda n, _: (subjects.Cell(text=f"合同{n}"),),
        figure=True,
    )
    part = Part(
        name="pledges", title="质押融资", record="patent", tables=(table,), kinds={"loan": "放款"},
        events=lambda asking: [Moment(day=date(2022, 12, 1), kind="loan", word="放款", title="合同1")],
    )  # fmt: skip
    assert "质押融资" not in page_of(office, subject.firm)
    subjects.add(part)
    try:
        page = page_of(office, subject.firm, "?kind=loan")
        assert "质押融资" in page and "合同2" in page and "筛选出 1 件事" in page
        with pytest.raises(TableTwice):
            subjects.add(Part(name="again", title="", record="patent", tables=(table,)))
    finally:
        subjects.remove("pledges")
    assert office.get(f"/registry/parties/{subject.firm.pk}/pledges/").status_code == 404


def test_it_pages_and_asks_no_question_per_row(office, subject, django_assert_max_num_queries):
    user = somebody("plan_office", name="数查询")
    with acting_as(user), django_assert_max_num_queries(90):
        subject_of(subject.firm, SimpleNamespace(user=user, GET={}))
