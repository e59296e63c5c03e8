"""Facts: the typed relations that pillars publish, seen for one territory on one day. Measures read facts, never models."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.source import NOWHERE, Source
from zhice.measuring.territory import Territory

if TYPE_CHECKING:
    import ibis.expr.types as ir

SCHEMA = "fact"
TYPES = frozenset({"string", "date", "int64", "decimal(18, 2)"})


class BadRelation(ZhiceError):
    """A fact relation is unknown, declared twice, or not as declared."""


@dataclass(frozen=True)
class FactRelation:
    """A relation that a package publishes: `columns` maps each name to its type and meaning.

    Types are those of `TYPES`; a trailing "?" means that the value may be missing. `records` is the slug of its record kind,
    `regions` the columns that tell where a row belongs.
    """

    name: str
    columns: Mapping[str, tuple[str, Words]]
    published_by: str
    meaning: Words
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for column, (kind, _) in self.columns.items():
            if kind.rstrip("?") not in TYPES:
                raise BadRelation(
                    Words(
                        zh=f"事实关系 {self.name} 的列 {column} 类型为 {kind}，只能是 {sorted(TYPES)}。",
                        en=f"Column {column} of fact relation {self.name} has type {kind}; use one of {sorted(TYPES)}.",
                    )
                )

    @cached_property
    def table(self) -> ir.Table:
        """The relation as an Ibis table, bound to no engine: `fact.<name>`."""
        import ibis

        # nullability stays out of the types: rows of two measures could not be joined when they differ in it
        schema = {name: kind.rstrip("?") for name, (kind, _) in self.columns.items()}
        return ibis.table(schema, name=self.name, database=SCHEMA)


_RELATIONS: dict[str, FactRelation] = {}


def publish(relation: FactRelation) -> FactRelation:
    """Make a relation known. A name has one publisher."""
    known = _RELATIONS.get(relation.name)
    if known is not None and known != relation:
        raise BadRelation(
            Words(
                zh=f"事实关系 {relation.name} 已由 {known.published_by} 发布，请改名。",
                en=f"Fact relation {relation.name} is already published by {known.published_by}; rename one.",
            )
        )
    return _RELATIONS.setdefault(relation.name, relation)


def relations() -> tuple[FactRelation, ...]:
    """Every published relation, by name: the analyst's data dictionary."""
    return tuple(_RELATIONS[name] for name in sorted(_RELATIONS))


def relation(name: str) -> FactRelation:
    if name not in _RELATIONS:
        near = difflib.get_close_matches(name, _RELATIONS, n=1)
        hint = near[0] if near else "、".join(sorted(_RELATIONS)) or "—"
        raise BadRelation(
            Words(
                zh=f"没有名为 {name} 的事实关系；已发布的有：{hint}。请由其所属模块的 facts.py 发布。",
                en=f"There is no fact relation {name}; published: {hint}. Publish it in its package's facts.py.",
            )
        )
    return _RELATIONS[name]


@dataclass(frozen=True)
class Facts:
    """What is known of a territory on a day.

    `day` is the as-of day: nothing that was found, published or announced after it counts. `peers` are the territories that a
    rank compares with (this one may be among them). `complete_since` is the first day from which the records are complete;
    a growth that would need older ones says that the history is too short.
    """

    source: Source
    territory: Territory
    day: date
    peers: tuple[Territory, ...] = ()
    complete_since: date | None = None
    _seen: tuple[Territory, ...] = field(default=(), repr=False)

    def __getitem__(self, name: str) -> ir.Table:
        """The fact relation of that name, every column of it as declared."""
        return relation(name).table

    @property
    def territories(self) -> tuple[Territory, ...]:
        """The territories now looked at: one, or all peers of a rank."""
        return self._seen or (self.territory,)

    def over(self, territories: Iterable[Territory]) -> Facts:
        """The same facts for other territories, so that one query can serve a rank."""
        return Facts(
            self.source, self.territory, self.day, self.peers, self.complete_since, tuple(territories)
        )

    @property
    def away(self) -> Facts:
        """The same view without its source: what a question is written for, whoever answers it (measures see only the view)."""
        return replace(self, source=NOWHERE)

    def covers(self, column: ir.StringValue) -> ir.BooleanValue:
        """True where the column's region is one of the territory's codes or lies within it. For records that count where they sit."""
        if len(self.territories) > 1 or self.territory.whole:
            # the fold of many territories groups by place and drops what is no peer's: a list of hundreds of codes would
            # only be compared twice, and costs a third of a scan
            return column.notnull()
        codes = sorted(self.territories[0].codes)
        if len(codes) == 1:
            return column == codes[0]
        # the range says nothing that the list does not, but a scan of Parquet takes it to the pages and skips most of them
        return (column >= codes[0]) & (column <= codes[-1]) & column.isin(codes)

    def names(self, column: ir.StringValue) -> ir.BooleanValue:
        """True where the column's region is the territory itself, not a part of it. For statistics published of a region."""
        return column.isin(sorted({code for place in self.territories for code in place.own}))
