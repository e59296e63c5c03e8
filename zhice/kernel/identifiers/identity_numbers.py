"""Citizens' identity numbers (公民身份号码, GB 11643-1999), and the 15-digit ones before them: found so that they stay
out of where they do not belong.

No register of ours needs one. A number that stands in a name or a note is personal data of the strictest kind (PIPL
Art. 28: sensitive, a child's above all), so whoever takes in such a text asks here. The words of an error never repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import is_old_registration_number
from zhice.kernel.identifiers.region_codes import PROVINCES
from zhice.kernel.text import clean
from zhice.kernel.words import Words

_FORM = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FORM = re.compile(r"[0-9]{15}")
_IN_TEXT = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])"
)
_MANY_DIGITS = re.compile(r"[0-9０-９]{3}")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_RESIDENTS_ABROAD = frozenset(
    {"81", "82", "83"}
)  # residence permits of Hong Kong, Macao and Taiwan residents
_EARLIEST = 1880  # a year of birth


class BadIdentityNumber(ZhiceError):
    """A text that is no identity number; the words say which part is wrong and never repeat it."""


@dataclass(frozen=True, order=True, slots=True, repr=False)
class IdentityNumber:
    """An identity number of 18 signs, made by `read`. It does not show itself in logs and traces.

    >>> number = IdentityNumber.read("11010519491231002x")
    >>> number.birth_date, number.region_code, str(number)
    (datetime.date(1949, 12, 31), '110105', '110105********002X')
    """

    canonical: str

    @classmethod
    def read(cls, text: str) -> IdentityNumber:
        """Accepts full width, small x, spaces and hyphens; an old number of 15 digits gets its century and check sign.

        Raises `BadIdentityNumber` naming the faulty part.
        """
        plain = re.sub(r"[\s\-]", "", clean(text)[0]).upper()
        if _OLD_FORM.fullmatch(plain):
            plain = _of_today(plain)
        fault = _fault(plain)
        if fault is not None:
            raise BadIdentityNumber(
                Words(zh=f"身份证号码有误：{fault.zh}。", en=f"No sound identity number: {fault.en}.")
            )
        return cls(plain)

    @property
    def birth_date(self) -> date:
        return ric.get_birth_date(self.canonical)

    @property
    def region_code(self) -> str:
        """Where it was given out, in the code of that day."""
        return self.canonical[:6]

    def age_on(self, day: date) -> int:
        """Full years on `day`; under what age a person is a minor is a number of the law (`registry.minors.age`)."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        return f"{self.canonical[:6]}********{self.canonical[14:]}"

    def __repr__(self) -> str:
        return f"IdentityNumber({self})"


def identity_numbers_in(text: str) -> Iterator[IdentityNumber]:
    """Sound identity numbers in a text, wherever they stand; not the 15 digits of a business registration number.

    >>> [str(found) for found in identity_numbers_in("联系人张三，身份证１１０１０５１９４９１２３１００２Ｘ")]
    ['110105********002X']
    """
    if not _MANY_DIGITS.search(text):
        return
    for match in _IN_TEXT.finditer(clean(text)[0]):
        found = _found(match)
        if found is not None:
            yield found


def masked(text: str) -> str:
    """The text as it may be shown to whoever has no need of the numbers in it.

    >>> masked("张三 11010519491231002X")
    '张三 110105********002X'
    """
    if not _MANY_DIGITS.search(text):
        return text
    return _IN_TEXT.sub(_mask, clean(text, keep_width=True)[0].translate(_NARROW))


def _mask(match: re.Match[str]) -> str:
    return str(_found(match) or match.group())


def _found(match: re.Match[str]) -> IdentityNumber | None:
    if is_old_registration_number(match.group()):
        return None
    try:
        return IdentityNumber.read(match.group())
    except BadIdentityNumber:
        return None


def _of_today(old: str) -> str:
    longer = f"{old[:6]}19{old[6:]}"
    return longer + ric.calc_check_digit(longer + "0")


def _fault(number: str) -> Words | None:
    """The first part that is wrong, from left to right."""
    if not _FORM.fullmatch(number):
        return Words(zh="应为18位数字，末位可为X", en="it should be 18 digits, the last of which may be X")
    if number[:2] not in PROVINCES and number[:2] not in _RESIDENTS_ABROAD:
        return Words(zh="前两位不是省级代码", en="its first two digits are no province")
    try:
        born = ric.get_birth_date(number)
    except ric.InvalidComponent:
        return Words(zh="第7至14位的出生日期不存在", en="digits 7 to 14 are no day of the calendar")
    if born.year < _EARLIEST:
        return Words(zh="第7至14位的出生日期过早", en="digits 7 to 14 are too long ago for a date of birth")
    if number[-1] != ric.calc_check_digit(number):
        return Words(zh="末位校验码不符", en="its check sign does not fit")
    return None
