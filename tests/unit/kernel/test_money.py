"""Amounts: exact, in 元, never without a unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.errors import ZhiceError
from zhice.kernel.money import BadAmount, MissingUnit, positive, read_amount, show_amount
from zhice.kernel.numerals import BadNumber


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1.2亿元", 120_000_000),
        ("300万", 3_000_000),
        ("300万元", 3_000_000),
        ("三百万元", 3_000_000),
        ("５，０００元整", 5_000),
        ("¥5,000元", 5_000),
        ("人民币3亿元", 300_000_000),
    ],
)
def test_an_amount_in_yuan(text: str, yuan: int) -> None:
    assert read_amount(text) == yuan


def test_a_bare_number_has_no_unit_and_is_asked_about() -> None:
    with pytest.raises(MissingUnit, match="请写明是元、万元还是亿元"):
        read_amount("300")
    assert read_amount("300", unit="万元") == 3_000_000


@pytest.mark.parametrize(
    ("text", "error"), [("0.001元", BadAmount), ("5美元", BadNumber), ("元", BadNumber), ("1e5元", BadNumber)]
)
def test_what_is_no_amount(text: str, error: type[ZhiceError]) -> None:
    with pytest.raises(error):
        read_amount(text)


def test_an_amount_is_above_zero() -> None:
    assert positive(Decimal("0.01")) == Decimal("0.01")
    for amount in (Decimal(0), Decimal(-1)):
        with pytest.raises(BadAmount, match="应大于0"):
            positive(amount)


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        ("0", "0元"),
        ("9999.5", "9999.5元"),
        ("15000", "1.5万元"),
        ("309800000000", "3098亿元"),
        ("100", "100元"),
    ],
)
def test_an_amount_is_shown_in_the_unit_people_use(yuan: str, shown: str) -> None:
    assert str(show_amount(Decimal(yuan))) == shown


@given(st.integers(0, 10**14))
def test_cents_stay_exact(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_amount(f"{amount}元") == amount
