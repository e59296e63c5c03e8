"""Evidence: the rows behind a figure, streamed from the same expression that the figure was folded from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.source import Row, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir


class NoSuchEvidence(ZhiceError):
    """The figure has no such term, or the rows no such column."""


@dataclass(frozen=True)
class Part:
    """The rows of one measure in one term of a figure."""

    key: str
    measure: str
    period: Period
    written: Callable[
        [], ir.Table
    ]  # not written out before somebody opens it: most figures are read, few are opened

    @property
    def table(self) -> ir.Table:
        return self.written()


@dataclass(frozen=True)
class Evidence:
    """Rows behind a figure; `key` is a term's, none is all terms. Nothing is read until asked."""

    source: Source
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.key for part in self.parts))

    def columns(self, key: str | None = None) -> tuple[str, ...]:
        """The columns of the rows, in order, those of several measures joined."""
        return tuple(dict.fromkeys(column for part in self._of(key) for column in part.table.columns))

    def count(self, key: str | None = None, *, where: Mapping[str, Any] | None = None) -> int:
        """How many rows; `where` keeps those whose columns equal the given values (None: is empty)."""
        tables = [_filtered(part.table, where) for part in self._of(key)]
        return sum(int(self.source.one(table.aggregate(n=table.count()))["n"]) for table in tables)

    def rows(
        self,
        key: str | None = None,
        *,
        where: Mapping[str, Any] | None = None,
        order: str = "record",
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Row]:
        """The rows, each with `term` and `measure`, ordered within a measure; `limit` and `offset` make a page of one term."""
        for part in self._of(key):
            table = _filtered(part.table, where)
            by = _column(table, order)
            keys = [by.desc() if descending else by.asc()]
            table = table.order_by(keys if order == "record" else [*keys, table.record.asc()])
            if limit is not None or offset:
                table = table.limit(limit, offset=offset)
            for row in self.source.rows(table):
                yield {"term": part.key, "measure": part.measure, **row}

    def digest(self) -> str:
        """SHA-256 over all rows in canonical form, whatever their order and the engine: equal rows, equal digest."""
        rows = (
            {"term": part.key, "measure": part.measure, **row}
            for part in self.parts
            for row in self.source.rows(part.table)
        )
        prints = sorted(hashlib.sha256(canonical(row)).digest() for row in rows)
        return hashlib.sha256(b"".join(prints)).hexdigest()

    def _of(self, key: str | None) -> tuple[Part, ...]:
        if key is None:
            return self.parts
        if key not in self.keys:
            raise NoSuchEvidence(
                Words(
                    zh=f"这个数字没有名为 {key} 的项；可选：{'、'.join(self.keys) or '—'}。",
                    en=f"This figure has no term {key}; choose one of: {', '.join(self.keys) or '—'}.",
                )
            )
        return tuple(part for part in self.parts if part.key == key)


def canonical(row: Row) -> bytes:
    """A row as bytes that depend on its values only: keys sorted, days ISO, numbers without trailing zeros."""
    plain = {name: _plain(value) for name, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return format(value, "d")  # the engines differ on int and Decimal: both are written as digits
    return value.isoformat() if isinstance(value, date) else str(value)


def _filtered(table: ir.Table, where: Mapping[str, Any] | None) -> ir.Table:
    for name, value in (where or {}).items():
        column = _column(table, name)
        table = table.filter(column.isnull() if value is None else column == value)
    return table


def _column(table: ir.Table, name: str) -> ir.Column:
    if name not in table.columns:
        raise NoSuchEvidence(
            Words(
                zh=f"依据中没有列 {name}；可选：{'、'.join(table.columns)}。",
                en=f"The evidence has no column {name}; choose one of: {', '.join(table.columns)}.",
            )
        )
    return table[name]
