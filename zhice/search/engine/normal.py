"""The one normal form in which texts are written into the index and questions are asked of it.

NFKC, small letters, simplified characters; whatever is no letter, digit or ideograph becomes one space. A term is found in
a text exactly when its normal form stands in the text's normal form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

_BREAKS = re.compile(r"[\W_]+")
_FIRST, _LAST = 0x4E00, 0x9FFF  # the ideographs in common use


def normal(text: str) -> str:
    """The text as it is compared.

    >>> normal("濟源·LED（電源） 装置")
    '济源 led 电源 装置'
    """
    if not text.isascii():
        text = simplified(unicodedata.normalize("NFKC", text))
    return _BREAKS.sub(" ", text.lower()).strip()


def simplified(text: str) -> str:
    """Every traditional character by its simplified one; sign for sign, so that places in the text stay."""
    table, traditional = _traditional()
    return text.translate(table) if traditional.search(text) else text


@lru_cache(maxsize=1)
def _traditional() -> tuple[dict[int, str], re.Pattern[str]]:
    """Traditional → simplified, read once from OpenCC, and a pattern that finds the first of them quickly."""
    from opencc import OpenCC

    signs = [chr(code) for code in range(_FIRST, _LAST + 1)]
    plain = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    pairs = {
        ord(sign): other
        for sign, other in zip(signs, plain, strict=True)
        if sign != other and len(other) == 1
    }
    return pairs, re.compile("[" + "".join(map(chr, pairs)) + "]")


if TYPE_CHECKING:
    import numpy as np

    Signs = np.ndarray[Any, np.dtype[np.uint32]]
else:
    Signs = Any


def signs_of(texts: Sequence[str]) -> Signs:
    """The normal forms of many texts as one row of code points, a line break (10) after each.

    A table answers for one sign at a time, fifteen times as fast as `normal`; texts with signs that become several, or that
    combine with their neighbours, take the long way.
    """
    import numpy as np  # a web server starts without it

    table = _table()
    rows = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "replace"), dtype="<u4")
    mapped = table[np.minimum(rows, _BEYOND)]
    if (mapped == _LONG_WAY).any():
        return _one_by_one(texts)
    # a line break within a text is spacing: the breaks between texts are where their lengths say
    ends = np.cumsum([len(text) + 1 for text in texts]) - 1
    mapped[ends] = _LINE
    blank = (mapped == _SPACE) | (mapped == _LINE)
    single = mapped[~((mapped == _SPACE) & np.append(True, blank[:-1]))]
    kept: Signs = single[~((single == _SPACE) & np.append(single[1:] == _LINE, True))]
    return kept


def _one_by_one(texts: Sequence[str]) -> Signs:
    import numpy as np  # a web server starts without it

    joined = "\n".join([*map(normal, texts), ""])
    return np.frombuffer(joined.encode("utf-32-le", "replace"), dtype="<u4")


_SPACE, _LINE = 32, 10
_BEYOND = 0x10000  # signs outside the basic plane
_LONG_WAY = 0xFFFFFFFF
_JAMO = range(0x1100, 0x1200)  # letters of Hangul, which become syllables


@lru_cache(maxsize=1)
def _table() -> Signs:
    """Code point → its normal form's code point."""
    import numpy as np  # a web server starts without it

    found = np.full(_BEYOND + 1, _LONG_WAY, dtype=np.uint32)
    for code in range(_BEYOND):
        sign = chr(code)
        if unicodedata.combining(sign) or unicodedata.category(sign) == "Cs" or code in _JAMO or sign == "Σ":
            continue
        plain = normal(sign)
        if len(plain) <= 1 and unicodedata.is_normalized("NFC", sign):
            found[code] = ord(plain) if plain else _SPACE
    return found


def placed(text: str) -> tuple[str, list[int]]:
    """The normal form and, for each of its signs, the place in `text` that it came from; for marking what was found."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in normal(sign) or " ":
            if part == " " and (not signs or signs[-1] == " "):
                continue
            signs.append(part)
            places.append(place)
    if signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return "".join(signs), places
