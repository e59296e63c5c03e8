"""Every route as every role, and every walled table as every role: what the permission tables say is what happens.

Routes: the URL resolver and the API's operations are walked; a route without a door fails by name. The expected outcome
comes from the tables alone: no scope for the door's verb → 403 (401 in the API), nobody signed in → the sign-in page.
Rows: for every model, what `visible_to()` gives in Python equals what raw SQL gives behind row-level security.
"""

from __future__ import annotations

import datetime
import itertools
import logging
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.unit.accounts.people import everybody, somebody
from zhice.accounts import permissions
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import Unit, User
from zhice.accounts.visibility import OF_LOWER_FLOORS, visible
from zhice.web.doors import Door

# Read before anybody is known: signing in and finding out a person's standing. See accounts/migrations/0002_walls.py.
BEFORE_THE_WALL = {"accounts.User", "accounts.Unit", "accounts.RoleGrant"}
SAMPLES = {
    "year": "2022",
    "number": "1",
    "form": "docx",
    "sheet": "csv",
    "slug": "nothing-there",
    "name": "nothing-there",
}
NOBODYS = "987654321"
# Written by triggers and read by the machine alone, seeing all.
FOR_THE_MACHINE = {"registry.FactChange"}
# What an operation must be asked before its door is reached.
QUERIES = {"figures": "?on=2022-12-31&region=419001"}


class Route(NamedTuple):
    path: str
    door: Door | None
    method: str
    name: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"
    cache.clear()


def pages(patterns: Any, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, prefix + example(pattern.pattern))
        else:
            yield prefix + example(pattern.pattern), pattern


def example(pattern: Any) -> str:
    """An address that fits the pattern and names nothing that exists."""
    text = str(pattern)
    if text.startswith("^"):
        text = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: SAMPLES[found.group(1)], text.strip("^$"))
        return text.replace("\\", "")
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: sample(found.group(1) or "str"), text)


def sample(kind: str) -> str:
    return "nothing-there" if kind in ("slug", "str", "path") else NOBODYS


def page_routes() -> list[Route]:
    found = []
    for path, pattern in pages(get_resolver().url_patterns):
        if not path.startswith("/api/v1/") or hasattr(pattern.callback, "door"):
            found.append(Route(path, getattr(pattern.callback, "door", None), "GET", pattern.name or ""))
    return found


def api_routes() -> list[Route]:
    from zhice.api.urls import api

    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            address = "/api/v1/" + re.sub(r"\{(?:(\w+):)?\w+\}", NOBODYS, f"{prefix}{path}".lstrip("/"))
            for operation in view.operations:
                door = getattr(operation.view_func, "door", None)
                asked = address + next(
                    (query for room, query in QUERIES.items() if f"/{room}/" in address), ""
                )
                found += [Route(asked, door, method, "") for method in operation.methods]
    return found


@lru_cache(maxsize=1)
def routes() -> list[Route]:
    return page_routes() + api_routes()


def test_every_route_stands_behind_a_door() -> None:
    assert len(routes()) > 100
    open_doors = [f"{route} {route.name}" for route in routes() if not isinstance(route.door, Door)]
    # the API's own root answers 404 and holds nothing
    assert [route for route in open_doors if not route.endswith("api-root")] == []


def test_every_door_stands_in_a_table() -> None:
    for route in routes():
        if route.door and route.door.record:
            permissions.table().rule(route.door.record, route.door.verb)


class Passed(Exception):
    """The door let somebody through; the page behind it has been made for somebody else already."""


class Refused(Exception):
    """The door refused somebody; what a refusal looks like has been seen already."""


