"""An invented concordance for the example, marked as such, and a few invented grounds of high value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhice.registry.classes.actions import rematch
from zhice.registry.classes.lines import ConcordanceLine
from zhice.registry.classes.models import Concordance, ConcordanceRow
from zhice.registry.high_value.models import HighValueGround
from zhice.registry.rights.patents.models import Patent

_NAME, _EDITION, _DAY = "示例：产业与国际专利分类对照表", "示例", date(2017, 1, 1)
# code, name, patterns, keywords; the symbols are those of the example's things
_ROWS = (
    ("示1", "示例高端装备产业", "E21D23/*；B65G15/*（不含B65G15/60）", ""),
    ("示2", "示例新材料产业", "C22C*", "耐磨；密封"),
    ("示3", "示例节能环保产业", "C02F9/*；B01D46/*", "循环；节能"),
    ("示4", "示例智能产业", "G05B19/*；G01N21/*", "智能；自动"),
)
_GROUNDS = (
    ("award", "示例：中国专利优秀奖", date(2021, 6, 24), None, ""),
    ("pledge", "示例：质押登记 X001", date(2021, 3, 10), Decimal("12000000"), ""),
    ("pledge", "示例：质押登记 X002", date(2022, 4, 8), Decimal("3000000"), ""),
    ("family", "示例 US0000001A1", date(2022, 5, 19), None, "US"),
)


def load(region: str) -> int:
    """The concordance, its matches, and grounds for the first inventions of the region. Part of the caller's act."""
    concordance = Concordance.objects.create(
        name=_NAME, kind=Concordance.Kind.STRATEGIC, edition=_EDITION, day=_DAY, source="示例数据，非官方对照表", example=True
    )  # fmt: skip
    lines = (ConcordanceLine(_NAME, "strategic", _EDITION, _DAY, "", *row[:3], "", row[3]) for row in _ROWS)
    ConcordanceRow.objects.bulk_create(
        ConcordanceRow(
            concordance=concordance,
            branch=line.branch,
            branch_name=line.branch_name,
            patterns=line.patterns,
            keywords=line.keywords,
            digest=line.digest,
        )
        for line in lines
    )
    inventions = Patent.objects.filter(
        kind="INVENTION", holder_region=region, granted_date__isnull=False, lapsed_date=None
    )
    for patent, (ground, document, day, amount, country) in zip(
        inventions.order_by("filed_date", "pk")[5 : 5 + len(_GROUNDS)], _GROUNDS, strict=False
    ):
        HighValueGround.objects.create(
            patent=patent, ground=ground, document=document, day=day, amount=amount, country=country
        )  # fmt: skip
    return rematch(concordance)
