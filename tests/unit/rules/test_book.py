"""The rule book: legal cases, refusals with words, files broken on purpose, and the texts behind what is "seen"."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.yaml_files import BadYaml
from zhice.rules.book import RuleBook, RuleNotInForce, UnknownRule, rules
from zhice.rules.schema import BadRuleFile, read_rules

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "rules_values.yaml").read_text(encoding="utf-8"))
LAW = ROOT.parent / "shared" / "data" / "law"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']} {case['day']}")
def test_the_value_of_a_day(case: dict[str, Any]) -> None:
    answer = rules.at(case["rule"], case["day"])
    assert answer.value == case["value"]
    assert answer.confidence == case["confidence"]
    assert answer.holds_on(case["day"])
    if "clause" in case:
        assert answer.clause.clause == case["clause"]


def test_every_value_has_a_document_and_every_seen_one_a_clause_or_a_whole_text() -> None:
    for code in rules.names():
        rule = rules.rule(code)
        assert rule.name.zh and rule.name.en
        assert all(value.source.document for value in rule.history)


@pytest.mark.parametrize(
    ("year", "fee"), [(1, 900), (6, 1200), (9, 2000), (12, 4000), (15, 6000), (16, 8000), (20, 8000)]
)
def test_annual_fees_of_inventions(year: int, fee: int) -> None:
    table: Any = rules.at("registry.annual_fees.invention", date(2026, 11, 22)).value
    assert [row["fee"] for row in table if row["from"] <= year <= row["to"]] == [fee]


@pytest.mark.parametrize("kind", ["invention", "utility_model", "design"])
def test_annual_fees_cover_each_year_of_the_term_once(kind: str) -> None:
    day = date(2026, 11, 22)
    table: Any = rules.at(f"registry.annual_fees.{kind}", day).value
    years = [year for row in table for year in range(row["from"], row["to"] + 1)]
    assert years == list(range(1, rules.at(f"registry.patent_terms.{kind}", day).number + 1))


def test_a_day_before_the_first_value_says_what_is_covered() -> None:
    with pytest.raises(RuleNotInForce) as error:
        rules.at("registry.patent_terms.design", date(1990, 1, 1))
    assert "1993-01-01至2021-05-31；2021-06-01起" in str(error.value)
    assert "1993-01-01 to 2021-05-31; from 2021-06-01" in error.value.words.en


def test_an_unknown_rule_is_told_its_neighbours() -> None:
    with pytest.raises(UnknownRule, match=r"是否指：protection\.penalty_procedure\.decision_period"):
        rules.at("decision_period", date(2024, 1, 1))
    with pytest.raises(UnknownRule, match="decision_period"):
        rules.at("protection.penalty_procedure.decision_perod", date(2024, 1, 1))


def test_a_schedule_is_no_number() -> None:
    with pytest.raises(TypeError, match="no whole number"):
        _ = rules.at("registry.annual_fees.invention", date(2026, 11, 22)).number


@given(st.sampled_from(rules.names()), st.dates(date(1985, 1, 1), date(2030, 1, 1)))
def test_at_most_one_value_holds_on_a_day_and_it_is_the_answer(code: str, day: date) -> None:
    holding = [value for value in rules.rule(code).history if value.holds_on(day)]
    assert len(holding) <= 1
    if holding:
        assert rules.at(code, day) == holding[0]
    else:
        with pytest.raises(RuleNotInForce):
            rules.at(code, day)


SOUND = """
decision_period:
  name: {zh: 期限, en: Period}
  unit: calendar_day
  values:
    2019-04-01: {value: 90, source: {document: 令, clause: 第一条}, confidence: seen}
    2021-01-01: {value: 60, source: {document: 令, clause: 第一条}, confidence: seen, until: 2021-12-31}
