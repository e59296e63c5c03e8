"""Numbers of international applications under the Patent Cooperation Treaty, and of their publications.

Forms as used since 2004 (four-digit year, six-digit serial; WO publications since July 2002) and before. The
Administrative Instructions were not at hand, so nothing but the form is checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

_APPLICATION = re.compile(r"(?:PCT/?)?([A-Z]{2})((?:19|20)[0-9]{2}/?[0-9]{6}|[0-9]{2}/?[0-9]{5})")
_PUBLICATION = re.compile(r"WO((?:19|20)[0-9]{2}/?[0-9]{6}|[0-9]{2}/?[0-9]{5})([A-C][1-9])?")
_FIRST_YEAR = 1978  # the treaty's first year of filing
_LONG_YEAR, _LONG_SERIAL, _SHORT_SERIAL = 4, 6, 5


class BadPCTNumber(ZhiceError):
    """A text that is no number of an international application or of its publication."""


@dataclass(frozen=True, order=True, slots=True)
class PCTNumber:
    """An international application: `PCT/CN2020/123456`, before 2004 `PCT/CN98/00123`. Made by `read`.

    >>> number = PCTNumber.read("pct/cn2020/123456")
    >>> number.canonical, number.office, number.year
    ('PCT/CN2020/123456', 'CN', 2020)
    """

    office: str  # the receiving office: two letters
    year: int
    serial: str

    @classmethod
    def read(cls, text: str) -> PCTNumber:
        match = _APPLICATION.fullmatch(_plain(text))
        if match is None or match[1] == "WO":
            raise _bad(text, Words(zh="应写成 PCT/CN2020/123456", en="write PCT/CN2020/123456"))
        return cls(match[1], *_year_and_serial(match[2]))

    @property
    def canonical(self) -> str:
        return f"PCT/{self.office}{_written(self.year, self.serial)}"

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, order=True, slots=True)
class PCTPublication:
    """The international publication, `WO2020/123456`, its kind code (`A1`) kept apart. Made by `read`.

    >>> PCTPublication.read("WO 2020/123456 A1")
    PCTPublication(year=2020, serial='123456', kind_code='A1')
    """

    year: int
    serial: str
    kind_code: str = ""

    @classmethod
    def read(cls, text: str) -> PCTPublication:
        match = _PUBLICATION.fullmatch(_plain(text))
        if match is None:
            raise _bad(text, Words(zh="应写成 WO2020/123456 A1", en="write WO2020/123456 A1"))
        return cls(*_year_and_serial(match[1]), match[2] or "")

    @property
    def canonical(self) -> str:
        return f"WO{_written(self.year, self.serial)}"

    def __str__(self) -> str:
        return self.canonical


def _plain(text: str) -> str:
    return "".join(clean(text)[0].upper().split())


def _year_and_serial(text: str) -> tuple[int, str]:
    digits = text.replace("/", "")
    if len(digits) == _LONG_YEAR + _LONG_SERIAL:
        return int(digits[:_LONG_YEAR]), digits[_LONG_YEAR:]
    short = int(digits[:2])
    return (1900 if short >= _FIRST_YEAR % 100 else 2000) + short, digits[2:]


def _written(year: int, serial: str) -> str:
    return f"{year % 100:02d}/{serial}" if len(serial) == _SHORT_SERIAL else f"{year}/{serial}"


def _bad(text: str, reason: Words) -> BadPCTNumber:
    return BadPCTNumber(
        Words(
            zh=f"“{shown(text)}”不是有效的PCT国际申请号或公布号：{reason.zh}。",
            en=f"'{shown(text)}' is no PCT application or publication number: {reason.en}.",
        )
    )
