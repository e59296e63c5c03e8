"""Questions over what is due: grouped for an owner, filtered for the bureau, and how much ends for unpaid fees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from zhice.registry.regions.models import Region
from zhice.registry.rights.fees.patents import living
from zhice.registry.rights.fees.providers import Due, Stand
from zhice.registry.rights.patents.models import LegalEvent, Patent

YEARS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Group:
    """The dues of one stand, the earliest first."""

    stand: Stand
    dues: tuple[Due, ...]

    @property
    def total(self) -> Decimal:
        return sum((due.total for due in self.dues), Decimal(0))


def in_order(found: Iterable[Due]) -> list[Due]:
    """The most pressing first: of what is overdue by the end of grace, of the rest by the last day for payment."""
    places = list(Stand)
    return sorted(
        found,
        key=lambda due: (
            places.index(due.stand),
            due.grace if due.stand is Stand.OVERDUE else due.pay_by,
            due.record,
        ),
    )


def grouped(found: Iterable[Due]) -> list[Group]:
    """Groups that hold something, the most pressing first."""
    ordered = in_order(found)
    groups = [Group(stand=stand, dues=tuple(due for due in ordered if due.stand is stand)) for stand in Stand]
    return [group for group in groups if group.dues]


def regions_with_rights(user: Any, *, day: date) -> list[Region]:
    """Where living patents sit, the one with most of them first."""
    counted = (
        living(Patent.objects.visible_to(user), day=day)
        .filter(holder_region__isnull=False)
        .order_by()
        .values("holder_region")
        .annotate(many=Count("pk"))
        .order_by("-many", "holder_region")
    )
    codes = [row["holder_region"] for row in counted]
    known = Region.objects.in_bulk(codes)
    return [known[code] for code in codes]


def seated_in(patents: QuerySet[Patent], region: Region | None) -> QuerySet[Patent]:
    return patents if region is None else patents.filter(holder_region=region)


@dataclass(frozen=True, kw_only=True)
class Lapses:
    """How many rights ended for unpaid fees in a year, of how many in force when it began."""

    year: int
    ended: int
    in_force: int

    @property
    def share(self) -> float | None:
        return 100 * self.ended / self.in_force if self.in_force else None


def lapses(user: Any, *, region: Region | None, day: date) -> list[Lapses]:
    """The last years, the newest first."""
    patents = seated_in(Patent.objects.visible_to(user), region).order_by()
    counted = dict(
        LegalEvent.objects.filter(
            patent__in=patents.values("pk"), kind=LegalEvent.Kind.FEE_LAPSE, day__lte=day
        )
        .order_by()
        .annotate(year=ExtractYear("day"))
        .values_list("year")
        .annotate(many=Count("patent", distinct=True))
    )
    newest = max(counted, default=day.year)
    found = []
    for year in range(newest, newest - YEARS_SHOWN, -1):
        begins = date(year, 1, 1)
        alive = patents.filter(
            Q(lapsed_date=None) | Q(lapsed_date__gte=begins), granted_date__lt=begins
        ).count()
        found.append(Lapses(year=year, ended=counted.get(year, 0), in_force=alive))
    return found
