"""Numbers as people write them here: full width, 万 and 亿, Chinese numerals, ranges. Exact (`Decimal`), or refused.

Only ASCII digits (after NFKC) and Chinese numerals are numbers: `int()` also reads ١٥٠٠ and 1_500, `float()` also
nan, Infinity and 1e400, and none of these is what a clerk meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

LONGEST = 40  # characters; no count or amount of this trade is longer

_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DIGITS = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_CHINESE = re.compile(rf"[{_DIGITS}{''.join(_STEPS)}]+")
_POSITIONAL = re.compile(r"[〇零一二三四五六七八九]{2,}")
_DIGIT_VALUES = str.maketrans("〇零一二三四五六七八九", "00123456789")
# 三百五 is said for 350 and read as 305: nobody should have to guess.
_ELLIPSIS = re.compile(r".*[百千佰仟][一二三四五六七八九]")
_SCALES = (("亿", 10**8), ("万", 10**4))
_RANGE = re.compile(r"(.+?)(?:-|~|至|到)(.+)")
_DASHES = str.maketrans("—–−－～〜", "----~~")


class BadNumber(ZhiceError):
    """A text that is no number we accept; the words say why."""


@dataclass(frozen=True, order=True)
class NumberRange:
    """From `low` to `high`, both included; a single number is the range of itself."""

    low: Decimal
    high: Decimal


def read_number(text: str) -> Decimal:
    """One number, exactly as written; `BadNumber` with the reason for anything else, a range included.

    >>> [str(read_number(t)) for t in ("三百", "1.2万", "１，５００", "3亿5千万", "两千三百万", "三点五万", "-7")]
    ['300', '12000', '1500', '350000000', '23000000', '35000', '-7']
    """
    plain = _plain(text)
    negative = plain[:1] in ("-", "负")
    value = _scaled(plain[1:] if negative else plain, text)
    return -value if negative else value


def read_range(text: str) -> NumberRange:
    """A range (2-3, 5—8, 三至五, 1.2万~1.5万), or a single number as the range of itself.

    >>> read_range("２－３"), read_range("三至五")
    (NumberRange(low=Decimal('2'), high=Decimal('3')), NumberRange(low=Decimal('3'), high=Decimal('5')))
    """
    match = _RANGE.fullmatch(_plain(text))
    if match is None:
        value = read_number(text)
        return NumberRange(value, value)
    low, high = read_number(match[1] + _shared_scale(match[1], match[2])), read_number(match[2])
    if high < low:
        raise _bad(text, Words(zh="范围的前数大于后数", en="the range's first number is the larger one"))
    return NumberRange(low, high)


def _shared_scale(low: str, high: str) -> str:
    """5-8万 means 5万 to 8万: the scale at the end holds for both."""
    scale = high[-1:]
    return scale if scale in "万亿" and low[-1:] not in ("万", "亿") else ""


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise _bad(text, Words(zh=f"超过{LONGEST}个字符", en=f"it is longer than {LONGEST} characters"))
    return "".join(clean(text)[0].translate(_DASHES).split())


def _scaled(plain: str, text: str) -> Decimal:
    """`X亿Y万Z` as a sum; what follows a scale is smaller than it, what precedes does not repeat it."""
    for sign, scale in _SCALES:
        head, found, rest = plain.rpartition(sign)
        if not found:
            continue
        if len(rest) == 1:
            raise _bad(
                text, Words(zh="写法有歧义，请把数字写全", en="it is ambiguous; write the number in full")
            )
        rest = rest.removeprefix("零")
        tail = _scaled(rest, text) if rest else Decimal(0)
        if sign in head or tail >= scale:
            raise _bad(text, Words(zh="“万”“亿”用法有误", en="万 and 亿 do not fit together in it"))
        return _whole(_scaled(head, text) * scale) + tail
    return _one(plain, text)


def _whole(value: Decimal) -> Decimal:
    """1.2万 is 12000, not 12000.0: places that say nothing are dropped, others kept as written."""
    return value.to_integral_value() if value == value.to_integral_value() else value


def _one(part: str, text: str) -> Decimal:
    """A number without 万 and 亿."""
    if not part:
        raise _bad(text, _reason(text))
    if _ARABIC.fullmatch(part):
        return Decimal(part.replace(",", ""))
    step = _STEPS.get(part[-1:])
    if step and _ARABIC.fullmatch(part[:-1]):
        return _whole(Decimal(part[:-1].replace(",", "")) * step)  # 5千
    whole, point, fraction = part.partition("点")
    if point and _POSITIONAL.fullmatch("零" + fraction):
        return _chinese(whole, text) + Decimal("0." + fraction.translate(_DIGIT_VALUES))
    return _chinese(part, text)


def _chinese(part: str, text: str) -> Decimal:
    if not _CHINESE.fullmatch(part):
        raise _bad(text, _reason(text))
    if _POSITIONAL.fullmatch(part):
        return Decimal(part.translate(_DIGIT_VALUES))  # 二〇二二
    if _ELLIPSIS.fullmatch(part):
        raise _bad(text, Words(zh="写法有歧义，请把数字写全", en="it is ambiguous; write the number in full"))
    import cn2an  # a quarter of a second, which most commands never need

    try:
        return Decimal(cn2an.cn2an(part, "normal"))
    except ValueError:
        raise _bad(text, Words(zh="不是合规的中文数字", en="it is no well-formed Chinese numeral")) from None


_REASONS = (
    (r"", Words(zh="内容为空", en="it is empty")),
    (_RANGE.pattern, Words(zh="这是一个范围，此处只要一个数", en="it is a range; one number is wanted")),
    (r"[-+]?(nan|inf|infinity)", Words(zh="这是程序的非数值标记", en="it is a program's mark, not a number")),
    (
        r"[-+]?[0-9.]+e[-+]?[0-9]+",
        Words(
            zh="科学计数法会丢失数字，请写出全部数字", en="scientific notation loses digits; write them all"
        ),
    ),
    (r"[-+.,0-9]+%", Words(zh="百分号请去掉，单位写在单位栏", en="leave the percent sign to the unit")),
    (r"[-+.,\d]*[^\D0-9][-+.,\d]*", Words(zh="含有其他文字的数字", en="it holds digits of another script")),
)


def _reason(text: str) -> Words:
    plain = _plain(text)
    for form, words in _REASONS:
        if re.fullmatch(form, plain, re.IGNORECASE):
            return words
    return Words(zh="不是认得的数字写法", en="it is no form of a number we know")


def _bad(text: str, reason: Words) -> BadNumber:
    return BadNumber(
        Words(
            zh=f"“{shown(text)}”不能用作数字：{reason.zh}。",
            en=f"'{shown(text)}' cannot be used as a number: {reason.en}.",
        )
    )
