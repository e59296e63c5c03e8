"""Signing in: lockout, the same answer for all, second factor, idle sessions, sessions that die with a role."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.unit.accounts.people import PASSWORD, somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import RoleGrant, User
from zhice.journal.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "required"
    cache.clear()


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password})


def me(client: Client) -> int:
    return client.get(reverse("accounts:me")).status_code


def events() -> list[str]:
    with acting_as(SYSTEM):
        return list(Event.objects.order_by("seq").values_list("action", flat=True))


def code_of(user: User) -> str:
    secret = TOTP(Authenticator.objects.get(user=user, type="totp")).instance.wrap()._get_secret()
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_an_outside_user_signs_in_with_name_and_password_and_a_new_session(client: Client) -> None:
    somebody("enterprise")
    client.get(reverse("account_login"))
    before = client.session.session_key
    assert sign_in(client, "enterprise").status_code == 302
    assert client.session.session_key != before
    assert me(client) == 200
    assert events() == ["accounts.account.sign_in"]
    client.post(reverse("account_logout"))
    assert me(client) == 302
    assert events()[-1] == "accounts.account.sign_out"


def test_wrong_name_wrong_password_and_closed_account_get_one_answer(client: Client) -> None:
    somebody("enterprise")
    closed = somebody("bank")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = set()
    for name, password in (("enterprise", "x" * 12), ("unknown", "x" * 12), ("bank", PASSWORD)):
        response = sign_in(Client(), name, password)
        page = response.content.decode().replace(name, "")
        answers.add((response.status_code, page.split("<main")[1].split("csrfmiddlewaretoken")[0]))
    assert len(answers) == 1
    with acting_as(SYSTEM):
        details = [event.detail for event in Event.objects.order_by("seq")]
    assert [detail["account"] == "unknown" for detail in details] == [False, True, False]


def test_an_unknown_name_takes_as_long_as_a_wrong_password() -> None:
    somebody("enterprise")
    took: dict[str, list[float]] = {"enterprise": [], "unknown": []}
    for turn in range(8):
        for name, times in took.items():
            began = time.process_time()
            sign_in(Client(), name, f"wrong password {turn}")
            times.append(time.process_time() - began)
        from axes.models import AccessAttempt

        AccessAttempt.objects.all().delete()
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.5 < known / unknown < 2  # both hash a password, which is most of it


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_wherever_they_come_from() -> None:
    somebody("enterprise")
    with time_machine.travel("2026-03-02 09:00:00 +0800", tick=False) as clock:
        answers = [
            Client(REMOTE_ADDR=f"10.0.0.{turn}").post(
                reverse("account_login"), {"login": "enterprise", "password": f"wrong {turn}"}
            )
            for turn in range(7)
        ]
        assert [answer.status_code for answer in answers[:4]] == [200] * 4
        assert all(answer.status_code == 429 for answer in answers[4:])
        assert "15 分钟" in answers[6].content.decode()
        assert sign_in(Client(), "enterprise").status_code == 429
        clock.shift(14 * 60)
        assert sign_in(Client(), "enterprise").status_code == 429
        clock.shift(16 * 60)
        assert sign_in(Client(), "enterprise").status_code == 302


def test_an_unknown_name_is_locked_in_the_same_way() -> None:
    answers = [sign_in(Client(), "unknown", f"wrong {turn}").status_code for turn in range(6)]
    assert answers == [200] * 4 + [429] * 2


def test_staff_without_a_second_factor_are_led_to_enrol_and_may_do_nothing_else(client: Client) -> None:
    user = somebody("plan_office")
    sign_in(client, "plan_office")
    for page in ("/accounts/me/", "/registers/units/"):
        assert client.get(page).headers["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    assert "二维码" in page.content.decode()
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert me(client) == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored  # encrypted at rest
    assert "accounts.account.enrol" in events()


def test_afterwards_the_password_alone_opens_nothing(client: Client) -> None:
    user = somebody("plan_office")
    client.force_login(user)
    secret = client.get(reverse("account_login")) and None
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.logout()
    response = sign_in(client, "plan_office")
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert me(client) == 302
    before = client.session.session_key
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert me(client) == 302
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert me(client) == 200
    assert client.session.session_key != before


def test_the_example_may_do_without(client: Client, settings: Any) -> None:
    settings.ZHICE_SECOND_FACTOR = "off"
    somebody("plan_office")
    sign_in(client, "plan_office")
    assert me(client) == 200


@pytest.mark.parametrize(("role", "after"), [("plan_office", 302), ("enterprise", 200)])
def test_a_session_of_staff_ends_after_a_quarter_of_an_hour_without_use(
    client: Client, settings: Any, role: str, after: int
) -> None:
    settings.ZHICE_SECOND_FACTOR = "off"
    somebody(role)
    with time_machine.travel("2026-03-02 09:00:00 +0800", tick=False) as clock:
        sign_in(client, role)
        for _ in range(3):  # used, it lives on
            clock.shift(14 * 60)
            assert me(client) == 200
        clock.shift(15 * 60)
        assert me(client) == after


def test_an_old_session_dies_with_the_role(client: Client, settings: Any) -> None:
    settings.ZHICE_SECOND_FACTOR = "off"
    user = somebody("plan_office")
    sign_in(client, "plan_office")
    assert me(client) == 200
    with acting_as(SYSTEM):
        RoleGrant.objects.filter(user=user).update(to_day="2020-12-31")
    assert me(client) == 302
    sign_in(client, "plan_office")
    assert me(client) == 200  # as somebody without a role


def test_a_changed_password_ends_the_other_sessions(client: Client, settings: Any) -> None:
    settings.ZHICE_SECOND_FACTOR = "off"
    user = somebody("enterprise")
    other = Client()
    sign_in(client, "enterprise")
    sign_in(other, "enterprise")
    new = "另一个够长的口令 2023"
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302, response.context["form"].errors
    assert me(client) == 200
    assert me(other) == 302
    assert User.objects.get(pk=user.pk).password.startswith("argon2")
    assert "accounts.account.change_password" in events()


def test_without_the_journal_nobody_signs_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhice.journal import chain

    def broken(*args: Any, **kwargs: Any) -> int:
        raise chain.JournalUnavailable(chain._unavailable("disk full"))

    somebody("enterprise")
    monkeypatch.setattr(chain, "append", broken)
    assert sign_in(client, "enterprise").status_code == 503
    monkeypatch.undo()
    assert me(client) == 302
