"""Industries, titles and concordances through the whole intake: what is stored, what comes back, what is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.registry.classes.conftest import HEADINGS
from tests.unit.registry.conftest import publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake.readers import Reading
from zhice.registry.classes import queries
from zhice.registry.classes.actions import DecisionRefused, decide
from zhice.registry.classes.models import (
    Concordance,
    ConcordanceMatch,
    ConcordanceRow,
    IndustryClass,
    IpcTitle,
)

ROWS = [
    ["1.1", "示例输送产业", "B65G*（不含B65G65/*）", ""],
    ["1.2", "示例储能产业", "H01M10/*", "锂；钠"],
    ["1.3", "示例坏行", "H01M10/0", ""],
]
SECOND = Reading(header_row=2)


@pytest.fixture
def as_the_system(db):
    with acting_as(SYSTEM):
        yield


def test_the_official_list_of_industries(take_in, shared, as_the_system):
    done = take_in(shared / "data" / "industry" / "gbt4754.csv", "industry-classes")
    assert (done.stored, done.quarantined) == (1_971, 0)
    leaf = IndustryClass.objects.get(code="C3311")
    assert [leaf.parent.code, leaf.parent.parent.code, leaf.parent.parent.parent.code] == ["C331", "C33", "C"]
    assert {each.level: each for each in IndustryClass.objects.filter(parent=None)}.keys() == {"section"}
    again = take_in(shared / "data" / "industry" / "gbt4754.csv", "industry-classes")
    assert (again.stored, again.duplicate) == (0, 1_971)


def test_the_chinese_titles(take_in, shared, as_the_system):
    done = take_in(shared / "data" / "ipc_zh" / "ipc_zh.csv", "ipc-titles")
    assert done.stored + done.duplicate + done.quarantined == done.rows
    assert done.quarantined == 24  # symbols that stand twice with different titles: none is guessed
    (line,) = queries.explained("A01B0001020000")
    assert line["symbol"] == "A01B1/02" and [symbol for symbol, _ in line["above"]][:3] == [
        "A",
        "A01",
        "A01B",
    ]
    assert (
        "播种" in IpcTitle.objects.get(symbol="A01B").title
        and "  " not in IpcTitle.objects.get(symbol="A01B").title
    )


def test_a_merged_title_is_asked_about_and_the_second_row_read(take_in, workbook, as_the_system):
    from zhice.intake.refusals import Ask

    with pytest.raises(Ask):
        take_in(workbook(ROWS), "strategic-industries-2021")
    done = take_in(workbook(ROWS), "strategic-industries-2021", reading=SECOND)
    assert (done.rows, done.stored, done.quarantined) == (3, 2, 1)
    concordance = Concordance.objects.get()
    assert (concordance.kind, concordance.edition, len(concordance.file_sha256)) == (
        "strategic",
        "2021（试行）",
        64,
    )
    assert take_in(workbook(ROWS), "strategic-industries-2021", reading=SECOND).duplicate == 2


def test_industries_and_symbols_are_found_both_ways(take_in, workbook, as_the_system):
    headings = ["国民经济行业代码", "国民经济行业名称", "国际专利分类号（IPC）"]
    rows = [
        ["C3311", "金属结构制造", "E04B1/*"],
        ["C33", "金属制品业", "B21D*"],
        ["A01", "农业", "A01B*；A01C*"],
    ]
    take_in(workbook(rows, headings=headings), "ipc-industry-2018", reading=SECOND)
    assert queries.industries_of(queries.read_symbols("E04B1/19；A01C5/00")) == [
        ("C3311", "金属结构制造"),
        ("A01", "农业"),
    ]
    assert [code for code, _, _ in queries.patterns_of("C33")] == ["C3311", "C33"]


def test_a_patent_is_matched_when_it_comes_and_when_the_table_comes(
    take_in, workbook, stored, new_batch, as_the_system
):
    stored(publication("CN100000001B", ipc="B65G47/00", classes="B65G47/00"))
    take_in(workbook(ROWS), "strategic-industries-2021", reading=SECOND)
    stored(
        publication("CN100000002B", ipc="H01M10/05", classes="H01M10/05", title="一种钠电池"),
        publication("CN100000003B", ipc="H01M10/05", classes="H01M10/05", title="一种电池"),
        publication("CN100000004B", ipc="B65G65/00", classes="B65G65/00"),
        publication("CN200000005U", classes="B65G47/00", kind="UTILITY_MODEL"),
    )
    found = {
        match.patent.document_number: match.verdict
        for match in ConcordanceMatch.objects.select_related("patent")
    }
    assert found == {"CN100000001": "hit", "CN100000002": "hit", "CN100000003": "candidate"}
    (reason,) = ConcordanceMatch.objects.get(patent__document_number="CN100000002").reasons
    assert (reason["branch"], reason["symbol"], reason["keyword"]) == ("1.2", "H01M10/05", "钠")


def test_taking_the_table_back_takes_what_followed_from_it(take_in, workbook, stored, as_the_system):
    from zhice.intake import pipeline

    stored(publication("CN100000001B", ipc="B65G47/00", classes="B65G47/00"))
    done = take_in(workbook(ROWS), "strategic-industries-2021", reading=SECOND)
    assert ConcordanceMatch.objects.count() == 1
    pipeline.rollback(batch=done, reason="示例：撤回")
    assert (
        not ConcordanceMatch.objects.exists()
        and not ConcordanceRow.objects.exists()
        and not Concordance.objects.exists()
    )


def test_a_person_decides_on_a_candidate_only_and_the_decision_outlives_a_rematch(
    take_in, workbook, stored, as_the_system
):
    from zhice.journal.models import Event
    from zhice.registry.classes.actions import rematch

    stored(
        publication("CN100000001B", ipc="H01M10/05", classes="H01M10/05"),
        publication("CN100000002B", classes="B65G47/00"),
    )
    take_in(workbook(ROWS), "strategic-industries-2021", reading=SECOND)
    candidate, hit = (
        ConcordanceMatch.objects.get(verdict="candidate"),
        ConcordanceMatch.objects.get(verdict="hit"),
    )
    with pytest.raises(DecisionRefused):
        decide(match=hit, decision="refused", reason="不是", day=date(2026, 11, 25))
    with pytest.raises(DecisionRefused):
        decide(match=candidate, decision="confirmed", reason=" ", day=date(2026, 11, 25))
    decide(match=candidate, decision="confirmed", reason="说明书记载锂", day=date(2026, 11, 25))
    assert Event.objects.filter(action="registry.high_value.decide").count() == 1
    rematch(Concordance.objects.get())
    candidate.refresh_from_db()
    assert (candidate.verdict, candidate.decision) == ("candidate", "confirmed")


def test_our_own_table_names_its_concordance(take_in, workbook, as_the_system):
    headings = ["对照表名称", "对照到", "版本", "起用日", "产业代码", "产业名称", "国际专利分类"]
    rows = [
        ["示例绿色技术", "其他", "2024", "2024-01-01", "01", "节能", "F24S*"],
        ["示例", "不知", "", "昨天", "", "", "F24S*"],
    ]
    done = take_in(workbook(rows, headings=headings), "concordance-table", reading=SECOND)
    assert (done.stored, done.quarantined) == (1, 1)
    assert Concordance.objects.get().name == "示例绿色技术"


def test_the_headings_of_the_official_layout_are_known():
    from zhice.registry.classes.formats.concordances import STRATEGIC_2021

    known = STRATEGIC_2021.known_headings()
    assert {known[heading] for heading in HEADINGS} == {"branch", "branch_name", "patterns", "keywords"}
