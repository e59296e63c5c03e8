"""A small city with a plan, patents, people, a read document and a closed year, committed for a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

PASSWORD = "journey-2022-pass"
TEXT = (
    "某市知识产权规划（2020—2022年）\n\n一、主要目标\n到2022年，年专利授权量突破 900 件。建立案例发布制度。\n"
)


@pytest.fixture
def city(transactional_db: None, settings: Any, tmp_path: Any) -> SimpleNamespace:
    """Everything the journeys need; the day shown is 30 September 2022."""
    settings.ZHICE_SECOND_FACTOR = "off"
    settings.ZHICE_HOME = str(tmp_path)  # the journal of this test has its own checkpoints
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    from tests.unit.plan.conftest import JIYUAN_FOLDER, rows
    from tests.unit.registry.conftest import JIYUAN, LUOYANG
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import RoleGrant, Unit, User
    from zhice.journal.acts import act
    from zhice.kernel.days import Period
    from zhice.plan.figures import actions as figures
    from zhice.plan.goals.actions import adopt_plan
    from zhice.plan.goals.folder import read_folder
    from zhice.plan.readings.actions import read_document
    from zhice.plan.tasks import actions as tasks
    from zhice.plan.tasks.models import Task
    from zhice.registry.models import PCTApplication, ResidentPopulation
    from zhice.registry.rights.patents import storing

    with acting_as(SYSTEM):
        version = adopt_plan(folder=read_folder(JIYUAN_FOLDER), on=date(2020, 1, 1))
        version.plan.shown_on = date(2022, 9, 30)
        version.plan.save(update_fields=["shown_on"])
        with act("registry.patent.register"):
            stored = []
            for at, year in enumerate(range(2018, 2023)):
                stored += rows(year, 60 + 6 * at, first=1000 + 200 * at)
                stored += rows(year, 20, first=5000 + 100 * at, region=LUOYANG)
            storing.store(stored, batch=None)
        ResidentPopulation.objects.create(
            region_id=JIYUAN,
            year=2021,
            persons=730_000,
            status="final",
            published_date=date(2022, 5, 1),
            source="测试",
        )
        unit = Unit.objects.create(code="journey-ip", name="知识产权科（测试）")
        people = {}
        for role in (
            "plan_office",
            "bureau_leader",
            "officer",
            "audit_admin",
            "system_admin",
            "enterprise",
            "section_chief",
        ):
            person = User.objects.create_user(
                username=role, name=f"测试 {role}", password=PASSWORD, unit=unit
            )
            RoleGrant.objects.create(user=person, role=role, from_day=date(2020, 1, 1))
            people[role] = person
        path = tmp_path / "plan.txt"
        path.write_text(TEXT, encoding="utf-8")
        reading = read_document(path=path, name="规划.txt", on=date(2022, 1, 5), by=people["plan_office"])
        year = Period.year(2021)
        closing = figures.propose_closing(
            version=version, period=year, as_of=year.end, on=date(2022, 3, 1), by=people["plan_office"]
        )
        figures.close(closing=closing, on=date(2022, 3, 2), by=people["bureau_leader"])
        task = Task.objects.get(version=version, code="patent-award")
        tasks.assign_task(task=task, unit=unit, deadline=date(2022, 6, 30))
        tasks.remind(
            task=task,
            text="请报进度",
            reply_by=date(2022, 8, 1),
            on=date(2022, 7, 15),
            by=people["bureau_leader"],
        )
    return SimpleNamespace(
        version=version,
        people=people,
        reading=reading,
        closing=closing,
        task=task,
        pct=PCTApplication,
        unit=unit,
    )


@pytest.fixture
def sign_in(city: SimpleNamespace) -> Callable[[Any, str], None]:
    """Through the real sign-in page, as a person would."""

    def enter(page: Any, role: str) -> None:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", role)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)

    return enter
