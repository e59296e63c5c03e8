"""Numbers of trademarks and the classes of goods and services in which they are registered.

In China one number serves for the application and the registration: up to eight digits, with a letter where an application
was split (12345678A), or G and six to seven digits for an international registration that designates China. The number has
no check digit, so nothing but its form is checked. Classes are those of the Nice Agreement, similar groups (类似群) have
four digits of which the first two are the class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.patents import looks_float_mangled
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

CLASSES = range(1, 46)
FIRST_SERVICE_CLASS = 35
_AROUND = re.compile(r"^(?:国际注册|商标)?(?:申请|注册)?(?:/注册)?(?:证)?号?[::]?第?|号$")
_NUMBER = re.compile(r"(G?)0*([1-9][0-9]{0,7})([A-Z]?)")
_MADRID = re.compile(r"[1-9][0-9]{5,6}")
_WHOLE = re.compile(r"\.0$")  # a spreadsheet's way of writing a whole number
_CLASS = re.compile(r"第?0{0,2}([1-9][0-9]?)类?")
_GROUP = re.compile(r"[0-4][0-9]{3}")


class BadTrademarkNumber(ZhiceError):
    """A text that is no number of a trademark."""


class BadNiceClass(ZhiceError):
    """A text that names no class from 1 to 45, or a similar group that does not belong to its class."""


@dataclass(frozen=True, order=True, slots=True)
class TrademarkNumber:
    """The number of an application and its registration: `12345678`, `12345678A`, `G1234567`. Made by `read`.

    >>> TrademarkNumber.read("第０１２３４５６号").canonical, TrademarkNumber.read("g 1234567").madrid
    ('123456', True)
    """

    digits: str
    split: str = ""  # the letter of a split application
    madrid: bool = False

    @classmethod
    def read(cls, text: str) -> TrademarkNumber:
        if looks_float_mangled(text):
            raise _bad(
                text,
                Words(
                    zh="已被表格软件破坏，请把该列设为文本格式",
                    en="a spreadsheet destroyed it; format the column as text",
                ),
            )
        plain = "".join(clean(text)[0].upper().split())
        plain = _WHOLE.sub("", _AROUND.sub("", plain))
        match = _NUMBER.fullmatch(_AROUND.sub("", plain))
        if match is None:
            raise _bad(
                text,
                Words(zh="应为 1 至 8 位数字，如 12345678", en="write one to eight digits, such as 12345678"),
            )
        if match[1] and _MADRID.fullmatch(match[2]) is None:
            raise _bad(
                text,
                Words(
                    zh="国际注册号应为 G 加 6 至 7 位数字",
                    en="an international one is G with six or seven digits",
                ),
            )
        return cls(match[2], match[3], bool(match[1]))

    @property
    def canonical(self) -> str:
        return f"{'G' if self.madrid else ''}{self.digits}{self.split}"

    def __str__(self) -> str:
        return self.canonical


def read_class(text: str) -> int:
    """A class of the Nice Agreement, 1 to 34 for goods and 35 to 45 for services.

    >>> read_class("第09类"), read_class("35")
    (9, 35)
    """
    match = _CLASS.fullmatch("".join(clean(text)[0].split()))
    if match is None or int(match[1]) not in CLASSES:
        raise BadNiceClass(
            Words(
                zh=f"“{shown(text)}”不是国际分类，应为 1 至 45。",
                en=f"'{shown(text)}' is no Nice class; write 1 to 45.",
            )
        )
    return int(match[1])


def read_group(text: str) -> str:
    """A similar group of the Chinese table: four digits, of which the first two are its class.

    >>> read_group("0901")
    '0901'
    """
    plain = "".join(clean(text)[0].split())
    if _GROUP.fullmatch(plain) is None or int(plain[:2]) not in CLASSES:
        raise BadNiceClass(
            Words(
                zh=f"“{shown(text)}”不是类似群，应为四位数字，前两位为类别，如 0901。",
                en=f"'{shown(text)}' is no similar group; write four digits that begin with the class, such as 0901.",
            )
        )
    return plain


def _bad(text: str, reason: Words) -> BadTrademarkNumber:
    return BadTrademarkNumber(
        Words(
            zh=f"“{shown(text)}”不是有效的商标注册号：{reason.zh}。",
            en=f"'{shown(text)}' is no trademark number: {reason.en}.",
        )
    )
