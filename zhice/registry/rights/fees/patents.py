"""What is due for patents: the fee calendar over the register's rights, less what was paid."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhice.kernel.words import Words
from zhice.registry.rights.fees.calendar import FeeCalendar, Reduction, Right, YearFee
from zhice.registry.rights.fees.models import FeeReduction
from zhice.registry.rights.fees.providers import Due, Stand, stand_of
from zhice.registry.rights.patents.models import LegalEvent, Patent

YEAR = re.compile(r"[0-9]{1,2}")
GROUNDS = {
    "single": Words(zh="单独权利人减缴", en="reduced for one holder by"),
    "joint": Words(zh="共同权利人减缴", en="reduced for joint holders by"),
    "open_licence": Words(zh="开放许可减免", en="reduced for an open licence by"),
}
UNVERIFIED = Words(
    zh="金额或减缴规则未见当时的原文，请以官方缴费通知为准",
    en="amount or reduction not read in the text of that time; the office's notice decides",
)
SILENT = Words(
    zh="滞纳期已满，登记簿上既无缴费记录也无终止公告，请核对",
    en="the grace period is over and the register tells of neither payment nor end; please check",
)


def living(patents: QuerySet[Patent], *, day: date) -> QuerySet[Patent]:
    """Granted, and not known to have ended by `day`."""
    return patents.filter(
        Q(lapsed_date=None) | Q(lapsed_date__gt=day), granted_date__lte=day, filed_date__isnull=False
    )


def dues(*, user: Any, day: date, holders: tuple[int, ...] | None = None) -> Iterator[Due]:
    """One entry per unpaid year that can still be paid or comes next; see `providers.Provider`."""
    patents = living(Patent.objects.visible_to(user), day=day)
    if holders is not None:
        patents = patents.filter(first_holder__in=holders)
    yield from dues_of(patents.select_related("first_holder"), day=day)


def dues_of(patents: QuerySet[Patent], *, day: date) -> Iterator[Due]:
    """The dues of these patents; three queries however many there are."""
    numbers = patents.order_by().values("pk")
    paid = paid_years(numbers)
    reductions: dict[int, list[Reduction]] = defaultdict(list)
    for each in FeeReduction.objects.filter(patent__in=numbers):
        reductions[each.patent_id].append(Reduction(ground=each.ground, since=each.since, until=each.until))
    calendar = FeeCalendar()
    for patent in patents.order_by():
        right = right_of(patent, reductions.get(patent.pk, ()))
        for fee in open_years(calendar, right, paid=paid.get(patent.pk, frozenset()), day=day):
            yield due_of(patent, fee, day=day)


def right_of(patent: Patent, reductions: Iterable[Reduction] = ()) -> Right:
    """What the calendar asks of the patent, which is granted and whose filing day is known."""
    assert patent.filed_date and patent.granted_date  # `living` sees to it
    return Right(
        kind=patent.kind,
        filed=patent.filed_date,
        granted=patent.granted_date,
        reductions=tuple(reductions),
    )


def paid_years(patents: Any) -> dict[int, frozenset[int]]:
    """Patent → the years whose fee is told to be paid: the number in the event's detail."""
    found: dict[int, set[int]] = defaultdict(set)
    told = LegalEvent.objects.filter(patent__in=patents, kind=LegalEvent.Kind.FEE_PAID).order_by()
    for patent, detail in told.values_list("patent_id", "detail"):
        number = YEAR.search(detail)
        if number:
            found[patent].add(int(number[0]))
    return {patent: frozenset(years) for patent, years in found.items()}


def open_years(calendar: FeeCalendar, right: Right, *, paid: frozenset[int], day: date) -> list[YearFee]:
    """What is not paid: the year that went by in silence, those in grace, and the next to come.

    A later payment settles the earlier years: the office takes none while an older one is open. Where nothing was
    ever told of payments, a right that the register holds in force counts as paid up to the years now over.
    """
    found: list[YearFee] = []
    for fee in calendar.years(right, around=day):
        if fee.year <= max(paid, default=0):
            continue
        if fee.grace.day < day:
            found = [fee] if paid else []
            continue
        found.append(fee)
        if fee.due.nominal >= day:
            break
    return found


def due_of(patent: Patent, fee: YearFee, *, day: date) -> Due:
    """One year's fee of one patent as it stands on `day`."""
    stand = stand_of(nominal=fee.due.nominal, pay_by=fee.due.day, grace=fee.grace.day, day=day)
    return Due(
        right=patent.title,
        number=patent.application_number or patent.document_number or "",
        kind=patent.get_kind_display(),
        record=f"patent:{patent.pk}",
        url=reverse("registry:patent-fees", args=[patent.pk]),
        holder=patent.first_holder.name if patent.first_holder else "",
        holder_id=patent.first_holder_id,
        what=Words(zh=f"第{fee.year}年年费", en=f"annual fee of year {fee.year}"),
        year=fee.year,
        nominal=fee.due.nominal,
        pay_by=fee.due.day,
        grace=fee.grace.day,
        provisional=fee.due.provisional or (stand is Stand.OVERDUE and fee.grace.provisional),
        payable=fee.payable,
        late_fee=fee.late_fee_on(day),
        ends=fee.ends_if_unpaid,
        stand=stand,
        article=str(fee.article),
        reckoning=fee.due.words,
        grace_reckoning=fee.grace.words,
        note=_note(fee, stand),
        steps=fee.steps,
    )


def _note(fee: YearFee, stand: Stand) -> Words | None:
    parts = [SILENT] if stand is Stand.SILENT else []
    if fee.ground:
        said = GROUNDS[fee.ground]
        parts.append(Words(zh=f"{said.zh}{fee.percent_off}%", en=f"{said.en} {fee.percent_off} %"))
    if fee.is_unverified:
        parts.append(UNVERIFIED)
    if not parts:
        return None
    return Words(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))
