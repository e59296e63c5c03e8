"""The database the product runs on: the one DATABASE_URL names, else a private server in ZHICE_HOME.

connection("app")       how Django connects; starts nothing
with running(): …       the server is there, with its roles; afterwards things are as they were found
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import home
from zhice.site.cluster import Cluster

DATABASE = "zhice"
BOOTSTRAP = "zhice_bootstrap"
FURNISHED = "1"  # raise it when roles.py changes, and every cluster is furnished anew


class DatabaseRefused(ZhiceError):
    """The database server refused us, or cannot be prepared with the rights we have."""


def is_private() -> bool:
    """Whether we run the server ourselves."""
    return not os.environ.get("DATABASE_URL")


def connection(role: str, *, cluster: Cluster | None = None) -> dict[str, Any]:
    """Django's connection settings of "owner", "app" or "bootstrap": NAME, USER, HOST, PORT, PASSWORD,
    OPTIONS.
    """
    if is_private():
        user = BOOTSTRAP if role == "bootstrap" else f"zhice_{role}"
        name = os.environ.get("ZHICE_DATABASE", DATABASE)
        return {
            "NAME": name,
            "USER": user,
            "PASSWORD": "",
            "HOST": str((cluster or Cluster()).socket_folder),
            "PORT": "5432",
            "OPTIONS": {},
        }
    return _foreign(role, os.environ["DATABASE_URL"])


def conninfo(role: str, *, database: str | None = None, cluster: Cluster | None = None) -> dict[str, Any]:
    """The same for `psycopg.connect(**…)` and, as keywords, for pg_dump."""
    there = connection(role, cluster=cluster)
    named = {
        "dbname": database or there["NAME"],
        "user": there["USER"],
        "host": there["HOST"],
        "port": there["PORT"],
    }
    return {**named, "password": there["PASSWORD"] or None, **there["OPTIONS"]}


@contextmanager
def running(cluster: Cluster | None = None) -> Iterator[None]:
    """The server runs and has its roles and database inside the block; a server we started stops after it."""
    lease = ensure_running(cluster)
    try:
        yield
    finally:
        if lease:
            lease.release()


def ensure_running(cluster: Cluster | None = None) -> Cluster | None:
    """Start and furnish what is missing. Returns the private cluster, to be released, or None for a
    foreign server.
    """
    if not is_private():
        _prepare_foreign()
        return None
    cluster = cluster or Cluster()
    cluster.acquire()
    stamp = cluster.folder / "furnished"
    try:
        if not stamp.exists() or stamp.read_text() != FURNISHED:
            with cluster.alone():  # the second of two who come at once finds it done
                _furnish_private(cluster)
                stamp.write_text(FURNISHED)
    except BaseException:
        cluster.release()
        raise
    return cluster


def _furnish_private(cluster: Cluster) -> None:
    import psycopg

    from zhice.site import roles

    make_empty(cluster)
    with psycopg.connect(**conninfo("owner", cluster=cluster), autocommit=True) as owner:
        roles.furnish(owner)


def make_empty(cluster: Cluster) -> None:
    """Roles and database on a private server that runs; nothing in the database yet."""
    import psycopg

    from zhice.site import roles

    there = conninfo("bootstrap", database="postgres", cluster=cluster)
    with psycopg.connect(**there, autocommit=True) as bootstrap:
        roles.create(bootstrap, database=connection("owner")["NAME"], password=lambda role: None)


def _foreign(role: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise DatabaseRefused(
            Words(
                zh="DATABASE_URL 应写作 postgresql://用户:密码@主机:端口/数据库名。",
                en="Write DATABASE_URL as postgresql://user:password@host:port/database.",
            )
        )
    bootstrap = role == "bootstrap"
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or "") if bootstrap else f"zhice_{role}",
        "PASSWORD": unquote(parts.password or "") if bootstrap else home.secret(f"postgres-{role}"),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "OPTIONS": options,
    }


def _prepare_foreign() -> None:
    """Roles, database and extensions on the server of DATABASE_URL, as far as its user may make them."""
    import psycopg

    from zhice.site import roles

    for role in ("owner", "app"):
        connection(role)  # makes the passwords, so that the advice below can name their files
    if _can_connect("owner") and _can_connect("app"):
        return
    try:
        with psycopg.connect(
            **conninfo("bootstrap", database="postgres"), autocommit=True, connect_timeout=10
        ) as bootstrap:
            roles.create(
                bootstrap,
                database=connection("owner")["NAME"],
                password=lambda role: home.secret(role.replace("zhice_", "postgres-")),
            )
        with psycopg.connect(**conninfo("owner"), autocommit=True, connect_timeout=10) as owner:
            roles.furnish(owner)
        with psycopg.connect(**conninfo("app"), connect_timeout=10):
            return
    except psycopg.Error as refusal:
        raise DatabaseRefused(_advice(str(refusal).strip())) from refusal


def _can_connect(role: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(**conninfo(role), connect_timeout=10):
            return True
    except psycopg.OperationalError:
        return False


def _advice(why: str) -> Words:
    from zhice.site import roles

    database = connection("owner")["NAME"]
    statements = "\n".join(
        [
            f"create role {roles.OWNER} login password '{home.path('keys', 'postgres-owner')} 中的密码';",
            f"create role {roles.APP} login password '{home.path('keys', 'postgres-app')} 中的密码';",
            f'create database "{database}" owner {roles.OWNER};',
            f"-- 在数据库 {database} 中，以 {roles.OWNER} 的身份：",
            *(f"create extension if not exists {extension};" for extension in roles.EXTENSIONS),
            *(f"{grant};" for grant in roles.GRANTS),
        ]
    )
    return Words(
        zh="DATABASE_URL 指定的服务器不能使用：{why}\n如果该用户无权建立角色，请由数据库管理员执行："
        "\n{statements}",
        en="The server of DATABASE_URL cannot be used: {why}\nIf its user may not create roles, ask the "
        "database administrator "
        "to run (passwords are in the files named):\n{statements}",
    ).fill(why=why, statements=statements)
