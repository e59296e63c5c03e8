"""Triggers that note every written record, whoever writes it and however many at once, in the same transaction."""

from __future__ import annotations

from django.db import connections

from zhice.search.searchable import everything

NOTE = """
create or replace function search_note() returns trigger language plpgsql as $$
begin
    execute format('insert into search_change (source, key) select distinct %L, %I::bigint from moved where %I is not null',
                   tg_argv[0], tg_argv[1], tg_argv[1]);
    return null;
end $$
"""
MOVED = {"insert": "new table", "update": "new table", "delete": "old table"}


def wanted() -> set[tuple[str, str, str]]:
    """(table to watch, table whose key is noted, column that holds it) of all that is declared."""
    return {source for each in everything() for source in each.sources}


def ensure(using: str) -> None:
    """Watch every table of what is declared; those watched already stay as they are. Runs as the owner."""
    with connections[using].cursor() as cursor:
        cursor.execute("select tgname, tgrelid::regclass::text from pg_trigger where tgname like 'search_%%'")
        there = set(cursor.fetchall())
        missing = [
            (table, noted, column, verb)
            for table, noted, column in sorted(wanted())
            for verb in MOVED
            if (_name(noted, verb), table) not in there
        ]
        if missing:
            cursor.execute(NOTE)
        for table, noted, column, verb in missing:
            cursor.execute(
                f'create trigger "{_name(noted, verb)}" after {verb} on "{table}" '
                f"referencing {MOVED[verb]} as moved for each statement "
                f"execute function search_note('{noted}', '{column}')"
            )


def _name(noted: str, verb: str) -> str:
    return f"search_{verb}_{noted}"[:63]
