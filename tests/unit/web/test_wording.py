"""Days, amounts and numbers as people write them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from zhice.web import wording


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (Decimal("950"), "950元", "¥950"),
        (Decimal("9999.99"), "9,999.99元", "¥9,999.99"),
        (Decimal("10000"), "1万元", "¥10,000"),
        (Decimal("186000000"), "1.86亿元", "¥186,000,000"),
        (Decimal("-186000000"), "-1.86亿元", "¥-186,000,000"),
        (0, "0元", "¥0"),
        (None, "—", "—"),
    ],
)
def test_yuan(amount: Decimal | None, zh: str, en: str) -> None:
    assert wording.yuan(amount) == zh
    with override("en"):
        assert wording.yuan(amount) == en


def test_a_day() -> None:
    assert wording.day(date(2021, 9, 30)) == "2021年9月30日"
    with override("en"):
        assert wording.day(date(2021, 9, 30)) == "30 Sep 2021"


def test_a_moment_is_shown_in_the_bureaus_time() -> None:
    assert wording.moment(datetime(2021, 9, 30, 23, 5, tzinfo=UTC)) == "2021年10月1日 07:05"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1043, "1,043"),
        (6.42, "6.42"),
        (0.1 + 0.2, "0.3"),
        (100, "100"),
        (Decimal("1.50"), "1.5"),
        (None, "—"),
        ("甲", "甲"),
    ],
)
def test_numbers(value: object, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(("name", "text"), [("王小明", "王某某"), ("Anna Li", "A***"), ("", "")])
def test_a_hidden_name_keeps_one_sign(name: str, text: str) -> None:
    assert wording.masked(name) == text
