"""Reading the whole journal for its verification: rows stream from a cursor on the server's side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

CHUNK = 5_000

# column → (key in the body, type); the database computes every one of them from the body (table.sql)
COLUMNS = {
    "at": ("at", "text"),
    "actor": ("actor", "text"),
    "name": ("name", "text"),
    "role": ("role", "text"),
    "unit": ("unit", "bigint"),
    "action": ("action", "text"),
    "record": ("record", "text"),
    "reason": ("reason", "text"),
    "request": ("request", "text"),
    "old_digest": ("old", "text"),
    "new_digest": ("new", "text"),
    "detail": ("detail", "jsonb"),
    "anchor": ("anchor", "text"),
    "algorithm": ("algorithm", "text"),
}
_EXPRESSIONS = """
    select attname, pg_get_expr(adbin, adrelid)
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = 'journal_event'::regclass and attnum > 0 and not attisdropped and attgenerated = 's'
"""
_SELECT = "select e.seq, e.body, e.previous, e.hash, date_part('epoch', e.at), e.anchor, e.algorithm"


def stored_events() -> Iterator[tuple[Any, ...]]:
    """(seq, body, previous, hash, seconds, anchor, algorithm, agrees) of every event, in order; needs a transaction.

    A column that the database computes from the body cannot say anything else. Where somebody rebuilt the table so
    that it could, every event is asked whether its columns still agree, which takes longer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EXPRESSIONS)
        computed = dict(cursor.fetchall())
    query = _quick() if computed == _expected() else _thorough()
    with connection.connection.cursor(name="zhice_journal", binary=True) as cursor:
        cursor.itersize = CHUNK
        cursor.execute(query)
        yield from cursor


def _quick() -> str:
    return f"{_SELECT}, true from journal_event e order by e.seq"


def _thorough() -> str:
    said = ", ".join(f'"{key}" {kind}' for key, kind in COLUMNS.values())
    agrees = " and ".join(
        f"e.{column} is not distinct from {_value(column, f's.{key!s}')}"
        for column, (key, _) in COLUMNS.items()
    )
    return f"{_SELECT}, {agrees} from journal_event e, jsonb_to_record(e.body::jsonb) as s({said}) order by e.seq"


def _value(column: str, source: str) -> str:
    return f"zhice_instant({source})" if column == "at" else source


def _expected() -> dict[str, str]:
    """How PostgreSQL writes the expressions of table.sql; where it writes them otherwise, the thorough way is taken."""
    found = {}
    for column, (key, kind) in COLUMNS.items():
        arrow = "->" if kind == "jsonb" else "->>"
        text = f"((body)::jsonb {arrow} '{key}'::text)"
        found[column] = f"({text})::bigint" if kind == "bigint" else text
    found["at"] = "zhice_instant(" + found["at"] + ")"
    return found
