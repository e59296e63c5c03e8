"""Marks, findings and indications as people meet them: pages, forms, imports, and what is nobody's to see."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from tests.unit.registry.conftest import JIYUAN, LUOYANG
from tests.unit.registry.test_pages import signed_in  # noqa: F401 - a fixture
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import User
from zhice.intake.format import FORMATS, Accepted
from zhice.intake.sinks import SINKS
from zhice.journal.models import Event
from zhice.registry.models import (
    GeographicalIndication,
    IndicationUser,
    Party,
    Trademark,
    TrademarkEvent,
    TrademarkSpell,
    WellKnownRecognition,
)
from zhice.registry.rights.trademarks import actions
from zhice.registry.rights.trademarks.rows import TrademarkRow


@pytest.fixture
def firm(regions):
    with acting_as(SYSTEM):
        return Party.objects.create(
            name="济源示例茶业有限公司", matching_name="济源示例茶业有限公司", region_id=JIYUAN
        )


@pytest.fixture
def mark(firm):
    row = TrademarkRow(
        office="CN", number="11000001", classes=(30,), name="示例茶", kind="certification", holder=firm.name, region=JIYUAN,
        filed_date=date(2012, 1, 5), registered_date=date(2013, 3, 21),
    )  # fmt: skip
    with acting_as(SYSTEM):
        actions.register_trademarks(rows=[row], batch=None)
        return Trademark.objects.get()


@pytest.fixture
def indication(firm, mark):
    with acting_as(SYSTEM):
        return GeographicalIndication.objects.create(
            name="示例山茶", kind="certification_mark", region_id=JIYUAN, holder=firm, recognised_on=date(2014, 5, 8),
            document="示例公告第1号", trademark=mark,
        )  # fmt: skip


def test_the_pages_open_and_say_what_they_must(signed_in, mark, indication, firm):  # noqa: F811
    with acting_as(SYSTEM):
        found = WellKnownRecognition.objects.create(
            mark="示例茶", trademark=mark, setting="court", organ="示例法院", case_number="（2021）示例1号", day=date(2021, 4, 27),
            goods="茶", holder=firm, region_id=JIYUAN,
        )  # fmt: skip
        use = IndicationUser.objects.create(
            indication=indication, user=firm, region_id=JIYUAN, from_date=date(2015, 1, 1)
        )
    enter = signed_in("plan_office")
    for slug, record, words in (
        ("trademarks", mark, "续展办理期"),
        ("recognitions", found, "不是荣誉称号"),
        ("indications", indication, "示例公告第1号"),
        ("indication-users", use, "济源示例茶业有限公司"),
    ):
        assert enter.get(f"/registers/{slug}/").status_code == 200
        assert enter.get(f"/registers/{slug}/new/").status_code == 200
        page = enter.get(f"/registers/{slug}/{record.pk}/")
        assert page.status_code == 200 and words in page.content.decode(), slug
    # on the mark's own page the finding stands as a case, with the words why it is no title, and never as a badge
    text = enter.get(f"/registers/trademarks/{mark.pk}/").content.decode()
    assert "（2021）示例1号" in text and "不是荣誉称号" in text
    assert "驰名商标</span>" not in text


def test_a_form_makes_a_mark_with_its_events_and_corrects_it(signed_in, firm):  # noqa: F811
    enter = signed_in("plan_office")
    said = {
        "name": "示例牌", "kind": "ordinary", "number": "第12345678号", "nice_class": "9", "similar_groups": "0901", "goods": "",
        "agency": "", "first_holder": firm.pk, "first_region": JIYUAN, "filed_date": "2008-05-06",
        "registered_date": "2010-01-07", "expires_on": "2030-01-06", "office": "CN", "confirm": "1",
    }  # fmt: skip
    assert enter.post("/registers/trademarks/new/", {**said, "key": "a"}).status_code == 302
    with acting_as(SYSTEM):
        mark = Trademark.objects.get()
        assert (mark.number, mark.holder, mark.holder_region_id) == ("12345678", firm, JIYUAN)
        assert mark.expires_on == date(2030, 1, 6)
        assert list(mark.events.order_by("day").values_list("kind", flat=True)) == [
            "filed",
            "registered",
            "renewed",
        ]
    wrong = enter.post(
        "/registers/trademarks/new/", {**said, "number": "5", "similar_groups": "3503", "key": "b"}
    )
    assert wrong.status_code == 422 and "不属于第 9 类" in wrong.content.decode()
    empty = {name: "" for name in ("filed_date", "registered_date", "expires_on")}
    assert (
        enter.post("/registers/trademarks/new/", {**said, **empty, "number": "6", "key": "c"}).status_code
        == 422
    )
    with acting_as(SYSTEM):
        actions.correct_trademark(
            mark, {**_values(mark), "registered_date": date(2010, 2, 7), "expires_on": None}
        )
        assert (mark.registered_date, Trademark.objects.count()) == (date(2010, 2, 7), 1)


def _values(mark):
    names = ("name", "kind", "number", "nice_class", "office", "first_holder", "first_region", "filed_date")
    return {name: getattr(mark, name) for name in names}


def test_recording_an_end_ends_the_stock_and_leaves_one_event(signed_in, mark):  # noqa: F811
    enter = signed_in("plan_office")
    address = f"/registers/trademarks/{mark.pk}/events/new/"
    assert enter.get(address).status_code == 200
    assert (
        enter.post(address, {"kind": "cancelled", "day": "2020-07-01", "reason": "公告"}).status_code == 302
    )
    with acting_as(SYSTEM):
        assert Trademark.objects.get().ended_date == TrademarkSpell.objects.get().to_date == date(2020, 7, 1)
        assert Event.objects.filter(action="registry.trademark.record_event").count() == 1
    early = enter.post(address, {"kind": "renewed", "day": "2019-01-01", "reason": "公告"})
    assert early.status_code == 422 and "起才能续展" in early.content.decode()


def test_an_indication_ends_with_its_own_revocation_or_with_its_mark(signed_in, indication, mark):  # noqa: F811
    enter = signed_in("plan_office")
    with acting_as(SYSTEM):
        actions.record_event(trademark=mark, kind="revoked", day=date(2021, 1, 5), today=date(2022, 1, 1))
    assert ends() == [date(2021, 1, 5)]
    answer = enter.post(
        f"/registers/indications/{indication.pk}/events/new/",
        {"kind": "revoked", "day": "2020-03-01", "reason": "公告"},
    )
    assert answer.status_code == 302 and ends() == [date(2020, 3, 1)]


def ends():
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select end_date from fact.geographical_indications")
        return [end for (end,) in cursor.fetchall()]


def test_a_foreign_mark_does_not_exist_for_an_enterprise(signed_in, mark, firm):  # noqa: F811
    with acting_as(SYSTEM):
        other = Party.objects.create(name="洛阳示例公司", matching_name="洛阳示例公司", region_id=LUOYANG)
    assert signed_in("enterprise", firm).get(f"/registers/trademarks/{mark.pk}/").status_code == 200
    with acting_as(SYSTEM):
        mark.events.create(kind="transfer", day=date(2021, 1, 1), party=other)
        actions.rebuild_life([mark.pk])
        user = User.objects.get(username="示例-enterprise")
        assert not Trademark.objects.visible_to(user).exists()


HEADINGS = {
    "number": "11000009", "nice_class": "9；35", "name": "示例", "holder": "济源示例茶业有限公司", "address": "河南省济源市示例路1号",
    "filed_date": "2019-05-06", "registered_date": "2020-05-07", "term": "2020-05-07至2030-05-06",
}  # fmt: skip


def read(**said):
    table = FORMATS["trademarks-table"]
    return table.read_row({column.name: "" for column in table.columns} | HEADINGS | said)


def test_a_table_of_marks_is_stored_repeated_and_taken_back(regions, new_batch):
    row = read()
    assert isinstance(row, Accepted), row
    sink, batch = SINKS["trademarks-table"], new_batch()
    with acting_as(SYSTEM):
        assert [
            v.outcome.value for v in sink.store([row], batch=batch.pk, actor="", day=date(2022, 1, 1))
        ] == ["new"]
        assert [v.outcome.value for v in sink.compare([row])] == ["duplicate"]
        assert Trademark.objects.filter(holder_region=JIYUAN).count() == 2
        assert sink.remove(batch=batch.pk) == 4
        assert (Trademark.objects.count(), TrademarkEvent.objects.count(), Party.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": "1.1E+07"}, "bad_number"), ({"nice_class": "46"}, "bad_class"), ({"kind": "著名商标"}, "bad_kind"),
        ({"similar_groups": "3001"}, "other_class"), ({"registered_date": "2018-01-01"}, "days_out_of_order"),
        ({"holder": ""}, "empty"), ({"filed_date": "2022-02-30"}, "bad_day"), ({"term": "2020-05-07至2010-01-01"}, "days_out_of_order"),
    ],
)  # fmt: skip
def test_a_bad_row_names_its_cell(said, code):
    assert code in [problem.code for problem in read(**said).problems]
