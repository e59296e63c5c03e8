"""The three roles: bootstrap (superuser, only here), owner (migrations) and app (what the product runs as).

The app role may read and write rows. It may not change the schema, empty a table at one stroke (TRUNCATE)
nor bypass
row-level security: whoever breaks into the web server gets no more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

OWNER, APP = "zhice_owner", "zhice_app"
EXTENSIONS = ("pg_trgm", "btree_gist", "pgcrypto")

# Runs as the owner, so it holds for every table, view and sequence that migrations will make.
GRANTS = (
    "alter default privileges grant select, insert, update, delete on tables to zhice_app",
    "alter default privileges grant usage, select on sequences to zhice_app",
    "alter default privileges grant usage on schemas to zhice_app",
    "grant usage on schema public to zhice_app",
)


def create(
    bootstrap: psycopg.Connection[Any], *, database: str, password: Callable[[str], str | None]
) -> None:
    """Make what is missing of the two roles and the database. `bootstrap` is in autocommit and may create
    roles.

    `password(role)`: its password, or None where the socket folder is the door.
    """
    bootstrap.execute("select pg_advisory_lock(hashtext('zhice roles'))")  # until the connection closes
    for role in (OWNER, APP):
        if not _exists(bootstrap, "pg_roles", "rolname", role):
            bootstrap.execute(create_role(role, password(role)))
    # not a superuser: only a member may give the database to the owner
    (superuser,) = bootstrap.execute(
        "select rolsuper from pg_roles where rolname = current_user"
    ).fetchone() or (False,)
    if not superuser:
        bootstrap.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))
    if not _exists(bootstrap, "pg_database", "datname", database):
        bootstrap.execute(
            sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
        )


def create_role(role: str, password: str | None) -> sql.Composed:
    """The statement that makes a role as weak as it may be."""
    start = sql.SQL(
        "create role {} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
    ).format(sql.Identifier(role))
    return start + sql.SQL(" password {}").format(sql.Literal(password)) if password else start + sql.SQL("")


def furnish(owner: psycopg.Connection[Any]) -> None:
    """Extensions and the grants to the app role; `owner` owns the database it is connected to. Repeatable."""
    for extension in EXTENSIONS:
        owner.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
    for grant in GRANTS:
        owner.execute(grant)


def restrict(owner: psycopg.Connection[Any]) -> None:
    """After migrations: their own record is the owner's alone to write."""
    owner.execute("revoke insert, update, delete on django_migrations from zhice_app")


def _exists(connection: psycopg.Connection[Any], catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("select 1 from {} where {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None
