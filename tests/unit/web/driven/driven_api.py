"""The API of a declared register: same rows, same filters, same refusals."""

from __future__ import annotations

import datetime
from typing import Any

from django.test import Client

LIST = "/api/v1/bases"


def test_it_gives_what_the_page_gives(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.get(LIST, {"level": "provincial", "sort": "name", "size": 5}).json()
    assert (answer["count"], answer["pages"], answer["size"]) == (15, 3, 5)
    first = answer["results"][0]
    assert first["record"] == f"base:{first['id']}"
    assert first["level"] == "provincial"
    assert clerk.get(f"{LIST}/{first['id']}").json() == first


NONSENSE = [
    "page=0",
    "page=-1",
    "page=1000000000",
    "size=1000000",
    "sort=secret",
    "level=mars",
    "foo=1",
    "q=%00",
]


def test_an_address_that_means_nothing_is_refused(clerk: Client, bases: list[Any]) -> None:
    for query in NONSENSE:
        answer = clerk.get(f"{LIST}?{query}")
        assert answer.status_code == 400, query
        assert set(answer.json()) == {"error", "detail"}


def test_nobody_is_told_to_sign_in(bases: list[Any]) -> None:
    answer = Client().get(LIST)
    assert answer.status_code == 401
    assert answer.json()["error"] == "sign_in_needed"


def test_what_is_not_there(clerk: Client) -> None:
    assert clerk.get(f"{LIST}/999999").status_code == 404
    assert clerk.get(f"{LIST}/9999999999999999999999").status_code == 400


def test_a_token_acts_as_its_owner_until_its_day(bases: list[Any], signed_in: Any) -> None:
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import User
    from zhice.api.models import issue

    signed_in("plan_office")
    with acting_as(SYSTEM):
        user = User.objects.get()
        good = issue(user=user, title="试", expires_on=datetime.date(2999, 1, 1))
        old = issue(user=user, title="旧", expires_on=datetime.date(2020, 1, 1))
    stranger = Client()
    assert stranger.get(LIST, headers={"Authorization": f"Bearer {good}"}).json()["count"] == 45
    for wrong in (f"Bearer {old}", "Bearer x", f"Basic {good}"):
        assert stranger.get(LIST, headers={"Authorization": wrong}).status_code == 401
    assert (
        stranger.get("/registers/bases/", headers={"Authorization": f"Bearer {good}"}).status_code == 302
    )  # pages take none


def test_the_description_names_it(clerk: Client) -> None:
    described = clerk.get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/v1/bases"]["get"]
    assert {"q", "sort", "page", "size", "level", "recognised_on_after", "state"} <= {
        each["name"] for each in operation["parameters"]
    }
    assert {"200", "400", "401", "403", "404", "422"} <= set(operation["responses"])
    assert "/api/v1/bases" in clerk.get("/api/v1/").content.decode()
