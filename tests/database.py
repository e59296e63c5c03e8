"""A real PostgreSQL for the tests: one server, one migrated template, one copy for each worker.

Tests connect as the app role, as the product does, so row-level security and grants are real. A test marked
`django_db(transaction=True)` commits; afterwards its database is copied anew from the template (the app role may not
TRUNCATE, and the journal may not be emptied by anybody).

    owner, superuser      psycopg connections (autocommit) to the test's database as those roles
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from zhice.site import home, migrating, postgres

NAME = re.compile(r"^test_(\d+)_")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[None]:
    """The tests' own server, shared by all workers and by other runs of this checkout."""
    with postgres.running():
        yield


@pytest.fixture(scope="session")
def template(postgres_server: None) -> str:
    """Name of the database that every migration has been applied to, by the owner."""
    digest = hashlib.sha256(migrating.digest().encode()).hexdigest()[:12]
    name = f"template_{digest}"
    with (home.directory() / "template.lock").open("w") as lock, _bootstrap() as bootstrap:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = home.path(name)
        if not ready.exists():
            _drop_old(bootstrap)
            _make_template(bootstrap, name)
            ready.touch()
    return name


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """pytest-django's door: the database of this worker, and Django told of it."""
    name = f"test_{os.getpid()}_{worker_id}"
    _copy(template, name)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _point_django_at(name)
        from django.test import TransactionTestCase

        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _copy_anew(template, name))
        yield
        from django.db import connections

        connections.close_all()
    with _bootstrap() as bootstrap:
        _drop(bootstrap, name)


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection[Any]]:
    """The role that owns the tables, on the test's database, outside the test's transaction."""
    with _connect("owner") as connection:
        yield connection


@pytest.fixture
def superuser(db: None) -> Iterator[psycopg.Connection[Any]]:
    """Bootstrap on the test's database: bypasses row-level security. For asking what is really there, and for tampering."""
    with _connect("bootstrap") as connection:
        yield connection


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """ "gw0" and so on under xdist, else "master"."""
    return os.environ.get("PYTEST_XDIST_WORKER", "master")


def _connect(role: str) -> psycopg.Connection[Any]:
    from django.db import connection

    return psycopg.connect(
        **postgres.conninfo(role, database=connection.settings_dict["NAME"]), autocommit=True
    )


def _bootstrap() -> psycopg.Connection[Any]:
    return psycopg.connect(**postgres.conninfo("bootstrap", database="postgres"), autocommit=True)


def _make_template(bootstrap: psycopg.Connection[Any], name: str) -> None:
    _drop(bootstrap, name)
    from zhice.site import roles

    roles.create(bootstrap, database=name, password=lambda role: None)
    with psycopg.connect(**postgres.conninfo("owner", database=name), autocommit=True) as connection:
        roles.furnish(connection)
    done = subprocess.run(
        [sys.executable, "-m", "zhice.site.migrating"],
        env={**os.environ, "ZHICE_DATABASE": name},
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"the migrations failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}", pytrace=False)


def _point_django_at(name: str) -> None:
    from django.conf import settings
    from django.db import connections

    there = {**postgres.connection("app"), "NAME": name}
    settings.DATABASES["default"].update(there)
    connections["default"].close()
    connections["default"].settings_dict.update(there)


def _copy(template: str, name: str) -> None:
    with _bootstrap() as bootstrap:
        _drop(bootstrap, name)
        copy = sql.SQL("create database {} template {} owner zhice_owner")
        bootstrap.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))


def _copy_anew(template: str, name: str) -> None:
    from django.db import connections

    connections.close_all()
    _copy(template, name)


def _drop(bootstrap: psycopg.Connection[Any], name: str) -> None:
    bootstrap.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _drop_old(bootstrap: psycopg.Connection[Any]) -> None:
    """Databases of runs that were killed, and all but the three newest templates."""
    for (name,) in bootstrap.execute("select datname from pg_database").fetchall():
        run = NAME.match(name)
        if run and not Path(f"/proc/{run.group(1)}").exists():
            _drop(bootstrap, name)
    marks = sorted(home.directory().glob("template_*"), key=lambda mark: mark.stat().st_mtime)
    for mark in marks[:-2]:
        _drop(bootstrap, mark.name)
        mark.unlink()
