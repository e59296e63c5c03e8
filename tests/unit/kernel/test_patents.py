"""Application numbers: published ones pass, invented ones fail with the digit that would be right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.kernel.identifiers.patents import (
    ApplicationNumber,
    BadApplicationNumber,
    Kind,
    check_digit,
    looks_float_mangled,
)

# (number, weighted sum modulo 11) of published patents
WORKED = [
    ("201080063196.9", 9),
    ("201810053768.3", 3),
    ("201811400598.8", 8),
    ("201810246441.8", 8),
    ("201810211449.0", 0),
    ("201910931480.6", 6),
    ("201911050262.8", 8),
    ("202011167667.2", 2),
    ("202023309314.X", 10),
    ("202023037182.X", 10),
    ("202120592620.4", 4),
    ("202121445714.5", 5),
    ("202222194880.3", 3),
    ("202320853749.5", 5),
]
ALSO_SOUND = [
    "201810801154.9",
    "201810327374.2",
    "202121365232.9",
    "202123098145.4",
    "202120443109.8",
    "202122142763.8",
    "202111615510.6",
    "202123301115.9",
]
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def brute_force_check(digits: str) -> str:
    """The check digit as a person computes it."""
    rest = sum(int(digit) * WEIGHTS[place] for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)


@pytest.mark.parametrize(("number", "rest"), WORKED)
def test_a_published_number_is_sound(number: str, rest: int) -> None:
    assert ApplicationNumber.read(number).canonical == number
    assert check_digit(number[:12]) == ("X" if rest == 10 else str(rest))


@pytest.mark.parametrize("number", ALSO_SOUND)
def test_the_other_published_numbers_are_sound(number: str) -> None:
    assert str(ApplicationNumber.read(number)) == number


@pytest.mark.parametrize(("number", "expected"), [("201810123456.7", "5"), ("202120001001.2", "3")])
def test_an_invented_number_fails_with_the_digit_expected(number: str, expected: str) -> None:
    with pytest.raises(BadApplicationNumber, match=f"校验位应为 {expected}") as error:
        ApplicationNumber.read(number)
    assert error.value.expected_check == expected
    assert f"should be {expected}" in error.value.words.en


@pytest.mark.parametrize(
    "text",
    [
        "2020233093\u200b14.X",
        "20202330931４X",
        "CN202023309314.X",
        "ZL202023309314.X",
        "202023309314X",
        "202023309314x",
        "zl202023309314.x",
        "ZL 2020 2 3309314.X",
        "２０２０２３３０９３１４．Ｘ",
        "专利号：ZL202023309314.X",
        " 202023309314.X\n",
        "202023309314。X",
    ],
)
def test_the_ways_people_write_one_number(text: str) -> None:
    assert ApplicationNumber.read(text).canonical == "202023309314.X"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "内容为空"),
        ("2.02E+12", "科学计数法"),
        ("201810053768", "缺少校验位（按前12位计算应为 3）"),
        ("20181005376", "应为13位"),
        ("20181005376834", "现为14位"),
        ("201840053768.3", "第5位是申请种类"),
        ("200110053768.3", "前4位应是申请年份"),
        ("199910053768.3", "前4位应是申请年份"),
        ("201810053768.Y", "含有数字和末位X以外的字符"),
        ("20181005X768.3", "含有数字和末位X以外的字符"),
        ("٢٠١٨10053768.3", "含有数字和末位X以外的字符"),
        ("JP2018-123456", "含有数字和末位X以外的字符"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(BadApplicationNumber) as error:
        ApplicationNumber.read(text)
    assert reason in str(error.value)


def test_a_refusal_does_not_repeat_a_long_text() -> None:
    with pytest.raises(BadApplicationNumber) as error:
        ApplicationNumber.read("1" * 10_000)
    assert len(str(error.value)) < 200


def test_the_old_form_has_eight_digits_and_a_check_digit() -> None:
    number = ApplicationNumber.read("ZL85100001" + check_digit("85100001"))
    assert (number.canonical, number.year, number.kind) == ("85100001.0", 1985, Kind.INVENTION)
    assert number.is_old_form
    assert ApplicationNumber.read("03256789" + check_digit("03256789")).year == 2003


@pytest.mark.parametrize(
    ("type_digit", "kind", "from_pct"),
    [
        ("1", Kind.INVENTION, False),
        ("2", Kind.UTILITY_MODEL, False),
        ("3", Kind.DESIGN, False),
        ("8", Kind.INVENTION, True),
        ("9", Kind.UTILITY_MODEL, True),
    ],
)
def test_the_type_digit_gives_the_kind(type_digit: str, kind: Kind, from_pct: bool) -> None:
    digits = f"2015{type_digit}0012345"
    number = ApplicationNumber.read(digits + brute_force_check(digits))
    assert (number.kind, number.is_from_pct) == (kind, from_pct)


def test_the_patent_number_is_the_application_number_after_zl() -> None:
    assert ApplicationNumber.read("201810053768.3").patent_number == "ZL201810053768.3"


sound_digits = st.one_of(
    st.builds(
        "{}{}{:07d}".format, st.integers(2004, 2099), st.sampled_from("12389"), st.integers(0, 9_999_999)
    ),
    st.builds("{:02d}{}{:05d}".format, st.integers(85, 99), st.sampled_from("12389"), st.integers(0, 99_999)),
)


@given(sound_digits)
def test_every_number_with_its_check_digit_is_read_back(digits: str) -> None:
    number = ApplicationNumber.read(digits + brute_force_check(digits))
    assert number.canonical == f"{digits}.{brute_force_check(digits)}"
    assert ApplicationNumber.read(number.patent_number) == number


@given(sound_digits, st.data())
def test_one_wrong_serial_digit_is_always_found(digits: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(len(digits) - 5, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    wrong = digits[:place] + other + digits[place + 1 :]
    with pytest.raises(BadApplicationNumber):
        ApplicationNumber.read(wrong + brute_force_check(digits))


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        assert ApplicationNumber.read(text).canonical
    except BadApplicationNumber as error:
        assert error.words.zh and error.words.en


@pytest.mark.parametrize("text", ["2.02E+12", "2.0193E+12", "2e12", "２.02Ｅ+12", " 2.01E+12 "])
def test_a_float_is_noticed(text: str) -> None:
    assert looks_float_mangled(text)


@pytest.mark.parametrize("text", ["201810053768.3", "2018100537683", "", "E", "CN102889890B", "2.02"])
def test_other_texts_are_no_floats(text: str) -> None:
    assert not looks_float_mangled(text)
