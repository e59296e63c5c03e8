"""A server somebody else runs: here a private one, reached through DATABASE_URL as if it were foreign."""

import psycopg
import pytest

from zhice.site import postgres, roles
from zhice.site.cluster import Cluster


@pytest.fixture
def foreign(own_home, monkeypatch):
    """A running server with a user `dba` who may make roles and databases, and one who may not."""
    server = Cluster()
    server.acquire()
    with psycopg.connect(
        host=str(server.socket_folder), user="zhice_bootstrap", dbname="postgres", autocommit=True
    ) as boss:
        boss.execute("create role dba login createrole createdb; create role nobody_much login")
    yield lambda user: monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://{user}@/bureau?host={server.socket_folder}"
    )
    monkeypatch.delenv("DATABASE_URL", raising=False)
    server.release()


def test_roles_and_database_are_made_where_the_user_may(foreign):
    foreign("dba")
    with postgres.running(), psycopg.connect(**postgres.conninfo("app")) as app:
        assert app.execute("select current_user, current_database()").fetchone() == (roles.APP, "bureau")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create table mine (n int)")
    with postgres.running():
        pass  # and again, with everything there


def test_where_the_user_may_not_the_statements_for_the_administrator_are_printed(foreign):
    foreign("nobody_much")
    with pytest.raises(postgres.DatabaseRefused) as refusal, postgres.running():
        pass
    said = refusal.value.words.en
    assert "permission denied to create role" in said
    assert f"create role {roles.OWNER} login" in said and "alter default privileges" in said


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://host", "nonsense"])
def test_an_address_that_is_none_says_how_to_write_one(own_home, monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(postgres.DatabaseRefused, match="postgresql://"):
        postgres.connection("app")


def test_passwords_with_signs_arrive_as_they_are(own_home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://dba:p%40ss%2Fw@db.example:6432/bureau?sslmode=require")
    there = postgres.connection("bootstrap")
    assert (there["PASSWORD"], there["HOST"], there["PORT"]) == ("p@ss/w", "db.example", "6432")
    assert there["OPTIONS"] == {"sslmode": "require"}
