"""Shares and marks: 20 % is 20, never 0.2; a mark lies between 0 and 100. A bare number asks which it is."""

from __future__ import annotations

from decimal import Decimal

from zhice.kernel.errors import ZhiceError
from zhice.kernel.numerals import read_number
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

HIGHEST = Decimal(100)


class BadShare(ZhiceError):
    """A share or mark that cannot be used; the words say why."""


class MissingPercentSign(BadShare):
    """A bare number: 0.2 may be 0.2 % or 20 %. Ask, do not guess."""


def read_percentage(text: str, *, in_percent: bool = False) -> Decimal:
    """A share in per cent. The text must carry its sign (20%, 百分之二十), unless its column is `in_percent`.

    >>> read_percentage("20%"), read_percentage("百分之二十"), read_percentage("0.2", in_percent=True)
    (Decimal('20'), Decimal('20'), Decimal('0.2'))
    """
    plain = "".join(clean(text)[0].split())
    bare = plain.removesuffix("%").removeprefix("百分之")
    if bare == plain and not in_percent:
        raise MissingPercentSign(
            Words(
                zh=f"“{shown(text)}”没有百分号，请写明是 {shown(text)}% 还是倍数。",
                en=f"'{shown(text)}' has no per cent sign; say whether it is per cent or a fraction.",
            )
        )
    return read_number(bare)


def mark(value: Decimal) -> Decimal:
    """`value` itself if it is a mark between 0 and 100 (satisfaction, for one), else `BadShare`."""
    if not 0 <= value <= HIGHEST:
        raise BadShare(
            Words(zh=f"分值应在0至100之间，现为 {value}。", en=f"A mark lies between 0 and 100, not {value}.")
        )
    return value
