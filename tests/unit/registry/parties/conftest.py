"""One firm with a bit of everything, another that sold it a patent, and an alias that was merged into it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.registry.conftest import JIYUAN, LUOYANG, publication


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Any) -> None:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


@pytest.fixture
def subject(stored: Any) -> SimpleNamespace:
    """济源示例机械: five patents, two marks, indications, a PCT application, a new name, an alias."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.journal.acts import act
    from zhice.registry.matches.actions import merge_parties
    from zhice.registry.models import (
        GeographicalIndication,
        IndicationUser,
        Party,
        Patent,
        PCTApplication,
        Trademark,
        WellKnownRecognition,
    )
    from zhice.registry.parties.actions import register_party, rename
    from zhice.registry.rights.patents.actions import record_event
    from zhice.registry.rights.trademarks import actions as marks
    from zhice.registry.rights.trademarks.rows import TrademarkEventRow, TrademarkRow

    stored(
        publication("CN100000001B", title="甲", filed_date=date(2018, 3, 15), date=date(2020, 6, 2)),
        publication("CN100000002B", title="乙"),
        publication("CN100000003B", title="丙", first_applicant="洛阳示例公司", region=LUOYANG),
        publication("CN100000004B", title="丁", first_applicant="济源示例機械有限公司"),
        publication("CN110000005A", title="戊", date=date(2021, 2, 2)),
        publication("CN100000006B", title="别家", first_applicant="洛阳示例公司", region=LUOYANG),
    )
    with acting_as(SYSTEM):
        firm = Party.objects.get(name="济源示例机械有限公司")
        alias = Party.objects.get(name="济源示例機械有限公司")
        other = Party.objects.get(name="洛阳示例公司")
        patents = {patent.title: patent for patent in Patent.objects.all()}
        for title, kind, day, said in (
            ("丙", "transfer", date(2021, 5, 6), {"party": firm, "region": firm.region}),
            ("乙", "fee_lapse", date(2022, 3, 1), {}),
            ("甲", "pledge", date(2021, 7, 8), {}),
            ("甲", "fee_paid", date(2022, 3, 1), {"detail": "第5年"}),
            ("别家", "licence", date(2022, 1, 9), {"party": firm, "detail": "被许可人 济源示例机械有限公司"}),
            ("别家", "fee_lapse", date(2022, 9, 9), {}),
        ):
            record_event(patent=patents[title], kind=kind, day=day, today=date(2023, 1, 1), **said)
        rows = [
            TrademarkRow(
                office="CN", number=number, classes=(9,), name=name, holder=firm.name, region=JIYUAN, filed_date=filed,
                registered_date=registered,
            )
            for number, name, filed, registered in (
                ("11000001", "示例一", date(2012, 1, 5), date(2013, 3, 21)),
                ("22000002", "示例二", date(2020, 1, 5), date(2021, 3, 21)),
            )
        ]  # fmt: skip
        renewed = TrademarkEventRow(office="CN", number="11000001", kind="renewed", day=date(2022, 11, 3))
        with act("registry.trademark.import"):
            marks.register_trademarks(rows=rows, batch=None)
            marks.register_events(rows=[renewed], batch=None)
        indication = GeographicalIndication.objects.create(
            name="示例山茶", kind="product", region_id=JIYUAN, holder=firm, recognised_on=date(2014, 5, 8),
            document="示例公告第1号",
        )  # fmt: skip
        IndicationUser.objects.create(
            indication=indication,
            user=firm,
            region_id=JIYUAN,
            from_date=date(2017, 6, 1),
            to_date=date(2020, 6, 1),
        )
        WellKnownRecognition.objects.create(
            mark="示例一", trademark=Trademark.objects.get(number="11000001"), setting="enforcement", organ="示例机关",
            case_number="示例〔2021〕1号", day=date(2021, 4, 27), goods="示例", holder=firm, region_id=JIYUAN,
        )  # fmt: skip
        PCTApplication.objects.create(
            application_number="PCT/CN2020/123456", title="庚", filed_date=date(2020, 2, 2), applicant=firm,
            region_id=JIYUAN,
        )  # fmt: skip
        rename(party=firm, name="济源示例重机有限公司", day=date(2022, 6, 1), reason="变更通知")
        with act("registry.match.decide", reason="同一"):
            merge_parties(survivor=firm, lesser=alias, by=None, day=date(2022, 8, 8), reason="登记档案")
        person = register_party(
            {"kind": "person", "name": "王小明", "region_id": JIYUAN, "uscc": None, "note": ""}
        )
        firm.refresh_from_db()
    return SimpleNamespace(firm=firm, alias=alias, other=other, patents=patents, person=person)
