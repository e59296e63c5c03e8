"""Live answers: what was folded once is kept, and follows each change of the facts without being folded again.

A `Live` source stands between the engine and where the facts are. It remembers the answers to folded questions. When facts
change, it asks **the same question** of the old rows and of the new rows alone and adds the difference, where the question
is additive: counts and sums over rows that are chosen one by one. Every other answer that a change touches (different
values, extremes, the latest of several) is forgotten, and folded anew when it is asked for. So there is one definition of a
figure, and its live form cannot disagree with it: tests/unit/measuring/test_live.py holds both equal over random histories.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from zhice.measuring import facts
from zhice.measuring.source import Row, Source, sql

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir
    import pyarrow as pa

MOST_ROWS = 5_000
"""An answer of more groups than this is not kept."""
_SQL_TYPES = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "decimal(18, 2)": "DECIMAL(18, 2)"}


@dataclass(frozen=True)
class Change:
    """Rows of one fact relation as they were and as they are; a row that came has no old one, one that went no new one.

    Both tables have the relation's columns. `known=False`: only that the relation changed is known, not which rows.
    """

    relation: str
    old: pa.Table | None = None
    new: pa.Table | None = None

    @property
    def known(self) -> bool:
        return self.old is not None and self.new is not None


@dataclass(frozen=True)
class Shape:
    """What a question is made of: the relations it reads and, if it is additive, its sums and groups.

    `counter` names the sum that counts rows; a group without rows has no row in the answer. `exists`: the question is
    whether there is any such row at all. `difference` is the question as it is asked of changed rows: groups that only name
    the place of a region are left as they are, and `places` says which place each belongs to.
    """

    relations: frozenset[str]
    sums: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    counter: str = ""
    exists: bool = False
    difference: str = ""
    places: tuple[tuple[str, Mapping[Any, Any]], ...] = ()

    @property
    def additive(self) -> bool:
        return bool(self.counter)


@dataclass
class Answer:
    """The rows that a question gave, by its text; `mark` says of which state of the facts they speak."""

    shape: Shape
    rows: list[Row]
    mark: str = ""


@dataclass
class Live:
    """A source whose folded answers stay current; `kept` can be stored and handed to another `Live` later."""

    source: Source
    follows: frozenset[str]
    kept: dict[str, Answer] = field(default_factory=dict)
    asked: int = 0

    def rows(self, expression: ir.Table) -> Iterator[Row]:
        shape = shape_of(expression.op())
        if shape is None or not shape.relations <= self.follows:
            yield from self.source.rows(expression)
            return
        text = sql(expression, dialect="duckdb")
        known = self.kept.get(text)
        if known is None:
            known = self._ask(expression, shape)
            if len(known.rows) <= MOST_ROWS:
                self.kept[text] = known
        yield from (dict(row) for row in known.rows)

    def one(self, expression: ir.Table) -> Row:
        (row,) = self.rows(expression)
        return row

    def _ask(self, expression: ir.Table, shape: Shape) -> Answer:
        self.asked += 1
        marked = getattr(self.source, "marked", None)
        rows, mark = marked(expression) if marked else (list(self.source.rows(expression)), "")
        return Answer(shape, rows, mark)

    def marks(self) -> frozenset[str]:
        """The states of the facts of which the kept answers speak."""
        return frozenset(answer.mark for answer in self.kept.values())

    def follow(self, changes: Iterable[Change], *, mark: str = "", since: str = "") -> None:
        """Bring the answers that speak of the state `since` to the state `mark`, by what changed in between."""
        changed = {change.relation: change for change in changes}
        before, after = _sides(changed)
        for text, answer in [item for item in self.kept.items() if item[1].mark == since]:
            read = answer.shape.relations
            touched = read & changed.keys()
            if not touched:
                answer.mark = mark
                continue
            rows = None
            if all(changed[name].known for name in touched):
                asked = answer.shape.difference or text
                rows = _moved(answer, before.share(asked, read), after.share(asked, read))
            if rows is None:
                del self.kept[text]
            else:
                answer.rows, answer.mark = rows, mark


@lru_cache(maxsize=4_096)
def shape_of(operation: ops.Node) -> Shape | None:
    """What a question is made of; None for one whose answer is not a fold: a list of rows is never kept."""
    import ibis.expr.operations as ops

    read = frozenset(table.name for table in operation.find(ops.UnboundTable))
    top = operation
    while isinstance(top, ops.Project) and all(
        isinstance(v, ops.Field | ops.Literal) for v in top.values.values()
    ):
        top = top.parent
    if isinstance(top, ops.Limit) and top.n == 1:
        return Shape(read, exists=_is_row_by_row(top.parent))
    if not isinstance(top, ops.Aggregate):
        return None
    metrics = top.metrics
    adding = all(isinstance(value, ops.Sum | ops.Count | ops.CountStar) for value in metrics.values())
    whole = not any(getattr(value, "where", None) is not None for value in metrics.values())
    counter = next((name for name, value in metrics.items() if isinstance(value, ops.CountStar)), "")
    if not (adding and whole and _is_row_by_row(top.parent) and counter):
        return Shape(read)
    if top.groups and top is not operation:
        return Shape(read)
    groups = {name: _place_of(value) for name, value in top.groups.items()}
    difference = ops.Aggregate(
        top.parent, groups={n: value for n, (value, _) in groups.items()}, metrics=metrics
    )
    return Shape(
        read,
        tuple(metrics),
        tuple(groups),
        counter,
        difference=sql(difference.to_expr(), dialect="duckdb"),
        places=tuple((name, known) for name, (_, known) in groups.items() if known),
    )


def _place_of(group: Any) -> tuple[Any, Mapping[Any, Any]]:
    """The column under a group that only gives other names to some of its values, and these names."""
    import ibis.expr.operations as ops

    if not isinstance(group, ops.SimpleCase) or group.default != group.base:
        return group, {}
    told = [*group.cases, *group.results]
    if not all(isinstance(each, ops.Literal) for each in told):
        return group, {}
    return group.base, {
        case.value: result.value for case, result in zip(group.cases, group.results, strict=True)
    }


def _is_row_by_row(rows: ops.Node) -> bool:
    """Whether each row is chosen by what it says itself, not by others beside it."""
    import ibis.expr.operations as ops

    alone = (ops.UnboundTable, ops.Filter, ops.Project, ops.DropColumns, ops.Union)
    together = rows.find((ops.Reduction, ops.WindowFunction, ops.Analytic))
    return not together and all(isinstance(node, alone) for node in rows.find(ops.Relation))


def _moved(answer: Answer, gone: list[Row], come: list[Row]) -> list[Row] | None:
    """The answer's rows with the difference added; None where only asking again will tell.

    A sum of nothing is NULL in SQL and 0 here; a fold reads both as 0.
    """
    shape = answer.shape
    if shape.exists:  # a row that came may be one of those that went
        return None if gone else come or answer.rows
    if not shape.additive:
        return None
    table = {_group(row, shape): dict(row) for row in answer.rows}
    for sign, rows in ((-1, gone), (1, come)):
        for row in rows:
            named = {**row, **{name: places.get(row[name], row[name]) for name, places in shape.places}}
            kept = table.setdefault(_group(named, shape), {**named, **dict.fromkeys(shape.sums, 0)})
            for name in shape.sums:
                kept[name] = (kept[name] or 0) + sign * (row[name] or 0)
    return [row for row in table.values() if row[shape.counter] or not shape.groups]


def _group(row: Row, shape: Shape) -> tuple[Any, ...]:
    return tuple(row[name] for name in shape.groups)


class Side:
    """A small database of the rows that went, or that came; relations that did not change are empty there."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(config={"threads": 1})
        # the plan of a question over a few rows costs more than its answer: nothing is gained by improving it
        self._connection.execute("PRAGMA disable_optimizer")
        self._connection.execute("CREATE SCHEMA fact")
        self._made: set[str] = set()
        self._prepared: dict[str, str] = {}
        self._filled: set[str] = set()

    def fill(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold these rows and no others."""
        for name in self._filled:
            self._connection.execute(f'DELETE FROM fact."{name}"')
        self._filled = {name for name, rows in tables.items() if rows.num_rows}
        for name in self._filled:
            self._make(name)
            self._connection.register("coming", tables[name])
            self._connection.execute(f'INSERT INTO fact."{name}" BY NAME SELECT * FROM coming')
            self._connection.unregister("coming")

    def ask(self, text: str, relations: frozenset[str]) -> list[Row]:
        """The answer of these rows to a question that reads `relations`."""
        result = self._connection.execute(f"EXECUTE {self._prepared_as(text, relations)}")
        names = [column[0] for column in result.description]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]

    def _prepared_as(self, text: str, relations: frozenset[str]) -> str:
        """Planning a question over a hundred regions takes longer than answering it of a thousand rows: once is enough."""
        if text not in self._prepared:
            for name in relations:
                self._make(name)
            self._prepared[text] = f"question_{len(self._prepared)}"
            self._connection.execute(f"PREPARE {self._prepared[text]} AS {text}")
        return self._prepared[text]

    def share(self, text: str, relations: frozenset[str]) -> list[Row]:
        """What these rows add to an answer: nothing, unasked, where none of them is read."""
        return self.ask(text, relations) if relations & self._filled else []

    def _make(self, name: str) -> None:
        if name in self._made:
            return
        columns = ", ".join(
            f'"{column}" {_SQL_TYPES[kind.rstrip("?")]}'
            for column, (kind, _) in facts.relation(name).columns.items()
        )
        self._connection.execute(f'CREATE TABLE fact."{name}" ({columns})')
        self._made.add(name)


_SIDES = threading.local()


def _sides(changed: Mapping[str, Change]) -> tuple[Side, Side]:
    """What went and what came, in two databases that a thread keeps: opening one costs more than all questions."""
    if not hasattr(_SIDES, "both"):
        _SIDES.both = Side(), Side()
    before, after = _SIDES.both
    known = [change for change in changed.values() if change.known]
    before.fill({change.relation: change.old for change in known if change.old is not None})
    after.fill({change.relation: change.new for change in known if change.new is not None})
    return before, after
