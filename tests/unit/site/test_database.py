"""The tests' own ground: real roles, real isolation."""

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def ask(cursor, question):
    cursor.execute(question)
    return cursor.fetchone()


@pytest.mark.django_db
def test_tests_run_as_the_app_role():
    with connection.cursor() as cursor:
        role = ask(
            cursor, "select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        )
    assert role == ("zhice_app", False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forbidden",
    [
        "truncate django_session",
        "create table mine (id int)",
        "alter table django_session add column x int",
        "drop table django_session",
        "delete from django_migrations",
        "update site_mark set value = 'x'",
        "set role zhice_owner",
        "create extension dblink",
    ],
)
def test_the_app_role_may_not(forbidden):
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(forbidden)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(time):
    assert not Session.objects.exists()
    Session.objects.create(session_key=time, session_data="", expire_date=timezone.now())


def test_what_the_owner_makes_the_app_may_use_but_not_empty(owner, superuser):
    owner.execute("create schema room; create table room.thing (id serial, name text)")
    database = superuser.info.dbname
    with psycopg.connect(host=superuser.info.host, user="zhice_app", dbname=database, autocommit=True) as app:
        app.execute("insert into room.thing (name) values ('案件')")
        assert app.execute("select id, name from room.thing").fetchall() == [(1, "案件")]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("truncate room.thing")
    owner.execute("drop schema room cascade")


def test_chinese_is_found_inside_titles_and_ordered_the_same_everywhere(superuser):
    found = superuser.execute("select '济源市富源机械有限公司' % '济源市富源机械'").fetchone()
    assert found == (True,)
    order = superuser.execute(
        "select array_agg(x order by x) from unnest(array['洛','济','A','b']) x"
    ).fetchone()
    assert order == (["A", "b", "洛", "济"],)
