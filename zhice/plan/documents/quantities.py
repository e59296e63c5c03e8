"""The lexer of numbers: every number of a text with its value, range and unit as written, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.numerals import DIGITS, NUMERAL, value_of
from zhice.plan.documents.reading import Figure
from zhice.plan.documents.references import Mark
from zhice.plan.documents.vocabulary import either


@dataclass(frozen=True)
class Quantity:
    """A number with its unit at [start, end) of a compact text. A range has `high` beside `low`."""

    start: int
    end: int
    low: Figure
    high: Figure | None
    unit: str
    chinese: bool = False
    more: bool = False  # 多, 余 after the number: 300多家
    doubling: bool = False  # 翻一番: twice the base


_NOUN_UNITS = either(
    "㎡ ㎥ 人年 批次 场次 家次 件次 户次 台次 % ‰ 个百分点 百分点 倍 微克/立方米 毫克/立方米 毫克/升 平方公里 "
    "平方千米 平方米 立方米 公顷 亩 公里 千米 海里 米 吨标准煤 吨 千克 公斤 斤 担 克 "
    "千瓦时 千瓦 兆瓦 吉瓦 瓦 度 元 美元 欧元 日元 港元 人民币 人次 人 名 位 户 家 个工作日 工作日 "
    "个月 个 项 件 篇 部 册 套 台 辆 艘 架 "
    "座 所 处 条 支 只 头 羽 株 棵 张 床 间 栋 幢 次 场 期 批 届 岁 周岁 年 天 日 小时 分钟 秒 "
    "分贝 分 种 类 门 对 块 片 段 宗 起 例 笔 份 "
    "站 村 县 镇 乡 街道 学校 班 标准箱 标箱 机位 学位 床位 车位 字 组 团 队 道 口 眼 枚 颗 粒 款 "
    "节 课时 学时 学分 级 标方 千伏安 兆伏安 千伏 伏 车次 航次 架次 班次 "
    "列 列次 案 大类 大 重 步 席 顶 本 孔 环 趟 档 轮 吉比特 TB PB EB Gbps Mbps PFLOPS EFLOPS ℃ "
    "摄氏度 MW GW kW km 星 A 代 周 卷 页 幅 点 分点 吨级 级别 层 折 "
    "公里/小时 标准立方米 帕 赫兹 立方 平方 方 盏 盘 桶 箱 台套 台（套） 台(套) 人（次） 家（次） 点位"
)
_SCALE = "(?:[十百千]?万亿|[十百千]亿|[十百千]万|万|亿)"
_UNIT = rf"{_SCALE}?(?:[多余几])?{_NOUN_UNITS}(?:/(?:{_SCALE}|百|千)?{_NOUN_UNITS})?|{_SCALE}[多余]?"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,9})?(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,9})?(?![0-9]))"
_TO = r"(?:-|—{1,2}|–|－|~|～|∼|至|到)"
_ARABIC_QUANTITY = re.compile(
    rf"(?<![0-9.])(?P<low>[-−]?{_ARABIC})\s?(?P<more>[多余])?(?:(?P<lowunit>{_UNIT})?\s?{_TO}\s?(?P<high>{_ARABIC}))?\s?(?P<unit>{_UNIT})?(?P<after>[多余])?"
)
_PARTS = re.compile(
    rf"(?P<below>{NUMERAL}{{1,9}}|"
    rf"[0-9]{{1,9}})分之(?P<above>{NUMERAL}{{1,9}}(?:点{NUMERAL}{{1,9}})?|"
    rf"[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)(?:(?:至|到|-|—)(?:百分之)?(?P<high>{NUMERAL}{{1,9}}|"
    rf"[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?))?"
)
_SLASH = re.compile(r"(?<![0-9./])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![0-9/])")
_CLASSIFIER = either(
    "个百分点 个工作日 个月 人次 名 位 人 户 家 个 项 件 篇 部 册 套 台 辆 座 所 处 条 支 次 场 岁 "
    "天 小时 分钟 种 门 倍 亩 公里 吨 万元 亿元 元 万人 万件 万亩 万吨 万户 万套 万个 亿斤 亿吨 "
    "亿件 个省 个县"
)
_CHINESE_QUANTITY = re.compile(
    rf"(?<![第其统唯之同进另单每某初周星期百分点〇零一二三四五六七八九十0-9])"
    rf"(?P<low>{NUMERAL}{{1,12}})(?:(?:至|到|-|—|"
    rf"～)(?P<high>{NUMERAL}{{1,12}}))?(?P<more>[多余])?(?P<unit>{_SCALE}?{_CLASSIFIER})(?!级|化|"
    rf"般|律)"
)
_TIMES = re.compile(rf"翻(?P<times>{NUMERAL}|[0-9])?(?P<half>番半|番)|成倍(?=增)")
_HAS_DIGIT = re.compile(r"[0-9]")
_INDEFINITE_UNITS = (
    "个",
    "项",
    "件",
    "家",
    "种",
    "条",
    "套",
    "支",
    "位",
    "名",
    "部",
    "处",
    "期",
    "届",
    "人",
    "天",
    "年",
    "门",
    "台",
    "户",
    "场",
    "次",
    "座",
    "所",
    "篇",
)


def find_quantities(text: str, *, references: list[Mark]) -> list[Quantity]:
    """All numbers of a compact text that are not references, in order and without overlaps."""
    taken = bytearray(len(text))
    for mark in references:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    found: list[Quantity] = []
    for pattern, build in (
        (_PARTS, _part),
        (_SLASH, _part),
        (_TIMES, _doubling),
        (_ARABIC_QUANTITY, _arabic),
        (_CHINESE_QUANTITY, _chinese),
    ):
        position = 0
        while match := pattern.search(text, position):
            quantity = (
                build(match)
                if not any(taken[match.start() : match.end()])
                else _shortened(pattern, match, taken)
            )
            position = max(match.end() if quantity else match.start() + 1, position + 1)
            if quantity is None or any(taken[quantity.start : quantity.end]):
                continue
            position = quantity.end
            taken[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _shortened(pattern: re.Pattern[str], match: re.Match[str], taken: bytearray) -> Quantity | None:
    """The number again, cut off where a reference begins (its range or unit ran into one)."""
    if pattern is not _ARABIC_QUANTITY or taken[match.start()]:
        return None
    stop = next(i for i in range(match.start(), match.end()) if taken[i])
    again = pattern.match(match.string, match.start(), stop)
    return _arabic(again) if again else None


def figure(text: str) -> Figure:
    """A plain number from Arabic digits: an int where it can be one."""
    number = float(text.replace(",", "").replace("−", "-"))
    return int(number) if number.is_integer() and "." not in text and abs(number) < 2**53 else number


def _arabic(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    low_text = match["low"]
    if (
        low_text[0] in "-−"
    ):  # a dash before a number is a sign only where nothing stands before it to dash from
        start, low_text = start + 1, low_text[1:]
    unit = match["unit"] or ""
    more = bool(match["more"] or match["after"]) or "多" in unit or "余" in unit
    low_unit = match["lowunit"] or ""
    if match["high"] and low_unit and unit and not unit.endswith(low_unit) and not low_unit.endswith(unit):
        return Quantity(start, match.end("lowunit"), figure(low_text), None, low_unit)
    unit = (unit or low_unit).replace("多", "").replace("余", "")
    high = figure(match["high"]) if match["high"] else None
    low = figure(low_text)
    if high is not None and high < low:
        return Quantity(
            start,
            match.end("lowunit") if low_unit else match.start("low") + len(match["low"]),
            low,
            None,
            low_unit,
        )
    return Quantity(start, end, low, high, unit, more=more)


def _part(match: re.Match[str]) -> Quantity | None:
    below, above = _number(match["below"]), _number(match["above"])
    if not below:
        return None
    if below == 100:
        high = match.groupdict().get("high")
        return Quantity(match.start(), match.end(), above, _number(high) if high else None, "%", chinese=True)
    return Quantity(match.start(), match.end(), round(above / below, 6), None, "", chinese=True)


def _number(text: str) -> Figure:
    return figure(text) if _HAS_DIGIT.search(text) else value_of(text)


def _doubling(match: re.Match[str]) -> Quantity | None:
    if match["half"] is None:
        return None
    times = match["times"]
    doublings = _number(times) if times else 1
    if doublings > 10:
        return None
    return Quantity(match.start(), match.end(), int(2**doublings), None, "倍", chinese=True, doubling=True)


def _chinese(match: re.Match[str]) -> Quantity | None:
    numeral, unit = match["low"], match["unit"]
    if numeral in ("十百千〇○零") or (len(numeral) > 1 and all(c in DIGITS for c in numeral)):
        pair = _neighbours(numeral)
        if pair is None and numeral not in ("十",):
            return None
        if pair:
            return Quantity(match.start(), match.end(), pair[0], pair[1], unit, chinese=True)
    low = value_of(numeral)
    high = value_of(match["high"]) if match["high"] else None
    if high is not None and high < low:
        return None
    return Quantity(match.start(), match.end(), low, high, unit, chinese=True, more=bool(match["more"]))


def _neighbours(numeral: str) -> tuple[int, int] | None:
    """两三家, 三五个: two digits side by side name a range."""
    if (
        len(numeral) == 2
        and all(c in DIGITS for c in numeral)
        and DIGITS[numeral[0]] < DIGITS[numeral[1]] <= DIGITS[numeral[0]] + 2
    ):
        return DIGITS[numeral[0]], DIGITS[numeral[1]]
    return None


def is_indefinite(quantity: Quantity) -> bool:
    """一个, 一家, 一项: the numeral as an article ("a"), not as a count."""
    return (
        quantity.chinese
        and quantity.low == 1
        and quantity.high is None
        and quantity.unit in _INDEFINITE_UNITS
    )
