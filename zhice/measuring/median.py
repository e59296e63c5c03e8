"""The exact median: the engines' own medians are floating point, and would differ from one another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from zhice.measuring.facts import Facts
from zhice.measuring.territory import place

if TYPE_CHECKING:
    import ibis.expr.types as ir


def medians(table: ir.Table, facts: Facts) -> dict[str, Decimal | None]:
    """Territory code → the middle amount, or the mean of the two middle ones; None without amounts."""
    import ibis

    valued = table.filter(table.amount.notnull()).select(
        place=place(table.region, facts.territories), amount=table.amount
    )
    window = ibis.window(group_by=valued.place, order_by=valued.amount)
    ranked = valued.mutate(
        at=ibis.row_number().over(window), of=valued.amount.count().over(ibis.window(group_by=valued.place))
    )
    middle = ranked.filter(
        (ranked.at * 2 + 2 == ranked.of) | (ranked.at * 2 + 1 == ranked.of) | (ranked.at * 2 == ranked.of)
    )
    found = middle.group_by("place").aggregate(total=middle.amount.sum(), n=middle.count())
    values = {row["place"]: Decimal(row["total"]) / int(row["n"]) for row in facts.source.rows(found)}
    return {where.code: values.get(where.code) for where in facts.territories}
