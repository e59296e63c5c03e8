"""3,360 labelled pairs of firms' names made from rules (one seed, invented 字号, real places and trades), and those by hand.

    python -m tests.cases.firm_pairs        prints them: label, kind, name, other name

Made anew in each run and held to a digest: a file of them would only repeat the rules.

Labels: `same` and `different` are certain from how names are given; `review`: the names alone cannot tell. Every pair,
these and those by hand, belongs to the build half or the held half by its own hash; the held half decides no weight.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

BY_HAND = Path(__file__).with_name("firm_pairs_by_hand.tsv")
DIGEST = "96b65852b555844ac362e67eb9495a87174d5e2dad3a6dd8251955ec9518900a"
"""SHA-256 of the made pairs, tab-separated, a line each: a change of a rule is a change of the measure, and shows here."""
SEED = 20200612
EACH = 120


def _words(text: str) -> list[str]:
    return text.split()


_SIGNS = "恒瑞嘉禾远航明德金石盛泰华谊启博鼎新安和信达正源丰泽康辉宏图立方睿思鑫隆昌盈凯旋骏驰腾越锦程浩宇晟祥润佳铭诚耀世联创拓"
_OTHERS = "顺发昊辰峰岭江河海川云涛松柏竹梅兰菊霖钰琪"
_TRADES = _words(
    "机械 化工 新材料 电气 环保科技 铅锌 特钢 农业科技 仪表 包装 能源 机械设备 电子科技 生物科技 食品 服饰 纺织 建材 物流 商贸 "
    "建筑工程 信息技术 医疗器械 汽车零部件 模具 塑料制品 轴承 耐火材料 矿业 酒业 智能装备 光电科技 园林绿化 陶瓷 家具 轮胎"
)
_PLACES = _words(
    "济源市 郑州市 洛阳市 焦作市 新乡市 安阳市 许昌市 南阳市 漯河市 孟州市 沁阳市 巩义市 温县 博爱县 苏州市 宁波市 东莞市 佛山市 "
    "温州市 泉州市 青岛市 烟台市 芜湖市 襄阳市 宜昌市 株洲市 柳州市 绵阳市 遵义市 昆山市 慈溪市 义乌市 长兴县 海安市"
)
_PROVINCES = {
    "河南省": "济源市 郑州市 洛阳市 焦作市 新乡市",
    "江苏省": "苏州市 昆山市",
    "浙江省": "宁波市 温州市",
    "广东省": "东莞市 佛山市",
    "山东省": "青岛市 烟台市",
    "湖北省": "襄阳市 宜昌市",
    "广西壮族自治区": "柳州市",
    "四川省": "绵阳市",
}
_PROVINCE = {place: province for province, places in _PROVINCES.items() for place in places.split()}
_FORMER = (
    ("襄樊市", "襄阳市"), ("思茅市", "普洱市"), ("大庸市", "张家界市"), ("锦西市", "葫芦岛市"), ("浑江市", "白山市"),
    ("荆沙市", "荆州市"), ("铁法市", "调兵山市"), ("蒲圻市", "赤壁市"), ("吴江市", "苏州市吴江区"), ("南海市", "佛山市南海区"),
    ("偃师市", "洛阳市偃师区"), ("即墨市", "青岛市即墨区"), ("余杭市", "杭州市余杭区"), ("文登市", "威海市文登区"),
    ("许昌县", "许昌市建安区"), ("开封县", "开封市祥符区"), ("淮阳县", "周口市淮阳区"), ("孟津县", "洛阳市孟津区"),
)  # fmt: skip
# fmt: off
_TRADITIONAL = dict(zip(
    "济阳乡机电气环农业产能设备门东华谊远联创盛国汽车轮矿链织饰药疗仓储议语质优厂润凯骏驰腾铭诚泽丰宁灯锌铅",
    "濟陽鄉機電氣環農業產能設備門東華誼遠聯創盛國汽車輪礦鏈織飾藥療倉儲議語質優廠潤凱駿馳騰銘誠澤豐寧燈鋅鉛", strict=True,
))
# fmt: on
_RARE = dict(zip("国和金面明德年冰汇涩", "囯咊釒靣眀悳秊氷滙澁", strict=True))
_RADICALS = dict(zip("金石禾食车方立高龙", "⾦⽯⽲⾷⻋⽅⽴⾼⻰", strict=True))
_TWINS = dict(zip("天大玉土未治千田己鸟", "夭太王士末冶干由已乌", strict=True))
_SOUNDS = dict(zip("源恒新信和瑞丰华诚泰", "元衡鑫欣河锐峰桦程太", strict=True))
_NUMERALS = "一二三四五六七八九十"
Pair = tuple[str, str]
Labelled = tuple[str, str, str, str]


@dataclass(frozen=True)
class Name:
    """The parts that a name is written from."""

    place: str
    brand: str
    trade: str
    form: str = "有限公司"
    group: str = ""
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.place}{self.brand}{self.trade}{self.group}{self.form}{self.unit}"


class Maker:
    """Every rule of a pair, driven by one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def brand(self, length: int = 0) -> str:
        return "".join(self.random.sample(_SIGNS, length or self.random.choice((2, 2, 2, 3))))

    def name(self) -> Name:
        form = self.random.choice(("有限公司",) * 6 + ("有限责任公司", "股份有限公司", "厂"))
        return Name(self.random.choice(_PLACES), self.brand(), self.random.choice(_TRADES), form)

    def other(self, values: tuple[str, ...] | list[str], value: str) -> str:
        return self.random.choice([each for each in values if each != value])

    def holding(self, signs: dict[str, str]) -> tuple[Name, str, str]:
        """A name whose 字号 holds one of `signs`, the sign, and what is written for it."""
        sign = self.random.choice(sorted(signs))
        return replace(self.name(), brand=self._with(sign)), sign, signs[sign]

    def _with(self, sign: str) -> str:
        rest = self.random.choice([each for each in _SIGNS if each != sign])
        return sign + rest if self.random.random() < 0.5 else rest + sign

    # the same firm, written otherwise
    def limited(self) -> Pair:
        name = self.name()
        return str(replace(name, form="有限公司")), str(replace(name, form="有限责任公司"))

    def suffix(self) -> Pair:
        name = self.name()
        return str(name), str(replace(name, place=name.place.rstrip("市县")))

    def province(self) -> Pair:
        place = self.random.choice(sorted(_PROVINCE))
        name = replace(self.name(), place=place)
        short = self.random.choice((place, place.rstrip("市")))
        return str(replace(name, place=_PROVINCE[place] + place)), str(replace(name, place=short))

    def former(self) -> Pair:
        old, new = self.random.choice(_FORMER)
        name = self.name()
        return str(replace(name, place=old)), str(replace(name, place=new))

    def traditional(self) -> Pair:
        name = str(self.name())
        return name, "".join(_TRADITIONAL.get(sign, sign) for sign in name)

    def full_width(self) -> Pair:
        name = self.name()
        latin = "".join(self.random.sample("ABCDEFGHKLMNPRTX", 3))
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in latin)
        return str(replace(name, brand=latin)), str(replace(name, brand=wide))

    def brackets(self) -> Pair:
        name = replace(self.name(), place="", form="有限公司")
        place = self.random.choice(_PLACES).rstrip("市县")
        return (
            f"{name.brand}（{place}）{name.trade}{name.form}",
            f"{name.brand}({place}){name.trade}{name.form}",
        )

    def group(self) -> Pair:
        name = replace(self.name(), form="有限公司")
        return str(replace(name, group="集团")), str(replace(name, group="（集团）"))

    def rare_forms(self) -> Pair:
        name, sign, rare = self.holding(_RARE)
        return str(name), str(replace(name, brand=name.brand.replace(sign, rare)))

    def radicals(self) -> Pair:
        name, sign, radical = self.holding(_RADICALS)
        return str(name), str(replace(name, brand=name.brand.replace(sign, radical)))

    def invisible(self) -> Pair:
        name = str(self.name())
        place = self.random.randrange(1, len(name))
        return name, name[:place] + self.random.choice("\u200b\u00ad\ufeff\u3000 ") + name[place:]

    def numeral(self) -> Pair:
        number = self.random.randrange(10)
        name = replace(self.name(), brand=f"第{_NUMERALS[number]}", form="厂")
        digit = self.random.choice((str(number + 1), chr(0xFF10 + number + 1) if number < 9 else "１０"))
        return str(name), str(replace(name, brand=f"第{digit}"))

    # two firms that look like one
    def near_brand(self) -> Pair:
        name = self.name()
        place = self.random.randrange(len(name.brand))
        changed = name.brand[:place] + self.random.choice(_OTHERS) + name.brand[place + 1 :]
        return str(name), str(replace(name, brand=changed))

    def longer_brand(self) -> Pair:
        name = replace(self.name(), brand=self.brand(2))
        return str(name), str(replace(name, brand=name.brand + self.random.choice(_OTHERS)))

    def ordinals(self) -> Pair:
        name = replace(self.name(), form="厂")
        first, second = self.random.sample(_NUMERALS, 2)
        return str(replace(name, brand=f"第{first}")), str(replace(name, brand=f"第{second}"))

    def branch(self) -> Pair:
        name = replace(self.name(), form="有限公司")
        return str(name), str(replace(name, unit=f"{self.random.choice(_PLACES).rstrip('市县')}分公司"))

    def two_branches(self) -> Pair:
        name = replace(self.name(), form="有限公司")
        first, second = self.random.sample([place.rstrip("市县") for place in _PLACES], 2)
        return str(replace(name, unit=f"{first}分公司")), str(replace(name, unit=f"{second}分公司"))

    def numbered_branches(self) -> Pair:
        name = replace(self.name(), form="厂")
        first, second = self.random.sample(_NUMERALS, 2)
        return str(replace(name, unit=f"第{first}分厂")), str(replace(name, unit=f"第{second}分厂"))

    def other_place(self) -> Pair:
        name = self.name()
        return str(name), str(replace(name, place=self.other(_PLACES, name.place)))

    def other_trade(self) -> Pair:
        name = self.name()
        other = self.random.choice(
            [t for t in _TRADES if not t.startswith(name.trade) and not name.trade.startswith(t)]
        )
        return str(name), str(replace(name, trade=other))

    def sounds_alike(self) -> Pair:
        name, sign, other = self.holding(_SOUNDS)
        return str(name), str(replace(name, brand=name.brand.replace(sign, other)))

    def looks_alike(self) -> Pair:
        name, sign, other = self.holding(_TWINS)
        return str(name), str(replace(name, brand=name.brand.replace(sign, other)))

    def swapped(self) -> Pair:
        name = replace(self.name(), brand=self.brand(2))
        return str(name), str(replace(name, brand=name.brand[::-1]))

    def two_numbers(self) -> Pair:
        name, number = self.name(), self.random.randrange(100, 998)
        return str(replace(name, brand=f"{name.brand}{number}")), str(
            replace(name, brand=f"{name.brand}{number + 1}")
        )

    # the names alone cannot tell
    def shares(self) -> Pair:
        name = self.name()
        return str(replace(name, form="有限公司")), str(replace(name, form="股份有限公司"))

    def grown_group(self) -> Pair:
        name = replace(self.name(), form="有限公司")
        return str(name), str(replace(name, group="集团"))

    def no_place(self) -> Pair:
        name = self.name()
        return str(name), str(replace(name, place=""))

    def more_trade(self) -> Pair:
        name = replace(self.name(), trade=self.random.choice(("机械", "电气", "食品", "包装", "化工")))
        return str(name), str(
            replace(name, trade=name.trade + self.random.choice(("制造", "设备", "实业", "科技")))
        )