@pytest.fixture
def doors_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell goes through middleware and door; a page, or a refusal, is made for the first one who meets it."""
    opened: set[str] = set()
    refused: set[str] = set()
    check = Door.check

    def once(door: Door, user: Any) -> None:
        who, route = str(user), CELL[0]
        try:
            check(door, user)
        except PermissionDenied:
            kind = f"{who} {route.path.startswith('/api/')}"
            if kind in refused:
                raise Refused from None
            refused.add(kind)
            raise
        if str(route) in opened:
            raise Passed
        opened.add(str(route))

    monkeypatch.setattr(Door, "check", once)


CELL: list[Route] = []  # the one being tried


@pytest.mark.django_db
@pytest.mark.usefixtures("doors_only")
def test_every_route_as_every_role(client: Client) -> None:
    wrong, cells = [], 0
    logging.disable(logging.WARNING)  # a refusal is no news here
    try:
        for role, user in everybody().items():
            key = session_of(user)
            for route in routes():
                CELL[:] = [route]
                found, expected = outcome(client, key, route), should(user, route)
                cells += 1
                if found not in expected:
                    wrong.append(f"{role} {route} {route.door}: {found}, not {sorted(expected)}")
    finally:
        logging.disable(logging.NOTSET)
    assert wrong == []
    assert cells == len(routes()) * 21


def session_of(user: Any) -> str:
    if not user.is_authenticated:
        return ""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def outcome(client: Client, key: str, route: Route) -> str:
    client.cookies.clear()
    if key:
        client.cookies["sessionid"] = key
    try:
        with transaction.atomic():
            response = client.generic(route.method, route.path)
            if response.status_code == 405:
                response = client.post(route.path)
            transaction.set_rollback(True)
    except Passed:
        return "open"
    except Refused:
        return "refused"
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login")):
        return "sign in"
    if response.status_code in (401, 403):
        return {401: "sign in", 403: "refused"}[response.status_code]
    return "broken" if response.status_code >= 500 else "open"


def should(user: Any, route: Route) -> set[str]:
    door = route.door
    if door is None or door.record is None:
        # leaving leads to the sign-in page, and so does a second factor that nobody is in the middle of
        leads_out = route.name in ("account_logout", "mfa_authenticate")
        return {"open", "sign in"} if leads_out else {"open"}
    if permissions.may(user, door.record, door.verb):
        return {"open"}
    return {"refused"} if user.is_authenticated else {"sign in"}


def test_without_the_journal_a_write_is_answered_503(client: Client, db: None, monkeypatch: Any) -> None:
    from zhice.journal import chain

    def broken(*args: Any, **kwargs: Any) -> int:
        raise chain.JournalUnavailable(chain._unavailable("disk full"))

    admin, person = somebody("system_admin"), somebody("enterprise")
    client.force_login(admin)
    monkeypatch.setattr(chain, "append", broken)
    before = type(person).objects.get(pk=person.pk).password
    response = client.post(reverse("accounts:give_password", args=[person.pk]))
    assert response.status_code == 503
    assert "没有保存" in response.content.decode()
    assert type(person).objects.get(pk=person.pk).password == before


# ---- rows


def guarded() -> list[type[models.Model]]:
    declared = [model for model in apps.get_models() if hasattr(model, "VISIBILITY")]
    return declared + [apps.get_model(label) for label in OF_LOWER_FLOORS]


def walled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relrowsecurity and relkind in ('r', 'p') order by 1"
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_every_guarded_model_has_a_wall() -> None:
    behind = set(walled())
    bare = [model._meta.label for model in guarded() if model._meta.db_table not in behind]
    assert set(bare) <= BEFORE_THE_WALL


@pytest.mark.django_db
def test_every_register_s_model_is_guarded() -> None:
    from zhice.web.register import site

    assert [register.slug for register in site if register.model not in guarded()] == []


@pytest.mark.django_db(transaction=True)
def test_rows_in_python_are_the_rows_behind_the_wall(superuser: Any) -> None:
    """As every role, over rows of every guarded model: generated, since each owner must have some and lack some."""
    people = everybody()
    with acting_as(SYSTEM):
        section = Unit.objects.create(code="elsewhere", name="别处")
    owned = tuple(range(1, 4))
    for role in ("enterprise", "agency", "bank"):
        people[role] = somebody(role, name=f"{role}2", parties=owned)
    people["other_department"] = somebody("other_department", name="other2", unit=section)
    dice = random.Random(2022)
    empty = [model._meta.label for model in guarded() if not fill(superuser, model, dice)]
    assert empty == [], "no rows could be made for these models; teach `value` what their constraints want"
    seen: dict[str, set[int]] = {}
    for model, (role, user) in itertools.product(guarded(), people.items()):
        label = model._meta.label
        if label in BEFORE_THE_WALL:
            continue
        with acting_as(SYSTEM):
            # unordered: an order by the parent would join it, and generated rows may lack theirs
            python = set(visible(user, model._default_manager.order_by()).values_list("pk", flat=True))
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute(f'select "{model._meta.pk.column}" from "{model._meta.db_table}"')
            behind = {number for (number,) in cursor.fetchall()}
        if model._meta.db_table in OPEN_TO_READ:
            assert python <= behind, f"{label} as {role}"
            continue
        assert python == behind, f"{label} as {role}: visible_to {len(python)} rows, the wall {len(behind)}"
        seen.setdefault(label, set()).add(len(behind))
    for label in FOR_THE_MACHINE:
        assert seen.pop(label) == {0}, f"{label}: only the machine reads it"
    for label, counts in seen.items():
        assert len(counts) > 1 or max(counts) > 0, f"{label}: nobody sees a row, so nothing was tried"
    for table in walled():  # and with nothing told, nothing
        if not table.startswith("accounts_") and table not in OPEN_TO_READ:
            with connection.cursor() as cursor:
                cursor.execute(f'select count(*) from "{table}"')
                assert cursor.fetchone() == (0,), f"{table} shows rows to nobody in particular"


OPEN_TO_READ = {
    "registry_region",
    "registry_regioncode",
}  # addresses are read by everybody, and by no one in particular


def fill(superuser: Any, model: type[models.Model], dice: random.Random) -> int:
    """Up to eight rows, foreign keys unchecked; rows that a constraint refuses are tried anew."""
    if model._meta.label == "journal.Event":
        return journal_rows()
    superuser.execute("set session_replication_role = replica")
    made = superuser.execute(f'select count(*) from "{model._meta.db_table}"').fetchone()[0]
    names = [field.column for field in model._meta.concrete_fields]
    statement = 'insert into "{}" ({}) overriding system value values ({})'.format(
        model._meta.db_table, ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    )
    for turn in range(400):
        if made >= 8:
            break
        row = [value(field, dice, turn) for field in model._meta.concrete_fields]
        try:
            superuser.execute(statement, row)
            made += 1
        except Exception as refusal:  # a constraint; the caller is told when no row gets through
            last = refusal
    if not made:
        print(model._meta.label, last)
    return made


def journal_rows() -> int:
    from zhice.journal.acts import act

    for user in (somebody("citizen", name="writer"), SYSTEM):
        with acting_as(user), act("accounts.account.tried"):
            pass
    return 2


def value(field: Any, dice: random.Random, turn: int) -> Any:
    if field.primary_key and not field.is_relation:
        return turn + 1 if isinstance(field, models.IntegerField) else f"{turn:036d}"
    if field.null and dice.random() < 0.4:
        return None
    if f"{field.model._meta.model_name}.{field.attname}" == "notice.user_id":
        return dice.choice(list(User.objects.order_by("pk").values_list("pk", flat=True)))
    if field.is_relation:
        return dice.randrange(1, 6)
    if field.choices:
        return dice.choice([key for key, _ in field.flatchoices])
    return plain_value(field, dice)


# What constraints want that chance does not make.
WELL_FORMED: dict[str, Any] = {
    "residentpopulation.year": lambda dice: dice.randrange(2017, 2023),
    "notice.url": lambda dice: f"/registers/patents/{dice.randrange(10**6)}/",
    "foreignpublication.country": lambda dice: "US",
    "foreignpublication.publication_number": lambda dice: f"US{dice.randrange(10**7)}B2",
    "trademark.office": lambda dice: "US",
    "trademark.nice_class": lambda dice: dice.randrange(1, 46),
    "geographicalindication.trademark_id": lambda dice: None,
    "pctapplication.application_number": lambda dice: f"PCT/CN2021/{dice.randrange(10**6):06d}",
    "industryclass.code": lambda dice: f"C{dice.randrange(10, 100)}",
}


def plain_value(field: Any, dice: random.Random) -> Any:
    makers: dict[str, Any] = {
        "BooleanField": lambda: dice.random() < 0.5,
        "DateField": lambda: datetime.date(2021, 1, 1) + datetime.timedelta(days=dice.randrange(700)),
        "DateTimeField": lambda: datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC),
        "DecimalField": lambda: Decimal(dice.randrange(1, 9)),
        "JSONField": lambda: "{}",
        "ArrayField": list,
    }
    kind = field.get_internal_type()
    name = f"{field.model._meta.model_name}.{field.attname}"
    if name in WELL_FORMED:
        return WELL_FORMED[name](dice)
    if kind in ("TextField", "CharField", "SlugField"):
        return (
            "" if field.blank and dice.random() < 0.5 else dice.randbytes(8).hex()[: field.max_length or 16]
        )
    return makers[kind]() if kind in makers else dice.randrange(1, 6)
