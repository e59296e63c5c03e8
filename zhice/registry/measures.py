"""What the registry counts: the people a region has, the denominator of every per-10,000 figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.facts import Facts
from zhice.measuring.measure import measure
from zhice.registry.facts import RESIDENT_POPULATION

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FIRMNESS = {"preliminary": 1, "revised": 2, "final": 3}
_NEEDS = (RESIDENT_POPULATION.name,)


@measure(
    "registry.resident_population",
    unit="人",
    grain="population",
    needs=_NEEDS,
    name=Words(zh="常住人口", en="Resident population"),
    stock=True,
    statistic=True,
)
def resident_population(facts: Facts, period: Period) -> ir.Table:
    """常住人口: at the latest year-end before the period's last year that was published by the as-of day (t−1 by default).

    Of one year the firmest number counts (final before revised before preliminary), of equals the latest published; a
    superseded number never counts. Published of the region itself: parts are not added up, because a province's number
    already holds its cities'.
    Source: 每万人口发明专利拥有量 = 年末发明专利拥有量 ÷ 年末人口, with the year as a parameter (law.md §1; default t−1).
    """
    return _latest(facts, last_year=period.end.year - 1)


@measure(
    "registry.resident_population_same_year",
    unit="人",
    grain="population",
    needs=_NEEDS,
    name=Words(zh="当年末常住人口", en="Resident population at the same year's end"),
    stock=True,
    statistic=True,
)
def resident_population_same_year(facts: Facts, period: Period) -> ir.Table:
    """当年末常住人口: as `registry.resident_population`, but of the period's own year-end, once it is published."""
    return _latest(facts, last_year=period.end.year)


def _latest(facts: Facts, *, last_year: int) -> ir.Table:
    import ibis

    population = facts["resident_population"]
    usable = population.filter(
        facts.names(population.region),
        population.year <= last_year,
        population.published_date <= facts.day,
        population.status.isin(list(_FIRMNESS)),
        population.persons > 0,
    )
    firmness = usable.status.cases(*_FIRMNESS.items(), else_=0)
    newest_first = ibis.window(
        group_by=usable.region,
        order_by=[usable.year.desc(), firmness.desc(), usable.published_date.desc(), usable.record.desc()],
    )
    numbered = usable.mutate(amount=usable.persons, turn=ibis.row_number().over(newest_first))
    return numbered.filter(numbered.turn == 0).drop("turn", "persons")
