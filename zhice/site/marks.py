"""What this database has been through: a handful of names and values that only the owner writes, kept with its backups."""

from __future__ import annotations

from typing import Any

import psycopg

TABLE = "create table if not exists site_mark (name text primary key, value text not null)"


def get(connection: psycopg.Connection[Any], name: str) -> str | None:
    """The mark's value, or None where nobody has made it."""
    if connection.execute("select to_regclass('site_mark')").fetchone() == (None,):
        return None
    row = connection.execute("select value from site_mark where name = %s", [name]).fetchone()
    return row[0] if row else None


def put(owner: psycopg.Connection[Any], name: str, value: str) -> None:
    owner.execute(TABLE)
    owner.execute("revoke insert, update, delete on site_mark from zhice_app")
    owner.execute(
        "insert into site_mark values (%s, %s) on conflict (name) do update set value = excluded.value",
        [name, value],
    )
