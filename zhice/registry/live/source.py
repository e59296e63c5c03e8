"""The live records as a source whose folded answers follow every change (`zhice.measuring.live`)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from zhice.journal.acts import act
from zhice.measuring.facts import relation
from zhice.measuring.live import Change, Live
from zhice.measuring.source import PostgresSource, Row, sql
from zhice.registry.live.feed import FOLLOWED
from zhice.registry.live.models import FactChange

if TYPE_CHECKING:
    import pyarrow as pa

KEPT = timedelta(days=1)
"""How long changes are kept; an answer of an older state is forgotten."""

_MARKED = """
select s.mark, q.* from (select pg_current_snapshot()::text as mark) s left join (select true as there, a.* from ({}) a) q on true
"""
_SINCE = """
select pg_current_snapshot()::text, c.relation, c.old, c.new
from (select 1) one left join registry_factchange c
    on c.transaction >= pg_snapshot_xmin(%(mark)s::pg_snapshot)::text::bigint
   and not pg_visible_in_snapshot(c.transaction::text::xid8, %(mark)s::pg_snapshot)
order by c.id
"""


class MarkedSource(PostgresSource):
    """Says with each answer of which state of the records it speaks, in the same statement."""

    def marked(self, expression: Any) -> tuple[list[Row], str]:
        text = _MARKED.format(sql(expression, dialect="postgres"))
        with self._cursor() as cursor:
            cursor.execute(text)
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
        mark = rows[0]["mark"]
        return [
            {n: v for n, v in row.items() if n not in ("mark", "there")} for row in rows if row["there"]
        ], mark


def live(kept: dict[str, Any] | None = None) -> Live | PostgresSource:
    """The records as they are; answers of `kept` (a former `Live.kept`) are brought up to date first.

    Inside a transaction that has written, the plain source: what it sees may yet be rolled back.
    """
    if _has_written():
        return PostgresSource(connection.cursor)
    found = Live(MarkedSource(connection.cursor), FOLLOWED, dict(kept or {}))
    for mark in found.marks():
        now, changes = changes_since(mark)
        found.follow(changes, since=mark, mark=now)
    return found


def changes_since(mark: str) -> tuple[str, list[Change]]:
    """The state of now, and how it differs from the one called `mark`, relation by relation."""
    rows: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    unknown: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, {"mark": mark})
        found = cursor.fetchall()
    for _, name, old, new in found:
        if name is None:
            continue
        if old is None and new is None:
            unknown.add(name)
        for side, row in zip(rows[name], (old, new), strict=True):
            if row is not None:
                side.append(_row(row))
    changes = [
        Change(name) if name in unknown else Change(name, _table(name, old), _table(name, new))
        for name, (old, new) in rows.items()
    ]
    return found[0][0], changes


def forget(*, before: datetime) -> int:
    """Throw away changes of before that moment; answers that old must not be kept either."""
    with act("registry.fact_change.forget") as entry:
        count, _ = FactChange.objects.filter(changed_at__lt=before - KEPT).delete()
        entry.detail["removed"] = count
    return count


def _has_written() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id_if_assigned() is not null")
        return bool(cursor.fetchone()[0])


def _row(stored: Any) -> Row:
    import json

    return json.loads(stored) if isinstance(stored, str) else dict(stored)


def _table(name: str, rows: list[Row]) -> pa.Table:
    import pyarrow as pa  # a web server starts without it

    from zhice.corpus.schema import arrow_schema

    days = [column for column, (kind, _) in relation(name).columns.items() if kind.startswith("date")]
    for row in rows:
        for column in days:
            if row[column] is not None:
                row[column] = date.fromisoformat(row[column])
    return pa.Table.from_pylist(rows, schema=arrow_schema(relation(name)))
