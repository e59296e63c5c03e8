"""Ordinals and digits in a name: 第一, 第1, 一厂, 63653部队. They are compared exactly: 第一 and 第二化工厂 are two firms."""

from __future__ import annotations

import re

_HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_STEPS = {"十": 10, "百": 100}
_NUMERALS = "〇零一二三四五六七八九十百"
_COUNTED = "厂院局处队部所矿校中小分建冶号店"
_ORDINAL = re.compile(rf"第([0-9]+|[{_NUMERALS}]+)|([0-9]+)|(?<!第)([{_NUMERALS}]+)(?=[{_COUNTED}])")
PLACE = "#"
"""Stands in the text where a number was taken out."""


def numbered(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with a mark for each number, and the numbers in Arabic digits as they come.

    >>> numbered("第十二化工厂"), numbered("化工一厂"), numbered("三一重工")
    (('#化工厂', ('12',)), ('化工#厂', ('1',)), ('三一重工', ()))
    """
    found: list[str] = []

    def note(match: re.Match[str]) -> str:
        found.append(_digits(match[1] or match[2] or match[3]))
        return PLACE

    if not _ORDINAL.search(text):
        return text, ()
    return _ORDINAL.sub(note, text), tuple(found)


def _digits(text: str) -> str:
    if text.isascii():
        return text.lstrip("0") or "0"
    if not _STEPS.keys() & set(text):
        return "".join(str(_HAN_DIGITS[sign]) for sign in text).lstrip("0") or "0"
    total, unit = 0, 0
    for sign in text:
        if sign in _STEPS:
            total += (unit or 1) * _STEPS[sign]
            unit = 0
        else:
            unit = _HAN_DIGITS[sign]
    return str(total + unit)
