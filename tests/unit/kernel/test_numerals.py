"""Numbers as people write them, exactly; what only int() and float() accept is refused."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.numerals import BadNumber, NumberRange, read_number, read_range


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1500", "1500"),
        ("１５００", "1500"),
        ("1,500", "1500"),
        ("１，５００．５", "1500.5"),
        ("三百", "300"),
        ("一百零五", "105"),
        ("十五", "15"),
        ("两千三百万", "23000000"),
        ("二〇二二", "2022"),
        ("壹佰贰拾", "120"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("3亿5千万", "350000000"),
        ("三点五万", "35000"),
        ("三亿零五百万", "305000000"),
        ("3万亿", "3000000000000"),
        ("-7", "-7"),
        ("负五", "-5"),
        ("0.10", "0.10"),
    ],
)
def test_the_ways_people_write_a_number(text: str, value: str) -> None:
    assert str(read_number(text)) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "内容为空"),
        ("NaN", "非数值标记"),
        ("Infinity", "非数值标记"),
        ("-inf", "非数值标记"),
        ("1e400", "科学计数法"),
        ("1E5", "科学计数法"),
        ("1_500", "不是认得的数字写法"),
        ("\u0661\u0665\u0660\u0660", "其他文字的数字"),
        ("9" * 10_000, "超过40个字符"),
        ("20%", "百分号"),
        ("1,50", "不是认得的数字写法"),
        ("1.2.3", "不是认得的数字写法"),
        ("0x1F", "不是认得的数字写法"),
        ("2-3", "这是一个范围"),
        ("三万二", "写法有歧义"),
        ("三百五", "写法有歧义"),
        ("3亿5亿", "用法有误"),
        ("3万5000万", "用法有误"),
        ("3万50000", "用法有误"),
        ("十十", "中文数字"),
        ("若干", "不是认得的数字写法"),
    ],
)
def test_a_refusal_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadNumber, match=reason):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2-3", 2, 3),
        ("２－３", 2, 3),
        ("5—8", 5, 8),
        ("三至五", 3, 5),
        ("1.2万~1.5万", 12_000, 15_000),
        ("5-8万", 50_000, 80_000),
        ("7", 7, 7),
    ],
)
def test_a_range(text: str, low: int, high: int) -> None:
    assert read_range(text) == NumberRange(Decimal(low), Decimal(high))


def test_a_range_rises() -> None:
    with pytest.raises(BadNumber, match="前数大于后数"):
        read_range("3-2")


@given(st.integers(0, 10**8))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert read_number(cn2an.an2cn(number, "low")) == number


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_decimals_stay_exact(number: Decimal) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(st.text(max_size=45))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_number(text).is_finite()
    except BadNumber as error:
        assert error.words.zh
