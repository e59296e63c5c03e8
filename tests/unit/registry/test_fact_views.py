"""The views of schema `fact` are what `facts.py` says they are, and show no more than the wall lets through."""

from __future__ import annotations

import pytest
from django.db import connection

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.measuring.facts import relations
from zhice.registry import facts

TYPES = {"text": "string", "date": "date", "bigint": "int64", "numeric": "decimal(18, 2)"}
PUBLISHED = [relation for relation in relations() if relation.published_by == "zhice.registry"]


@pytest.mark.parametrize("relation", PUBLISHED, ids=lambda relation: relation.name)
def test_a_view_has_the_declared_columns_in_order_with_their_types(db, relation):
    assert facts.PATENTS in PUBLISHED
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name, data_type from information_schema.columns"
            " where table_schema = 'fact' and table_name = %s order by ordinal_position",
            [relation.name],
        )
        found = [(name, TYPES.get(kind, kind)) for name, kind in cursor.fetchall()]
    assert found == [(name, kind.rstrip("?")) for name, (kind, _) in relation.columns.items()]


@pytest.mark.parametrize("relation", PUBLISHED, ids=lambda relation: relation.name)
def test_a_view_asks_with_the_rights_of_the_reader(db, relation):
    with connection.cursor() as cursor:
        cursor.execute(
            "select reloptions from pg_class where oid = ('fact.' || %s)::regclass", [relation.name]
        )
        assert cursor.fetchone() == (["security_invoker=true"],)


def test_nobody_acting_sees_no_patent(db, patent):
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from fact.patents")
        assert cursor.fetchone() == (0,)
        with acting_as(SYSTEM):
            cursor.execute("select count(*) from fact.patents")
            assert cursor.fetchone() == (1,)
