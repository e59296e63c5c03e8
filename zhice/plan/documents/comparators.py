"""The comparator of a figure from the words before and after it, and what is left of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.reading import Comparator, Figure
from zhice.plan.documents.vocabulary import CHANGE_TO

_ABOUT = r"(?:约|大约|大概)?$"
_LEADING: tuple[tuple[str, Comparator, re.Pattern[str]], ...] = (
    (
        "at_least",
        "at_least",
        re.compile(
            rf"(?:不得?(?:低于|少于|小于|短于)|不能(?:低于|少于)|大于等于|大于或等于|达到或超过|至少(?:有|"
            rf"为|要?达到)?|[≥≧])(?:了)?{_ABOUT}"
        ),
    ),
    (
        "at_most",
        "at_most",
        re.compile(
            rf"(?:不得?(?:超过|高于|大于|多于|突破|超|长于)|不能(?:超过|高于)|小于等于|小于或等于|"
            rf"最多(?:不超过)?|最长(?:不超过)?|控制在不超过|[≤≦])(?:了)?{_ABOUT}"
        ),
    ),
    (
        "more_than",
        "more_than",
        re.compile(
            rf"(?:突破|超过|超出|高于|大于|多于|优于|好于|跨过|跨越|迈过|[＞>]|超(?!过))(?:了)?{_ABOUT}"
        ),
    ),
    ("less_than", "less_than", re.compile(rf"(?:低于|小于|少于|不足|不到|短于|[＜<]){_ABOUT}")),
    ("equal", "equal", re.compile(rf"{CHANGE_TO}(?:到|至|为)(?:全省|全国|全市)?{_ABOUT}")),
    (
        "equal",
        "equal",
        re.compile(
            rf"(?:(?:保持|稳定|维持|控制|巩固|限制|压减|压缩|提高|达到?)在|(?<!达)(?<!不)(?:到|至)){_ABOUT}"
        ),
    ),
    ("climb", "at_least", re.compile(rf"(?:迈上|跨上|登上|站上){_ABOUT}")),
    ("reach", "equal", re.compile(rf"(?:达到|达|实现达到|升至){_ABOUT}")),
    ("equal", "equal", re.compile(r"(?:(?<![作成认列以])为|是|约|大约|等于|[=＝：:])$")),
)
_TRAILING: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"^[（(]?(?:及以上|或以上|以上|之上)(?:[)）])?")),
    ("at_most", re.compile(r"^(?:及以下|或以下|以内|之内|以下)")),
    ("equal", re.compile(r"^(?:左右|上下)")),
)
_OF_A_LEVEL = re.compile(
    r"(不低于|不少于|不超过|不高于|超过|高于|达到|低于)(?:[\u3400-\u9fff]{2,16})的$"
)  # 不低于当地标准的1.6倍
_WITHIN = re.compile(r"^内(?!部|外|容|的|陆|资|地)")
_CEILING_LEAD = re.compile(
    r"(?:控制|缩短|压缩|压减|降|减|缩减|限制|限|精简|下降|降低|减少|稳定|保持)(?:到|至|在)?$|在$|"
    r"^$|(?:时间|时限|周期|期限)$"
)


@dataclass(frozen=True)
class Comparison:
    """How a figure is compared; `lead`/`trail` are the lengths of the comparator's words before and after it."""

    comparator: Comparator
    word: str  # at_least, at_most, more_than, less_than, equal, reach, climb, bare
    lead: int = 0
    trail: int = 0


def compare(before: str, quantity: Quantity, after: str) -> Comparison:
    """The comparison of a quantity between the words `before` and `after` it."""
    whole, before = before, _OF_A_LEVEL.sub(r"\1", before)
    word, comparator, lead = "bare", "equal", 0
    for name, value, pattern in _LEADING:
        if match := pattern.search(before):
            word, comparator, lead = name, value, len(before) - match.start()
            break
    lead += (len(whole) - len(before)) if lead else 0
    trail, trailing = _trailing(before, after)
    if quantity.more and word in ("bare", "reach", "climb", "equal"):
        comparator = "at_least"
    if trailing is not None:
        comparator = (
            trailing
            if not (word in ("more_than", "at_least", "less_than", "at_most") and trailing == "equal")
            else comparator
        )
    if (quantity.high is not None and comparator == "equal") or (
        quantity.high is not None and word == "climb"
    ):
        comparator = "between"
    return Comparison(comparator, word if trailing is None else f"{word}+after", lead, trail)  # type: ignore[arg-type]


def _trailing(before: str, after: str) -> tuple[int, Comparator | None]:
    for comparator, pattern in _TRAILING:
        if match := pattern.match(after):
            return match.end(), comparator
    if (match := _WITHIN.match(after)) and _CEILING_LEAD.search(before):
        return match.end(), "at_most"
    return 0, None


def bounds(comparator: Comparator, quantity: Quantity) -> tuple[Figure | None, Figure | None, Comparator]:
    """low, high and the comparator of a quantity; a range under 以上 keeps its lower end, under 以内 its upper one."""
    low, high = quantity.low, quantity.high
    if comparator in ("at_least", "more_than"):
        return low, None, comparator
    if comparator in ("at_most", "less_than"):
        return None, high if high is not None else low, comparator
    if high is not None:
        return low, high, "between"
    return low, low, "equal"
