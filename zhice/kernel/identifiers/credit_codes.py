"""The unified social credit code of organisations: GB 32100-2015, with the organisation code (GB 11714) inside.

The check digit is python-stdnum's (it maps 31 to 0, which many a copy of the algorithm forgets); the structure
is read here, because errors should say which part is wrong. Eight real codes are the tests' vectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.region_codes import PROVINCES
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # I, O, S, V and Z are left out: they look like digits or U
AUTHORITIES: dict[str, Words] = {
    "1": Words(zh="机构编制", en="Staffing of public institutions"),
    "2": Words(zh="外交", en="Foreign affairs"),
    "3": Words(zh="司法行政", en="Justice"),
    "4": Words(zh="文化", en="Culture"),
    "5": Words(zh="民政", en="Civil affairs"),
    "6": Words(zh="旅游", en="Tourism"),
    "7": Words(zh="宗教", en="Religion"),
    "8": Words(zh="工会", en="Trade unions"),
    "9": Words(zh="市场监督管理", en="Market regulation"),
    "A": Words(zh="军队", en="Armed forces"),
    "N": Words(zh="农业农村", en="Agriculture"),
    "Y": Words(zh="其他", en="Other"),
}
_LENGTH = 18
_REGISTRATION_LENGTH = 15  # the business registration number that the code replaced
_ORGANISATION = re.compile(r"[0-9A-HJ-NPQRTUWXY]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0X987654321"  # 11 minus the sum modulo 11: 10 is X, 11 is 0
_PROVINCES = PROVINCES | {"10"}  # 10: registered with the State itself


class BadCreditCode(ZhiceError):
    """A text that is no credit code; the words say which part is wrong."""


class OldRegistrationNumber(BadCreditCode):
    """A sound 15-digit business registration number, replaced by the credit code in 2015: ask for the code."""


@dataclass(frozen=True, order=True, slots=True)
class CreditCode:
    """A unified social credit code, 18 characters, made by `read`.

    >>> code = CreditCode.read("91419001ma40x2yf91")
    >>> code.canonical, code.region_code, code.organisation_code
    ('91419001MA40X2YF91', '419001', 'MA40X2YF9')
    """

    canonical: str

    @classmethod
    def read(cls, text: str) -> CreditCode:
        """Accepts full width, small letters, spaces and hyphens.

        Raises `OldRegistrationNumber` for a sound 15-digit number, else `BadCreditCode` naming the faulty part.
        """
        plain = re.sub(r"[\s\-]", "", clean(text)[0]).upper()
        fault = _fault(plain)
        if fault is not None:
            raise _bad(text, fault, old=is_old_registration_number(plain))
        return cls(plain)

    @property
    def authority(self) -> Words:
        """Who registered the organisation."""
        return AUTHORITIES[self.canonical[0]]

    @property
    def region_code(self) -> str:
        """Where it was first registered, in the code of that day; 100000 stands for the State."""
        return self.canonical[2:8]

    @property
    def organisation_code(self) -> str:
        return self.canonical[8:17]

    def __str__(self) -> str:
        return self.canonical


def organisation_check_digit(eight: str) -> str:
    """GB 11714: the ninth character of an organisation code; letters count from A = 10 to Z = 35.

    >>> organisation_check_digit("MA40X2YF")
    '9'
    """
    return _ORGANISATION_CHECKS[sum(map(mul, _ORGANISATION_WEIGHTS, (int(sign, 36) for sign in eight))) % 11]


def is_old_registration_number(text: str) -> bool:
    """Whether the text is a 15-digit business registration number with its check digit (ISO 7064, MOD 11,10)."""
    digits = "".join(clean(text)[0].split())
    return re.fullmatch(r"[0-9]{15}", digits) is not None and mod_11_10.is_valid(digits)


def _fault(code: str) -> Words | None:
    """The first part that is wrong, from left to right; None for a sound code."""
    if not code:
        return Words(zh="内容为空", en="it is empty")
    if len(code) != _LENGTH:
        return _wrong_length(code)
    for place, sign in enumerate(code, start=1):
        if sign not in ALPHABET:
            return Words(
                zh=f"第{place}位“{sign}”不会出现在代码中（不用 I、O、S、V、Z，易与数字混淆）",
                en=f"character {place}, '{sign}', never stands in a code (I, O, S, V and Z are not used)",
            )
    if code[0] not in AUTHORITIES:
        return Words(
            zh=f"第1位登记管理部门代码 {code[0]} 不存在", en=f"there is no registering authority {code[0]}"
        )
    if not code[2:8].isdecimal() or code[2:4] not in _PROVINCES:
        return Words(
            zh=f"第3至8位应为行政区划码，现为 {code[2:8]}", en=f"characters 3 to 8 are no region: {code[2:8]}"
        )
    return _wrong_check(code)


def _wrong_length(code: str) -> Words:
    if len(code) == _REGISTRATION_LENGTH and code.isdecimal():
        return Words(
            zh="这是15位的旧工商注册号，请改用18位统一社会信用代码",
            en="it is an old 15-digit business registration number; give the 18-character code",
        )
    if _ORGANISATION.fullmatch(code):
        return Words(
            zh="这是9位的组织机构代码，请改用18位统一社会信用代码",
            en="it is a 9-character organisation code; give the 18-character code",
        )
    return Words(zh=f"应为18位，现为{len(code)}位", en=f"it should have 18 characters, not {len(code)}")


def _wrong_check(code: str) -> Words | None:
    organisation, check = organisation_check_digit(code[8:16]), uscc.calc_check_digit(code[:17])
    if code[16] != organisation:
        return Words(
            zh=f"第9至17位组织机构代码的校验位应为 {organisation}，现为 {code[16]}",
            en=f"the check character of the organisation code (9 to 17) should be {organisation}, not {code[16]}",
        )
    if code[17] != check:
        return Words(
            zh=f"第18位校验位应为 {check}，现为 {code[17]}",
            en=f"the check character (18) should be {check}, not {code[17]}",
        )
    return None


def _bad(text: str, fault: Words, *, old: bool) -> BadCreditCode:
    words = Words(
        zh=f"“{shown(text)}”不是有效的统一社会信用代码：{fault.zh}。请与营业执照核对。",
        en=f"'{shown(text)}' is no valid unified social credit code: {fault.en}. See the business licence.",
    )
    return OldRegistrationNumber(words) if old else BadCreditCode(words)
