"""Roles are given by others, from day to day; no account holds two of the three administrator roles."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.unit.accounts.people import LONG_AGO, somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import RoleGrant, User
from zhice.accounts.register import GrantRefused, end_grant, grant_role
from zhice.accounts.roles import INTERNAL, TITLES, Role
from zhice.accounts.standing import standing_of

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2022, 3, 1)


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.ZHICE_HOME = tmp_path


def refused(name: str, **grant: Any) -> None:
    with acting_as(SYSTEM), pytest.raises(IntegrityError, match=name), transaction.atomic():
        RoleGrant.objects.create(**{"from_day": LONG_AGO, **grant})


def test_nobody_gives_a_role_to_oneself() -> None:
    admin = somebody("security_admin")
    refused("nobody_grants_a_role_to_oneself", user=admin, role="officer", granted_by=admin)
    with acting_as(admin), pytest.raises(ValidationError, match="不能给自己授予角色"):
        grant_role({"user": admin, "role": "officer", "from_day": MARCH, "to_day": None, "reason": ""})


def test_the_three_administrators_are_three_people() -> None:
    admin = somebody("security_admin")
    for other in ("audit_admin", "system_admin"):
        refused("one_administrator_role_per_account", user=admin, role=other)
    with acting_as(SYSTEM):
        RoleGrant.objects.filter(user=admin).update(to_day=datetime.date(2022, 2, 28))
        RoleGrant.objects.create(
            user=admin, role="audit_admin", from_day=MARCH
        )  # one after the other is allowed
    refused("one_administrator_role_per_account", user=admin, role="system_admin", from_day=MARCH)


def test_unknown_roles_and_turned_days_are_refused() -> None:
    user = somebody()
    refused("role_grant_names_a_known_role", user=user, role="king")
    refused("role_grant_ends_after_it_begins", user=user, role="officer", to_day=datetime.date(2019, 1, 1))


def test_a_role_holds_from_its_first_to_its_last_day() -> None:
    user = somebody()
    with acting_as(SYSTEM):
        RoleGrant.objects.create(user=user, role="officer", from_day=MARCH, to_day=datetime.date(2022, 3, 31))
    days = {
        datetime.date(2022, 2, 28): set(),
        MARCH: {Role.OFFICER},
        datetime.date(2022, 3, 31): {Role.OFFICER},
        datetime.date(2022, 4, 1): set(),
    }
    for day, roles in days.items():
        assert standing_of(user, day=day).roles == roles
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert standing_of(User.objects.get(pk=user.pk), day=MARCH).roles == set()


def test_a_grant_keeps_what_it_was() -> None:
    admin, user = somebody("security_admin"), somebody("officer")
    with acting_as(admin):
        given = {"user": user, "role": "plan_office", "from_day": MARCH, "to_day": None, "reason": "调岗"}
        grant = grant_role(given)
        assert grant.granted_by == admin
        ended = end_grant(grant, {**given, "to_day": datetime.date(2022, 12, 31), "reason": "离岗"})
        assert (ended.to_day, ended.reason) == (datetime.date(2022, 12, 31), "离岗")
        with pytest.raises(GrantRefused, match="只能改截止日期"):
            end_grant(grant, {**given, "role": "bureau_leader"})


def test_every_role_has_its_words_and_staff_is_eleven() -> None:
    assert set(TITLES) == set(Role)
    assert len(Role) == 19
    assert len(INTERNAL) == 11
    assert all(title.words.zh and title.words.en for title in TITLES.values())
