"""Publication numbers of Chinese patents, and what their kind codes say.

A kind code's meaning changed over the years, and the number's length tells the years apart: seven or eight
digits until July 2007, nine since. Structure: ZC 0007, its history known from use (the text was not at hand).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.kinds import Kind
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown


class BadPublicationNumber(ZhiceError):
    """A text that is no Chinese publication number; the words say which part is wrong."""


class Stage(Enum):
    """What the publication says of the right."""

    PUBLISHED = "published"  # A: an application laid open
    EXAMINED = "examined"  # 1985-1992: laid open for opposition after or instead of examination
    GRANTED = "granted"
    CORRECTED = "corrected"  # …8 the front page, …9 the whole
    PARTLY_INVALIDATED = "partly_invalidated"  # …1 to …7: re-published with the claims that stand

    @property
    def words(self) -> Words:
        return _STAGE_WORDS[self]


_STAGE_WORDS = {
    Stage.PUBLISHED: Words(zh="公布", en="Published"),
    Stage.EXAMINED: Words(zh="审定（公告）", en="Laid open for opposition"),
    Stage.GRANTED: Words(zh="授权公告", en="Granted"),
    Stage.CORRECTED: Words(zh="更正", en="Corrected"),
    Stage.PARTLY_INVALIDATED: Words(zh="部分无效", en="Partly invalidated"),
}
_KIND_OF_LETTER = {
    **dict.fromkeys("ABC", Kind.INVENTION),
    **dict.fromkeys("UY", Kind.UTILITY_MODEL),
    **dict.fromkeys("SD", Kind.DESIGN),
}
_KIND_OF_DIGIT = {"1": Kind.INVENTION, "2": Kind.UTILITY_MODEL, "3": Kind.DESIGN}
_LETTERS = {Kind.INVENTION: "A、B、C", Kind.UTILITY_MODEL: "U、Y", Kind.DESIGN: "S、D"}
_CORRECTIONS = "89"
# A is only laid open and B only granted: what can be invalidated in part is re-published under C, Y, S or D.
_CODE = re.compile(r"A[89]?|B[89]?|C[1-9]?|U[89]?|Y[1-9]?|S[1-9]?|D[1-9]?")
_FORM = re.compile(r"CN([0-9]{7,9})([A-Z][0-9]?)")
_OF_APPLICATION = (
    8  # numbers of 1985 to 1988 repeat the application number: two digits of the year stand first
)
_MODERN = 9


@dataclass(frozen=True, order=True, slots=True)
class PublicationNumber:
    """A publication number in its canonical form: CN, digits, kind code. Made by `read`.

    `document` names the right through its publications (`CN102889890A` and `CN102889890B` share it), but
    only from 2010 on: earlier grants were numbered anew.

    >>> number = PublicationNumber.read("cn 102889890 b")
    >>> number.canonical, number.document, number.kind.value, number.stage.value
    ('CN102889890B', 'CN102889890', 'INVENTION', 'granted')
    """

    document: str
    kind_code: str

    @classmethod
    def read(cls, text: str) -> PublicationNumber:
        """Accepts full width, spaces and small letters; else `BadPublicationNumber`."""
        match = _FORM.fullmatch(text) or _FORM.fullmatch(_plain(text))
        if match is None:
            raise _bad(text, _reason(_plain(text)))
        digits, code = match.groups()
        if _CODE.fullmatch(code) is None:
            raise _bad(text, Words(zh=f"没有文献种类代码 {code}", en=f"there is no kind code {code}"))
        number = cls(f"CN{digits}", code)
        if _KIND_OF_DIGIT.get(number.type_digit) is not number.kind:
            raise _bad(text, number._disagreement())
        return number

    @property
    def canonical(self) -> str:
        return self.document + self.kind_code

    @property
    def type_digit(self) -> str:
        """1, 2 or 3, the first digit; in numbers of 1985 to 1988 it follows the year."""
        return self.document[4] if len(self.document) == _OF_APPLICATION + 2 else self.document[2]

    @property
    def kind(self) -> Kind:
        return _KIND_OF_LETTER[self.kind_code[0]]

    @property
    def stage(self) -> Stage:
        if len(self.kind_code) > 1:
            return Stage.CORRECTED if self.kind_code[1] in _CORRECTIONS else Stage.PARTLY_INVALIDATED
        if self.kind_code == "A":
            return Stage.PUBLISHED
        modern = len(self.document) == _MODERN + 2
        return Stage.EXAMINED if self.kind_code in "BUS" and not modern else Stage.GRANTED

    @property
    def creates_count(self) -> bool:
        """Whether it may make a figure grow: a correction or a partial invalidation never does."""
        return self.stage not in (Stage.CORRECTED, Stage.PARTLY_INVALIDATED)

    @property
    def corrects(self) -> PublicationNumber | None:
        """The publication that this one corrects, if it is a correction."""
        return PublicationNumber(self.document, self.kind_code[0]) if self.stage is Stage.CORRECTED else None

    def __str__(self) -> str:
        return self.canonical

    def _disagreement(self) -> Words:
        kind = _KIND_OF_DIGIT.get(self.type_digit)
        if kind is None:
            return Words(
                zh=f"种类位应为1、2或3，现为{self.type_digit}",
                en=f"the digit of the kind should be 1, 2 or 3, not {self.type_digit}",
            )
        return Words(
            zh=f"种类位{self.type_digit}是{kind.words.zh}，代码应为{_LETTERS[kind]}，现为{self.kind_code}",
            en=f"digit {self.type_digit} is {kind.words.en.lower()}, which does not go with {self.kind_code}",
        )


def _plain(text: str) -> str:
    return "".join(clean(text)[0].upper().split())


def _reason(plain: str) -> Words:
    if not plain:
        return Words(zh="内容为空", en="it is empty")
    if re.fullmatch(r"[0-9]{7,9}[A-Z][0-9]?", plain):
        return Words(zh="缺少国别代码 CN", en="the country code CN is missing")
    if re.fullmatch(r"CN[0-9]+", plain):
        return Words(zh="缺少文献种类代码（如 A、B、U、S）", en="the kind code (A, B, U, S …) is missing")
    match = re.fullmatch(r"CN([0-9]+)[A-Z][0-9]?", plain)
    if match:
        return Words(
            zh=f"数字应为7至9位，现为{len(match[1])}位",
            en=f"it should have 7 to 9 digits, not {len(match[1])}",
        )
    return Words(zh="应为 CN 加 7 至 9 位数字加种类代码", en="it should be CN, 7 to 9 digits and a kind code")


def _bad(text: str, reason: Words) -> BadPublicationNumber:
    return BadPublicationNumber(
        Words(
            zh=f"“{shown(text)}”不是有效的专利公布（公告）号：{reason.zh}。请与公报核对。",
            en=f"'{shown(text)}' is no valid Chinese publication number: {reason.en}. See the gazette.",
        )
    )
