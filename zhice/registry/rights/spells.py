"""What every right has in common over time: who held it where, when it was in force, and the spells that follow.

A kind of right says how its sources speak, in two queries over the temporary table `touched` (one column, named like the
right's foreign key): `stated` (key, day, rank, tie, party_id, region_id) for every statement of a holder or a seat, and
`turns` (key, day, rank, alive) for everything that makes it live or end. Everything else is the same for all of them:
- the first statement of holder and seat reaches back to the beginning; each later one counts from its own day on, and of
  several on one day the last by rank counts;
- a right in force changes only where its turns change it; of several on one day the last by rank counts;
- a spell is a stretch in which it is in force and its holder sits in one region.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fold:
    """The statements that fold one kind of right; they use the temporary tables `touched`, `held` and `in_force`."""

    key: str
    """The column that names the right: `patent_id`."""
    stated: str
    turns: str

    @property
    def listed(self) -> str:
        return f"create temporary table touched ({self.key} bigint primary key) on commit drop"

    @property
    def held(self) -> str:
        """Every statement of who held the right and where, in the order in which they took effect."""
        return _HELD.format(key=self.key, stated=self.stated)

    @property
    def in_force(self) -> str:
        """The stretches in which it was in force, and those in which it was not any more."""
        return _IN_FORCE.format(key=self.key, turns=self.turns)

    def forget(self, *tables: str) -> tuple[str, ...]:
        return tuple(
            f"delete from {table} using touched where {table}.{self.key} = touched.{self.key}"
            for table in tables
        )

    def holdings(self, table: str) -> str:
        columns = f"{self.key}, party_id, region_id, from_date, to_date"
        return f"insert into {table} ({columns}) select {columns} from held"

    def spells(self, table: str, *, copied: tuple[str, ...], until: str = "null::date") -> str:
        """Where force and seat meet. `copied` columns come from the table `folded` (id, …); `until` is a day of it (exclusive)
        with which the right ends in any case."""
        return _SPELLS.format(
            key=self.key,
            table=table,
            until=until,
            into="".join(f"{name}, " for name in copied),
            copied="".join(f"{name}, " for name in copied),
        )


_HELD = """
create temporary table held on commit drop as
with stated as ({stated}), counted as (
    select *, row_number() over (partition by {key} order by day, rank, tie) as place,
           count(party_id) over (partition by {key} order by day, rank, tie) as named,
           count(region_id) over (partition by {key} order by day, rank, tie) as seated
    from stated
), filled as (
    select {key}, day, place, max(party_id) over (partition by {key}, named) as party_id,
           max(region_id) over (partition by {key}, seated) as region_id
    from counted
), closing as (  -- of several statements on one day the last counts from then on; the very first reaches back
    select *, lead(day) over (partition by {key} order by place) as next_day from filled
), changed as (
    select {key}, day, place, party_id, region_id,
           lag({key}) over said as before,
           (party_id, region_id) is distinct from (lag(party_id) over said, lag(region_id) over said) as differs
    from closing where next_day is null or next_day > day or place = 1
    window said as (partition by {key} order by place)
)
select {key}, party_id, region_id, case when before is not null then day end as from_date,
       lead(day) over (partition by {key} order by place) as to_date
from changed where before is null or differs
"""
_IN_FORCE = """
create temporary table in_force on commit drop as
with turns as ({turns}), changes as (
    select {key}, day, rank, alive, lag(alive) over (partition by {key} order by day, rank) as was
    from turns
)
select {key}, alive, day as from_date, lead(day) over (partition by {key} order by day, rank) as to_date
from changes where was is null or alive <> was
"""
_SPELLS = """
insert into {table} ({key}, {into}party_id, region_id, from_date, to_date)
select * from (
    select f.{key}, {copied}h.party_id, h.region_id, greatest(f.from_date, h.from_date) as from_date,
           least(f.to_date, h.to_date, {until}) as to_date
    from in_force f join held h using ({key}) join folded p on p.id = f.{key}
    where f.alive and h.region_id is not null
) spell where to_date is null or from_date < to_date
"""
