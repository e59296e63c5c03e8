"""Invented payments of annual fees, relative to the day of loading, so that a trial run shows dues of all kinds. All say 示例.

Most rights are paid up; some of those in their grace period are not; a few were left in silence long ago.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from zhice.journal.acts import act
from zhice.registry.example.loading import invented_batch
from zhice.registry.example.region import JIYUAN, SEED
from zhice.registry.models import FeeReduction, LegalEvent, Patent
from zhice.registry.rights.fees.calendar import FeeCalendar, YearFee
from zhice.registry.rights.fees.patents import living, right_of

_LATE, _SILENT, _EARLY, _REDUCED = 0.15, 0.01, 0.35, 0.2  # shares of rights
_CHUNK = 5_000


def load(*, day: date) -> int:
    """Store what was paid up to `day` for the rights of the home region; one event in the journal."""
    random, calendar = Random(SEED), FeeCalendar()
    patents = list(living(Patent.objects.filter(holder_region=JIYUAN), day=day).order_by("pk"))
    with act("registry.example.load", detail={"seed": SEED, "what": "fees", "day": day.isoformat()}) as entry:
        paid = list(_payments(patents, calendar, random, day))
        batch = invented_batch("示例数据-缴费记录.csv", "legal-events", len(paid))
        for event in paid:
            event.batch_id = batch.pk
        LegalEvent.objects.bulk_create(paid, batch_size=_CHUNK)
        FeeReduction.objects.bulk_create(_reductions(patents, random), batch_size=_CHUNK)
        entry.detail["payments"] = len(paid)
    return len(paid)


def _payments(
    patents: list[Patent], calendar: FeeCalendar, random: Random, day: date
) -> Iterator[LegalEvent]:
    """One payment a right, of the last year paid; it settles the earlier ones."""
    for patent in patents:
        years = calendar.years(right_of(patent))
        begun = [place for place, fee in enumerate(years) if fee.due.nominal < day]
        last = begun[-1] if begun else -1
        chance = random.random()
        open_still = last >= 0 and years[last].grace.day >= day
        if last >= 0 and chance < (_LATE if open_still else _SILENT):
            last -= 1
        elif chance > 1 - _EARLY and last + 1 < len(years) and _is_near(years[last + 1], day):
            last += 1
        if last >= 0:
            yield _payment(patent, years[last], day)


def _is_near(fee: YearFee, day: date) -> bool:
    return (fee.due.nominal - day).days < 60  # noqa: PLR2004


def _payment(patent: Patent, fee: YearFee, day: date) -> LegalEvent:
    paid_on = min(fee.due.nominal - timedelta(days=20), day - timedelta(days=3))
    detail = f"第{fee.year}年（示例）"
    return LegalEvent(patent=patent, kind=LegalEvent.Kind.FEE_PAID, day=paid_on, detail=detail)


def _reductions(patents: list[Patent], random: Random) -> Iterator[FeeReduction]:
    for patent in patents:
        if random.random() < _REDUCED and patent.filed_date:
            yield FeeReduction(
                patent=patent,
                ground=FeeReduction.Ground.SINGLE,
                since=patent.filed_date,
                source="示例：费减备案",
            )
