"""Chinese numerals as the plan lexer needs them: small, exact, without guesses.

>>> value_of("三百二十"), value_of("十二"), value_of("二〇二五"), value_of("两")
(320, 12, 2025, 2)
"""

from __future__ import annotations

DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
NUMERAL = "[〇○零一二两三四五六七八九十百千]"


def value_of(numeral: str) -> int | float:
    """The value of a Chinese numeral (with 点 for decimals); ValueError when it is not one."""
    if "点" in numeral:
        whole, _, decimals = numeral.partition("点")
        digits = "".join(str(DIGITS[c]) for c in decimals if c in DIGITS)
        return float(f"{value_of(whole)}.{digits or 0}")
    if not numeral or any(c not in DIGITS and c not in _TENS and c not in _MYRIADS for c in numeral):
        raise ValueError(numeral)
    if all(c in DIGITS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    return _by_places(numeral)


def _by_places(numeral: str) -> int:
    total = section = digit = 0
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit
