"""A Chinese firm's name taken apart: place, 字号, trades, numbers, legal form, and the branch behind it.

河南省济源市 | 示例 | 机械设备 | (集团) | 有限公司 | 第一分公司
place          brand  trades     group    form       unit
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zhice.matching.numbering import PLACE, numbered
from zhice.matching.places import NOWHERE, Place, PlaceWords
from zhice.matching.vocabulary import Vocabulary, vocabulary
from zhice.matching.writing import Writing, folded, write

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_GROUP = "集团"
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?=[\u4e00-\u9fff]{2})")
_WHOLE = ("有限责任公司", "股份有限公司", "有限公司", "集团公司", "总公司", "公司", "大学", "科学院", "银行")
_WHOLE_BEFORE_A_UNIT = ("厂", "院", "社", "店", "集团")
_PLACEHOLDERS = frozenset("null none nan n/a undefined 无 未知 不详 空 0 - -- 真 true false".split())  # noqa: SIM905
_SHORTEST_BRAND = 2
_FOREIGN_FORMS = {
    **dict.fromkeys(("co.,ltd", "co.ltd", "coltd", "limited", "ltd", "co.,limited"), "limited"),
    **dict.fromkeys(("inc", "incorporated", "corporation", "corp"), "corporation"),
    **dict.fromkeys(("company", "co"), "company"),
    **dict.fromkeys(("gmbh", "llc", "plc", "ag", "sa", "bv", "nv", "kk", "spa", "srl", "lp"), "foreign"),
}
_FOREIGN_END = re.compile(
    r"[\s,]+(co\.?,? ?ltd|co\.?,? ?limited|limited|ltd|incorporated|inc|corporation|corp|company|co|gmbh|llc|plc|ag|sa|bv|nv"
    r"|kk|spa|srl|lp)\.?$"
)


@dataclass(frozen=True, slots=True)
class FirmName:
    """A name taken apart. `core` is what remains without place, form and group, numbers marked; trades in their order."""

    writing: Writing
    place: Place
    inside: bool
    """The place stands in brackets or before the form, not at the beginning."""
    zone: str
    brand: str
    trades: tuple[str, ...]
    numbers: tuple[str, ...]
    form: str
    group: bool
    unit: str
    """What stands behind a whole name: 第一分公司, 第十六研究所; its numbers as digits."""
    core: str
    twins: bool
    """A look-alike had to be read as the usual character."""


def take_apart(name: str, places: PlaceWords) -> FirmName:
    """The parts of a firm's name; raises NameRefused.

    Where reading a bare place leaves no 字号 (兴隆机械, not a firm of 兴隆县) the place is the 字号.
    """
    writing = write(name)
    if not _HAN.search(writing.text):
        return _foreign(writing)
    whole, unit = _branch(writing.text, vocabulary())
    text, inner, group = _without_brackets(whole, places)
    stem, ending, form, group = _form(text, group, vocabulary())
    readings = list(places.read(stem))
    parts = FirmName(
        writing, NOWHERE, bool(inner), "", "", (), (), form, group, _unit(unit, places), "", False
    )
    for place in (*reversed(readings), NOWHERE):
        found = _named(parts, stem, ending, place, inner, places)
        if found.brand or found.numbers or not place.bare:
            return found
    return found


def _named(
    parts: FirmName, stem: str, ending: str, place: Place, inner: Place, places: PlaceWords
) -> FirmName:
    """The parts with `place` taken for the place at the beginning."""
    rest, zone = _without_zone(stem[place.length :]) if place else (stem, "")
    if not inner and not place:
        inner = places.ending(rest)
        if inner and (len(rest) - inner.length < _SHORTEST_BRAND + 2 or _is_trade(rest[-inner.length :])):
            inner = NOWHERE
        elif inner:
            rest = rest[: -inner.length]
    core, numbers = numbered(rest + ending)  # 化工一厂: the ending shows that 一 is a number
    core = core[: len(core) - len(ending)]
    brand, trades, twins = _trades(core.replace(PLACE, ""), vocabulary())
    if place.bare and len(brand) < _SHORTEST_BRAND and not numbers:
        brand = ""
    elif not brand and trades and not numbers and parts.form in ("limited", "joint_stock", "company", ""):
        brand, trades = trades[0], trades[1:]
        if place.bare:
            brand = ""
    if place and inner and not place.codes & inner.codes:  # 中原大学（深圳）: a part of it, elsewhere
        parts = replace(parts, unit=parts.unit or ",".join(sorted(inner.codes)))
    return replace(
        parts,
        place=place or inner,
        inside=not place and bool(inner),
        zone=zone,
        brand=brand,
        trades=trades,
        numbers=numbers,
        core=core,
        twins=twins or place.twin,
    )


def _branch(text: str, words: Vocabulary) -> tuple[str, str]:
    """The name of the whole and what stands behind it: 示例有限公司 + 济源分公司."""
    for ending in _WHOLE:
        end = text.find(ending) + len(ending)
        if len(ending) < end < len(text) and text[end] != "(" and _is_unit(text[end:], words):
            return text[:end], text[end:]
    unit = next((unit for unit in words.units if text.endswith(unit)), None)
    for ending in _WHOLE_BEFORE_A_UNIT if unit else ():
        end = text.rfind(ending, 0, len(text) - len(unit or "")) + len(ending)
        if end > len(ending) + 1:
            return text[:end], text[end:]
    return text, ""


def _is_unit(rest: str, words: Vocabulary) -> bool:
    """Whether what follows a legal form names a part (分公司, 第一附属医院), and is not the rest of one longer name."""
    if rest in words.forms and rest != "公司":
        return words.forms[rest] not in ("limited", "joint_stock")
    return rest.endswith(
        (*words.units, "所", "厂", "院", "部", "局", "处", "队", "公司", "店", "站", "中心", "库")
    )


def _unit(text: str, places: PlaceWords) -> str:
    """A unit so that 济源市分公司 and 济源分公司 are equal."""
    if not text:
        return ""
    last = places.finest(text)
    rest, numbers = numbered(text[last.length :])
    return "|".join((",".join(sorted(last.codes)), rest, ",".join(numbers)))


def _without_brackets(text: str, places: PlaceWords) -> tuple[str, Place, bool]:
    """The text without brackets, the place they named, and whether they said 集团."""
    if "(" not in text:
        return text, NOWHERE, False
    inner, group = NOWHERE, False

    def say(match: re.Match[str]) -> str:
        nonlocal inner, group
        said = match[1]
        if said == _GROUP:
            group = True
            return ""
        if said in vocabulary().filling:
            return ""
        place = places.whole(said)
        if place and match.start() > 0:
            inner = place
            return ""
        return said

    return _BRACKETED.sub(say, text), inner, group


def _form(text: str, group: bool, words: Vocabulary) -> tuple[str, str, str, bool]:
    """What stands before the legal form, the form as written, its class, and whether it is a group."""
    for filling in words.filling:
        text = text.removesuffix(filling)
    stem, ending, form = text, "", ""
    for size in range(min(words.longest_form, len(text) - 1), 0, -1):
        kind = words.forms.get(text[-size:])
        if kind is not None and not (text.endswith("工厂") and _is_trade(text[-size - 1 : -1]) and size > 1):
            stem, ending, form = text[:-size], text[-size:], kind
            break
    if stem.endswith(_GROUP) and len(stem) > len(_GROUP):
        return stem[: -len(_GROUP)], ending, form or "company", True
    return stem, ending, form, group


def _without_zone(text: str) -> tuple[str, str]:
    for zone in vocabulary().zones:
        if text.startswith(zone) and len(text) > len(zone) + 1:
            return text[len(zone) :], zone[:2]
    town = _TOWN.match(text)
    return (text[town.end() :], town[0]) if town else (text, "")


def _trades(core: str, words: Vocabulary) -> tuple[str, tuple[str, ...], bool]:
    """The 字号, the trade words behind it from left to right, and whether a look-alike was read as meant."""
    alike, end, found, twins = folded(core), len(core), [], False
    while end:
        for size in range(min(words.longest_trade, end), 1, -1):
            word = words.trades.get(alike[end - size : end])
            if word is not None:
                twins |= folded(word) == alike[end - size : end] and word != core[end - size : end]
                found.append(word)
                end -= size
                break
        else:
            break
    return core[:end], tuple(reversed(found)), twins


def _is_trade(word: str) -> bool:
    return folded(word) in vocabulary().trades


def says_nothing(name: FirmName) -> bool:
    """Whether the text is what a program writes where there is no name: kept as text, and never evidence."""
    return name.writing.text in _PLACEHOLDERS


def _foreign(writing: Writing) -> FirmName:
    """A name without Chinese characters: its words, less the legal form at the end."""
    text, form = writing.text.replace("(", " ").replace(")", " "), ""
    while (end := _FOREIGN_END.search(text)) is not None:
        form = form or _FOREIGN_FORMS.get(re.sub(r"[ ]", "", end[1]).rstrip("."), "limited")
        text = text[: end.start()]
    brand = " ".join(re.findall(r"[^\W_]+", text)) or writing.text
    return FirmName(
        writing,
        NOWHERE,
        False,
        "",
        brand,
        (),
        tuple(re.findall(r"\d+", brand)),
        form,
        False,
        "",
        brand,
        False,
    )
