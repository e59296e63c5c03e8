"""How characters sound, without tones: for finding names that were typed by ear."""

from __future__ import annotations

import unicodedata
from functools import cache


def sound(text: str) -> str:
    """Pinyin without tones, the first reading of each character; what is not Chinese stays.

    >>> sound("富源"), sound("富元")
    ('fuyuan', 'fuyuan')
    """
    return text.translate(_sounds())


@cache
def _sounds() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT

    return {
        code: _without_tone(readings.split(",")[0])
        for code, readings in PINYIN_DICT.items()
        if 0x3400 <= code <= 0x9FFF  # noqa: PLR2004
    }


def _without_tone(reading: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", reading) if not unicodedata.combining(sign))
