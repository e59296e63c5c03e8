"""The seed plan: 19 targets, exact in every field, none more; 20 commitments; no number left over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from bench.plan_reader import SEED, want_of
from zhice.plan.documents.reader import read_file, read_plan
from zhice.plan.documents.reading import Reading

CASES = Path(__file__).resolve().parents[3] / "cases"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the neighbour folder with the seed plan is absent")

COMMITMENTS = {
    "a": "位居全省前列",
    "b": "显著增长",
    "c": "稳步提升",
    "d": "有所突破",
    "e": "保护中心",
    "f": "专利奖",
    "g": "专利导航产业试点工程",
    "h": "高价值专利组合",
    "i": "知名商标品牌",
    "j": "结案时间大幅缩短",
    "k": "失信联合惩戒机制",
    "l": "案件移送",
    "m": "评议制度",
    "n": "审查员流动工作站",
    "o": "公务员网络培训",
    "p": "服务品牌机构",
    "q": "领导小组",
    "r": "制定工作计划",
    "s": "案例定期发布制度",
    "t": "贡献度",
}


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read_file(SEED)


def _expected() -> list[dict[str, object]]:
    lines = yaml.safe_load((CASES / "plan_sentences_seed.yaml").read_text(encoding="utf-8"))["want"]
    return [want_of(line) for line in lines]


@needs_seed
def test_the_19_targets_are_exact_in_every_field(seed: Reading) -> None:
    fields = ("subject", "comparator", "low", "high", "unit", "year", "period", "aspirational")
    given = [{name: getattr(target, name) for name in fields} for target in seed.targets]
    assert given == _expected()


@needs_seed
@pytest.mark.parametrize("letter", sorted(COMMITMENTS))
def test_each_commitment_of_the_plan_is_found(seed: Reading, letter: str) -> None:
    phrase = COMMITMENTS[letter]
    assert [c.text for c in seed.commitments if phrase in c.text], f"{letter}: {phrase}"


@needs_seed
def test_the_dated_commitment_has_its_year(seed: Reading) -> None:
    centre = next(c for c in seed.commitments if "保护中心" in c.text)
    assert (centre.verb, centre.year) == ("建成", 2022)


@needs_seed
def test_sentences_broken_over_pages_are_whole_again(seed: Reading) -> None:
    assert "知识产权对全区经济社会的支撑" in seed.text
    assert "相结合，积极开展" in seed.text
    assert "微博、微信" in seed.text


@needs_seed
def test_the_standard_number_is_a_reference_and_no_target(seed: Reading) -> None:
    assert [r.text for r in seed.references if r.kind == "standard_number"] == ["GB/T29490-2013"]
    assert [r.text for r in seed.references if r.kind == "document_number"][:2] == [
        "济管市监〔2020〕61号",
        "国发〔2015〕71号",
    ]


@needs_seed
def test_no_digit_of_the_seed_is_unaccounted_for(seed: Reading) -> None:
    spans = [(r.start, r.end) for r in (*seed.targets, *seed.references, *seed.unclaimed)]
    for match in re.finditer("[0-9]+", seed.text):
        assert any(start <= match.start() and match.end() <= end for start, end in spans), match


@needs_seed
def test_the_printed_shape_is_the_agreed_one(seed: Reading) -> None:
    printed = json.loads(json.dumps(seed.as_dict(), ensure_ascii=False))
    assert list(printed) == ["targets", "commitments", "references", "unclaimed"]
    assert list(printed["targets"][0]) == [
        "text",
        "start",
        "end",
        "subject",
        "comparator",
        "low",
        "high",
        "unit",
        "year",
        "period",
        "aspirational",
        "rule",
    ]
    assert list(printed["commitments"][0]) == ["text", "start", "end", "verb", "object", "year", "units"]


@needs_seed
def test_traditional_characters_and_full_width_digits_give_the_same_targets(seed: Reading) -> None:
    from opencc import OpenCC

    wide = str.maketrans("0123456789%", "０１２３４５６７８９％")
    other = read_plan(OpenCC("s2t").convert(SEED.read_text(encoding="utf-8")).translate(wide))
    assert [(t.comparator, t.low, t.high, t.unit, t.year, t.period) for t in other.targets] == [
        (t.comparator, t.low, t.high, t.unit, t.year, t.period) for t in seed.targets
    ]
