"""The five classes of high value as one expression over facts: on PostgreSQL and on DuckDB the same. No Django.

A class begins on a day and stays: ② with the first publication abroad, ③ the day after the tenth anniversary of filing,
④ with the pledge, ⑤ with the award. ① has no day of its own: the edition of the concordance in use on the as-of day is
asked of the whole series, as a definition is. So a patent is of high value from the earliest of its beginnings on.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from zhice.kernel.words import Words
from zhice.measuring.facts import relation
from zhice.rules.book import rules

if TYPE_CHECKING:
    import ibis.expr.types as ir

ALWAYS = date(1900, 1, 1)
"""Before every patent of this country: the class holds as long as the right does."""

NAMES = {
    "strategic": Words(zh="战略性新兴产业", en="Strategic emerging industry"),
    "family": Words(zh="海外有同族专利权", en="Family member abroad"),
    "years": Words(zh="维持年限超过10年", en="Kept up for more than 10 years"),
    "pledge": Words(zh="实现较高质押融资金额", en="Higher pledge amount"),
    "award": Words(zh="获国家科学技术奖或中国专利奖", en="National science award or China patent award"),
}
UNVERIFIED = ("years", "pledge")
_HOME = "CN"


def begins(day: date, *, only: tuple[str, ...] = tuple(NAMES)) -> ir.Table:
    """(record, high_class, begins): each patent and class once, with the first day on which the class holds, as known on `day`."""
    every = {"strategic": _strategic, "family": _family, "years": _years, "pledge": _pledge, "award": _award}
    rows = reduce(lambda one, other: one.union(other), (every[name](day) for name in only))
    return rows.group_by("record", "high_class").agg(begins=rows.begins.min())


def candidates(day: date) -> ir.Table:
    """待核 by the concordance in use that nobody has decided: never counted."""
    grounds = _in_use(day)
    return grounds.filter(grounds.verdict == "candidate")


def _strategic(day: date) -> ir.Table:
    import ibis

    grounds = _in_use(day)
    return _as_class(grounds.filter(grounds.verdict == "hit"), "strategic", ibis.literal(ALWAYS))


def _in_use(day: date) -> ir.Table:
    grounds = relation("high_value_grounds").table
    return grounds.filter(
        grounds.ground == "strategic",
        grounds.start_date <= day,
        grounds.end_date.isnull() | (grounds.end_date > day),
    )


def _family(day: date) -> ir.Table:
    families = relation("patent_families").table
    abroad = families.filter(families.country != _HOME, families.publication_date <= day)
    return _as_class(abroad, "family", abroad.publication_date)


def _years(day: date) -> ir.Table:
    import ibis

    patents = relation("patents").table
    years = int(str(rules.at("creation.high_value.years_in_force", day).value))
    filed = patents.filter(patents.kind == "INVENTION", patents.filed_date.notnull())
    # a timestamp in between: PostgreSQL makes one of a date and an interval, whatever its type is said to be
    anniversary = (filed.filed_date.cast("timestamp") + ibis.interval(years=years)).cast("date")
    return _as_class(filed, "years", (anniversary.cast("timestamp") + ibis.interval(days=1)).cast("date"))


def _pledge(day: date) -> ir.Table:
    grounds = relation("high_value_grounds").table
    threshold = int(str(rules.at("creation.high_value.pledge_amount", day).value))
    rows = grounds.filter(grounds.ground == "pledge", grounds.start_date <= day, grounds.amount >= threshold)
    return _as_class(rows, "pledge", rows.start_date)


def _award(day: date) -> ir.Table:
    grounds = relation("high_value_grounds").table
    rows = grounds.filter(grounds.ground == "award", grounds.start_date <= day)
    return _as_class(rows, "award", rows.start_date)


def _as_class(rows: ir.Table, name: str, begins: ir.Value) -> ir.Table:
    import ibis

    return rows.select("record", high_class=ibis.literal(name), begins=begins)
