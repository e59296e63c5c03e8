"""The verbs of fees: a year is paid, a reduction begins or ends."""

from __future__ import annotations

from datetime import date

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.rights.fees.calendar import FeeCalendar
from zhice.registry.rights.fees.models import FeeReduction
from zhice.registry.rights.fees.patents import paid_years, right_of
from zhice.registry.rights.patents.models import LegalEvent, Patent


class FeeRefused(ZhiceError):
    """What is said of a fee does not fit the patent; the words say why."""


def pay_year(*, patent: Patent, year: int, paid_on: date, today: date, by_owner: bool = False) -> LegalEvent:
    """已缴第 N 年年费: becomes a legal event of the patent; an owner's own word says that it is one."""
    _check(patent, year, paid_on, today)
    with act("registry.annual_fee.pay", record=f"patent:{patent.pk}") as entry:
        said = f"第{year}年" + ("（权利人自报）" if by_owner else "")
        event = LegalEvent(patent=patent, kind=LegalEvent.Kind.FEE_PAID, day=paid_on, detail=said)
        event.full_clean()
        event.save()
        entry.new = {"year": year, "day": paid_on.isoformat()}
        return event


def _check(patent: Patent, year: int, paid_on: date, today: date) -> None:
    if patent.granted_date is None or patent.filed_date is None:
        raise FeeRefused(Words(zh="未授权的申请没有年费。", en="Only a granted patent has annual fees."))
    if paid_on > today or paid_on < patent.filed_date:
        raise FeeRefused(
            Words(
                zh=f"缴费日 {paid_on} 应在申请日与今天之间，请核对。",
                en=f"The day of payment {paid_on} lies not between filing and today; check it.",
            )
        )
    years = {fee.year: fee for fee in FeeCalendar().years(right_of(patent))}
    if year not in years:
        raise FeeRefused(
            Words(
                zh=f"该专利没有需要另缴的第{year}年年费（{min(years, default=0)}至{max(years, default=0)}年）。",
                en=f"No fee of year {year} is to be paid for this patent.",
            )
        )
    if year in paid_years([patent.pk]).get(patent.pk, ()):
        raise FeeRefused(
            Words(zh=f"第{year}年年费已登记为已缴。", en=f"Year {year} is recorded as paid already.")
        )
    if paid_on > years[year].grace.day:
        raise FeeRefused(
            Words(
                zh=f"缴费日晚于滞纳期满日 {years[year].grace.day}，权利已终止；恢复权利后再登记。",
                en=f"The payment lies after the grace period ended on {years[year].grace.day}.",
            )
        )


def grant_reduction(
    *, patent: Patent, ground: str, since: date, source: str, until: date | None = None
) -> FeeReduction:
    """A reduction or an open licence, from the day it was asked for or began."""
    with act("registry.annual_fee.change", record=f"patent:{patent.pk}") as entry:
        reduction = FeeReduction(patent=patent, ground=ground, since=since, until=until, source=source)
        reduction.full_clean()
        reduction.save()
        entry.new = {"ground": ground, "since": since.isoformat()}
        return reduction


def end_reduction(*, reduction: FeeReduction, until: date) -> FeeReduction:
    """Its last day; what it took off before stays so."""
    with act("registry.annual_fee.change", record=f"patent:{reduction.patent_id}") as entry:
        reduction.until = until
        reduction.full_clean()
        reduction.save(update_fields=["until"])
        entry.new = {"ground": reduction.ground, "until": until.isoformat()}
        return reduction
