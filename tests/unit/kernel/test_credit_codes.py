"""Unified social credit codes: eight real ones with the check of the organisation code, and every form of error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.identifiers.credit_codes import (
    ALPHABET,
    BadCreditCode,
    CreditCode,
    OldRegistrationNumber,
    is_old_registration_number,
    organisation_check_digit,
)

REAL = [
    ("91419001MA40X2YF91", 30, "9"),
    ("91110000802100433B", 20, "3"),
    ("914403001922038216", 25, "1"),
    ("9144030071526726XG", 15, "X"),
    ("91330100799655058B", 20, "8"),
    ("91110108551385082Q", 7, "2"),
    ("91440300192317458F", 16, "8"),
    ("91350100M000100Y43", 28, "4"),
]


def brute_force_rest(code: str) -> int:
    """The weighted sum modulo 31 of the first seventeen characters, weights as powers of 3."""
    return sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17])) % 31


@pytest.mark.parametrize(("code", "rest", "organisation_check"), REAL)
def test_a_real_code_is_sound(code: str, rest: int, organisation_check: str) -> None:
    read = CreditCode.read(code)
    assert read.canonical == code
    assert brute_force_rest(code) == rest
    assert ALPHABET[(31 - rest) % 31] == code[-1]
    assert organisation_check_digit(read.organisation_code[:8]) == organisation_check == code[16]


def test_the_parts_of_a_code() -> None:
    code = CreditCode.read("91419001MA40X2YF91")
    assert (code.region_code, code.organisation_code, str(code.authority)) == (
        "419001",
        "MA40X2YF9",
        "市场监督管理",
    )


@pytest.mark.parametrize(
    "text",
    [
        "91419001ma40x2yf91",
        "９１４１９００１ＭＡ４０Ｘ２ＹＦ９１",
        "914190 01-MA40X2YF91",
        " 91419001MA40X2YF91\u200b",
        "9141\u00ad9001MA40X2YF91",
    ],
)
def test_the_ways_people_write_one_code(text: str) -> None:
    assert CreditCode.read(text).canonical == "91419001MA40X2YF91"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "内容为空"),
        ("91419001MA40X2YF92", "第18位校验位应为 1，现为 2"),
        ("91419001MA40X2YF81", "第9至17位组织机构代码的校验位应为 9，现为 8"),
        ("91419001MA4OX2YF91", "第12位“O”"),
        ("91419001MAI0X2YF91", "第11位“I”"),
        ("91419001MA40X2YF9Z", "第18位“Z”"),
        ("9141900SMA40X2YF91", "第8位“S”"),
        ("V1419001MA40X2YF91", "第1位“V”"),
        ("B1419001MA40X2YF91", "第1位登记管理部门代码 B"),
        ("91999001MA40X2YF91", "第3至8位应为行政区划码"),
        ("914190A1MA40X2YF91", "第3至8位应为行政区划码"),
        ("91419001MA40X2YF9", "应为18位，现为17位"),
        ("MA40X2YF9", "9位的组织机构代码"),
        ("110108000000017", "15位的旧工商注册号"),
    ],
)
def test_a_refusal_names_the_part(text: str, reason: str) -> None:
    with pytest.raises(BadCreditCode) as error:
        CreditCode.read(text)
    assert reason in str(error.value)
    assert error.value.words.en


def test_an_old_registration_number_is_recognised() -> None:
    assert is_old_registration_number("110108000000016")
    assert not is_old_registration_number("110108000000017")
    with pytest.raises(OldRegistrationNumber, match="改用18位"):
        CreditCode.read("110108000000016")


def test_a_check_sum_of_zero_gives_zero() -> None:
    # Copies of the algorithm that take 31 minus the rest run off the alphabet here.
    seventeen = next(
        stem for serial in range(10_000) if brute_force_rest(stem := _stem(f"{serial:08d}")) == 0
    )
    assert CreditCode.read(f"{seventeen}0").canonical[-1] == "0"


def _stem(eight: str) -> str:
    return f"91419001{eight}{organisation_check_digit(eight)}"


@given(st.text(ALPHABET, min_size=8, max_size=8), st.data())
def test_a_code_made_by_the_rules_is_sound_and_one_wrong_sign_is_found(
    eight: str, data: st.DataObject
) -> None:
    stem = _stem(eight)
    code = stem + ALPHABET[-brute_force_rest(stem) % 31]
    assert CreditCode.read(code).canonical == code
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != code[place]]))
    with pytest.raises(BadCreditCode):
        CreditCode.read(code[:place] + other + code[place + 1 :])
