"""A priority: the first filing that later ones rest on (巴黎公约 art. 4), named alike whoever names it.

`CN 201910302430 2019-04-16`: country, number, day. A Chinese number stands without its check digit, as the world writes
it; an American one by its last six digits, because sources name its series in four ways; the day tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhice.kernel.identifiers.patents import check_digit
from zhice.kernel.text import clean

Form = Literal["original", "docdb", "epodoc"]

_CHECKED = {"DE", "EP", "GB", "FR"}
"""Offices that print a check digit behind a dot."""
_PUNCTUATION = re.compile(r"[^0-9A-Z]+")
_NEW, _OLD = 12, 8
_SERIAL = 6


@dataclass(frozen=True, order=True, slots=True)
class Priority:
    """One priority. Made by `read`.

    >>> day = date(2001, 4, 10)
    >>> {Priority.read("US", number, day, form=form).text for number, form in
    ...  [("09832323", "original"), ("83232301", "docdb"), ("US20010832323", "epodoc"), ("09/832,323", "original")]}
    {'US 832323 2001-04-10'}
    >>> Priority.read("CN", "201910302430.1", date(2019, 4, 16)).text
    'CN 201910302430 2019-04-16'
    """

    country: str
    number: str
    day: date

    @classmethod
    def read(cls, country: str, number: str, day: date, *, form: Form = "original") -> Priority:
        """As the office prints it, or as DOCDB or EPODOC reshapes it. Never refuses: an odd number stays as it is."""
        country = country.strip().upper()
        said = number if number.isascii() and number.isalnum() else clean(number)[0]
        said = said.upper().strip()
        if form == "epodoc":
            country = country or said[:2]
            said = _out_of_epodoc(country, said.removeprefix(country), day)
        if country in _CHECKED and form == "original":
            said = re.sub(r"\.[0-9X]$", "", said)
        if country == "KR":
            said = re.sub(r"^(?:10|20|30)-", "", said)
        plain = said if said.isalnum() and said.isascii() else _PUNCTUATION.sub("", said)
        if country == "CN":
            return cls(country, _chinese(plain), day)
        if country == "US":
            return cls(country, _american(plain, day, form), day)
        return cls(country, plain.lstrip("0") or plain, day)

    @property
    def text(self) -> str:
        return f"{self.country} {self.number} {self.day}"

    def __str__(self) -> str:
        return self.text


def together(priorities: set[Priority]) -> str:
    """A set of priorities as one text, always in the same order: two documents of one simple family say the same."""
    return "；".join(priority.text for priority in sorted(priorities, key=lambda one: (one.day, one)))


def _chinese(number: str) -> str:
    for length in (_NEW, _OLD):
        if (
            len(number) == length + 1
            and number[:length].isdigit()
            and number[-1] == check_digit(number[:length])
        ):
            return number[:length]
    return number


def _american(number: str, day: date, form: Form) -> str:
    digits = re.sub(r"[^0-9]", "", number)
    if form == "docdb" and len(digits) <= _OLD and digits.endswith(f"{day:%y}"):
        digits = digits[:-2]
    return digits[-_SERIAL:].zfill(_SERIAL)


def _out_of_epodoc(country: str, number: str, day: date) -> str:
    """EPODOC puts the year before the number: NL19981010536 is 1010536 of 1998, EP19990203729 is 99203729."""
    if country == "CN" or not number.startswith(str(day.year)):
        return number
    serial = number[4:].lstrip("0")
    if country == "EP":
        return f"{day:%y}{serial.zfill(_SERIAL)}"
    return number[:4] + serial.zfill(_SERIAL) if country in ("JP", "KR", "WO") else serial
