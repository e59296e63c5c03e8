"""How names sound: pinyin and its first letters, from the start of every word of a name.

济源富源机械 is found by jiyuan…, fuyuan…, jixie…, and by jyfyjx, fyjx. A character with two common readings is kept in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from zhice.search.engine.normal import normal

_SIGNS = 8  # characters of a name that are spelled from one word on
_READINGS = 2
_STARTS = 8  # words of a name


def tokens(name: str) -> list[str]:
    """The sounds of a name.

    >>> sounds = tokens("济源重工")
    >>> "jiyuanzhonggong" in sounds, "jyzg" in sounds, "chonggong" in sounds, "cg" in sounds
    (True, True, True, True)
    """
    found: dict[str, None] = {}
    words = [word for word in rjieba.cut(normal(name)) if word.strip()]
    for start in range(min(len(words), _STARTS)):
        run = "".join(words[start:])[:_SIGNS]
        if len(run) < 2 or run.isascii():  # noqa: PLR2004  # one sign sounds like too many
            continue
        for syllables in _spoken(run):
            found["".join(syllables)] = None
            found["".join(syllable[0] for syllable in syllables)] = None
    return list(found)


def _spoken(run: str) -> Iterator[list[str]]:
    """The usual reading, then with each character of two readings read the other way."""
    readings = [_readings(sign) for sign in run]
    usual = [each[0] for each in readings]
    yield usual
    for place, each in enumerate(readings):
        for other in each[1:]:
            yield [*usual[:place], other, *usual[place + 1 :]]


@lru_cache(maxsize=30_000)
def _readings(sign: str) -> tuple[str, ...]:
    """The common readings of a sign without tones; a sign that has none stands for itself."""
    from pypinyin.constants import PINYIN_DICT

    spelled = PINYIN_DICT.get(ord(sign), "")
    plain = dict.fromkeys(_toneless(each) for each in spelled.split(",") if each)
    return tuple(plain)[:_READINGS] or (sign,)


def _toneless(spelled: str) -> str:
    parts = unicodedata.normalize("NFD", spelled.replace("ü", "v"))
    return "".join(part for part in parts if part.isascii() and part.isalpha())
