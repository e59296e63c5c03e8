"""Who acts: the settings of the connection, the wall of rows, and what is left behind (nothing)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from tests.unit.accounts.people import LONG_AGO, somebody
from zhice.accounts import acting, permissions
from zhice.accounts.acting import NAMES, SHUT, SYSTEM, acting_as, seeing_all
from zhice.accounts.middleware import ActingMiddleware
from zhice.accounts.models import RoleGrant, Unit
from zhice.accounts.roles import Role
from zhice.journal.acting import current, known

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.ZHICE_HOME = tmp_path


def told() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"current_setting('{name}', true)" for name in NAMES))
        return {name: value or "" for name, value in zip(NAMES, cursor.fetchone(), strict=True)}


def asked(expression: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"select {expression}")
        return cursor.fetchone()[0]


def test_nobody_sees_nothing() -> None:
    assert told() == SHUT
    assert asked("zhice_scope('patent')") is None
    assert asked("zhice_scopes('patent')") == []
    assert asked("zhice_parties()") == []
    assert asked("zhice_unit()") is None
    assert asked("zhice_user()") is None
    assert known() is None


def test_within_the_block_the_person_acts_and_afterwards_nobody() -> None:
    user = somebody("enterprise", parties=(7, 12))
    with acting_as(user, request="r"):
        assert asked("zhice_user()") == user.pk
        assert asked("zhice_parties()") == [7, 12]
        assert asked("zhice_scope('patent')") == "own"
        assert asked("zhice_scope('nothing of the kind')") is None
        assert (current().actor, current().role, current().request) == (f"user:{user.pk}", "enterprise", "r")
    assert told() == SHUT
    assert known() is None


def test_a_person_with_two_roles_has_both_scopes() -> None:
    user = somebody("enterprise", parties=(7,))
    with acting_as(SYSTEM):
        RoleGrant.objects.create(user=user, role=Role.OTHER_DEPARTMENT, from_day=LONG_AGO)
    user = type(user).objects.get(pk=user.pk)
    assert permissions.scopes(user, "patent", "read") == {"own"}
    with acting_as(user):
        assert set(asked("zhice_scopes('unit')")) == {"unit"}


def test_acts_nest_and_unwind_even_through_errors() -> None:
    user = somebody("enterprise")
    with acting_as(SYSTEM):
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(user):
            connection.cursor().execute("select 1/0")
        assert asked("zhice_scope('patent')") == "all"
        assert current().actor == "system"
        with acting_as(AnonymousUser()):
            assert asked("zhice_scope('patent')") is None
        assert asked("zhice_scope('patent')") == "all"
    assert told() == SHUT


def test_figures_may_be_computed_from_all_rows_while_the_person_stays_the_actor() -> None:
    user = somebody("citizen")
    with acting_as(user):
        assert asked("zhice_scope('patent')") is None
        with seeing_all():
            assert asked("zhice_scope('patent')") == "all"
            assert asked("zhice_writes('patent')") == []
            assert current().actor == f"user:{user.pk}"
        assert asked("zhice_scope('patent')") is None


@pytest.mark.django_db(transaction=True)
def test_a_connection_opened_in_the_middle_learns_who_acts() -> None:
    user = somebody("enterprise")
    with acting_as(user):
        connection.close()
        assert asked("zhice_user()") == user.pk
    assert told() == SHUT


def middleware(view: Any) -> Any:
    return ActingMiddleware(view)


def request_of(user: Any) -> Any:
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    return request


def test_two_requests_on_one_connection_do_not_mix() -> None:
    first, second = somebody("enterprise", parties=(1,)), somebody("bank", parties=(2,))
    seen = []

    def view(request: Any) -> HttpResponse:
        seen.append(
            (asked("zhice_user()"), asked("zhice_parties()"), current().request == request.request_id)
        )
        return HttpResponse()

    backend = asked("pg_backend_pid()")
    for user in (first, second, AnonymousUser()):
        middleware(view)(request_of(user))
        assert told() == SHUT
    assert asked("pg_backend_pid()") == backend
    assert seen == [(first.pk, [1], True), (second.pk, [2], True), (None, [], True)]


def test_a_request_that_fails_leaves_nothing_behind() -> None:
    def view(request: Any) -> HttpResponse:
        with transaction.atomic():
            connection.cursor().execute("select 1/0")
        return HttpResponse()

    with pytest.raises(DatabaseError):
        middleware(view)(request_of(somebody("enterprise")))
    assert told() == SHUT


def test_a_streamed_answer_is_read_as_the_person_who_asked() -> None:
    user = somebody("enterprise")

    def view(request: Any) -> StreamingHttpResponse:
        return StreamingHttpResponse(str(asked("zhice_user()")) for _ in range(2))

    response = middleware(view)(request_of(user))
    assert told() == SHUT
    assert b"".join(response.streaming_content).decode() == f"{user.pk}{user.pk}"
    assert told() == SHUT


def test_settings_cost_one_round_trip(django_assert_num_queries: Any) -> None:
    user = somebody("plan_office")
    user.standing  # noqa: B018  # read once per request
    with django_assert_num_queries(2), acting_as(user):
        pass  # one to open, one to shut


def test_the_wall_holds_writes_too() -> None:
    clerk = somebody("plan_office")
    with acting_as(clerk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        RoleGrant.objects.create(user=clerk, role=Role.BUREAU_LEADER, from_day=LONG_AGO)
    with acting_as(somebody("security_admin")):
        RoleGrant.objects.create(user=clerk, role=Role.BUREAU_LEADER, from_day=LONG_AGO)


def test_units_below_belong_to_a_unit() -> None:
    with acting_as(SYSTEM):
        bureau = Unit.objects.create(code="b", name="局")
        section = Unit.objects.create(code="s", name="科", parent=bureau)
        desk = Unit.objects.create(code="d", name="股", parent=section)
    chief = somebody("section_chief", unit=section)
    assert chief.unit_ids == (section.pk, desk.pk)
    with acting_as(chief):
        assert asked("zhice_unit()") == section.pk
        assert asked("zhice_units()") == [section.pk, desk.pk]


def test_what_other_connections_are_told() -> None:
    assert acting.session_settings(SYSTEM)["zhice.scopes"] == '{"*": "all"}'
    assert acting.session_settings(AnonymousUser())["zhice.user"] == ""
