"""The triggers that write `FactChange`, made from the fact views themselves: a changed row reads as its view would show it.

Derived as the views are, so they are gone before every migration and made anew after it. They fire once a statement, not
once a row; a statement that changes more than `MOST` rows (an import) only says that the relation changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.registry.fact_views import VIEWS

MOST = 1_000


@dataclass(frozen=True)
class Feed:
    """A relation's own table, as its view writes it, and what else its rows show: table → columns."""

    relation: str
    table: str
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()


_NAMES = ("registry_party", ("name", "kind"))
FEEDS = (
    Feed("patents", "registry_patent", also=(_NAMES,)),
    Feed(
        "patent_spells",
        "registry_patentspell",
        also=(_NAMES, ("registry_patent", ("title", "document_number"))),
    ),
    Feed("pct_applications", "registry_pctapplication", also=(_NAMES,)),
    Feed("resident_population", "registry_residentpopulation"),
)
FOLLOWED = frozenset(feed.relation for feed in FEEDS)

_STAMP = "pg_current_xact_id()::text::bigint, clock_timestamp()"
# The writer's own wall would hide what others hold: the trigger sees and writes for the machine, and puts the wall back.
_FUNCTION = """
create or replace function fact.{name}() returns trigger language plpgsql as $$
declare
    many bigint;
    scopes text := current_setting('zhice.scopes', true);
    writes text := current_setting('zhice.writes', true);
begin
    perform set_config('zhice.scopes', '{{"*": "all"}}', true), set_config('zhice.writes', '{{"*": "all"}}', true);
    {body}
    perform set_config('zhice.scopes', coalesce(scopes, ''), true), set_config('zhice.writes', coalesce(writes, ''), true);
    return null;
end $$
"""
_TELL = """
    select count(*) into many from {counted};
    if many > {most} then
        insert into registry_factchange (relation, transaction, changed_at) values ('{relation}', {stamp});
    elsif many > 0 then
        insert into registry_factchange (relation, transaction, changed_at, old, new) {rows};
    end if;
"""
_ROWS = "select '{relation}', {stamp}, {old}, {new} from ({view}) r"


def create() -> list[str]:
    """The statements that make functions and triggers, in order; they live in the schema of the views and go with it."""
    return [statement for feed in FEEDS for statement in (*_of_rows(feed), *_of_surroundings(feed))]


def _of_rows(feed: Feed) -> list[str]:
    made = []
    for event, tables in (("insert", ("", "came")), ("update", ("was", "came")), ("delete", ("was", ""))):
        was, came = tables
        rows = " union all ".join(
            _ROWS.format(
                relation=feed.relation,
                stamp=_STAMP,
                old="to_jsonb(r)" if table == "was" else "null::jsonb",
                new="to_jsonb(r)" if table == "came" else "null::jsonb",
                view=_view_over(feed, table),
            )
            for table in (was, came)
            if table
        )
        tell = _TELL.format(counted=came or was, most=MOST, relation=feed.relation, stamp=_STAMP, rows=rows)
        name = f"{feed.relation}_{event}"
        body = _FUNCTION.format(name=name, body=tell)
        seen = " ".join(f"{age} table as {table}" for age, table in (("old", was), ("new", came)) if table)
        made += [body, _trigger(name, feed.table, event, seen)]
    return made


def _view_over(feed: Feed, rows: str) -> str:
    """The view, reading the changed rows in the place of its table."""
    view, found = re.subn(rf"\bfrom {feed.table}\b", f"from {rows}", VIEWS[feed.relation])
    if found != 1:
        raise ValueError(f"the view {feed.relation} does not begin with {feed.table}")
    return view


def _of_surroundings(feed: Feed) -> list[str]:
    """What a row shows of other records changed: which rows, is not worth finding out."""
    made = []
    for table, columns in feed.also:
        differs = "({}) is distinct from ({})".format(
            ", ".join(f"w.{column}" for column in columns), ", ".join(f"c.{column}" for column in columns)
        )
        body = (
            f"if exists (select 1 from was w join came c using (id) where {differs}) then "
            f"insert into registry_factchange (relation, transaction, changed_at) values ('{feed.relation}', {_STAMP}); end if;"
        )
        name = f"{feed.relation}_beside_{table}"
        made += [
            _FUNCTION.format(name=name, body=body),
            _trigger(name, table, "update", "old table as was new table as came"),
        ]
    return made


def _trigger(name: str, table: str, event: str, seen: str) -> str:
    return (
        f"create trigger fact_{name} after {event} on {table} referencing {seen} for each statement "
        f"execute function fact.{name}()"
    )
