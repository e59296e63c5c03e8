"""Figures of the plan against counting by hand; the evidence is as long as the figure is large."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.plan.conftest import rows
from tests.unit.registry.conftest import JIYUAN
from zhice.accounts.acting import SYSTEM
from zhice.plan.figures.answers import answer, evidence_rows
from zhice.plan.figures.scoreboard import day_of, scoreboard
from zhice.plan.figures.states import Judged, State, state_of


def by_hand(patents, *, year=None, on=None):
    """Counting over the records in plain Python: filings of a year, or inventions in force on a day."""
    if year:
        return sum(p.filed_date.year == year and p.filed_region_id == JIYUAN for p in patents)
    return sum(
        p.granted_date is not None and p.granted_date <= on and (p.lapsed_date is None or p.lapsed_date > on)
        and p.kind == "INVENTION" and p.holder_region_id == JIYUAN
        for p in patents
    )  # fmt: skip


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_yearly_filings_equal_a_count_by_hand_and_their_evidence(patents, year):
    from zhice.registry.models import Patent

    on = date(year, 12, 31)
    found = answer(code="patent-filings", region_code=JIYUAN, on=on)
    listed = list(evidence_rows(code="patent-filings", region_code=JIYUAN, on=on, by=SYSTEM))
    expected = by_hand(Patent.objects.all(), year=year)
    assert found["value"] == expected == found["evidence_count"] == len(listed) - 1
    assert expected > 0
    assert found["met"] is False
    assert found["target"]["low"] == 1500


def test_density_shows_numerator_and_denominator_with_year_and_source(patents, population):
    from zhice.registry.models import Patent

    on = date(2022, 12, 31)
    found = answer(code="invention-density", region_code=JIYUAN, on=on)
    above, below = found["terms"]
    stock = by_hand(Patent.objects.all(), on=on)
    assert (above["role"], above["value"]) == ("numerator", stock)
    assert (below["role"], below["value"], below["year"], below["source"]) == (
        "denominator",
        730_000,
        2021,
        "测试",
    )
    assert found["value"] == pytest.approx(stock * 10_000 / 730_000, abs=1e-6)
    assert (
        found["evidence_count"]
        == stock
        == len(list(evidence_rows(code="invention-density", region_code=JIYUAN, on=on, by=SYSTEM))) - 1
    )


def test_density_without_population_says_so_in_words(patents):
    found = answer(code="invention-density", region_code=JIYUAN, on=date(2022, 12, 31))
    assert found["value"] is None
    assert "分母缺失" in found["why_not"]


def test_what_has_no_room_yet_is_no_zero(version):
    found = answer(code="pledge-financing", region_code=JIYUAN, on=date(2022, 12, 31))
    assert (found["value"], found["why_not"], found["evidence_count"]) == (None, "尚无数据来源", 0)


def test_an_unknown_indicator_is_refused_with_what_there_is(version):
    from zhice.plan.figures.answers import UnknownIndicator

    with pytest.raises(UnknownIndicator, match="patent-filings"):
        answer(code="no-such", region_code=JIYUAN, on=date(2022, 12, 31))


def test_the_scoreboard_is_kept_until_a_record_moves(patents):
    from zhice.journal.acts import act
    from zhice.plan.goals.models import Plan
    from zhice.registry.rights.patents import storing

    plan = Plan.objects.get()
    on = date(2022, 12, 31)
    before = scoreboard(plan.current, on=on).of("patent-filings").figure.value
    with act("registry.patent.register"):
        storing.store(rows(2022, 3, first=9000), batch=None)
    after = scoreboard(plan.current, on=on).of("patent-filings").figure.value
    assert after == before + 3


def test_every_promise_has_a_state_and_a_sentence_in_both_languages(patents, population):
    from zhice.plan.figures.sentences import sentence
    from zhice.plan.goals.models import Plan

    board = scoreboard(Plan.objects.get().current, on=date(2022, 9, 30))
    assert len(board.promised) == 19
    for standing in board.promised:
        said = sentence(standing)
        assert said.zh and said.en, standing.placement.indicator.code
        if standing.placement.indicator.awaits:
            assert standing.state == State.NO_DATA
            assert standing.figure.value is None


def test_sentences_are_recomputed_from_the_figures(patents, population):
    from zhice.measuring.units import shown
    from zhice.plan.figures.sentences import basis, sentence
    from zhice.plan.goals.models import Plan

    board = scoreboard(Plan.objects.get().current, on=date(2022, 12, 31))
    filings, density = board.of("patent-filings"), board.of("invention-density")
    short = Decimal(1500) - filings.figure.value
    assert sentence(filings).zh == f"距目标值还差 {shown(short)} 件。"
    assert basis(filings).zh == f"{filings.figure.evidence_count} 条记录"
    assert basis(density).zh == f"{density.figure.terms[0].evidence_count} 条记录 · 人口 2021 年"


def test_a_plan_is_shown_on_its_last_day_once_it_is_over(version):
    assert day_of(version.plan) == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("judged", "state"),
    [
        (Judged(None, None, Decimal("0.5")), State.NO_DATA),
        (Judged(True, Decimal(1), Decimal("0.5")), State.MET),
        (Judged(True, Decimal(1), Decimal("0.5"), is_ceiling=True), State.ON_TRACK),
        (Judged(True, Decimal(1), Decimal(1), is_ceiling=True), State.MET),
        (Judged(False, Decimal("0.9"), Decimal(1)), State.MISSED),
        (Judged(False, Decimal("0.4"), Decimal("0.5"), probability=0.7), State.ON_TRACK),
        (Judged(False, Decimal("0.4"), Decimal("0.5"), probability=0.3), State.AT_RISK),
        (Judged(False, Decimal("0.9"), Decimal("0.5"), probability=0.1), State.BEHIND),
        (Judged(False, Decimal("0.5"), Decimal("0.5")), State.ON_TRACK),
        (Judged(False, Decimal("0.42"), Decimal("0.5")), State.AT_RISK),
        (Judged(False, Decimal("0.2"), Decimal("0.5")), State.BEHIND),
    ],
)
def test_the_state_follows_from_value_time_and_forecast(judged, state):
    assert state_of(judged) == state


def test_who_may_read_some_records_only_gets_the_figure_but_not_its_list(patents, person):
    from django.core.exceptions import PermissionDenied

    from zhice.accounts.acting import acting_as

    firm, auditor, clerk = person("enterprise"), person("audit_admin"), person("plan_office")
    on = date(2022, 12, 31)

    def listed(user):
        with acting_as(user):
            return list(evidence_rows(code="patent-filings", region_code=JIYUAN, on=on, by=user))

    with acting_as(firm):
        assert answer(code="patent-filings", region_code=JIYUAN, on=on)["value"] == 44
    with pytest.raises(PermissionDenied):
        listed(firm)
    assert len(listed(auditor)) == len(listed(clerk)) == 45


@pytest.mark.parametrize(
    ("on", "ever", "valid"), [("2020-12-31", 1, 1), ("2021-06-30", 1, 0), ("2022-12-31", 2, 2)]
)
def test_certified_firms_are_counted_once_and_those_valid_stand_beside(version, on, ever, valid):
    from zhice.accounts.acting import acting_as
    from zhice.registry.certificates import storing
    from zhice.registry.certificates.rows import CertificateRow

    def row(number, party, issued, until, **said):
        days = {"issued_on": date.fromisoformat(issued), "valid_until": date.fromisoformat(until)}
        return CertificateRow(
            number=number, party=party, region=JIYUAN, edition="2013", body="示例认证公司", **days, **said
        )

    rows = [
        row("A1", "济源示例机械有限公司", "2018-03-01", "2021-02-28"),
        row("A2", "济源示例机械有限公司", "2022-03-01", "2025-02-28"),
        row("A3", "济源示例茶业有限公司", "2022-05-01", "2025-04-30"),
        row(
            "A4",
            "济源示例茶业有限公司",
            "2022-06-01",
            "2025-05-31",
            ending="revoked",
            ending_day=date(2022, 7, 1),
        ),
    ]
    with acting_as(SYSTEM):
        storing.store(rows, batch=None)
    found = answer(code="certified-firms", region_code=JIYUAN, on=date.fromisoformat(on))
    assert (found["value"], found["evidence_count"]) == (
        ever,
        len([one for one in rows if str(one.issued_on) <= on]),
    )
    assert found["beside"]["valid"]["value"] == valid
