"""Identity numbers: the check sign beside the standard's own arithmetic, what is found in a text, and that errors are discreet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.identifiers.identity_numbers import (
    BadIdentityNumber,
    IdentityNumber,
    identity_numbers_in,
    masked,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


def made(day: date, serial: int) -> str:
    """An invented number of Jiyuan, its check sign by the weights of the standard."""
    seventeen = f"419001{day:%Y%m%d}{serial:03}"
    return seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, WEIGHTS, strict=True)) % 11]


DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


@given(DAYS, st.integers(0, 999))
def test_a_number_by_the_standard_is_read_and_any_other_check_sign_is_not(day: date, serial: int) -> None:
    number = made(day, serial)
    assert IdentityNumber.read(number).birth_date == day
    for sign in set("0123456789X") - {number[-1]}:
        with pytest.raises(BadIdentityNumber):
            IdentityNumber.read(number[:-1] + sign)


@given(DAYS, st.text("号码证：，. a-", max_size=6), st.text("号码证：，. ", max_size=6))
def test_it_is_found_and_hidden_wherever_it_stands(day: date, before: str, after: str) -> None:
    number = made(day, 2)
    text = f"证{before}证{number}证{after}"
    assert [found.canonical for found in identity_numbers_in(text)] == [number]
    assert number not in masked(text) and number[6:14] not in masked(text)
    assert list(identity_numbers_in(masked(text))) == []


@given(st.text(max_size=40))
def test_a_text_without_one_stays_as_it_is(text: str) -> None:
    if not any(True for _ in identity_numbers_in(text)):
        assert masked(text) == text


@pytest.mark.parametrize(
    "text", ["CN209104671U", "201930001476.5", "91419001MA40X2YF91", "110108000000016", "13800000000"]
)
def test_other_numbers_of_the_trade_are_none(text: str) -> None:
    assert list(identity_numbers_in(text)) == [] and masked(text) == text


def test_an_old_number_gets_its_century() -> None:
    assert IdentityNumber.read("419001900228002").canonical == "419001199002280029"


@given(DAYS, st.integers(0, 40_000))
def test_age_is_counted_in_birthdays(born: date, days: int) -> None:
    day = born + timedelta(days)
    number = IdentityNumber.read(made(born, 2))
    birthdays = sum(
        (year, born.month, born.day) <= (day.year, day.month, day.day)
        for year in range(born.year + 1, day.year + 1)
    )
    assert number.age_on(day) == birthdays


@pytest.mark.parametrize(
    "text", ["419001199002300026", "419001199002280028", "999001199002280029", "4190011990022800", ""]
)
def test_an_error_never_repeats_the_number(text: str) -> None:
    with pytest.raises(BadIdentityNumber) as caught:
        IdentityNumber.read(text)
    assert caught.value.words.zh and caught.value.words.en
    assert not text or text not in str(caught.value)


def test_a_number_does_not_show_itself() -> None:
    number = IdentityNumber.read("419001199002280029")
    assert "19900228" not in f"{number} {number!r} {[number]}"
