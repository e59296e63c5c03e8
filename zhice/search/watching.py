"""Triggers that note every written record, whoever writes it and however many at once, in the same transaction."""

from __future__ import annotations

from django.apps import apps
from django.db import connections

from zhice.search.searchable import everything

NOTE = """
create or replace function search_note() returns trigger language plpgsql as $$
begin
    execute format('insert into search_change (source, key) select distinct %L, %I::bigint from %s where %I is not null',
                   tg_argv[0], tg_argv[1], coalesce(tg_argv[2], 'moved'), tg_argv[1]);
    return null;
end $$
"""
MOVED = {"insert": "new table as moved", "update": "new table as moved", "delete": "old table as moved"}
BOTH = "(table moved union all table former) as moved"  # of a row that changes hands both hands are noted


def wanted() -> set[tuple[str, str, str]]:
    """(table to watch, table whose key is noted, column that holds it) of all that is declared."""
    return {source for each in everything() for source in each.sources}


def ensure(using: str) -> None:
    """Watch every table of what is declared and no other; those watched already stay as they are. Runs as the owner."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select tgname, relname from pg_trigger join pg_class c on c.oid = tgrelid "
            "where tgname like 'search_%%' and not tgisinternal"
        )
        there = set(cursor.fetchall())
        wished = {
            (name, table): sql for table, *rest in sorted(wanted()) for name, sql in _made(table, *rest)
        }
        for name, table in sorted(there - wished.keys()):
            cursor.execute(f'drop trigger "{name}" on "{table}"')
        missing = [sql for key, sql in wished.items() if key not in there]
        if missing:
            cursor.execute(NOTE)
        for sql in missing:
            cursor.execute(sql)


def _made(table: str, noted: str, column: str) -> list[tuple[str, str]]:
    """(name, statement) of each trigger for one source."""
    handed = column != _keys()[table]  # it points to the record that is noted
    found = []
    for verb, moved in MOVED.items():
        name = (f"search_{verb}_{noted}_{column}" if handed else f"search_{verb}_{noted}")[:63]
        two = handed and verb == "update"
        told = f"'{noted}', '{column}'" + (f", '{BOTH}'" if two else "")
        found.append(
            (
                name,
                f'create trigger "{name}" after {verb} on "{table}" '
                f"referencing {moved}{' old table as former' if two else ''} for each statement "
                f"execute function search_note({told})",
            )
        )
    return found


def _keys() -> dict[str, str | None]:
    """The column of the key of every table."""
    return {
        model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)
    }
