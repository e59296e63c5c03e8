"""Folding rows where they lie: one grouped query gives, for each territory, the count, the value and what the records say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring import measure
from zhice.measuring.counts import Average, Cumulative, Distinct, Median, Simple
from zhice.measuring.facts import Facts, relation
from zhice.measuring.median import medians
from zhice.measuring.source import Row
from zhice.measuring.territory import place

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SAID = ("year", "source", "status")  # columns in which a published statistic says what it is


class NoSuchColumn(ZhiceError):
    """A fold asks for a column that the measure's rows do not have."""


@dataclass(frozen=True)
class Folded:
    """Of one territory: `n` rows, their folded `value` (None: nothing to take a mean of), and their common year, source, status."""

    n: int
    value: Decimal | None
    year: int | None = None
    source: str | None = None
    status: str | None = None


def counted_period(node: Simple, period: Period) -> Period:
    """The days a count looks at: a cumulative one with `since` reaches back to that day."""
    if isinstance(node, Cumulative) and node.since is not None:
        return Period(min(node.since, period.end), period.end)
    return period


def fold_rows(node: Simple, facts: Facts, period: Period) -> dict[str, Folded]:
    """Territory code → folded rows, for every territory of the facts, in one query."""
    found = {row["place"]: row for row in facts.source.rows(_question(node, facts.away, period))}
    folded = {where.code: _folded(node, found.get(where.code)) for where in facts.territories}
    if isinstance(node, Median):
        middle = medians(_rows(node, facts, period), facts)
        folded = {code: replace(one, value=middle[code]) for code, one in folded.items()}
    return folded


@lru_cache(maxsize=1_024)
def _question(node: Simple, facts: Facts, period: Period) -> ir.Table:
    import ibis

    # writing an expression costs as much as running it on a small region: the same question of a day is written once
    places = facts.territories
    table = _rows(node, facts, period)
    metrics = _metrics(node, table)
    if len(places) == 1:
        return table.aggregate(**metrics).mutate(place=ibis.literal(places[0].code))
    return table.group_by(place=place(table.region, places)).aggregate(**metrics)


def _rows(node: Simple, facts: Facts, period: Period) -> ir.Table:
    days = counted_period(node, period)
    return _joined(node, [measure.find(code).rows(facts, days) for code in node.measures])


def has_records(node: Simple, facts: Facts) -> bool:
    """Whether the relations a count needs hold anything at all of the territory: else 0 would say more than is known."""
    return all(_holds(name, facts) for code in node.measures for name in measure.find(code).needs)


def _holds(name: str, facts: Facts) -> bool:
    return any(True for _ in facts.source.rows(_any_row(name, facts.away)))


@lru_cache(maxsize=1_024)
def _any_row(name: str, facts: Facts) -> ir.Table:
    import ibis

    known = relation(name)
    table = known.table
    if known.regions:
        here = [facts.covers(table[column]) for column in known.regions]
        table = table.filter(reduce(lambda one, other: one | other, here))
    return table.select(found=ibis.literal(1)).limit(1)


def _joined(node: Simple, tables: list[ir.Table]) -> ir.Table:
    wanted = node.of if isinstance(node, Distinct) else None
    for code, table in zip(node.measures, tables, strict=True):
        if wanted and wanted not in table.columns:
            raise NoSuchColumn(
                Words(
                    zh=f"口径 {code} 的行没有列 {wanted}；可选：{'、'.join(table.columns)}。",
                    en=f"The rows of measure {code} have no column {wanted}; choose one of: {', '.join(table.columns)}.",
                )
            )
    if len(tables) == 1:
        return tables[0]
    amounts = any("amount" in table.columns for table in tables)
    import ibis

    return ibis.union(*(_common(table, wanted, amounts) for table in tables))


def _common(table: ir.Table, wanted: str | None, amounts: bool) -> ir.Table:
    import ibis

    columns: dict[str, ir.Value] = {"region": table.region}
    if wanted:
        columns[wanted] = table[wanted]
    if amounts:
        amount = table.amount if "amount" in table.columns else ibis.literal(1)
        columns["amount"] = amount.cast("decimal(38, 2)")
    return table.select(**columns)


def _metrics(node: Simple, table: ir.Table) -> dict[str, ir.Value]:
    metrics: dict[str, ir.Value] = {"n": table.count()}
    if isinstance(node, Distinct):
        metrics["value"] = table[node.of].nunique()
    elif isinstance(node, Median):
        metrics["value"] = _amount(
            node, table
        ).count()  # replaced by the median; asked here to refuse rows without amounts
    elif isinstance(node, Average):
        metrics |= {"value": _amount(node, table).sum(), "valued": table.amount.count()}
    elif "amount" in table.columns:
        metrics["value"] = table.amount.sum()
    for name in _SAID:
        if name in table.columns:
            metrics |= {f"{name}_least": table[name].min(), f"{name}_most": table[name].max()}
    return metrics


def _amount(node: Simple, table: ir.Table) -> ir.Column:
    if "amount" not in table.columns:
        raise NoSuchColumn(
            Words(
                zh=f"口径 {node.measures[0]} 的行没有数额（amount），不能求平均数或中位数。",
                en=f"The rows of measure {node.measures[0]} carry no amount; no mean or median of them can be taken.",
            )
        )
    return table.amount


def _folded(node: Simple, row: Row | None) -> Folded:
    if row is None:
        row = {"n": 0}
    n = int(row["n"])
    value: Decimal | None = Decimal(row["value"] or 0) if "value" in row else Decimal(n)
    if isinstance(node, Average):
        value = Decimal(row["value"]) / int(row["valued"]) if row.get("valued") else None
    said = {name: _common_value(row, name) for name in _SAID}
    return Folded(n, value, year=said["year"], source=said["source"], status=said["status"])


def _common_value(row: Row, name: str) -> Any:
    least, most = row.get(f"{name}_least"), row.get(f"{name}_most")
    return least if least == most else None
