"""People and records for the driven tests; they run only where the app of docs/add-a-register.md is installed."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def signed_in(db: None) -> Any:
    """signed_in("plan_office") → a client of a person who holds that role."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import RoleGrant, User

    def make(role: str) -> Client:
        client = Client()
        with acting_as(SYSTEM):
            user = User.objects.create_user(username=f"{role}-{User.objects.count()}", name="李敏")
            RoleGrant.objects.create(user=user, role=role, from_day=datetime.date(2020, 1, 1))
            client.force_login(User.objects.get(pk=user.pk), backend="zhice.accounts.signing_in.Backend")
        return client

    return make


@pytest.fixture
def clerk(signed_in: Any) -> Client:
    client: Client = signed_in("plan_office")
    return client


@pytest.fixture
def bases(db: None) -> list[Any]:
    """45 schools, every third of them provincial."""
    from schools.models import EducationBase

    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        made = [
            EducationBase(
                name=f"济源市第{number}小学",
                level="provincial" if number % 3 == 0 else "municipal",
                recognised_on=datetime.date(2018 + number % 5, 1 + number % 12, 1),
                document_number=f"济知〔2018〕{number}号",
            )
            for number in range(1, 46)
        ]
        return list(EducationBase.objects.bulk_create(made))


def hidden(page: str, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def events(action: str) -> list[Any]:
    """The journal's events of one action."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.journal.models import Event

    with acting_as(SYSTEM):
        return list(Event.objects.filter(action=action).order_by("seq"))
