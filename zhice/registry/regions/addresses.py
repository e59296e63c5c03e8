"""From an address to a region: where a firm sits, even when the address names an old or wrong parent.

An address is read from its beginning, unit by unit: postcode, province, prefecture, county. Names are
taken only
where a unit's name can stand, so a road, a building or a firm that is called after a place leads nowhere:
“郑州市济源路” is Zhengzhou, “北京市海淀区济源大厦” is Haidian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from zhice.kernel.text import clean

Value = TypeVar("Value")


class Level(Enum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One region by its code of today. `parent` is None for a province; 419001's parent is the province.

    `names` are other names it bears or bore; `towns` the names of its streets and towns, without 镇 or 街道.
    """

    code: str
    name: str
    level: Level
    parent: str | None = None
    names: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()


class How(Enum):
    """On what the answer rests."""

    PLAIN = "plain"
    """Every unit stands under its parent of today, or the higher ones are left out."""
    OTHER_PARENT = "other_parent"
    """The county-level unit is named in full under a parent that is not its own (any more)."""
    FORMER_NAME = "former_name"
    SHORT_NAME = "short_name"
    ABROAD = "abroad"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Resolution:
    """`code` is the finest region found, None abroad or where nothing was found."""

    code: str | None
    level: Level | None
    how: How


_NOT_FOUND = Resolution(None, None, How.NOT_FOUND)
_ABROAD = Resolution(None, None, How.ABROAD)
_POSTCODE = re.compile(r"\d{6}(?!\d)\s*|\(?\d{6}\)\s*")
_NATION = re.compile(r"中国(?:大陆)?|中华人民共和国")
_ZONE = re.compile(r"(?:中国)?\(?\w{0,3}\)?自由贸易试验区")
_ZONE_IN_BRACKETS = re.compile(r"\w{2,10}?区\((\w{1,5}区)\)")
_OF_A_CITY = ("中区", "南区", "北区")
_FREE_TRADE = re.compile(r"中国\((\w+)\)(?=自由贸易)")
_BETWEEN = re.compile(r"(?:省|自治区)?直辖(?:县级)?(?:行政)?(?:区划|单位)|市辖区|市区")
_WAYS = (
    "路",
    "街",
    "大道",
    "大厦",
    "道",
    "巷",
    "中路",
    "东路",
    "西路",
    "南路",
    "北路",
    "大街",
    "广场",
    "宾馆",
)
_AFTER_SHORT = re.compile(
    r"市|县|经济|高新|工业|开发|产业|技术|新区|示范区|城乡|出口|片区|.{1,6}?(?:开发区|园区|集聚区|高新区|新区|保税区)"
)
_ENDING = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区|盟|县|旗|林区|特区|区)$"
)
_PEOPLES = re.compile(
    r"(?:[^\s]族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|保安|东乡|撒拉|仫佬|毛南|土家|布依|拉祜|佤|傣|彝|苗|侗|壮|瑶|回|满)+自治[州县旗]$"
)
_ABROAD_BEGINS = re.compile(
    r"美国|日本|韩国|德国|法国|英国|瑞士|瑞典|荷兰|意大利|加拿大|新加坡|比利时"
    r"|奥地利|丹麦|芬兰|挪威|西班牙|以色列|澳大利亚|印度|爱尔兰|卢森堡|英属|开曼"
    r"|俄罗斯|巴西|墨西哥|波兰|捷克|匈牙利|泰国|马来西亚|越南|南非|土耳其|葡萄牙"
    r"|希腊|新西兰|列支敦士登|沙特|阿联酋|百慕大|塞舌尔|萨摩亚|毛里求斯|巴巴多斯"
    r"|塞浦路斯|马耳他|冰岛|乌克兰|阿根廷|智利|菲律宾|印度尼西亚|斯洛文尼亚|斯洛伐克"
    r"|罗马尼亚|保加利亚|克罗地亚|爱沙尼亚|拉脱维亚|立陶宛|白俄罗斯|哈萨克斯坦|伊朗"
    r"|埃及|摩洛哥|朝鲜|大韩民国|波多黎各|根西|泽西|文莱|委内瑞拉"
)


class Beginnings(Generic[Value]):
    """Names by their first two signs, the longest first: most addresses are settled by one or two comparisons."""

    def __init__(self, names: dict[str, Value]) -> None:
        self._by_two: dict[str, list[tuple[str, Value]]] = {}
        for name in sorted(names, key=len, reverse=True):
            if len(name) > 1:
                self._by_two.setdefault(name[:2], []).append((name, names[name]))

    def longest(self, text: str) -> tuple[str, Value] | None:
        """The longest name that `text` begins with."""
        for known in self._by_two.get(text[:2], ()):
            if text.startswith(known[0]):
                return known
        return None


