"""Invented marks, findings and geographical indications, stored through the registry's own actions. The seed decides."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from zhice.intake.sinks import Outcome
from zhice.registry.example.history import AS_OF
from zhice.registry.example.invented import Firm
from zhice.registry.example.region import JIYUAN, SEED, Province
from zhice.registry.models import (
    GeographicalIndication,
    IndicationUser,
    Party,
    Trademark,
    WellKnownRecognition,
)
from zhice.registry.rights.trademarks import actions
from zhice.registry.rights.trademarks.rows import TrademarkEventRow, TrademarkRow

_SIGNS = "济水 愚公 王屋 沁园 坡头 天坛 轵城 邵原 思礼 承留 克井 梨林".split()  # noqa: SIM905
_GOODS = {
    9: "测量仪器（示例）",
    30: "茶；蜂蜜（示例）",
    31: "新鲜蔬菜（示例）",
    35: "广告（示例）",
    7: "机械（示例）",
    6: "铅锭（示例）",
}
_A_YEAR = {
    2008: 22,
    2012: 40,
    2014: 60,
    2016: 80,
    2017: 95,
    2018: 120,
    2019: 150,
    2020: 165,
    2021: 190,
    2022: 60,
}
_INDICATIONS = (
    ("示例山茶", "product", date(2014, 5, 8)),
    ("示例冬凌草", "product", date(2018, 11, 20)),
    ("示例核桃", "agricultural", date(2019, 9, 4)),
    ("示例蔬菜种子", "agricultural", date(2021, 6, 4)),
)


def store(province: Province, parties: dict[str, Party], *, batch: int) -> int:
    """Store them and give the number of trademark rows."""
    random = Random(SEED + 1)
    home = [firm for firm in province.firms if firm.region == JIYUAN and firm.uscc]
    others = [firm for firm in province.firms if firm.region != JIYUAN and firm.uscc]
    rows = [
        *_rows(home, random, first=90_000_001, share=1),
        *_rows(others, random, first=91_000_001, share=2),
    ]
    for verdict in actions.register_trademarks(rows=rows, batch=batch, example=True):
        assert verdict.outcome is Outcome.NEW, verdict
    moves = {firm.name: (region, day) for firm, region, day in province.moves}
    events = [event for row in rows for event in _events(row, moves, random)]
    for verdict in actions.register_events(rows=events, batch=batch, example=True):
        assert verdict.outcome is Outcome.NEW, verdict
    _recognitions(parties, home)
    _indications(parties, home, random)
    return len(rows)


def _rows(firms: list[Firm], random: Random, *, first: int, share: int) -> list[TrademarkRow]:
    weights = [1 / (place + 4) for place in range(len(firms))]
    found = []
    for year, many in _A_YEAR.items():
        for firm in random.choices(firms, weights, k=many * share):
            filed = date(year, random.randint(1, 12), random.randint(1, 28))
            granted = filed + timedelta(days=random.randint(220, 400)) if random.random() < 0.8 else None  # noqa: PLR2004
            registered = granted if granted and granted <= AS_OF else None
            published = registered - timedelta(days=92) if registered else None
            classes = random.sample(sorted(_GOODS), random.choices((1, 2), (9, 1))[0])
            found.append(
                TrademarkRow(
                    office="CN",
                    number=str(first + len(found)),
                    classes=tuple(classes),
                    name=f"{random.choice(_SIGNS)}{random.choice('红蓝金白')}（示例）",
                    kind=random.choices(("ordinary", "collective", "certification"), (196, 2, 2))[0],
                    goods={each: _GOODS[each] for each in classes},
                    filed_date=filed,
                    published_date=published,
                    registered_date=registered,
                    holder=firm.name,
                    region=firm.region,
                )
            )
    return found


def _events(row: TrademarkRow, moves: dict[str, tuple[str, date]], random: Random) -> list[TrademarkEventRow]:
    if row.registered_date is None:
        return []
    found = []

    def tell(kind: str, day: date, **said: object) -> None:
        if day <= AS_OF:
            event = TrademarkEventRow(office="CN", number=row.number, kind=kind, day=day, **said)  # type: ignore[arg-type]
            found.append(event)

    if row.holder in moves and moves[row.holder][1] > row.registered_date:
        tell("address_change", moves[row.holder][1], region=moves[row.holder][0], detail="示例：企业迁址")
    ten_years = date(
        row.registered_date.year + 10, row.registered_date.month, min(row.registered_date.day, 28)
    )
    if random.random() < 0.85:  # noqa: PLR2004
        tell("renewed", ten_years - timedelta(days=random.randint(30, 300)))
    if random.random() < 0.03:  # noqa: PLR2004
        kind = random.choice(("cancelled", "revoked", "invalidated"))
        tell(kind, row.registered_date + timedelta(days=random.randint(400, 1500)), detail="示例")
    return found


def _recognitions(parties: dict[str, Party], home: list[Firm]) -> None:
    for place, day in enumerate((date(2016, 9, 12), date(2021, 4, 27))):
        mark = (
            Trademark.objects.filter(holder=parties[home[place].name], registered_date__lt=day)
            .order_by("pk")
            .first()
        )
        WellKnownRecognition.objects.create(
            mark=mark.name if mark else "示例商标",
            trademark=mark,
            setting=WellKnownRecognition.Setting.ENFORCEMENT,
            organ="示例商标主管机关",
            case_number=f"示例驰认〔{day.year}〕{place + 1}号",
            day=day,
            goods=mark.goods if mark else "示例商品",
            holder=parties[home[place].name],
            region_id=JIYUAN,
            note="示例数据",
        )


def _indications(parties: dict[str, Party], home: list[Firm], random: Random) -> None:
    holder = parties[home[5].name]
    mark = (
        Trademark.objects.filter(kind="certification", holder_region=JIYUAN, registered_date__isnull=False)
        .order_by("pk")
        .first()
    )
    named = [*_INDICATIONS]
    if mark is not None and mark.registered_date is not None:
        named.append((mark.name, "certification_mark", mark.registered_date))
    for place, (name, kind, day) in enumerate(named):
        indication = GeographicalIndication.objects.create(
            name=name,
            kind=kind,
            region_id=JIYUAN,
            area="示例镇、示例乡（示例数据）",
            holder=holder,
            recognised_on=day,
            document=f"示例公告第{place + 1}号",
            standard="示例标准",
            trademark=mark if kind == "certification_mark" else None,
        )
        IndicationUser.objects.bulk_create(
            IndicationUser(
                indication=indication,
                user=parties[firm.name],
                region_id=JIYUAN,
                from_date=max(day, date(2017, 1, 1)) + timedelta(days=random.randint(60, 600)),
                document=f"示例公告第{place + 1}号",
            )
            for firm in random.sample(home[:40], 3 + place)
        )
