"""The form: refused with its values kept, looked over, sent once, and never over somebody else's change."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from tests.unit.web.driven.conftest import events, hidden

NEW = "/registers/bases/new/"
ANSWERS = {
    "name": "济源一中",
    "level": "national",
    "state": "active",
    "recognised_on": "2022-05-01",
    "document_number": "",
}


def schools() -> Any:
    from schools.models import EducationBase

    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        return list(EducationBase.objects.order_by("pk"))


def test_errors_stand_on_top_and_at_their_field_with_the_values_kept(clerk: Client) -> None:
    answer = clerk.post(NEW, {**ANSWERS, "name": "", "document_number": "济知1号"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>错误：" in " ".join(page.split()).replace("<title> ", "<title>")
    assert 'href="#id_name"' in page
    assert page.count("这个字段是必填项。") == 2  # in the summary and at the field
    assert 'value="济知1号"' in page
    assert schools() == []


def test_it_is_looked_over_before_it_is_written(clerk: Client) -> None:
    page = clerk.post(NEW, ANSWERS).content.decode()
    assert "请核对后提交" in page
    assert "国家级" in page
    assert "2022年5月1日" in page
    assert schools() == []


def test_one_can_go_back_from_looking_over(clerk: Client) -> None:
    page = clerk.post(NEW, {**ANSWERS, "back": "1"}).content.decode()
    assert 'value="济源一中"' in page


def test_sent_twice_it_is_written_once_with_one_event(clerk: Client) -> None:
    answers = {**ANSWERS, "submission": hidden(clerk.get(NEW).content.decode(), "submission"), "confirm": "1"}
    first, second = clerk.post(NEW, answers), clerk.post(NEW, answers)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert [school.name for school in schools()] == ["济源一中"]
    (event,) = events("schools.base.create")
    assert event.record == f"base:{schools()[0].pk}"


def test_a_key_that_is_none_is_refused(clerk: Client) -> None:
    assert clerk.post(NEW, {**ANSWERS, "submission": "x"}).status_code == 400


def test_what_the_database_promises_is_said_in_words(clerk: Client) -> None:
    clerk.post(NEW, {**ANSWERS, "confirm": "1"})
    answer = clerk.post(NEW, {**ANSWERS, "confirm": "1"})
    assert answer.status_code == 422
    assert "该校已登记为这一级别的基地。" in answer.content.decode()
    assert len(schools()) == 1


def test_a_change_over_anothers_change_is_refused_with_the_difference(
    clerk: Client, bases: list[Any]
) -> None:
    address = f"/registers/bases/{bases[0].pk}/edit/"
    version = hidden(clerk.get(address).content.decode(), "version")
    mine = {**ANSWERS, "version": version, "confirm": "1"}
    assert clerk.post(address, {**mine, "name": "甲校", "submission": str(uuid.uuid4())}).status_code == 302
    late = clerk.post(address, {**mine, "name": "乙校", "submission": str(uuid.uuid4())})
    assert late.status_code == 409
    page = late.content.decode()
    assert "甲校" in page
    assert "<ins>乙校</ins>" in page
    assert schools()[0].name == "甲校"
    assert len(events("schools.base.change")) == 1


def test_fields_that_the_form_does_not_have_are_not_written(clerk: Client) -> None:
    clerk.post(NEW, {**ANSWERS, "confirm": "1", "id": "777"})
    assert schools()[0].pk != 777


def test_the_page_of_a_record_tells_its_history(clerk: Client) -> None:
    made = clerk.post(NEW, {**ANSWERS, "confirm": "1"}).headers["Location"]
    page = clerk.get(made).content.decode()
    assert "变更记录" in page
    assert "新建" in page
    assert "李敏" in page
    assert clerk.get("/registers/bases/999999/").status_code == 404
    assert clerk.get("/registers/bases/999999999999999999/").status_code == 404
