"""One writing for all writings of a name: width, look-alikes, traditional characters, brackets; and what was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhice.kernel.errors import ZhiceError
from zhice.kernel.look_alikes import LATIN_TWINS, RARE_FORMS, TWINS
from zhice.kernel.text import Flag, clean
from zhice.kernel.words import Words, shown

LONGEST_NAME = 300
# Signs that the table of traditional characters would fold although people choose them on purpose.
_KEPT = "乾昇鉅甯著藉瞭"
_FOLD = str.maketrans({sign: group[0] for group in TWINS for sign in group})
_BRACKETS = {
    **dict.fromkeys("（〔【[［{", "("),
    **dict.fromkeys("）〕】]］}", ")"),
    **dict.fromkeys("·•・", ""),
}
_MEANT = str.maketrans({**LATIN_TWINS, **RARE_FORMS})
_USUAL = str.maketrans(_BRACKETS)
_SPACE_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


class NameRefused(ZhiceError):
    """A text that cannot be compared as a name."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A name in its one writing. `flags` is what `clean` found; `traditional`: it held traditional characters;
    `look_alikes`: rare forms, or Greek or Cyrillic letters, were read as what they are drawn like."""

    text: str
    flags: tuple[Flag, ...]
    traditional: bool
    look_alikes: bool


def write(name: str) -> Writing:
    """The one writing of `name`; raises NameRefused for an empty or endless text.

    >>> write("濟源囯泰（集团） 有限公司").text
    '济源国泰(集团)有限公司'
    """
    tidy, flags = clean(name)
    if not tidy or len(tidy) > LONGEST_NAME:
        raise _refusal(tidy)
    meant = tidy.translate(_MEANT)
    usual = meant.translate(_USUAL)
    if " " in usual:
        usual = _SPACE_BESIDE_HAN.sub("", usual)
    simple = usual.translate(_simplified())
    return Writing(simple.casefold(), tuple(flags), simple != usual, meant != tidy)


def folded(text: str) -> str:
    """The text with ordinary look-alikes (己已巳, 未末, 治冶) folded; as long as before. For comparing only."""
    return text.translate(_FOLD)


@cache
def _simplified() -> dict[int, str]:
    """Traditional character → simplified, character by character; phrases are left to people."""
    from opencc import OpenCC

    signs = [chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in _KEPT]
    simple = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(sign): one for sign, one in zip(signs, simple, strict=True) if sign != one and len(one) == 1}


def _refusal(tidy: str) -> NameRefused:
    if not tidy:
        return NameRefused(
            Words(zh="名称为空，无法比对。请填写名称。", en="The name is empty: give one to compare.")
        )
    return NameRefused(
        Words(
            zh=f"名称“{shown(tidy, limit=12)}”长达 {len(tidy)} 字，超过 {LONGEST_NAME} 字，无法比对。请核对原文件。",
            en=f"The name '{shown(tidy, limit=12)}' has {len(tidy)} characters, more than {LONGEST_NAME}. See the file.",
        )
    )
