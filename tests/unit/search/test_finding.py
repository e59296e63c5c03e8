"""A person finds what they may read, by any way into the box, and never a sign of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.accounts.people import everybody
from tests.unit.registry.conftest import LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.search import finding
from zhice.search.finding import Filters

CANARY = "金丝雀"


@pytest.fixture
def two_firms(stored: Any, follow: Any) -> tuple[Any, Any]:
    from zhice.registry.models import Party

    stored(
        publication("CN100000001B", title="一种铅锭连铸装置", first_applicant="济源甲机械有限公司", applicants="济源甲机械有限公司"),
        publication(
            "CN100000002B", title=f"一种{CANARY}电池", first_applicant=f"洛阳{CANARY}电子有限公司",
            applicants=f"洛阳{CANARY}电子有限公司", region=LUOYANG, ipc="H01M10/00",
        ),
    )  # fmt: skip
    follow()
    with acting_as(SYSTEM):
        return Party.objects.get(name__contains="甲"), Party.objects.get(name__contains=CANARY)


def asked(user: Any, question: str, **more: Any) -> finding.Found:
    with acting_as(user):
        return finding.find(user, question, facets=True, **more)


def test_facets_and_totals_are_of_what_is_visible(two_firms: Any, person: Any) -> None:
    office, enterprise = person("plan_office"), person("enterprise", two_firms[0])
    everything = asked(office, "一种")
    assert everything.total == 2
    assert dict(everything.facets["section"]) == {"B": 1, "H": 1}
    assert dict(everything.facets["region"]) == {"419001": 1, LUOYANG: 1}
    own = asked(enterprise, "一种")
    assert own.total == 1
    assert own.facets["region"] == [("419001", 1)]
    assert asked(office, "一种", filters=Filters(sections=("H",))).total == 1
    assert asked(office, "一种", filters=Filters(first_year=2019, last_year=2019)).total == 2
    assert asked(office, "一种", filters=Filters(first_year=2020)).total == 0
    assert asked(office, "一种", newest=True).total == 2


ASKED = [
    CANARY,
    f"{CANARY}电池",
    "CN100000002B",
    "jinsique",
    "jsq",
    "金",
    "ipc:H01M",
    f"地区:{LUOYANG}",
    "电池 或 铅锭",
]


def test_no_role_without_the_right_sees_a_sign_of_it(two_firms: Any) -> None:
    """For every role: hits, counts, facets, suggestions and the jump hold a canary exactly where its records are visible."""
    from zhice.registry.models import Party, Patent

    for role, user in everybody().items():
        with acting_as(user):
            seen = [model for model in (Patent, Party) if model.objects.visible_to(user).exists()]
        for question in ASKED:
            with acting_as(user):
                found = finding.find(user, question, facets=True)
                suggested, jump = finding.suggested(user, question), finding.by_number(user, question)
                told = [
                    hit.plain_title + "".join(piece.text for piece in hit.snippet)
                    for hit in (*found.hits, *suggested)
                ]
                for hit in found.hits:
                    assert type(hit.record).objects.visible_to(user).filter(pk=hit.record.pk).exists(), role
            assert len(found.hits) == min(found.total, 20)
            if not seen:
                assert not [line for line in told if CANARY in line], (role, question)
                assert jump is None, (role, question)
                assert not {kind for kind, _ in found.facets.get("kind", [])} & {"patent", "party"}, (
                    role,
                    question,
                )


def test_an_enterprise_finds_its_own_and_no_other(two_firms: Any, person: Any) -> None:
    ours, theirs = person("enterprise", two_firms[0]), person("enterprise", two_firms[1])
    for question in (CANARY, "CN100000002B", "jinsique", "电池"):
        assert asked(ours, question).total == 0
        assert asked(theirs, question).total > 0
        with acting_as(ours):
            assert finding.suggested(ours, question) == []
            assert finding.by_number(ours, question) is None


def test_a_masked_name_can_neither_be_read_nor_guessed(stored: Any, follow: Any, person: Any) -> None:
    stored(publication("CN100000009B", first_applicant="示小例", applicants="示小例", title="一种铅锭装置"))
    follow()
    auditor, office = person("audit_admin"), person("plan_office")
    for question in ("示小例", "小例", "shixiaoli", "sxl", "权利人:示小例"):
        assert asked(auditor, question).total == 0
        assert asked(office, question).total > 0
    hit = asked(auditor, "铅锭").hits[0]
    assert "示小例" not in hit.plain_title + "".join(piece.text for piece in hit.snippet)


def test_the_box_marks_jumps_suggests_and_refuses(two_firms: Any, person: Any, client: Any) -> None:
    client.force_login(person("plan_office"), backend="zhice.accounts.signing_in.Backend")
    page = client.get("/search/", {"q": "连铸"}).content.decode()
    assert "<mark>连铸</mark>" in page
    assert CANARY not in page
    jump = client.get("/search/", {"q": "ＣＮ １０００００００２ Ｂ"})
    assert jump.status_code == 302
    assert jump.headers["Location"].startswith("/registers/patents/")
    listed = client.get("/search/", {"q": "CN100000002B", "all": "1"})
    assert listed.status_code == 200
    suggestions = json.loads(client.get("/search/suggestions/", {"q": "lianzhu"}).content)
    assert [line["title"] for line in suggestions["records"]] == ["一种铅锭连铸装置"]
    for question in ("(", "电池 或", "电" * 301):
        refused = client.get("/search/", {"q": question})
        assert refused.status_code == 200
        assert "zc-note" in refused.content.decode()
    for address in (
        "?q=电&page=9999999999",
        "?q=电&page=x",
        "?q=电&from=abc",
        "?q=电&kind=nothing",
        "?q=%00",
        "?q=电&sort=x",
    ):
        assert client.get(f"/search/{address}").status_code in (200, 400, 404)


def test_the_page_says_so_while_there_is_no_index(place: Any, person: Any, client: Any) -> None:
    client.force_login(person("plan_office"), backend="zhice.accounts.signing_in.Backend")
    assert "正在建立" in client.get("/search/", {"q": "电池"}).content.decode()


def test_a_visitor_finds_what_visitors_may_read(two_firms: Any, client: Any) -> None:
    page = client.get("/search/", {"q": CANARY})
    assert page.status_code == 200
    assert f"<mark>{CANARY}" not in page.content.decode()


def test_a_large_register_is_searched_by_the_index(
    two_firms: Any, person: Any, client: Any, monkeypatch: Any
) -> None:
    from zhice.web.registers import matching

    monkeypatch.setattr(matching, "LARGE", 1)
    client.force_login(person("plan_office"), backend="zhice.accounts.signing_in.Backend")
    for question, there in (("连铸", True), ("lianzhu", True), ("ZL CN100000001B", True), ("-连铸", False)):
        page = client.get("/registers/patents/", {"q": question}).content.decode()
        assert ("铅锭连铸装置" in page) is there, question
    assert client.get("/registers/patents/", {"q": "("}).status_code == 400


def test_a_kept_search_tells_its_owner_once_what_is_new(
    two_firms: Any, person: Any, client: Any, stored: Any, follow: Any
) -> None:
    from zhice.accounts.notices.models import Notice
    from zhice.site.daily import tell_of_new_hits
    from zhice.web.models import SavedSearch

    ours = person("enterprise", two_firms[0])
    client.force_login(ours, backend="zhice.accounts.signing_in.Backend")
    assert (
        client.post("/search/save/", {"query": "q=装置 或 电池", "title": "甲", "daily": "on"}).status_code
        == 302
    )
    assert client.post("/search/save/", {"query": "", "title": "空"}).status_code == 400

    def told() -> list[str]:
        with acting_as(SYSTEM):
            return list(Notice.objects.order_by("pk").values_list("words_zh", flat=True))

    tell_of_new_hits(1_700_000_000)  # the first look remembers
    assert told() == []
    stored(
        publication("CN100000003B", title="一种新装置", first_applicant="济源甲机械有限公司", applicants="济源甲机械有限公司"),
        publication("CN100000004B", title="别人的装置", first_applicant="洛阳别家公司", applicants="洛阳别家公司", region=LUOYANG),
    )  # fmt: skip
    follow()
    for _ in range(2):
        tell_of_new_hits(1_700_000_000)
    assert told() == ["搜索“甲”有 1 条新结果"]
    page = client.get("/search/saved/").content.decode()
    assert "每日提醒" in page
    with acting_as(SYSTEM):
        kept = SavedSearch.objects.get()
    other = person("enterprise", two_firms[1])
    client.force_login(other, backend="zhice.accounts.signing_in.Backend")
    assert client.post(f"/search/saved/{kept.pk}/", {"verb": "remove"}).status_code == 404
    client.force_login(ours, backend="zhice.accounts.signing_in.Backend")
    for verb in ("no_daily", "daily", "remove"):
        assert client.post(f"/search/saved/{kept.pk}/", {"verb": verb}).status_code == 302
    with acting_as(SYSTEM):
        assert not SavedSearch.objects.exists()