_SAME = _words(
    "limited suffix province former traditional full_width brackets group rare_forms radicals invisible numeral"
)
_DIFFERENT = _words(
    "near_brand longer_brand ordinals branch two_branches numbered_branches other_place other_trade "
    "sounds_alike looks_alike swapped two_numbers"
)
_REVIEW = _words("shares grown_group no_place more_trade")
RULES = [("same", _SAME), ("different", _DIFFERENT), ("review", _REVIEW)]


def made() -> Iterator[Labelled]:
    """(label, kind, name, other name) of every made pair; no pair twice, none of two equal texts."""
    maker, seen = Maker(SEED), set()
    for label, kinds in RULES:
        for kind in kinds:
            rule: Callable[[], Pair] = getattr(maker, kind)
            count = 0
            while count < EACH:
                pair = rule()
                if pair[0] != pair[1] and pair not in seen:
                    seen.add(pair)
                    count += 1
                    yield label, kind, *pair


def by_hand() -> Iterator[Labelled]:
    """The pairs that were written and labelled by hand."""
    for line in BY_HAND.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            label, kind, name, other = line.split("\t")
            yield label, kind, name, other


def lines() -> str:
    """The made pairs as text."""
    return "".join("\t".join(pair) + "\n" for pair in made())


def is_held(pair: Labelled) -> bool:
    """Whether a pair is of the held half: by the hash of its two names."""
    return hashlib.sha256("\t".join(pair[2:]).encode()).digest()[0] % 2 == 1


if __name__ == "__main__":
    print(lines(), end="")
