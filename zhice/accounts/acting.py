"""Letting somebody act: names the actor to the journal and opens the wall of rows in the database to what they may see.

Doors use it: the middleware per request, commands and the worker with SYSTEM. Outside of it there are no rows at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Final

from django.db import Error, connection, connections
from psycopg.pq import TransactionStatus

from zhice.accounts import permissions
from zhice.accounts.roles import Role
from zhice.journal.acting import Actor, on_behalf_of


class System:
    """The product itself: set-up, migrations, the worker, commands of whoever may start processes on the machine."""

    pk = None
    name = "系统"
    is_authenticated = True
    is_anonymous = False
    is_active = True
    is_system = True
    is_internal = True
    roles: frozenset[Role] = frozenset()
    unit_ids: tuple[int, ...] = ()
    party_ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.name


SYSTEM: Final = System()

Settings = Mapping[str, str]
NAMES = ("zhice.user", "zhice.unit", "zhice.units", "zhice.parties", "zhice.scopes", "zhice.writes")
SHUT: Settings = MappingProxyType(dict.fromkeys(NAMES, ""))
_EVERYTHING = json.dumps({permissions.EVERYTHING: "all"})
_STATEMENT = "select " + ", ".join(f"set_config('{name}', %s, false)" for name in NAMES)

_settings: ContextVar[Settings] = ContextVar("zhice_settings", default=SHUT)


def session_settings(user: Any) -> Settings:
    """What PostgreSQL is told about `user`; another connection (DuckDB, Ibis) must be told the same before it reads."""
    if getattr(user, "is_system", False):
        return {**SHUT, "zhice.scopes": _EVERYTHING, "zhice.writes": _EVERYTHING}
    roles = permissions.roles_of(user)
    units, parties = getattr(user, "unit_ids", ()), getattr(user, "party_ids", ())
    return {
        "zhice.user": str(user.pk or ""),
        "zhice.unit": str(units[0]) if units else "",
        "zhice.units": _array(units),
        "zhice.parties": _array(parties),
        "zhice.scopes": json.dumps(dict(permissions.seen(roles))),
        "zhice.writes": json.dumps(dict(permissions.writes(roles))),
    }


def current_settings() -> Settings:
    """The settings in force now (all empty: nobody acts)."""
    return _settings.get()


def actor_of(user: Any, *, request: str = "") -> Actor:
    """`user` as the journal names them."""
    if getattr(user, "is_system", False):
        return Actor(actor="system", name=SYSTEM.name, role="system", request=request)
    if not user.is_authenticated:
        return Actor(actor="anonymous", role=permissions.ANONYMOUS, request=request)
    return Actor(
        actor=f"user:{user.pk}",
        name=user.name,
        role=",".join(sorted(user.roles)),
        unit=next(iter(user.unit_ids), None),
        request=request,
    )


@contextmanager
def acting_as(user: Any, *, request: str = "") -> Iterator[Actor]:
    """Within the block `user` (an account, AnonymousUser or SYSTEM) acts; afterwards whoever acted before."""
    with on_behalf_of(actor_of(user, request=request)) as actor, _wall(session_settings(user)):
        yield actor


@contextmanager
def seeing_all() -> Iterator[None]:
    """The machine reads every row, for a figure that counts them; the actor stays who they are and writes nothing more.

    Only for computing sums that the person may see: never hand rows read in here to a page without `visible_to`.
    """
    with _wall({**_settings.get(), "zhice.scopes": _EVERYTHING}):
        yield


@contextmanager
def _wall(settings: Settings) -> Iterator[None]:
    before = _settings.get()
    token = _settings.set(settings)
    try:
        tell(settings)
        yield
    finally:
        _settings.reset(token)
        if not _aborted():  # else: the rollback that must follow brings the former settings back
            _tell_or_close(before)


def tell(settings: Settings, *, using: str = "default") -> None:
    """Tell the connection what the wall shall let through; one round trip."""
    with connections[using].cursor() as cursor:
        cursor.execute(_STATEMENT, [settings[name] for name in NAMES])


def _tell_or_close(settings: Settings) -> None:
    try:
        tell(settings)
    except Error:
        connection.close()  # a connection that cannot be told to forget is not used again


def _aborted() -> bool:
    there = connection.connection
    return connection.needs_rollback or (
        there is not None and there.info.transaction_status == TransactionStatus.INERROR
    )


def repeat_settings(sender: Any, connection: Any, **_: Any) -> None:
    """A connection opened anew in the middle of an act learns who acts (signal `connection_created`)."""
    settings = _settings.get()
    if settings is not SHUT and connection.alias == "default" and connection.vendor == "postgresql":
        tell(settings)


def _array(numbers: tuple[int, ...]) -> str:
    return "{" + ",".join(str(number) for number in numbers) + "}" if numbers else ""
