"""Tokens on their page: one's own, shown once, for a year at most, withdrawn at once; every act leaves one event."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.unit.accounts.people import somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.api.models import Token
from zhice.journal.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/accounts/tokens/"
SHOWN = re.compile(r'<code id="secret">([^<]+)</code>')


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Any) -> None:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


@pytest.fixture
def person() -> Any:
    return somebody("plan_office")


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(client: Client, **said: Any) -> Any:
    until = timezone.localdate() + timedelta(days=30)
    return client.post(PAGE, {"title": "驾驶舱接数", "expires_on": until.isoformat(), **said})


def events(action: str) -> list[Event]:
    with acting_as(SYSTEM):
        return list(Event.objects.filter(action=action))


def status(secret: str) -> int:
    return Client().get("/api/v1/regions", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_is_shown_once_and_opens_the_api(client: Client) -> None:
    secret = SHOWN.search(ask(client).content.decode())
    assert secret is not None
    assert status(secret.group(1)) == 200
    again = client.get(PAGE).content.decode()
    assert "驾驶舱接数" in again
    assert secret.group(1) not in again
    (event,) = events("api.token.issue")
    assert (event.record, event.reason) == (f"token:{Token.objects.get().pk}", "驾驶舱接数")
    assert secret.group(1) not in str(event.detail)


def test_a_token_withdrawn_opens_nothing(client: Client) -> None:
    secret = SHOWN.search(ask(client).content.decode())
    assert secret is not None
    token = Token.objects.get()
    assert client.post(f"{PAGE}{token.pk}/revoke/").status_code == 302
    assert status(secret.group(1)) == 401
    assert len(events("api.token.revoke")) == 1
    assert client.post(f"{PAGE}{token.pk}/revoke/").status_code == 404  # it is withdrawn already
    assert len(events("api.token.revoke")) == 1


@pytest.mark.parametrize("days", [-1, 366])
def test_a_token_ends_within_a_year(client: Client, days: int) -> None:
    until = timezone.localdate() + timedelta(days=days)
    answer = ask(client, expires_on=until.isoformat())
    assert answer.status_code == 422
    assert "有效期须在今天至" in answer.content.decode()
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "said", [{"title": ""}, {"title": "a\0b"}, {"title": "长" * 101}, {"expires_on": "明天"}]
)
def test_a_form_that_cannot_be_meant_issues_nothing(client: Client, said: dict[str, str]) -> None:
    assert ask(client, **said).status_code == 422
    assert not Token.objects.exists()
    assert events("api.token.issue") == []


def test_nobody_sees_or_withdraws_the_tokens_of_others(client: Client) -> None:
    ask(client)
    other = Client()
    other.force_login(somebody("system_admin"))
    assert "驾驶舱接数" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}{Token.objects.get().pk}/revoke/").status_code == 404
    assert status("x") == 401


def test_a_token_cannot_issue_another(client: Client) -> None:
    secret = SHOWN.search(ask(client).content.decode())
    assert secret is not None
    answer = Client().get(PAGE, headers={"Authorization": f"Bearer {secret.group(1)}"})
    assert answer.status_code == 302  # to the sign-in page


def test_a_person_keeps_twenty_at_most(client: Client, person: Any) -> None:
    for number in range(20):
        Token.objects.create(user=person, title="旧", digest=str(number), expires_on=date(2999, 1, 1))
    assert ask(client).status_code == 422
    Token.objects.filter(digest="0").update(revoked=timezone.now())
    assert ask(client).status_code == 200
