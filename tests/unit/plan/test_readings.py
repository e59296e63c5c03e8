"""A read document becomes a plan only when every number has been decided by a person."""

from datetime import date
from decimal import Decimal

import pytest

from zhice.plan.figures.answers import answer
from zhice.plan.goals.folder import IndicatorEntry, TargetEntry
from zhice.plan.indicators.models import Indicator
from zhice.plan.readings import actions
from zhice.plan.readings.actions import ReadingRefused
from zhice.plan.readings.confirmed import About
from zhice.plan.readings.models import Decision, ProposalKind
from zhice.plan.readings.panes import stretches

TEXT = """临江市知识产权规划（2023—2025年）

一、发展基础
2022年，全市专利授权量达到 812 件。

二、主要目标
（一）创造质量提升。到2025年，年专利授权量突破 1200 件，新增专利导航项目 6 项。
（二）保护更加有力。建立知识产权保护协作机制。
"""
ABOUT = About(
    "linjiang", "临江市知识产权规划", "410300", date(2023, 1, 1), date(2025, 12, 31), "临政〔2023〕1号"
)
TODAY = date(2023, 2, 1)
PROJECTS = {"counts": {"cumulative": "operation.navigation_projects_accepted"}, "wording": {"zh": "验收项目"}}


@pytest.fixture
def reading(version, person, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return actions.read_document(path=path, name="规划.txt", on=TODAY, by=person("plan_office"))


def targets(reading):
    return list(reading.proposals.filter(kind=ProposalKind.TARGET).order_by("start"))


def test_the_reading_keeps_what_was_found_with_its_place(reading):
    grants, projects = targets(reading)
    assert (grants.fields["low"], grants.fields["comparator"]) == (1200, "more_than")
    assert projects.fields["unit"] == "项"
    for proposal in reading.proposals.all():
        assert reading.text[proposal.start : proposal.end] == proposal.words
    assert any("812" in p.words for p in reading.proposals.filter(kind=ProposalKind.UNCLAIMED))


def test_the_same_document_read_again_is_the_same_reading(reading, tmp_path, person):
    again = actions.read_document(
        path=tmp_path / "plan.txt", name="又一次.txt", on=TODAY, by=person("section_chief")
    )
    assert again.pk == reading.pk


def test_the_left_pane_is_the_text(reading):
    assert "".join(piece.text for piece in stretches(reading.text, reading.proposals.all())) == reading.text


def test_a_plan_with_an_undecided_number_cannot_be_finished(reading):
    with pytest.raises(ReadingRefused, match="未处理"):
        actions.finish(reading=reading, about=ABOUT, on=TODAY)


def test_dismissal_needs_a_reason_and_a_target_an_indicator(reading, person):
    clerk = person("section_chief")
    first = targets(reading)[0]
    with pytest.raises(ReadingRefused, match="理由"):
        actions.decide(proposal=first, decision=Decision.DISMISSED, by=clerk)
    with pytest.raises(ReadingRefused, match="指标"):
        actions.decide(proposal=first, decision=Decision.ACCEPTED, by=clerk)
    with pytest.raises(ReadingRefused, match="逐条"):
        actions.decide_rest(reading=reading, kind=ProposalKind.TARGET, decision=Decision.ACCEPTED, by=clerk)


def test_the_confirmed_plan_has_its_tree_targets_tasks_and_a_figure(reading, person):
    clerk = person("section_chief")
    grants, projects = targets(reading)
    years = {"period": "annual", "years": [2023, 2024, 2025]}
    actions.decide(
        proposal=grants, decision=Decision.ACCEPTED, by=clerk, unit="件",
        target=TargetEntry.model_validate({"more_than": 1200, **years}), indicator=Indicator.objects.get(code="patent-grants"),
    )  # fmt: skip
    new = IndicatorEntry.model_validate(
        {
            "code": "linjiang-projects", "name": {"zh": "专利导航项目"}, "pillar": "operation", "unit": "项",
            "source": {"document": "临政〔2023〕1号"}, "awaits": "operation/navigation",
            "definitions": {date(2023, 1, 1): PROJECTS},
        }
    )  # fmt: skip
    actions.decide(
        proposal=projects, decision=Decision.CORRECTED, by=clerk, unit="项", new_indicator=new,
        target=TargetEntry.model_validate({"at_least": 6, "period": "cumulative", "years": [2025]}),
    )  # fmt: skip
    actions.decide_rest(
        reading=reading, kind=ProposalKind.UNCLAIMED, decision=Decision.DISMISSED, by=clerk, reason="基期"
    )
    actions.decide_rest(reading=reading, kind=ProposalKind.COMMITMENT, decision=Decision.ACCEPTED, by=clerk)
    made = actions.finish(reading=reading, about=ABOUT, on=TODAY, note="初次确认")
    assert made.number == 1
    assert [o.clause for o in made.objectives.all()] == ["一", "二", "二（一）", "二（二）"]
    assert made.objectives.get(clause="二（一）").pillar == "creation"
    by_code = {t.indicator.code: t for t in made.targets.all()}
    assert (by_code["patent-grants"].low, by_code["patent-grants"].first_year) == (Decimal(1200), 2023)
    assert by_code["linjiang-projects"].placement.clause == "二（一）"
    assert made.tasks.filter(name_zh__contains="协作机制").exists()
    assert (
        answer(code="linjiang-projects", region_code="410300", on=date(2024, 1, 1))["why_not"]
        == "尚无数据来源"
    )
    with pytest.raises(ReadingRefused, match="不能再改"):
        actions.decide(proposal=grants, decision=Decision.DISMISSED, by=clerk, reason="晚了")
