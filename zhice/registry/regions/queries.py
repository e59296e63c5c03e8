"""Questions over regions: what a code meant on a day, what lies within a region, how many people live there."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from zhice.registry.regions.models import Region, RegionCode, ResidentPopulation


def region_of_code(*, code: str, day: date) -> Region | None:
    """The region that the code meant on that day: 419001 is 义马市 in its first years, 济源市 today."""
    meant = RegionCode.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day), code=code
    ).select_related("region")
    found = meant.first()
    if found is not None:
        return found.region
    # a code without a history of its own has always meant the region that bears it
    has_history = RegionCode.objects.filter(code=code).exists()
    return None if has_history else Region.objects.filter(code=code).first()


def within(region: Region) -> models.QuerySet[Region]:
    """The region and everything below it, at any depth (province, prefecture, county: two steps)."""
    return Region.objects.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk))


def current_population(*, region: Region, year: int) -> ResidentPopulation | None:
    """The figure that stands for a year-end."""
    return ResidentPopulation.objects.filter(region=region, year=year).exclude(status="superseded").first()
