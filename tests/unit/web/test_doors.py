"""Doors are shut until somebody opens them, and say who they are for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from zhice.web import doors

PERSON = SimpleNamespace(is_authenticated=True, pk=1)


class Only:
    """An authority that lets one person do one thing."""

    def may(self, user: Any, record: str, verb: str) -> bool:
        return bool(user is PERSON and (record, verb) == ("patent", "read"))

    def scope(self, user: Any, record: str, verb: str) -> str | None:
        return "own" if self.may(user, record, verb) else None

    def visible(self, user: Any, queryset: Any) -> Any:
        return queryset


@pytest.fixture(autouse=True)
def _only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "authority", Only())


def asked(user: Any) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/x", user
    return request


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def test_who_may_enters() -> None:
    assert doors.door("patent", "read")(view)(asked(PERSON)).content == b"in"


def test_who_may_not_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        doors.door("patent", "change")(view)(asked(PERSON))


def test_nobody_is_sent_to_sign_in() -> None:
    with pytest.raises(doors.SignInNeeded):
        doors.door("patent", "read")(view)(asked(AnonymousUser()))
    with pytest.raises(doors.SignInNeeded):
        doors.signed_in(view)(asked(AnonymousUser()))


def test_public_is_public_and_says_so() -> None:
    entered = doors.public(view)
    assert entered(asked(AnonymousUser())).content == b"in"
    assert entered.door.is_public


def test_every_door_is_named_on_its_view() -> None:
    entered = doors.door("patent", "read")(view)
    assert (entered.door.record, entered.door.verb) == ("patent", "read")
    assert entered.__name__ == "view"


def test_without_an_authority_every_door_is_shut() -> None:
    closed = doors.Closed()
    assert not closed.may(PERSON, "patent", "read")
    assert closed.scope(PERSON, "patent", "read") is None
    assert isinstance(closed, doors.Authority)
