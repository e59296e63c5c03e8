"""A table whose headings nobody declared: mapped on screen once, taken as mapped the next time."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.unit.registry.rights.patents.conftest import CNKI_ANSWERS
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import RoleGrant, User
from zhice.intake.models import Batch
from zhice.registry.models import Patent

HEADINGS = ["title", *CNKI_ANSWERS, "怪列"]


@pytest.fixture
def clerk(client: Any, db: None, settings: Any) -> Any:
    settings.ZHICE_SECOND_FACTOR = "off"
    with acting_as(SYSTEM):
        user = User.objects.create_user(username="示例-clerk", name="示例", password=None)
        RoleGrant.objects.create(user=user, role="plan_office", from_day=date(2020, 1, 1))
    client.force_login(user, backend="zhice.accounts.signing_in.Backend")
    return client


def sent(clerk: Any, number: str) -> Any:
    """A workbook of one patent under CNKI's own words for its columns."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADINGS)
    link = f"https://example.org/detail.aspx?dbname=SCPD2018&filename={number}"
    book.active.append(
        [
            "一种示例装置",
            "张三;李四",
            "济源示例机械有限公司",
            "2018-07-30",
            "2018-12-11",
            link,
            "摘要",
            "1.一种",
            "x",
        ]
    )
    out = io.BytesIO()
    book.save(out)
    return clerk.post(
        "/intake/new/", {"format": "cnki-workbook", "file": SimpleUploadedFile("知网.xlsx", out.getvalue())}
    )


def confirm(clerk: Any, address: str) -> str:
    page = clerk.get(address).content.decode()
    seen = page.partition('name="sha256" value="')[2].partition('"')[0]
    assert seen
    return str(clerk.post(f"{address}confirm/", {"sha256": seen}).headers["Location"])


def test_unknown_headings_are_mapped_once_and_remembered(clerk: Any) -> None:
    asked = sent(clerk, "CN108982325A")
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "请指明各列的含义" in page
    assert all(heading in page for heading in HEADINGS)
    action = page.partition('method="post" action="/intake/uploads/')[2].partition('"')[0]
    answers = {"title": "title", **CNKI_ANSWERS, "怪列": ""}
    answer = clerk.post(
        f"/intake/uploads/{action}", {"heading": list(answers), "column": list(answers.values())}
    )
    confirm(clerk, answer.headers["Location"])
    again = sent(clerk, "CN208104517U")
    assert again.status_code == 302  # straight to the dry run: nothing is asked
    confirm(clerk, again.headers["Location"])
    with acting_as(SYSTEM):
        batches = Batch.objects.filter(format="cnki-workbook").order_by("pk")
        assert [(batch.rows, batch.stored, batch.quarantined) for batch in batches] == [(1, 1, 0), (1, 1, 0)]
        assert {patent.inventors for patent in Patent.objects.filter(holders="济源示例机械有限公司")} == {
            "张三；李四"
        }
