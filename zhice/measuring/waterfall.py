"""这个数字如何得来: from everything in the records, step by step, to what counts; every bar opens to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring import measure
from zhice.measuring.evidence import Evidence, Part
from zhice.measuring.facts import Facts

if TYPE_CHECKING:
    import ibis.expr.types as ir

Role = Literal["start", "minus", "counted", "part"]
COUNTED = Words(zh="计入", en="Counted")
OF_KIND = {
    "INVENTION": Words(zh="其中：发明", en="of which inventions"),
    "UTILITY_MODEL": Words(zh="其中：实用新型", en="of which utility models"),
    "DESIGN": Words(zh="其中：外观设计", en="of which designs"),
}


class DoesNotAddUp(ZhiceError):
    """The steps that a measure declares do not lead to the rows it counts."""


@dataclass(frozen=True)
class Bar:
    """`amount` rows; `role` says whether it starts, takes away, is counted, or is a part of what is counted."""

    name: Words
    amount: int
    role: Role
    evidence: Evidence


def waterfall(code: str, *, facts: Facts, period: Period) -> tuple[Bar, ...]:
    """The bars of a measure for the facts' territory; start − minus … = counted, then the parts by kind where rows have one.

    A measure that declares no steps shows what is counted and its parts. Raises `DoesNotAddUp` rather than show a wrong sum.
    """
    kind = measure.find(code)
    steps = kind.steps(facts, period) if kind.steps else ()
    rows = kind.rows(facts, period)
    bars = [
        _bar(
            facts,
            step.name,
            Part("start" if step.sign > 0 else "minus", code, period, partial(_as_is, step.rows)),
        )
        for step in steps
    ]
    counted = _bar(facts, COUNTED, Part("counted", code, period, partial(_as_is, rows)))
    left = sum(bar.amount if bar.role == "start" else -bar.amount for bar in bars)
    if bars and left != counted.amount:
        raise DoesNotAddUp(
            Words(
                zh=f"口径 {code} 的步骤得 {left}，与计入的 {counted.amount} 不符；请改正其步骤。",
                en=f"The steps of {code} lead to {left}, but {counted.amount} rows count; correct its steps.",
            )
        )
    return (*bars, counted, *_by_kind(rows, facts, code, period))


def _by_kind(rows: ir.Table, facts: Facts, code: str, period: Period) -> tuple[Bar, ...]:
    if "kind" not in rows.columns:
        return ()
    bars = (
        _bar(facts, name, Part("part", code, period, partial(_of_kind, rows, value)))
        for value, name in OF_KIND.items()
    )
    return tuple(bar for bar in bars if bar.amount)


def _as_is(rows: ir.Table) -> ir.Table:
    return rows


def _of_kind(rows: ir.Table, value: str) -> ir.Table:
    return rows.filter(rows.kind == value)


def _bar(facts: Facts, name: Words, part: Part) -> Bar:
    evidence = Evidence(facts.source, (part,))
    return Bar(name, evidence.count(), cast(Role, part.key), evidence)
