"""Bulk actions: previewed, done row by row, one event; a foreign record in the list refuses the whole."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.unit.web.driven.conftest import events

BULK = "/registers/bases/bulk/"


def withdrawn() -> int:
    from schools.models import EducationBase

    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        return EducationBase.objects.filter(state="withdrawn").count()


def test_the_preview_writes_nothing(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.post(BULK, {"action": "set_state", "id": [bases[0].pk, bases[1].pk]})
    assert "将处理 <b>2</b> 条记录" in answer.content.decode()
    assert withdrawn() == 0
    assert events("schools.base.set_state") == []


def test_all_that_match_are_done_with_one_event(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.post(
        BULK,
        {
            "action": "set_state",
            "all": "1",
            "query": "level=provincial",
            "confirm": "1",
            "state": "withdrawn",
        },
    )
    assert "已完成 <b>15</b> 条，未完成 <b>0</b> 条" in answer.content.decode()
    assert withdrawn() == 15
    (event,) = events("schools.base.set_state")
    assert event.detail["done"] == 15


def test_an_answer_that_is_none_is_refused(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.post(BULK, {"action": "set_state", "id": [bases[0].pk], "confirm": "1", "state": "gone"})
    assert answer.status_code == 422
    assert withdrawn() == 0


def test_one_record_that_is_not_there_refuses_all(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.post(
        BULK, {"action": "set_state", "id": [bases[0].pk, 999_999], "confirm": "1", "state": "withdrawn"}
    )
    assert answer.status_code == 404
    assert withdrawn() == 0


def test_nothing_marked_is_said(clerk: Client, bases: list[Any]) -> None:
    assert clerk.post(BULK, {"action": "set_state"}).status_code == 400


def test_who_may_not_change_may_not_in_bulk_either(signed_in: Any, bases: list[Any]) -> None:
    assert signed_in("officer").post(BULK, {"action": "set_state", "id": [bases[0].pk]}).status_code == 404
    export = signed_in("officer").post(BULK, {"action": "export", "id": [bases[0].pk]})
    assert export.status_code == 200
