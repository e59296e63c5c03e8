"""Numbers of patent documents of any office, as DOCDB writes them, so that two sources of one document meet.

Every office prints its numbers in its own way, and every database reshapes them. Kept here: country, number without
punctuation, kind code. Known from use, on the fixtures of `../shared/data/peers`; the EPO's concordance was not at hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

_COUNTRY = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[A-Z]{0,4}[0-9]{1,15}(?:[A-Z0-9]{0,2}|[A-Z]{2,3}(?:19|20)[0-9]{2})")
_KIND = re.compile(r"[A-Z][0-9]?|")
_PUNCTUATION = re.compile(r"[\s./,\\-]+")
_US_LONG = re.compile(r"(20[0-9]{2})0([0-9]{6})")
_DOCUMENT = re.compile(r"([A-Z]{2})(.*?[0-9])([A-Z][0-9]?)?")
_EP_DIGITS = 7


class BadDocumentNumber(ZhiceError):
    """No number of a patent document; the words say which part is wrong."""


@dataclass(frozen=True, order=True, slots=True)
class DocumentNumber:
    """A published document of any office. Made by `read` or `of`.

    >>> DocumentNumber.of("US", "08926509", "B2").canonical, DocumentNumber.of("US", "2005/0004437", "A1").canonical
    ('US8926509B2', 'US2005004437A1')
    >>> DocumentNumber.of("EP", "680812", "A1").canonical, DocumentNumber.read("WO 2009/085664 A2").canonical
    ('EP0680812A1', 'WO2009085664A2')
    """

    country: str
    number: str
    kind: str = ""

    @classmethod
    def of(cls, country: str, number: str, kind: str = "") -> DocumentNumber:
        """Accepts the office's punctuation, leading zeros, the country repeated; else `BadDocumentNumber`."""
        country, kind = _plain(country), _plain(kind)
        digits = _plain(number).removeprefix(country)
        if _COUNTRY.fullmatch(country) is None:
            raise _bad(
                country + number, Words(zh="国别代码应为两个字母", en="the country code has two letters")
            )
        if _NUMBER.fullmatch(digits) is None:
            raise _bad(country + number, Words(zh="号码应为数字", en="the number should be digits"))
        if _KIND.fullmatch(kind) is None:
            raise _bad(country + number + kind, Words(zh="文献种类代码有误", en="the kind code is wrong"))
        return cls(country, _as_docdb(country, digits), kind)

    @classmethod
    def read(cls, text: str) -> DocumentNumber:
        """One text: country, number, kind code if any."""
        match = _DOCUMENT.fullmatch(_plain(text))
        if match is None:
            raise _bad(
                text, Words(zh="应为国别代码、号码、种类代码", en="it should be country, number, kind")
            )
        return cls.of(match[1], match[2], match[3] or "")

    @property
    def canonical(self) -> str:
        return f"{self.country}{self.number}{self.kind}"

    @property
    def document(self) -> str:
        """Country and number, without the kind."""
        return f"{self.country}{self.number}"

    @property
    def is_abroad(self) -> bool:
        """Published by another office than the Chinese one; an international application is not a right abroad yet, but
        a publication abroad all the same."""
        return self.country != "CN"

    def __str__(self) -> str:
        return self.canonical


def _plain(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.upper()
    return _PUNCTUATION.sub("", clean(text)[0].upper())


def _as_docdb(country: str, number: str) -> str:
    letters = re.match(r"[A-Z]*", number)[0]  # type: ignore[index]
    digits = number.removeprefix(letters)
    if country == "US":
        long = _US_LONG.fullmatch(digits)
        return letters + (long[1] + long[2] if long else digits.lstrip("0") or "0")
    if country == "EP":
        return letters + digits.zfill(_EP_DIGITS)
    return letters + digits


def _bad(text: str, reason: Words) -> BadDocumentNumber:
    return BadDocumentNumber(
        Words(
            zh=f"“{shown(text)}”不是有效的专利文献号：{reason.zh}。",
            en=f"'{shown(text)}' is no number of a patent document: {reason.en}.",
        )
    )
