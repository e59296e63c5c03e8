"""Names, numbers and codes that are well formed and nobody's. Pure Python, driven by one random source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, product
from random import Random

from zhice.kernel.identifiers.credit_codes import ALPHABET
from zhice.kernel.identifiers.patents import check_digit

_BRANDS = "恒瑞 嘉禾 远航 明德 金石 盛泰 华谊 中原 天工 启明 博远 鼎新 安和 信达 正源 丰泽 康辉 宏图 立方 睿思".split()  # noqa: SIM905
_TRADES = "机械 化工 新材料 装备 电气 环保 铅锌 特钢 农业科技 仪表 包装 能源".split()  # noqa: SIM905
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
_AGENCIES = tuple(f"示例{brand}专利代理事务所" for brand in ("知汇", "中策", "豫知", "明权", "源创", "智行"))
_QUALITIES = "防尘 节能 自动 可调 快拆 低噪 耐磨 密封 折叠 智能 循环 双层".split()  # noqa: SIM905
_THINGS = (
    ("输送装置", "B65G15/30"),
    ("冶炼炉", "F27B14/08"),
    ("除尘器", "B01D46/02"),
    ("换热器", "F28D7/16"),
    ("液压支架", "E21D23/16"),
    ("检测仪", "G01N21/31"),
    ("控制系统", "G05B19/418"),
    ("合金材料", "C22C13/00"),
    ("灌溉设备", "A01G25/02"),
    ("配电柜", "H02B1/30"),
    ("铸造模具", "B22C9/02"),
    ("污水处理工艺", "C02F9/14"),
)
_DESIGNS = ("包装盒", "手柄", "控制面板", "灯具", "座椅", "茶具")
_CODE_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Firm:
    """An applicant: a firm with a code or, without, a person."""

    name: str
    region: str
    city: str
    uscc: str | None


def credit_code(region: str, serial: int) -> str:
    """A code with both check characters right; the organisation number lies where none is given out (000…)."""
    body = f"{serial:08d}"
    rest = (
        11 - sum(int(digit) * weight for digit, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)) % 11
    ) % 11
    code = f"91{region}{body}{'0123456789X'[rest]}"
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(code, _CODE_WEIGHTS, strict=True))
    return code + ALPHABET[(31 - total % 31) % 31]


def firms(*, region: str, city: str, number: int, persons: int, random: Random) -> list[Firm]:
    """`number` firms and `persons` persons of one region, all called 示例."""
    made = [f"{city}示例{brand}{trade}有限公司" for brand, trade in product(_BRANDS, _TRADES)]
    random.shuffle(made)
    found = [
        Firm(name, region, city, credit_code(region, serial))
        for serial, name in enumerate(made[:number], start=1)
    ]
    surnames = random.sample(_SURNAMES, persons)
    return found + [Firm(f"{surname}示例", region, city, None) for surname in surnames]


class Numbers:
    """Application numbers with a right check digit and publication numbers, each once."""

    def __init__(self) -> None:
        self._applications: dict[tuple[int, str], count[int]] = {}
        self._documents = {digit: count(1) for digit in "123"}

    def application(self, year: int, digit: str) -> str:
        serial = next(self._applications.setdefault((year, digit), count(9_500_000)))
        digits = f"{year}{digit}{serial:07d}"
        return f"{digits}.{check_digit(digits)}"

    def document(self, digit: str) -> str:
        """Documents from CN19…, CN29… and CN39… on, which the office has not reached."""
        return f"CN{digit}9{next(self._documents[digit]):07d}"


def title(kind: str, random: Random) -> tuple[str, str]:
    """A title and its main class."""
    if kind == "DESIGN":
        return f"{random.choice(_DESIGNS)}（示例）", "09-03"
    thing, ipc = random.choice(_THINGS)
    return f"一种{''.join(random.sample(_QUALITIES, 2))}{thing}（示例）", ipc


def agency(random: Random) -> str:
    """An agency for four filings in five."""
    return random.choice(_AGENCIES) if random.random() < 0.8 else ""  # noqa: PLR2004
