"""Money: `Decimal` in 元 inside, 万元 and 亿元 for people. Never a float, never without its unit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from zhice.kernel.errors import ZhiceError
from zhice.kernel.numerals import read_number
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

UNITS: dict[str, Decimal] = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
_FORM = re.compile(r"(?:人民币|RMB|CNY|¥)?(.*?)(万亿元|[万亿]?元整?|[万亿])?", re.IGNORECASE)
_CENT = Decimal("0.01")
_OUT_OF_PROPORTION = 100


class BadAmount(ZhiceError):
    """An amount that cannot be used; the words say why."""


class MissingUnit(BadAmount):
    """A bare number: 300 may be 元 or 万元. Ask, do not guess."""


def read_amount(text: str, *, unit: str | None = None) -> Decimal:
    """An amount in 元. The text must say its unit (元, 万元, 亿元), unless the column's `unit` is given.

    Raises `MissingUnit`, `BadAmount` (other currency, parts of a cent) or `BadNumber`.

    >>> read_amount("1.2亿元"), read_amount("300", unit="万元")
    (Decimal('120000000'), Decimal('3000000'))
    """
    plain = "".join(clean(text)[0].split())
    match = _FORM.fullmatch(plain)
    number, written = (match[1], match[2] or "") if match else (plain, "")
    if not written:
        if unit is None:
            raise _missing_unit(text)
        return _to_the_cent(read_number(number) * UNITS[unit], text)
    scale = written.removesuffix("整").removesuffix("元")
    return _to_the_cent(read_number(number + scale), text)


def positive(amount: Decimal) -> Decimal:
    """`amount` itself if it is above 0, else `BadAmount`: nothing is pledged, fined or paid for 0 or less."""
    if amount <= 0:
        raise BadAmount(
            Words(zh=f"金额应大于0，现为 {amount} 元。", en=f"The amount must be above 0, not {amount} yuan.")
        )
    return amount


def doubt(amount: Decimal, *, beside: Decimal) -> Words | None:
    """A warning where one amount is out of all proportion to what it is measured against, such as a year's target: 万元
    taken for 元 makes a factor of 10,000. None where there is nothing to say.

    >>> doubt(Decimal(10) ** 18, beside=Decimal("300000000")).zh
    '金额 10000000000亿元 是目标 3亿元 的 100 倍以上，请核对单位。'
    """
    if beside <= 0 or amount < _OUT_OF_PROPORTION * beside:
        return None
    said, against = show_amount(amount), show_amount(beside)
    return Words(
        zh=f"金额 {said.zh} 是目标 {against.zh} 的 {_OUT_OF_PROPORTION} 倍以上，请核对单位。",
        en=f"{said.en} is over {_OUT_OF_PROPORTION} times the target of {against.en}; check the unit.",
    )


def show_amount(amount: Decimal) -> Words:
    """An amount in the unit people would use, rounded half up to two places, without idle zeros.

    >>> str(show_amount(Decimal("309800000000"))), show_amount(Decimal("15000")).en
    ('3098亿元', '1.5 × 10,000 yuan')
    """
    size = abs(amount)
    unit = "亿元" if size >= UNITS["亿元"] else "万元" if size >= UNITS["万元"] else "元"
    number = _short((amount / UNITS[unit]).quantize(_CENT, ROUND_HALF_UP))
    english = {"元": "yuan", "万元": "× 10,000 yuan", "亿元": "× 100 million yuan"}[unit]
    return Words(zh=f"{number}{unit}", en=f"{number} {english}")


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _to_the_cent(amount: Decimal, text: str) -> Decimal:
    if amount != amount.quantize(_CENT):
        raise BadAmount(
            Words(zh=f"“{shown(text)}”小于一分的部分无法入账。", en=f"'{shown(text)}' has parts of a cent.")
        )
    return amount


def _missing_unit(text: str) -> MissingUnit:
    return MissingUnit(
        Words(
            zh=f"“{shown(text)}”没有写明单位，请写明是元、万元还是亿元。",
            en=f"'{shown(text)}' has no unit; say whether it is 元, 万元 or 亿元.",
        )
    )