_NOTHING: Beginnings[tuple[str, How]] = Beginnings({})
_NO_SHORT: Beginnings[str] = Beginnings({})


class Gazetteer:
    """Resolves addresses against a set of units. Building takes some milliseconds; resolving some
    microseconds.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._first: dict[str, tuple[str, How]] = {}
        self._below: dict[str, dict[str, tuple[str, How]]] = {}
        self._short: dict[str, dict[str, str]] = {}
        self._full: dict[str, set[str]] = {}
        for unit in self._units.values():
            self._learn(unit)
        self._elsewhere = {name: min(codes) for name, codes in self._full.items() if len(codes) == 1}
        self._heads()
        self._begins_first, self._begins_elsewhere = Beginnings(self._first), Beginnings(self._elsewhere)
        self._begins_below = {code: Beginnings(names) for code, names in self._below.items()}
        self._begins_short = {code: Beginnings(names) for code, names in self._short.items()}
        self._cache: dict[str, Resolution] = {}

    def __len__(self) -> int:
        return len(self._units)

    def units(self) -> tuple[Unit, ...]:
        """All units, parents before children."""
        order = list(Level)
        return tuple(sorted(self._units.values(), key=lambda unit: (order.index(unit.level), unit.code)))

    def unit(self, code: str) -> Unit:
        return self._units[code]

    def resolve(self, address: str) -> Resolution:
        """The finest region that an address names."""
        known = self._cache.get(address)
        if known is None:
            if len(self._cache) >= _REMEMBERED:
                self._cache.clear()
            known = self._cache[address] = self._resolve(_tidy(address))
        return known

    def forget(self) -> None:
        """Drop the remembered answers, so that a measurement counts the work."""
        self._cache.clear()

    def _learn(self, unit: Unit) -> None:
        named = [(unit.name, How.PLAIN), *((name, How.FORMER_NAME) for name in unit.names)]
        if unit.level is Level.PREFECTURE and unit.name.endswith("市"):
            named.append((f"{_short(unit.name)}地区", How.FORMER_NAME))
        for parent in self._parents(unit):
            below = self._below.setdefault(parent, {})
            for name, how in named:
                if below.get(name, (unit.code, how))[1] is not How.PLAIN or how is How.PLAIN:
                    below[name] = (unit.code, how)
            short = _short(unit.name)
            if len(short) > 1 and short != _short(self._units[unit.parent or parent].name):
                self._short.setdefault(parent, {})[short] = unit.code  # but 长沙高新区 is not in 长沙县
        if unit.level is Level.COUNTY:
            for name, _ in named:
                self._full.setdefault(name, set()).add(unit.code)

    def _parents(self, unit: Unit) -> list[str]:
        """The units under which a name may stand: a county also stands right under its province."""
        parents = []
        code = unit.parent
        while code is not None:
            parents.append(code)
            code = self._units[code].parent if code in self._units else None
        return parents

    def _heads(self) -> None:
        """What an address may begin with: a province, any prefecture, a county whose name is the only one."""
        for unit in self._units.values():
            if unit.level is Level.PROVINCE:
                for name in (unit.name, _short(unit.name), *unit.names):
                    self._first[name] = (unit.code, How.PLAIN)
        for unit in self._units.values():
            if unit.level is Level.PREFECTURE:
                self._first.setdefault(unit.name, (unit.code, How.PLAIN))
        for name, code in self._elsewhere.items():
            how = How.PLAIN if self._units[code].name == name else How.FORMER_NAME
            self._first.setdefault(name, (code, how))

    def _resolve(self, text: str) -> Resolution:
        found = self._begins_first.longest(text)
        if found is None or self._is_a_road(text, found[0]):
            return _ABROAD if _ABROAD_BEGINS.match(text) else _NOT_FOUND
        name, (code, how) = found
        return self._go_down(code, _after(text, name, self._units[code]), how)

    def _go_down(self, code: str, rest: str, how: How) -> Resolution:
        while True:
            unit = self._units[code]
            if unit.level is Level.COUNTY:
                return self._county(unit, rest, how)
            rest = self._without_free_trade_zone(unit, rest)
            below = self._unit_below(unit, rest)
            if below is None or self._is_a_road(rest, below[0]):
                return self._not_below(unit, rest, how)
            name, (code, said) = below
            how = said if said is not How.PLAIN else how
            rest = _after(rest, name, self._units[code])

    def _unit_below(self, unit: Unit, rest: str) -> tuple[str, tuple[str, How]] | None:
        """The name of a unit below, which may share its first sign with the name above: 乐山市中区, 青岛市北区."""
        names = self._begins_below.get(unit.code, _NOTHING)
        found = names.longest(rest)
        if found is None and rest[:2] in _OF_A_CITY and unit.name.endswith("市"):
            shared = names.longest(f"市{rest}")
            return shared and (shared[0][1:], shared[1])
        return found

    def _county(self, unit: Unit, rest: str, how: How) -> Resolution:
        """A county-level unit; if it bears the name of a city that is no more, the district of that city: 莱芜市钢城区."""
        if (
            how is How.SHORT_NAME
            and rest.startswith("市")
            and not unit.name.endswith("市")
            and unit.parent is not None
        ):
            beside = self._begins_below.get(unit.parent, _NOTHING).longest(rest[1:])
            if beside is not None and beside[0].endswith("区") and len(beside[0]) > len("某区"):
                return Resolution(beside[1][0], Level.COUNTY, how)
        return Resolution(unit.code, unit.level, how)

    def _without_free_trade_zone(self, unit: Unit, rest: str) -> str:
        """A free trade zone lies across units: what follows it says more, perhaps beginning with this unit again."""
        match = _ZONE.match(rest) if "自由贸易" in rest else None
        if match is None:
            return rest
        rest = rest[match.end() :]
        return _after(rest, unit.name, unit) if rest.startswith(unit.name) else rest

    def _not_below(self, unit: Unit, rest: str, how: How) -> Resolution:
        """The next name is no child of this unit: a short name, a unit of another parent, or no unit at
        all.
        """
        short = self._begins_short.get(unit.code, _NO_SHORT).longest(rest)
        if short is not None:
            name, code = short
            after = rest[len(name) :]
            towns = self._units[code].towns
            if _AFTER_SHORT.match(after) or (towns and after.startswith(towns)):
                return self._go_down(code, after, How.SHORT_NAME)
        bracketed = _ZONE_IN_BRACKETS.match(rest)  # 高新区(新市区)
        below = bracketed and self._begins_below.get(unit.code, _NOTHING).longest(bracketed[1])
        if below:
            return Resolution(below[1][0], Level.COUNTY, how)
        first = self._begins_first.longest(rest)  # 广州市惠州市惠城区: a second city, in full, is meant
        if (
            first is not None
            and self._is_a_city(first[1][0], first[0])
            and self._same_province(first[1][0], unit.code)
        ):
            return self._go_down(
                first[1][0], _after(rest, first[0], self._units[first[1][0]]), How.OTHER_PARENT
            )
        other = self._begins_elsewhere.longest(rest)
        if other is not None and not self._is_a_road(rest, other[0]):
            name, code = other
            if self._is_full(name) and self._same_province(code, unit.code):
                return Resolution(code, Level.COUNTY, How.OTHER_PARENT)
        return Resolution(unit.code, unit.level, how)

    def _is_a_city(self, code: str, name: str) -> bool:
        return (
            name.endswith("市")
            and self._units[code].level is Level.PREFECTURE
            and self._units[code].name == name
        )

    def _is_full(self, name: str) -> bool:
        """A district's name alone, such as 新城区, says too little to contradict a parent."""
        return name.endswith(("市", "县", "旗", "示范区")) and len(name) > len("某县")

    def _same_province(self, one: str, other: str) -> bool:
        return one[:2] == other[:2]

    def _is_a_road(self, text: str, name: str) -> bool:
        """北京路, 济源大厦: a short name with a road or a building after it names no place to sit in."""
        return text.startswith(_WAYS, len(name)) and not _ENDING.search(name) and not name.endswith("州")


_REMEMBERED = 100_000


def _after(text: str, name: str, unit: Unit) -> str:
    """What follows a unit's name, without its repetition and the words that fill a level where there is
    none.
    """
    rest = text[len(name) :].lstrip(" ,")
    if rest.startswith(unit.name):
        rest = rest[len(unit.name) :]
    match = _BETWEEN.match(rest)
    return rest[match.end() :] if match else rest


def _tidy(address: str) -> str:
    text = clean(address)[0] if not address.isascii() else address
    text = text.strip().lstrip("'")
    match = _POSTCODE.match(text)
    if match:
        text = text[match.end() :]
    if "自由贸易" in text:
        text = _FREE_TRADE.sub(r"\1", text, count=1)
    match = _NATION.match(text)
    return (text[match.end() :] if match else text).strip()


def _short(name: str) -> str:
    """济源市 → 济源, 广西壮族自治区 → 广西, 恩施土家族苗族自治州 → 恩施."""
    return _PEOPLES.sub(
        "", _ENDING.sub("", name) if not name.endswith(("自治州", "自治县", "自治旗")) else name
    )
