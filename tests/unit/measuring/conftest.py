"""A database of its own on the tests' PostgreSQL server, with nothing in it: the engine needs no Django."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest


@pytest.fixture(scope="session")
def bare_database(postgres_server: None, worker_id: str) -> Iterator[psycopg.Connection[Any]]:
    from zhice.site import postgres

    name = f"test_{os.getpid()}_measuring_{worker_id}_{secrets.token_hex(4)}"  # other folders use this fixture, too
    with psycopg.connect(**postgres.conninfo("bootstrap", database="postgres"), autocommit=True) as bootstrap:
        bootstrap.execute(f'create database "{name}"')  # type: ignore[call-overload]
        with psycopg.connect(**postgres.conninfo("bootstrap", database=name), autocommit=True) as connection:
            yield connection
        bootstrap.execute(f'drop database "{name}" with (force)')  # type: ignore[call-overload]
