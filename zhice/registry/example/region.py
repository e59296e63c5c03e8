"""The whole invented province: 济源 in full, the other seventeen units of Henan small, so that a rank can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from zhice.registry.example.history import Filing, filings_of, moved, sold
from zhice.registry.example.invented import Firm, Numbers, firms

SEED = 20201231
JIYUAN = "419001"
OTHERS = {
    "410100": "郑州",
    "410200": "开封",
    "410300": "洛阳",
    "410400": "平顶山",
    "410500": "安阳",
    "410600": "鹤壁",
    "410700": "新乡",
    "410800": "焦作",
    "410900": "濮阳",
    "411000": "许昌",
    "411100": "漯河",
    "411200": "三门峡",
    "411300": "南阳",
    "411400": "商丘",
    "411500": "信阳",
    "411600": "周口",
    "411700": "驻马店",
}
_JIYUAN_A_YEAR = [1000, 1080, 1170, 1270, 1390, 1450]
_EXAMPLE = "示例数据：由程序生成，不是统计数"
# law.md §1: the census figure is from memory, not seen; it stays "preliminary" until somebody has read the bulletin
_CENSUS = "第七次全国人口普查（约数，原文未核对）"


@dataclass(frozen=True, kw_only=True)
class Population:
    region: str
    year: int
    persons: int
    status: str
    published: date
    source: str


@dataclass(frozen=True, kw_only=True)
class PCT:
    number: str
    title: str
    filed: date
    firm: Firm


@dataclass(frozen=True, kw_only=True)
class Province:
    """Everything that is invented."""

    firms: list[Firm]
    filings: list[Filing]
    populations: list[Population]
    pct: list[PCT]
    moves: list[tuple[Firm, str, date]]


def invent(seed: int = SEED) -> Province:
    """The province of a seed; the same seed gives the same province."""
    random, numbers = Random(seed), Numbers()
    home = firms(region=JIYUAN, city="济源", number=220, persons=30, random=random)
    filings = filings_of(
        firms=home, a_year=_JIYUAN_A_YEAR, numbers=numbers, random=random, old_inventions=130
    )
    everyone = list(home)
    for code, city in OTHERS.items():
        there = firms(region=code, city=city, number=24, persons=4, random=random)
        start, growth = random.randint(90, 210), random.uniform(1.0, 1.16)
        a_year = [round(start * growth**year) for year in range(6)]
        filings += filings_of(
            firms=there, a_year=a_year, numbers=numbers, random=random, old_inventions=random.randint(5, 30)
        )
        everyone += there
    moves = _moves(home, everyone, filings)
    sold(filings, to=home[3], number=12, day=date(2021, 9, 1), random=random)
    return Province(
        firms=everyone,
        filings=filings,
        populations=_populations(random),
        pct=_pct(home, everyone, random),
        moves=moves,
    )


def _moves(home: list[Firm], everyone: list[Firm], filings: list[Filing]) -> list[tuple[Firm, str, date]]:
    arriving = next(firm for firm in everyone if firm.region == "410800")
    moves = [
        (home[12], "410300", date(2021, 4, 12)),
        (home[30], "410800", date(2022, 6, 20)),
        (arriving, JIYUAN, date(2020, 5, 18)),
    ]
    for firm, region, day in moves:
        moved(filings, firm=firm, region=region, day=day)
    return moves


def _populations(random: Random) -> list[Population]:
    found = []
    for code in (JIYUAN, *OTHERS):
        persons = 722_000 if code == JIYUAN else random.randint(500, 1_300) * 1_000
        for year in range(2016, 2022):
            persons = round(persons * random.uniform(0.999, 1.004))
            seen = code == JIYUAN and year == 2020  # noqa: PLR2004
            if seen:
                persons = 727_300
                early = {"persons": 724_000, "status": "preliminary", "published": date(2021, 3, 20)}
                found.append(Population(region=code, year=year, source=_EXAMPLE, **early))
            found.append(
                Population(
                    region=code,
                    year=year,
                    persons=persons,
                    status="preliminary" if seen else "final",
                    published=date(year + 1, 5, 20),
                    source=_CENSUS if seen else _EXAMPLE,
                )
            )
    return found


def _pct(home: list[Firm], everyone: list[Firm], random: Random) -> list[PCT]:
    found = []
    for year, many in zip(range(2017, 2023), (1, 1, 2, 2, 3, 4), strict=True):
        applicants = [firm for firm in home[:40] if firm.uscc][:many]
        applicants += random.sample([firm for firm in everyone if firm.uscc and firm.region != JIYUAN], 14)
        found += [
            PCT(
                number=f"PCT/CN{year}/{990_000 + place:06d}",
                title=f"一种示例国际申请 {year}-{place + 1}",
                filed=date(year, random.randint(1, 12), random.randint(1, 28)),
                firm=firm,
            )
            for place, firm in enumerate(applicants)
        ]
    return found
