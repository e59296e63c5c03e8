"""Every kind of record is found by what its register declares; what was merged into another leads to that one."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.registry.conftest import JIYUAN
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.search import finding
from zhice.web.register import site

DAY = date(2022, 12, 31)


def found(question: str) -> list[tuple[str, int]]:
    with acting_as(SYSTEM):
        return sorted((hit.what.kind, hit.record.pk) for hit in finding.find(SYSTEM, question).hits)


def firm(name: str, uscc: str | None = None) -> Any:
    from zhice.registry.parties.actions import register_party

    return register_party(
        {"kind": "organisation", "name": name, "region_id": JIYUAN, "uscc": uscc, "note": ""}
    )


def test_what_was_merged_leads_to_the_party_that_stays_and_stands_alone_again_when_parted(
    follow: Any, regions: Any
) -> None:
    from zhice.registry.matches import actions
    from zhice.registry.models import MatchProposal

    with acting_as(SYSTEM):
        stays, goes = firm("济源青禾机电有限公司", "91419001MA40X2YF91"), firm("济源苍松机械厂")
        proposal = MatchProposal.objects.create(
            left=stays, right=goes, score=0.9, reasons=[], proposed_on=DAY
        )
    follow()
    assert found("苍松机械") == [("party", goes.pk)]
    with acting_as(SYSTEM):
        merge = actions.call_same(proposal=proposal, by=None, day=DAY, reason="登记档案")
    follow()
    assert found("苍松机械") == found("青禾机电") == found("cangsongjixie") == [("party", stays.pk)]
    with acting_as(SYSTEM):
        actions.undo(merge=merge, by=None, day=DAY, reason="核错了")
    follow()
    assert found("苍松机械") == [("party", goes.pk)]
    assert found("青禾机电") == [("party", stays.pk)]


def test_a_row_that_changes_hands_is_told_of_both(follow: Any, regions: Any) -> None:
    from zhice.registry.models import PartyName

    with acting_as(SYSTEM):
        one, other = firm("济源青禾机电有限公司"), firm("济源苍松机械厂")
        name = PartyName.objects.create(party=one, name="旧称丁商行", matching_name="旧称丁商行")
    follow()
    assert found("旧称丁") == [("party", one.pk)]
    with acting_as(SYSTEM):
        PartyName.objects.filter(pk=name.pk).update(party=other)
    follow()
    assert found("旧称丁") == [("party", other.pk)]


def test_marks_indications_foreign_publications_and_tables_are_found(follow: Any, regions: Any) -> None:
    from zhice.registry import models

    with acting_as(SYSTEM):
        holder = firm("济源青禾机电有限公司")
        mark = models.Trademark.objects.create(
            number="12345678", nice_class=7, name="晨曦牌", goods="农业机械", holder=holder, filed_date=DAY
        )
        known = models.WellKnownRecognition.objects.create(
            mark="晨曦牌", setting="judicial", organ="示例法院", case_number="（2020）豫01民初1号", day=DAY,
            goods="播种机", holder=holder, region_id=JIYUAN,
        )  # fmt: skip
        indication = models.GeographicalIndication.objects.create(
            name="示例冬凌草", kind="product", region_id=JIYUAN, area="王屋镇", holder=holder, recognised_on=DAY,
            document="示例公告第1号", standard="冬凌草质量要求",
        )  # fmt: skip
        foreign = models.ForeignPublication.objects.create(
            publication_number="US8926509B2", source="uspto", country="US", number="8926509", title="Seed drill",
            abstract="A drill with a coulter", classes="A01C7/00", digest="0",
        )  # fmt: skip
        table = models.Concordance.objects.create(name="示例对照表", kind="strategic", edition="1", day=DAY)
        models.ConcordanceRow.objects.create(
            concordance=table, branch="1.1", branch_name="智能播种装备", patterns="A01C", digest="0"
        )
    follow()
    asked = {
        "12345678": [("trademark", mark.pk)],
        "农业机械": [("trademark", mark.pk)],
        "晨曦牌 播种机": [("recognition", known.pk)],
        "名称:冬凌草": [("indication", indication.pk)],
        "王屋镇 质量要求": [("indication", indication.pk)],
        "us 8,926,509 b2": [("foreign_publication", foreign.pk)],
        "coulter": [("foreign_publication", foreign.pk)],
        "ipc:A01C7/00": [("foreign_publication", foreign.pk)],
        "智能播种": [("concordance", table.pk)],
    }
    assert {question: found(question) for question in asked} == asked
    assert ("trademark", mark.pk) in found("chenxipai")


def test_every_register_that_is_read_has_search_columns() -> None:
    """A register without them would be found by nobody; whoever means that says so here."""
    assert [register.record for register in site if not register.search] == []
