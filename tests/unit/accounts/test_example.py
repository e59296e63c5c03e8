"""The example's people: made once, able to sign in, each with one role."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.example import PEOPLE, load
from zhice.accounts.models import RoleGrant, Unit, User


@pytest.mark.django_db
def test_loading_twice_makes_them_once(settings: Any, tmp_path: Path) -> None:
    settings.ZHICE_HOME = tmp_path
    with acting_as(SYSTEM):
        for _ in range(2):
            people = load(password="示例口令 2022 够长", since=datetime.date(2017, 1, 1), parties=(3,))
        assert User.objects.count() == RoleGrant.objects.count() == len(people) == len(PEOPLE)
    leader = User.objects.get(username="leader")
    assert leader.check_password("示例口令 2022 够长")
    assert {role.value for role in leader.roles} == {"bureau_leader"}
    assert len(leader.unit_ids) == Unit.objects.count()  # the bureau and every section below it
    assert User.objects.get(username="enterprise").party_ids == (3,)
    assert str(people[0]) == "plan_office  周文博（战略规划办）"