"""


def write(folder: Path, text: str, *, name: str = "topic.yaml") -> RuleBook:
    (folder / "pillar").mkdir(exist_ok=True)
    (folder / "pillar" / name).write_text(text, encoding="utf-8")
    return RuleBook(folder)


def test_a_value_ends_the_day_before_the_next_or_on_its_last_day(tmp_path: Path) -> None:
    book = write(tmp_path, SOUND)
    name = "pillar.topic.decision_period"
    assert book.at(name, date(2020, 12, 31)).value == 90
    assert book.at(name, date(2021, 12, 31)).value == 60
    with pytest.raises(RuleNotInForce, match="2021-01-01至2021-12-31"):
        book.at(name, date(2022, 1, 1))


def test_the_version_changes_with_any_value_and_with_nothing_else(tmp_path: Path) -> None:
    first = write(tmp_path, SOUND).version()
    assert write(tmp_path, "# a remark\n" + SOUND).version() == first
    assert write(tmp_path, SOUND.replace("value: 60", "value: 61")).version() != first
    assert write(tmp_path, SOUND.replace("confidence: seen,", "confidence: unverified,")).version() != first
    assert write(tmp_path, SOUND.replace("2021-12-31", "2021-12-30")).version() != first
    assert len(rules.version()) == 64


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("unit: calendar_day", "unit: fortnight", "decision_period.unit：没有单位 fortnight"),
        ("  unit: calendar_day\n", "", "decision_period.unit：缺少此项"),
        ("confidence: seen}", "confidence: sure}", "2019-04-01.confidence：只能是 seen 或 unverified"),
        (
            ", clause: 第一条}, confidence: seen}",
            "}, confidence: seen}",
            "2019-04-01.source.clause：缺少此项",
        ),
        ("2019-04-01:", "'2019-04-01':", "起用日应写成"),
        ("value: 90", "value: 0.5", "值不能是 float"),
        ("value: 90, ", "", "2019-04-01.value：缺少此项"),
        ("  unit:", "  formula: a/b\n  unit:", "decision_period.formula：没有这一项"),
        ("until: 2021-12-31", "until: 2020-01-01", "2021-01-01.until：最后一日应在"),
        ("decision_period:", "Decision-Period:", "规则名应为小写"),
        ("{zh: 期限, en: Period}", "{zh: 期限}", "decision_period.name.en：缺少此项"),
    ],
)
def test_a_broken_file_is_refused_by_file_and_key(old: str, new: str, words: str) -> None:
    assert old in SOUND
    with pytest.raises(BadRuleFile) as error:
        read_rules(SOUND.replace(old, new), prefix="pillar.topic", file="pillar/topic.yaml")
    assert "pillar/topic.yaml" in str(error.value)
    assert words in str(error.value)
    assert "pillar/topic.yaml" in error.value.words.en


def test_a_day_or_rule_written_twice_is_refused() -> None:
    with pytest.raises(BadYaml, match="duplicate key: 2019-04-01"):
        read_rules(SOUND.replace("2021-01-01", "2019-04-01"), prefix="p.t", file="p/t.yaml")
    with pytest.raises(BadYaml, match="duplicate key: decision_period"):
        read_rules(SOUND + SOUND, prefix="p.t", file="p/t.yaml")


# (file, words of the text that fix the value): read again wherever the texts are at hand.
TEXTS = [
    (
        "registry.patent_terms.design",
        date(2021, 6, 1),
        "专利法(2020-10-17).md",
        "外观设计专利权的期限为十五年",
    ),
    (
        "registry.patent_terms.invention",
        date(2021, 6, 1),
        "专利法(2020-10-17).md",
        "发明专利权的期限为二十年",
    ),
    (
        "registry.annual_fees.grace",
        date(2022, 1, 1),
        "专利法实施细则(2010-01-09).md",
        "期满之日起6个月内补缴",
    ),
    (
        "registry.annual_fees.grace",
        date(2024, 1, 20),
        "专利法实施细则(2023-12-11).md",
        "期满之日起6个月内补缴",
    ),
    (
        "registry.annual_fees.late_fee",
        date(2024, 1, 20),
        "专利法实施细则(2023-12-11).md",
        "加收当年全额年费的5%",
    ),
    ("protection.penalty_procedure.lead_decision", date(2022, 11, 1), "", "之日起十五个工作日内予以核查"),
    (
        "protection.penalty_procedure.preserved_evidence",
        date(2022, 11, 1),
        "",
        "应当在七个工作日内采取以下措施",
    ),
    ("protection.penalty_procedure.seizure", date(2022, 11, 1), "", "查封、扣押的期限不得超过三十日"),
    ("protection.penalty_procedure.assistance", date(2022, 11, 1), "", "之日起十五个工作日内完成相关工作"),
    ("protection.penalty_procedure.review", date(2022, 11, 1), "", "之日起十个工作日内完成审核"),
    (
        "protection.penalty_procedure.decision_period",
        date(2022, 11, 1),
        "",
        "自立案之日起九十日内作出处理决定",
    ),
    ("protection.penalty_procedure.decision_extension", date(2022, 11, 1), "", "负责人批准，可以延长三十日"),
    ("protection.penalty_procedure.closing", date(2022, 11, 1), "", "在十五个工作日内填写结案审批表"),
    ("protection.penalty_procedure.hearing_request", date(2022, 11, 1), "", "自告知书送达之日起五个工作日内"),
    (
        "protection.penalty_procedure.decision_period",
        date(2021, 7, 15),
        "行政处罚法(2021-01-22).md",
        "立案之日起九十日内作出行政处罚决定",
    ),
    (
        "operation.pledge.arises_on",
        date(2021, 1, 1),
        "物权编.md",
        "知识产权中的财产权出质的，质权自办理出质登记时设立",
    ),
]


@pytest.mark.skipif(not LAW.exists(), reason="the neighbour folder shared/data/law is not here")
@pytest.mark.parametrize(("code", "day", "file", "phrase"), TEXTS)
def test_what_is_seen_stands_in_the_text_at_the_clause(code: str, day: date, file: str, phrase: str) -> None:
    value = rules.at(code, day)
    text = (LAW / (file or "市场监督管理行政处罚程序规定.md")).read_text(encoding="utf-8")
    headings = re.findall(
        r"(?:^|>)(第[一二三四五六七八九十百]+条)(?=[ <])", text[: text.index(phrase)], re.MULTILINE
    )
    # The phrase may stand in the heading's own line: the last heading before it is its article.
    assert headings[-1] == value.clause.clause.partition("条")[0] + "条"
    assert value.confidence == "seen"
