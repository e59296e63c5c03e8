"""The verbs of regions: load them from our data files, register a population figure."""

from __future__ import annotations

from datetime import date

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.regions import loading
from zhice.registry.regions.models import Region, ResidentPopulation

_FIRMNESS = {"preliminary": 1, "revised": 2, "final": 3}


class PopulationRefused(ZhiceError):
    """A population figure cannot replace the one that stands."""


def load_regions() -> dict[str, int]:
    """Fill the table of regions from the data files; how many were added and corrected. Idempotent."""
    with act("registry.region.load") as entry:
        entry.detail = loading.fill()
    return dict(entry.detail)


def register_population(
    *,
    region: Region,
    year: int,
    persons: int,
    status: str,
    published_date: date,
    source: str,
    reason: str = "",
) -> ResidentPopulation:
    """Register 常住人口 of a year-end; the figure that stood becomes 已被取代 and stays. One act.

    Raises PopulationRefused where a firmer or later published figure stands already.
    """
    with act("registry.population.register", reason=reason) as entry:
        population = supersede_population(
            region=region,
            year=year,
            persons=persons,
            status=status,
            published_date=published_date,
            source=source,
        )
        entry.record = f"population:{population.pk}"
        entry.new = {"region": region.pk, "year": year, "persons": persons, "status": status}
    return population


def supersede_population(
    *, region: Region, year: int, persons: int, status: str, published_date: date, source: str
) -> ResidentPopulation:
    """As `register_population`, as a part of the caller's act."""
    new = ResidentPopulation(
        region=region, year=year, persons=persons, status=status, published_date=published_date, source=source
    )
    if status not in _FIRMNESS:
        raise PopulationRefused(
            Words(
                zh="“已被取代”由系统标记：请登记新的人口数，旧数自动标为已被取代。",
                en="“Superseded” is set by the system: register the new figure, the old one is marked by it.",
            )
        )
    if published_date.year <= year:
        raise PopulationRefused(
            Words(
                zh=f"{year} 年末的人口数不会在 {published_date} 发布，请核对年份和发布日期。",
                en=f"A figure of the end of {year} is not published on {published_date}; check year and day.",
            )
        )
    standing = ResidentPopulation.objects.select_for_update().filter(region=region, year=year)
    for old in standing.exclude(status="superseded"):
        _refuse_step_back(old, new)
        old.status = ResidentPopulation.Status.SUPERSEDED
        old.save(update_fields=["status"])
    new.full_clean()
    new.save()
    return new


def _refuse_step_back(old: ResidentPopulation, new: ResidentPopulation) -> None:
    if _FIRMNESS[new.status] < _FIRMNESS[old.status] or new.published_date < old.published_date:
        raise PopulationRefused(
            Words(
                zh=f"{old.year} 年已有{old.get_status_display()}（{old.published_date} 发布，{old.persons} 人），"
                "不能用更早发布或更初步的数取代它。",
                en=f"For {old.year} the {old.status} figure published on {old.published_date} ({old.persons} persons) "
                "stands; an earlier published or less firm one cannot replace it.",
            )
        )
