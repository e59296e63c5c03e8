"""Invented certificates of the IP management standard, stored through the registry's own door. The seed decides."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from zhice.intake.sinks import Outcome
from zhice.registry.certificates import storing
from zhice.registry.certificates.rows import CertificateRow
from zhice.registry.example.history import AS_OF
from zhice.registry.example.invented import Firm
from zhice.registry.example.region import JIYUAN, SEED, Province

_A_YEAR = {2016: 1, 2017: 2, 2018: 1, 2019: 2, 2020: 2, 2021: 3, 2022: 2}
"""Certificates of the example's own city; the rest of the province has three times as many."""
_TERM = 3 * 365


def store(province: Province, *, batch: int) -> int:
    """Store them and give their number."""
    random = Random(SEED + 2)
    home = [firm for firm in province.firms if firm.region == JIYUAN and firm.uscc]
    others = [firm for firm in province.firms if firm.region != JIYUAN and firm.uscc]
    rows = [*_rows(home, random, share=1), *_rows(others, random, share=3)]
    for verdict in storing.store(rows, batch=batch, example=True):
        assert verdict.outcome is Outcome.NEW, verdict
    return len(rows)


def _rows(firms: list[Firm], random: Random, *, share: int) -> list[CertificateRow]:
    found = []
    chosen = iter(random.sample(firms, sum(_A_YEAR.values()) * share))
    for year, many in _A_YEAR.items():
        for _ in range(many * share):
            firm = next(chosen)
            issued = min(date(year, random.randint(1, 12), random.randint(1, 28)), AS_OF - timedelta(days=20))
            audited = issued + timedelta(days=random.randint(330, 380))
            ending = "suspended" if random.random() < 0.1 else ""  # noqa: PLR2004
            ended = issued + timedelta(days=random.randint(400, 700))
            found.append(
                CertificateRow(
                    number=f"示例{firm.region}IP{issued:%y}{len(found) + 1:04d}R0M",
                    party=firm.name,
                    uscc=firm.uscc,
                    region=firm.region,
                    edition="2013",
                    body="示例认证机构",
                    issued_on=issued,
                    valid_until=issued + timedelta(days=_TERM - 1),
                    scope="示例数据",
                    audited_on=audited if audited <= AS_OF else None,
                    ending=ending if ended <= AS_OF else "",
                    ending_day=ended if ending and ended <= AS_OF else None,
                )
            )
    return found
