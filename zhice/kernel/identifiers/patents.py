"""Patent numbers: the application number with its check digit; publication numbers stand beside it.

The structure is that of ZC 0006-2003, known here from its use: the text was not at hand. The check digit was
confirmed on 22 published numbers, which are the tests' vectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.kinds import Kind
from zhice.kernel.identifiers.publications import BadPublicationNumber, PublicationNumber, Stage
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

__all__ = [
    "ApplicationNumber",
    "BadApplicationNumber",
    "BadPublicationNumber",
    "Kind",
    "PublicationNumber",
    "Stage",
    "check_digit",
    "looks_float_mangled",
]


class BadApplicationNumber(ZhiceError):
    """`expected_check` holds the digit that would be right where only the check digit is wrong or missing."""

    def __init__(self, words: Words, *, expected_check: str = "") -> None:
        super().__init__(words)
        self.expected_check = expected_check


# 8 and 9 are international applications that entered the national phase.
_KIND_OF_TYPE = {
    "1": Kind.INVENTION,
    "2": Kind.UTILITY_MODEL,
    "3": Kind.DESIGN,
    "8": Kind.INVENTION,
    "9": Kind.UTILITY_MODEL,
}

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHECKS = "0123456789X"
# ord("0") rides on every digit when bytes are multiplied, so it is taken off once, by length.
_RIDING = {8: 48 * sum(_WEIGHTS[:8]), 12: 48 * sum(_WEIGHTS)}
_NEW_FORM = "20(?:0[3-9]|[1-9][0-9])[12389][0-9]{7}"  # the twelve-digit form came in October 2003
_OLD_FORM = "(?:8[5-9]|9[0-9]|0[0-3])[12389][0-9]{5}"
_CLEAN_FORM = re.compile(rf"(?:CN|ZL)?({_NEW_FORM}|{_OLD_FORM})\.?([0-9X])")
_LABEL = re.compile(r"(?:(?:专利|申请)号)?:?(?:CN|ZL)*")
_MANGLED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_OLD_LENGTH, _NEW_LENGTH = 9, 13  # with the check digit


def looks_float_mangled(text: str) -> bool:
    """Whether a spreadsheet made the number a float (2.02E+12): its digits are lost and must not be guessed.

    >>> looks_float_mangled("2.02E+12"), looks_float_mangled("201810053768.3")
    (True, False)
    """
    return _MANGLED.fullmatch(clean(text)[0]) is not None


def check_digit(digits: str) -> str:
    """The check digit of 8 or 12 digits of an application number: weighted sum modulo 11, X for 10.

    >>> check_digit("201080063196")
    '9'
    """
    return _CHECKS[(sum(map(mul, _WEIGHTS, digits.encode())) - _RIDING[len(digits)]) % 11]


@dataclass(frozen=True, order=True, slots=True)
class ApplicationNumber:
    """An application number in its canonical form, `YYYYTNNNNNNN.C` or, before October 2003, `YYTNNNNN.C`.

    Made by `read`; the patent number after grant is `ZL` and the same digits.

    >>> number = ApplicationNumber.read("ZL 2018 1 0053768.3")
    >>> number.canonical, number.kind.value, number.year
    ('201810053768.3', 'INVENTION', 2018)
    """

    canonical: str

    @classmethod
    def read(cls, text: str) -> ApplicationNumber:
        """Accepts CN or ZL before it, full width, spaces, no dot, small x; else `BadApplicationNumber`."""
        match = _CLEAN_FORM.fullmatch(text) or _CLEAN_FORM.fullmatch(_plain(text))
        if match is None:
            raise _not_an_application_number(text)
        digits, check = match.groups()
        if check != check_digit(digits):
            raise _wrong_check_digit(digits, check)
        return cls(f"{digits}.{check}")

    @property
    def kind(self) -> Kind:
        return _KIND_OF_TYPE[self.type_digit]

    @property
    def type_digit(self) -> str:
        """1, 2, 3, or 8 and 9 for an international application in the national phase."""
        return self.canonical[2] if self.is_old_form else self.canonical[4]

    @property
    def is_old_form(self) -> bool:
        return len(self.canonical) == _OLD_LENGTH + 1

    @property
    def is_from_pct(self) -> bool:
        return self.type_digit in "89"

    @property
    def year(self) -> int:
        """The year of filing that the number states."""
        if not self.is_old_form:
            return int(self.canonical[:4])
        century = "19" if self.canonical[0] in "89" else "20"  # numbering began in 1985
        return int(century + self.canonical[:2])

    @property
    def patent_number(self) -> str:
        return f"ZL{self.canonical}"

    def __str__(self) -> str:
        return self.canonical


def _plain(text: str) -> str:
    """Full width, spaces, labels and small letters taken off."""
    tidy = clean(text)[0].upper().replace("。", ".")
    return _LABEL.sub("", "".join(tidy.split()), count=1)


def _not_an_application_number(text: str) -> BadApplicationNumber:
    """What is wrong with a text that does not have the form, the first fault only."""
    digits, expected = _plain(text).replace(".", ""), ""
    if looks_float_mangled(text):
        reason = Words(
            zh="号码已被电子表格转成科学计数法，数字已丢失，请从原始文件重新取得，不要补零",
            en="it became a spreadsheet's float and its digits are lost; see the original, never pad it",
        )
    elif not digits:
        reason = Words(zh="内容为空", en="it is empty")
    elif not re.fullmatch(r"[0-9]+X?", digits):
        reason = Words(zh="含有数字和末位X以外的字符", en="it holds signs other than digits and a final X")
    elif re.fullmatch(_NEW_FORM, digits) or re.fullmatch(_OLD_FORM, digits):
        expected = check_digit(digits)
        reason = Words(
            zh=f"缺少校验位（按前{len(digits)}位计算应为 {expected}），请与原件核对",
            en=f"its check digit is missing (it would be {expected}); compare the original",
        )
    elif len(digits) not in (_OLD_LENGTH, _NEW_LENGTH):
        reason = Words(
            zh=f"连校验位应为13位（2003年10月以前9位），现为{len(digits)}位",
            en=f"it should have 13 digits with the check digit (9 before October 2003), not {len(digits)}",
        )
    else:
        reason = _wrong_part(digits)
    return _bad_application_number(text, reason, expected)


def _wrong_part(digits: str) -> Words:
    width = 4 if len(digits) == _NEW_LENGTH else 2
    year, kind = digits[:width], digits[width]
    if kind not in _KIND_OF_TYPE:
        return Words(
            zh=f"第{width + 1}位是申请种类，只能是1、2、3、8、9，现为{kind}",
            en=f"digit {width + 1} is the type and must be 1, 2, 3, 8 or 9, not {kind}",
        )
    return Words(
        zh=f"前{width}位应是申请年份，现为{year}",
        en=f"the first {width} digits should be the year, not {year}",
    )


def _wrong_check_digit(digits: str, check: str) -> BadApplicationNumber:
    expected = check_digit(digits)
    reason = Words(
        zh=f"校验位应为 {expected}，现为 {check}，其中有数字抄错，请与原件核对",
        en=f"its check digit should be {expected}, not {check}; some digit was miscopied: see the original",
    )
    return _bad_application_number(f"{digits}.{check}", reason, expected)


def _bad_application_number(text: str, reason: Words, expected: str = "") -> BadApplicationNumber:
    words = Words(
        zh=f"“{shown(text)}”不是有效的专利申请号：{reason.zh}。",
        en=f"'{shown(text)}' is no valid patent application number: {reason.en}.",
    )
    return BadApplicationNumber(words, expected_check=expected)
