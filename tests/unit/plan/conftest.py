"""Two plans, some patents of Jiyuan over several years, and people of the bureau."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.registry.conftest import JIYUAN, LUOYANG, publication

ROOT = Path(__file__).resolve().parents[3]
JIYUAN_FOLDER = ROOT / "zhice" / "plan" / "library" / "jiyuan_2020_2022"
SECOND_CITY = ROOT / "tests" / "cases" / "second_city"


@pytest.fixture
def system(db, settings, tmp_path):
    """The product itself acts; what is cached is forgotten between tests."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        yield


@pytest.fixture
def version(system):
    from zhice.plan.goals.actions import adopt_plan
    from zhice.plan.goals.folder import read_folder

    return adopt_plan(folder=read_folder(JIYUAN_FOLDER), on=date(2020, 1, 1))


@pytest.fixture
def person(system) -> Callable[..., Any]:
    from zhice.accounts.models import RoleGrant, User

    def make(role: str, unit: Any = None, name: str = "") -> Any:
        user = User.objects.create_user(
            username=name or f"test-{role}", name=f"测试 {role}", password=None, unit=unit
        )
        RoleGrant.objects.create(user=user, role=role, from_day=date(2020, 1, 1))
        return user

    return make


def rows(
    year: int, count: int, *, first: int, kind: str = "INVENTION", region: str = JIYUAN, **said: Any
) -> list[Any]:
    """`count` grants filed in `year`, granted a year later, one for each number from `first` on."""
    letter = {"INVENTION": "1", "UTILITY_MODEL": "2", "DESIGN": "3"}[kind]
    code = {"INVENTION": "B", "UTILITY_MODEL": "U", "DESIGN": "S"}[kind]
    return [
        publication(
            f"CN{letter}{first + n:08d}{code}",
            filed_date=date(year, 1 + n % 12, 1 + n % 28),
            date=date(year + 1, 1 + n % 12, 1 + n % 28),
            region=region,
            first_applicant=f"示例企业{n % 5}",
            applicants=f"示例企业{n % 5}",
            **said,
        )
        for n in range(count)
    ]


@pytest.fixture
def patents(version) -> int:
    """40 inventions a year 2018–2022 in Jiyuan, 10 in Luoyang: (rows stored)."""
    from zhice.registry.rights.patents import storing

    stored = []
    for at, year in enumerate(range(2018, 2023)):
        stored += rows(year, 40 + at, first=1000 + 100 * at)
        stored += rows(year, 10, first=5000 + 100 * at, region=LUOYANG)
    storing.store(stored, batch=None)
    return len(stored)


@pytest.fixture
def population(version):
    from zhice.registry.models import ResidentPopulation

    return ResidentPopulation.objects.create(
        region_id=JIYUAN,
        year=2021,
        persons=730_000,
        status="final",
        published_date=date(2022, 5, 1),
        source="测试",
    )
