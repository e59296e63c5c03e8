"""A definition of an indicator: its counts, checked against the measures there are, before any figure is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import measure
from zhice.measuring.counts import (
    Average,
    BadCounts,
    Counts,
    Cumulative,
    Distinct,
    Growth,
    Median,
    Rank,
    Ratio,
    Simple,
    measures_of,
    read_counts,
)
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Figure
from zhice.measuring.fold import fold, unit_of
from zhice.measuring.source import NOWHERE
from zhice.measuring.territory import Territory
from zhice.measuring.units import same_family

_MOST_PARTS = 200  # more strings than any honest definition has


@dataclass(frozen=True)
class Definition:
    """What an indicator counts, in `unit`; `awaits` names the room whose records do not exist yet ("operation/pledges")."""

    counts: Counts
    unit: str
    awaits: str | None = None

    def figure(self, *, facts: Facts, period: Period) -> Figure:
        return fold(self.counts, facts=facts, period=period, unit=self.unit, awaits=self.awaits)


def read_definition(counts: Any, *, unit: str, indicator: str = "", awaits: str | None = None) -> Definition:
    """The checked definition of `indicator` (its own code, which it must not name). Raises `BadCounts`, `BadMeasure` or `ForeignUnit`.

    While a room is awaited its measures need not be declared; those that are declared are checked all the same.
    """
    if indicator and indicator in _strings(counts):
        raise BadCounts(
            Words(
                zh=f"指标 {indicator} 的定义引用了它自己；只能引用口径（measure）。",
                en=f"The definition of indicator {indicator} refers to itself; it may name measures only.",
            )
        )
    read = read_counts(counts)
    unknown = [code for code in measures_of(read) if not measure.is_known(code)]
    if unknown and not awaits:
        measure.find(unknown[0])  # raises, and suggests the nearest
    if not unknown:
        for simple in _simple_parts(read):
            _check(simple)
        _check_unit(read, unit)
    return Definition(read, unit, awaits)


def _strings(value: Any) -> set[str]:
    waiting, found = [value], set[str]()
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, Mapping):
            waiting.extend(list(part.values())[:_MOST_PARTS])
        elif isinstance(part, list | tuple):
            waiting.extend(part[:_MOST_PARTS])
    return found


def _simple_parts(counts: Counts) -> Iterator[Simple]:
    if isinstance(counts, Ratio):
        yield from (counts.above, counts.below)
    elif isinstance(counts, Growth | Rank):
        yield from _simple_parts(counts.of)
    else:
        yield counts


def _check(node: Simple) -> None:
    kinds = [measure.find(code) for code in node.measures]
    if len({kind.unit for kind in kinds}) > 1 and not isinstance(node, Distinct):
        told = "、".join(f"{kind.code}（{kind.unit}）" for kind in kinds)
        _refuse(
            f"不能把单位不同的口径合在一起：{told}", f"measures of different units cannot be added: {told}"
        )
    if isinstance(node, Cumulative) and any(kind.stock for kind in kinds):
        _refuse(f"{kinds[0].code} 是存量，不能累计", f"{kinds[0].code} is a stock and cannot be cumulated")
    for kind in kinds:
        columns = columns_of(kind)
        if isinstance(node, Distinct) and node.of not in columns:
            told = "、".join(columns)
            _refuse(
                f"{kind.code} 没有列 {node.of}；可选：{told}",
                f"{kind.code} has no column {node.of}; choose one of: {told}",
            )
        if isinstance(node, Average | Median) and "amount" not in columns:
            _refuse(
                f"{kind.code} 没有数额，不能求平均数或中位数",
                f"{kind.code} has no amounts to take a mean or median of",
            )


def _check_unit(counts: Counts, unit: str) -> None:
    natural = unit_of(counts)
    if natural and not same_family(natural, unit):
        _refuse(
            f"算出的单位是“{natural}”，指标却写“{unit}”",
            f"it gives “{natural}”, but the indicator says “{unit}”",
        )


def _refuse(zh: str, en: str) -> None:
    raise BadCounts(Words(zh=f"算法定义有误：{zh}。", en=f"The definition is wrong: {en}."))


def columns_of(kind: measure.Measure) -> tuple[str, ...]:
    """The columns of a measure's rows, asked of the declaration, without any database."""
    facts = Facts(NOWHERE, Territory("000000"), day=date(2000, 12, 31))
    return tuple(kind.rows(facts, Period.year(2000)).columns)
