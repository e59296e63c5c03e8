"""The seven questions of the indicator set, twice: through our measures, and as SQL written by hand for the same answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis.expr.types as ir

import zhice.creation.measures
import zhice.registry.measures  # noqa: F401 - declares the measures
from zhice.kernel.days import Period
from zhice.measuring import measure
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts
from zhice.measuring.history import stock_by_month
from zhice.measuring.outcomes import outcomes
from zhice.measuring.tabulate import ROWS, Cell, advantage, tabulate

DAY = date(2021, 12, 31)
EVER = Period(date(1985, 4, 1), date(2022, 12, 31))
FIVE_YEARS = Period(date(2018, 1, 1), date(2022, 12, 31))
Answer = list[tuple[object, ...]]


def density(facts: Facts) -> Answer:
    """In-force inventions and residents, and one over the other, for every region: the engine's own ratio."""
    counts = {"ratio": ["creation.invention_patents_in_force", "registry.resident_population"], "per": 10000}
    found = outcomes(read_counts(counts), facts, Period(DAY, DAY))
    return [(code, one.terms[0].value, one.value) for code, one in sorted(found.items())]


def filings_and_grants(facts: Facts) -> ir.Table:
    rows = measure.find("creation.patent_filings_gross").rows(facts, EVER)
    cells = {"filed": ROWS, "granted": Cell("having", "granted_date")}
    return tabulate(rows, by=("filed_year", "kind", "region"), cells=cells)


def top_applicants(facts: Facts) -> ir.Table:
    rows = measure.find("creation.patent_filings_gross").rows(facts, FIVE_YEARS)
    cells = {"n": ROWS, "inventions": Cell("equal", "kind", "INVENTION")}
    return tabulate(rows, by=("holder_name",), cells=cells, order=("-n",), limit=50)


def classes(facts: Facts) -> ir.Table:
    rows = measure.find("creation.patent_filings_gross").rows(facts, EVER)
    return tabulate(rows, by=("ipc_subclass", "filed_year"), cells={"n": ROWS})


def technology_advantage(facts: Facts) -> ir.Table:
    rows = measure.find("creation.technical_filings").rows(facts, EVER)
    table = tabulate(rows, by=("region", "ipc_subclass"), cells={"n": ROWS})
    return advantage(table, of="region", against="ipc_subclass").order_by("region", "ipc_subclass")


def monthly_stock(facts: Facts) -> ir.Table:
    return stock_by_month(
        "creation.invention_patents_in_force", facts=facts, until=EVER.end, by=("region",)
    ).drop("n", "change")


def agency_quality(facts: Facts) -> ir.Table:
    rows = measure.find("creation.invention_filings").rows(facts, EVER)
    cells = {"n": ROWS, "rate": Cell("share", "granted_date"), "days": Cell("mean", "pendency")}
    return tabulate(rows, by=("agency",), cells=cells)


MEASURED: dict[str, Callable[[Facts], ir.Table]] = {
    "filings and grants": filings_and_grants,
    "top applicants": top_applicants,
    "IPC x year": classes,
    "technology advantage": technology_advantage,
    "monthly stock": monthly_stock,
    "agency quality": agency_quality,
}


def by_hand(dialect: str) -> dict[str, str]:
    """The same seven in SQL, for DuckDB or PostgreSQL, over schema `fact`, as one would write them who knows the tables."""
    month = {
        "duckdb": "year({0}) * 12 + month({0}) - 1",
        "postgres": "extract(year from {0})::int * 12 + extract(month from {0})::int - 1",
    }[dialect]
    starts, ends = month.format("start_date"), month.format("end_date")
    return {
        "density": """
            select region, n, n * 10000 / cast(persons as double precision) as density
            from (select region, count(*) as n from fact.patent_spells
                  where kind = 'INVENTION' and start_date <= date '2021-12-31'
                    and (end_date is null or end_date > date '2021-12-31') group by region) stock
            join fact.resident_population using (region) where year = 2020 order by region""",
        "filings and grants": """
            select filed_year, kind, filed_region as region, count(*) as filed, count(granted_date) as granted
            from fact.patents group by 1, 2, 3 order by 1, 2, 3""",
        "top applicants": """
            select holder_name, count(*) as n, count(*) filter (where kind = 'INVENTION') as inventions
            from fact.patents where filed_region like '4101%' and filed_date >= date '2018-01-01'
            group by 1 order by n desc, holder_name limit 50""",
        "IPC x year": """
            select ipc_subclass, filed_year, count(*) as n from fact.patents group by 1, 2 order by 1, 2""",
        "technology advantage": """
            select region, ipc_subclass, n, (n / cast(sum(n) over (partition by region) as double precision))
                   / (sum(n) over (partition by ipc_subclass) / cast(sum(n) over () as double precision)) as advantage
            from (select filed_region as region, ipc_subclass, count(*) as n from fact.patents
                  where kind <> 'DESIGN' group by 1, 2) counted order by 1, 2""",
        "monthly stock": f"""
            select region, month, sum(change) over (partition by region order by month) as stock
            from (select region, month, sum(change) as change from (
                    select region, {starts} as month, 1 as change from fact.patent_spells
                    where kind = 'INVENTION' and start_date <= date '2022-12-31'
                    union all select region, {ends}, -1 from fact.patent_spells
                    where kind = 'INVENTION' and end_date <= date '2022-12-31') changes
                  group by 1, 2) months order by 1, 2""",
        "agency quality": """
            select agency, count(*) as n, cast(count(granted_date) as double precision) / count(*) as rate,
                   avg(granted_date - filed_date) as days
            from fact.patents where kind = 'INVENTION' group by 1 order by 1""",
    }
