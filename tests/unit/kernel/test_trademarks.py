"""Numbers of marks, classes and similar groups: read in the ways in which people write them, refused with a reason."""

from __future__ import annotations

import pytest

from zhice.kernel.identifiers.trademarks import (
    BadNiceClass,
    BadTrademarkNumber,
    TrademarkNumber,
    read_class,
    read_group,
)


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("12345678", "12345678"), ("第12345678号", "12345678"), ("１２３４５６７８", "12345678"), (" 00123456 ", "123456"),
        ("12345678a", "12345678A"), ("g1234567", "G1234567"), ("国际注册第G1234567号", "G1234567"), ("12345678.0", "12345678"),
        ("注册号：12345678", "12345678"), ("G 123456", "G123456"), ("商标注册证第7号", "7"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(said, canonical):
    assert TrademarkNumber.read(said).canonical == canonical
    assert TrademarkNumber.read(canonical).canonical == canonical


@pytest.mark.parametrize(
    "said", ["", "0", "123456789", "1.23E+07", "G12", "ABC", "1234567AB", "-5", "NaN", "١٢٣"]
)
def test_what_is_no_number_is_refused_with_a_reason(said):
    with pytest.raises(BadTrademarkNumber) as refused:
        TrademarkNumber.read(said)
    assert "不是有效的商标注册号" in refused.value.words.zh


def test_classes_and_groups():
    assert [read_class(text) for text in ("9", "09", "第35类", "４５")] == [9, 9, 35, 45]
    assert read_group("0901") == "0901"
    for text in ("0", "46", "九", "", "9.5"):
        with pytest.raises(BadNiceClass):
            read_class(text)
    for text in ("901", "4601", "0001", "09011"):
        with pytest.raises(BadNiceClass):
            read_group(text)
