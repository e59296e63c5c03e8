"""Codes of administrative divisions: GB/T 2260 (six digits), and the statistical code of a township (nine).

Whether a code names a place, and since when, is the registry's to know; here stands only what the code says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown


class BadRegionCode(ZhiceError):
    """A text that is no code of an administrative division."""


class Level(Enum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def words(self) -> Words:
        return _WORDS[self]


_WORDS = {
    Level.PROVINCE: Words(zh="省级", en="Province"),
    Level.PREFECTURE: Words(zh="地级", en="Prefecture"),
    Level.COUNTY: Words(zh="县级", en="County"),
    Level.TOWNSHIP: Words(zh="乡级", en="Township"),
}
_PROVINCE_NUMBERS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_NUMBERS for code in range(first, last + 1))
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_DIRECT_COUNTIES = (
    "90"  # 省直辖县级行政区划: 419000 is no prefecture, 419001 stands under the province itself
)
_SIX, _NINE = 6, 9
_FORM = re.compile(r"[1-8][0-9]{5}(?:[0-9]{3})?(?:000)*")


@dataclass(frozen=True, order=True, slots=True)
class RegionCode:
    """A division's code in its canonical form: six digits, or nine for a township. Made by `read`.

    >>> jiyuan = RegionCode.read("419001")
    >>> jiyuan.level.value, str(jiyuan.parent), RegionCode.read("410000").covers(jiyuan)
    ('county', '410000', True)
    """

    canonical: str

    @classmethod
    def read(cls, text: str) -> RegionCode:
        """Accepts 6, 9 or (with zeros at the end) 12 digits, full width and spaces; else `BadRegionCode`."""
        plain = "".join(clean(text)[0].split())
        if _FORM.fullmatch(plain) is None or len(plain) > _NINE + 3:
            raise _bad(
                text, Words(zh="应为6位数字（乡级9位）", en="it should have 6 digits (9 for a township)")
            )
        if plain[:2] not in PROVINCES:
            raise _bad(text, Words(zh=f"没有省级代码 {plain[:2]}", en=f"there is no province {plain[:2]}"))
        if plain[2:4] == "00" and plain[4:6] != "00":
            raise _bad(text, Words(zh="第3、4位不能为00", en="its third and fourth digits cannot be 00"))
        return cls(plain[:_SIX] if plain[_SIX:].strip("0") == "" else plain[:_NINE])

    @property
    def level(self) -> Level:
        if len(self.canonical) == _NINE:
            return Level.TOWNSHIP
        if self.canonical.endswith("0000"):
            return Level.PROVINCE
        return Level.PREFECTURE if self.canonical.endswith("00") else Level.COUNTY

    @property
    def is_pseudo_prefecture(self) -> bool:
        """A code that only groups counties under a province or municipality (419000, 110100): no place."""
        if self.level is not Level.PREFECTURE:
            return False
        return self.canonical[2:4] == _DIRECT_COUNTIES or self.canonical[:2] in _MUNICIPALITIES

    @property
    def province(self) -> RegionCode:
        return RegionCode(f"{self.canonical[:2]}0000")

    @property
    def parent(self) -> RegionCode | None:
        """The division above, pseudo-prefectures left out; None above a province."""
        if self.level is Level.PROVINCE:
            return None
        if self.level is Level.TOWNSHIP:
            return RegionCode(self.canonical[:_SIX])
        if self.level is Level.PREFECTURE:
            return self.province
        prefecture = RegionCode(f"{self.canonical[:4]}00")
        return self.province if prefecture.is_pseudo_prefecture else prefecture

    def covers(self, other: RegionCode) -> bool:
        """Whether `other` is this division or lies in it, by the codes alone."""
        stem = self.canonical
        if len(stem) == _SIX:
            stem = stem[:2] if stem.endswith("0000") else stem[:4] if stem.endswith("00") else stem
        return other.canonical.startswith(stem)

    def __str__(self) -> str:
        return self.canonical


def _bad(text: str, reason: Words) -> BadRegionCode:
    return BadRegionCode(
        Words(
            zh=f"“{shown(text)}”不是行政区划代码：{reason.zh}。请查国家标准 GB/T 2260。",
            en=f"'{shown(text)}' is no code of an administrative division: {reason.en}. See GB/T 2260.",
        )
    )
