"""People for the tests: somebody of each role, made the way the product makes them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import RoleGrant, Unit, User, UserParty
from zhice.accounts.roles import INTERNAL, Role

PASSWORD = "一个够长的测试口令 2022"
LONG_AGO = datetime.date(2020, 1, 1)


def somebody(
    role: Role | str | None = None, *, name: str = "", unit: Unit | None = None, parties: tuple[int, ...] = ()
) -> User:
    """An account with one role since long ago; its own unit when internal. `password` is PASSWORD."""
    with acting_as(SYSTEM):
        name = name or (str(role) if role else "nobody")
        if unit is None and role in INTERNAL:
            unit, _ = Unit.objects.get_or_create(code="test-unit", defaults={"name": "测试科"})
        user = User.objects.create_user(username=name, name=f"{name}先生", password=PASSWORD, unit=unit)
        if role:
            RoleGrant.objects.create(user=user, role=Role(role), from_day=LONG_AGO)
        UserParty.objects.bulk_create([UserParty(user=user, party_id=party) for party in parties])
    return user


def everybody() -> dict[str, Any]:
    """Role code → somebody who has it; "anonymous" and "roleless" besides."""
    people: dict[str, Any] = {role.value: somebody(role) for role in Role}
    return {"anonymous": AnonymousUser(), "roleless": somebody(), **people}


def today() -> datetime.date:
    return timezone.localdate()
