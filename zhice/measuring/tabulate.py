"""Tables of a measure: its rows grouped by columns and folded, for charts, yearbooks and reports. Closed: no expressions here, either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


class BadTable(ZhiceError):
    """A table asks for a column that the rows do not have."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: all rows, those that have a `column` (or have it equal `value`), their share, sum, mean, different values."""

    kind: Literal["rows", "having", "equal", "share", "sum", "mean", "distinct"] = "rows"
    column: str = ""
    value: Any = None


ROWS = Cell()


def tabulate(
    rows: ir.Table,
    *,
    by: tuple[str, ...],
    cells: Mapping[str, Cell],
    order: tuple[str, ...] = (),
    limit: int | None = None,
) -> ir.Table:
    """The rows of a measure grouped `by` columns; `order` names columns, "-n" for descending (then the grouping columns).

    Raises `BadTable`. Run it with `source.rows`.
    """
    import ibis

    for name in (*by, *(cell.column for cell in cells.values() if cell.column)):
        _known(rows, name)
    table = rows.group_by(list(by)).aggregate(**{name: _fold(rows, cell) for name, cell in cells.items()})
    keys = [ibis.desc(name[1:]) if name.startswith("-") else ibis.asc(name) for name in order]
    rest = [ibis.asc(name) for name in by if name not in {key.lstrip("-") for key in order}]
    table = table.order_by([*keys, *rest])
    return table if limit is None else table.limit(limit)


def advantage(table: ir.Table, *, of: str, against: str, count: str = "n") -> ir.Table:
    """显示性技术优势: the share of `against` within `of` over its share in all; 1 is average. Adds `advantage` to a table with `count`."""
    import ibis

    counted = table[count].cast("float64")
    own = table[count].sum().over(ibis.window(group_by=table[of]))
    field = table[count].sum().over(ibis.window(group_by=table[against]))
    every = table[count].sum().over(ibis.window())
    share = counted / own
    return table.mutate(advantage=share / (field.cast("float64") / every))


def _fold(rows: ir.Table, cell: Cell) -> ir.Value:
    if cell.kind == "rows":
        return rows.count()
    column = rows[cell.column]
    if cell.kind == "equal":
        return rows.count(where=column == cell.value)
    if cell.kind == "share":
        return column.count() / rows.count()
    if cell.kind == "mean":
        return column.cast("float64").mean()
    fold = {"having": "count", "sum": "sum", "distinct": "nunique"}[cell.kind]
    value: ir.Value = getattr(column, fold)()
    return value


def _known(rows: ir.Table, name: str) -> None:
    if name not in rows.columns:
        raise BadTable(
            Words(
                zh=f"这些行没有列 {name}；可选：{'、'.join(rows.columns)}。",
                en=f"These rows have no column {name}; choose one of: {', '.join(rows.columns)}.",
            )
        )
