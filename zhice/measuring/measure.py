"""A measure: what one counted thing is. It returns the rows it counts, never a number."""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.facts import Facts

if TYPE_CHECKING:
    import ibis.expr.types as ir

CODE = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*")


class BadMeasure(ZhiceError):
    """A measure is unknown, declared twice, or its rows break the contract."""


class Rows(Protocol):
    """How a measure is written: `facts` are those of the territory, `period` the days it looks at."""

    def __call__(self, facts: Facts, period: Period) -> ir.Table: ...


@dataclass(frozen=True)
class Step:
    """One bar of the way from everything to what counts: `sign` +1 starts it, −1 takes rows away."""

    name: Words
    rows: ir.Table
    sign: int


@dataclass
class Measure:
    """`stock` tells a level on the period's last day from a flow within the period. `dated` is the column that dates a flow's rows.

    `statistic`: a published number (a population); where none is published there is none, and it is not 0.
    """

    code: str
    unit: str
    grain: str
    needs: tuple[str, ...]
    write: Rows
    name: Words
    dated: str | None = None
    spells: Callable[[Facts], ir.Table] | None = None
    stock: bool = False
    statistic: bool = False
    steps: Callable[[Facts, Period], tuple[Step, ...]] | None = field(default=None)

    @property
    def meaning(self) -> str:
        """口径, with its sources: the docstring."""
        return inspect.getdoc(self.write) or ""

    def rows(self, facts: Facts, period: Period) -> ir.Table:
        """The evidence: `record` (kind:id) and `region` of each counted thing, `amount` where not one each, and readable columns."""
        return self._checked(self.write(facts, period))

    def _checked(self, rows: ir.Table) -> ir.Table:
        schema = rows.schema()
        for column in ("record", "region"):
            if column not in schema or not schema[column].is_string():
                raise BadMeasure(
                    Words(
                        zh=f"指标口径 {self.code} 的行缺少文本列 {column}；每一行都要能打开其记录、说明其区域。",
                        en=f"The rows of {self.code} lack a text column {column}; each must open its record and name its region.",
                    )
                )
        if "amount" in schema and not (schema["amount"].is_integer() or schema["amount"].is_decimal()):
            raise BadMeasure(
                Words(
                    zh=f"指标口径 {self.code} 的 amount 列必须是整数或定点小数，以免求和失真。",
                    en=f"Column amount of measure {self.code} must be an integer or a decimal, so that sums are exact.",
                )
            )
        return rows

    def explain(
        self, steps: Callable[[Facts, Period], tuple[Step, ...]]
    ) -> Callable[[Facts, Period], tuple[Step, ...]]:
        """Decorator: how the figure comes about, from all rows to those that count (see `waterfall`)."""
        self.steps = steps
        return steps


_MEASURES: dict[str, Measure] = {}


def measure(
    code: str,
    *,
    unit: str,
    grain: str,
    needs: tuple[str, ...],
    name: Words,
    dated: str | None = None,
    stock: bool = False,
    statistic: bool = False,
) -> Callable[[Rows], Measure]:
    """Declare a measure `<pillar>.<what>`. `grain` is what one row is, `needs` the fact relations it reads."""

    def declare(write: Rows) -> Measure:
        return _keep(
            Measure(code, unit, grain, needs, write, name, dated=dated, stock=stock, statistic=statistic)
        )

    return declare


def stock(
    code: str, *, unit: str, grain: str, needs: tuple[str, ...], name: Words
) -> Callable[[Callable[[Facts], ir.Table]], Measure]:
    """Declare a stock by its spells: rows with `start_date` and `end_date` (exclusive, empty while it lasts).

    The level on a day is the spells that hold on it; the monthly series comes from the same spells, so they cannot disagree.
    """

    def declare(spells: Callable[[Facts], ir.Table]) -> Measure:
        def holding(facts: Facts, period: Period) -> ir.Table:
            rows = spells(facts)
            return rows.filter(
                rows.start_date <= period.end, rows.end_date.isnull() | (rows.end_date > period.end)
            )

        holding.__doc__ = spells.__doc__
        return _keep(Measure(code, unit, grain, needs, holding, name, spells=spells, stock=True))

    return declare


def _keep(new: Measure) -> Measure:
    if not CODE.fullmatch(new.code):
        raise BadMeasure(
            Words(
                zh=f"指标口径代码 {new.code} 应写作“支柱.名称”，如 creation.patent_grants。",
                en=f"Measure code {new.code} must read pillar.name, for example creation.patent_grants.",
            )
        )
    if not new.meaning:
        raise BadMeasure(
            Words(
                zh=f"指标口径 {new.code} 没有说明；请写明口径与来源。",
                en=f"Measure {new.code} has no docstring; state what it counts and its source.",
            )
        )
    if new.code in _MEASURES:
        raise BadMeasure(
            Words(
                zh=f"指标口径 {new.code} 被声明了两次；保留一个，另一个改名。",
                en=f"Measure {new.code} is declared twice; keep one, rename the other.",
            )
        )
    return _MEASURES.setdefault(new.code, new)


def measures() -> tuple[Measure, ...]:
    """Every declared measure, by code."""
    return tuple(_MEASURES[code] for code in sorted(_MEASURES))


def is_known(code: str) -> bool:
    return code in _MEASURES


def find(code: str) -> Measure:
    if code not in _MEASURES:
        near = difflib.get_close_matches(code, _MEASURES, n=1)
        raise BadMeasure(
            Words(
                zh=f"没有名为 {code} 的指标口径。"
                + (f"是否指 {near[0]}？" if near else "请先在支柱的 measures.py 中声明。"),
                en=f"There is no measure {code}. "
                + (f"Did you mean {near[0]}?" if near else "Declare it in a pillar's measures.py first."),
            )
        )
    return _MEASURES[code]
