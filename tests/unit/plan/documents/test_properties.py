"""What holds for any text: offsets are true, each number has one claim, nothing crashes, width does not matter."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.plan.documents.normalise import normalise
from zhice.plan.documents.reader import read_plan
from zhice.plan.documents.reading import Reading

CASES = Path(__file__).resolve().parents[3] / "cases"
SENTENCES = [
    case["say"] for case in yaml.safe_load((CASES / "plan_sentences_build.yaml").read_text(encoding="utf-8"))
]
WORDS = st.sampled_from(
    [
        "到2025年",
        "力争",
        "每年",
        "达到",
        "突破",
        "不低于",
        "5%",
        "3个",
        "2—3家",
        "1.2万件",
        "百分之二十",
        "三十家",
        "以上",
        "左右",
        "，",
        "、",
        "。",
        "；",
        "由",
        "提高到",
        "分别",
        "和",
        "覆盖率",
        "专利授权量",
        "培育",
        "企业",
        "的",
        "翻一番",
        "|",
        "\n",
        "“十四五”",
        "〔12〕",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "20",
        "2020年",
        "年均增长",
        "1.",
        "一、",
        "个百分点",
        "比2020年",
        "/",
        "-",
        "—",
        "约",
        "同比",
        "给予",
        "亿元",
        "1/3",
        "指标2015年2020年",
        "（%）",
        "约束性",
        "8.62",
        "１２",
        "％",
        "國",
        "．5",
        ",000",
        "第3条",
        "2021-2025年",
        "0",
        "〇",
        "十",
    ]
)
TEXT = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map("".join), st.sampled_from(SENTENCES))


def _claims(reading: Reading) -> list[tuple[int, int]]:
    return [(r.start, r.end) for r in (*reading.targets, *reading.references, *reading.unclaimed)]


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_every_record_stands_where_it_says(text: str) -> None:
    reading = read_plan(text)
    for record in (*reading.targets, *reading.commitments, *reading.references, *reading.unclaimed):
        assert reading.text[record.start : record.end] == record.text
        assert record.start < record.end


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_every_digit_is_claimed(text: str) -> None:
    reading = read_plan(text)
    claims = _claims(reading)
    for match in re.finditer("[0-9]+", reading.text):
        for place in range(match.start(), match.end()):
            assert any(start <= place < end for start, end in claims), (reading.text, match[0])


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_no_number_is_claimed_twice(text: str) -> None:
    reading = read_plan(text)
    spans = sorted((r.start, r.end) for r in (*reading.references, *reading.unclaimed))
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_targets_have_bounds_that_fit_their_comparator(text: str) -> None:
    for target in read_plan(text).targets:
        expected = {
            "more_than": (1, 0),
            "at_least": (1, 0),
            "at_most": (0, 1),
            "less_than": (0, 1),
            "equal": (1, 1),
            "between": (1, 1),
        }
        assert (target.low is not None, target.high is not None) == tuple(
            map(bool, expected[target.comparator])
        )
        assert target.period in ("annual", "cumulative", "stock", "mean_growth", "total")


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES))
def test_width_does_not_matter(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    assert read_plan(wide).as_dict() == read_plan(text).as_dict()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES))
def test_spaces_around_numbers_do_not_matter(text: str) -> None:
    if "|" in text or "\t" in text or "  " in text:
        return
    spaced = re.sub(r"(?<=[\u3400-\u9fff])(?=[0-9])", " ", text)
    assert [(t.low, t.high, t.unit, t.year, t.period) for t in read_plan(spaced).targets] == [
        (t.low, t.high, t.unit, t.year, t.period) for t in read_plan(text).targets
    ]
