"""Who may do what: the permission tables of all apps, read once, checked by name, asked by doors and by the wall.

`zhice/<app>/permissions.yaml` is read by people, by this policy, and by the tests that try every route as every role:

    patent:
      name: {zh: 专利, en: patent}
      read:   {internal: all, enterprise: own, system_admin: none}   # scope by role or group of roles
      import: {plan_office: all, also: [party]}                      # the verb also writes these records

Groups: `anyone` (even not signed in), `signed_in`, `internal` (staff). A role named itself overrides its groups.
An app may add its own verbs: `verbs: {close: {zh: 关账, en: close}}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhice.accounts.permission_table import ANONYMOUS, SCOPES, WHOLE, Rule, Table, read_tables

__all__ = ["ANONYMOUS", "SCOPES", "WHOLE", "may", "scope", "scopes", "seen", "table", "writes"]

EVERYTHING = "*"


@lru_cache(maxsize=1)
def table() -> Table:
    """The merged table of all installed apps; raises BadPermissions naming file, record, verb and role."""
    from django.apps import apps

    files = [Path(app.path) / "permissions.yaml" for app in apps.get_app_configs()]
    return read_tables(sorted(file for file in files if file.exists()))


def scopes(user: Any, record: str, verb: str) -> frozenset[str]:
    """Every scope that some role of `user` has for `verb`; empty: may not. Unknown records and verbs raise by name."""
    rule = table().rule(record, verb)
    if getattr(user, "is_system", False):
        return frozenset({"all"})
    return rule.scopes(roles_of(user))


def scope(user: Any, record: str, verb: str) -> str | None:
    """The widest of these scopes, or None."""
    return widest(scopes(user, record, verb))


def may(user: Any, record: str, verb: str) -> bool:
    """Whether any role of `user` (who may be anonymous) has any scope for `verb` on records of this kind."""
    return bool(scopes(user, record, verb))


def roles_of(user: Any) -> frozenset[str]:
    """The codes the tables know: roles in force, or `anonymous`; somebody signed in without a role has `signed_in` rights."""
    if not getattr(user, "is_authenticated", False):
        return frozenset({ANONYMOUS})
    return frozenset(user.roles) or frozenset({"roleless"})


def widest(found: Iterable[str]) -> str | None:
    return max(found, key=SCOPES.index, default=None)


@lru_cache(maxsize=256)
def seen(roles: frozenset[str]) -> Mapping[str, str]:
    """Record → scopes for reading, widest first, joined by commas: what the wall in the database is told."""
    return {
        record.code: joined
        for record in table().records.values()
        if (joined := _joined(record.verbs["read"].scopes(roles) if "read" in record.verbs else ()))
    }


@lru_cache(maxsize=256)
def writes(roles: frozenset[str]) -> Mapping[str, str]:
    """Record → scopes over all verbs that write it, its own and those of other records that say `also`."""
    found: dict[str, set[str]] = {}
    for record in table().records.values():
        for rule in record.verbs.values():
            if rule.writes:
                for written in (record.code, *rule.also):
                    found.setdefault(written, set()).update(rule.scopes(roles))
    return {record: joined for record, held in found.items() if (joined := _joined(held))}


def _joined(held: Iterable[str]) -> str:
    return ",".join(sorted(held, key=SCOPES.index, reverse=True))


def rules_of(record: str) -> Mapping[str, Rule]:
    """Verb → rule of one record kind."""
    return table().record(record).verbs
