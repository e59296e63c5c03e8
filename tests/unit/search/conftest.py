"""An index of its own for each test, and the records of the registry to put into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.registry.conftest import new_batch, patent, publication, regions, stored  # noqa: F401
from zhice.search.engine.shelf import Shelf


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Shelf:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"
    from zhice.search.shelf import shelf

    return shelf()


BUILT: list[Path] = []  # the index of what every database begins with, made once: three thousand regions


@pytest.fixture
def follow(place: Shelf, db: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], int]:
    """Let the index catch up with the database, as the worker does; before the first call it holds the regions."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.search.following import Follower, rebuild
    from zhice.search.models import Change

    if not BUILT:
        folder = tmp_path_factory.mktemp("built")
        with acting_as(SYSTEM):
            rebuild(on=Shelf(folder))
        BUILT.append(folder)
    Change.objects.all().delete()
    shutil.copytree(BUILT[0], place.folder)

    def caught_up() -> int:
        with acting_as(SYSTEM):
            follower = Follower(place)
            if place.name() is None:
                follower.step()
            done = 0
            while step := follower.step():
                done += step
            follower.close()
        return done

    return caught_up


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import RoleGrant, User, UserParty

    def make(role: str, party: Any = None) -> Any:
        with acting_as(SYSTEM):
            user = User.objects.create_user(username=f"示例-{role}-{party}", name="示例", password=None)
            RoleGrant.objects.create(user=user, role=role, from_day=date(2020, 1, 1))
            if party:
                UserParty.objects.create(user=user, party_id=party.pk)
            return User.objects.get(pk=user.pk)

    return make
